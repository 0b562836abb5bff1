"""An institution against itself: like with like across a merger, and its own numbers beside them."""

from __future__ import annotations

import pytest

from tests.pages.sound import faults, text_of
from voc_build.numbers.structure import THEN, TODAY
from voc_build.pages import institution
from voc_build.pages.institution_numbers import Structured
from voc_build.pages.publication import Publication
from voc_build.words.measures import COMPLAINTS

TICKETS = "issues/2023-06/tickets.yml"
MERGED = ("机构: 墨砚分行", "机构: 桑野分行")
"""The ticket of 墨砚分行 becomes one of 桑野分行, which went into 云溪分行 a month later."""


@pytest.fixture
def publication(read_in, swap) -> Publication:
    """The small archive with a ticket at the branch that was merged away."""
    return Publication(read_in(swap(TICKETS, *MERGED)).archive)


ISSUE = """
    期号: 2023-08
    统计月份: 2023-07
    刊名: 河源银行客户之声
    编发部门: 消费者权益保护部
    发布日期: 2023-08-12
    状态: 已发布
    数据口径: 工单
    """


def itself(publication, code):
    """An institution of the table."""
    return publication.once(Structured).of(publication.archive.taxonomy.by_code[code])


def body(publication, code):
    """Its page."""
    return next(page for page in institution.pages(publication) if page.url == f"institutions/{code}/").body


def test_what_was_merged_in_counts_before_the_merger_too(publication):
    """May has both branches' tickets on today's structure, one on that of the time; June is the same either way."""
    found = itself(publication, "yunxi")

    assert list(found.lines) == [TODAY, THEN]
    assert [found.column(COMPLAINTS, found.lines[way])[1:].tolist() for way in (TODAY, THEN)] == [[2, 0], [1, 0]]


def test_the_page_has_one_switch_for_both_structures(publication):
    """Two radio buttons, today's first; what was merged in is named."""
    found = body(publication, "yunxi")

    assert found.count('name="voc-structure"') == 2
    assert 'id="structure-today" checked' in found
    assert "按今天的机构：含2023年6月并入的桑野分行，前后可比。" in text_of(found)
    assert faults(found) == []


def test_a_sum_of_institutions_leads_to_the_table_that_has_them_row_by_row(publication):
    """No filter names two of them; what is one institution's leads to its tickets."""
    rows = {row[0]: row[2] for row in itself(publication, "yunxi").sides[0].months}

    assert rows["2023年5月"][0] == ("1", "@/issues/2023-06/#table")


def test_where_nothing_was_merged_there_is_no_switch(publication):
    """A rename is one institution all along; what was merged away ends where it ended."""
    assert [list(itself(publication, code).lines) for code in ("yanbei", "callcenter")] == [[TODAY]] * 2
    assert list(itself(publication, "sangye").lines) == [THEN]
    assert [row[0] for row in itself(publication, "sangye").sides[0].months] == ["2023年5月"]
    assert "voc-structures__today" not in body(publication, "callcenter")


def test_a_chart_ends_where_the_institution_did(read_in, swap):
    """No empty months after the merger."""
    later = swap("taxonomy/institutions.yml", "日期: 2023-06-01", "日期: 2023-06-30")
    printed = swap("issues/2023-05/figures.yml", "墨砚分行", "桑野分行")
    files = {**later, **printed, "issues/2023-08/issue.yml": ISSUE, "issues/2023-08/tickets.yml": "工单: []\n"}
    (side,) = itself(Publication(read_in(files).archive), "sangye").sides

    assert side.chart.labels[-1] == "2023年6月"


def test_a_merger_still_to_come_folds_nothing(read_in, swap):
    """The taxonomy may say it before the month in which it happens."""
    later = swap("taxonomy/institutions.yml", "日期: 2023-06-01", "日期: 2023-07-01")
    found = itself(Publication(read_in(later).archive), "yunxi")

    assert list(found.lines) == [TODAY]
