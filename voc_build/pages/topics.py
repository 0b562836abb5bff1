"""One page for each type, business type, cause, customer group and free tag, with its numbers and cases; and their list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from voc_build.numbers.cube import axis_of
from voc_build.numbers.statistics import known
from voc_build.pages import addresses
from voc_build.pages.page import Page, Passage
from voc_build.pages.publication import Publication
from voc_build.pages.trend import marks, measure_trend
from voc_build.pages.views import card, count_text
from voc_build.pictures.charts import Chart, ranking, trend
from voc_build.words.measures import COMPLAINTS, OPINIONS, PRAISE, Measure
from voc_build.words.model import Case

CARDS = 24
_KINDS = {"投诉": COMPLAINTS, "意见": OPINIONS, "表扬": PRAISE}
_AXES = {"business": ("business", "业务类别"), "causes": ("cause", "投诉原因"), "groups": ("groups", "客户群体")}
"""Address, cube column and title of the axes that have pages; channels have none of their own."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a topic page is about."""

    url: str
    axis: str
    title: str
    cases: tuple[Case, ...]
    counts: tuple[float | None, ...] = ()
    """消费投诉类工单 by issue; empty for tags, which tickets do not carry."""


def pages(publication: Publication) -> Iterator[Page]:
    """The list of topics and a page each."""
    topics = list(_topics(publication))
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
            key=publication.key,
            make=lambda topic=topic: publication.render("topic.html", **_view(publication, topic)),  # type: ignore[misc]
            passages=lambda topic=topic: (Passage("", topic.title, f"{topic.axis}。{len(topic.cases)} 个案例"),),  # type: ignore[misc]
        )


def _topics(publication: Publication) -> Iterator[Topic]:
    cases = publication.cases_by
    for name, code in addresses.KIND_CODES.items():
        yield Topic(f"types/{code}/", "类型", name, cases.get("kind", {}).get(name, ()))
    statistics = publication.statistics
    for address, (column, title) in _AXES.items():
        counts = statistics.by_axis[column]
        shelf = cases.get({"business": "business", "causes": "cause", "groups": "group"}[address], {})
        for index, term in enumerate(axis_of(publication.archive.taxonomy, column).terms):
            values = tuple(known(value) for value in counts[:, index])
            yield Topic(f"{address}/{term.code}/", title, term.name, shelf.get(term.code, ()), values)
    for tag, found in sorted(cases.get("tag", {}).items(), key=lambda row: (-len(row[1]), row[0])):
        yield Topic(f"tags/{addresses.tag_slug(tag)}/", "标签", tag, found)


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


def _view(publication: Publication, topic: Topic) -> dict[str, object]:
    return {
        "topic": topic,
        "total": count_text(_total(topic)) if topic.counts else "",
        "charts": [chart for chart in (_trend(publication, topic), _where(publication, topic)) if chart is not None],
        "cards": [card(case) for case in topic.cases[:CARDS]],
        "more": [(case.title, addresses.case(case.id), str(case.id.issue)) for case in topic.cases[CARDS:]],
    }


def _trend(publication: Publication, topic: Topic) -> Chart | None:
    measure: Measure | None = _KINDS.get(topic.title) if topic.axis == "类型" else None
    if measure is not None:
        return measure_trend(publication, measure)
    issues = publication.archive.issues
    if not topic.counts or sum(value is not None for value in topic.counts) < 2:
        return None
    span = [issues[0].month + step for step in range(issues[-1].month - issues[0].month + 1)]
    of_month = publication.statistics.of_month
    return trend(
        "trend",
        f"{topic.title}逐月走势",
        f"{span[0].chinese}至{span[-1].chinese}涉及{topic.title}的消费投诉类工单逐月件数。",
        [month.chinese for month in span],
        [topic.counts[of_month[month]] if month in of_month else None for month in span],
        name=COMPLAINTS.name,
        marks=marks(publication, COMPLAINTS, span),
    )


def _where(publication: Publication, topic: Topic) -> Chart | None:
    """Which institutions it comes from, over all 工单 months."""
    for address, (column, _) in _AXES.items():
        if not topic.url.startswith(f"{address}/"):
            continue
        terms = axis_of(publication.archive.taxonomy, column).terms
        index = next(place for place, term in enumerate(terms) if topic.url == f"{address}/{term.code}/")
        by_institution = np.nansum(publication.statistics.axes[column][:, :, index], axis=0)
        rows = [
            (institution.name, int(count))
            for institution, count in zip(publication.archive.taxonomy.institutions, by_institution, strict=True)
            if count > 0
        ]
        rows.sort(key=lambda row: -row[1])
        if not rows:
            return None
        return ranking(
            "where",
            "来自哪些机构",
            f"涉及{topic.title}的消费投诉类工单按机构的件数，由多到少。",
            rows[:15],
            name=COMPLAINTS.name,
        )
    return None


