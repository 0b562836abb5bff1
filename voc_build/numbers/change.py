"""Changes between counts, each with a verdict: beyond chance, may be chance, or too few to say.

The test is the exact conditional one for two Poisson counts (Przyborowski and Wilenski, 1940): given their
total, the newer count is binomial with its share of the exposure. Two-sided by doubling the smaller tail, as
the exact intervals of `rates` are; with equal exposures that is what `scipy.stats.binomtest` gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import compress
from typing import TypeVar

LEVEL = 0.05
"""Two-sided error rate of one verdict; in a table, the false-discovery rate of the table."""
FEWEST = 6
"""Below this total not even all against none would pass `LEVEL`: 2 / 2**5 is above it, 2 / 2**6 below."""
YEAR = 12
LEAST_MONTHS = 6
"""Known months that a mean of the previous twelve needs to be called one."""


class Verdict(StrEnum):
    """What may be said about a change; the words are printed."""

    BEYOND = "超出偶然波动"
    MAYBE = "可能是偶然波动"
    FEW = "件数太少，不作判断"
    UNKNOWN = "无从比较"
    BROKEN = "口径不同，不作比较"


def sign(verdict: Verdict, difference: float | None) -> str:
    """Verdict and direction told apart without colour: ▲▼ beyond chance, △▽ maybe, ＝ unchanged."""
    bare = {Verdict.FEW: "·", Verdict.UNKNOWN: "—", Verdict.BROKEN: "≠"}
    if verdict in bare:
        return bare[verdict]
    if not difference:
        return "＝"
    up, down = "▲▼" if verdict is Verdict.BEYOND else "△▽"
    return up if difference > 0 else down


@dataclass(frozen=True, slots=True)
class Change:
    """From one count to another; `growth` is a share of `before` (-0.7179), None when that is 0 or unknown.

    `p` is the p-value of this pair alone, None where nothing was tested; in a table the verdict is stricter.
    """

    before: int | None
    now: int | None
    difference: int | None
    growth: float | None
    verdict: Verdict
    p: float | None = None

    @property
    def sign(self) -> str:
        """See `sign`."""
        return sign(self.verdict, self.difference)

    @property
    def said(self) -> str:
        """The verdict in print: of a count that did not move there is none, chance or not."""
        return "" if self.difference == 0 and self.p is not None else str(self.verdict)


@dataclass(frozen=True, slots=True)
class MeanChange:
    """A month against the mean of the `months` known ones of the twelve before; `growth` is a share of it."""

    mean: float | None
    months: int
    now: int | None
    difference: float | None
    growth: float | None
    verdict: Verdict
    p: float | None = None

    @property
    def sign(self) -> str:
        """See `sign`."""
        return sign(self.verdict, self.difference)

    @property
    def said(self) -> str:
        """See `Change.said`."""
        return "" if self.difference == 0 and self.p is not None else str(self.verdict)


Judged = TypeVar("Judged", Change, MeanChange)


def count(value: float | None) -> int | None:
    """A count as `int`; None and NaN are not known. ValueError for what cannot be a count."""
    if value is None or value != value:
        return None
    if value < 0 or value == float("inf") or int(value) != value:
        raise ValueError(f"not a count: {value!r}")
    return int(value)


@lru_cache(maxsize=1 << 14)
def p_value(before: int, now: int, exposures: tuple[float, float] = (1.0, 1.0)) -> float:
    """Two-sided exact p-value that both counts have one rate.

    `exposures` are what stands behind each: months, outlets, …; ValueError unless both are positive.
    """
    from scipy.special import betainc, betaincc

    if min(exposures) <= 0:
        raise ValueError(f"an exposure must be positive: {exposures}")
    total, share = before + now, exposures[1] / sum(exposures)
    # the binomial tails as incomplete beta functions, which have no trouble with large totals
    at_most = 1.0 if now == total else float(betaincc(now + 1, before, share))
    at_least = 1.0 if now == 0 else float(betainc(now, before + 1, share))
    return min(1.0, 2 * min(at_most, at_least))


def too_few(before: int, now: int, exposures: tuple[float, float] = (1.0, 1.0), level: float = LEVEL) -> bool:
    """True when so few cases could not pass the test even if all of them lay on the side that has more."""
    total, share = before + now, exposures[1] / sum(exposures)
    if total < FEWEST:
        return True
    expected = total * share
    if now == expected:
        return False
    return bool(2 * (share if now > expected else 1 - share) ** total > level)


def change(before: float | None, now: float | None, *, broken: bool = False, level: float = LEVEL) -> Change:
    """The change between two months; `broken` when the definition of the measure changed between them."""
    old, new = count(before), count(now)
    if broken:
        return Change(old, new, None, None, Verdict.BROKEN)
    if old is None or new is None:
        return Change(old, new, None, None, Verdict.UNKNOWN)
    difference = new - old
    growth = difference / old if old else None
    if too_few(old, new, level=level):
        return Change(old, new, difference, growth, Verdict.FEW)
    p = p_value(old, new)
    return Change(old, new, difference, growth, _judged(p <= level), p)


def changes(
    befores: Sequence[float | None],
    nows: Sequence[float | None],
    *,
    broken: bool = False,
    level: float = LEVEL,
) -> tuple[Change, ...]:
    """The changes of a table, row by row, `held`; ValueError for columns of different length."""
    return held([change(old, new, broken=broken, level=level) for old, new in zip(befores, nows, strict=True)], level)


def held(rows: Sequence[Judged], level: float = LEVEL) -> tuple[Judged, ...]:
    """The rows of a table with its false-discovery rate held at `level`.

    Rows with too few cases are not tested and do not count: that depends on their totals alone, which the
    test takes as given.
    """
    found = iter(discoveries([row.p for row in rows if row.p is not None], level))
    verdicts = (row.verdict if row.p is None else _judged(next(found)) for row in rows)
    return tuple(replace(row, verdict=verdict) for row, verdict in zip(rows, verdicts, strict=True))


def discoveries(p_values: Sequence[float], level: float = LEVEL) -> tuple[bool, ...]:
    """Which of several tests stand when the false-discovery rate is held (Benjamini and Hochberg, 1995)."""
    ranked = sorted(p_values)
    passed = compress(ranked, (p <= level * rank / len(ranked) for rank, p in enumerate(ranked, 1)))
    bar = max(passed, default=-1.0)
    return tuple(p <= bar for p in p_values)


def against_mean(values: Sequence[float | None], now: float | None, *, level: float = LEVEL) -> MeanChange:
    """A month against the mean of the previous twelve: the last twelve of `values`, gaps left out.

    UNKNOWN with fewer than `LEAST_MONTHS` known ones. Give months before a change of definition as gaps.
    """
    known = [one for one in map(count, values[max(0, len(values) - YEAR) :]) if one is not None]
    new = count(now)
    if new is None or len(known) < LEAST_MONTHS:
        mean = sum(known) / len(known) if len(known) >= LEAST_MONTHS else None
        return MeanChange(mean, len(known), new, None, None, Verdict.UNKNOWN)
    total, exposures = sum(known), (float(len(known)), 1.0)
    mean = total / len(known)
    growth = (new - mean) / mean if total else None
    if too_few(total, new, exposures, level):
        return MeanChange(mean, len(known), new, new - mean, growth, Verdict.FEW)
    p = p_value(total, new, exposures)
    return MeanChange(mean, len(known), new, new - mean, growth, _judged(p <= level), p)


def growth_text(change: Change, minimum: int = 10) -> str:
    """`下降 71.79%（78→22 件）`; below the base `minimum` only the counts; else why nothing compares."""
    old, new = change.before, change.now
    if old is None or new is None or change.difference is None:
        return str(change.verdict)
    if old == new:
        return f"持平（{new} 件）"
    if old < max(minimum, 1):
        return f"由 {old} 件{'增' if new > old else '减'}至 {new} 件"
    return f"{_percent(Decimal(new - old) / Decimal(old))}（{old}→{new} 件）"


def mean_text(change: MeanChange, minimum: int = 10) -> str:
    """`下降 38.03%（月均 35.5→22 件）`; only the counts when the mean is below `minimum`; else why nothing compares."""
    if change.mean is None:
        return str(change.verdict) if change.verdict is Verdict.BROKEN else f"已知月份不足 {LEAST_MONTHS} 个"
    base = f"{'月均' if change.months == YEAR else f'已知 {change.months} 个月月均'} {change.mean:.1f}"
    if change.now is None or change.difference is None:
        return str(change.verdict)
    if not change.difference:
        return f"持平（{base} 件）"
    if change.mean < max(minimum, 1):
        return f"由{base} 件{'增' if change.difference > 0 else '减'}至 {change.now} 件"
    total = round(change.mean * change.months)
    return f"{_percent(Decimal(change.now * change.months - total) / total)}（{base}→{change.now} 件）"


def _percent(growth: Decimal) -> str:
    """Half up, as the bulletins round: binary floats would print some halves down."""
    way = "上升" if growth > 0 else "下降"
    size = (abs(growth) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{way} {size}%" if size else f"{way}不足 0.01%"


def _judged(beyond: bool) -> Verdict:
    return Verdict.BEYOND if beyond else Verdict.MAYBE
