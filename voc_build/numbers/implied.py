"""What a printed percentage gives away: the integer counts behind changes and shares, solved exactly.

Everything is integers and exact decimals. A printed number stands for every number that rounds to it; which
way the printer rounds a tie is not known, so a tie counts for both neighbours (half up, half away from zero
and half to even are all covered). Cut-off (truncated) digits do not fit.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Ties = Literal["first", "last"]

ROUNDING = "逐项四舍五入"
FIRST = "最大余数法（余数相同时靠前的进位）"
LAST = "最大余数法（余数相同时靠后的进位）"
"""How shares can have been rounded, as said to readers."""


@dataclass(frozen=True, slots=True)
class Span:
    """The integers from `low` to `high`, both included; `high` None: no upper bound; none if high < low."""

    low: int
    high: int | None

    def __contains__(self, count: object) -> bool:
        return isinstance(count, int) and self.low <= count and (self.high is None or count <= self.high)

    def __iter__(self) -> Iterator[int]:
        """In rising order; endless where there is no upper bound."""
        return itertools.count(self.low) if self.high is None else iter(range(self.low, self.high + 1))

    def __bool__(self) -> bool:
        return self.high is None or self.low <= self.high

    @property
    def only(self) -> int | None:
        """The one integer it holds, None if it holds none or several."""
        return self.low if self.low == self.high else None

    def up_to(self, most: int | None) -> Span:
        """The part not above `most` (None: no bound)."""
        if most is None:
            return self
        return Span(self.low, most if self.high is None else min(self.high, most))


NOTHING = Span(0, -1)


def decimals(number: Decimal) -> int:
    """How many decimals a number was printed with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounds_to(value: Fraction, printed: Decimal) -> bool:
    """True when `value` can have been printed so, to its decimals; a tie may have gone either way."""
    return abs(value - Fraction(printed)) <= Fraction(1, 2 * 10 ** decimals(printed))


def previous_counts(now: int, growth: Decimal) -> Span:
    """Every previous count p whose change to `now`, (now - p) / p in per cent, is printed as `growth`.

    From none, no percentage can be given, so p >= 1; only 0 after 0 is printed as no change. The span has no
    upper bound where the printed fall reaches -100 %. ValueError for a negative `now`.
    """
    if now < 0:
        raise ValueError(f"not a count: {now}")
    if now == 0:
        # the change from any p >= 1 to none is exactly -100 %, whatever the decimals
        return Span(0, 0) if growth == 0 else Span(1, None) if growth == -100 else NOTHING
    # in halves of the last printed digit, in which what is left of 100 % lies one to either side of what was printed
    halves = 2 * 10 ** decimals(growth)
    share, parts = growth.as_integer_ratio()
    left = 100 * halves + share * halves // parts
    if left + 1 <= 0:
        return NOTHING
    low = max(1, -(-now * 100 * halves // (left + 1)))
    return Span(low, now * 100 * halves // (left - 1) if left > 1 else None)


def largest_remainder(counts: Sequence[int], digits: int = 0, *, ties: Ties = "first") -> tuple[Decimal, ...]:
    """Percentages with `digits` decimals that add to exactly 100; all zero for counts that are all zero.

    What rounding down leaves over goes to the largest remainders, among equal ones to the first or the last.
    ValueError for a negative count.
    """
    return tuple(Decimal(units).scaleb(-digits) for units in _largest_remainder(counts, 100 * 10**digits, ties))


def _largest_remainder(counts: Sequence[int], units: int, ties: Ties) -> tuple[int, ...]:
    if any(count < 0 for count in counts):
        raise ValueError("counts are not negative")
    total = sum(counts)
    if total == 0:
        return (0,) * len(counts)
    parts = [divmod(count * units, total) for count in counts]
    order = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i if ties == "first" else -i))
    raised = set(order[: units - sum(whole for whole, _ in parts)])
    return tuple(whole + (i in raised) for i, (whole, _) in enumerate(parts))


@dataclass(frozen=True, slots=True)
class Splits:
    """Ways to split a total into integer counts that print the given shares; `more`: there are others."""

    counts: tuple[tuple[int, ...], ...]
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.counts)

    @property
    def only(self) -> tuple[int, ...] | None:
        """The one way there is, None if there is none or are several."""
        return self.counts[0] if len(self.counts) == 1 and not self.more else None


def printed_by(counts: Sequence[int], percents: Sequence[Decimal]) -> tuple[str, ...]:
    """Which ways of rounding print these counts as these percentages (ROUNDING, FIRST, LAST); often none."""
    scale, shares = _scaled(percents)
    total, units = sum(counts), 100 * scale
    if total == 0 or len(counts) != len(shares):
        return ()
    found = []
    if all(2 * abs(count * units - share * total) <= total for count, share in zip(counts, shares, strict=True)):
        found.append(ROUNDING)
    if _largest_remainder(counts, units, "first") == shares:
        found.append(FIRST)
    if _largest_remainder(counts, units, "last") == shares:
        found.append(LAST)
    return tuple(found)


def counts_of_shares(percents: Sequence[Decimal], total: int, *, most: int = 9) -> Splits:
    """The integer counts adding to `total` that print these percentages, rising, `most` of them at most.

    Rounded one by one or by largest remainder, ties to the first or the last class. Decimals are those of the
    most precise share. ValueError for a total below 1.
    """
    if total < 1:
        raise ValueError(f"shares of {total}: a total is at least 1")
    found = set(itertools.islice(_fitting(percents, total), most + 1))
    return Splits(tuple(sorted(found)[:most]), more=len(found) > most)


def totals_fitting(percents: Sequence[Decimal], up_to: int) -> tuple[int, ...]:
    """Every total from 1 to `up_to` that some integer counts printing these percentages add up to."""
    return tuple(total for total in range(1, up_to + 1) if any(True for _ in _fitting(percents, total)))


def _scaled(percents: Sequence[Decimal]) -> tuple[int, tuple[int, ...]]:
    """Percentages as integers of their smallest printed unit, and how many such units are one per cent."""
    digits = max((decimals(percent) for percent in percents), default=0)
    return 10**digits, tuple(int(percent.scaleb(digits)) for percent in percents)


def _fitting(percents: Sequence[Decimal], total: int) -> Iterator[tuple[int, ...]]:
    """Each fitting split once, in no promised order."""
    scale, shares = _scaled(percents)
    units = 100 * scale
    seen: set[tuple[int, ...]] = set()
    for window in _windows(shares, units, total):
        ranges = [
            # the counts whose error, count * units - share * total, lies in the window
            (max(0, -((-share * total - window[0]) // units)), (share * total + window[1]) // units)
            for share in shares
        ]
        for counts in _sums(ranges, total):
            if counts not in seen and printed_by(counts, percents):
                seen.add(counts)
                yield counts


def _windows(shares: Sequence[int], units: int, total: int) -> Iterator[tuple[int, int]]:
    """Bounds (in units of 1 / total) between which the errors of all shares lie at once.

    Rounded one by one, no error is above half a unit. By largest remainder errors are below one unit and no
    two of them are more than one unit apart (what was raised had the larger remainder), so it is enough to
    try each possible lowest error as the lower bound.
    """
    yield -(total // 2), total // 2
    if sum(shares) != units:
        return
    lowest = {-((share * total) % units) for share in shares}
    for start in sorted(lowest, reverse=True):
        while start > -total:
            yield start, start + total
            start -= units


def _sums(ranges: Sequence[tuple[int, int]], total: int) -> Iterator[tuple[int, ...]]:
    """Every choice of one integer out of each range that adds to `total`; no branch is tried in vain."""
    if any(low > high for low, high in ranges):
        return
    lows = [*itertools.accumulate((low for low, _ in reversed(ranges)), initial=0)][::-1]
    highs = [*itertools.accumulate((high for _, high in reversed(ranges)), initial=0)][::-1]

    def choose(index: int, left: int) -> Iterator[tuple[int, ...]]:
        if index == len(ranges):
            if left == 0:
                yield ()
            return
        low, high = ranges[index]
        for count in range(max(low, left - highs[index + 1]), min(high, left - lows[index + 1]) + 1):
            for rest in choose(index + 1, left - count):
                yield count, *rest

    yield from choose(0, total)
