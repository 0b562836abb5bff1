"""What to worry about: institutions and business types whose newest month does not look like chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from voc_build.numbers.control import Rule, Signal
from voc_build.numbers.limits import value_text
from voc_build.pages import addresses
from voc_build.pages.institution_numbers import Structured
from voc_build.pages.publication import Publication
from voc_build.pages.trend import Course, course, course_spark
from voc_build.pages.views import glued
from voc_build.pictures.charts import Chart
from voc_build.words.measures import COMPLAINTS, VALID, Measure

_ORDER = list(Rule)


@dataclass(frozen=True, slots=True)
class Worry:
    """A series whose newest point belongs to a signal that is no improvement."""

    name: str
    url: Markup
    what: str
    value: str
    lead: Markup | None
    """Where the value comes from."""
    text: str
    spark: Chart | None


@dataclass(frozen=True, slots=True)
class Watch:
    """The worries, the worst first, and how many series have limits to be judged by."""

    worries: tuple[Worry, ...]
    looked_at: int


def watch(publication: Publication) -> Watch:
    """Every institution's complaints and valid complaints, and every business type's complaints, judged."""
    found: list[tuple[tuple[int, float], Worry]] = []
    looked_at = 0
    for name, url, lead, measure, judged, id in _courses(publication):
        looked_at += judged.is_judged
        signals = newest_alarms(judged)
        value = judged.values[-1] if judged.values else None
        if not signals or value is None:
            continue
        worst = min(_ORDER.index(one.rule) for one in signals)
        found.append(
            (
                (worst, -value),
                Worry(
                    name,
                    url,
                    measure.name,
                    glued(value_text(value, measure.unit)),
                    lead if value else None,
                    glued("；".join(one.text for one in signals)),
                    course_spark(judged, id, f"{name}{measure.name}走势", measure),
                ),
            )
        )
    found.sort(key=lambda row: row[0])
    return Watch(tuple(worry for _, worry in found), looked_at)


def newest_alarms(judged: Course) -> tuple[Signal, ...]:
    """The signals that end at the newest month and are no improvement."""
    last = len(judged.values) - 1
    return tuple(one for one in judged.control.signals if one.at == last and not one.improvement)


def _courses(publication: Publication) -> Iterator[tuple[str, Markup, Markup, Measure, Course, str]]:
    statistics, taxonomy = publication.statistics, publication.archive.taxonomy
    structured = publication.once(Structured)
    if not publication.archive.issues:
        return
    newest = publication.archive.issues[-1]
    for one in taxonomy.institutions:
        if not one.in_table or not one.exists_in(newest.month):
            continue
        for measure in (COMPLAINTS, VALID):
            judged = structured.of(one).course_of(measure)
            yield (
                one.name,
                addresses.institution(one.code),
                addresses.behind(newest, measure.code, one.code),
                measure,
                judged,
                f"watch-{one.code}-{measure.code}",
            )
    for place, term in enumerate(taxonomy.business_types.terms):
        judged = course(publication, COMPLAINTS, statistics.by_axis["business"][:, place])
        yield (
            term.name,
            addresses.term("business", term.code),
            addresses.explore(newest.period, business=term.code)
            if newest.by_tickets
            else addresses.printed(newest.period),
            COMPLAINTS,
            judged,
            f"watch-business-{term.code}",
        )
