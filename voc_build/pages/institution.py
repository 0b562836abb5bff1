"""An institution: how it does against itself, its cases, and what it still owes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from markupsafe import Markup

from voc_build.numbers.statistics import known
from voc_build.pages import addresses
from voc_build.pages.page import Page, Passage
from voc_build.pages.publication import Publication
from voc_build.pages.trend import marks
from voc_build.pages.views import Action, action, card, count_text, day
from voc_build.pictures.charts import Chart, trend
from voc_build.words.measures import COMPLAINTS, TABLE
from voc_build.words.model import PlanItem
from voc_build.words.taxonomy import Institution

CARDS = 12
"""Newest cases shown in full; the others are one line each."""


def pages(publication: Publication) -> Iterator[Page]:
    """The list of institutions and one page each."""
    institutions = [one for one in publication.archive.taxonomy.institutions if one.level != "统称"]
    yield Page(
        url="institutions/",
        section="institutions/",
        title="机构",
        description="各分行、总行中心和部门的数字、案例和待办。",
        key=publication.key,
        make=lambda: publication.render("institutions.html", **_index(publication, institutions)),
        passages=lambda: (Passage("", "机构", "、".join(one.name for one in institutions)),),
    )
    for one in institutions:
        yield _page(publication, one)


def _page(publication: Publication, one: Institution) -> Page:
    names = "、".join([*dict.fromkeys(dated.name for dated in one.names), *one.aliases])
    return Page(
        url=f"institutions/{one.code}/",
        section="institutions/",
        title=one.name,
        description=f"{one.name}历月受理情况、典型案例和整改建议。",
        key=publication.key,
        make=lambda: publication.render("institution.html", **_view(publication, one)),
        passages=lambda: (Passage("", one.name, f"{one.level}。{names}"),),
        boost=1.3,
    )


def _place(publication: Publication, one: Institution) -> int:
    return list(publication.archive.taxonomy.by_code).index(one.code)


def _index(publication: Publication, institutions: list[Institution]) -> dict[str, object]:
    statistics = publication.statistics
    cases = publication.cases_by.get("institution", {})
    rows = []
    for one in institutions:
        column = statistics.table[COMPLAINTS.code][:, _place(publication, one)] if one.in_table else None
        total = None if column is None or np.isnan(column).all() else float(np.nansum(column))
        rows.append(
            {
                "url": addresses.institution(one.code),
                "name": one.name,
                "level": one.level,
                "total": count_text(total) if one.in_table else "",
                "cases": len(cases.get(one.code, ())),
                "gone": f"{day(one.merged.on)}并入{_name(publication, one.merged.into)}" if one.merged else "",
            }
        )
    groups = [(level, [row for row in rows if row["level"] == level]) for level in ("分行", "总行中心", "总行部门")]
    return {"groups": [(level, rows) for level, rows in groups if rows]}


def _name(publication: Publication, code: str) -> str:
    return publication.archive.taxonomy.by_code[code].name


def _view(publication: Publication, one: Institution) -> dict[str, object]:
    cases = publication.cases_by.get("institution", {}).get(one.code, ())
    return {
        "institution": one,
        "names": [(dated.name, _span(dated.since, dated.until)) for dated in one.names] if len(one.names) > 1 else [],
        "merged": (day(one.merged.on), _link(publication, one.merged.into)) if one.merged else None,
        "absorbed": [
            (day(other.merged.on), other.name, addresses.institution(other.code))
            for other in publication.archive.taxonomy.institutions
            if other.merged and other.merged.into == one.code
        ],
        "table": _months(publication, one) if one.in_table else None,
        "chart": _chart(publication, one) if one.in_table else None,
        "cards": [card(case) for case in cases[:CARDS]],
        "more": [(case.title, addresses.case(case.id), str(case.id.issue)) for case in cases[CARDS:]],
        "actions": _actions(publication, one),
    }


def _link(publication: Publication, code: str) -> tuple[str, Markup]:
    return _name(publication, code), addresses.institution(code)


def _span(since: object, until: object) -> str:
    return f"{since or '始'}至{until or '今'}"


def _months(publication: Publication, one: Institution) -> dict[str, object]:
    statistics = publication.statistics
    place = _place(publication, one)
    rows = []
    for issue in publication.newest_first:
        index = statistics.position(issue)
        cells = [known(statistics.table[measure.code][index, place]) for measure in TABLE]
        if any(cell is not None for cell in cells):
            rows.append((issue.month.chinese, addresses.issue(issue.period), [count_text(cell) for cell in cells]))
    return {"columns": [measure.name for measure in TABLE], "rows": rows}


def _chart(publication: Publication, one: Institution) -> Chart | None:
    statistics = publication.statistics
    issues = publication.archive.issues
    if not issues:
        return None
    span = [issues[0].month + step for step in range(issues[-1].month - issues[0].month + 1)]
    column = statistics.table[COMPLAINTS.code][:, _place(publication, one)]
    values = [known(column[at]) if (at := statistics.of_month.get(month)) is not None else None for month in span]
    if sum(value is not None for value in values) < 2:
        return None
    return trend(
        "trend",
        f"{one.name}消费投诉类工单逐月走势",
        f"{span[0].chinese}至{span[-1].chinese}{one.name}消费投诉类工单的逐月件数。",
        [month.chinese for month in span],
        values,
        name=COMPLAINTS.name,
        marks=marks(publication, COMPLAINTS, span),
    )


def _actions(publication: Publication, one: Institution) -> list[tuple[str, Markup, Action]]:
    """What was asked of it, newest first, with where it was asked."""
    archive = publication.archive
    found = []
    for issue in publication.newest_first:
        for about, item, title, url in _asked(publication, issue):
            names = item.owners if isinstance(item, PlanItem) else (item.addressee,)
            if any(archive.taxonomy.institution(name, issue.month) is one for name in names):
                found.append((title, url, action(publication, about, item, issue.month)))
    return found


def _asked(publication: Publication, issue):  # type: ignore[no-untyped-def]
    for item in issue.header.plan:
        yield f"{issue.period}/{item.number}", item, f"{issue.name}工作计划", addresses.issue(issue.period)
    for case in issue.cases:
        for advice in case.recommendations:
            about = f"{issue.period}/{case.id.number}/{advice.number}"
            yield about, advice, f"{issue.name}《{case.title}》", addresses.case(case.id)
