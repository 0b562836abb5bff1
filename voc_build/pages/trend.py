"""Trends over months, judged: control limits, gaps, breaks, changes of basis, events, and where to look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from markupsafe import Markup

from voc_build.numbers.control import Control, control
from voc_build.numbers.limits import FULL
from voc_build.numbers.statistics import Floats
from voc_build.pages import addresses
from voc_build.pages.publication import Publication
from voc_build.pages.views import NBSP
from voc_build.pictures.charts import Band, Chart, Mark, MarkKind, Role, spark, trend
from voc_build.words.archive import Issue
from voc_build.words.measures import COMPLAINTS, PRAISE, Measure
from voc_build.words.month import Month

Lead = Callable[[Issue], Markup | None]
FEWEST = 2
"""A trend of fewer months is a number, not a picture."""
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SPELT_OUT = 2
"""Events whose words stand in the picture; more of them are numbered there and spelt out below it."""
_BREAK = "自本月起口径调整，与以前不可比"
_BASES: dict[bool, tuple[str, MarkKind, str]] = {
    True: ("工单", "basis", "自本月起按逐条工单统计"),
    False: ("汇总", "basis", "自本月起是原刊印出的汇总数"),
}
SPARK_MONTHS = 13
LINKED = 60
"""Newest months whose values have a link: of all months they would outweigh the numbers."""


@dataclass(frozen=True)
class Course:
    """A monthly series up to an issue, judged: `span` are its months, `control` what is unusual in it."""

    span: tuple[Month, ...]
    control: Control

    @property
    def values(self) -> tuple[float | None, ...]:
        """Its values, None for a month without one."""
        return self.control.values

    @property
    def alarms(self) -> frozenset[int]:
        """The points of signals that are no improvement."""
        return frozenset(at for one in self.control.signals if not one.improvement for at in one.points)

    @property
    def is_drawable(self) -> bool:
        """Two months at least."""
        return sum(value is not None for value in self.values) >= FEWEST

    @property
    def is_judged(self) -> bool:
        """The newest month is known and has limits to be held against."""
        phases = self.control.phases
        return bool(self.values) and self.values[-1] is not None and bool(phases) and phases[-1].upper is not None


def course(
    publication: Publication,
    measure: Measure,
    column: Floats,
    *,
    upto: int | None = None,
    institution: str = "",
) -> Course:
    """The course of a column (a value an issue) up to an issue; rebases and breaks of definition start anew.

    `institution` is its name where the column is one institution's: a rebase may be recorded for it alone.
    """
    return publication.once(_Courses).of(measure, column, upto, institution)


@dataclass(frozen=True)
class _Courses:
    """The courses of a publication: several pages judge the same series."""

    publication: Publication
    _known: dict[tuple[Measure, bytes, int | None, str], Course] = field(default_factory=dict, repr=False)

    def of(self, measure: Measure, column: Floats, upto: int | None, institution: str) -> Course:
        asked = (measure, column.tobytes(), upto, institution)
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._judge(measure, column, upto, institution)
        return found

    def _judge(self, measure: Measure, column: Floats, upto: int | None, institution: str) -> Course:
        archive, statistics = self.publication.archive, self.publication.statistics
        last = len(archive.issues) - 1 if upto is None else upto
        if last < 0:
            return Course((), control(()))
        start, end = statistics.span[0], archive.issues[last].month
        stop = end - start + 1
        starts = {since for since, _ in archive.taxonomy.breaks(measure.code)}
        starts |= {
            one.since
            for one in archive.settings.rebases
            if one.measure == measure.name and one.institution in (None, institution or None)
        }
        phases = sorted(month - start for month in starts if start < month <= end)
        definition = archive.taxonomy.definition(measure.code, end)
        better = definition.better if definition else ("升" if measure is PRAISE else "降")
        return Course(
            statistics.span[:stop], control(statistics.monthly(column, 0, stop), better, measure.unit, phases)
        )


def course_chart(
    publication: Publication,
    measure: Measure,
    judged: Course,
    title: str,
    description: str,
    *,
    lead: Lead,
    id: str = "trend",
    months: int | None = None,
) -> Chart | None:
    """A course as a chart with control limits, its last `months` only; None with fewer than two known months.

    `lead` says where an issue's value comes from; the newest `LINKED` are linked in the table beside the chart.
    """
    first = max(0, len(judged.span) - months) if months else 0
    values = judged.values[first:]
    if sum(value is not None for value in values) < FEWEST:
        return None
    span = judged.span[first:]
    stands, spelt = _numbered(marks(publication, measure, span), span)
    bands = tuple(
        Band(one.lower, one.upper, one.mean, max(one.start - first, 0), one.stop - first)
        for one in judged.control.phases
        if one.lower is not None and one.upper is not None and one.mean is not None and one.stop > first
    )
    return trend(
        id,
        title,
        f"{span[0].chinese}至{span[-1].chinese}{description}",
        [month.chinese for month in span],
        values,
        name=measure.name,
        unit=measure.unit,
        role="praise" if measure is PRAISE else "main",
        marks=stands,
        bands=bands,
        signals=sorted(at - first for at in judged.alarms if at >= first),
        note=_note(judged, bands) + spelt,
        leads=_leads(publication, span, values, lead),
    )


def _leads(
    publication: Publication, span: Sequence[Month], values: Sequence[float | None], lead: Lead
) -> tuple[Markup | None, ...]:
    by_month, first = publication.archive.by_month, len(span) - LINKED
    return tuple(
        lead(by_month[month]) if value and at >= first else None
        for at, (month, value) in enumerate(zip(span, values, strict=True))
    )


def measure_trend(
    publication: Publication, measure: Measure, *, upto: int | None = None, months: int | None = None
) -> Chart | None:
    """The bank's values of a measure, month by month up to an issue; None with fewer than two months."""
    judged = course(publication, measure, publication.statistics.bank[measure.code], upto=upto)
    what = f"{measure.name}的逐月{'占比' if measure.is_rate else '件数'}。"
    return course_chart(
        publication,
        measure,
        judged,
        f"{measure.name}逐月走势",
        what,
        lead=lambda issue: addresses.behind(issue, measure.code),
        id=f"trend-{measure.code}",
        months=months,
    )


def course_spark(judged: Course, id: str, name: str, measure: Measure = COMPLAINTS) -> Chart | None:
    """The last months of a course, the size of a word; None with fewer than two of them."""
    values, span = judged.values[-SPARK_MONTHS:], judged.span[-SPARK_MONTHS:]
    if sum(value is not None for value in values) < FEWEST:
        return None
    role: Role = "praise" if measure is PRAISE else "main"
    words = f"{span[0].chinese}至{span[-1].chinese}的逐月走势。"
    return spark(id, name, words, [month.chinese for month in span], values, unit=measure.unit, role=role)


def total_of(column: Floats) -> float | None:
    """Sum of what is known, None when nothing is."""
    return None if np.isnan(column).all() else float(np.nansum(column))


def marks(publication: Publication, measure: Measure, span: Sequence[Month]) -> tuple[Mark, ...]:
    """Events, changes of definition, and where 汇总 meets 工单, as far as they lie in the span."""
    archive = publication.archive
    at = {month: index for index, month in enumerate(span)}
    found = [Mark(at[event.month], event.note, "event") for event in archive.settings.events if event.month in at]
    for since, _ in archive.taxonomy.breaks(measure.code):
        if at.get(since, 0) > 0:
            found.append(Mark(at[since], "口径调整", "break", _BREAK))
    for index in range(1, len(span)):
        before, now = (archive.by_month.get(month) for month in (span[index - 1], span[index]))
        if before and now and before.by_tickets != now.by_tickets:
            found.append(Mark(index, *_BASES[now.by_tickets]))
    return tuple(found)


def _numbered(found: tuple[Mark, ...], span: Sequence[Month]) -> tuple[tuple[Mark, ...], str]:
    """The marks as they stand in the picture, and what must be spelt out below it for want of room there."""
    events = sorted((mark for mark in found if mark.kind == "event"), key=lambda mark: mark.at)
    said = []
    others = [mark for mark in found if mark.kind != "event"]
    if len(events) > _SPELT_OUT:
        numbers = dict(zip((id(mark) for mark in events), _NUMBERS, strict=False))
        said = [f"{numbers.get(id(one), '·')}{span[one.at].chinese}{one.text}" for one in events]
        events = [Mark(one.at, numbers.get(id(one), "·"), "event", one.text) for one in events]
    if any(mark.kind == "basis" for mark in found):
        said.append("虚线处数据口径在工单与汇总之间变化")
    return (*events, *others), "；".join(said) + "。" if said else ""


def _note(judged: Course, bands: tuple[Band, ...]) -> str:
    if not bands:
        return ""
    trial = f"（已知月份不足{NBSP}{FULL}{NBSP}个，暂定）" if judged.control.phases[-1].trial else ""
    return f"底色为日常波动的范围{trial}，红点是值得留意的信号。"
