"""What was promised: every recommendation and plan item with where it was asked, and which are open or overdue."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from voc_build.pages import addresses
from voc_build.pages.publication import Publication
from voc_build.pages.views import DONE, DROPPED, Action, Link, action, days_late, state_of
from voc_build.words.archive import Issue
from voc_build.words.model import CaseId, Followup, PlanItem, Recommendation
from voc_build.words.month import Month

_FAR = dt.date.max


@dataclass(frozen=True, slots=True)
class Promise:
    """One recommendation or plan item; `about` is the address follow-ups name it with, `late` its days past due."""

    about: str
    item: Recommendation | PlanItem
    month: Month
    asked: Link
    codes: tuple[str, ...]
    """Codes of the institutions that owe it."""
    state: str
    late: int
    case: CaseId | None = None
    """The case that asks for it; None for a plan item."""

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.state not in (DONE, DROPPED)

    @property
    def title(self) -> str:
        """A plan item's title; a recommendation has only its text."""
        return self.item.title if isinstance(self.item, PlanItem) else self.item.content

    @property
    def owners(self) -> tuple[str, ...]:
        """Who owes it, as written."""
        return self.item.owners if isinstance(self.item, PlanItem) else (self.item.addressee,)

    def view(self, publication: Publication) -> Action:
        """It as a page shows it."""
        return action(publication, self.about, self.item, self.month)


@dataclass(frozen=True)
class Promises:
    """Every promise of an archive, newest issue first."""

    publication: Publication

    @cached_property
    def every(self) -> tuple[Promise, ...]:
        """All of them."""
        return tuple(one for issue in self.publication.newest_first for one in _asked(self.publication, issue))

    @cached_property
    def by_about(self) -> dict[str, Promise]:
        """By the address follow-ups name them with."""
        return {one.about: one for one in self.every}

    @cached_property
    def open(self) -> tuple[Promise, ...]:
        """The open ones: the longest overdue first, then by due date, then those without one."""
        return tuple(sorted((one for one in self.every if one.is_open), key=urgency))

    @cached_property
    def open_of_case(self) -> dict[CaseId, tuple[Promise, ...]]:
        """The open recommendations of each case."""
        found: dict[CaseId, list[Promise]] = defaultdict(list)
        for one in self.every:
            if one.is_open and one.case is not None:
                found[one.case].append(one)
        return {case: tuple(rows) for case, rows in found.items()}

    @cached_property
    def _of(self) -> dict[str, tuple[Promise, ...]]:
        found: dict[str, list[Promise]] = defaultdict(list)
        for one in self.every:
            for code in one.codes:
                found[code].append(one)
        return {code: tuple(rows) for code, rows in found.items()}

    def of(self, code: str) -> tuple[tuple[Promise, ...], tuple[Promise, ...]]:
        """An institution's open promises, the most urgent first, and its settled ones, newest first."""
        rows = self._of.get(code, ())
        return (
            tuple(sorted((one for one in rows if one.is_open), key=urgency)),
            tuple(one for one in rows if not one.is_open),
        )

    def followed(self, issue: Issue) -> tuple[tuple[Followup, Promise], ...]:
        """What an issue reports on earlier promises, in the order it does."""
        return tuple((one, self.by_about[one.about]) for one in issue.followups if one.about in self.by_about)


def urgency(one: Promise) -> tuple[int, dt.date]:
    """The order promises press in: the longest overdue first, then by due date."""
    return -one.late, one.item.due_on or _FAR


def _asked(publication: Publication, issue: Issue) -> Iterator[Promise]:
    page = addresses.issue(issue.period)
    for item in issue.header.plan:
        yield _promise(publication, issue, f"{issue.period}/{item.number}", item, f"{issue.name}工作计划", page)
    for case in issue.cases:
        for advice in case.recommendations:
            about = f"{issue.period}/{case.id.number}/{advice.number}"
            yield _promise(publication, issue, about, advice, f"《{case.title}》", addresses.case(case.id), case.id)


def _promise(
    publication: Publication,
    issue: Issue,
    about: str,
    item: Recommendation | PlanItem,
    title: str,
    page: Markup,
    case: CaseId | None = None,
) -> Promise:
    names = item.owners if isinstance(item, PlanItem) else (item.addressee,)
    found = (publication.archive.taxonomy.institution(name, issue.month) for name in names)
    state = state_of(publication, about)
    return Promise(
        about=about,
        item=item,
        month=issue.month,
        asked=Link(title, page + Markup(f"#{item.number.lower()}")),
        codes=tuple(dict.fromkeys(one.code for one in found if one is not None)),
        state=state,
        late=days_late(publication, state, item.due_on),
        case=case,
    )
