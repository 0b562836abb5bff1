"""Charts whose labels stand below each other: bars, the Pareto chart and the heat table."""

from __future__ import annotations

import math

from voc_build.pictures.charts import Chart, number, unit_suffix
from voc_build.pictures.frame import Drawing
from voc_build.pictures.ink import EM, WIDTH, line, lines, n, named, text, text_width, tip
from voc_build.pictures.scale import is_month, named_labels

_ROW = 25.0
_BAR = 15.0
_LABEL_ROOM = 12.1 * EM
_SHADES = 5


def draw_bars(chart: Chart) -> Drawing:
    """Bars from zero, the longest filling the width; the count at each end, its share beside it."""
    one = chart.series[0]
    left = _label_column(chart)
    ends = []
    for at, value in enumerate(one.values):
        share = number(chart.shares[at], "%") if chart.shares is not None and chart.shares[at] is not None else ""
        ends.append((number(value, chart.unit) + ("" if value is None else unit_suffix(chart.unit)), share))
    room = WIDTH - left - max(text_width(count) + text_width(share) for count, share in ends) - 14
    longest = max(chart.known, default=0.0) or 1.0
    body = []
    for at, (value, (count, share)) in enumerate(zip(one.values, ends, strict=True)):
        y = at * _ROW + 2
        marked = (0, at) in chart.highlights
        css = "voc-s-alarm" if marked else f"voc-s-{one.role}"
        length = max(value or 0.0, 0.0) / longest * room
        body.append(named(left - 8, y + _ROW / 2 + 4.5, chart.labels[at], left - 8, "voc-name", "end"))
        if value:
            body.append(f'<path class="voc-bar {css}" d="{_bar(left, y + (_ROW - _BAR) / 2, length)}"/>')
        strong = " voc-strong" if marked else ""
        muted = f'<tspan class="voc-share" dx="6">{share}</tspan>' if share else ""
        at_end = f'x="{n(left + length + 6)}" y="{n(y + _ROW / 2 + 4.5)}"'
        body.append(f'<text class="voc-value{strong}" {at_end}>{count}{muted}</text>')
    height = len(chart.labels) * _ROW + 4
    body.append(line(left, 0, left, height, "voc-axis"))
    return WIDTH, height, body


def draw_pareto(chart: Chart) -> Drawing:
    """Bars and their running share on one scale, nought to all; both numbers in columns at the right."""
    one, shares = chart.series[0], chart.cumulative
    left = _label_column(chart)
    last = text_width("100%")
    counts = [number(value, chart.unit) for value in one.values]
    right = WIDTH - last - max(*map(text_width, counts), text_width("件数")) - 24
    total = sum(chart.known)
    head = EM + 8
    bottom = head + len(chart.labels) * _ROW + 2
    body = [
        text(WIDTH - last - 12, EM - 2, "件数" if chart.unit == "件" else one.name, "voc-note", "end"),
        text(WIDTH, EM - 2, "累计", "voc-note", "end"),
        text(left + 0.8 * (right - left), EM - 2, "80%", "voc-note", "middle"),
        line(left + 0.8 * (right - left), head - 4, left + 0.8 * (right - left), bottom, "voc-line voc-s-limit"),
    ]
    points = []
    for at, value in enumerate(one.values):
        y = head + at * _ROW
        css = "voc-s-alarm" if (0, at) in chart.highlights else f"voc-s-{one.role}"
        length = (value or 0.0) / total * (right - left)
        middle = y + _ROW / 2
        body.append(named(left - 8, middle + 4.5, chart.labels[at], left - 8, "voc-name", "end"))
        if value:
            body.append(f'<path class="voc-bar {css}" d="{_bar(left, middle - _BAR / 2, length)}"/>')
        body.append(text(WIDTH - last - 12, middle + 4.5, counts[at], "voc-value", "end"))
        body.append(text(WIDTH, middle + 4.5, number(round(shares[at], 2), "%"), "voc-value voc-share", "end"))
        points.append((left + shares[at] * (right - left), middle))
    body.append('<path class="voc-line voc-s-cumulative" d="M' + "L".join(f"{n(x)} {n(y)}" for x, y in points) + '"/>')
    body += [f'<circle class="voc-ring voc-s-cumulative" cx="{n(x)}" cy="{n(y)}" r="2.6"/>' for x, y in points]
    body.append(line(left, head - 4, left, bottom, "voc-axis"))
    return WIDTH, bottom + 2, body


def draw_heat(chart: Chart) -> Drawing:
    """A cell a value, in six shades up to `peak`; praise has its own; every cell prints its number."""
    left = _label_column(chart, room=7 * EM)
    widest = max(text_width(number(value, chart.unit)) for value in chart.known) + 6
    width = max(WIDTH, left + len(chart.series) * widest)
    cell = (width - left) / len(chart.series)
    complaints = [v for one in chart.series if one.role != "praise" for v in one.values if v is not None]
    praises = [v for one in chart.series if one.role == "praise" for v in one.values if v is not None]
    head, body = _heat_head(chart, left, cell)
    for column, one in enumerate(chart.series):
        hue = "p" if one.role == "praise" else "h"
        peak = chart.peak or max(praises if one.role == "praise" else complaints, default=0.0)
        x = left + column * cell
        for row, value in enumerate(one.values):
            y = head + row * _ROW
            level = _level(value, peak)
            shade = "voc-gap" if value is None else f"voc-{hue}{level}"
            unit = "" if value is None else unit_suffix(chart.unit)
            told = tip(f"{chart.labels[row]}，{one.name}：{number(value, chart.unit)}{unit}")
            body.append(
                f'<rect class="voc-cell {shade}" x="{n(x + 1)}" y="{n(y + 1)}" width="{n(cell - 2)}" '
                f'height="{n(_ROW - 2)}" rx="2">{told}</rect>'
            )
            body.append(
                text(
                    x + cell / 2,
                    y + _ROW / 2 + 4.5,
                    number(value, chart.unit),
                    f"voc-count voc-on{level}",
                    "middle",
                )
            )
    for row, label in enumerate(chart.labels):
        body.append(named(left - 8, head + row * _ROW + _ROW / 2 + 4.5, label, left - 8, "voc-name", "end"))
    return width, head + len(chart.labels) * _ROW + 1, body


def _heat_head(chart: Chart, left: float, cell: float) -> tuple[float, list[str]]:
    """Height and elements of the column names: months by their rule, others in one or two lines."""
    names = [one.name for one in chart.series]
    body: list[str] = []
    if all(map(is_month, names)):
        for month in named_labels(names, left, cell, left + len(names) * cell):
            body.append(text(month.x, 2 * EM, month.words, "voc-label", "middle"))
            if month.below:
                body.append(text(month.x, EM - 2, month.below, "voc-label", "middle"))
        return 2 * EM + 8, body
    split = [lines(name, cell - 4) for name in names]
    height = max(map(len, split)) * (EM + 1) + 7
    for column, parts in enumerate(split):
        for index, part in enumerate(parts):
            y = height - 7 - (len(parts) - 1 - index) * (EM + 1)
            body.append(text(left + (column + 0.5) * cell, y, part, "voc-label", "middle"))
    return height, body


def _label_column(chart: Chart, room: float = _LABEL_ROOM) -> float:
    return min(max(map(text_width, chart.labels)), room) + 8


def _level(value: float | None, peak: float) -> int:
    """Shade 0 (none) to 5 (the peak and beyond); anything above zero is seen."""
    if not value or value < 0 or not peak:
        return 0
    return min(_SHADES, max(1, math.ceil(value / peak * _SHADES)))


def _bar(x: float, y: float, length: float) -> str:
    """A bar whose far corners are rounded, as path data; any value above zero is seen."""
    length = max(length, 1.5)
    r = min(2.5, length / 2)
    upper, lower = f"q{n(r)} 0 {n(r)} {n(r)}", f"q0 {n(r)} {n(-r)} {n(r)}"
    return f"M{n(x)} {n(y)}h{n(length - r)}{upper}v{n(_BAR - 2 * r)}{lower}h{n(r - length)}z"
