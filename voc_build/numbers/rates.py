"""Rates per thousand outlets and per ten million customers with exact intervals; rankings that heed them.

A rate over several months divides by the size of each month: an institution that grew or came in between is counted
for what it was. It is called above or below the bank only where its interval says so; bare order is never printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from voc_build.numbers.change import count as counted
from voc_build.words.taxonomy import Size

COVERAGE = 0.95


@dataclass(frozen=True, slots=True)
class Base:
    """What a rate is counted per: `per` pieces of `noun`; `name` is how the regulator prints it."""

    code: str
    name: str
    noun: str
    per: int

    def size(self, size: Size | None) -> int | None:
        """The number of pieces an institution has, None where it is not known."""
        return None if size is None else getattr(size, self.code)


OUTLETS = Base("outlets", "每千营业网点", "网点数", 1_000)
CUSTOMERS = Base("customers", "每千万个人客户", "个人客户数", 10_000_000)
BASES = (OUTLETS, CUSTOMERS)


@dataclass(frozen=True, slots=True)
class Rate:
    """A count per `base` with its exact Poisson interval, in cases per `base.per`; `size` is a mean over the months.

    None, with a reason in words, where there can be none.
    """

    count: int | None
    size: float | None
    base: Base
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    reason: str = ""

    @property
    def text(self) -> str:
        """`每千营业网点 85.3 件（62.1–114.2）`, or the reason there is no rate."""
        if self.value is None:
            return self.reason
        return f"{self.base.name} {self.value:.1f} 件（{self.lower:.1f}–{self.upper:.1f}）"


class Tier(StrEnum):
    """Where an institution stands to the bank; the words are printed."""

    ABOVE = "高于全行平均"
    LEVEL = "与全行平均无法区分"
    BELOW = "低于全行平均"
    FEW = "件数不足，不排名"
    UNKNOWN = "无从计算"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One institution's rate and where it stands."""

    name: str
    rate: Rate
    tier: Tier

    @property
    def reason(self) -> str:
        """Why it is not ranked; empty when it is."""
        if self.tier is Tier.UNKNOWN:
            return self.rate.reason
        return str(Tier.FEW) if self.tier is Tier.FEW else ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Institutions in the order given, each with its tier.

    `mean` is the rate of all institutions that have a count and a size, `among` how many those are. The
    intervals hold together with probability `COVERAGE`, each for itself therefore with the higher `coverage`.
    """

    base: Base
    mean: Rate
    among: int
    minimum: int
    coverage: float
    rows: tuple[Ranked, ...]

    def of(self, tier: Tier) -> tuple[Ranked, ...]:
        """The institutions of a tier, in the order given: within a tier there is none of merit."""
        return tuple(row for row in self.rows if row.tier is tier)

    @property
    def text(self) -> str:
        """The ranking in words, with what was left out and why."""
        if self.mean.value is None:
            return f"{self.mean.reason}，不排名。"
        parts = [f"{self.among} 个有{self.base.noun}的机构合计{self.base.name} {self.mean.value:.1f} 件"]
        if not any(self.of(tier) for tier in (Tier.ABOVE, Tier.LEVEL, Tier.BELOW)):
            parts.append(f"没有机构达到 {self.minimum} 件，不排名")
        for tier in Tier:
            names = "、".join(row.name for row in self.of(tier))
            words = f"不足 {self.minimum} 件、不排名" if tier is Tier.FEW else str(tier)
            parts += [f"{words}：{names}"] if names else []
        return "；".join(parts) + "。"

    @property
    def note(self) -> str:
        """How to read the intervals."""
        return (
            f"按精确泊松区间与全行平均比较，各区间同时成立的把握为 {COVERAGE:.0%}"
            f"（单个机构 {self.coverage:.2%}）；区间包含平均数的，与平均数无法区分；同一组内不分先后。"
        )


@lru_cache(maxsize=1 << 12)
def interval(count: int, coverage: float = COVERAGE) -> tuple[float, float]:
    """Exact interval of a Poisson mean, given one count (Garwood, 1936)."""
    from scipy.special import gammainccinv, gammaincinv

    tail = (1 - coverage) / 2
    return (float(gammaincinv(count, tail)) if count else 0.0), float(gammainccinv(count + 1, tail))


Months = tuple[Sequence[float | None], Sequence[int | None]]
"""Counts and sizes by month; a count of None: not known, or the institution was not there."""


def rate(months: Months, base: Base, coverage: float = COVERAGE) -> Rate:
    """The rate over these months, or why there is none.

    Months without a count add neither cases nor size; one with a count and without a size leaves the rate unknown.
    """
    counts = [counted(count) for count in months[0]]
    known = [(count, size) for count, size in zip(counts, months[1], strict=True) if count is not None]
    sizes = [size for _, size in known if size is not None]
    if not sizes:
        return Rate(None, None, base, reason=f"无{base.noun}，不计算" if known or not counts else "件数未知，不计算")
    if len(sizes) < len(known):
        return Rate(None, None, base, reason=f"有 {len(known) - len(sizes)} 个月无{base.noun}，不计算")
    return _rate(sum(count for count, _ in known), sum(sizes) / len(counts), base, coverage)


def ranking(rows: Sequence[tuple[str, Months]], base: Base, minimum: int = 10) -> Ranking:
    """Rank institutions against their common mean; below `minimum` cases they are not ranked."""
    alone = [(name, rate(months, base)) for name, months in rows]
    fit = [(one.count, one.size) for _, one in alone if one.value is not None]
    counts, sizes = [count or 0 for count, _ in fit], [size or 0.0 for _, size in fit]
    compared = sum(count >= minimum for count in counts)
    # Bonferroni: the intervals are to hold all at once, or a table of twenty would single one out by chance
    coverage = 1 - (1 - COVERAGE) / max(compared, 1)
    if fit:
        mean = _rate(sum(counts), sum(sizes), base, COVERAGE)
    else:
        mean = Rate(None, None, base, reason=f"没有机构既有件数又有{base.noun}")
    wider = (
        (name, one if one.value is None else _rate(one.count or 0, one.size or 0.0, base, coverage))
        for name, one in alone
    )
    found = tuple(Ranked(name, one, _tier(one, mean, minimum)) for name, one in wider)
    return Ranking(base, mean, len(fit), minimum, coverage, found)


def _rate(count: int, size: float, base: Base, coverage: float) -> Rate:
    if size == 0:
        return Rate(count, size, base, reason=f"{base.noun}为 0，不计算")
    lower, upper = interval(count, coverage)
    return Rate(count, size, base, count / size * base.per, lower / size * base.per, upper / size * base.per)


def _tier(rate: Rate, mean: Rate, minimum: int) -> Tier:
    if rate.value is None or rate.lower is None or rate.upper is None or mean.value is None:
        return Tier.UNKNOWN
    if rate.count is None or rate.count < minimum:
        return Tier.FEW
    if rate.lower > mean.value:
        return Tier.ABOVE
    return Tier.BELOW if rate.upper < mean.value else Tier.LEVEL
