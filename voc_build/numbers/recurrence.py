"""Was it seen again: the same institution, business type and cause in later issues, as a case or as tickets.

A merged institution is what it was merged into, a class that was folded away is the one that took it over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from voc_build.numbers.cube import Counts
from voc_build.numbers.effect import released
from voc_build.numbers.statistics import Statistics
from voc_build.numbers.structure import successor
from voc_build.numbers.tally import Tally
from voc_build.words.archive import Issue
from voc_build.words.measures import Kind
from voc_build.words.model import Case
from voc_build.words.month import Month
from voc_build.words.taxonomy import Axis


@dataclass(frozen=True, slots=True, eq=False)
class Again:
    """What came later: cases, oldest first; tickets of the `months` 工单 months after the release, and the last."""

    cases: tuple[Case, ...]
    tickets: int
    months: int
    last: Month | None


@dataclass(frozen=True, slots=True, eq=False)
class _Filed:
    """What cases tell of, a row each; what no case tells of is not counted."""

    rows: dict[int, int] = field(default_factory=dict)
    """The row of each key that any case has."""
    cases: list[tuple[list[int], list[Case]]] = field(default_factory=list)
    """By row, oldest first: the issues (`Month.index` of their 期号) and the cases in them."""
    asked: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By case: its row, and the first issue whose tickets count."""


@dataclass(frozen=True, eq=False)
class Recurrences:
    """Everything that came again in an archive; build once, then ask for each case."""

    statistics: Statistics
    kept: Callable[[str, Callable[[], list[int]]], list[int]] = lambda name, make: make()
    """Gives what is kept under a name from an earlier build while no prose changed, or makes it."""

    def of(self, issue: Issue, case: Case) -> Again | None:
        """What came after a case of an issue; None for praise and where business type or cause is missing."""
        asked = self.asked(case)
        if asked is None:
            return None
        (row, first), (after, newest) = asked, self.tickets
        last = int(newest[row])
        month = self.statistics.archive.issues[last].month if last >= first else None
        return Again(self.later(issue, case), int(after[row, first]), self._following[first], month)

    def asked(self, case: Case) -> tuple[int, int] | None:
        """Where its tickets stand in `tickets`: the row of what it tells of, and the first issue that counts."""
        return self._filed.asked.get(str(case.id))  # a text is sooner found than what it spells

    def later(self, issue: Issue, case: Case) -> tuple[Case, ...]:
        """Cases of later issues that tell of the same, oldest first."""
        asked = self.asked(case)
        if asked is None:
            return ()
        periods, cases = self._filed.cases[asked[0]]
        return tuple(cases[bisect_right(periods, issue.period.index) :])

    @cached_property
    def _filed(self) -> _Filed:
        found = _Filed()
        for issue in self.statistics.archive.issues:
            names = {case.institution for case in issue.cases}
            known = {name: self._place(name, issue) for name in names}
            period, first = issue.period.index, bisect_right(self._months, released(issue).index)
            for case in issue.cases:
                key = self._key(known[case.institution], case)
                if key is None:
                    continue
                row = found.rows.setdefault(key, len(found.rows))
                if row == len(found.cases):
                    found.cases.append(([], []))
                periods, cases = found.cases[row]
                periods.append(period)
                cases.append(case)
                found.asked[str(case.id)] = row, first
        return found

    def _place(self, name: str, issue: Issue) -> int | None:
        """Where the institution stands that goes by a name in an issue, or the one it was merged into."""
        institution = self.statistics.archive.taxonomy.institution(name, issue.month)
        return None if institution is None else self._successors[self._places[institution.code]]

    def _key(self, place: int | None, case: Case) -> int | None:
        """What a case tells of, as a number."""
        business = self._business.get(case.business or "")
        cause = self._cause.get(case.cause or "")
        if place is None or business is None or cause is None or str(case.kind) == str(Kind.PRAISE):
            return None
        businesses, causes = self._sizes
        return (place * businesses + business) * causes + cause

    @cached_property
    def tickets(self) -> tuple[Counts, Counts]:
        """By row: the tickets of each issue and all after it, shape (rows, issues + 1), and the last issue with any,
        -1 for none."""
        return _after(self.statistics.tally, self.kept("classes", self._row_of_class))

    def _row_of_class(self) -> list[int]:
        """For each class of the tally's cells its row, -1 where no case tells of it."""
        taxonomy = self.statistics.archive.taxonomy
        businesses, causes = self._sizes
        institution, business = np.array(self._successors), np.array(_folded(taxonomy.business_types))
        cause = np.array(_folded(taxonomy.causes))
        keys = (institution[:, None, None] * businesses + business[:, None]) * causes + cause
        rows = self._filed.rows
        return [rows.get(key, -1) for key in keys.ravel().tolist()]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {code: at for at, code in enumerate(self.statistics.archive.taxonomy.by_code)}

    @cached_property
    def _successors(self) -> list[int]:
        taxonomy = self.statistics.archive.taxonomy
        return [self._places[successor(taxonomy, one).code] for one in taxonomy.institutions]

    @cached_property
    def _sizes(self) -> tuple[int, int]:
        taxonomy = self.statistics.archive.taxonomy
        return len(taxonomy.business_types.terms), len(taxonomy.causes.terms)

    @cached_property
    def _business(self) -> dict[str, int]:
        return _by_name(self.statistics.archive.taxonomy.business_types)

    @cached_property
    def _cause(self) -> dict[str, int]:
        return _by_name(self.statistics.archive.taxonomy.causes)

    @cached_property
    def _months(self) -> list[int]:
        return [issue.month.index for issue in self.statistics.archive.issues]

    @cached_property
    def _following(self) -> list[int]:
        """How many 工单 months there are from each issue on, and none after the last."""
        found = [0]
        for issue in reversed(self.statistics.archive.issues):
            found.append(found[-1] + issue.by_tickets)
        return found[::-1]


def _after(tally: Tally, row_of_class: Sequence[int]) -> tuple[Counts, Counts]:
    rows, issues = max(row_of_class, default=-1) + 1, len(tally.cells)
    if not issues:
        return np.zeros((rows, 1), dtype=np.int64), np.full(rows, -1)
    row = np.array(row_of_class, dtype=np.int64)[np.concatenate([classes for classes, _ in tally.cells])]
    asked = row >= 0
    issue = np.repeat(np.arange(issues), [classes.size for classes, _ in tally.cells])
    counts = np.concatenate([counts for _, counts in tally.cells])
    found = np.bincount((row * issues + issue)[asked], counts[asked], rows * issues).reshape(rows, issues)
    after = np.zeros((rows, issues + 1), dtype=np.int64)
    after[:, :-1] = found[:, ::-1].cumsum(axis=1)[:, ::-1]
    return after, np.where(found > 0, np.arange(issues), -1).max(axis=1, initial=-1)


def _folded(axis: Axis) -> list[int]:
    """For every term, where the class stands that it was folded into, itself if none."""
    place = {term.code: at for at, term in enumerate(axis.terms)}
    found = []
    for term in axis.terms:
        seen = {term.code}
        while term.folded_into in axis.by_code and term.folded_into not in seen:
            term = axis.by_code[term.folded_into]
            seen.add(term.code)
        found.append(place[term.code])
    return found


def _by_name(axis: Axis) -> dict[str, int]:
    place = {term.code: at for at, term in enumerate(axis.terms)}
    folded = _folded(axis)
    return {name: folded[place[term.code]] for name, term in axis.by_name.items()}
