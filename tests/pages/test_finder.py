"""The finder's page and data: everything of every case in its shard, lists that point to one another."""

from __future__ import annotations

import json

import pytest

from voc_build.pages import finder
from voc_build.pages.publication import Publication

CASE = {
    "issues/2023-06/cases/02.yml": """
        标题: 窗口只开一个
        类型: 意见
        机构: 墨砚分行
        支行: 河湾支行
        业务: 贷款业务
        原因: 管理制度、业务规则与流程
        客户群体: [老年客户]
        标签: [排队]
        经过: |
          等了一
          上午。

          没人解释。
        启示: 多开窗口。
        建议:
          - {编号: R1, 对象: 客服中心, 内容: 加派人手。}
        """,
    "issues/2023-07/followups.yml": """
        跟踪:
          - {针对: 2023-06/02/R1, 日期: 2023-07-01, 状态: 已完成, 说明: 人手已经加派。}
        """,
}


@pytest.fixture
def publication(read_in):
    """The small archive with a second case and a follow-up."""
    return Publication(read_in(CASE).archive)


def _said(download) -> tuple[str, object]:
    name, _, value = download.make().decode().rstrip().removesuffix(");").partition("(")
    return name, json.loads(value)


def test_the_page_stands_at_its_address_and_tells_how_much_it_searches(publication):
    """One page; without JavaScript it says where to go instead."""
    (page,) = finder.pages(publication)

    assert (page.url, page.title) == ("finder/", "案例检索")
    assert "全部 2 个案例和 3 期" in page.body
    assert "cases/" in {link for link in page.links}
    assert "<noscript>" in page.body


def test_data_are_calls_of_classic_scripts(publication):
    """A page opened from a folder may fetch nothing: head, near and a shard a year call functions."""
    assert {one.url: _said(one)[0] for one in finder.downloads(publication)} == {
        "finder/head.js": "vocFinder.head",
        "finder/near.js": "vocFinder.near",
        "finder/shard-2023.js": "vocFinder.shard",
    }


def test_a_row_points_into_its_axes(publication):
    """Institutions by code whatever they were called then, with every name they had; classes by position."""
    head = finder.head(publication)
    row = next(one for one in head["rows"] if one[0] == "2023-06-02")
    _, title, kind, institution, business, cause, groups, tags, branch = row

    assert (title, list(tags), branch) == ("窗口只开一个", ["排队"], "河湾支行")
    assert head["kind"][kind] == ["opinion", "意见"]
    assert head["institution"][institution] == ["yanbei", "砚北分行", ["墨砚分行", "砚北分行"]]
    assert head["business"][business][1] == "贷款业务"
    assert head["cause"][cause][1] == "管理制度、业务规则与流程"
    assert [head["group"][one][1] for one in groups] == ["老年客户"]


def test_a_shard_holds_a_text_for_every_row_of_its_year(publication):
    """Issues before their cases, in the order of the rows."""
    rows = [row[0] for row in finder.head(publication)["rows"]]
    texts = finder.texts(publication, list(publication.archive.issues))

    assert rows == ["2023-05", "2023-06", "2023-06-01", "2023-06-02", "2023-07"]
    assert len(texts) == len(rows)


def test_the_whole_of_a_case_is_in_its_text(publication):
    """Story, lesson, advice with its addressee, what became of it; a broken line reads on."""
    text = finder.texts(publication, list(publication.archive.issues))[3]

    assert text == "等了一上午。没人解释。多开窗口。客服中心：加派人手。人手已经加派。"


def test_readings_cover_what_can_be_spelt(publication):
    """Every character of titles, tags and names has its readings, several where it has several."""
    near = finder.nearby(publication)

    assert near["readings"]["行"].split()[0] in ("xing", "hang")
    assert {"hang", "xing"} <= set(near["readings"]["行"].split())
    assert {"窗", "排", "云", "溪"} <= near["readings"].keys()


def test_a_shard_changes_when_a_later_year_notes_something(read_in):
    """A follow-up is filed with a later issue but read on the page of its case."""
    keys = set()
    for note in ("人手已经加派。", "人手还没有加派。"):
        later = Publication(read_in({**CASE, **_later(note)}).archive)
        keys.add({one.url: one.key for one in finder.downloads(later)}["finder/shard-2023.js"])

    assert len(keys) == 2


def _later(note: str) -> dict[str, str]:
    return {
        "issues/2024-01/issue.yml": """
            期号: 2024-01
            统计月份: 2023-12
            刊名: 河源银行客户之声
            编发部门: 消费者权益保护部
            发布日期: 2024-01-12
            状态: 已发布
            数据口径: 工单
            """,
        "issues/2024-01/tickets.yml": "工单: []\n",
        "issues/2024-01/followups.yml": f"""
            跟踪:
              - {{针对: 2023-06/02/R1, 日期: 2024-01-05, 状态: 已完成, 说明: {note}}}
            """,
    }


def test_an_empty_archive_has_an_empty_finder(read_in):
    """Nothing to find is no error."""
    empty = Publication(read_in({path: None for path in _ISSUES}).archive)

    assert finder.head(empty)["rows"] == []
    assert "全部 0 个案例" in next(finder.pages(empty)).body


_ISSUES = (
    *(f"issues/2023-{month}/issue.yml" for month in ("05", "06", "07")),
    "issues/2023-05/figures.yml",
    "issues/2023-06/tickets.yml",
    "issues/2023-07/tickets.yml",
    "issues/2023-06/cases/01.yml",
    "issues/2023-07/followups.yml",
)
