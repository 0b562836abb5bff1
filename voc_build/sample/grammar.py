"""Sentences recombined from `*.txt`: a grammar whose rules may hang on what is being told.

[tail]                         a symbol; each line below is one way to say it
[tail cause=service|process]   further ways, where the facts' `cause` is one of these
[staff else]                   ways for when no conditioned section fits
{tail} {=thing}                another symbol; a fact
<one/two/>                     one of these, the last being nothing; may be nested
\\n                             a line break
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from voc_build.sample.dice import Dice

Facts = dict[str, str]

_FILES = ("people", "matters", "titles", "stories", "lessons", "issues")
_HEADING = re.compile(r"\[([a-z0-9]+)((?: [a-z]+=\S+)*|( else))\]")
_TOKEN = re.compile(r"[<>/]|\{=?[a-z0-9]+\}|[^<>/{}]+")


@dataclass(frozen=True, slots=True)
class Ref:
    """Stands for any wording of a symbol."""

    symbol: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Stands for a fact of the story."""

    name: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """Stands for one of its wordings."""

    ways: tuple[Phrase, ...]


Phrase = tuple[str | Ref | Fact | OneOf, ...]


@dataclass(slots=True)
class Section:
    """Wordings of a symbol that hold where every condition does."""

    conditions: dict[str, frozenset[str]]
    otherwise: bool
    lines: list[str] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)

    def fits(self, facts: Mapping[str, str]) -> bool:
        """True where every condition holds; always without one."""
        return all(facts.get(name, "") in values for name, values in self.conditions.items())


class Grammar:
    """Symbols to sections; `tell` draws one wording."""

    def __init__(self, text: str) -> None:
        self.sections: dict[str, list[Section]] = {}
        section = Section({}, False)
        for line in text.splitlines():
            if not line or line.startswith("# "):
                continue
            if heading := _HEADING.fullmatch(line):
                conditions = dict(part.split("=") for part in heading[2].split() if "=" in part)
                section = Section(
                    {name: frozenset(values.split("|")) for name, values in conditions.items()},
                    heading[3] is not None,
                )
                self.sections.setdefault(heading[1], []).append(section)
                continue
            section.lines.append(line)
            section.phrases.append(_parse(line))
        self._asked = {
            symbol: tuple(sorted({name for section in sections for name in section.conditions}))
            for symbol, sections in self.sections.items()
        }
        self._ways: dict[tuple[str, ...], list[Phrase]] = {}

    def ways(self, symbol: str, facts: Mapping[str, str]) -> list[Phrase]:
        """Every wording of the symbol that these facts allow."""
        key = (symbol, *[facts.get(name, "") for name in self._asked[symbol]])
        found = self._ways.get(key)
        if found is None:
            fitting = [section for section in self.sections[symbol] if section.fits(facts)]
            strict = [section for section in fitting if not section.otherwise]
            found = [phrase for section in strict or fitting for phrase in section.phrases]
            if not found:
                raise KeyError(f"no wording of {symbol} for {facts}")
            self._ways[key] = found
        return found

    def tell(self, symbol: str, facts: Mapping[str, str], dice: Dice) -> str:
        """One wording of a symbol."""
        return self.say(dice.pick(self.ways(symbol, facts)), facts, dice)

    def say(self, phrase: Phrase, facts: Mapping[str, str], dice: Dice) -> str:
        """One wording of a phrase that `ways` gave."""
        return "".join(self._walk(phrase, facts, dice))

    def _walk(self, phrase: Phrase, facts: Mapping[str, str], dice: Dice) -> Iterator[str]:
        for part in phrase:
            if isinstance(part, str):
                yield part
            elif isinstance(part, Fact):
                yield facts[part.name]
            elif isinstance(part, Ref):
                yield from self._walk(dice.pick(self.ways(part.symbol, facts)), facts, dice)
            else:
                yield from self._walk(dice.pick(part.ways), facts, dice)

    def lines(self, symbol: str) -> list[str]:
        """The lines of a symbol in all its sections, each once; meant for lists of plain words."""
        return list(dict.fromkeys(line for section in self.sections[symbol] for line in section.lines))

    def words(self, symbol: str, facts: Mapping[str, str]) -> list[str]:
        """The plain words of a symbol that these facts allow, each once."""
        return list(dict.fromkeys(str(part) for phrase in self.ways(symbol, facts) for part in phrase))


def _parse(line: str) -> Phrase:
    stack: list[list[list[str | Ref | Fact | OneOf]]] = [[[]]]
    for token in _TOKEN.findall(line.replace("\\n", "\n")):
        if token == "<":
            stack.append([[]])
        elif token == "/":
            stack[-1].append([])
        elif token == ">":
            ways = stack.pop()
            stack[-1][-1].append(OneOf(tuple(tuple(way) for way in ways)))
        elif token.startswith("{="):
            stack[-1][-1].append(Fact(token[2:-1]))
        elif token.startswith("{"):
            stack[-1][-1].append(Ref(token[1:-1]))
        else:
            stack[-1][-1].append(token)
    [[phrase]] = stack
    return tuple(phrase)


@cache
def grammar() -> Grammar:
    """The sample's own."""
    here = files(__package__)
    return Grammar("\n".join((here / f"{name}.txt").read_text("utf-8") for name in _FILES))
