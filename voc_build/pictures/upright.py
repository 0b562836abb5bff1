"""Charts whose labels run from left to right: lines, columns and the word-sized line."""

from __future__ import annotations

from collections.abc import Iterator

from voc_build.pictures.charts import Chart, Series, number, unit_suffix
from voc_build.pictures.frame import Drawing, Frame, close_frame, marks, open_frame
from voc_build.pictures.ink import EM, WIDTH, fit, line, n, named, text, text_width
from voc_build.pictures.scale import apart, value_axis

_NAME_ROOM = 7 * EM


def draw_line(chart: Chart) -> Drawing:
    """Lines with gaps, control limits, marks and labels at their right ends."""
    limits = [edge for band in chart.bands for edge in (max(band.lower, 0.0), band.upper)]
    axis = value_axis([*chart.known, *limits], chart.unit, from_zero=False)
    ends = _ends(chart)
    margin = max((text_width(words) for _, words, _ in ends), default=0.0) + 14
    frame, body = open_frame(chart, axis, right=WIDTH - margin, headroom=14)
    for band in chart.bands:
        x1, x2 = frame.left + band.start * frame.slot, frame.left + band.stop * frame.slot
        top, bottom = frame.y(band.upper), frame.y(band.lower)
        box = f'x="{n(x1)}" y="{n(top)}" width="{n(x2 - x1)}" height="{n(bottom - top)}"'
        body.append(f'<rect class="voc-band" {box}/>')
        body.append(line(x1, top, x2, top, "voc-line voc-s-limit"))
        if band.lower > axis[0]:
            body.append(line(x1, bottom, x2, bottom, "voc-line voc-s-limit"))
        body.append(line(x1, frame.y(band.mean), x2, frame.y(band.mean), "voc-line voc-s-mean"))
    body += marks(chart, frame)
    centre = frame.x((frame.size - 1) / 2)
    if len(ends) == 1 and sum(1 for _ in chart.known) == 1:
        below = (frame.top + frame.bottom) / 2 + EM
        body.append(text(centre, below, "只有一个月的数据，暂看不出趋势", "voc-note", "middle"))
    for index, one in enumerate(chart.series):
        area = len(chart.series) == 1 and not chart.bands and axis[0] == 0
        body += _curve(chart, index, one, frame, area=area)
    heights = apart([frame.y(value) for value, _, _ in ends], EM + 3, frame.top, frame.bottom)
    for (_, words, css), y in zip(ends, heights, strict=True):
        body.append(text(frame.right + 9, y + 4.5, words, css))
    return close_frame(chart, frame, body)


def draw_columns(chart: Chart) -> Drawing:
    """Columns from zero, side by side where there are several series; values on top where they fit."""
    axis = value_axis(list(chart.known), chart.unit, from_zero=True)
    legend = 1.5 * EM if len(chart.series) > 1 else 0.0
    frame, body = open_frame(chart, axis, right=WIDTH - 4, headroom=legend + 18)
    body += marks(chart, frame)
    if legend:
        body += _legend(chart, frame)
    group = frame.slot * (0.72 if len(chart.series) == 1 else 0.82)
    width = min(group / len(chart.series), 46.0)
    printed = _printed(chart, width if len(chart.series) > 1 else frame.slot)
    for index, one in enumerate(chart.series):
        shift = (index - len(chart.series) / 2) * width
        for at, value in enumerate(one.values):
            if value is None:
                continue
            x, y = frame.x(at) + shift, frame.y(value)
            gap = 0.5 if len(chart.series) > 1 else 0.0
            css = _role(chart, index, at, one)
            body.append(f'<path class="voc-bar {css}" d="{_column(x + gap, y, width - 2 * gap, frame.bottom)}"/>')
            if (index, at) in printed:
                strong = " voc-strong" if at == len(one.values) - 1 or (index, at) in chart.highlights else ""
                body.append(text(x + width / 2, y - 5, number(value, chart.unit), "voc-value" + strong, "middle"))
    body.append(line(frame.left, frame.bottom, frame.right, frame.bottom, "voc-axis"))
    return close_frame(chart, frame, body)


def draw_spark(chart: Chart) -> Drawing:
    """A line of 120 by 28 units with a dot on the last known value."""
    width, height = 120.0, 28.0
    values = list(chart.known)
    if not values:
        return width, height, [line(4, height / 2, width - 6, height / 2, "voc-line voc-s-limit")]
    high = max(values)
    # without an axis the range is the data's own, but never so narrow that a ripple looks like a wave
    low = min(*values, high - 0.4 * abs(high))
    if high == low:
        high = low + 1
    frame = Frame(0.0, width - 4, 5.0, height - 5.0, len(chart.labels), low, high)
    body = list(_curve(chart, 0, chart.series[0], frame, area=False, dots=False))
    at = max(index for index, value in enumerate(chart.series[0].values) if value is not None)
    last = chart.series[0].values[at] or 0.0
    body.append(_dot(frame, at, last, f"voc-dot voc-last {_role(chart, 0, at, chart.series[0])}", 3.0))
    return width, height, body


def _role(chart: Chart, index: int, at: int, one: Series) -> str:
    return "voc-s-alarm" if (index, at) in chart.highlights else f"voc-s-{one.role}"


def _column(x: float, y: float, width: float, bottom: float) -> str:
    """A column whose upper corners are rounded, as path data; a zero is a hair's breadth high."""
    y = min(y, bottom - 0.8)
    r = min(2.5, width / 2, bottom - y)
    left, right = f"q0 {n(-r)} {n(r)} {n(-r)}", f"q{n(r)} 0 {n(r)} {n(r)}"
    return f"M{n(x)} {n(bottom)}V{n(y + r)}{left}H{n(x + width - r)}{right}V{n(bottom)}z"


def _runs(chart: Chart, one: Series) -> Iterator[list[tuple[int, float]]]:
    """The unbroken stretches of a series: gaps and changed definitions end one."""
    run: list[tuple[int, float]] = []
    breaks = chart.breaks
    for at, value in enumerate(one.values):
        if run and (value is None or at in breaks):
            yield run
            run = []
        if value is not None:
            run.append((at, value))
    if run:
        yield run


def _curve(chart: Chart, index: int, one: Series, frame: Frame, *, area: bool, dots: bool = True) -> Iterator[str]:
    """One series: line, dots where they can be told apart, rings on highlights, a dot on the last value."""
    known = [(at, value) for at, value in enumerate(one.values) if value is not None]
    if not known:
        return
    for run in _runs(chart, one):
        if len(run) == 1:
            at, value = run[0]
            yield _dot(frame, at, value, f"voc-dot voc-s-{one.role}", 2.2)
            continue
        path = "L".join(f"{n(frame.x(at))} {n(frame.y(value))}" for at, value in run)
        if area:
            foot, base = n(frame.x(run[0][0])), n(frame.bottom)
            yield f'<path class="voc-area voc-s-{one.role}" d="M{foot} {base}L{path}V{base}z"/>'
        yield f'<path class="voc-line voc-s-{one.role}" d="M{path}"/>'
    if not dots:
        return
    last = known[-1][0]
    if frame.slot >= 16 and len(chart.series) == 1:
        for at, value in known:
            if at != last and (index, at) not in chart.highlights:
                yield _dot(frame, at, value, f"voc-dot voc-s-{one.role}", 2.2)
    peak = max(known, key=lambda point: point[1])[0]
    if last - peak < 2 or chart.bands or len(chart.series) > 1 or len(known) < 4:
        peak = -1
    reach = -1.0
    for at, value in known:
        marked = (index, at) in chart.highlights
        if marked:
            yield _dot(frame, at, value, "voc-ring voc-s-alarm", 4.2)
        words = number(value, chart.unit)
        start = frame.x(at) - text_width(words) / 2
        if ((marked and at != last) or at == peak) and start > reach:
            yield text(frame.x(at), frame.y(value) - 8, words, "voc-value", "middle")
            reach = start + text_width(words) + 2
    if (index, last) not in chart.highlights:
        yield _dot(frame, last, known[-1][1], f"voc-dot voc-last voc-s-{one.role}", 3.6)


def _dot(frame: Frame, at: int, value: float, css: str, radius: float) -> str:
    return f'<circle class="{css}" cx="{n(frame.x(at))}" cy="{n(frame.y(value))}" r="{radius}"/>'


def _ends(chart: Chart) -> list[tuple[float, str, str]]:
    """What is written at the right end: (value it stands beside, words, class)."""
    ends = []
    for index, one in enumerate(chart.series):
        at = max((at for at, value in enumerate(one.values) if value is not None), default=-1)
        if at < 0 or (value := one.values[at]) is None:
            continue
        words = number(value, chart.unit)
        words = f"{fit(one.name, _NAME_ROOM)} {words}" if len(chart.series) > 1 else words
        alarming = " voc-t-alarm" if (index, at) in chart.highlights else f" voc-t-{one.role}"
        suffix = "" if len(chart.series) > 1 or chart.unit == "%" else unit_suffix(chart.unit)
        ends.append((value, words + suffix, "voc-value voc-strong" + alarming))
    if chart.bands and chart.bands[-1].stop == len(chart.labels):
        band = chart.bands[-1]
        lower = [("下限", band.lower)] if band.lower > 0 else []
        for name, value in [("上限", band.upper), ("均值", band.mean), *lower]:
            ends.append((value, f"{name} {number(value, chart.unit)}", "voc-note"))
    return ends


def _printed(chart: Chart, room: float) -> set[tuple[int, int]]:
    """The columns that carry their number: all where all fit, else the highest, last and highlights."""
    known = [
        (index, at, value)
        for index, one in enumerate(chart.series)
        for at, value in enumerate(one.values)
        if value is not None
    ]
    widest = max((text_width(number(value, chart.unit)) for _, _, value in known), default=0.0)
    if widest <= room:
        return {(index, at) for index, at, _ in known}
    if len(chart.series) > 1:
        return set()
    last = len(chart.labels) - 1
    by_weight = sorted(known, key=lambda point: ((0, point[1]) not in chart.highlights, point[1] != last, -point[2]))
    reach = widest / room
    chosen: list[int] = []
    for _, at, _ in by_weight[: len(chart.highlights) + 2]:
        if all(abs(at - other) >= reach for other in chosen):
            chosen.append(at)
    return {(0, at) for at in chosen}


def _legend(chart: Chart, frame: Frame) -> Iterator[str]:
    x, y = frame.left, frame.top - 34
    room = (frame.right - frame.left) / len(chart.series) - 22
    for one in chart.series:
        yield f'<rect class="voc-bar voc-s-{one.role}" x="{n(x)}" y="{n(y)}" width="11" height="11" rx="2"/>'
        yield named(x + 16, y + 10.5, one.name, room, "voc-note")
        x += min(text_width(one.name), room) + 32
