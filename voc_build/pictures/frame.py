"""The box that upright charts are drawn in: value axis, names of labels, marks in lanes above, tooltips."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voc_build.pictures.charts import Chart, number
from voc_build.pictures.ink import EM, WIDTH, line, n, named, text, text_width, tip
from voc_build.pictures.scale import named_labels

_PLOT = 150.0
_LANE = 18.0
_MARK_ROOM = 12 * EM

Drawing = tuple[float, float, list[str]]
"""Width and height of the viewBox and the elements inside it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The box that values are drawn in, and the way from a label or value to its place."""

    left: float
    right: float
    top: float
    bottom: float
    size: int
    low: float
    high: float

    @property
    def slot(self) -> float:
        return (self.right - self.left) / max(self.size, 1)

    def x(self, at: float) -> float:
        return self.left + (at + 0.5) * self.slot

    def y(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return self.bottom - (inside - self.low) / (self.high - self.low) * (self.bottom - self.top)


def open_frame(chart: Chart, axis: tuple[float, ...], *, right: float, headroom: float) -> tuple[Frame, list[str]]:
    """The frame above which marks have their lanes, with grid, value axis and names of the labels."""
    tick_words = [number(tick, chart.unit) for tick in axis]
    left = max(map(text_width, tick_words)) + 8
    lanes = max((lane for lane, *_ in _lanes(chart, left, right)), default=-1) + 1
    top = lanes * _LANE + headroom + (4 if lanes else 0)
    frame = Frame(left, right, top, top + _PLOT, len(chart.labels), axis[0], axis[-1])
    body = []
    for tick, words in zip(axis, tick_words, strict=True):
        y = frame.y(tick)
        css = "voc-axis" if tick == 0 else "voc-grid"
        body.append(line(left, y, right, y, css))
        body.append(text(left - 7, y + 4.5, words, "voc-label", "end"))
    for name in named_labels(chart.labels, left, frame.slot):
        body.append(text(name.x, frame.bottom + EM + 4, name.words, "voc-label", "middle"))
        if name.below:
            body.append(text(name.x, frame.bottom + 2 * EM + 6, name.below, "voc-label", "middle"))
    return frame, body


def close_frame(chart: Chart, frame: Frame, body: list[str]) -> Drawing:
    """The finished drawing, tooltips on top; room for two lines of names whether or not both are used."""
    body += _tips(chart, frame)
    return WIDTH, frame.bottom + 2 * (EM + 2) + 7, body


def _lanes(chart: Chart, left: float, right: float) -> Iterator[tuple[int, float, bool, str, str]]:
    """Where each mark is written: (lane from the top, x of its line, is left of the line, class, words)."""
    slot = (right - left) / max(len(chart.labels), 1)
    taken: list[list[tuple[float, float]]] = []
    for mark in sorted(chart.marks, key=lambda mark: (mark.at, mark.kind, mark.text)):
        x = left + (mark.at + (0.5 if mark.kind == "event" else 0.0)) * slot
        room = min(text_width(mark.text), _MARK_ROOM)
        leftward = x + 5 + room > WIDTH
        start, stop = (x - 5 - room, x) if leftward else (x, x + 5 + room)
        free = (lane for lane, spans in enumerate(taken) if all(stop + 4 < a or b + 4 < start for a, b in spans))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((start, stop))
        yield lane, x, leftward, f"voc-mark voc-mark--{mark.kind}", mark.text


def marks(chart: Chart, frame: Frame) -> Iterator[str]:
    """Events, breaks and changes of basis: a line through the plot, its words in a lane above."""
    for lane, x, leftward, css, words in _lanes(chart, frame.left, frame.right):
        y = lane * _LANE
        yield line(x, y + 3, x, frame.bottom, css)
        yield named(x - 5 if leftward else x + 5, y + EM, words, _MARK_ROOM, "voc-note", "end" if leftward else "")


def _tips(chart: Chart, frame: Frame) -> Iterator[str]:
    """A tall invisible field a label that tells its numbers to the pointer."""
    top, width, height = n(frame.top), n(frame.slot), n(frame.bottom - frame.top)
    marked = chart.marked
    for at, label in enumerate(chart.labels):
        told = [f"{one.name} {number(one.values[at], chart.unit)}" for one in chart.series]
        told += marked.get(at, ())
        box = f'x="{n(frame.left + at * frame.slot)}" y="{top}" width="{width}" height="{height}"'
        yield f'<rect class="voc-hit" {box}>{tip(label + "：" + "；".join(told))}</rect>'
