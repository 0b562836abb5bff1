"""The newest month against last month, a year ago and the twelve months before, with verdicts in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from voc_build.numbers.change import LEAST_MONTHS, YEAR, Change, MeanChange, Verdict, growth_text, mean_text, sign
from voc_build.numbers.past import Past, of_bank
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
    own = of_bank(statistics, index, measure)
    if measure.is_rate:
        value = share_text(now, statistics.share_of(measure, index))
        said = (share_said(statistics, measure, own, 1), share_said(statistics, measure, own, YEAR))
        return MeasureRow(measure.name, anchor, value, lead, spark, (*said, _pooled(statistics, measure, own)))
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


def share_said(statistics: Statistics, measure: Measure, own: Past, months: int) -> Said:
    """A rate so many months before, with its counts; refused across a break of its definition."""
    if own.is_broken(months):
        return Said(sign(Verdict.BROKEN, None), str(Verdict.BROKEN), "")
    place = statistics.of_month.get(own.months[-1 - months])
    return Said("", share_text(own.values[-1 - months], statistics.share_of(measure, place)), "")


def _pooled(statistics: Statistics, measure: Measure, own: Past) -> Said:
    """The rate over the twelve months before together, as far as they share the definition and were counted."""
    alike = (month for month in own.months[:-1] if own.since is None or month >= own.since)
    counted = [of for month in alike if (of := statistics.share_of(measure, statistics.of_month.get(month)))]
    if len(counted) < LEAST_MONTHS:
        return Said(sign(Verdict.UNKNOWN, None), glued(f"已知月份不足 {LEAST_MONTHS} 个"), "")
    part, whole = (sum(counts) for counts in zip(*counted, strict=True))
    known = "" if len(counted) == YEAR else glued(f"，已知 {len(counted)} 个月")
    return Said("", share_text(part / whole, (part, whole)) + known, "")
