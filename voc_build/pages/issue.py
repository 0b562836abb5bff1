"""An issue: the one sentence to take away, the numbers, why, the cases, what comes next, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from voc_build.numbers.findings import Finding
from voc_build.numbers.implied import largest_remainder
from voc_build.numbers.readings import ROWS
from voc_build.pages import addresses
from voc_build.pages.cards import card
from voc_build.pages.checked import checked, signed
from voc_build.pages.earlier import earlier
from voc_build.pages.institution_table import as_csv, table
from voc_build.pages.key_numbers import key_number, said_once
from voc_build.pages.keys import Keys
from voc_build.pages.overview import draft, takeaway
from voc_build.pages.page import Download, Page, Passage
from voc_build.pages.paper import paper
from voc_build.pages.promises import Promises, action, asked
from voc_build.pages.publication import Publication
from voc_build.pages.traced import Traced
from voc_build.pages.trend import measure_trend
from voc_build.pages.views import COMPUTED, NBSP, PRINTED, Link, count_text, day, excerpt
from voc_build.pictures.charts import Chart, ranking
from voc_build.words.archive import Issue
from voc_build.words.fields import percent_text
from voc_build.words.measures import (
    CLOSURE,
    COMPLAINTS,
    COUNTS,
    ON_TIME,
    OPINIONS,
    PRAISE,
    REPEAT,
    SUPERVISOR,
    VALID,
    VOICE,
)
from voc_build.words.model import PIE, RELEASED, TEXT, TICKETS
from voc_build.words.model import TABLE as TABLE_SOURCE

KEY_NUMBERS = (COMPLAINTS, SUPERVISOR, VOICE, OPINIONS, VALID, PRAISE, CLOSURE, ON_TIME, REPEAT)


NO_CAUSE = "未记原因"


def pages(publication: Publication) -> Iterator[Page]:
    """One page an issue, oldest first."""
    promises = publication.once(Promises)
    for issue, said in zip(publication.archive.issues, _descriptions(publication), strict=True):
        yield _page(publication, issue, promises, said)


def downloads(publication: Publication) -> Iterator[Download]:
    """The institution table of each issue as CSV."""
    for issue in publication.archive.issues:
        yield Download(
            url=f"issues/{issue.period}/table.csv",
            key=publication.once(Keys).tickets(issue),
            make=lambda issue=issue: as_csv(table(publication, issue), publication.archive.settings.address),  # type: ignore[misc]
        )


def _descriptions(publication: Publication) -> list[str]:
    """How each issue's page is told of elsewhere: the beginning of its 总体情况, or the one sentence to take away."""
    statistics = publication.statistics
    counts = publication.once(Keys).numbers(statistics.bank[COMPLAINTS.code], statistics.by_axis["business"])

    def description(issue: Issue) -> str:
        said = issue.header.overview or takeaway(statistics, issue) or f"{issue.month.chinese}受理情况"
        return excerpt(said, 80).replace(NBSP, " ")

    return publication.kept("descriptions", lambda: [description(one) for one in publication.archive.issues], counts)


def _page(publication: Publication, issue: Issue, promises: Promises, description: str) -> Page:
    def make() -> str:
        return publication.render("issue.html", **_view(publication, issue, promises))

    return Page(
        url=f"issues/{issue.period}/",
        section="issues/",
        title=f"{issue.header.title} {issue.name}",
        description=description,
        key=publication.once(Keys).issue(issue),
        make=make,
        passages=lambda: _passages(publication, issue),
        boost=1.2,
        source=f"issues/{issue.period}/issue.yml",
    )


def _view(publication: Publication, issue: Issue, promises: Promises) -> dict[str, object]:
    statistics = publication.statistics
    index = statistics.position(issue)
    issues = publication.archive.issues
    before = issues[index - 1] if index else None
    after = issues[index + 1] if index + 1 < len(issues) else None
    numbers = [key_number(statistics, issue, measure) for measure in KEY_NUMBERS]
    findings = publication.findings(issue)
    traced = Traced(publication, issue)
    followed = promises.followed(issue)
    return {
        "issue": issue,
        "paper": paper(publication, issue, f"issues/{issue.period}/"),
        "published": day(issue.published_on) if issue.published_on else "",
        "unreleased": issue.header.state if issue.header.state != RELEASED else "",  # only a preview shows one
        "origin": COMPUTED if issue.by_tickets else PRINTED,
        "takeaways": traced.takeaways,
        "inside": _inside(issue, len(followed)),
        "overview": traced.overview,
        "drafted": issue.header.overview is None,
        "numbers": said_once([number for number in numbers if number is not None]),
        "earlier": earlier(statistics, index, {one: statistics.bank[one.code] for one in COUNTS}),
        "table": table(publication, issue),
        "quiet": issue.by_tickets and statistics.value(COMPLAINTS, index) == 0,
        "charts": [
            chart
            for chart in (
                business_chart(publication, issue),
                cause_chart(publication, issue),
                _trend(publication, index),
            )
            if chart
        ],
        "cards": [card(publication, case) for case in issue.cases],
        "plan": [action(one) for one in promises.planned(issue)],
        "followed": [
            (day(one.on), one.state, asked(owed), "、".join(owed.names), owed.title, one.note) for one, owed in followed
        ],
        "checked": checked(findings),
        "differences": differences(findings),
        "implied": [one for one in findings if one.status == "implied"],
        "corrections": [(day(one.on), one.note) for one in issue.header.corrections],
        "before": Link(before.name, addresses.issue(before.period)) if before else None,
        "after": Link(after.name, addresses.issue(after.period)) if after else None,
    }


def _inside(issue: Issue, followed: int) -> list[tuple[str, Markup]]:
    """What is in this issue, with how much of it."""
    rows = [
        ("总体情况", "overview", 1),
        ("业务类型", "business", 1),
        (f"典型案例{NBSP}{len(issue.cases)}{NBSP}个", "cases", len(issue.cases)),
        (f"工作计划{NBSP}{len(issue.header.plan)}{NBSP}项", "plan", len(issue.header.plan)),
        (f"整改跟踪{NBSP}{followed}{NBSP}条", "followed", followed),
        (f"更正{NBSP}{len(issue.header.corrections)}{NBSP}条", "corrections", len(issue.header.corrections)),
    ]
    return [(words, Markup(f"#{anchor}")) for words, anchor, count in rows if count]


@dataclass(frozen=True, slots=True)
class Differences:
    """What the print contradicts itself in: a value a source, and the finding that explains it."""

    sources: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str, Finding, str], ...]


def differences(findings: tuple[Finding, ...]) -> Differences | None:
    """The contradictions of an issue as a table: name, a cell a source, what is used, the finding, who explained it."""
    found = [one for one in findings if one.status in ("differs", "explained", "impossible")]
    sources = tuple(
        name for name in _SOURCES if any(reading.source == name for one in found for reading in one.readings)
    )
    rows = []
    for one in found:
        values = {reading.source: count_text(reading.value) for reading in one.readings}
        name = (one.measure.name if one.measure else one.title) + (f"（{one.scope}）" if one.scope else "")
        used = one.known.adopted if one.known else "待定"
        by = signed(one.known) if one.known else ""
        rows.append((name, tuple(values.get(source, "—") for source in sources), used, one, by))
    return Differences(sources, tuple(rows)) if rows else None


_SOURCES = (TEXT, TABLE_SOURCE, ROWS, PIE, TICKETS)


def _trend(publication: Publication, index: int) -> Chart | None:
    return measure_trend(publication, COMPLAINTS, upto=index, months=13)


def business_chart(publication: Publication, issue: Issue) -> Chart | None:
    """消费投诉类工单 by business type, largest first, shares adding to exactly 100 %; None without any."""
    statistics = publication.statistics
    terms = publication.archive.taxonomy.business_types.terms
    counts = statistics.by_axis["business"][statistics.position(issue)]
    if np.isnan(counts).all():
        return None
    rows = [(term.name, int(count)) for term, count in zip(terms, counts, strict=True) if count > 0]
    rows.sort(key=lambda row: -row[1])
    if not rows:
        return None
    codes = {term.name: term.code for term in terms}
    pie = issue.figures.pie if issue.figures and not issue.by_tickets else None
    if pie is not None:
        printed = {part.business: float(part.percent) / 100 for part in pie.slices}
        shares = [printed.get(name) for name, _ in rows]
        note = "百分比照原刊；件数由百分比和总数推出，只有一种可能。原刊百分比：" + "，".join(
            f"{part.business} {percent_text(part.percent)}%" for part in pie.slices
        )
    else:
        shares = [float(share) / 100 for share in largest_remainder([count for _, count in rows])]
        note = ""
    return ranking(
        "by-business",
        f"{issue.month.month}月消费投诉类工单的业务类别",
        f"{issue.month.chinese}消费投诉类工单按业务类别的件数和占比，由多到少。",
        rows,
        name=COMPLAINTS.name,
        shares=shares,
        leaders=(0,),
        note=note,
        leads=[
            addresses.explore(issue.period, business=codes[name])
            if issue.by_tickets
            else addresses.printed(issue.period)
            for name, _ in rows
        ],
    )


def cause_chart(publication: Publication, issue: Issue) -> Chart | None:
    """消费投诉类工单 by cause, largest first, with how many name none; None where causes are not known."""
    statistics = publication.statistics
    index = statistics.position(issue)
    counts = statistics.by_axis["cause"][index]
    total = statistics.value(COMPLAINTS, index)
    if np.isnan(counts).all() or not np.nansum(counts) or not total:
        return None
    terms = publication.archive.taxonomy.causes.terms
    rows = [(term.name, int(count)) for term, count in zip(terms, counts, strict=True) if count > 0]
    rows.sort(key=lambda row: -row[1])
    unknown = int(total) - sum(count for _, count in rows)
    codes = {term.name: term.code for term in terms}
    if unknown > 0:
        rows.append((NO_CAUSE, unknown))
    return ranking(
        "by-cause",
        f"{issue.month.month}月消费投诉类工单的原因",
        f"{issue.month.chinese}消费投诉类工单按投诉原因的件数和占比，由多到少。",
        rows,
        name=COMPLAINTS.name,
        shares=[float(share) / 100 for share in largest_remainder([count for _, count in rows])],
        leaders=(0,),
        leads=[addresses.explore(issue.period, cause=codes.get(name, "-")) for name, _ in rows],
    )


def _passages(publication: Publication, issue: Issue) -> tuple[Passage, ...]:
    header = issue.header
    overview = header.overview or draft(publication.statistics, issue).replace(NBSP, " ")
    first = f"{issue.month.chinese}。{header.department}。{''.join(header.takeaways)}\n{overview}"
    plan = "".join(f"{item.title}，{'、'.join(item.owners)}：{item.content}" for item in header.plan)
    title = f"{header.title} {issue.name}"
    found = [Passage("", title, first)]
    if plan:
        found.append(Passage("plan", f"{issue.name}：下一步工作计划", plan))
    return tuple(found)
