"""Pictures: honest lengths, nothing outside the box, gaps, escaping, and the same bytes every time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest

from voc_build.pictures.charts import Band, Chart, Mark, Series, ranking, spark, trend
from voc_build.pictures.ink import EM, text_width
from voc_build.pictures.svg import svg

MONTHS = tuple(f"{2021 + (6 + at) // 12}年{(6 + at) % 12 + 1}月" for at in range(12))
COUNTS = (7, 9, 6, 8, 11, 9, 7, 21, 8, 9, 10, 6)
LONG = "一个长到任何一栏都放不下的业务类别名称而且还没有完也不会完"
NS = "{http://www.w3.org/2000/svg}"


def one_series(kind, labels, values, **more):
    return Chart("c", kind, "标题", "说明。", "件", tuple(labels), (Series("件数", tuple(values)),), **more)


def heat(columns):
    return Chart("h", "heat", "分布", "说明。", "件", ("甲分行", LONG), columns)


CHARTS = {
    "line": trend("t", "投诉", "说明。", MONTHS, COUNTS, name="投诉"),
    "long line": trend(
        "t",
        "投诉",
        "说明。",
        [f"{2020 + at // 12}年{at % 12 + 1}月" for at in range(40)],
        range(40),
        name="投",
    ),
    "limits and marks": trend(
        "x",
        "转办",
        "说明。",
        MONTHS,
        COUNTS,
        name="转办",
        bands=[Band(-1.0, 17.4, 8.7, 0, 12)],
        signals=[7],
        marks=[Mark(0, LONG), Mark(11, LONG, "break"), Mark(11, "汇总", "basis"), Mark(5, "上线")],
    ),
    "many": Chart(
        "m",
        "line",
        "三来源",
        "说明。",
        "件",
        MONTHS,
        (Series(LONG, COUNTS), Series("意见", COUNTS, "context"), Series("表扬", COUNTS, "praise")),
    ),
    "rate": trend("r", "及时率", "说明。", MONTHS, [0.9 + at / 120 for at in range(12)], name="率", unit="%"),
    "columns": one_series("columns", MONTHS, COUNTS),
    "named columns": one_series("columns", (LONG, "贷款", LONG), (1, 2, 3)),
    "grouped": Chart(
        "g", "columns", "双", "说明。", "件", MONTHS, (Series(LONG, COUNTS), Series("表扬", COUNTS, "praise"))
    ),
    "bars": ranking("b", "业务", "说明。", [(LONG, 123456), ("贷款", 1), ("其他", None)], shares=[0.82, 0.18, None]),
    "pareto": one_series("pareto", (LONG, "服务", "定价"), (42, 31, 12)),
    "heat": heat((Series("监管转办投诉", (13, 0)), Series(LONG, (1, None)), Series("表扬", (0, 5), "praise"))),
    "wide heat": heat(tuple(Series(month, (12, 3)) for month in MONTHS * 3)),
    "spark": spark("s", "走势", "说明。", MONTHS, COUNTS),
    "one month": trend("o", "投诉", "说明。", MONTHS[:1], [22], name="投诉"),
    "nothing": trend("n", "投诉", "说明。", MONTHS, [None] * 12, name="投诉"),
}


def parse(chart):
    return ET.fromstring(svg(chart).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def own_words(element):
    spans = "".join(child.text or "" for child in element if child.tag == NS + "tspan")
    return (element.text or "") + spans


def texts(chart):
    return [own_words(element) for element in parse(chart).iter(NS + "text")]


def bar_lengths(chart):
    paths = re.findall(r'<path class="voc-bar[^"]*" d="M[\d.-]+ [\d.-]+h([\d.-]+)q([\d.-]+)', svg(chart))
    return [float(straight) + float(round_) for straight, round_ in paths]


@pytest.mark.parametrize("name", CHARTS)
def test_words_and_shapes_stay_inside_the_box(name):
    """Estimated at the largest type, every text, line, box and dot lies within the viewBox."""
    root = parse(CHARTS[name])
    _, _, width, height = map(float, root.get("viewBox").split())
    outside = []
    for element in root.iter(NS + "text"):
        words = own_words(element)
        x, y, size = float(element.get("x")), float(element.get("y")), text_width(words)
        start = x - {"middle": size / 2, "end": size}.get(element.get("text-anchor"), 0.0)
        if start < -0.6 or start + size > width + 0.6 or y - EM * 0.8 < -0.6 or y > height:
            outside.append((words, start, start + size, y))
    for element in root.iter(NS + "rect"):
        x, y, w, h = (float(element.get(key)) for key in ("x", "y", "width", "height"))
        if x < 0 or y < 0 or x + w > width + 0.6 or y + h > height + 0.6 or w < 0 or h < 0:
            outside.append(("rect", x, y, w, h))
    for element in root.iter(NS + "circle"):
        x, y, r = (float(element.get(key)) for key in ("cx", "cy", "r"))
        if x - r < 0 or x + r > width or y - r < 0 or y + r > height:
            outside.append(("circle", x, y, r))
    assert outside == []


@pytest.mark.parametrize("name", CHARTS)
def test_pictures_carry_no_style_no_colour_and_are_named(name):
    """A strict content policy allows classes only; the image is named by title and description."""
    drawn, chart = svg(CHARTS[name]), CHARTS[name]

    assert not re.search(r'\s(style|fill|stroke|on\w+|href)="', drawn)
    assert f'aria-labelledby="{chart.id}-t {chart.id}-d"' in drawn
    assert f'<title id="{chart.id}-t">{chart.title}</title>' in drawn
    assert drawn == svg(chart)


def test_bars_are_as_long_as_their_values():
    """Twice the count is twice the length, from zero."""
    lengths = bar_lengths(ranking("b", "业务", "说明。", [("甲", 40), ("乙", 20), ("丙", 10)]))

    assert lengths == pytest.approx([lengths[0], lengths[0] / 2, lengths[0] / 4], abs=0.2)


def test_pareto_bars_and_running_shares_use_one_scale():
    """The first bar ends where the running share begins."""
    drawn = svg(one_series("pareto", ("甲", "乙"), (30, 10)))
    start = float(re.search(r'class="voc-bar[^"]*" d="M([\d.]+)', drawn)[1])
    first = float(re.search(r'cumulative" d="M([\d.]+)', drawn)[1])

    assert start + bar_lengths(one_series("pareto", ("甲", "乙"), (30, 10)))[0] == pytest.approx(first, abs=0.3)


def test_columns_are_as_high_as_their_values():
    """Columns start at zero, so heights keep the proportion of the counts."""
    found = re.findall(
        r'class="voc-bar[^"]*" d="M[\d.]+ ([\d.]+)V([\d.]+)q0 (-[\d.]+)',
        svg(one_series("columns", MONTHS[:3], (40, 20, 10))),
    )
    heights = [float(bottom) - float(side) - float(corner) for bottom, side, corner in found]

    assert heights == pytest.approx([heights[0], heights[0] / 2, heights[0] / 4], abs=0.2)


def test_counts_start_at_zero_and_have_whole_ticks():
    """No axis of a count begins above zero or shows half a ticket."""
    labels = [
        own_words(e)
        for e in parse(one_series("columns", MONTHS[:2], (1, 2))).iter(NS + "text")
        if e.get("class") == "voc-label"
    ]

    assert [label for label in labels if label.isdecimal()] == ["0", "1", "2"]


def test_a_gap_interrupts_the_line_and_is_no_zero():
    """A missing month leaves two strokes and no dot."""
    drawn = svg(trend("t", "投诉", "说明。", MONTHS[:5], [1, 2, None, 3, 4], name="投诉"))

    assert drawn.count('class="voc-line voc-s-main"') == 2
    assert drawn.count("<circle") == 4


def test_a_changed_definition_interrupts_the_line_and_is_named():
    """No line crosses a break; its words stand in the picture."""
    chart = trend("t", "投诉", "说明。", MONTHS[:4], [1, 2, 3, 4], name="投诉", marks=[Mark(2, "口径调整", "break")])

    assert svg(chart).count('class="voc-line voc-s-main"') == 2
    assert "口径调整" in texts(chart)
    assert 'class="voc-mark voc-mark--break"' in svg(chart)


def test_every_bar_prints_count_and_share():
    """Counts are always shown beside shares."""
    words = texts(ranking("b", "业务", "说明。", [("信用卡", 18), ("贷款", 1)], shares=[0.82, 0.04]))

    assert words == ["信用卡", "18 件82%", "贷款", "1 件4%"]


def test_the_last_point_and_signals_print_their_values():
    """A reader sees the newest number and the alarming ones without hovering."""
    words = texts(CHARTS["limits and marks"])

    assert "6 件" in words
    assert "21" in words
    assert {"上限 17.4", "均值 8.7"} <= set(words)
    assert svg(CHARTS["limits and marks"]).count("voc-ring voc-s-alarm") == 1


def test_months_are_thinned_and_carry_the_year_at_the_first_and_january():
    """Years are read once; months keep their Chinese names."""
    words = texts(one_series("columns", MONTHS[:9], COUNTS[:9]))

    assert [word for word in words if word.endswith("年")] == ["2021年", "2022年"]
    assert [word for word in words if word.endswith("月")] == [
        "7月",
        "8月",
        "9月",
        "10月",
        "11月",
        "12月",
        "1月",
        "2月",
        "3月",
    ]


def test_long_names_are_shortened_and_told_in_full():
    """What is cut ends in an ellipsis and stands in the tooltip."""
    drawn = svg(CHARTS["bars"])

    assert "…<title>" + LONG + "</title>" in drawn


def test_hostile_words_are_shown_as_typed():
    """Names can hold anything; none of it becomes markup."""
    nasty = "<script>\"'&{{x}}"
    charts = [
        Chart(
            "c",
            "line",
            nasty,
            nasty,
            nasty,
            (nasty, "b"),
            (Series(nasty, (1, 2)), Series("b", (1, 2))),
            marks=(Mark(0, nasty),),
        ),
        one_series("bars", (nasty,), (1,)),
        one_series("pareto", (nasty,), (1,)),
        one_series("heat", (nasty,), (1,)),
        one_series("columns", (nasty,), (1,)),
    ]
    for chart in charts:
        assert "<script" not in svg(chart)
        assert nasty in unescape("".join(parse(chart).itertext()))


@pytest.mark.parametrize("kind", ["line", "columns", "bars", "pareto", "heat"])
def test_nothing_to_draw_is_said_in_words(kind):
    """No months, only gaps and only zeros each get a sentence instead of an empty frame."""
    assert texts(one_series(kind, (), ())) == ["暂无数据"]
    assert texts(one_series(kind, ("甲",), (None,))) == ["暂无数据"]
    assert texts(one_series(kind, ("甲", "乙"), (0, 0))) == ["均为 0 件"]


def test_a_word_sized_line_is_drawn_for_any_data():
    """Constant, single and missing values do not divide by zero."""
    for values in ([0, 0], [3], [None], [], [5, 5, 5], [0.97, None]):
        labels = MONTHS[: len(values)]
        assert 'viewBox="0 0 120 28"' in svg(spark("s", "走势", "说明。", labels, values))


def test_shades_follow_one_scale_and_praise_has_its_own():
    """The darkest red is the peak; one ticket is never invisible; praise is not red; a gap is not a zero."""
    drawn = svg(heat((Series("投诉", (20, 1)), Series("意见", (10, None)), Series("表扬", (0, 1), "praise"))))

    assert re.findall(r'class="voc-cell ([\w-]+)"', drawn) == [
        "voc-h5",
        "voc-h1",
        "voc-h3",
        "voc-gap",
        "voc-p0",
        "voc-p5",
    ]


def test_a_given_peak_is_shared_by_all_columns():
    """Two tables with the same peak shade the same count alike."""
    chart = one_series("heat", ("甲",), (10,), peak=50.0)

    assert 'class="voc-cell voc-h1"' in svg(chart)
