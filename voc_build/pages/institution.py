"""An institution: how it does against itself, its cases, and what it still owes."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from voc_build.numbers.change import changes
from voc_build.numbers.control import latest
from voc_build.numbers.statistics import known
from voc_build.pages import addresses
from voc_build.pages.key_numbers import Number, change_text, mood, sign_of
from voc_build.pages.page import Page, Passage
from voc_build.pages.promises import Promises
from voc_build.pages.publication import Publication
from voc_build.pages.standing import Standing
from voc_build.pages.trend import Course, course, course_chart, course_spark, total_of
from voc_build.pages.views import COMPUTED, NBSP, PRINTED, card, count_text, day, glued
from voc_build.pages.watch import newest_alarms
from voc_build.pictures.charts import Chart
from voc_build.words.measures import COMPLAINTS, TABLE, Measure
from voc_build.words.month import Month
from voc_build.words.taxonomy import Institution

CARDS = 12
MONTHS_LINKED = 24
"""Newest months whose every count has a link: of all months they would outweigh their numbers; the month leads on."""
OWED, SETTLED = 24, 12
"""Open promises (the most urgent) and settled ones (the newest) shown in full."""
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
    promises, standing = publication.once(Promises), Standing(publication)
    for one in institutions:
        yield _page(publication, one, promises, standing)


def _page(publication: Publication, one: Institution, promises: Promises, standing: Standing) -> Page:
    names = "、".join([*dict.fromkeys(dated.name for dated in one.names), *one.aliases])
    return Page(
        url=f"institutions/{one.code}/",
        section="institutions/",
        title=one.name,
        description=f"{one.name}历月受理情况、典型案例和整改建议。",
        key=publication.key,
        make=lambda: publication.render("institution.html", **_view(publication, one, promises, standing)),
        passages=lambda: (Passage("", one.name, f"{one.level}。{names}"),),
        boost=1.3,
    )


def _place(publication: Publication, one: Institution) -> int:
    return list(publication.archive.taxonomy.by_code).index(one.code)


def _index(publication: Publication, institutions: list[Institution]) -> dict[str, object]:
    promises = publication.once(Promises)
    statistics = publication.statistics
    cases = publication.cases_by.get("institution", {})
    rows = []
    for one in institutions:
        judged = _course(publication, one) if one.in_table else None
        column = statistics.table[COMPLAINTS.code][:, _place(publication, one)]
        total = total_of(column) if one.in_table else None
        counted = [issue for issue, count in zip(publication.archive.issues, column, strict=True) if count >= 0]
        owed, _ = promises.of(one.code)
        rows.append(
            {
                "url": addresses.institution(one.code),
                "name": one.name,
                "level": one.level,
                "total": count_text(total) if one.in_table else "",
                "lead": addresses.behind_total(counted, institution=one.code) if total else None,
                "cases": len(cases.get(one.code, ())),
                "open": len(owed),
                "late": sum(bool(row.late) for row in owed),
                "alarm": "；".join(glued(row.text) for row in newest_alarms(judged)) if judged else "",
                "spark": course_spark(judged, f"spark-{one.code}", f"{one.name}消费投诉类工单走势") if judged else None,
                "gone": f"{day(one.merged.on)}并入{_name(publication, one.merged.into)}" if one.merged else "",
            }
        )
    groups = [(level, [row for row in rows if row["level"] == level]) for level in ("分行", "总行中心", "总行部门")]
    return {"groups": [(level, rows) for level, rows in groups if rows]}


def _name(publication: Publication, code: str) -> str:
    return publication.archive.taxonomy.by_code[code].name


def _view(publication: Publication, one: Institution, promises: Promises, standing: Standing) -> dict[str, object]:
    cases = publication.cases_by.get("institution", {}).get(one.code, ())
    owed, settled = promises.of(one.code)
    judged = _course(publication, one) if one.in_table else None
    return {
        "institution": one,
        "names": [(dated.name, _span(dated.since, dated.until)) for dated in one.names] if len(one.names) > 1 else [],
        "merged": (day(one.merged.on), _link(publication, one.merged.into)) if one.merged else None,
        "absorbed": [
            (day(other.merged.on), other.name, addresses.institution(other.code))
            for other in publication.archive.taxonomy.institutions
            if other.merged and other.merged.into == one.code
        ],
        "said": _said(publication, one, judged, len(owed), sum(bool(row.late) for row in owed)),
        "numbers": _numbers(publication, one) if one.in_table else None,
        "table": _months(publication, one) if one.in_table else None,
        "chart": _chart(publication, one, judged) if judged else None,
        "standing": standing.sentence(one.code),
        "groups": standing.groups(one.code) if standing.has_rate(one.code) else (),
        "how": standing.how,
        "cards": [card(case) for case in cases[:CARDS]],
        "more": [(case.title, addresses.case(case.id), str(case.id.issue)) for case in cases[CARDS:]],
        "owed": [(row.asked, row.view(publication)) for row in owed[:OWED]],
        "owed_more": max(len(owed) - OWED, 0),
        "settled": [(row.asked, row.view(publication)) for row in settled[:SETTLED]],
        "settled_all": len(settled),
    }


def _course(publication: Publication, one: Institution) -> Course:
    column = publication.statistics.table[COMPLAINTS.code][:, _place(publication, one)]
    return course(publication, COMPLAINTS, column, institution=one.name)


def _said(publication: Publication, one: Institution, judged: Course | None, owed: int, late: int) -> str:
    """How it is doing, in a sentence or two: the newest month judged, and what it owes."""
    parts = []
    if judged is not None and judged.span and (not one.merged or one.merged.on > judged.span[-1].last_day):
        label = f"{judged.span[-1].chinese}{COMPLAINTS.name}"
        if judged.is_drawable:
            parts.append(glued(latest(judged.control, label)))
        elif judged.values[-1] is not None:
            summed = "（机构表三项相加）" if _is_summed(publication, one) else ""
            parts.append(f"{label}{NBSP}{count_text(judged.values[-1])}{NBSP}件{summed}。")
    if owed:
        overdue = f"，其中{NBSP}{late}{NBSP}项已逾期" if late else ""
        parts.append(f"有{NBSP}{owed}{NBSP}项建议或计划尚未完成{overdue}。")
    return "".join(parts)


def _is_summed(publication: Publication, one: Institution) -> bool:
    """Whether the newest total of an institution was not printed but added up from the columns that were."""
    issue = publication.archive.issues[-1]
    printed = issue.figures.table if issue.figures else None
    if issue.by_tickets or printed is None:
        return False
    taxonomy = publication.archive.taxonomy
    return all(
        row.complaints is None for row in printed.rows if taxonomy.institution(row.institution, issue.month) is one
    )


def _numbers(publication: Publication, one: Institution) -> dict[str, object] | None:
    """The newest month of its table row against the month before; verdicts hold for the row as a whole."""
    statistics = publication.statistics
    place = _place(publication, one)
    if not publication.archive.issues:
        return None
    index = len(publication.archive.issues) - 1
    back = statistics.months_back(index, 1)
    month = publication.archive.issues[index].month
    if not one.exists_in(month):
        return None
    taxonomy = publication.archive.taxonomy
    minimum = publication.archive.settings.minimum.percentage
    nows = [known(statistics.table[measure.code][index, place]) for measure in TABLE]
    befores = [
        None
        if back is None or _is_broken(publication, measure, month)
        else known(statistics.table[measure.code][back, place])
        for measure in TABLE
    ]
    if all(now is None for now in nows):
        return None
    rows = []
    for measure, now, moved in zip(TABLE, nows, changes(befores, nows), strict=True):
        definition = taxonomy.definition(measure.code, month)
        rows.append(
            Number(
                measure.name,
                count_text(now),
                measure.unit if now is not None else "",
                definition.meaning if definition else "",
                sign=sign_of(moved),
                change=change_text(moved, minimum),
                before=f"上月{NBSP}{moved.before:,}{NBSP}件" if moved.before is not None else "",
                verdict=moved.said if back is not None else "",
                mood=mood(moved, definition.better if definition else "降"),
                lead=addresses.behind(publication.archive.issues[index], measure.code, one.code) if now else None,
            )
        )
    printed = not publication.archive.issues[index].by_tickets
    return {"month": month.chinese, "rows": rows, "printed": printed, "origin": PRINTED if printed else COMPUTED}


def _is_broken(publication: Publication, measure: Measure, month: Month) -> bool:
    return any(since == month for since, _ in publication.archive.taxonomy.breaks(measure.code))


def _link(publication: Publication, code: str) -> tuple[str, Markup]:
    return _name(publication, code), addresses.institution(code)


def _span(since: object, until: object) -> str:
    return f"{since or '始'}至{until or '今'}"


def _months(publication: Publication, one: Institution) -> dict[str, object]:
    statistics = publication.statistics
    place = _place(publication, one)
    rows: list[tuple[str, Markup, list[tuple[str, Markup | None]]]] = []
    for issue in publication.newest_first:
        index = statistics.position(issue)
        cells = [known(statistics.table[measure.code][index, place]) for measure in TABLE]
        if any(cell is not None for cell in cells):
            leads = [
                addresses.behind(issue, measure.code, one.code) if cell and len(rows) < MONTHS_LINKED else None
                for measure, cell in zip(TABLE, cells, strict=True)
            ]
            texts = [(count_text(cell), lead) for cell, lead in zip(cells, leads, strict=True)]
            origin = COMPUTED if issue.by_tickets else PRINTED
            rows.append((issue.month.chinese, addresses.issue(issue.period), [*texts, (origin, None)]))
    return {"columns": [*(measure.name for measure in TABLE), "出处"], "rows": rows}


def _chart(publication: Publication, one: Institution, judged: Course) -> Chart | None:
    title = f"{one.name}{COMPLAINTS.name}逐月走势"
    return course_chart(publication, COMPLAINTS, judged, title, f"{one.name}{COMPLAINTS.name}的逐月件数。")
