"""The words a reader may not know, from one file: what tooltips, the dictionary of the data page and search say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("glossary.txt")


@dataclass(frozen=True, slots=True)
class Explained:
    """A term: `code` is its anchor on the data page, `names` how pages say it, the first being its own."""

    code: str
    names: tuple[str, ...]
    meaning: str

    @property
    def name(self) -> str:
        """The name it is listed under."""
        return self.names[0]


@cache
def glossary() -> tuple[Explained, ...]:
    """Every term, in the order of the file (`glossary.txt`: code | names | meaning)."""
    rows = [line.split("|") for line in _FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(Explained(code.strip(), tuple(names.strip().split("、")), said.strip()) for code, names, said in rows)


@cache
def by_name() -> dict[str, Explained]:
    """Each way of saying a term, and the term."""
    return {name: term for term in glossary() for name in term.names}
