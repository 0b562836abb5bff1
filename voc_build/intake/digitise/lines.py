"""Lines of a source, what becomes of each, and what is doubtful about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from voc_build.intake.digitise.letters import compact, plain

NUMBER: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?", re.ASCII)


class Role(StrEnum):
    """What a line is that is no part of the issue's content."""

    CHROME = "网站外壳"
    REPEAT = "网站摘录的重复文字"
    PAGE_MARK = "页标"
    PAGE_NUMBER = "页码"
    RUNNING_HEAD = "页眉页脚"
    HEADING = "栏目标题"
    LEGEND = "图例"
    NOTE = "脚注、批注和图表"
    UNPLACED = "未归入"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands in the source; numbers count from 1, page 0 is before the first page.

    `text` is read by (letters are plain); `cells` holds a table row's cells where the file has them.
    """

    number: int
    page: int
    text: str
    cells: tuple[str, ...] = ()
    running: bool = False
    """The file itself says that this is a head or foot of its pages."""
    note: bool = False
    """The file itself says that this stands beside the text: a foot- or endnote, a comment, a chart's figures."""

    @classmethod
    def read(
        cls, number: int, page: int, text: str, cells: Iterable[str] = (), *, running: bool = False, note: bool = False
    ) -> Line:
        """A line as the file gives it."""
        return cls(number, page, plain(text), tuple(plain(cell) for cell in cells), running, note)

    @property
    def bare(self) -> str:
        """The text without spaces."""
        return compact(self.text)

    def saying(self, text: str) -> Line:
        """Part of this line: same place, another text."""
        return replace(self, text=text.strip(), cells=())


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field a person must judge: a key of the draft, why, how sure (0 to 1), the printed page (0: none)."""

    field: str
    reason: str
    confidence: float
    page: int = 0


@dataclass
class Fate:
    """Where every line went: a field of the draft or a role, each line (or part of one) told once."""

    placed: list[tuple[Line, str]] = field(default_factory=list)

    def put(self, home: str, lines: Iterable[Line]) -> None:
        """These lines went there."""
        self.placed += [(line, home) for line in lines]

    def counted(self) -> dict[str, int]:
        """How many lines (or parts of lines) each home took, in order of appearance."""
        found: dict[str, int] = {}
        for _, home in sorted(self.placed, key=lambda one: one[0].number):
            found[home] = found.get(home, 0) + 1
        return found

    def of(self, home: str) -> tuple[Line, ...]:
        """The lines that went there."""
        return tuple(line for line, where in self.placed if where == home)


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a text, in order, without their thousands' commas."""
    return tuple(found.replace(",", "") for found in NUMBER.findall(text))
