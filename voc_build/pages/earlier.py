"""A month against earlier ones: the month before, a year ago, the twelve months before, and the year so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from voc_build.numbers.change import YEAR, Change, MeanChange, Verdict, change, growth_text, held, mean_text
from voc_build.numbers.past import has_past, past
from voc_build.numbers.statistics import Floats, Statistics
from voc_build.pages import addresses
from voc_build.pages.compared import Said, change_said, mean_said
from voc_build.pages.views import count_text, glued
from voc_build.words.archive import Issue
from voc_build.words.measures import Measure
from voc_build.words.month import Month


@dataclass(frozen=True, slots=True)
class Row:
    """A count of a month, the changes that lead to it, the year so far and its change since the year before."""

    name: str
    now: tuple[str, Markup | None]
    """With where it comes from, as the year so far."""
    month: Said
    year: Said
    mean: Said
    so_far: tuple[str, Markup | None]
    so_far_change: Said


@dataclass(frozen=True, slots=True)
class Earlier:
    """A month against earlier ones: a sentence on what lies further back than last month, and a row a measure."""

    month: str
    said: str
    rows: tuple[Row, ...]


Lead = Callable[[Measure, Sequence[Issue]], Markup | None]
"""Where the sum of a measure over these issues comes from."""


def of_bank(measure: Measure, issues: Sequence[Issue]) -> Markup | None:
    """The whole bank's: tickets, a print, or the months in the measure's chart."""
    return addresses.behind_total(issues, addresses.control(measure.code), measure=measure.code)


def earlier(
    statistics: Statistics,
    index: int,
    columns: Mapping[Measure, Floats],
    lead: Lead = of_bank,
    *,
    together: bool = False,
) -> Earlier | None:
    """The counts of an issue, a column each; None while there is nothing earlier to compare with.

    `together` holds the false-discovery rate over the rows, as where institutions by the dozen are looked at.
    """
    pasts = [past(statistics, index, measure, column) for measure, column in columns.items()]
    if not has_past(pasts):
        return None
    month, year = tuple(row.month for row in pasts), tuple(row.year for row in pasts)
    mean = tuple(row.mean for row in pasts)
    if together:
        month, year, mean = held(month), held(year), held(mean)
    minimum = statistics.archive.settings.minimum.percentage
    names = [measure.name for measure in columns]
    now, by_month = statistics.archive.issues[index].month, statistics.archive.by_month
    begun = (Month(now.year, number) for number in range(1, now.month + 1))
    year_so_far = [by_month[month] for month in begun if month in by_month]
    to_year = _found(names, [(one, growth_text(one, minimum)) for one in year])
    to_mean = _found(names, [(one, mean_text(one, minimum)) for one in mean])
    return Earlier(
        statistics.archive.issues[index].month.chinese,
        _sentence((("去年同月", to_year), (f"前 {YEAR} 个月的月均", to_mean))),
        tuple(
            _row(statistics, index, *column, lead, year_so_far, found)
            for column, found in zip(columns.items(), zip(month, year, mean, strict=True), strict=True)
        ),
    )


def _row(
    statistics: Statistics,
    index: int,
    measure: Measure,
    column: Floats,
    lead: Lead,
    year_so_far: Sequence[Issue],
    found: tuple[Change, Change, MeanChange],
) -> Row:
    month, year, mean = found
    minimum = statistics.archive.settings.minimum.percentage
    so_far = statistics.year_to_date(column, index)
    back = statistics.months_back(index, YEAR)
    before = None if back is None else statistics.year_to_date(column, back)
    end = statistics.archive.issues[index].month
    first = end + (1 - end.month - YEAR)
    broken = any(first < since <= end for since, _ in statistics.archive.taxonomy.breaks(measure.code))
    return Row(
        measure.name,
        (count_text(month.now), lead(measure, year_so_far[-1:]) if month.now else None),
        change_said(month, minimum),
        change_said(year, minimum),
        mean_said(mean, minimum),
        (count_text(so_far), lead(measure, year_so_far) if so_far else None),
        change_said(change(before, so_far, broken=broken), minimum),
    )


def _sentence(found: Sequence[tuple[str, str]]) -> str:
    """What was found against each earlier time, one sentence a finding; empty where nothing could be judged."""
    by_finding: dict[str, list[str]] = {}
    for what, said in found:
        by_finding.setdefault(said, []).append(what)
    return "".join(glued(f"与{'和'.join(whats)}比，{said}。") for said, whats in by_finding.items() if said)


def _found(names: Sequence[str], found: Sequence[tuple[Change | MeanChange, str]]) -> str:
    """What stands out, or that nothing does; empty where nothing could be judged."""
    of: dict[Verdict, list[str]] = {verdict: [] for verdict in Verdict}
    for name, (one, words) in zip(names, found, strict=True):
        of[one.verdict].append(f"{name}{words}" if one.verdict is Verdict.BEYOND else name)
    if of[Verdict.BEYOND]:
        said = [f"{'，'.join(of[Verdict.BEYOND])}，超出偶然波动"]
    elif of[Verdict.MAYBE]:
        said = ["没有超出偶然波动的升降"]
    elif of[Verdict.FEW]:
        said = ["件数都太少，不作判断"]
    else:
        said = []
    if of[Verdict.BROKEN]:
        said.append(f"{'、'.join(of[Verdict.BROKEN])}的口径不同，不作比较")
    return "；".join(said)
