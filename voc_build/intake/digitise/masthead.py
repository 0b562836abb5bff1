"""刊名, 编发部门, 期号 and the day of release from the head of the first page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voc_build.intake.digitise.letters import title
from voc_build.intake.digitise.lines import Doubt, Fate, Line, Role
from voc_build.words.month import Month

_ISSUE: Final = re.compile(r"\(?(?P<year>\d{4})年[,]?(?:总)?第(?P<number>\d{1,3})期\)?")
_YEARLESS: Final = re.compile(r"\(?第(\d{1,3})期\)?")
_DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_UNIT: Final = re.compile(r"(?:.*[\u4e00-\u9fff)])(?:部|中心|办公室|处|室)$")
_LONGEST = 40


@dataclass(frozen=True)
class Masthead:
    """What the head says; "" and None for what it does not."""

    name: str
    department: str
    period: Month | None
    printed_on: dt.date | None
    doubts: tuple[Doubt, ...]


def masthead(lines: Sequence[Line], fate: Fate) -> Masthead:
    """Read the lines before the first heading; what is none of these stays unplaced and doubtful."""
    name = department = ""
    period: Month | None = None
    printed_on: dt.date | None = None
    taken: list[Line] = []
    doubts: list[Doubt] = []
    for line in lines:
        rest = line.bare
        if found := _ISSUE.search(rest):
            period = period or _month(int(found["year"]), int(found["number"]))
            rest = rest[: found.start()] + rest[found.end() :]
        elif "客户之声" in rest and (found := _YEARLESS.search(rest)):
            rest = rest[: found.start()] + rest[found.end() :]
        if found := _DATE.search(rest):
            printed_on = printed_on or _day(found)
            rest = rest[: found.start()] + rest[found.end() :]
        if rest and "客户之声" in rest and not name and len(rest) <= _LONGEST:
            name, _, rest = rest.partition("客户之声")
            name += "客户之声"
        if rest and not department and _UNIT.fullmatch(rest) and len(rest) <= _LONGEST:
            department, rest = rest, ""
        if rest.strip("-—|·()"):
            fate.put(Role.UNPLACED, [line])
            doubts.append(Doubt("来源", f"第 {line.number} 行在栏目之前，未归入：{line.text[:40]}", 0.3, line.page))
        else:
            taken.append(line)
    fate.put("刊名、编发部门、期号", taken)
    page = lines[0].page if lines else 1
    if not name:
        doubts.append(Doubt("刊名", "没有找到带“客户之声”的刊名", 0.2, page))
    if not department:
        doubts.append(Doubt("编发部门", "没有找到编发部门", 0.2, page))
    return Masthead(title(name), title(department), period, printed_on, tuple(doubts))


def _month(year: int, number: int) -> Month | None:
    try:
        return Month(year, number)
    except ValueError:
        return None


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
