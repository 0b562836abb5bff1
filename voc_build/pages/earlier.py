"""An issue against earlier ones: the month before, the same month a year before, and the year so far."""

from __future__ import annotations

from dataclasses import dataclass

from voc_build.numbers.change import YEAR, change
from voc_build.numbers.statistics import Statistics
from voc_build.pages.compared import Said, change_said
from voc_build.pages.key_numbers import moved_since
from voc_build.pages.views import count_text
from voc_build.words.archive import Issue
from voc_build.words.measures import COUNTS, Measure


@dataclass(frozen=True, slots=True)
class Row:
    """A count of an issue, the changes that lead to it, the year so far and its change since the year before."""

    name: str
    now: str
    month: Said
    year: Said
    so_far: str
    so_far_change: Said


def earlier(statistics: Statistics, issue: Issue) -> tuple[Row, ...]:
    """A row for every count; empty while there is neither an earlier month nor an earlier year to compare with."""
    index = statistics.position(issue)
    rows = tuple(_row(statistics, index, measure) for measure in COUNTS)
    nothing = statistics.months_back(index, 1) is None and statistics.months_back(index, YEAR) is None
    return () if nothing else rows


def _row(statistics: Statistics, index: int, measure: Measure) -> Row:
    minimum = statistics.archive.settings.minimum.percentage
    so_far = statistics.year_to_date(measure, index)
    back = statistics.months_back(index, YEAR)
    before = None if back is None else statistics.year_to_date(measure, back)
    end = statistics.archive.issues[index].month
    first = end + (1 - end.month - YEAR)
    broken = any(first < since <= end for since, _ in statistics.archive.taxonomy.breaks(measure.code))
    return Row(
        measure.name,
        count_text(statistics.value(measure, index)),
        change_said(moved_since(statistics, index, measure), minimum),
        change_said(moved_since(statistics, index, measure, YEAR), minimum),
        count_text(so_far),
        change_said(change(before, so_far, broken=broken), minimum),
    )
