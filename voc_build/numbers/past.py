"""A count and the twelve months before it: against last month, a year ago and their mean, never across a break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from voc_build.numbers.change import LEAST_MONTHS, YEAR, Change, MeanChange, Verdict, against_mean, change
from voc_build.numbers.statistics import Floats, Statistics
from voc_build.words.measures import Measure
from voc_build.words.month import Month


@dataclass(frozen=True)
class Past:
    """A month's count with those before it; `values` are thirteen, oldest first, None where not known.

    `since` is the newest month among them, the first left out, in which the definition broke.
    """

    values: tuple[float | None, ...]
    months: tuple[Month, ...]
    since: Month | None

    def is_broken(self, months: int) -> bool:
        """Whether the definition broke since so many months before."""
        return self.since is not None and self.months[-1 - months] < self.since

    @cached_property
    def month(self) -> Change:
        """Since the month before."""
        return self._back(1)

    @cached_property
    def year(self) -> Change:
        """Since the same month of the year before."""
        return self._back(YEAR)

    @cached_property
    def mean(self) -> MeanChange:
        """Against the mean of the twelve months before, as far as they share the definition."""
        before, now = self.values[:-1], self.values[-1]
        since, alike = self.since, before
        if since is not None:
            alike = tuple(value if month >= since else None for month, value in zip(self.months, before, strict=False))
        found = against_mean(alike, now)
        enough = sum(value is not None for value in before) >= LEAST_MONTHS
        if found.mean is None and enough and now is not None:
            return MeanChange(None, found.months, found.now, None, None, Verdict.BROKEN)
        return found

    def _back(self, months: int) -> Change:
        return change(self.values[-1 - months], self.values[-1], broken=self.is_broken(months))


def past(statistics: Statistics, index: int, measure: Measure, column: Floats) -> Past:
    """A column's value in an issue and in the twelve months before; a month without an issue is not known."""
    now, end = statistics.archive.issues[index].month, statistics.month_place(index)
    first = end - YEAR
    months = statistics.span[first : end + 1] if first >= 0 else tuple(now + -back for back in range(YEAR, -1, -1))
    begins = (since for since, _ in statistics.archive.taxonomy.breaks(measure.code))
    return Past(
        tuple(statistics.monthly(column, first, end + 1)),
        months,
        max((since for since in begins if months[0] < since <= now), default=None),
    )


def of_bank(statistics: Statistics, index: int, measure: Measure) -> Past:
    """The whole bank's."""
    return past(statistics, index, measure, statistics.bank[measure.code])


def has_past(rows: Sequence[Past]) -> bool:
    """Whether any of the counts has something to be held against, be it across a break."""
    return any(
        row.month.before is not None or row.year.before is not None or row.mean.verdict is not Verdict.UNKNOWN
        for row in rows
    )
