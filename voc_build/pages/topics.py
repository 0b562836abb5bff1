"""A page each for types, business types, causes, customer groups and free tags: numbers and cases; and their list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from voc_build.numbers.control import latest
from voc_build.numbers.cube import axis_of
from voc_build.numbers.statistics import Floats, known
from voc_build.pages import addresses
from voc_build.pages.cards import card, line
from voc_build.pages.keys import Keys
from voc_build.pages.page import Page, Passage
from voc_build.pages.promises import Promises, action, asked
from voc_build.pages.publication import Publication
from voc_build.pages.trend import Course, course, course_chart
from voc_build.pages.views import NBSP, count_text, glued
from voc_build.pictures.charts import Chart, ranking
from voc_build.words.measures import COMPLAINTS, OPINIONS, PRAISE, SUPERVISOR, VOICE, Measure
from voc_build.words.model import Case
from voc_build.words.owed import by_urgency
from voc_build.words.slugs import tag_slug

CARDS = 24
OWED = 8
"""Open actions shown on a topic's page."""
_KINDS = {"投诉": (SUPERVISOR, VOICE), "意见": (OPINIONS,), "表扬": (PRAISE,)}
"""The measures a type of ticket is the sum of."""
_AXES = {
    "business": ("business", "业务类别", "business"),
    "causes": ("cause", "投诉原因", "cause"),
    "groups": ("groups", "客户群体", "group"),
}
"""Address, cube column, title and filter of `explore/` of the axes that have pages; channels have none of their own."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a topic page is about."""

    url: str
    axis: str
    title: str
    cases: Sequence[Case]
    counts: tuple[float | None, ...] = ()
    """消费投诉类工单 by issue; empty for tags, which tickets do not carry."""


def pages(publication: Publication) -> Iterator[Page]:
    """The list of topics and a page each."""
    topics = list(_topics(publication))
    promises, keys = publication.once(Promises), publication.once(Keys)
    told = keys.told({topic.url: topic.cases for topic in topics})
    yield Page(
        url="topics/",
        section="topics/",
        title="分类",
        description="按类型、业务类别、投诉原因、客户群体和标签查看数字与案例。",
        key=publication.key,
        make=lambda: publication.render("topics.html", groups=_groups(publication, topics)),
        passages=lambda: (Passage("", "分类", "、".join(topic.title for topic in topics)),),
    )
    for topic in topics:
        yield Page(
            url=topic.url,
            section="topics/",
            title=topic.title,
            description=f"{topic.axis}“{topic.title}”的数字和案例。",
            key=keys.topic(topic.url, told[topic.url], *_columns(publication, topic)),
            make=lambda topic=topic: publication.render("topic.html", **_view(publication, topic, promises)),  # type: ignore[misc]
            passages=lambda topic=topic: (Passage("", topic.title, f"{topic.axis}。{len(topic.cases)} 个案例"),),  # type: ignore[misc]
        )


def _topics(publication: Publication) -> Iterator[Topic]:
    cases = publication.cases_by
    for name, code in addresses.KIND_CODES.items():
        yield Topic(f"types/{code}/", "类型", name, cases.get("kind", {}).get(name, ()))
    statistics = publication.statistics
    for address, (column, title, shelved) in _AXES.items():
        counts = statistics.by_axis[column]
        shelf = cases.get(shelved, {})
        for index, term in enumerate(axis_of(publication.archive.taxonomy, column).terms):
            values = tuple(known(value) for value in counts[:, index])
            yield Topic(f"{address}/{term.code}/", title, term.name, shelf.get(term.code, ()), values)
    for tag, found in sorted(cases.get("tag", {}).items(), key=lambda row: (-len(row[1]), row[0])):
        yield Topic(f"tags/{tag_slug(tag)}/", "标签", tag, found)


def _columns(publication: Publication, topic: Topic) -> Iterator[Floats]:
    """Everything counted that its page speaks of; nothing for a tag."""
    if topic.axis == "类型":
        yield from (publication.statistics.bank[part.code] for part in _KINDS[topic.title])
    for address, (column, _, _) in _AXES.items():
        if topic.url.startswith(f"{address}/"):
            yield publication.statistics.by_axis[column][:, _place(publication, topic, column)]
            yield publication.statistics.axes[column][:, :, _place(publication, topic, column)]


def _place(publication: Publication, topic: Topic, column: str) -> int:
    terms = axis_of(publication.archive.taxonomy, column).terms
    return next(place for place, term in enumerate(terms) if topic.url.split("/")[1] == term.code)


def _groups(publication: Publication, topics: list[Topic]) -> list[tuple[str, list[dict[str, object]]]]:
    titles = dict.fromkeys(topic.axis for topic in topics)
    return [
        (
            title,
            [
                {
                    "url": Markup("@/") + Markup(topic.url),
                    "name": topic.title,
                    "count": count_text(_total(topic)) if topic.counts else "",
                    "lead": _lead(publication, topic),
                    "cases": len(topic.cases),
                }
                for topic in topics
                if topic.axis == title
            ],
        )
        for title in titles
    ]


def _total(topic: Topic) -> float | None:
    values = [value for value in topic.counts if value is not None]
    return sum(values) if values else None


def _lead(publication: Publication, topic: Topic) -> Markup | None:
    """Where its total comes from; None for none."""
    if not topic.counts or not _total(topic):
        return None
    issues = publication.archive.issues
    counted = [issue for issue, count in zip(issues, topic.counts, strict=True) if count is not None]
    return addresses.behind_total(counted, addresses.trend(Markup(f"@/{topic.url}")), **_filters(topic))


def _view(publication: Publication, topic: Topic, promises: Promises) -> dict[str, object]:
    judged = _course(publication, topic)
    charts = [_trend(publication, topic, judged), _where(publication, topic)]
    return {
        "topic": topic,
        "total": count_text(_total(topic)) if topic.counts else "",
        "lead": _lead(publication, topic),
        "inferred": _inferred(publication, topic),
        "said": _said(topic, judged),
        "charts": [chart for chart in charts if chart is not None],
        "told": Markup(_told(publication, topic, promises)),
    }


def _told(publication: Publication, topic: Topic, promises: Promises) -> str:
    """Its cases and what they ask for; kept where the page is made again for its numbers alone."""
    if topic.axis == "标签":
        return _tell(publication, topic, promises)
    return publication.kept(f"told {topic.url}", lambda: _tell(publication, topic, promises))


def _tell(publication: Publication, topic: Topic, promises: Promises) -> str:
    owed = by_urgency(one for case in topic.cases for one in promises.open_of(case))
    return publication.render(
        "topic_cases.html",
        cards=[card(publication, case) for case in topic.cases[:CARDS]],
        more=[line(publication, case) for case in topic.cases[CARDS:]],
        owed=[(asked(row), action(row)) for row in owed[:OWED]],
        owed_more=max(len(owed) - OWED, 0),
        late=sum(row.overdue > 0 for row in owed),
    )


def _inferred(publication: Publication, topic: Topic) -> str:
    """How much of the total nobody counted: what printed percentages imply."""
    some = [by_tickets for value, by_tickets in zip(topic.counts, publication.once(_by_tickets), strict=False) if value]
    counted = sum(some)
    printed = len(some) - counted
    if not printed:
        return ""
    return f"（其中{NBSP}{printed}{NBSP}个月的由原刊业务占比推出）" if counted else "（由原刊业务占比推出）"


def _by_tickets(publication: Publication) -> tuple[bool, ...]:
    return tuple(issue.by_tickets for issue in publication.archive.issues)


def _measure(topic: Topic) -> Measure:
    if topic.axis != "类型":
        return COMPLAINTS
    parts = _KINDS[topic.title]
    return parts[0] if len(parts) == 1 else Measure(addresses.KIND_CODES[topic.title], topic.title)


def _course(publication: Publication, topic: Topic) -> Course | None:
    """Its numbers, judged; None for tags, which tickets do not carry."""
    if topic.axis == "类型":
        column = sum(publication.statistics.bank[part.code] for part in _KINDS[topic.title])
        return course(publication, _measure(topic), np.asarray(column))
    if not topic.counts:
        return None
    column = np.array([np.nan if value is None else value for value in topic.counts])
    return course(publication, COMPLAINTS, column)


def _said(topic: Topic, judged: Course | None) -> str:
    """Its newest month, judged, in a sentence."""
    if judged is None or not judged.is_drawable:
        return ""
    return glued(latest(judged.control, f"{judged.span[-1].chinese}{_measure(topic).name}"))


def _trend(publication: Publication, topic: Topic, judged: Course | None) -> Chart | None:
    if judged is None:
        return None
    measure = _measure(topic)
    what = measure.name if topic.axis == "类型" else f"涉及{topic.title}的{measure.name}"
    return course_chart(
        publication,
        measure,
        judged,
        f"{topic.title}逐月走势",
        f"{what}逐月件数。",
        lead=lambda issue: (
            addresses.explore(issue.period, **_filters(topic)) if issue.by_tickets else addresses.printed(issue.period)
        ),
    )


def _filters(topic: Topic) -> dict[str, str]:
    """What `explore/` must filter by to show its tickets."""
    address, code = topic.url.strip("/").split("/")
    return {"kind": code} if address == "types" else {_AXES[address][2]: code}


def _where(publication: Publication, topic: Topic) -> Chart | None:
    """Which institutions it comes from, over all 工单 months."""
    for address, (column, _, _) in _AXES.items():
        if not topic.url.startswith(f"{address}/"):
            continue
        place = _place(publication, topic, column)
        by_institution = np.nansum(publication.statistics.axes[column][:, :, place], axis=0)
        rows = [
            (institution, int(count))
            for institution, count in zip(publication.archive.taxonomy.institutions, by_institution, strict=True)
            if count > 0
        ]
        rows.sort(key=lambda row: -row[1])
        if not rows:
            return None
        counted = [issue for issue in publication.archive.issues if issue.by_tickets]
        return ranking(
            "where",
            "来自哪些机构",
            f"涉及{topic.title}的消费投诉类工单按机构的件数，由多到少。",
            [(institution.name, count) for institution, count in rows[:15]],
            name=COMPLAINTS.name,
            note="汇总月份没有逐条工单，不在其内。" if _inferred(publication, topic) else "",
            leads=[
                addresses.explore(
                    None,
                    from_=str(counted[0].period),
                    to=str(counted[-1].period),
                    institution=institution.code,
                    **_filters(topic),
                )
                for institution, _ in rows[:15]
            ],
        )
    return None
