"""What becomes of advice and plans: each gets a course of notes in later issues, or none."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from voc_build.sample.dice import Dice, pool
from voc_build.sample.grammar import grammar
from voc_build.sample.timeline import Slot, Timeline

Course = tuple[tuple[int, str], ...]
"""Notes in order: issues after the one before, state."""

_COURSES: tuple[tuple[Course, float], ...] = (
    ((), 18.0),
    (((1, "已完成"),), 14.0),
    (((2, "已完成"),), 15.0),
    (((1, "进行中"),), 6.0),
    (((1, "进行中"), (2, "已完成")), 16.0),
    (((2, "进行中"), (2, "进行中"), (3, "已完成")), 8.0),
    (((1, "进行中"), (3, "未落实")), 7.0),
    (((3, "未落实"), (2, "进行中"), (2, "已完成")), 6.0),
    (((4, "未落实"),), 5.0),
    (((2, "撤销"),), 5.0),
)


class Fates:
    """Follow-ups still to be written, by the issue that will carry them."""

    def __init__(self, times: Timeline) -> None:
        self._times = times
        self._courses = pool(_COURSES, 100)
        self._due: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)

    def begin(self, about: str, slot: Slot, dice: Dice) -> None:
        """Decide the course of an action named `about` (`2023-06/01/R1`) that stands in this issue."""
        index = slot.index
        for later, state in dice.pick(self._courses):
            index += later
            self._due[index].append((about, state))

    def followups(self, slot: Slot, dice: Dice) -> str | None:
        """followups.yml of an issue, None when there is nothing to tell."""
        due = self._due.pop(slot.index, [])
        if not due:
            return None
        before = self._times.slots[slot.index - 1].released_on
        span = (slot.released_on - before).days
        rows = ["跟踪:\n"]
        for about, state in due:
            on = before + dt.timedelta(days=dice.between(2, span - 2))
            note = grammar().tell("note", {"state": state}, dice)
            rows.append(f"  - {{针对: {about}, 日期: {on}, 状态: {state}, 说明: {note}}}\n")
        return "".join(rows)
