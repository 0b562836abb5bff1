"""The newest month against last month, a year ago and the twelve months before, with verdicts in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from voc_build.numbers.change import YEAR, Change, MeanChange, growth_text, mean_text
from voc_build.numbers.past import of_bank
from voc_build.numbers.statistics import Statistics
from voc_build.pages import addresses
from voc_build.pages.gate import address
from voc_build.pages.publication import Publication
from voc_build.pages.trend import Course
from voc_build.pages.views import count_text, glued, share_text
from voc_build.pictures.charts import Chart
from voc_build.words.measures import Measure
from voc_build.words.month import Month


@dataclass(frozen=True, slots=True)
class Said:
    """A comparison: its sign, its words with base counts, its verdict."""

    sign: str
    text: str
    verdict: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure's newest month, compared three ways; the words of its chart."""

    name: str
    anchor: Markup | None
    """Its chart on the page, None where there is none to draw."""
    value: str
    lead: Markup | None
    """Where the value comes from; None for none."""
    spark: Chart | None
    changes: tuple[Said, ...]


def compared(publication: Publication, measure: Measure, found: Course, spark: Chart | None) -> MeasureRow:
    """A measure of the bank against last month, a year ago and the mean of the twelve months before."""
    values = found.values
    anchor = address(f"control-{measure.code}") if found.is_drawable else None
    now = values[-1] if values else None
    lead = addresses.behind(publication.archive.issues[-1], measure.code) if now else None
    statistics, index = publication.statistics, len(publication.archive.issues) - 1
    if measure.is_rate:
        said = tuple(_share(statistics, measure, statistics.months_back(index, months)) for months in (1, YEAR))
        value = share_text(now, statistics.share_of(measure, index))
        return MeasureRow(measure.name, anchor, value, lead, spark, (*said, Said("", "—", "")))
    own = of_bank(statistics, index, measure)
    minimum = publication.archive.settings.minimum.percentage
    changes = (change_said(own.month, minimum), change_said(own.year, minimum), mean_said(own.mean, minimum))
    return MeasureRow(measure.name, anchor, count_text(now), lead, spark, changes)


def change_said(found: Change, minimum: int) -> Said:
    """A change as a sign, words and verdict; where nothing compares the words are the verdict."""
    text = glued(growth_text(found, minimum))
    return Said(found.sign, text, "" if found.difference is None else found.said)


def mean_said(found: MeanChange, minimum: int) -> Said:
    """The same against a mean."""
    text = glued(mean_text(found, minimum))
    return Said(found.sign, text, "" if found.difference is None else found.said)


def newest_break(publication: Publication, measure: Measure, span: Sequence[Month]) -> Month | None:
    """The last month within the span in which the measure's definition broke."""
    begins = [since for since, _ in publication.archive.taxonomy.breaks(measure.code)]
    return max((since for since in begins if span and span[0] < since <= span[-1]), default=None)


def _share(statistics: Statistics, measure: Measure, index: int | None) -> Said:
    return Said("", share_text(statistics.value(measure, index), statistics.share_of(measure, index)), "")
