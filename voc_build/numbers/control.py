"""Control charts: which months of a series are more than its ordinary ups and downs.

The limits are those of `limits`, the four signals those of NHS “Making data count”. In a chart of small
counts a long run of zeros is a fifth, in place of the lower limit that it cannot have.

A gap breaks what stands next to each other: no moving range, run or pair is counted across it. Each phase
(from a recorded rebase or a break of definition on) has limits of its own, and nothing crosses its border.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from voc_build.numbers.limits import FULL, TAIL, Kind, Phase, phase, value_text

RUN = 7


class Rule(StrEnum):
    """The signals of “Making data count” and the one that replaces a lower limit at zero; printed words."""

    OUTSIDE = "超出控制限"
    SIDE = "连续 7 点在同一侧"
    TREND = "连续 7 点上升或下降"
    NEAR = "3 点中有 2 点靠近同一控制限"
    ZEROS = "连续多月为零"


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: the `points` that make it, `at` the last; no `improvement` without a direction."""

    at: int
    rule: Rule
    improvement: bool | None
    text: str
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """A judged series, in `unit` (`%` means shares, 0-1)."""

    values: tuple[float | None, ...]
    unit: str
    phases: tuple[Phase, ...]
    signals: tuple[Signal, ...]

    @property
    def chart_name(self) -> str:
        """Which chart it is; both names when phases differ."""
        kinds = dict.fromkeys(phase.kind for phase in self.phases)
        return "、".join(kind for kind in kinds if kind is not Kind.NONE) or str(Kind.NONE)

    @property
    def why(self) -> str:
        """Why this chart, phase by phase where there are several."""
        if len(self.phases) == 1:
            return f"{self.phases[0].why}。"
        return "".join(f"第 {n} 段：{phase.why}。" for n, phase in enumerate(self.phases, 1)) or "没有数据。"

    @property
    def alarming(self) -> tuple[int, ...]:
        """The points that belong to any signal, ascending."""
        return tuple(sorted({at for signal in self.signals for at in signal.points}))


def control(
    values: Sequence[float | None], better: str | None = None, unit: str = "件", starts: Sequence[int] = ()
) -> Control:
    """Judge a monthly series; None and NaN are gaps.

    `better` is the direction of improvement (降 or 升); `starts` are the points at which a new phase begins.
    ValueError for an unknown direction, a start outside the series, and infinite or negative values.
    """
    if better not in (None, "降", "升"):
        raise ValueError(f"no such direction: {better!r}")
    if any(not 0 <= start < len(values) for start in starts):
        raise ValueError(f"a phase starts outside the {len(values)} points: {starts}")
    known = tuple(map(_known, values))
    borders = sorted({0, *starts, len(known)})
    phases = tuple(phase(known, start, stop, unit) for start, stop in pairwise(borders))
    found = [signal for one in phases for signal in _signals(known, one, better, unit)]
    order = list(Rule)
    return Control(known, unit, phases, tuple(sorted(found, key=lambda one: (one.at, order.index(one.rule)))))


def latest(control: Control, label: str = "最新一个月") -> str:
    """A sentence about the newest point, called `label`."""
    if not control.values:
        return "没有数据，不作判断。"
    value, last = control.values[-1], control.phases[-1]
    if value is None:
        return f"{label}没有数，不作判断。"
    subject = f"{label} {value_text(value, control.unit)}"
    if last.lower is None or last.upper is None:
        return f"{subject}；{last.why}。"
    trial = f"（已知月份不足 {FULL} 个，控制限为暂定）" if last.trial else ""
    signals = [signal for signal in control.signals if signal.at == len(control.values) - 1]
    if not signals and last.lower == last.upper:
        return f"{subject}，与此前各月相同，没有波动{trial}。"
    if not signals:
        limits = f"{value_text(last.lower, control.unit)}至 {value_text(last.upper, control.unit)}"
        return f"{subject}，在控制限 {limits}之内，没有特殊信号，属于日常波动{trial}。"
    ways = {signal.improvement for signal in signals}
    judged = {True: "，是改善", False: "，需要关注", None: ""}[ways.pop()] if len(ways) == 1 else "，方向不一"
    return f"{subject}：{'；'.join(signal.text for signal in signals)}。不像日常波动{judged}{trial}。"


def _known(value: float | None) -> float | None:
    if value is None or value != value:
        return None
    if not 0 <= value < math.inf:
        raise ValueError(f"not a value of a measure: {value!r}")
    return float(value)


def _signals(values: tuple[float | None, ...], phase: Phase, better: str | None, unit: str) -> Iterator[Signal]:
    def signal(rule: Rule, points: Sequence[int], way: int, text: str) -> Signal:
        improvement = None if better is None else (way > 0) == (better == "升")
        return Signal(points[-1], rule, improvement, text, tuple(points))

    for known in _stretches(values, phase):
        steps = {at: _side(new, old) for (_, old), (at, new) in pairwise(known.items())}
        for way, change in ((1, "上升"), (-1, "下降")):
            for run in _runs(steps, way):
                if len(run) >= RUN - 1:
                    yield signal(Rule.TREND, [run[0] - 1, *run], way, f"{len(run) + 1} 个月逐月{change}")
        if phase.mean is None or phase.centre is None or phase.near is None:
            continue
        middle = f"{'中位数' if phase.kind is Kind.C else '均值'} {value_text(phase.centre, unit)}"
        sides = _sides(known, phase.centre)
        lines = ((1, phase.upper, phase.near[1], "上限"), (-1, phase.lower, phase.near[0], "下限"))
        for way, limit, near, name in lines:
            word = "高于" if way > 0 else "低于"
            outside = [] if limit is None else [at for at, side in _sides(known, limit).items() if side == way]
            for at in outside:
                text = f"{value_text(known[at], unit)}{word}控制{name} {value_text(limit or 0, unit)}"
                yield signal(Rule.OUTSIDE, [at], way, text)
            for run in _runs(sides, way):
                if len(run) >= RUN:
                    yield signal(Rule.SIDE, run, way, f"连续 {len(run)} 个月{word}{middle}")
            close = [at for at, side in _sides(known, near).items() if side == way]
            for cluster in _clusters(close) if len(known) >= 3 else ():
                months = max(3, cluster[-1] - cluster[0] + 1)
                text = f"{months} 个月中有 {len(cluster)} 个月靠近或超出控制{name}"
                yield signal(Rule.NEAR, cluster, way, text)
        if phase.kind is Kind.C and phase.mean > 0:
            for run in _runs(_sides(known, 0), 0):
                if math.exp(-phase.mean * len(run)) <= TAIL:
                    yield signal(Rule.ZEROS, run, -1, f"连续 {len(run)} 个月为 0 件")


def _stretches(values: tuple[float | None, ...], phase: Phase) -> Iterator[dict[int, float]]:
    """The values of a phase between its gaps, by their place in the series."""
    for known, points in groupby(range(phase.start, phase.stop), lambda at: values[at] is not None):
        if known:
            yield {at: value for at in points if (value := values[at]) is not None}


def _side(value: float, line: float) -> int:
    """1 above, -1 below, 0 on the line; a mean of equal shares may miss them by a last binary digit."""
    if math.isclose(value, line, rel_tol=1e-9, abs_tol=1e-12):
        return 0
    return 1 if value > line else -1


def _sides(known: dict[int, float], line: float) -> dict[int, int]:
    low, high = line - (room := 1e-8 * abs(line) + 1e-11), line + room  # beyond these no value is on the line
    return {at: 1 if value > high else -1 if value < low else _side(value, line) for at, value in known.items()}


def _runs(sides: dict[int, int], way: int) -> Iterator[list[int]]:
    """The longest runs of points that lie on one side."""
    run: list[int] = []
    for at, side in sides.items():
        if side == way:
            run.append(at)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _clusters(close: Sequence[int]) -> Iterator[list[int]]:
    """Points of which each shares a window of three with the next; single ones are left out."""
    cluster: list[int] = []
    for at in close:
        if cluster and at - cluster[-1] > 2:
            if len(cluster) > 1:
                yield cluster
            cluster = []
        cluster.append(at)
    if len(cluster) > 1:
        yield cluster
