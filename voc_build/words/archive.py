"""The archive as one immutable value: settings, taxonomy and issues in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:  # numbers are read from the cache without any model
    from voc_build.words.model import Case, CaseId, Figures, Followup, Header, PlanItem, Recommendation
    from voc_build.words.month import Month
    from voc_build.words.settings import Settings
    from voc_build.words.taxonomy import Taxonomy
    from voc_build.words.tickets import Tickets


class KeptCases(Sequence["Case"]):
    """Cases that are read when somebody looks: few are asked about while only tickets change."""

    def __init__(self, count: int, read: Callable[[], Sequence[Case]]) -> None:
        self._count, self._read = count, read

    @cached_property
    def _found(self) -> tuple[Case, ...]:
        return tuple(self._read())

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Case]:
        return iter(self._found)

    @overload
    def __getitem__(self, at: int) -> Case: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Case, ...]: ...
    def __getitem__(self, at: int | slice) -> Case | tuple[Case, ...]:
        return self._found[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._found == tuple(other)

    def __hash__(self) -> int:
        return hash(self._found)


@dataclass(frozen=True)
class Issue:
    """One month's edition: `period` names it, `month` is what it counts."""

    header: Header
    figures: Figures | None = None
    tickets: Tickets | None = None
    cases: Sequence[Case] = ()
    followups: tuple[Followup, ...] = ()
    digest: str = ""
    """Hash of the issue's files as read, tickets included."""
    words: str = ""
    """The same without its tickets."""
    numbers: str = ""
    """The same of issue.yml, figures.yml and tickets.yml: all that reconciling reads of an issue."""

    @property
    def period(self) -> Month:
        """期号."""
        return self.header.period

    @property
    def month(self) -> Month:
        """统计月份."""
        return self.header.month

    @property
    def by_tickets(self) -> bool:
        """True when its numbers are computed from tickets, False when they are as printed."""
        return self.header.by_tickets

    @property
    def published_on(self) -> dt.date | None:
        """The day of release, None for a draft without one."""
        return self.header.release.date() if self.header.release else None

    @property
    def name(self) -> str:
        """`2022年第5期`."""
        return f"{self.period.year}年第{self.period.month}期"


@dataclass(frozen=True)
class Archive:
    """Every issue that may be seen, oldest first, with the words it uses."""

    settings: Settings
    taxonomy: Taxonomy
    issues: tuple[Issue, ...]
    lexicon: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    digests: dict[str, str] = field(default_factory=dict)
    """Hash of each settings and taxonomy file by its path in the archive."""

    @cached_property
    def by_period(self) -> dict[Month, Issue]:
        """Issues by 期号."""
        return {issue.period: issue for issue in self.issues}

    @cached_property
    def by_month(self) -> dict[Month, Issue]:
        """Issues by 统计月份."""
        return {issue.month: issue for issue in self.issues}

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Every case, oldest first."""
        return tuple(case for issue in self.issues for case in issue.cases)

    @property
    def case_count(self) -> int:
        """How many there are, without reading them."""
        return sum(len(issue.cases) for issue in self.issues)

    @cached_property
    def case_by_id(self) -> dict[CaseId, Case]:
        """Cases by where they are filed."""
        return {case.id: case for case in self.cases}

    @cached_property
    def actions(self) -> dict[str, Recommendation | PlanItem]:
        """Everything that can be followed up, by the address a follow-up names it with (`2023-06/01/R1`)."""
        found: dict[str, Recommendation | PlanItem] = {}
        for issue in self.issues:
            period = str(issue.period)
            for item in issue.header.plan:
                found[f"{period}/{item.number}"] = item
            for case in issue.cases:
                filed = f"{period}/{case.id.number}"
                for advice in case.recommendations:
                    found[f"{filed}/{advice.number}"] = advice
        return found

    @cached_property
    def followups_of(self) -> dict[str, tuple[Followup, ...]]:
        """Follow-ups by what they are about, oldest first."""
        found: dict[str, list[Followup]] = {}
        for issue in self.issues:
            for followup in issue.followups:
                found.setdefault(followup.about, []).append(followup)
        return {about: tuple(sorted(rows, key=lambda row: row.on)) for about, rows in found.items()}

    @property
    def is_demo(self) -> bool:
        """True when any issue is invented; every page then says so."""
        return any(issue.header.demo for issue in self.issues)

    @cached_property
    def data_date(self) -> dt.date | None:
        """Release day of the newest issue: ages count from it, so an old commit rebuilds the same."""
        days = [issue.published_on for issue in self.issues if issue.published_on]
        return max(days) if days else None
