"""An institution: how it does against itself, its cases, and what it still owes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from voc_build.numbers.control import latest
from voc_build.pages import addresses
from voc_build.pages.cards import card, line
from voc_build.pages.institution_numbers import Structured
from voc_build.pages.keys import Keys
from voc_build.pages.page import Page, Passage
from voc_build.pages.promises import Promises, action, asked
from voc_build.pages.publication import Publication
from voc_build.pages.standing import Standing
from voc_build.pages.trend import Course, course_spark, total_of
from voc_build.pages.views import NBSP, count_text, day, glued
from voc_build.pages.watch import newest_alarms
from voc_build.pictures.charts import Chart
from voc_build.words.measures import COMPLAINTS, TABLE
from voc_build.words.taxonomy import Institution

CARDS = 12
"""Newest cases shown in full; the others are one line each."""
OWED, SETTLED = 24, 12
"""Open promises (the most urgent) and settled ones (the newest) shown in full."""


@dataclass(frozen=True, slots=True)
class Tile:
    """An institution in the list; what does not apply is empty."""

    url: Markup
    name: str
    level: str
    total: str
    lead: Markup | None
    """Where the total comes from."""
    cases: int
    open: int
    late: int
    alarm: str
    spark: Chart | None
    gone: str


def pages(publication: Publication) -> Iterator[Page]:
    """The list of institutions and one page each."""
    institutions = [one for one in publication.archive.taxonomy.institutions if one.level != "统称"]
    promises, standing = publication.once(Promises), Standing(publication)
    yield Page(
        url="institutions/",
        section="institutions/",
        title="机构",
        description="各分行、总行中心和部门的数字、案例和待办。",
        key=publication.once(Keys).numbers(
            publication.statistics.table[COMPLAINTS.code],
            beside=publication.once(Keys).told_of.values(),
        ),
        make=lambda: publication.render("institutions.html", **_index(publication, institutions)),
        passages=lambda: (Passage("", "机构", "、".join(one.name for one in institutions)),),
    )
    for one in institutions:
        yield _page(publication, one, promises, standing)


def _page(publication: Publication, one: Institution, promises: Promises, standing: Standing) -> Page:
    names = "、".join([*dict.fromkeys(dated.name for dated in one.names), *one.aliases])
    return Page(
        url=f"institutions/{one.code}/",
        section="institutions/",
        title=one.name,
        description=f"{one.name}历月受理情况、典型案例和整改建议。",
        key=publication.once(Keys).institution(one, _places(publication, one)),
        make=lambda: publication.render("institution.html", **_view(publication, one, promises, standing)),
        passages=lambda: (Passage("", one.name, f"{one.level}。{names}"),),
        boost=1.3,
    )


def _places(publication: Publication, one: Institution) -> set[int]:
    """Whose columns its page speaks of: its own and those of all that was merged into it."""
    own = publication.archive.taxonomy.institutions.index(one)
    structured = publication.once(Structured)
    return {own, *(place for line in structured.structure.of(one.code).values() for place in line.places)}


def _index(publication: Publication, institutions: list[Institution]) -> dict[str, object]:
    promises = publication.once(Promises)
    statistics = publication.statistics
    cases = publication.cases_by.get("institution", {})
    rows = []
    structured = publication.once(Structured)
    for one in institutions:
        judged = structured.of(one).course if one.in_table else None
        column = statistics.table[COMPLAINTS.code][:, list(publication.archive.taxonomy.by_code).index(one.code)]
        total = total_of(column) if one.in_table else None
        counted = [issue for issue, count in zip(publication.archive.issues, column, strict=True) if count >= 0]
        owed, late = _owed(promises, one)
        rows.append(
            Tile(
                url=addresses.institution(one.code),
                name=one.name,
                level=one.level,
                total=count_text(total) if one.in_table else "",
                lead=addresses.behind_total(
                    counted, addresses.trend(addresses.institution(one.code)), institution=one.code
                )
                if total
                else None,
                cases=len(cases.get(one.code, ())),
                open=owed,
                late=late,
                alarm="；".join(glued(row.text) for row in newest_alarms(judged)) if judged else "",
                spark=course_spark(judged, f"spark-{one.code}", f"{one.name}消费投诉类工单走势") if judged else None,
                gone=f"{day(one.merged.on)}并入{_name(publication, one.merged.into)}" if one.merged else "",
            )
        )
    groups = [(level, [row for row in rows if row.level == level]) for level in ("分行", "总行中心", "总行部门")]
    return {
        "groups": [(level, rows) for level, rows in groups if rows],
        "newest": publication.archive.issues[-1].month.chinese if any(row.spark for row in rows) else "",
        "alarming": [(row.name, row.url) for row in rows if row.alarm],
    }


def _owed(promises: Promises, one: Institution) -> tuple[int, int]:
    """How many promises of an institution are open, and how many of them overdue."""
    owed, _ = promises.of(one.code)
    return len(owed), sum(row.overdue > 0 for row in owed)


def _name(publication: Publication, code: str) -> str:
    return publication.archive.taxonomy.by_code[code].name


def _view(publication: Publication, one: Institution, promises: Promises, standing: Standing) -> dict[str, object]:
    cases = publication.cases_by.get("institution", {}).get(one.code, ())
    owed, settled = promises.of(one.code)
    late = sum(row.overdue > 0 for row in owed)
    itself = publication.once(Structured).of(one) if one.in_table else None
    return {
        "institution": one,
        "names": [(dated.name, _span(dated.since, dated.until)) for dated in one.names] if len(one.names) > 1 else [],
        "merged": (day(one.merged.on), _link(publication, one.merged.into)) if one.merged else None,
        "absorbed": [
            (day(other.merged.on), other.name, addresses.institution(other.code))
            for other in publication.archive.taxonomy.institutions
            if other.merged and other.merged.into == one.code
        ],
        "said": _said(publication, one, itself.course if itself else None, len(owed), late),
        "numbers": itself.newest() if itself else None,
        "columns": [*(measure.name for measure in TABLE), "出处"],
        "sides": itself.sides if itself else (),
        "absorbing": itself.absorbed if itself else "",
        "standing": standing.sentence(one.code),
        "scales": standing.scales(one.code),
        "how": standing.how,
        "cards": [card(publication, case) for case in cases[:CARDS]],
        "more": [line(publication, case) for case in cases[CARDS:]],
        "owed": [(asked(row), action(row)) for row in owed[:OWED]],
        "owed_more": max(len(owed) - OWED, 0),
        "settled": [(asked(row), action(row)) for row in settled[:SETTLED]],
        "settled_all": len(settled),
    }


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


def _link(publication: Publication, code: str) -> tuple[str, Markup]:
    return _name(publication, code), addresses.institution(code)


def _span(since: object, until: object) -> str:
    return f"{since or '始'}至{until or '今'}"
