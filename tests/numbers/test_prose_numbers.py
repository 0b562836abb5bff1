"""Numbers in the prose: each one is a figure, or is named as none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.numbers import bulletins as b
from voc_build.numbers.mentions import mentions_in
from voc_build.numbers.reconcile import problems, reconcile, reconcile_archive

OVERVIEW = """2022 年 4 月，全行收到消费投诉类工单 22 件，比上月减少 71.79%。\
其中，监管转办投诉 7 件，减少 81.08%；客户之声投诉 6 件，客户之声意见 9 件。\
有效投诉 7 件，减少 69.57%。收到表扬 9 件。

工单办结率 100%。"""


def prose(overview, figures=None, computed=None, takeaways=(), **more):
    """What is found of each number in a text."""
    header = {"总体情况": overview} if overview else {}
    issue = b.issue(figures=b.real_figures() if figures is None else figures, **header, 要点=list(takeaways))
    return [one for one in reconcile(issue, computed or {}, **more) if one.kind == "prose"]


def statuses(*args, **more):
    """The number as shown in each title, and its status."""
    return [(one.title.split("”")[0].split("“")[1], one.status) for one in prose(*args, **more)]


def test_every_number_of_a_real_overview_is_a_figure():
    """The month, six counts, three changes and a rate."""
    found = prose(OVERVIEW)

    assert [one.status for one in found] == ["agrees"] * 11
    assert {one.path for one in found} == {("总体情况",)} and {one.file for one in found} == {"issue.yml"}


def test_takeaways_are_read_too():
    """A share of the pie, and how many differences there are, in a Chinese numeral."""
    takeaways = ["信用卡业务占消费投诉类工单的 82%", "正文与机构表有四项数字不一致", "信用卡业务 18 件"]

    found = prose("", takeaways=takeaways)
    assert [(one.path, one.status) for one in found] == [(("要点", index), "agrees") for index in range(3)]


@pytest.mark.parametrize(
    "text",
    [
        "消费投诉类工单 23 件。",
        "收到 23 件消费投诉类工单。",
        "沈阳分行监管转办投诉 5 件。",
        "消费投诉类工单 22 件，比上月减少 71.97%。",
        "消费投诉类工单 22 件，比上月增加 71.79%。",
        "办结率 99%。",
        "信用卡业务占消费投诉类工单的 28%。",
    ],
)
def test_a_number_beside_its_measure_that_is_no_figure_is_a_contradiction(text):
    """Reported in issue.yml, where the text stands."""
    found = [one for one in prose(text) if one.status == "differs"]

    ((code, path, file, *_),) = problems(found)
    assert (code, path, file) == ("VOC503", ("总体情况",), "issue.yml")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("监管转办投诉中有 3 件涉及信用卡业务。", "3件"),
        ("去年监管转办投诉 80 件。", "80件"),
        ("3 月监管转办投诉 80 件。", "80件"),
        ("上月受理消费投诉类工单 78 件，其中客户之声投诉 30 件。", "30件"),
        ("另有 76 件由系统故障引起。", "76件"),
        ("安排 15 天。", "15天"),
        ("信用卡业务 13 件。", "13件"),
        ("客服热线分 3 次回访，提高 2 个百分点。", "2个百分点"),
        ("三件表扬来自同一网点。", "三件"),
    ],
)
def test_what_may_mean_something_else_is_named_and_not_called_wrong(text, number):
    """A part, another time, no measure, no figure at all."""
    assert (number, "unmatched") in statuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "客户之声投诉 6 件，意见工单 9 件。",
        "消费投诉类工单由上月的 78 件降至 22 件。",
        "消费投诉类工单 22 件，比上月减少 56 件。",
        "监管转办投诉 21 件，其中沈阳分行 6 件、大连分行 1 件。",
        "消费投诉类工单２２件，比上月减少７１．７９％。",
        "全行二十二件消费投诉类工单。",
        "2022年第5期统计4月份。",
    ],
)
def test_turns_of_phrase_that_are_understood(text):
    """The month before by its implied count, a fall in pieces, institutions, other ways to write numbers."""
    assert "differs" not in {status for _, status in statuses(text)}
    assert {number: status for number, status in statuses(text) if "件" in number or "%" in number} == {
        number: "agrees" for number, _ in statuses(text) if "件" in number or "%" in number
    }


def test_prose_of_a_month_with_tickets_is_held_against_them():
    """No figures.yml at all: tickets are the witness."""
    computed = {("complaints", ""): 40, ("supervisor", ""): 12}
    issue = b.issue(总体情况="消费投诉类工单 40 件，监管转办投诉 13 件。")

    found = [one for one in reconcile(issue, computed) if one.kind == "prose"]
    assert [(one.status, one.witness) for one in found] == [("agrees", "工单"), ("differs", "")]


def test_a_change_nobody_printed_is_worked_out_from_the_issue_before():
    """40 after 50 is down 20 %."""
    before = b.issue("2022-04", b.stated(件数=50))
    now = b.issue("2022-05", b.stated(件数=40), 要点=["消费投诉类工单 40 件，环比下降 20%"])
    wrong = b.issue("2022-05", b.stated(件数=40), 要点=["消费投诉类工单 40 件，环比下降 25%"])

    def last(issue):
        return reconcile_archive(b.archive(before, issue), {})[issue.period][-1].status

    assert (last(now), last(wrong)) == ("agrees", "differs")


def test_an_explained_difference_covers_prose_that_repeats_one_side():
    """The overview may say what the table says."""
    assert statuses("监管转办投诉 21 件。") == [("21件", "agrees")]


def test_numbers_are_read_with_their_signs_and_separators():
    """Thousands, a minus sign, a telephone number that is none."""
    found = mentions_in("客户之声意见 1,234 件，环比 -5.5%；电话 400-83-96666。P1 第 2 段")

    assert [(one.role, one.value) for one in found[:2]] == [
        ("count", Decimal(1234)),
        ("growth", Decimal("-5.5")),
    ]
    assert "96666" not in {one.text for one in found}


def test_a_very_long_line_of_numbers_is_read_in_time():
    """No stop in it at all: what stands far before a number is not its sentence."""
    assert len(mentions_in("监管转办投诉 7 件，" * 5_000)) == 5_000
