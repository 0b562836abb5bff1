"""Lines that do not fit where they stand: one that stops short of the margin, one that is there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from voc_build.intake.digitise.joining import SLACK, Measure
from voc_build.intake.digitise.letters import ends
from voc_build.intake.digitise.lines import Doubt, Fate, Line
from voc_build.intake.digitise.overview import named_measures
from voc_build.intake.digitise.sections import is_sub

_CASE: Final = re.compile(r"案例(\d+)\.(经过|启示|建议)")
_SHORT: Final = SLACK + 4
_LONG_ENOUGH: Final = 12
"""Letters of a line that nobody prints twice by chance."""


def seams(fate: Fate, setting: Measure, suspects: Mapping[int, str]) -> tuple[Doubt, ...]:
    """Doubts about the fields whose lines show that something is missing, doubled or astray.

    `suspects` are lines, by number, with what was already found strange about them.
    """
    homes: dict[str, list[Line]] = {}
    for line, home in fate.placed:
        if home in ("总体情况", "工作计划") or _CASE.match(home):
            homes.setdefault(home, []).append(line)
    found = [doubt for home, lines in homes.items() for doubt in _short(home, lines, setting)]
    seen: set[str] = set()
    for home, lines in homes.items():
        for line in lines:
            if line.bare in seen and len(line.bare) >= _LONG_ENOUGH:
                found += _doubts(home, line, f"第 {line.number} 行与前文重复：{line.text[:20]}…")
            seen.add(line.bare)
            if line.number in suspects:
                found += _doubts(home, line, suspects[line.number])
    return tuple(found)


def _short(home: str, lines: Sequence[Line], setting: Measure) -> Iterator[Doubt]:
    """A line without a sentence's end that leaves room for what follows it: text may be lost here."""
    if setting.ragged or setting.whole:
        return
    for line, following in pairwise(lines):
        room = setting.room(line)
        if ends(line.text) or is_sub(line) or is_sub(following) or room <= _SHORT:
            continue
        reason = f"第 {line.number} 行没有写到边就断了，可能缺字或混入了别处的字：…{line.text[-12:]}"
        yield from _doubts(home, line, reason, f"{line.bare}{following.bare}")


def _doubts(home: str, line: Line, reason: str, text: str = "") -> Iterator[Doubt]:
    case = _CASE.match(home)
    if case:
        yield Doubt("案例", f"案例 {case[1]} 的{case[2]}：{reason}", 0.4, line.page)
        return
    yield Doubt(home, reason, 0.4, line.page)
    if home == "总体情况":
        for name in named_measures(text or line.bare):
            yield Doubt(name, reason, 0.4, line.page)
