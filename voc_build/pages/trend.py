"""Trends of a measure over months, with what must be known beside them: gaps, breaks, changes of basis, events."""

from __future__ import annotations

from collections.abc import Sequence

from voc_build.pages.publication import Publication
from voc_build.pictures.charts import Chart, Mark, trend
from voc_build.words.measures import Measure
from voc_build.words.month import Month

FEWEST = 2
"""A trend of fewer months is a number, not a picture."""


def measure_trend(
    publication: Publication, measure: Measure, *, upto: int | None = None, months: int | None = None
) -> Chart | None:
    """The bank's values of a measure, month by month up to an issue; None with fewer than two months."""
    statistics = publication.statistics
    issues = publication.archive.issues
    last = len(issues) - 1 if upto is None else upto
    if last < 0:
        return None
    span = _span(publication, last, months)
    values = [statistics.value(measure, statistics.of_month.get(month)) for month in span]
    if sum(value is not None for value in values) < FEWEST:
        return None
    role = "praise" if measure.name == "表扬" else "main"
    return trend(
        f"trend-{measure.code}",
        f"{measure.name}逐月走势",
        f"{span[0].chinese}至{span[-1].chinese}{measure.name}的逐月{'占比' if measure.is_rate else '件数'}。",
        [month.chinese for month in span],
        values,
        name=measure.name,
        unit=measure.unit,
        role=role,
        marks=marks(publication, measure, span),
    )


def _span(publication: Publication, last: int, months: int | None) -> list[Month]:
    issues = publication.archive.issues
    end = issues[last].month
    start = min(issue.month for issue in issues)
    if months is not None:
        start = max(start, end + (1 - months))
    return [start + step for step in range(end - start + 1)]


def marks(publication: Publication, measure: Measure, span: Sequence[Month]) -> tuple[Mark, ...]:
    """Events, changes of definition, and where 汇总 meets 工单, as far as they lie in the span."""
    archive = publication.archive
    at = {month: index for index, month in enumerate(span)}
    found = [Mark(at[event.month], event.note, "event") for event in archive.settings.events if event.month in at]
    for since, _ in archive.taxonomy.breaks(measure.code):
        if at.get(since, 0) > 0:
            found.append(Mark(at[since], "口径调整", "break"))
    for index in range(1, len(span)):
        before, now = (archive.by_month.get(month) for month in (span[index - 1], span[index]))
        if before and now and before.by_tickets != now.by_tickets:
            found.append(Mark(index, "改为工单口径" if now.by_tickets else "改为汇总口径", "basis"))
    return tuple(found)
