"""Everything that reconciling one issue may look at, and how its numbers are said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from voc_build.numbers.implied import Span
from voc_build.numbers.neighbours import NO_NEIGHBOURS, Neighbours
from voc_build.numbers.readings import BANK, Reading, independent
from voc_build.words.archive import Issue
from voc_build.words.measures import Measure
from voc_build.words.model import TABLE, Stated


@dataclass(frozen=True)
class Evidence:
    """One issue, its readings and neighbours; rates (0-1, by code) and business types, from tickets."""

    issue: Issue
    readings: tuple[Reading, ...]
    neighbours: Neighbours = NO_NEIGHBOURS
    rates: Mapping[str, Fraction] = field(default_factory=dict)
    business: Mapping[str, int] | None = None

    @cached_property
    def _every(self) -> dict[tuple[str, str], list[Reading]]:
        found: dict[tuple[str, str], list[Reading]] = {}
        for reading in self.readings:
            found.setdefault((reading.measure.code, reading.scope), []).append(reading)
        return found

    @cached_property
    def _said(self) -> dict[tuple[str, str], tuple[Reading, ...]]:
        return {key: independent(rows) for key, rows in self._every.items()}

    def every(self, measure: Measure, scope: str = BANK) -> Sequence[Reading]:
        """What every source says of a measure in a scope, 各行之和 too where a total was printed."""
        return self._every.get((measure.code, scope), ())

    def said(self, measure: Measure, scope: str = BANK) -> tuple[Reading, ...]:
        """What each independent source says of a measure in a scope."""
        return self._said.get((measure.code, scope), ())

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The institutions that anything is said of, in the order first met."""
        return tuple(dict.fromkeys(scope for _, scope in self._every if scope != BANK))

    def stated(self, measure: Measure) -> Stated | None:
        """The sentence's figure."""
        return self.issue.figures.stated.get(measure.name) if self.issue.figures else None

    def growth(self, measure: Measure, word: str) -> Decimal | None:
        """The printed change in per cent, to last month (环比) or to a year ago (同比)."""
        return growth_of(self.issue, measure, word)


def growth_of(issue: Issue, measure: Measure, word: str) -> Decimal | None:
    """The 环比 or 同比 an issue prints of a measure, in per cent."""
    stated = issue.figures.stated.get(measure.name) if issue.figures else None
    if stated is None:
        return None
    return stated.growth_year if word == "同比" else stated.growth


def pieces(reading: Reading) -> str:
    """`机构表合计为 21 件`."""
    whole = reading.source == TABLE and reading.scope == BANK
    return f"{reading.source}{'合计' if whole else ''}为 {reading.value} 件"


def side_by_side(readings: Iterable[Reading]) -> str:
    """`正文 7 件，机构表 21 件`."""
    return "，".join(f"{reading.source} {reading.value} 件" for reading in readings)


def listed(numbers: Iterable[int]) -> str:
    """`1、1、18、1、1`."""
    return "、".join(str(number) for number in numbers)


def span_text(span: Span) -> str:
    """`37 件`, `200 至 201 件`, `至少 1 件`."""
    if span.high is None:
        return f"至少 {span.low} 件"
    return f"{span.low} 件" if span.only is not None else f"{span.low} 至 {span.high} 件"


def growth_text(growth: Decimal, word: str = "环比") -> str:
    """`环比下降 81.08%`, with the digits it was printed with."""
    if growth == 0:
        return f"{word}持平"
    return f"{word}{'下降' if growth < 0 else '上升'} {abs(growth):f}%"
