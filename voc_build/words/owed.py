"""What issues asked for: every recommendation and plan item, who owes it, what became of it, how old and how late.

Ages count from the newest released issue (`Archive.data_date`), so an old commit says the same for ever; a command
that looks from another day asks `Owed.days_late`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from voc_build.words.archive import Archive, Issue
from voc_build.words.model import Case, Followup, PlanItem, Recommendation
from voc_build.words.taxonomy import Institution

DONE, DROPPED, GOING, UNMET = "已完成", "撤销", "进行中", "未落实"
SILENT = "未反馈"
"""No follow-up yet."""
SETTLED = (DONE, DROPPED)
"""States after which nothing is owed."""


@dataclass(frozen=True, slots=True, eq=False)
class Owed:
    """A recommendation or plan item (`case` is None) and what became of it.

    `about` is the address follow-ups name it with, `owners` are names as written and who goes by them, `notes` its
    follow-ups, oldest first; `today` is the day its days count to. Days are None where a date is missing.
    """

    about: str
    item: Recommendation | PlanItem
    issue: Issue
    case: Case | None
    owners: tuple[tuple[str, Institution | None], ...]
    notes: tuple[Followup, ...]
    today: dt.date | None
    state: str = field(init=False)
    """What the newest follow-up says."""
    settled: bool = field(init=False)
    """Nothing is owed any more."""
    overdue: int = field(init=False)
    """Days past its 期限 while it is open, else 0."""

    def __post_init__(self) -> None:
        # lists of twenty years ask for these a million times
        object.__setattr__(self, "state", self.notes[-1].state if self.notes else SILENT)
        object.__setattr__(self, "settled", self.state in SETTLED)
        object.__setattr__(self, "overdue", self.days_late(self.today))

    @property
    def names(self) -> tuple[str, ...]:
        """Who owes it, as written."""
        return tuple([name for name, _ in self.owners])

    @property
    def title(self) -> str:
        """A plan item's title; a recommendation has only its text."""
        return self.item.title if isinstance(self.item, PlanItem) else self.item.content

    @property
    def age(self) -> int | None:
        """Days from the issue's release to the day it was settled, or to today."""
        end = self.notes[-1].on if self.settled else self.today
        begin = self.issue.published_on
        return max(0, (end - begin).days) if end and begin else None

    @property
    def late(self) -> int | None:
        """Days from its 期限 to completion, negative when early; None until it is done."""
        if self.state != DONE or self.item.due_on is None:
            return None
        return (self.notes[-1].on - self.item.due_on).days

    def days_late(self, today: dt.date | None) -> int:
        """Days past its 期限 on that day; 0 where there is none, and once it is settled."""
        if self.settled or today is None or self.item.due_on is None:
            return 0
        return max((today - self.item.due_on).days, 0)


def ledger(archive: Archive, issues: Iterable[Issue] | None = None) -> tuple[Owed, ...]:
    """Everything these issues (all, if none are given) asked or planned, in their order, plans before advice."""
    asking = archive.issues if issues is None else issues
    return tuple(owed for issue in asking for owed in _of_issue(archive, issue))


def by_urgency(rows: Iterable[Owed]) -> list[Owed]:
    """What is open: longest overdue first, then nearest 期限, then oldest; without 期限 last."""

    def order(owed: Owed) -> tuple[int, bool, dt.date, int]:
        due = owed.item.due_on
        return (-owed.overdue, due is None, due or dt.date.max, -(owed.age or 0))

    return sorted((owed for owed in rows if not owed.settled), key=order)


def _of_issue(archive: Archive, issue: Issue) -> Iterator[Owed]:
    period = str(issue.period)
    asked: list[tuple[str, Recommendation | PlanItem, Case | None, tuple[str, ...]]] = [
        (f"{period}/{item.number}", item, None, item.owners) for item in issue.header.plan
    ]
    for told in issue.cases:
        filed = f"{period}/{told.id.number}"
        asked += [(f"{filed}/{one.number}", one, told, (one.addressee,)) for one in told.recommendations]
    # a name is looked up once a month, however often it stands there, and the same owners are one value
    named = {
        names: tuple((name, archive.taxonomy.institution(name, issue.month)) for name in names)
        for names in {names for *_, names in asked}
    }
    followups, today = archive.followups_of, archive.data_date
    for about, item, case, names in asked:
        yield Owed(about, item, issue, case, named[names], followups.get(about, ()), today)
