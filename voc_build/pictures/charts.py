"""What a chart says, before anything is drawn: values that both renderings and the table beside them share.

Numbers arrive ready: which months, which order and what alarms is decided by whoever describes the chart.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, get_args

Kind = Literal["line", "columns", "bars", "heat", "pareto", "spark"]
Role = Literal["main", "context", "praise", "alarm", "limit", "mean"]
MarkKind = Literal["event", "break", "basis"]
Value = float | None

_SLUG = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Series:
    """One named run of values, a value a label; `None` is a gap, never a zero. Its role is its colour."""

    name: str
    values: tuple[Value, ...]
    role: Role = "main"

    def __post_init__(self) -> None:
        if self.role not in get_args(Role):
            raise ValueError(f"no such role: {self.role!r}")
        if any(value is not None and not math.isfinite(value) for value in self.values):
            raise ValueError(f"series {self.name!r}: a gap is None, not an infinite number or NaN")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to know about the label `at` (an index).

    `event` stands on that label; `break` (a definition changes: no line crosses it) and `basis`
    (汇总 meets 工单) stand before it, between `at - 1` and `at`. `text` is written in the picture, where room is
    scarce; `meaning`, if more is to be said, is told by tables and to the pointer.
    """

    at: int
    text: str
    kind: MarkKind = "event"
    meaning: str = ""

    def __post_init__(self) -> None:
        if self.kind not in get_args(MarkKind):
            raise ValueError(f"no such kind of mark: {self.kind!r}")

    @property
    def told(self) -> str:
        """What the mark says where there is room for it."""
        return self.meaning or self.text


@dataclass(frozen=True, slots=True)
class Band:
    """Control limits and mean for the labels `start` up to, not including, `stop`."""

    lower: float
    upper: float
    mean: float
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. Values are in `unit`; where it is `%` they are shares (0-1) and printed times hundred.

    `id` is an ASCII slug, unique on its page. `description` is a whole sentence: what the picture shows.
    Months among the `labels` are written `2022年4月`; the renderings shorten them. `highlights` are
    (series, label) points that stand out as alarms. `shares` are printed beside the counts of bars.
    In a heat chart labels are rows and series columns; `peak` is the value of the darkest shade; without it
    the largest value of the complaint columns, and of the praise columns for theirs.
    `note` is for the caption: no rendering prints it. `leads` are addresses, one a label, that the first series'
    values come from; None where there is none. The table beside the chart links with them, no rendering does.
    """

    id: str
    kind: Kind
    title: str
    description: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()
    bands: tuple[Band, ...] = ()
    shares: tuple[Value, ...] | None = None
    note: str = ""
    highlights: frozenset[tuple[int, int]] = frozenset()
    peak: float | None = None
    leads: tuple[str | None, ...] = ()

    def __post_init__(self) -> None:
        if _SLUG.fullmatch(self.id) is None:
            raise ValueError(f"not a slug: {self.id!r}")
        if self.kind not in get_args(Kind):
            raise ValueError(f"no such kind of chart: {self.kind!r}")
        size = len(self.labels)
        if any(len(one.values) != size for one in self.series):
            raise ValueError(f"chart {self.id!r}: every series needs {size} values, one a label")
        if self.shares is not None and len(self.shares) != size:
            raise ValueError(f"chart {self.id!r}: {size} labels but {len(self.shares)} shares")
        if self.leads and len(self.leads) != size:
            raise ValueError(f"chart {self.id!r}: {size} labels but {len(self.leads)} leads")
        if any(not 0 <= mark.at < size for mark in self.marks):
            raise ValueError(f"chart {self.id!r}: a mark lies outside the labels")
        if any(not 0 <= band.start < band.stop <= size for band in self.bands):
            raise ValueError(f"chart {self.id!r}: a band lies outside the labels")
        if self.kind in ("bars", "pareto", "spark") and len(self.series) != 1:
            raise ValueError(f"chart {self.id!r}: {self.kind} show one series")

    @property
    def known(self) -> Iterator[float]:
        """Every value that is not a gap."""
        return (value for one in self.series for value in one.values if value is not None)

    @property
    def breaks(self) -> tuple[int, ...]:
        """The labels before which every line is interrupted, ascending."""
        return tuple(sorted(mark.at for mark in self.marks if mark.kind == "break"))

    @property
    def marked(self) -> dict[int, list[str]]:
        """What the marks of a label tell, for labels that have any."""
        found: dict[int, list[str]] = {}
        for mark in self.marks:
            found.setdefault(mark.at, []).append(mark.told)
        return found

    @property
    def nothing(self) -> str:
        """The sentence shown in place of an empty picture; empty when there is something to draw."""
        values = list(self.known)
        if not values:
            return "暂无数据"
        if not any(values):
            return f"均为 {number(0.0, self.unit)}{unit_suffix(self.unit) if self.unit != '%' else ''}"
        return ""

    @property
    def cumulative(self) -> tuple[float, ...]:
        """Running share (0-1) of the first series, gaps counted as nothing; empty when its sum is zero."""
        values = [value or 0.0 for value in self.series[0].values] if self.series else []
        total = sum(values)
        return tuple(part / total for part in accumulate(values)) if total else ()


def trend(
    id: str,
    title: str,
    description: str,
    labels: Sequence[str],
    values: Sequence[Value],
    *,
    name: str,
    unit: str = "件",
    role: Role = "main",
    marks: Sequence[Mark] = (),
    bands: Sequence[Band] = (),
    signals: Sequence[int] = (),
    note: str = "",
    leads: Sequence[str | None] = (),
) -> Chart:
    """One measure over the months, with its control limits; `signals` are the labels that stand out."""
    return Chart(
        id,
        "line",
        title,
        description,
        unit,
        tuple(labels),
        (Series(name, tuple(values), role),),
        marks=tuple(marks),
        bands=tuple(bands),
        note=note,
        highlights=frozenset((0, at) for at in signals),
        leads=tuple(leads),
    )


def ranking(
    id: str,
    title: str,
    description: str,
    rows: Sequence[tuple[str, Value]],
    *,
    name: str = "件数",
    unit: str = "件",
    role: Role = "context",
    shares: Sequence[Value] | None = None,
    leaders: Sequence[int] = (),
    note: str = "",
    leads: Sequence[str | None] = (),
) -> Chart:
    """Horizontal bars in the order given; `leaders` are the rows that carry the message."""
    return Chart(
        id,
        "bars",
        title,
        description,
        unit,
        tuple(label for label, _ in rows),
        (Series(name, tuple(value for _, value in rows), role),),
        shares=None if shares is None else tuple(shares),
        note=note,
        highlights=frozenset((0, row) for row in leaders),
        leads=tuple(leads),
    )


def spark(
    id: str,
    title: str,
    description: str,
    labels: Sequence[str],
    values: Sequence[Value],
    *,
    unit: str = "件",
    role: Role = "main",
) -> Chart:
    """A word-sized line; the number itself stands beside it in the text."""
    return Chart(id, "spark", title, description, unit, tuple(labels), (Series(title, tuple(values), role),))


def unit_suffix(unit: str) -> str:
    """A unit as it follows a number: `%` touches it, a word keeps a distance."""
    return unit if unit in ("", "%") else f" {unit}"


def number(value: Value, unit: str = "") -> str:
    """A value as printed, without a word for its unit: `22`, `1,204`, `3.5`, `82%` of 0.82, `—`."""
    if value is None:
        return "—"
    if unit != "%" and value == int(value):
        return f"{int(value):,}"
    scaled = value * 100 if unit == "%" else value
    rounded = round(scaled, 1)
    text = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"
    text = "0" if text == "-0" else text
    return text + "%" if unit == "%" else text


Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def table(chart: Chart) -> Table:
    """The chart's numbers as (header, rows) of plain text, a row a label; marks stand in a column 说明."""
    unit = "" if chart.unit in ("", "%") else f"（{chart.unit}）"
    header = ["月份" if chart.kind in ("line", "columns", "spark") else "项目"]
    columns: list[Sequence[str]] = [chart.labels]
    for one in chart.series:
        header.append(one.name + unit)
        columns.append([number(value, chart.unit) for value in one.values])
    if chart.shares is not None:
        header.append("占比")
        columns.append([number(share, "%") for share in chart.shares])
    if chart.kind == "pareto" and chart.cumulative:
        header.append("累计占比")
        columns.append([number(share, "%") for share in chart.cumulative])
    if chart.marks:
        header.append("说明")
        marked = chart.marked
        columns.append(["；".join(marked.get(at, ())) for at in range(len(chart.labels))])
    return tuple(header), tuple(zip(*columns, strict=True))
