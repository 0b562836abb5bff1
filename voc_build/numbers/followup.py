"""整改台账: what was asked of whom, what became of it, how old it is, and how many of them an owner closed.

Ages count from the newest released issue (`Archive.data_date`), so an old commit says the same for ever.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voc_build.words.archive import Archive, Issue
from voc_build.words.model import Case, Followup, PlanItem, Recommendation
from voc_build.words.owed import SETTLED
from voc_build.words.taxonomy import Institution

DONE, DROPPED, GOING, UNMET = "已完成", "撤销", "进行中", "未落实"
SILENT = "未反馈"
"""No follow-up yet."""


@dataclass(frozen=True, slots=True, eq=False)
class Owed:
    """A recommendation or plan item (`case` is None) and where it stands; days, None where a date is missing.

    `age` runs from the issue's release to the day it was settled, or to the archive's date; `overdue` is 0
    unless it is open and past its 期限; `late` counts the days from 期限 to completion, negative when early.
    """

    about: str
    item: Recommendation | PlanItem
    issue: Issue
    case: Case | None
    owners: tuple[tuple[str, Institution | None], ...]
    state: str
    notes: tuple[Followup, ...]
    age: int | None
    overdue: int
    late: int | None

    @property
    def settled(self) -> bool:
        """Nothing is owed any more."""
        return self.state in SETTLED


@dataclass(frozen=True, slots=True)
class Closing:
    """How one owner closes what it owes; an item of several owners counts for each of them."""

    name: str
    institution: Institution | None
    asked: int
    done: int
    dropped: int
    open: int
    overdue: int
    in_time: int
    """Of those done, how many by their 期限; without one they do not count."""
    dated: int
    """Of those done, how many had a 期限."""

    @property
    def due(self) -> int:
        """What the closing rate is of: asked and not dropped."""
        return self.asked - self.dropped

    @property
    def rate(self) -> float | None:
        """完成率 (0-1), None while nothing is owed."""
        return self.done / self.due if self.due else None


def ledger(archive: Archive) -> tuple[Owed, ...]:
    """Everything that was ever asked or planned, oldest issue first, plans before recommendations."""
    return tuple(owed for issue in archive.issues for owed in _of_issue(archive, issue))


def by_urgency(rows: Iterable[Owed]) -> list[Owed]:
    """What is open: longest overdue first, then nearest 期限, then oldest; without 期限 last."""

    def order(owed: Owed) -> tuple[int, bool, dt.date, int]:
        due = owed.item.due_on
        return (-owed.overdue, due is None, due or dt.date.max, -(owed.age or 0))

    return sorted((owed for owed in rows if not owed.settled), key=order)


def closings(archive: Archive, rows: Iterable[Owed]) -> tuple[Closing, ...]:
    """One row an owner, in printed order; owners no institution goes by come last, by name."""
    shelves: dict[str, list[Owed]] = {}
    owners: dict[str, tuple[str, Institution | None]] = {}
    for owed in rows:
        for name, institution in owed.owners:
            code = institution.code if institution else f" {name}"
            owners.setdefault(code, (institution.name if institution else name, institution))
            shelves.setdefault(code, []).append(owed)
    order = {code: place for place, code in enumerate(archive.taxonomy.by_code)}
    codes = sorted(shelves, key=lambda code: (order.get(code, len(order)), code))
    return tuple(_closing(*owners[code], shelves[code]) for code in codes)


def _closing(name: str, institution: Institution | None, rows: list[Owed]) -> Closing:
    done = [owed for owed in rows if owed.state == DONE]
    dated = [owed.late for owed in done if owed.late is not None]
    return Closing(
        name=name,
        institution=institution,
        asked=len(rows),
        done=len(done),
        dropped=sum(owed.state == DROPPED for owed in rows),
        open=sum(not owed.settled for owed in rows),
        overdue=sum(owed.overdue > 0 for owed in rows),
        in_time=sum(late <= 0 for late in dated),
        dated=len(dated),
    )


def _of_issue(archive: Archive, issue: Issue) -> Iterator[Owed]:
    plan = issue.header.plan
    names = {name for item in plan for name in item.owners}
    names |= {advice.addressee for case in issue.cases for advice in case.recommendations}
    known = {name: archive.taxonomy.institution(name, issue.month) for name in names}
    for item in plan:
        yield _owed(archive, issue, None, f"{issue.period}/{item.number}", item, item.owners, known)
    for case in issue.cases:
        for advice in case.recommendations:
            about = f"{issue.period}/{case.id.number}/{advice.number}"
            yield _owed(archive, issue, case, about, advice, (advice.addressee,), known)


def _owed(
    archive: Archive,
    issue: Issue,
    case: Case | None,
    about: str,
    item: Recommendation | PlanItem,
    owners: tuple[str, ...],
    known: dict[str, Institution | None],
) -> Owed:
    notes = archive.followups_of.get(about, ())
    state = notes[-1].state if notes else SILENT
    settled = state in SETTLED
    end = notes[-1].on if settled else archive.data_date
    late = (notes[-1].on - item.due_on).days if state == DONE and item.due_on else None
    overdue = 0
    if not settled and item.due_on and archive.data_date and item.due_on < archive.data_date:
        overdue = (archive.data_date - item.due_on).days
    age = max(0, (end - issue.published_on).days) if end and issue.published_on else None
    owing = tuple((name, known[name]) for name in owners)
    return Owed(about, item, issue, case, owing, state, notes, age, overdue, late)
