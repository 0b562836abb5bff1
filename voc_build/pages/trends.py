"""趋势: measures against themselves, business types and institutions on one scale, causes by weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from voc_build.numbers.change import changes
from voc_build.numbers.statistics import Floats, known
from voc_build.numbers.structure import THEN, TODAY, WAYS, Structure
from voc_build.pages import addresses
from voc_build.pages.compared import MeasureRow, Said, change_said, compared, newest_break
from voc_build.pages.heat import Heat, Series, heat, lead_of, legend, peak
from voc_build.pages.institution_numbers import Structured
from voc_build.pages.judged import MONTHS, briefly, judged, limits_text
from voc_build.pages.keys import Keys
from voc_build.pages.page import Page, Passage
from voc_build.pages.publication import Publication
from voc_build.pages.trend import FEWEST, Course, course, course_chart, course_spark
from voc_build.pages.views import count_text, glued
from voc_build.pages.watch import newest_alarms
from voc_build.pictures.charts import Chart
from voc_build.pictures.charts import Series as Bars
from voc_build.words.measures import COMPLAINTS, MEASURES, Measure
from voc_build.words.month import Month

CAUSE_MONTHS = 12
Subject = tuple[Series, Floats]
"""A row and its values by issue."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the tables in which each is judged against itself."""

    name: str
    url: Markup | None
    note: str
    spark: Chart | None
    value: str
    lead: Markup | None
    """Where the newest value comes from; None for none."""
    change: Said
    mean: str
    limits: str
    words: str
    alarming: bool


@dataclass(frozen=True, slots=True)
class Side:
    """The institutions on one structure: the heat table and the rows judged."""

    code: str
    name: str
    heat: Heat | None
    lines: tuple[Line, ...]
    gone: str


def pages(publication: Publication) -> Iterator[Page]:
    """One page."""
    yield Page(
        url="trends/",
        section="trends/",
        title="趋势",
        description="各项指标、业务类别、机构和原因逐月的走势，以及哪些变化超出日常波动。",
        key=_key(publication),
        make=lambda: publication.render("trends.html", **_view(publication)),
        passages=lambda: (Passage("", "趋势", "控制图、热力表、原因排列图；环比、同比与十二个月均值"),),
        boost=1.1,
    )


def _key(publication: Publication) -> str:
    """What is printed of 汇总 issues, every count of measures and business types, and the newest of causes."""
    statistics = publication.statistics
    return publication.once(Keys).numbers(
        *statistics.bank.values(),
        *statistics.rate_counts.values(),
        statistics.table[COMPLAINTS.code],
        statistics.by_axis["business"],
        statistics.by_axis["cause"][-CAUSE_MONTHS:],
        beside=(issue.words for issue in publication.archive.issues if not issue.by_tickets),
    )


def _view(publication: Publication) -> dict[str, object]:
    statistics = publication.statistics
    found = course(publication, COMPLAINTS, statistics.bank[COMPLAINTS.code])
    span = found.span
    business = _business(publication, span)
    structure = publication.once(Structured).structure
    ways = (TODAY, THEN) if structure.differs else (TODAY,)
    institutions = {which: _institutions(publication, structure, which, span) for which in ways}
    subjects = [*business, *(subject for rows in institutions.values() for subject in rows)]
    highest = peak([row for row, _ in subjects])
    return {
        "span": f"{span[0].chinese}至{span[-1].chinese}" if len(span) > 1 else span[0].chinese if span else "",
        "single": len(span) == 1,
        "how": _how(publication, found),
        "unlike": _unlike(publication),
        "newest": span[-1].chinese if span else "",
        "issues": len(publication.archive.issues),
        "rows": [_measure(publication, measure) for measure in MEASURES] if span else [],
        "figures": [judged(publication, measure) for measure in MEASURES] if span else [],
        "quiet": any(value is not None for row, _ in subjects for value in row.values) and not highest,
        "highest": count_text(highest),
        "legend": legend(highest),
        "business": heat(publication, span, [row for row, _ in business], highest),
        "business_lines": _lines(publication, business, "business"),
        "sides": [_side(publication, structure, which, span, rows, highest) for which, rows in institutions.items()],
        "causes": _causes(publication),
    }


def _how(publication: Publication, found: Course) -> str:
    """What band, points and marks of the control charts mean, said once."""
    chart = course_chart(publication, COMPLAINTS, found, COMPLAINTS.name, "", lead=lambda issue: None, months=MONTHS)
    return chart.note if chart else ""


def _unlike(publication: Publication) -> str:
    """Months whose institution table does not add up to the total the series use."""
    statistics = publication.statistics
    found = []
    for index, issue in enumerate(publication.archive.issues):
        cells, total = statistics.table[COMPLAINTS.code][index], statistics.bank[COMPLAINTS.code][index]
        if not issue.by_tickets and not np.isnan(cells).all() and np.nansum(cells) != total:
            whole = "未知" if np.isnan(total) else f"{total:.0f} 件"
            found.append(f"{issue.month.chinese}机构表三项相加 {np.nansum(cells):.0f} 件，全行总数{whole}")
    return glued("；".join(found))


def _measure(publication: Publication, measure: Measure) -> MeasureRow:
    found = course(publication, measure, publication.statistics.bank[measure.code])
    return compared(publication, measure, found, course_spark(found, f"spark-{measure.code}", measure.name, measure))


def _business(publication: Publication, span: Sequence[Month]) -> list[Subject]:
    counts = publication.statistics.by_axis["business"]
    terms = publication.archive.taxonomy.business_types.terms
    there = (True,) * len(span)
    found = []
    for place, term in enumerate(terms):
        values = _by_month(publication, span, counts[:, place])
        url = addresses.term("business", term.code)
        row = Series(term.name, url, values, there, filters={"business": term.code})
        found.append((row, counts[:, place]))
    return found


def _institutions(publication: Publication, structure: Structure, which: str, span: Sequence[Month]) -> list[Subject]:
    cells = publication.statistics.table[COMPLAINTS.code]
    of_month = publication.statistics.of_month
    found = []
    for line in structure.lines(which):
        column = structure.values(line, cells)
        values = _by_month(publication, span, column)
        there = tuple(month not in of_month or bool(line.months[of_month[month]]) for month in span)
        url = addresses.institution(line.institution.code)
        # one filter cannot name what was merged
        filters = {"institution": line.institution.code} if len(line.places) == 1 else None
        found.append((Series(line.name, url, values, there, line.note, filters), column))
    return found


def _by_month(publication: Publication, span: Sequence[Month], series: Floats) -> tuple[float | None, ...]:
    of_month = publication.statistics.of_month
    return tuple(known(series[of_month[month]]) if month in of_month else None for month in span)


def _side(
    publication: Publication,
    structure: Structure,
    which: str,
    span: Sequence[Month],
    subjects: list[Subject],
    highest: float,
) -> Side:
    rows = [row for row, _ in subjects]
    standing = [subject for subject in subjects if subject[0].exists[-1]]
    gone = "、".join(f"{row.name}（{row.note}）" for row in rows if not row.exists[-1])
    return Side(
        which,
        WAYS[which],
        heat(publication, span, rows, highest),
        _lines(publication, standing, f"institution-{which}"),
        gone,
    )


def _lines(publication: Publication, subjects: Sequence[Subject], id: str) -> tuple[Line, ...]:
    """Each row judged against itself; changes of the table share one false-discovery rate."""
    rows = [
        (row, course(publication, COMPLAINTS, column, institution=row.name))
        for row, column in subjects
        if sum(value is not None for value in row.values) >= FEWEST and any(row.values)
    ]
    if not rows:
        return ()
    span = rows[0][1].span
    moved = changes(
        [row.values[-2] for row, _ in rows],
        [row.values[-1] for row, _ in rows],
        broken=newest_break(publication, COMPLAINTS, span) == span[-1],
    )
    minimum = publication.archive.settings.minimum.percentage
    found = []
    for number, ((row, own), change) in enumerate(zip(rows, moved, strict=True)):
        mean, limits = limits_text(own.control)
        spark = course_spark(own, f"{id}-{number}", row.name)
        value, said = count_text(row.values[-1]), change_said(change, minimum)
        alarming = bool(newest_alarms(own))
        lead = lead_of(publication.archive.issues[-1], row) if row.values[-1] else None
        found.append(Line(row.name, row.url, row.note, spark, value, lead, said, mean, limits, briefly(own), alarming))
    return tuple(found)


def _causes(publication: Publication) -> Chart | None:
    """消费投诉类工单 of the newest months by cause, largest first, with the running share."""
    issues = publication.archive.issues
    if not issues:
        return None
    since = issues[-1].month + (1 - CAUSE_MONTHS)
    recent = [at for at, issue in enumerate(issues) if issue.month >= since and issue.by_tickets]
    counts = np.nansum(publication.statistics.by_axis["cause"][recent], axis=0)
    terms = publication.archive.taxonomy.causes.terms
    rows = sorted(
        ((term, int(count)) for term, count in zip(terms, counts, strict=True) if count > 0),
        key=lambda row: -row[1],
    )
    if not rows:
        return None
    first, until = (str(issues[recent[at]].period) for at in (0, -1))
    total = int(np.nansum(publication.statistics.bank[COMPLAINTS.code][recent]))
    named = sum(count for _, count in rows)
    months = f"{issues[recent[0]].month.chinese}至{issues[recent[-1]].month.chinese}"
    missing = f"另有 {total - named} 件没有填写原因，不在图中。" if total > named else ""
    return Chart(
        "causes",
        "pareto",
        f"{months}的投诉原因",
        f"{months}消费投诉类工单按原因的件数，由多到少，并列出累计占比。",
        "件",
        tuple(term.name for term, _ in rows),
        (Bars(COMPLAINTS.name, tuple(count for _, count in rows), "context"),),
        note=f"{len(recent)} 个工单口径的月份，共 {named} 件。{missing}",
        highlights=frozenset({(0, 0)}),
        leads=tuple(addresses.explore(None, from_=first, to=until, cause=term.code) for term, _ in rows),
    )
