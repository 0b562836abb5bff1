"""趋势: what is shown for many months, for one, for none; breaks, rebases and gaps in words; the switch."""

from __future__ import annotations

import re

import pytest

from tests.pages.sound import faults, text_of
from voc_build.numbers.statistics import statistics
from voc_build.pages import trends
from voc_build.pages.heat import Series, heat, legend, peak
from voc_build.pages.publication import Publication
from voc_build.words.measures import COMPLAINTS
from voc_build.words.month import Month

ONLY_ONE = {
    path: None
    for path in (
        "issues/2023-06/issue.yml",
        "issues/2023-06/tickets.yml",
        "issues/2023-06/cases/01.yml",
        "issues/2023-07/issue.yml",
        "issues/2023-07/tickets.yml",
        "issues/2023-07/followups.yml",
    )
}
NONE = {**ONLY_ONE, "issues/2023-05/issue.yml": None, "issues/2023-05/figures.yml": None}
BREAK = """
    指标:
      - {代码: valid, 名称: 有效投诉, 方向: 降, 起: 2023-01, 口径: 旧口径}
      - {代码: valid, 名称: 有效投诉, 方向: 降, 起: 2023-06, 口径: 认定成立的投诉与意见, 间断: 是}
    """
REBASE = """
    机构名称: 河源银行
    重设基线: [{指标: 消费投诉类工单, 起: 2023-06, 理由: 新系统上线, 决定人: 消保部}]
    """


@pytest.fixture
def page(read_in):
    """The page's body for the small archive with some files replaced."""

    def body(changes=None):
        (found,) = trends.pages(Publication(read_in(changes or {}).archive))
        return found.body

    return body


def test_the_page_says_what_it_said(page, golden):
    """Every byte of a tiny archive's page."""
    golden("pages/trends.html", page())


@pytest.mark.parametrize("changes", [{}, ONLY_ONE, NONE, {"taxonomy/measures.yml": BREAK}, {"archive.yml": REBASE}])
def test_nothing_is_out_of_place(page, changes):
    """No NaN, no id twice, no style in line, whatever the archive."""
    assert faults(page(changes)) == []


def test_a_single_month_says_why_there_is_no_trend(page):
    """A sentence and the numbers, no empty chart."""
    body = page(ONLY_ONE)

    assert "还画不出走势" in text_of(body)
    assert "<figure" not in body and "voc-chart--line" not in body


def test_without_any_issue_there_is_a_sentence(page):
    """Not a table without rows."""
    body = page(NONE)

    assert "还没有已发布的一期" in text_of(body) and "<table" not in body


def test_a_break_of_definition_refuses_comparisons_in_words(page):
    """June's 有效投诉 is not compared with May's, and the chart says from when."""
    words = text_of(page({"taxonomy/measures.yml": BREAK}))

    assert "2023年6月起口径改为“认定成立的投诉与意见”" in words
    assert "≠ 口径不同，不作比较" in words


def test_a_rebase_is_printed_with_its_reason_and_who_decided(page):
    """Dated, as it was recorded."""
    words = text_of(page({"archive.yml": REBASE}))

    assert "2023年6月起重设基线：新系统上线。决定人：消保部。" in words


def test_a_contradiction_shows_its_values_where_the_series_has_a_gap(page, swap):
    """Both values, and that neither is used."""
    changed = swap("issues/2023-05/figures.yml", "消费投诉类工单: {件数: 3}", "表扬: {件数: 7}")

    assert "2023年4月：原刊正文 7 件，机构表 1 件，都不采用，留空。" in text_of(page(changed))


def test_a_month_without_an_issue_is_a_gap_not_a_zero(page):
    """The column stays, without a link and without numbers."""
    without = {
        "issues/2023-06/issue.yml": None,
        "issues/2023-06/tickets.yml": None,
        "issues/2023-06/cases/01.yml": None,
    }
    body = page({**without, "issues/2023-07/followups.yml": None})

    assert "2023年5月没有刊物" in body
    assert faults(body) == []


def test_both_structures_stand_in_the_page_and_a_radio_button_chooses(page):
    """Without a script and without a server."""
    body = page()

    assert len(re.findall(r'<input class="voc-structures__\w+" type="radio" name="voc-structure"', body)) == 2
    then, today = body.split('voc-structure--then"')[1], body.split('voc-structure--today"')[1]
    assert "桑野分行" in then and "墨砚分行" in text_of(then)
    assert "含2023年6月并入的桑野分行" in text_of(today)


def test_an_archive_without_mergers_has_no_switch(page):
    """One table says it all."""
    plain = "机构:\n  - {代码: yunxi, 层级: 分行, 名称: [{名称: 云溪分行}]}\n"
    body = page({**NONE, "taxonomy/institutions.yml": plain, **_month()})

    assert "voc-structures__today" not in body and "云溪分行" in body


def test_cells_lead_to_the_tickets_they_count_or_to_the_print(page):
    """A 工单 month opens explore/, a 汇总 month the reconciliation of its issue; zeros lead nowhere."""
    body = page()

    assert 'href="@/explore/?from=2023-06&amp;to=2023-06&amp;business=loan">2</a>' in body
    assert 'href="@/reconcile/#2023-05">2</a>' in body
    assert ">0</a>" not in body


def test_the_numbers_are_those_of_the_statistics(read_in, page):
    """The newest month's complaints stand in the first table."""
    archive = read_in().archive
    value = statistics(archive).bank[COMPLAINTS.code][-1]

    assert re.search(rf"消费投诉类工单</a></th>.*?voc-judged__value\"><a href=[^>]*>{value:.0f}<", page(), re.DOTALL)


def test_shades_are_on_one_scale_and_the_legend_has_every_count():
    """The ranges follow each other without a hole, from 1 to the peak."""
    for highest in range(1, 60):
        ranges = [words.split("–") for words, _ in legend(highest)[1:]]
        counts = [count for low, *high in ranges for count in range(int(low), int((high or [low])[0]) + 1)]
        assert counts == list(range(1, highest + 1))


def test_months_come_in_blocks_with_the_newest_first(read_in):
    """25 months are a block of 24 and one of the one before."""
    publication = Publication(read_in().archive)
    span = [Month(2021, 1) + step for step in range(25)]
    row = Series("甲", None, tuple(float(step) for step in range(25)), (True,) * 25)

    found = heat(publication, span, [row], peak([row]))

    assert [cell for cell, _, _ in found.newest.rows[0].cells][:2] == ["1", "2"]
    assert [len(block.columns) for block in found.older] == [1]
    assert sum(months for _, months in found.newest.years) == 24


def test_the_page_does_not_grow_with_the_years(read_in):
    """Three tables at most; what is older has a sentence."""
    publication = Publication(read_in().archive)
    span = [Month(2001, 1) + step for step in range(200)]
    row = Series("甲", None, (1.0,) * 200, (True,) * 200)

    found = heat(publication, span, [row], 1.0)

    assert len(found.older) == 2
    assert found.since == "2011年9月"


def _month() -> dict[str, str]:
    """A single 工单 issue with two tickets of one institution."""
    return {
        "issues/2023-06/issue.yml": """
            期号: 2023-06
            统计月份: 2023-05
            刊名: 河源银行客户之声
            编发部门: 消费者权益保护部
            发布日期: 2023-06-12
            状态: 已发布
            数据口径: 工单
            """,
        "issues/2023-06/tickets.yml": (
            "工单:\n  - {编号: T-1, 受理日期: 2023-05-03, 来源: 监管转办, 类型: 投诉, 机构: 云溪分行, "
            "业务: 贷款业务, 有效: 否}\n"
        ),
    }
