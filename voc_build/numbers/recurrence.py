"""Was it seen again: the same institution, business type and cause in later issues, as a case or as tickets.

A merged institution is what it was merged into, a class that was folded away is the one that took it over.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from voc_build.numbers.cube import Counts
from voc_build.numbers.effect import released
from voc_build.numbers.statistics import Statistics
from voc_build.numbers.structure import successor
from voc_build.words.archive import Issue
from voc_build.words.measures import Kind
from voc_build.words.model import Case, CaseId
from voc_build.words.month import Month
from voc_build.words.taxonomy import Axis, Institution


@dataclass(frozen=True, slots=True, eq=False)
class Again:
    """What came later: cases, oldest first; tickets of the `months` 工单 months after the release, and the last."""

    cases: tuple[Case, ...]
    tickets: int
    months: int
    last: Month | None


@dataclass(frozen=True, eq=False)
class Recurrences:
    """Everything that came again in an archive; build once, then ask for each case."""

    statistics: Statistics
    _known: dict[CaseId, Again | None] = field(default_factory=dict, repr=False)

    def of(self, issue: Issue, case: Case) -> Again | None:
        """What came after a case of an issue; None for praise and where business type or cause is missing."""
        if case.id not in self._known:
            self._known[case.id] = self._again(issue, case)
        return self._known[case.id]

    def _again(self, issue: Issue, case: Case) -> Again | None:
        key = self._keys[case.id]
        if key is None:
            return None
        periods, cases = self._cases.get(key, ([], []))
        later = tuple(cases[bisect_right(periods, issue.period) :])
        issues = self.statistics.archive.issues
        first = bisect_right(self._months, released(issue))
        keys, counts = self._tickets
        low, high = np.searchsorted(keys, [key * len(issues) + first, (key + 1) * len(issues)])
        last = issues[int(keys[high - 1]) % len(issues)].month if high > low else None
        return Again(later, int(counts[low:high].sum()), self._following[first], last)

    @cached_property
    def _keys(self) -> dict[CaseId, int | None]:
        """What each case tells of, as a number."""
        found: dict[CaseId, int | None] = {}
        for issue in self.statistics.archive.issues:
            names = {case.institution for case in issue.cases}
            known = {name: self.statistics.archive.taxonomy.institution(name, issue.month) for name in names}
            found |= {case.id: self._key(known[case.institution], case) for case in issue.cases}
        return found

    def _key(self, institution: Institution | None, case: Case) -> int | None:
        business = self._business.get(case.business or "")
        cause = self._cause.get(case.cause or "")
        if institution is None or business is None or cause is None or str(case.kind) == str(Kind.PRAISE):
            return None
        businesses, causes = self._sizes
        return (self._successors[self._places[institution.code]] * businesses + business) * causes + cause

    @cached_property
    def _cases(self) -> dict[int, tuple[list[Month], list[Case]]]:
        """By key, oldest first: the issues and the cases in them."""
        found: dict[int, tuple[list[Month], list[Case]]] = {}
        for issue in self.statistics.archive.issues:
            for case in issue.cases:
                key = self._keys[case.id]
                if key is not None:
                    periods, cases = found.setdefault(key, ([], []))
                    periods.append(issue.period)
                    cases.append(case)
        return found

    @cached_property
    def _tickets(self) -> tuple[Counts, Counts]:
        """(institution, business, cause, issue) as one ascending number, and how many tickets each has."""
        cube, taxonomy = self.statistics.cube, self.statistics.archive.taxonomy
        columns = cube.columns
        known = cube.is_complaint.copy()
        for name in ("institution", "business", "cause"):
            known &= columns[name] >= 0
        key = np.zeros(int(known.sum()), dtype=np.int64)
        for name, size, codes in (
            ("institution", 1, self._successors),
            ("business", self._sizes[0], _folded(taxonomy.business_types)),
            ("cause", self._sizes[1], _folded(taxonomy.causes)),
        ):
            key = key * size + np.array([*codes, 0])[columns[name][known]]
        keys, counts = np.unique(key * cube.issues + columns["issue"][known], return_counts=True)
        return keys, counts

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
    def _months(self) -> list[Month]:
        return [issue.month for issue in self.statistics.archive.issues]

    @cached_property
    def _following(self) -> list[int]:
        """How many 工单 months there are from each issue on, and none after the last."""
        found = [0]
        for issue in reversed(self.statistics.archive.issues):
            found.append(found[-1] + issue.by_tickets)
        return found[::-1]


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
