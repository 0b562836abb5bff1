"""The parts of an issue by their headings: 总体情况, 业务类型, 典型案例, 下一步工作计划."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from voc_build.intake.digitise.joining import SLACK, Measure
from voc_build.intake.digitise.letters import FINAL, ends, ordinal
from voc_build.intake.digitise.lines import Fate, Line, Role


class Part(StrEnum):
    """The parts an issue may have, by what the draft calls them; before the first stands the masthead."""

    MASTHEAD = "刊名"
    OVERVIEW = "总体情况"
    BUSINESS = "业务占比"
    CASES = "案例"
    PLAN = "工作计划"
    OTHER = "其他"


_TITLES: Final = (
    (Part.CASES, re.compile(r"案例|客户的声音$|声音选登")),
    (Part.PLAN, re.compile(r"工作(?:计划|安排|重点|打算)|下一步|下阶段")),
    (Part.BUSINESS, re.compile(r"业务类型|业务类别|业务占比|业务分布|主要业务")),
    (Part.OVERVIEW, re.compile(r"(?:总体|整体|基本|投诉)情况|概况|概述")),
)
_HEADING: Final = re.compile(r"([一二三四五六七八九十]{1,3})\s*[、,.]\s*(.{2,24})")
_BARE_HEADING: Final = re.compile(r"总体情况|投诉主要业务类型|典型案例|案例分析|(?:下一步)?工作计划")
_SUB: Final = re.compile(r"\(?\s*([一二三四五六七八九十]{1,3})\s*\)\s*(.*)")
_VOICE: Final = re.compile(r"[\u4e00-\u9fff]{2,16}的声音")
_MIDDLE: Final = re.compile(
    r"(?<=.)(?=[◼■▪●•◆▶]\s*(?:案例启示|提出建议))|(?<=[。!?])\s*(?=\([一二三四五六七八九十]{1,3}\))"
)
_LONGEST_HEADING = 40


@dataclass(frozen=True)
class Section:
    """A part and its lines, the heading apart."""

    part: Part
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Sub:
    """What stands under (一), (二) …: `number` as printed, `lines` without the heading; `doubts` are words."""

    number: int
    title: str
    lines: tuple[Line, ...]
    heading: tuple[Line, ...]
    doubts: tuple[str, ...] = ()


def sections(lines: Sequence[Line], fate: Fate) -> tuple[Section, ...]:
    """Parts in printed order; the first is the masthead. Headings go to `fate`."""
    found: list[tuple[Part, str, list[Line]]] = [(Part.MASTHEAD, "", [])]
    number = 0
    for line in _split(lines):
        heading = _heading(line, number)
        if heading is None:
            found[-1][2].append(line)
            continue
        number, title = heading
        fate.put(Role.HEADING, [line])
        found.append((_part(title), title, []))
    return tuple(Section(part, title, tuple(rest)) for part, title, rest in found)


def _split(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines, cut where a bullet or a numbered heading stands inside one."""
    for line in lines:
        pieces = [piece for piece in _MIDDLE.split(line.text) if piece.strip()]
        yield from [line] if len(pieces) < 2 else [line.saying(piece) for piece in pieces]


def _heading(line: Line, number: int) -> tuple[int, str] | None:
    """The heading's number and title, if the line is the next one or names a part."""
    if _BARE_HEADING.fullmatch(line.bare):
        return number + 1, line.bare
    found = _HEADING.fullmatch(line.text)
    if found is None or ends(found[2]) or "," in found[2]:
        return None
    own = ordinal(found[1])
    known = any(pattern.search(found[2]) for _, pattern in _TITLES)
    return (own, found[2]) if own == number + 1 or (known and own > number) else None


def _part(title: str) -> Part:
    bare = "".join(title.split())
    return next((part for part, pattern in _TITLES if pattern.search(bare)), Part.OTHER)


# -- below a heading ------------------------------------------------------------------------------
def subs(lines: Sequence[Line], setting: Measure) -> tuple[tuple[Line, ...], tuple[Sub, ...]]:
    """The lines before the first (一), and each numbered piece; a heading may be wrapped."""
    before: list[Line] = []
    found: list[tuple[int, str, list[Line], list[Line], list[str]]] = []
    last = 0
    index = 0
    while index < len(lines):
        line = lines[index]
        number, title = _sub(line, last)
        if not number:
            (found[-1][2] if found else before).append(line)
            if found and is_sub(line) and len(line.bare) <= _LONGEST_HEADING and not ends(line.text):
                found[-1][4].append(f"“{line.text}”像是标题，编号却不接上一条，留在了文字里")
            index += 1
            continue
        wrapped, doubts = _wrapped(lines, index, setting)
        if number != last + 1:
            doubts.append(reason := f"编号从 {last} 跳到 {number}，中间可能漏了一条")
            if found:
                found[-1][4].append(reason)
        if not _SUB.fullmatch(line.text):
            doubts.append("标题没有编号")
        title += "".join(one.text for one in wrapped)
        found.append((number, title, [], [line, *wrapped], doubts))
        last = number
        index += 1 + len(wrapped)
    pieces = tuple(
        Sub(number, title, tuple(rest), tuple(heading), tuple(doubts)) for number, title, rest, heading, doubts in found
    )
    return tuple(before), pieces


def is_sub(line: Line) -> bool:
    """Whether the line looks like the heading of a numbered piece."""
    return bool(_SUB.fullmatch(line.text) or _VOICE.fullmatch(line.bare))


def _sub(line: Line, last: int) -> tuple[int, str]:
    """Number and title of a (一) line that comes after number `last`; 0 for any other."""
    found = _SUB.fullmatch(line.text)
    if found is None:
        return (last + 1, line.bare) if _VOICE.fullmatch(line.bare) else (0, "")
    number, title = ordinal(found[1]), found[2].strip()
    if number <= last or number > last + 3 or not title or len(title) > _LONGEST_HEADING or ends(title):
        return 0, ""
    return number, title


def _wrapped(lines: Sequence[Line], index: int, setting: Measure) -> tuple[list[Line], list[str]]:
    """The lines a heading goes on in, and what is doubtful about its end."""
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or setting.whole:
        return [], []
    if setting.ragged:
        usual = re.search(r"声音$|检查$|工作$|活动$|排查$|培训$|提升$|整治$", line.bare)
        return [], [] if usual else ["行宽不齐，标题可能在下一行还没有完"]
    if not setting.full(line):
        loose = setting.room(following) > 2 * SLACK and not re.search("[,。;!?:]", following.text)
        told = ["下一行很短，标题可能没有完"] if loose and not setting.ragged else []
        return [], told
    marks = any(mark in following.text for mark in (",", *FINAL))
    if marks:
        return [], []
    if not setting.full(following):
        return [following], ["标题占满一行，接上了下一行"]
    return [], ["标题占满一行，可能在下一行还没有完"]
