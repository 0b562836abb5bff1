"""Did it help: the measure a recommendation aimed at, before and after.

Before are the six months that end with the month the issue counts, after the six that follow the month of its
release; that month itself, half before and half after the advice, is in neither. Nothing here proves a cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from voc_build.numbers.change import Verdict, discoveries, p_value, too_few
from voc_build.numbers.statistics import Floats, Statistics
from voc_build.numbers.structure import Structure
from voc_build.words.archive import Issue
from voc_build.words.measures import BY_NAME, Measure
from voc_build.words.model import Recommendation, Target
from voc_build.words.month import Month
from voc_build.words.owed import Owed

WINDOW = 6
"""Months on each side."""
LEAST = 3
"""Known months that a side needs to be compared."""


@dataclass(frozen=True, slots=True)
class Side:
    """Some months of a series: the sum over those known. For a share `of` is what it is a share of."""

    total: int
    months: int
    of: int = 0
    issues: tuple[Issue, ...] = field(default=(), compare=False)
    """Those that count its months."""

    @property
    def mean(self) -> float:
        """A month's mean, or the share (0-1); only for sides with any month known."""
        return self.total / (self.of or self.months)


@dataclass(frozen=True, slots=True)
class Effect:
    """A target before and after; `why` says in words why there is no verdict, empty where there is one."""

    target: Target
    measure: Measure
    before: Side | None
    after: Side | None
    verdict: Verdict
    better: bool | None = None
    p: float | None = None
    why: str = ""


@dataclass(frozen=True, eq=False)
class Effects:
    """Before and after for every recommendation of an archive that names a 目标; build once."""

    statistics: Statistics
    _cells: dict[str, Floats] = field(default_factory=dict, repr=False)

    def of(self, rows: Iterable[Owed]) -> dict[str, Effect]:
        """By address, for those with a 目标; the false-discovery rate is held over all of them together."""
        found = {
            owed.about: self._effect(owed.issue, owed.item.target)
            for owed in rows
            if isinstance(owed.item, Recommendation) and owed.item.target is not None
        }
        tested = [about for about, effect in found.items() if effect.p is not None]
        stands = discoveries([p for about in tested if (p := found[about].p) is not None])
        for about, beyond in zip(tested, stands, strict=True):
            found[about] = replace(found[about], verdict=Verdict.BEYOND if beyond else Verdict.MAYBE)
        return found

    def _effect(self, issue: Issue, target: Target) -> Effect:
        measure = BY_NAME[target.measure]
        definition = self.statistics.archive.taxonomy.definition(measure.code, issue.month)
        series = self._series(issue, target, measure)
        if isinstance(series, str):
            return Effect(target, measure, None, None, Verdict.UNKNOWN, why=series)
        sides = self._windows(issue, measure)
        if sides is None:
            return Effect(target, measure, None, None, Verdict.BROKEN, why="前后口径不同，不作比较")
        before, after = (self._side(series, months, issue, measure) for months in sides)
        short = [
            f"{word}只有 {side.months} 个月有数"
            for word, side in (("之前", before), ("之后", after))
            if side.months < LEAST
        ]
        if short:
            why = f"{'，'.join(short)}，不足 {LEAST} 个月，暂不比较"
            return Effect(target, measure, before, after, Verdict.UNKNOWN, why=why)
        up = after.mean > before.mean
        better = None if definition is None or after.mean == before.mean else up == (definition.better == "升")
        if measure.is_rate:
            return Effect(target, measure, before, after, Verdict.UNKNOWN, better, why="占比只列出，不作检验")
        exposures = (float(before.months), float(after.months))
        if too_few(before.total, after.total, exposures):
            return Effect(target, measure, before, after, Verdict.FEW, better)
        p = p_value(before.total, after.total, exposures)
        return Effect(target, measure, before, after, Verdict.MAYBE, better, p)

    def _series(self, issue: Issue, target: Target, measure: Measure) -> Floats | str:
        """Values by issue, or why there are none."""
        statistics, taxonomy = self.statistics, self.statistics.archive.taxonomy
        place = None
        if target.institution is not None:
            institution = taxonomy.institution(target.institution, issue.month)
            if institution is None or not institution.in_table:
                return f"没有“{target.institution}”逐月的数字"
            place = list(taxonomy.by_code).index(institution.code)
        if measure.is_rate:
            narrow = target.institution is not None or target.business is not None
            return f"{measure.name}只有全行的数字" if narrow else statistics.bank[measure.code]
        if target.business is None:
            if place is None:
                return statistics.bank[measure.code]
            return self._where_it_exists(statistics.table[measure.code][:, place], place)
        term = taxonomy.business_types.by_name.get(target.business)
        if term is None:
            return f"没有业务类别“{target.business}”"
        codes = {one.code for one in term.walk()}
        columns = [at for at, one in enumerate(taxonomy.business_types.terms) if one.code in codes]
        cells = self._by_business(measure)[:, :, columns].sum(axis=2)
        return cells.sum(axis=1) if place is None else self._where_it_exists(cells[:, place], place)

    def _where_it_exists(self, series: Floats, place: int) -> Floats:
        found: Floats = np.where(self._structure.exists[:, place], series, np.nan)
        return found

    def _by_business(self, measure: Measure) -> Floats:
        if measure.code not in self._cells:
            cube = self.statistics.cube
            size = len(self.statistics.archive.taxonomy.business_types.terms)
            counts = cube.count(cube.where(measure), (cube.columns["business"], size))
            self._cells[measure.code] = np.where(self._by_tickets[:, None, None], counts.astype(float), np.nan)
        return self._cells[measure.code]

    def _windows(self, issue: Issue, measure: Measure) -> tuple[list[Month], list[Month]] | None:
        """The months on each side that the definition of the issue's month covers; None across a break."""
        start = released(issue) + 1
        before = [issue.month + -back for back in reversed(range(WINDOW))]
        after = [start + step for step in range(WINDOW)]
        for since, _ in self.statistics.archive.taxonomy.breaks(measure.code):
            if since <= issue.month:
                before = [month for month in before if month >= since]
            elif since <= start:
                return None
            else:
                after = [month for month in after if month < since]
        return before, after

    def _side(self, series: Floats, months: Sequence[Month], issue: Issue, measure: Measure) -> Side:
        statistics = self.statistics
        places = [statistics.of_month[month] for month in months if month in statistics.of_month]
        demo = issue.header.demo
        # invented months never stand beside real ones
        places = [at for at in places if statistics.archive.issues[at].header.demo == demo]
        places = [at for at in places if not np.isnan(series[at])]
        if measure.is_rate:
            counted = statistics.rate_counts[measure.code]
            places = [at for at in places if counted[at, 1]]
            part, whole = (int(total) for total in counted[places].sum(axis=0))
            return Side(part, len(places), whole, self._issues(places))
        return Side(int(sum(series[at] for at in places)), len(places), issues=self._issues(places))

    def _issues(self, places: Iterable[int]) -> tuple[Issue, ...]:
        return tuple(self.statistics.archive.issues[at] for at in places)

    @cached_property
    def _structure(self) -> Structure:
        return Structure(self.statistics.archive)

    @cached_property
    def _by_tickets(self) -> npt.NDArray[np.bool_]:
        return np.array([issue.by_tickets for issue in self.statistics.archive.issues], dtype=bool)


def released(issue: Issue) -> Month:
    """The month an issue came out in; its 期号 while it has no day of release."""
    return Month.of(issue.published_on) if issue.published_on else issue.period
