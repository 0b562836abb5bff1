"""Descriptions of charts: what is refused, how numbers are printed, the table beside a picture."""

from __future__ import annotations

import pytest

from voc_build.pictures.charts import Chart, Mark, Series, number, ranking, table, trend


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (22, "件", "22"),
        (1204, "件", "1,204"),
        (3.45, "件", "3.5"),
        (0.8182, "%", "81.8%"),
        (1.0, "%", "100%"),
        (-0.01, "", "0"),
        (None, "%", "—"),
    ],
)
def test_numbers_are_printed_plainly(value, unit, printed):
    """Whole numbers have no decimals, shares are per cent, gaps are dashes."""
    assert number(value, unit) == printed


def test_the_table_repeats_the_numbers_and_the_marks():
    """Beside a trend stand its values with unit, gaps as dashes, and what happened."""
    chart = trend(
        "t",
        "投诉",
        "说明。",
        ["2022年4月", "2022年5月"],
        [22, None],
        name="投诉",
        marks=[Mark(1, "口径调整", "break")],
    )

    assert table(chart) == (
        ("月份", "投诉（件）", "说明"),
        (("2022年4月", "22", ""), ("2022年5月", "—", "口径调整")),
    )


def test_the_table_of_a_ranking_has_shares():
    """Counts and shares stand side by side."""
    chart = ranking("b", "业务", "说明。", [("信用卡", 18), ("贷款", 4)], shares=[0.82, 0.18])

    assert table(chart) == (("项目", "件数（件）", "占比"), (("信用卡", "18", "82%"), ("贷款", "4", "18%")))


def test_the_table_of_a_pareto_chart_has_running_shares():
    """The last running share is everything."""
    chart = Chart("p", "pareto", "原因", "说明。", "件", ("甲", "乙"), (Series("件数", (3, 1)),))

    assert table(chart) == (("项目", "件数（件）", "累计占比"), (("甲", "3", "75%"), ("乙", "1", "100%")))


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "第一图"},
        {"kind": "pie"},
        {"labels": ("甲",)},
        {"shares": (0.5,)},
        {"marks": (Mark(2, "晚"),)},
        {"kind": "bars", "series": (Series("a", (1, 2)), Series("b", (1, 2)))},
    ],
)
def test_a_description_that_does_not_fit_together_is_refused(wrong):
    """Mistakes of the program are found where the chart is described, not where it is drawn."""
    right = {
        "id": "c",
        "kind": "line",
        "title": "标题",
        "description": "说明。",
        "unit": "件",
        "labels": ("甲", "乙"),
        "series": (Series("a", (1, 2)),),
    }
    Chart(**right)

    with pytest.raises(ValueError):
        Chart(**{**right, **wrong})


def test_a_gap_is_none_and_never_nan():
    """A not-a-number that slipped out of a table would be drawn somewhere: it is refused."""
    with pytest.raises(ValueError):
        Series("a", (1.0, float("nan")))


def test_a_mark_that_is_a_number_in_the_picture_is_told_in_words_beside_it() -> None:
    """The table and the pointer get the meaning, the picture the sign it has room for."""
    marks = (Mark(1, "①", "event", "手机银行升级"),)
    chart = trend("t", "走势", "逐月件数。", ["2022年3月", "2022年4月"], [1, 2], name="投诉", marks=marks)

    _, rows = table(chart)
    assert rows[1][-1] == "手机银行升级"
