"""The other issues that can speak for one issue: the months and years before and after it, its own year.

Invented issues never speak for real ones, nor the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voc_build.numbers.readings import Reading, adopted, sources
from voc_build.words.archive import Archive, Issue
from voc_build.words.measures import MEASURES, Measure
from voc_build.words.month import Month

EVERY_MEASURE = frozenset(measure.code for measure in MEASURES)


@dataclass(frozen=True)
class Neighbour:
    """Another issue and what it says; `comparable` are the codes of measures it defines as the issue does."""

    issue: Issue
    readings: tuple[Reading, ...]
    comparable: frozenset[str] = EVERY_MEASURE

    @property
    def name(self) -> str:
        """`2022年第4期`."""
        return self.issue.name

    def said(self, measure: Measure) -> tuple[Reading, ...]:
        """What each of its sources says for the whole bank."""
        return sources(self.readings, measure)

    def adopted(self, measure: Measure) -> int | None:
        """The count it uses in series; None where it has none or leaves a gap."""
        return adopted(self.issue, measure, self.readings)

    def compares(self, measure: Measure) -> bool:
        """False when the measure's definition broke between the two issues."""
        return measure.code in self.comparable


@dataclass(frozen=True)
class Neighbours:
    """The issues of the same kind (real or invented) that count the months around; None where there is none.

    `year` holds the issues that count the earlier months of the same calendar year, oldest first.
    """

    previous: Neighbour | None = None
    following: Neighbour | None = None
    year_before: Neighbour | None = None
    year_after: Neighbour | None = None
    year: tuple[Neighbour, ...] = ()


NO_NEIGHBOURS = Neighbours()


def neighbours_of(issue: Issue, archive: Archive, readings: Mapping[Month, Sequence[Reading]]) -> Neighbours:
    """Who can speak for an issue, by the months counted; `readings` are those of every issue by 期号."""

    breaks = [(since, code) for code in EVERY_MEASURE for since, _ in archive.taxonomy.breaks(code)]

    def at(month: Month) -> Neighbour | None:
        other = archive.by_month.get(month)
        if other is None or other.header.demo != issue.header.demo:
            return None
        said = readings.get(other.period)
        return None if said is None else Neighbour(other, tuple(said), _comparable(breaks, issue.month, month))

    earlier = (at(Month(issue.month.year, number)) for number in range(1, issue.month.month))
    return Neighbours(
        previous=at(issue.month + -1),
        following=at(issue.month + 1),
        year_before=at(issue.month + -12),
        year_after=at(issue.month + 12),
        year=tuple(neighbour for neighbour in earlier if neighbour is not None),
    )


def _comparable(breaks: Sequence[tuple[Month, str]], one: Month, other: Month) -> frozenset[str]:
    """The measures whose definition did not break between two months."""
    if not breaks:
        return EVERY_MEASURE
    first, last = sorted((one, other))
    return EVERY_MEASURE - {code for since, code in breaks if first < since <= last}
