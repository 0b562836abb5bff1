"""What earlier issues asked for and nobody has settled yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from voc_build.words.archive import Archive, Issue
from voc_build.words.model import Followup, PlanItem, Recommendation

SETTLED = ("已完成", "撤销")
"""States of a follow-up after which nothing is owed."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A plan item or recommendation without a settling follow-up; `about` is what a follow-up names it with."""

    about: str
    issue: Issue
    item: PlanItem | Recommendation
    newest: Followup | None

    @property
    def owners(self) -> tuple[str, ...]:
        """Who owes it, as written."""
        return self.item.owners if isinstance(self.item, PlanItem) else (self.item.addressee,)

    @property
    def title(self) -> str:
        """A plan item's title; a recommendation has only its text."""
        return self.item.title if isinstance(self.item, PlanItem) else self.item.content

    def days_late(self, today: dt.date | None) -> int:
        """Days past its 期限 on that day; 0 where there is none."""
        if today is None or self.item.due_on is None:
            return 0
        return max((today - self.item.due_on).days, 0)


def owed(archive: Archive, issues: tuple[Issue, ...]) -> Iterator[Owed]:
    """What these issues asked for and no issue of the archive settled, newest issue first, its plan before advice."""
    for issue in sorted(issues, key=lambda one: one.period, reverse=True):
        asked: list[tuple[str, PlanItem | Recommendation]] = [
            (f"{issue.period}/{item.number}", item) for item in issue.header.plan
        ]
        asked += [
            (f"{issue.period}/{case.id.number}/{advice.number}", advice)
            for case in issue.cases
            for advice in case.recommendations
        ]
        for about, item in asked:
            notes = archive.followups_of.get(about, ())
            if not notes or notes[-1].state not in SETTLED:
                yield Owed(about, issue, item, notes[-1] if notes else None)
