"""Did it help: the measure a recommendation aimed at, before and after.

Before are the six months that end with the month the issue counts, after the six that follow the month of its
release; that month itself, half before and half after the advice, is in neither. Nothing here proves a cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from voc_build.numbers.change import Verdict, discoveries, p_value, too_few
from voc_build.numbers.statistics import Floats, Statistics
from voc_build.numbers.structure import Structure
from voc_build.words.archive import Issue
from voc_build.words.measures import BY_NAME, Measure
from voc_build.words.model import Recommendation, Target
from voc_build.words.month import Month
from voc_build.words.owed import Owed
from voc_build.words.taxonomy import Term

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
    structure: Structure
    _values: dict[tuple[Measure, int | None, str | None], list[float]] = field(default_factory=dict, repr=False)
    """By measure, institution's place and business type: many recommendations aim at one series."""
    _sides: dict[tuple[Month, Measure], tuple[list[int], list[int]] | None] = field(default_factory=dict, repr=False)

    def of(self, rows: Iterable[Owed]) -> dict[str, Effect]:
        """By address, for those with a 目标; the false-discovery rate is held over all of them together."""
        found = {owed.about: alone for owed in rows if (alone := self.alone(owed)) is not None}
        tested = [about for about, effect in found.items() if effect.p is not None]
        stands = discoveries([p for about in tested if (p := found[about].p) is not None])
        for about, beyond in zip(tested, stands, strict=True):
            found[about] = replace(found[about], verdict=Verdict.BEYOND if beyond else Verdict.MAYBE)
        return found

    def alone(self, owed: Owed) -> Effect | None:
        """Before and after for one, tested as if it were alone; None without a 目标."""
        target = target_of(owed)
        return None if target is None else self._effect(owed.issue, target)

    def _effect(self, issue: Issue, target: Target) -> Effect:
        measure = BY_NAME[target.measure]
        series = self._series(issue, target, measure)
        if isinstance(series, str):
            return Effect(target, measure, None, None, Verdict.UNKNOWN, why=series)
        asked = (issue.period, measure)
        if asked not in self._sides:
            self._sides[asked] = self._windows(issue, measure)
        sides = self._sides[asked]
        if sides is None:
            return Effect(target, measure, None, None, Verdict.BROKEN, why="前后口径不同，不作比较")
        before, after = (self._side(series, places, measure) for places in sides)
        short = [
            f"{word}只有 {side.months} 个月有数"
            for word, side in (("之前", before), ("之后", after))
            if side.months < LEAST
        ]
        if short:
            why = f"{'，'.join(short)}，不足 {LEAST} 个月，暂不比较"
            return Effect(target, measure, before, after, Verdict.UNKNOWN, why=why)
        definition = self.statistics.archive.taxonomy.definition(measure.code, issue.month)
        up = after.mean > before.mean
        better = None if definition is None or after.mean == before.mean else up == (definition.better == "升")
        if measure.is_rate:
            return Effect(target, measure, before, after, Verdict.UNKNOWN, better, why="占比只列出，不作检验")
        exposures = (float(before.months), float(after.months))
        if too_few(before.total, after.total, exposures):
            return Effect(target, measure, before, after, Verdict.FEW, better)
        p = p_value(before.total, after.total, exposures)
        return Effect(target, measure, before, after, Verdict.MAYBE, better, p)

    def _series(self, issue: Issue, target: Target, measure: Measure) -> list[float] | str:
        """Values by issue, or why there are none."""
        taxonomy = self.statistics.archive.taxonomy
        place = None
        if target.institution is not None:
            institution = taxonomy.institution(target.institution, issue.month)
            if institution is None or not institution.in_table:
                return f"没有“{target.institution}”逐月的数字"
            place = self._places[institution.code]
        if measure.is_rate and (target.institution is not None or target.business is not None):
            return f"{measure.name}只有全行的数字"
        term = taxonomy.business_types.by_name.get(target.business) if target.business is not None else None
        if term is None and target.business is not None:
            return f"没有业务类别“{target.business}”"
        asked = (measure, place, term.code if term else None)
        if asked not in self._values:
            self._values[asked] = self._counted(measure, place, term).tolist()
        return self._values[asked]

    def _counted(self, measure: Measure, place: int | None, term: Term | None) -> Floats:
        """The values of the bank or of an institution in the months it exists, of one business type or of all."""
        statistics = self.statistics
        if term is None:
            found = statistics.bank[measure.code] if place is None else statistics.table[measure.code][:, place]
        else:
            codes = {one.code for one in term.walk()}
            terms = statistics.archive.taxonomy.business_types.terms
            columns = [at for at, one in enumerate(terms) if one.code in codes]
            cells = statistics.by_business[measure.code][:, :, columns]
            found = cells.sum(axis=(1, 2)) if place is None else cells[:, place].sum(axis=1)
        return found if place is None else np.where(self.structure.exists[:, place], found, np.nan)

    def _windows(self, issue: Issue, measure: Measure) -> tuple[list[int], list[int]] | None:
        """Where the issues stand that count the months on each side; None across a break of the definition.

        A side has the months that the definition of the issue's month covers; invented months never stand beside
        real ones.
        """
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
        of_month, issues = self.statistics.of_month, self.statistics.archive.issues

        def places(months: list[Month]) -> list[int]:
            known = (of_month[month] for month in months if month in of_month)
            return [at for at in known if issues[at].header.demo == issue.header.demo]

        return places(before), places(after)

    def _side(self, series: Sequence[float], places: Sequence[int], measure: Measure) -> Side:
        known = [at for at in places if series[at] == series[at]]
        issues = self.statistics.archive.issues
        if measure.is_rate:
            counted = self.statistics.rate_counts[measure.code]
            known = [at for at in known if counted[at, 1]]
            part, whole = (int(total) for total in counted[known].sum(axis=0))
            return Side(part, len(known), whole, tuple([issues[at] for at in known]))
        return Side(int(sum([series[at] for at in known])), len(known), issues=tuple([issues[at] for at in known]))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {code: at for at, code in enumerate(self.statistics.archive.taxonomy.by_code)}


def target_of(owed: Owed) -> Target | None:
    """What a recommendation is to change, if it says so."""
    return owed.item.target if isinstance(owed.item, Recommendation) else None


def released(issue: Issue) -> Month:
    """The month an issue came out in; its 期号 while it has no day of release."""
    return Month.of(issue.published_on) if issue.published_on else issue.period
