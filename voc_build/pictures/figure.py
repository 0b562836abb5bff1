"""A chart as a plotly figure: plain JSON that the page's script paints and draws when a reader asks for it.

Nothing here imports plotly. Only traces of plotly's basic bundle are used (scatter, bar), on a bare template.
Colours are left out: `meta` of a trace, and `name` of a shape or annotation, say the role the script fills in
from the stylesheet. Plotly reads a little HTML in every text, so words from the archive are escaped.
"""

from __future__ import annotations

import json
import math
from html import escape
from typing import Any

from voc_build.pictures.charts import Chart, Series, number, unit_suffix
from voc_build.pictures.ink import text_width
from voc_build.pictures.scale import named_labels

Json = dict[str, Any]

CONFIG: Json = {
    "displaylogo": False,
    "locale": "zh-CN",
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "plotlyServerURL": "",
    "responsive": True,
    "showSendToCloud": False,
}
"""Nothing leaves the page: no upload button, no address to send to."""

_ROW = 30
_LANE = 17
_LANES = 3
_FEW = 12
_UPRIGHT = 320
_MARGIN, _NOTE = 24, 12.0
_NEAR = 0.1
"""Share of the axis nearer than which two notes at the edge would touch."""
_OFFICE, _PHONE = 560.0, 270.0
"""Room for the names under a plot, in the units their width is reckoned in, on an office screen and a phone's."""


def figure(chart: Chart) -> Json | None:
    """`{"data", "layout", "config"}`; None where there is nothing to interact with (heat, spark, no data)."""
    if chart.kind in ("heat", "spark") or chart.nothing:
        return None
    if chart.kind in ("bars", "pareto"):
        data, layout = _rows(chart)
    else:
        data, layout = _upright(chart)
    return {"config": CONFIG, "data": data, "layout": {**_bare(), **layout}}


def figure_json(chart: Chart) -> str:
    """The figure as JSON fit to stand inside a `<script type="application/json">`; empty without a figure."""
    described = figure(chart)
    if described is None:
        return ""
    text = json.dumps(described, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _bare() -> Json:
    return {
        "autosize": True,
        "bargap": 0.28,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "legend": {"orientation": "h", "x": 0, "y": -0.2, "yanchor": "top"},
        "margin": {"b": 48, "l": 48, "r": 24, "t": 36},
        "showlegend": False,
        "template": {"data": {}, "layout": {}},
    }


def _told(chart: Chart, one: Series) -> list[str]:
    """What the pointer is told of each value."""
    name, suffix, marked = _safe(one.name), unit_suffix(chart.unit), chart.marked
    found = []
    for at, (label, value) in enumerate(zip(chart.labels, one.values, strict=True)):
        share = chart.shares[at] if chart.shares is not None else None
        more = f"（{number(share, '%')}）" if share is not None else ""
        marks = "".join([f"<br>{_safe(told)}" for told in marked.get(at, ())])
        unit = "" if value is None else suffix
        found.append(f"{_safe(label)}<br>{name} <b>{number(value, chart.unit)}</b>{unit}{more}{marks}")
    return found


def _safe(words: str) -> str:
    return escape(words, quote=False)


def _trace(chart: Chart, index: int, one: Series, kind: str) -> Json:
    points = ["alarm" if (index, at) in chart.highlights else one.role for at in range(len(one.values))]
    return {
        "customdata": _told(chart, one),
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": {"points": points, "role": one.role},
        "name": _safe(one.name),
        "type": kind,
    }


def _upright(chart: Chart) -> tuple[list[Json], Json]:
    draw = _columns if chart.kind == "columns" else _curve
    data = [draw(chart, index, one) for index, one in enumerate(chart.series)]
    size, several = len(chart.labels), len(chart.series) > 1
    headroom = min(len(chart.marks), _LANES) * _LANE
    limits = _limit_words(chart)
    beside = max([_MARGIN, *(math.ceil(text_width(note["text"], _NOTE)) + 8 for note in limits)])
    office, phone = _names(chart, _OFFICE), _names(chart, _PHONE)
    layout: Json = {
        "annotations": [*_mark_words(chart), *limits],
        "height": _UPRIGHT + headroom,
        "margin": {"b": 84 if several else 48, "l": 48, "r": beside, "t": 36 + headroom},
        "hovermode": "closest",
        "meta": {"phone": phone} if phone != office else {},
        "shapes": [*_limits(chart), *_mark_lines(chart)],
        "showlegend": several,
        "xaxis": {
            "range": [-0.5, size - 0.5],
            "showgrid": False,
            "tickangle": 0,
            "tickmode": "array",
            "zeroline": False,
            **office,
        },
        "yaxis": _values(chart, "tozero" if chart.kind == "columns" or chart.unit != "%" else "normal"),
    }
    return data, layout


def _names(chart: Chart, room: float) -> Json:
    """The names under an upright plot that have `room` units: thinned like those of the picture, never turned."""
    named = named_labels(chart.labels, 0.0, room / max(len(chart.labels), 1), room)
    words = [_safe(name.words) + (f"<br>{_safe(name.below)}" if name.below else "") for name in named]
    return {"ticktext": words, "tickvals": [name.at for name in named]}


def _columns(chart: Chart, index: int, one: Series) -> Json:
    columns = {**_trace(chart, index, one, "bar"), "x": list(range(len(one.values))), "y": list(one.values)}
    if len(one.values) * len(chart.series) > _FEW:
        return columns
    words = [number(value, chart.unit) for value in one.values]
    return {**columns, "cliponaxis": False, "text": words, "textposition": "outside"}


def _curve(chart: Chart, index: int, one: Series) -> Json:
    """A line; an empty point is put in where a definition changes, so that no line crosses it."""
    x: list[float] = []
    y: list[float | None] = []
    told: list[str] = []
    points: list[str] = []
    whole = _trace(chart, index, one, "scatter")
    breaks = chart.breaks
    for at, value in enumerate(one.values):
        if at in breaks:
            x.append(at - 0.5)
            y.append(None)
            told.append("")
            points.append(one.role)
        x.append(at)
        y.append(value)
        told.append(whole["customdata"][at])
        points.append(whole["meta"]["points"][at])
    meta = {"points": points, "role": one.role}
    broken = {"connectgaps": False, "customdata": told, "meta": meta, "mode": "lines+markers", "x": x, "y": y}
    return {**whole, **broken}


def _values(chart: Chart, rangemode: str) -> Json:
    axis: Json = {"automargin": True, "rangemode": rangemode, "zeroline": False}
    if chart.unit == "%":
        return {**axis, "tickformat": ".0%"}
    whole = all(value == int(value) for value in chart.known)
    return {**axis, "tickformat": ",d" if whole and max(chart.known) >= 5 else ",~r"}


def _limits(chart: Chart) -> list[Json]:
    shapes: list[Json] = []
    for band in chart.bands:
        x0, x1, lower = band.start - 0.5, band.stop - 0.5, max(band.lower, 0.0)
        area = {"layer": "below", "line": {"width": 0}, "name": "band", "type": "rect"}
        shapes.append({**area, "x0": x0, "x1": x1, "y0": lower, "y1": band.upper})
        for role, value, dash in (
            ("limit", band.upper, "dash"),
            ("limit", lower, "dash"),
            ("mean", band.mean, "solid"),
        ):
            edge = {"layer": "below", "line": {"dash": dash, "width": 1.25}, "name": role, "type": "line"}
            shapes.append({**edge, "x0": x0, "x1": x1, "y0": value, "y1": value})
    return shapes


def _limit_words(chart: Chart) -> list[Json]:
    if not chart.bands:
        return []
    band = chart.bands[-1]
    placed = {
        "name": "note",
        "showarrow": False,
        "x": band.stop - 0.5,
        "xanchor": "left",
        "xshift": 4,
    }
    near = band.upper - band.mean < _NEAR * max(*chart.known, band.upper)
    told = (("上限", band.upper, "bottom"), ("均值", band.mean, "top"))
    return [
        {**placed, "text": f"{name} {number(value, chart.unit)}", "y": value, "yanchor": away if near else "middle"}
        for name, value, away in told
    ]


def _mark_lines(chart: Chart) -> list[Json]:
    dash = {"event": "dot", "break": "solid", "basis": "dash"}
    upright = {"name": "mark", "type": "line", "y0": 0, "y1": 1, "yref": "paper"}
    lines = []
    for mark in chart.marks:
        x = mark.at if mark.kind == "event" else mark.at - 0.5
        lines.append({**upright, "line": {"dash": dash[mark.kind], "width": 1}, "x0": x, "x1": x})
    return lines


def _mark_words(chart: Chart) -> list[Json]:
    placed = {"name": "note", "showarrow": False, "y": 1, "yanchor": "bottom", "yref": "paper"}
    words = []
    for order, mark in enumerate(sorted(chart.marks, key=lambda mark: mark.at)):
        x = mark.at if mark.kind == "event" else mark.at - 0.5
        side = "right" if mark.at > len(chart.labels) * 0.6 else "left"
        words.append({**placed, "text": _safe(mark.text), "x": x, "xanchor": side, "yshift": order % _LANES * _LANE})
    return words


def _rows(chart: Chart) -> tuple[list[Json], Json]:
    one, size = chart.series[0], len(chart.labels)
    text = [number(value, chart.unit) for value in one.values]
    if chart.shares is not None:
        text = [
            count if share is None else f"{count} · {number(share, '%')}"
            for count, share in zip(text, chart.shares, strict=True)
        ]
    bars = {
        **_trace(chart, 0, one, "bar"),
        "cliponaxis": False,
        "orientation": "h",
        "text": text,
        "textposition": "outside",
        "x": list(one.values),
        "y": list(range(size)),
    }
    layout: Json = {
        "height": size * _ROW + 84,
        "xaxis": _values(chart, "tozero"),
        "yaxis": {
            "automargin": True,
            "range": [size - 0.5, -0.5],
            "showgrid": False,
            "tickmode": "array",
            "ticktext": [_safe(label) + " " for label in chart.labels],
            "tickvals": list(range(size)),
            "zeroline": False,
        },
        "margin": {"b": 40, "l": 8, "r": 72, "t": 36},
    }
    if chart.kind == "bars":
        return [bars], layout
    total = sum(chart.known)
    shares = {
        "customdata": [
            f"{_safe(label)}<br>累计 <b>{number(share, '%')}</b>"
            for label, share in zip(chart.labels, chart.cumulative, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": {"points": ["mean"] * size, "role": "mean"},
        "mode": "lines+markers",
        "name": "累计占比",
        "type": "scatter",
        "x": list(chart.cumulative),
        "xaxis": "x2",
        "y": list(range(size)),
    }
    layout["xaxis"] = {**layout["xaxis"], "range": [0, total * 1.02]}
    above = {"overlaying": "x", "showgrid": False, "side": "top", "zeroline": False}
    layout["xaxis2"] = {**above, "dtick": 0.2, "range": [0, 1.02], "tickformat": ".0%", "tickmode": "linear"}
    return [bars, shares], layout
