"""An archive's numbers in one place: measures, axes and handling times by issue and institution.

Arrays are (issues, …) in archive order; NaN means not known, never zero. For 工单 issues everything stands in the
tally of their tickets; for 汇总 issues the printed figures stand, and where the print contradicts itself the value is
the one the 已知差异 entry adopts, or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from voc_build.intake.cache import Cache
from voc_build.numbers.counted import counted, sizes_of
from voc_build.numbers.cube import AXES, Counts
from voc_build.numbers.implied import counts_of_shares
from voc_build.numbers.readings import adopted, readings_of
from voc_build.numbers.tally import Ints, Tally, tally
from voc_build.words.archive import Archive, Issue
from voc_build.words.measures import COMPLAINTS, COUNTS, PARTS, PRAISE, RATES, Measure
from voc_build.words.month import Month

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Statistics:
    """Everything counted, once an archive; build with `statistics`."""

    archive: Archive
    tally: Tally
    bank: dict[str, Floats]
    """By measure code (counts and rates): shape (issues,)."""
    table: dict[str, Floats]
    """By count measure code: shape (issues, institutions); rows of a printed table where that is the source."""
    axes: dict[str, Floats]
    """消费投诉类工单 by axis: shape (issues, institutions, terms), NaN for 汇总 issues."""
    rate_counts: dict[str, Counts]
    """By rate measure code: how many of how many tickets, shape (issues, 2); zeros for 汇总 issues."""

    def position(self, issue: Issue) -> int:
        """Where an issue stands in every array."""
        return self._positions[issue.period]

    @cached_property
    def _positions(self) -> dict[Month, int]:
        return {issue.period: index for index, issue in enumerate(self.archive.issues)}

    @cached_property
    def of_month(self) -> dict[Month, int]:
        """Position of the issue that counts a month."""
        return {issue.month: index for index, issue in enumerate(self.archive.issues)}

    @cached_property
    def span(self) -> tuple[Month, ...]:
        """Every month from the first that an issue counts to the last, whether or not one counts it."""
        months = sorted(self.of_month)
        return tuple(months[0] + step for step in range(months[-1] - months[0] + 1)) if months else ()

    @cached_property
    def places(self) -> tuple[int | None, ...]:
        """Position of the issue that counts each month of `span`, None where there is none."""
        return tuple(map(self.of_month.get, self.span))

    def month_place(self, index: int) -> int:
        """Where the month that an issue counts stands in `span`."""
        return self._month_places[index]

    @cached_property
    def _month_places(self) -> list[int]:
        return [issue.month - self.span[0] for issue in self.archive.issues]

    def monthly(self, column: Floats, first: int, stop: int) -> list[float | None]:
        """A column (a value an issue) by the months `first` up to, not including, `stop` of `span`; None if not known.

        Months before the span are not known.
        """
        inside = [None if at is None else known(column[at]) for at in self.places[max(first, 0) : stop]]
        return [None] * -min(first, 0) + inside

    def months_back(self, index: int, months: int) -> int | None:
        """Position of the issue that counts the month so many months earlier; None where there is none."""
        at = self.month_place(index) - months
        return self.places[at] if at >= 0 else None

    def value(self, measure: Measure, index: int | None) -> float | None:
        """The bank's value of a measure in an issue, None where it is not known."""
        if index is None:
            return None
        return known(self.bank[measure.code][index])

    def share_of(self, measure: Measure, index: int | None) -> tuple[int, int] | None:
        """How many of how many tickets a rate is in an issue; None where it was only printed, or of no ticket."""
        if index is None:
            return None
        part, whole = (int(count) for count in self.rate_counts[measure.code][index])
        return (part, whole) if whole else None

    def year_to_date(self, column: Floats, index: int) -> int | None:
        """Sum of a column (a value an issue) over the year's months up to an issue's, None when one is unknown."""
        end = self.month_place(index) + 1
        values = self.monthly(column, end - self.archive.issues[index].month.month, end)
        return int(sum(v for v in values if v is not None)) if None not in values else None

    @cached_property
    def by_axis(self) -> dict[str, Floats]:
        """消费投诉类工单 of the whole bank by axis: (issues, terms); a printed pie that allows one reading counts."""
        found = {name: counts.sum(axis=1) for name, counts in self.axes.items()}
        terms = self.archive.taxonomy.business_types.by_name
        order = [term.code for term in self.archive.taxonomy.business_types.terms]
        for index, issue in enumerate(self.archive.issues):
            counts = printed_business(issue)
            if issue.by_tickets or counts is None:
                continue
            found["business"][index] = 0
            for name, count in counts.items():
                if name in terms:
                    found["business"][index, order.index(terms[name].code)] = count
        return found

    def handling(self, index: int) -> tuple[float, int] | None:
        """Median and longest 办理天数 of the closed tickets of an issue, None without any."""
        median, longest = self.tally.parts["handling"][index].tolist()
        return (median / 2, longest) if longest >= 0 else None

    @cached_property
    def praise_axes(self) -> dict[str, Floats]:
        """表扬 by axis, in the shape of `axes`."""
        return {axis: _known(_half(self.tally, axis, PRAISE), self.archive) for axis in AXES}

    @cached_property
    def by_business(self) -> dict[str, Floats]:
        """Every count measure by business type: shape (issues, institutions, terms), NaN for 汇总 issues."""
        return {
            measure.code: _known(self.tally.parts["business"][:, at], self.archive) for at, measure in enumerate(COUNTS)
        }


def known(value: float) -> float | None:
    """A cell as a plain number; None for NaN."""
    return None if value != value else float(value)


def printed_business(issue: Issue) -> dict[str, int] | None:
    """Counts behind a printed pie, by class, where exactly one reading fits the printed total."""
    if issue.figures is None or issue.figures.pie is None:
        return None
    stated = issue.figures.stated.get(COMPLAINTS.name)
    if stated is None or stated.count is None:
        return None
    slices = issue.figures.pie.slices
    fits = counts_of_shares([part.percent for part in slices], stated.count)
    if fits.more or len(fits.counts) != 1:
        return None
    return {part.business: count for part, count in zip(slices, fits.counts[0], strict=True)}


def statistics(archive: Archive, cache: Cache | None = None) -> Statistics:
    """Count what is not kept in the cache, and put the print beside it."""
    words = (held for path, held in archive.digests.items() if path.startswith("taxonomy/"))
    found = tally(
        [issue.digest for issue in archive.issues],
        words,
        sizes_of(archive.taxonomy),
        lambda missing: counted(archive, missing),
        cache or Cache(),
    )
    by_tickets = np.array([issue.by_tickets for issue in archive.issues], dtype=bool)
    table = {measure.code: _known(found.parts["table"][:, at], archive) for at, measure in enumerate(COUNTS)}
    bank = {code: counts.sum(axis=1) for code, counts in table.items()}
    rate_counts = {rate.code: found.parts["rates"][:, at].astype(np.int64) for at, rate in enumerate(RATES)}
    for code, (part, whole) in ((code, counts.T) for code, counts in rate_counts.items()):
        bank[code] = np.where(by_tickets & (whole > 0), part / np.maximum(whole, 1), np.nan)
    for index, issue in enumerate(archive.issues):
        if not issue.by_tickets:
            _print(archive, issue, index, bank, table)
    return Statistics(
        archive=archive,
        tally=found,
        bank=bank,
        table=table,
        axes={axis: _known(_half(found, axis, COMPLAINTS), archive) for axis in AXES},
        rate_counts=rate_counts,
    )


def _half(found: Tally, axis: str, measure: Measure) -> Ints:
    """消费投诉类工单 or 表扬 by axis."""
    measures = COUNTS if axis == "business" else (COMPLAINTS, PRAISE)
    return found.parts[axis][:, measures.index(measure)]


def _known(counts: Ints, archive: Archive) -> Floats:
    """Counts as numbers, NaN for the issues whose tickets do not count."""
    found = counts.astype(float)
    found[np.array([not issue.by_tickets for issue in archive.issues], dtype=bool)] = np.nan
    return found


def _print(archive: Archive, issue: Issue, index: int, bank: dict[str, Floats], table: dict[str, Floats]) -> None:
    """Enter a 汇总 issue's printed numbers."""
    figures = issue.figures
    if figures is None:
        return
    readings = readings_of(issue, {})
    for measure in COUNTS:
        value = adopted(issue, measure, readings)
        if value is not None:
            bank[measure.code][index] = value
    for measure in RATES:
        stated = figures.stated.get(measure.name)
        if stated is not None and stated.value is not None:
            bank[measure.code][index] = float(stated.value) / 100
    if figures.table is None:
        return
    columns = {code: position for position, code in enumerate(archive.taxonomy.by_code)}
    for row in figures.table.rows:
        institution = archive.taxonomy.institution(row.institution, issue.month)
        if institution is None:
            continue
        for measure in COUNTS:
            cell = getattr(row, measure.code)
            if cell is not None:
                table[measure.code][index, columns[institution.code]] = cell
        parts = [getattr(row, part.code) for part in PARTS]
        if row.complaints is None and all(part is not None for part in parts):
            table[COMPLAINTS.code][index, columns[institution.code]] = sum(parts)
