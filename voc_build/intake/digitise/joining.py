"""Wrapped lines into paragraphs: a hard wrap or a page's end inside a word leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from voc_build.intake.digitise.letters import ends, prose, width
from voc_build.intake.digitise.lines import Line

SLACK: Final = 7
"""Columns a full line may be short of the widest ones: a first line's indent and a mark that may not hang."""

BEGINNING: Final = re.compile(r"经核实|经调查|经查|经了解")
NUMBERED: Final = re.compile(r"(\d{1,2})\s*[.、)](?=\D)")


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide the source sets its lines, in columns.

    `ragged`: they end anywhere, so a short line says nothing; `whole`: a line is a paragraph (as in Word);
    `by_letters`: a program counted letters, not columns, so that digits leave lines short.
    """

    width: int
    ragged: bool
    whole: bool
    by_letters: bool = False

    def room(self, line: Line) -> int:
        """Columns the line leaves free."""
        return self.width - _size(line.text, self.by_letters)

    def full(self, line: Line) -> bool:
        """Whether the line reaches the margin, so that what it says may go on below."""
        return not self.whole and self.room(line) <= SLACK


def _size(text: str, by_letters: bool) -> int:
    return 2 * len(text) if by_letters else width(text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed in Chinese, and the lines it came from."""

    text: str
    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].page


def measure(lines: Sequence[Line]) -> Measure:
    """The measure of running text; `lines` hold no tables and labels."""
    body = [line for line in lines if len(line.text) > 1]
    if not body:
        return Measure(0, ragged=False, whole=True)
    going_on = [line for line in body if not ends(line.text)]
    ended = len(body) - len(going_on)
    if ended >= 3 and ended >= 0.7 * len(body):
        return Measure(max(width(line.text) for line in body), ragged=False, whole=True)
    found = [_measured(going_on or body, by_letters) for by_letters in (False, True)]
    short, setting = min(found, key=lambda one: one[0])
    return replace(setting, ragged=short > 0.3 * len(going_on or body))


def _measured(lines: Sequence[Line], by_letters: bool) -> tuple[int, Measure]:
    """How many lines stop short, if that is how they were counted; the measure that most of them keep."""
    sizes = sorted(_size(line.text, by_letters) for line in lines)
    usual = sizes[int(len(sizes) * 0.9)] if len(sizes) > 1 else sizes[0]
    return sum(one < usual - SLACK for one in sizes), Measure(usual, False, False, by_letters)


def joined(lines: Iterable[Line]) -> str:
    """The lines as one text; letters of two Latin words keep a space between them."""
    text = ""
    for line in lines:
        apart = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii() and line.text[:1].isalpha()
        text += (" " if apart else "") + line.text
    return text


def paragraphs(lines: Sequence[Line], setting: Measure) -> tuple[Paragraph, ...]:
    """Lines joined up to where a paragraph ends: a sentence's end short of the margin, or a cue after one."""
    found: list[list[Line]] = []
    for line in lines:
        if found and not _breaks(found[-1][-1], line, setting):
            found[-1].append(line)
        else:
            found.append([line])
    return tuple(Paragraph(prose(joined(group)), tuple(group)) for group in found)


def _breaks(before: Line, line: Line, setting: Measure) -> bool:
    if not ends(before.text):
        return setting.whole and not _cut(before.text)
    if setting.whole or NUMBERED.match(line.text) or BEGINNING.match(line.text):
        return True
    return not setting.ragged and setting.room(before) > SLACK


def _cut(text: str) -> bool:
    """Whether a text plainly goes on: it ends in a comma or the like."""
    return text.endswith((",", "、", "，", ":"))


def text_of(found: Iterable[Paragraph]) -> str:
    """Paragraphs as prose of a YAML block: a blank line between them."""
    return "\n\n".join(paragraph.text for paragraph in found if paragraph.text)
