"""Plotly figures: valid for plotly, the same bytes every time, no markup from words, nothing sent away."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest

from tests.pictures.test_svg import CHARTS, one_series
from voc_build.pictures.charts import Chart, Mark, Series, ranking, trend
from voc_build.pictures.figure import figure, figure_json

DRAWN = [name for name in CHARTS if CHARTS[name].kind not in ("heat", "spark") and not CHARTS[name].nothing]


@pytest.mark.parametrize("name", DRAWN)
def test_plotly_accepts_the_figure(name):
    """Every property is known to plotly, and only traces of the basic bundle are used."""
    described = figure(CHARTS[name])
    drawn = go.Figure(data=described["data"], layout=described["layout"])

    assert {trace.type for trace in drawn.data} <= {"scatter", "bar"}


@pytest.mark.parametrize("name", DRAWN)
def test_json_is_the_same_every_time_and_safe_inside_a_script(name):
    """It reads back to the figure and holds no character that could end the element."""
    text = figure_json(CHARTS[name])

    assert text == figure_json(CHARTS[name])
    assert json.loads(text) == figure(CHARTS[name])
    assert not set("<>&") & set(text)


@pytest.mark.parametrize("name", ["heat", "spark", "nothing"])
def test_pictures_without_interaction_have_no_figure(name):
    """Heat tables and word-sized lines stay still, and so does nothing."""
    assert figure(CHARTS[name]) is None
    assert figure_json(CHARTS[name]) == ""


def test_nothing_is_ever_sent_to_a_cloud():
    """plotly.js shows an upload button unless it is told otherwise."""
    config = figure(CHARTS["line"])["config"]

    assert (config["showSendToCloud"], config["plotlyServerURL"], config["displaylogo"]) == (False, "", False)


def test_words_cannot_become_markup_or_templates():
    """Plotly reads tags in every text and %{} in hover templates: names reach neither."""
    nasty = "<a href='x'>%{x}</a>&"
    charts = [
        Chart("c", "line", "t", "d", "件", (nasty, "b"), (Series(nasty, (1, 2)),), marks=(Mark(0, nasty),)),
        one_series("bars", (nasty,), (1,)),
        one_series("pareto", (nasty,), (1,)),
        one_series("columns", (nasty,), (1,)),
    ]
    for chart in charts:
        described = figure(chart)
        assert "<a" not in json.dumps(described)
        assert {trace["hovertemplate"] for trace in described["data"]} == {"%{customdata}<extra></extra>"}


def test_a_line_is_interrupted_where_the_definition_changes():
    """An empty point stands between the last old and the first new value."""
    chart = trend(
        "t",
        "投诉",
        "说明。",
        ["2022年4月", "2022年5月"],
        [1, 2],
        name="投诉",
        marks=[Mark(1, "口径", "break")],
    )
    trace = figure(chart)["data"][0]

    assert (trace["x"], trace["y"], trace["connectgaps"]) == ([0, 0.5, 1], [1, None, 2], False)


def test_colours_are_left_to_the_page():
    """Roles travel, colours do not: light, dark and print decide."""
    text = figure_json(ranking("b", "业务", "说明。", [("甲", 2), ("乙", 1)], leaders=[0]))

    assert json.loads(text)["data"][0]["meta"] == {"points": ["alarm", "context"], "role": "context"}
    assert "color" not in text
