"""Reconciliation: what agrees, what does not, who explained it, and what an editor is told."""

from __future__ import annotations

import copy
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.numbers import bulletins as b
from voc_build.numbers.neighbours import neighbours_of
from voc_build.numbers.reconcile import (
    Coverage,
    adopted,
    coverage,
    problems,
    readings_of,
    reconcile,
    reconcile_archive,
)
from voc_build.words import measures as m
from voc_build.words.diagnostics import rule
from voc_build.words.taxonomy import Definition

PLAIN_ROWS = {"甲分行": (1, 2, 1, 1, 0), "乙分行": (0, 3, 0, 2, 4)}


def found(figures, kind=None, status=None, **more):
    """The findings of one issue, by kind and status."""
    findings = reconcile(b.issue(figures=figures, **more.pop("header", {})), more.pop("computed", {}), **more)
    return [one for one in findings if (kind is None or one.kind == kind) and (status is None or one.status == status)]


def codes(findings):
    """Rule codes with the path each stands at."""
    return [(code, path) for code, path, *_ in problems(findings)]


# -- the real issue ---------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def real():
    """The findings of issue 2022-05."""
    return reconcile(b.issue(figures=b.real_figures()), {})


def test_the_real_issue_has_four_explained_differences_and_no_problem(real):
    """Sentence and table differ in four measures, each with its entry, and nothing else is wrong."""
    explained = {one.measure.name: one.known for one in real if one.status == "explained"}

    assert list(explained) == [name for name, *_ in b.REAL_DIFFERENCES]
    assert all(entry is not None and entry.measure == name for name, entry in explained.items())
    assert list(problems(real)) == []


def test_all_five_columns_of_the_real_table_add_up(real):
    """Thirteen rows each."""
    rows = [one for one in real if one.kind == "rows"]

    assert [(one.measure.name, one.status) for one in rows] == [(name, "agrees") for name in b.COLUMNS]
    assert [one.readings[0].value for one in rows] == [21, 1, 5, 7, 10]


def test_the_real_changes_lead_back_to_78_37_and_23(real):
    """Nobody else is there to confirm them: they are implied."""
    growths = [one for one in real if one.kind == "growth"]

    assert [(one.measure.code, one.status) for one in growths] == [
        ("complaints", "implied"),
        ("supervisor", "implied"),
        ("valid", "implied"),
    ]
    assert [title in one.title for title, one in zip(("78 件", "37 件", "23 件"), growths, strict=True)] == [True] * 3


def test_the_real_fall_fits_7_and_not_21(real):
    """The table's 监管转办投诉 would have needed more than there were tickets in the month before."""
    difference = next(one for one in real if one.kind == "sources" and one.measure is m.SUPERVISOR)

    assert "正文的 7 件倒推上月为 37 件" in difference.detail
    assert "机构表的 21 件倒推上月为 111 件，多于上月消费投诉类工单的 78 件，不成立" in difference.detail


def test_the_rest_of_the_real_month_before_is_implied(real):
    """78 less 37 leaves 41 for the two measures whose change was not printed."""
    parts = next(one for one in real if one.kind == "growth-parts")

    assert parts.status == "implied" and "共 41 件" in parts.title


def test_both_definitions_of_22_are_reported(real):
    """7 + 6 + 9 by the sentence, 21 + 1 by the table."""
    sums = [one for one in real if one.kind == "definition"]

    assert [(one.status, one.title) for one in sums] == [
        ("agrees", "正文：7、6、9 相加为 22 件，意见计入"),
        ("implied", "机构表：21、1 相加为 22 件，意见不计入"),
    ]


def test_the_real_pie_has_one_reading(real):
    """1, 1, 18, 1, 1 by largest remainder, ties to the later; the table's 27 would not print so."""
    (shares,) = [one for one in real if one.kind == "shares"]

    assert shares.status == "agrees"
    assert "只有一组件数能印出这些占比：1、1、18、1、1（最大余数法" in shares.detail
    assert "机构表三项相加的 27 件，则印不出" in shares.detail


def test_valid_complaints_of_the_real_issue_agree(real):
    """7 in the sentence, 7 in the table, and in no row more than were received."""
    (valid,) = [one for one in real if one.kind == "sources" and one.measure is m.VALID]

    assert (valid.status, [reading.value for reading in valid.readings]) == ("agrees", [7, 7])
    assert [one.status for one in real if one.kind == "bound"] == ["agrees"]


def test_how_much_of_the_real_issue_is_checked(real):
    """7 sentence figures, 3 changes, 70 cells, 5 shares; a single issue confirms none from outside.

    Not checked: 办结率 and the three changes.
    """
    assert coverage(real) == Coverage(printed=85, checked=81, confirmed=0, explained=8, differing=0)


def test_the_real_series_has_gaps_where_neither_number_is_adopted():
    """都不用 is a gap; what agrees or stands alone is used."""
    issue = b.issue(figures=b.real_figures())
    readings = readings_of(issue, {})

    assert {measure.code: adopted(issue, measure, readings) for measure in m.COUNTS} == {
        "complaints": 22,
        "supervisor": None,
        "voice": None,
        "opinions": None,
        "valid": 7,
        "praise": None,
    }


# -- differences and entries --------------------------------------------------------------------------
def test_a_difference_without_an_entry_is_an_error_where_it_stands():
    """The help holds the entry to complete."""
    figures = b.real_figures()
    figures["已知差异"] = figures["已知差异"][1:]

    (problem,) = problems(found(figures))

    code, path, file, message, help = problem
    assert (code, path, file) == ("VOC503", ("正文", "监管转办投诉", "件数"), "figures.yml")
    assert message.startswith("监管转办投诉：正文 7 件，机构表 21 件。")
    assert "{指标: 监管转办投诉, 正文: 7, 机构表: 21, 采用: …, 说明: …}" in help
    assert rule(code).severity == "error"


@pytest.mark.parametrize(
    "entry",
    [
        b.known("监管转办投诉", 正文=7, 机构表=20),
        b.known("监管转办投诉", 正文=7),
        b.known("监管转办投诉", 正文=7, 机构表=21, 工单=7),
        b.known("监管转办投诉", 正文=7, 机构表=21, 各行之和=20),
        b.known("监管转办投诉", "工单", 正文=7, 机构表=21),
        b.known("监管转办投诉", 正文=7, 机构表=21, 机构="沈阳分行"),
    ],
)
def test_an_entry_that_does_not_name_what_stands_is_stale(entry):
    """A wrong value, one missing, one too many, an adopted source without a value, another scope."""
    figures = b.real_figures()
    figures["已知差异"][0] = entry

    assert codes(found(figures)) == [
        ("VOC503", ("正文", "监管转办投诉", "件数")),
        ("VOC504", ("已知差异", 0)),
    ]


def test_an_entry_for_what_agrees_is_stale():
    """Even when its values are right."""
    figures = b.real_figures()
    figures["已知差异"].append(b.known("有效投诉", "正文", 正文=7, 机构表=7))

    assert codes(found(figures)) == [("VOC504", ("已知差异", 4))]


def test_the_same_entry_twice_is_one_too_many():
    """One of them explains nothing."""
    figures = b.real_figures()
    figures["已知差异"].append(copy.deepcopy(figures["已知差异"][0]))

    assert [code for code, _ in codes(found(figures))] == ["VOC504"]


def test_the_adopted_source_is_the_one_in_series():
    """And none while the entry is stale."""
    figures = b.stated("有效投诉", 件数=9) | {"机构表": b.table({"甲分行": (9, 9, 9, 7, 0)}, (9, 9, 9, 7, 0))}
    right = b.issue(figures=figures | {"已知差异": [b.known("有效投诉", "机构表", 正文=9, 机构表=7)]})
    stale = b.issue(figures=figures | {"已知差异": [b.known("有效投诉", "机构表", 正文=8, 机构表=7)]})

    assert adopted(right, m.VALID, readings_of(right, {})) == 7
    assert adopted(stale, m.VALID, readings_of(stale, {})) is None


def test_rows_that_miss_their_total_are_reported_with_both():
    """4 + 3 rows are not 8; with an entry that names the sum of the rows they may stay."""
    figures = {"机构表": b.table(PLAIN_ROWS, (1, 5, 1, 4, 4))}

    assert codes(found(figures)) == [("VOC501", ("机构表", "合计", "有效投诉"))]
    figures["已知差异"] = [b.known("有效投诉", "机构表", 机构表=4, 各行之和=3)]
    assert codes(found(figures)) == []
    assert [one.kind for one in found(figures, status="explained")] == ["rows"]


def test_a_column_that_skips_a_row_is_not_added_up():
    """What was not printed is not zero."""
    figures = {"机构表": b.table(PLAIN_ROWS, (1, 5, 1, 3, 4))}
    del figures["机构表"]["行"][1]["表扬"]

    (praise,) = [one for one in found(figures, "rows") if one.measure is m.PRAISE]
    assert praise.status == "unmatched" and codes(found(figures)) == []


def test_more_valid_than_received_is_impossible():
    """In a row, and explained by an entry for that institution."""
    rows = {"甲分行": (0, 1, 0, 2, 0), "乙分行": (1, 0, 0, 0, 0)}
    figures = {"机构表": b.table(rows, (1, 1, 0, 2, 0))}

    assert codes(found(figures)) == [("VOC503", ("机构表", "行", 0, "有效投诉"))]
    figures["已知差异"] = [b.known("有效投诉", "机构表", 机构="甲分行", 机构表=2)]
    assert codes(found(figures)) == []


def test_parts_that_add_to_no_total_are_a_contradiction():
    """Neither all three nor the two without 意见."""
    sentence = {"消费投诉类工单": 23, "监管转办投诉": 7, "客户之声投诉": 6, "客户之声意见": 9}
    figures = {"正文": {name: {"件数": count} for name, count in sentence.items()}}

    assert codes(found(figures)) == [("VOC503", ("正文", "消费投诉类工单", "件数"))]
    figures["已知差异"] = [b.known("消费投诉类工单", "正文", 正文=23)]
    assert codes(found(figures)) == []


# -- shares -------------------------------------------------------------------------------------------
def test_shares_that_no_counts_print():
    """One of 22 is 4.5 %: never 3 %; what is not 100 % in all is said."""
    figures = b.stated(件数=22) | {"业务占比": b.pie(贷款业务="3", 信用卡业务="98")}

    (problem,) = problems(found(figures))

    assert problem[:2] == ("VOC502", ("业务占比", "分项"))
    assert "各项相加为 101%" in problem[3]


def test_shares_rounded_one_by_one_may_add_to_102():
    """5/5/82/5/5 of 22 is what a spreadsheet prints: odd, but possible, and said."""
    slices = b.pie(贷款业务="5", 借记卡业务="5", 信用卡业务="82", 银行代理业务="5", 其他业务="5")

    (shares,) = found(b.stated(件数=22) | {"业务占比": slices}, "shares")

    assert shares.status == "agrees" and "各项相加为 102%" in shares.detail


def test_shares_of_nothing_are_all_zero():
    """A month without tickets may still print its pie; any share of nothing is impossible."""
    none = b.stated(件数=0)

    assert codes(found(none | {"业务占比": b.pie(贷款业务="0", 信用卡业务="0")})) == []
    assert [code for code, _ in codes(found(none | {"业务占比": b.pie(贷款业务="100")}))] == ["VOC502"]


def test_shares_without_a_total_name_the_totals_that_would_fit():
    """22 is the first."""
    slices = b.real_figures()["业务占比"]

    (shares,) = found({"业务占比": slices}, "shares")
    assert shares.status == "implied" and "22、44、45" in shares.detail


def test_shares_against_tickets():
    """Tickets by business type print the pie, the rest in 其他业务; otherwise they contradict it."""
    figures = b.stated(件数=22) | {"业务占比": b.real_figures()["业务占比"]}
    right = {"贷款业务": 1, "借记卡业务": 1, "信用卡业务": 18, "银行代理业务": 1, "外汇业务": 1}

    statuses = [one.status for one in found(figures, "shares", business=right)]
    assert statuses == ["agrees", "agrees"]
    wrong = right | {"贷款业务": 2, "信用卡业务": 17}
    assert [one.status for one in found(figures, "shares", business=wrong)] == ["differs", "agrees"]


# -- tickets ------------------------------------------------------------------------------------------
def tickets_of(rows):
    """Counts as tickets would give them, by (code, institution), the bank's added up."""
    columns = [m.BY_NAME[name] for name in b.COLUMNS]
    computed = {}
    for name, row in rows.items():
        for measure, value in zip(columns, row, strict=True):
            computed[measure.code, name] = value
            computed[measure.code, ""] = computed.get((measure.code, ""), 0) + value
    computed["complaints", ""] = sum(computed[part.code, ""] for part in m.PARTS)
    return computed


def test_tickets_confirm_what_was_printed():
    """Sentence, totals and every cell; the rate as well, to its two decimals."""
    figures = {
        "正文": {"消费投诉类工单": {"件数": 7}, "办结率": "66.67"},
        "机构表": b.table(PLAIN_ROWS, (1, 5, 1, 3, 4)),
    }
    computed = tickets_of(PLAIN_ROWS) | {("closure", ""): Fraction(2, 3)}

    findings = found(figures, computed=computed)

    assert codes(findings) == []
    assert coverage(findings) == Coverage(printed=17, checked=17, confirmed=17, explained=0, differing=0)


def test_a_rate_that_tickets_contradict_is_told_and_stops_nothing():
    """It was compared, so it is no number without anything to compare with; a warning, for nothing can explain it."""
    figures = {"正文": {"消费投诉类工单": {"件数": 7}, "办结率": "70"}}
    findings = found(figures, computed=tickets_of(PLAIN_ROWS) | {("closure", ""): Fraction(2, 3)})

    (rate,) = [one for one in findings if one.kind == "rate"]
    assert (rate.status, rate.title) == ("differs", "办结率 70%，工单统计为 66.67%")
    assert codes(findings) == [("VOC505", ("正文", "办结率"))]


def test_a_cell_that_tickets_contradict_stands_alone():
    """The bank's total differs too; each can be explained for itself."""
    computed = tickets_of(PLAIN_ROWS | {"乙分行": (0, 3, 0, 2, 5)})
    figures = {"机构表": b.table(PLAIN_ROWS, (1, 5, 1, 3, 4))}

    assert codes(found(figures, computed=computed)) == [
        ("VOC503", ("机构表", "合计", "表扬")),
        ("VOC503", ("机构表", "行", 1, "表扬")),
    ]
    figures["已知差异"] = [
        b.known("表扬", "工单", 机构表=4, 工单=5),
        b.known("表扬", "工单", 机构="乙分行", 机构表=4, 工单=5),
    ]
    assert codes(found(figures, computed=computed)) == []


def test_tickets_of_an_institution_without_a_row_are_named():
    """They cannot be in the total."""
    computed = tickets_of(PLAIN_ROWS | {"丙分行": (0, 0, 0, 0, 1)})
    figures = {"机构表": b.table(PLAIN_ROWS, (1, 5, 1, 3, 4))}

    cells = found(figures, "institution", "differs", computed=computed)
    assert [(one.scope, one.measure.name) for one in cells] == [("丙分行", "表扬")]


# -- other issues -------------------------------------------------------------------------------------
def among(issue, *others, definitions=()):
    """The findings of one issue among others."""
    everything = b.archive(issue, *others, definitions=definitions)
    return reconcile_archive(everything, {})[issue.period]


NOW = b.issue("2022-05", b.stated(件数=22, 环比="-71.79"))


def growth(findings):
    """The one finding about a printed 环比."""
    (one,) = [one for one in findings if one.kind == "growth"]
    return one


def test_the_previous_issue_confirms_a_change():
    """78 it said."""
    one = growth(among(NOW, b.issue("2022-04", b.stated(件数=78))))

    assert (one.status, one.witness) == ("agrees", "2022年第4期")


def test_the_previous_issue_contradicts_a_change():
    """A warning: either issue may be the wrong one."""
    findings = among(NOW, b.issue("2022-04", b.stated(件数=75)))

    assert growth(findings).status == "differs"
    assert [code for code, _ in codes(findings)] == ["VOC505"]
    assert rule("VOC505").severity == "warning"


def test_an_invented_issue_never_confirms_a_real_one():
    """Nor contradicts it."""
    assert growth(among(NOW, b.issue("2022-04", b.stated(件数=78), 演示="是"))).status == "implied"
    assert growth(among(NOW, b.issue("2022-04", b.stated(件数=75), 演示="是"))).status == "implied"


def test_no_comparison_across_a_break_of_definition():
    """The month before counted something else."""
    row = {"代码": "complaints", "名称": "消费投诉类工单", "方向": "降", "口径": "另一口径"}
    definitions = tuple(
        Definition.model_validate(row | {"起": since, "间断": breaks})
        for since, breaks in (("2021-01", "否"), ("2022-04", "是"))
    )
    one = growth(among(NOW, b.issue("2022-04", b.stated(件数=75)), definitions=definitions))

    assert one.status == "implied" and "口径不同" in one.detail


def test_a_later_issue_confirms_this_one():
    """374 down 16.3 % and, a year after, 509 up 13.9 % both give 447 for the month between."""
    between = b.issue("2021-10", b.stated(件数=447))
    following = b.issue("2021-11", b.stated(件数=374, 环比="-16.3"))
    year_after = b.issue("2022-10", b.stated(件数=509, 同比="13.9"))

    findings = among(between, following, year_after)

    assert [(one.status, one.witness) for one in findings if one.kind == "growth-back"] == [
        ("agrees", "2021年第11期"),
        ("agrees", "2022年第10期"),
    ]
    assert coverage(findings).confirmed == 1


def test_a_change_that_leads_to_no_integer_is_a_warning():
    """22 after any count is never down 71.80 %."""
    findings = found(b.stated(件数=22, 环比="-71.80"))

    assert codes(findings) == [("VOC505", ("正文", "消费投诉类工单", "环比"))]
    explained = b.stated(件数=22, 环比="-71.80") | {"已知差异": [b.known("消费投诉类工单", "正文", 正文=22)]}
    assert codes(found(explained)) == []


def test_a_fall_to_none_stays_open():
    """At least one, no more is known."""
    assert "至少 1 件" in growth(found(b.stated(件数=0, 环比="-100"))).title


@pytest.mark.parametrize(("total", "status"), [(30, "agrees"), (31, "differs"), (9, "impossible")])
def test_year_to_date_is_the_sum_of_its_months(total, status):
    """8 in January, 12 in February, 10 in March."""
    months = [b.issue("2022-02", b.stated(件数=8)), b.issue("2022-03", b.stated(件数=12))]

    findings = among(b.issue("2022-04", b.stated(件数=10, 累计=total)), *months)

    assert [one.status for one in findings if one.kind == "year-to-date"] == [status]


def test_year_to_date_with_a_month_missing():
    """The months at hand are a lower bound; the previous 累计 is as good as its months."""
    january = b.issue("2022-02", b.stated(件数=8))
    march = b.issue("2022-04", b.stated(件数=10, 累计=30))

    def status(*others, issue=march):
        return [one.status for one in among(issue, *others) if one.kind == "year-to-date"]

    assert status(january) == ["implied"]
    assert status(january, issue=b.issue("2022-04", b.stated(件数=10, 累计=17))) == ["differs"]
    assert status(b.issue("2022-03", b.stated(件数=12, 累计=20))) == ["agrees"]
    assert status(b.issue("2022-03", b.stated(件数=12, 累计=21))) == ["differs"]


def test_year_to_date_of_january_is_january():
    """Nothing from outside confirms it."""
    (one,) = [one for one in among(b.issue("2022-02", b.stated(件数=8, 累计=8))) if one.kind == "year-to-date"]

    assert (one.status, one.witness) == ("agrees", "")


def test_neighbours_are_found_by_the_months_counted():
    """An issue may count any earlier month: its 期号 decides nothing."""
    late = b.issue("2022-07", b.stated(件数=78), 统计月份="2022-03")
    everything = b.archive(NOW, late)
    readings = {one.period: readings_of(one, {}) for one in everything.issues}

    neighbours = neighbours_of(NOW, everything, readings)
    assert neighbours.previous is not None and neighbours.previous.issue is late
    assert neighbours.following is None and [one.issue for one in neighbours.year] == [late]


def test_nothing_printed_nothing_found():
    """An issue with neither figures nor prose."""
    assert found(None) == []


# -- properties ---------------------------------------------------------------------------------------
ROW = st.tuples(*[st.integers(0, 40)] * 3).flatmap(
    lambda parts: st.tuples(*map(st.just, parts), st.integers(0, sum(parts)), st.integers(0, 40))
)


@given(st.lists(ROW, min_size=1, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_an_honest_bulletin_has_no_problem_in_any_order_of_its_rows(rows, shuffle):
    """Totals, sentence and tickets of the same rows agree; every printed number is confirmed."""
    named = [(f"第{number}分行", row) for number, row in enumerate(rows)]
    total = tuple(sum(column) for column in zip(*rows, strict=True))
    sentence = {name: {"件数": value} for name, value in zip(b.COLUMNS, total, strict=True)}
    shuffle.shuffle(named)
    findings = found(
        {
            "正文": sentence | {"消费投诉类工单": {"件数": sum(total[:3])}},
            "机构表": b.table(dict(named), total),
        },
        computed=tickets_of(dict(named)),
    )

    assert list(problems(findings)) == []
    covered = coverage(findings)
    assert covered.printed == covered.confirmed == covered.checked


@given(st.integers(0, 2**16))
@settings(max_examples=40, deadline=None)
def test_one_changed_number_never_passes(seed):
    """Any cell, total or sentence figure of an honest bulletin, changed by one, stops the build."""
    chance = random.Random(seed)
    rows = {f"第{number}分行": tuple(chance.randint(0, 9) for _ in b.COLUMNS) for number in range(4)}
    rows = {name: (*row[:3], min(row[3], sum(row[:3])), row[4]) for name, row in rows.items()}
    total = tuple(sum(column) for column in zip(*rows.values(), strict=True))
    figures = {
        "正文": {name: {"件数": value} for name, value in zip(b.COLUMNS, total, strict=True)},
        "机构表": b.table(rows, total),
    }
    column = chance.choice(b.COLUMNS)
    place = chance.choice([figures["正文"][column], figures["机构表"]["合计"], figures["机构表"]["行"][2]])
    key = "件数" if "件数" in place else column
    place[key] += 1

    assert any(rule(code).severity == "error" for code, *_ in problems(found(figures)))
