"""Axes: where round numbers lie between the smallest and the largest value, and which months are named."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from voc_build.pictures.ink import EM, WIDTH, fit, lines, text_width

_MONTH = re.compile(r"(\d{4})年(\d{1,2})月", re.ASCII)
_MONTH_STEPS = (1, 2, 3, 6, 12)


def ticks(low: float, high: float, *, whole: bool, about: int = 5) -> tuple[float, ...]:
    """Round numbers that enclose `low` and `high`, `about` steps; `whole` forbids fractions."""
    span = max(high - low, 1.0 if whole else 1e-9)
    rough = span / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    if whole:
        step = max(1.0, step)
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    return tuple(round(index * step, 10) for index in range(first, last + 1))


def value_axis(values: Sequence[float], unit: str, *, from_zero: bool) -> tuple[float, ...]:
    """Ticks for values in `unit`; shares end at 1.

    Counts start at zero always. Only a line of shares may start higher, at a round number: it shows change.
    """
    high = max(values, default=0.0)
    low = min(values, default=0.0)
    if unit != "%":
        whole = all(value == int(value) for value in values)
        return ticks(min(low, 0.0), high, whole=whole or high > 8)
    if from_zero or high - low > 0.4 or low < 0.4:
        return ticks(min(low, 0.0), min(max(high, 0.04), 1.0) if high <= 1 else high, whole=False)
    low = max(0.0, low - max(0.02, (high - low) / 4))
    return ticks(low, min(1.0, high) if high <= 1 else high, whole=False, about=3)


def is_month(label: str) -> bool:
    """True for `2022年4月`."""
    return _MONTH.fullmatch(label) is not None


@dataclass(frozen=True, slots=True)
class Named:
    """A label that is printed under the axis: which one, where, and its words on one or two lines."""

    at: int
    x: float
    words: str
    below: str = ""


def named_labels(labels: Sequence[str], left: float, slot: float, width: float = WIDTH) -> list[Named]:
    """The labels that have room at `slot` units each, the first slot beginning at `left`, within `width`.

    Months lose their year but for the first and each January, which carry it on the second line;
    thinned ones fall on January, so every year reads alike. Other labels are broken into two lines,
    and thinned evenly, from the last back, only where not even two characters fit.
    """
    months = [_MONTH.fullmatch(label) for label in labels]
    found = [(int(month[1]), int(month[2])) for month in months if month]
    if not labels:
        return []
    if len(found) != len(labels):
        step = max(1, math.ceil(min(2.2 * EM, max(map(text_width, labels)) + 4) / slot))
        kept = [at for at in range(len(labels)) if (len(labels) - 1 - at) % step == 0]
        return [_placed(at, left, slot, width, *lines(labels[at], step * slot - 4)) for at in kept]
    step = next((step for step in _MONTH_STEPS if step * slot >= text_width("12月") + 3), 12)
    shown = [at for at, (_, month) in enumerate(found) if (month - 1) % step == 0] or [0]
    room = math.ceil((text_width("2022年") + 6) / slot)
    januaries = {at for at in shown if found[at][1] == 1}
    with_year = set(januaries)
    if not any(at - shown[0] < room for at in januaries):
        with_year.add(shown[0])
    return [
        _placed(at, left, slot, width, f"{found[at][1]}月", f"{found[at][0]}年" if at in with_year else "")
        for at in shown
    ]


def _placed(at: int, left: float, slot: float, width: float, words: str, below: str = "") -> Named:
    """Centred on its slot, moved inwards where the words would leave the picture."""
    words, below = fit(words, width), fit(below, width)
    half = max(text_width(words), text_width(below)) / 2
    return Named(at, min(max(left + (at + 0.5) * slot, half), width - half), words, below)


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near the `wanted` ones, in their order, `gap` apart, within `low`..`high` if they fit."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    placed = [0.0] * len(wanted)
    floor = low
    for index in order:
        placed[index] = max(wanted[index], floor)
        floor = placed[index] + gap
    ceiling = high
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return placed
