"""The limits of one phase of a control chart, and the reason for the chart they belong to.

XmR after NHS “Making data count”: mean ± 2.66 × mean moving range, where ranges above 3.267 × their mean
are left out once. Below `SMALL` cases a month XmR promises what it cannot keep (its lower limit lies below
zero, its width hangs on single cases), so a c-chart with exact Poisson limits takes its place. Its runs are
counted from the median (most small counts lie below their mean). Many zeros at a higher mean make months
burstier than Poisson: XmR, which measures their spread, is the careful choice there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, median

WIDTH = 2.66
SCREEN = 3.267
SMALL = 3
"""Cases a month below which counts are charted as Poisson counts."""
LEAST, FULL = 3, 12
"""Known months needed for limits at all, and for limits that are not on trial."""
TAIL, NEAR_TAIL = 0.00135, 0.02275
"""Chance beyond three and beyond two standard deviations on one side: what XmR's limits aim at."""


class Kind(StrEnum):
    """How the limits were had; the words are printed."""

    XMR = "单值—移动极差控制图（XmR）"
    C = "计数控制图（c 图）"
    NONE = "不画控制限"


@dataclass(frozen=True, slots=True)
class Phase:
    """Points `start` up to, not including, `stop`, with their limits (None when `kind` is NONE) and why.

    `centre` is what runs are counted from; `near` are the borders beyond which a point is close to a limit.
    """

    start: int
    stop: int
    mean: float | None
    lower: float | None
    upper: float | None
    trial: bool
    kind: Kind
    why: str
    centre: float | None = None
    near: tuple[float, float] | None = None


def phase(values: tuple[float | None, ...], start: int, stop: int, unit: str) -> Phase:
    """The limits of the points `start` up to, not including, `stop`, from these points alone."""
    part = values[start:stop]
    known = [value for value in part if value is not None]
    trial = len(known) < FULL

    def without(why: str) -> Phase:
        return Phase(start, stop, None, None, None, trial, Kind.NONE, f"{why}，不画控制限")

    if len(known) < LEAST:
        return without(f"已知月份不足 {LEAST} 个")
    mean = fmean(known)
    if unit != "%" and mean < SMALL:
        why = (
            f"每月件数少（月均 {mean:.1f} 件，不到 {SMALL} 件），XmR 的界限不可靠，改用 c 图："
            "按泊松分布的精确概率定上限，同侧按中位数判断，以连续为零代替下限"
        )
        near = (0.0, _most(mean, NEAR_TAIL))
        return Phase(start, stop, mean, 0.0, _most(mean, TAIL), trial, Kind.C, why, median(known), near)
    ranges = [abs(new - old) for old, new in pairwise(part) if old is not None and new is not None]
    if len(ranges) < LEAST - 1:
        return without("相邻的已知月份太少，无法估计波动")
    spread = _spread(ranges)
    if spread == 0 and min(known) != max(known):
        return without("相邻月份几乎没有变化，无法估计波动")
    ceiling = 1.0 if unit == "%" else math.inf
    wide, two_thirds = WIDTH * spread, WIDTH * spread * 2 / 3
    lower, upper = max(0.0, mean - wide), min(ceiling, mean + wide)
    why = f"{value_text(mean, unit)}的月均水平适用 XmR：均值 ± {WIDTH} × 平均移动极差"
    # the two thirds are taken before a limit is cut off at 0 or 100 %: they stand for two standard deviations
    return Phase(start, stop, mean, lower, upper, trial, Kind.XMR, why, mean, (mean - two_thirds, mean + two_thirds))


def _spread(ranges: Sequence[float]) -> float:
    """The mean moving range, screened once; unscreened where the screen would leave no variation at all."""
    mean = fmean(ranges)
    return fmean(one for one in ranges if one <= SCREEN * mean) or mean


def _most(mean: float, tail: float) -> float:
    """The smallest count that a Poisson count of this mean exceeds with a chance of at most `tail`."""
    count, term = 0, math.exp(-mean)
    beyond = 1 - term
    while beyond > tail:
        count += 1
        term *= mean / count
        beyond -= term
    return float(count)


def value_text(value: float, unit: str) -> str:
    """A value with its unit: `22 件`, `45.3 件`; shares in per cent."""
    if unit == "%":
        return f"{value * 100:.1f}%"
    return f"{value:.0f} 件" if value == int(value) else f"{value:.1f} 件"
