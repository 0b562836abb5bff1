"""整改台账: overdue first, rates with their counts, did it help, and a bound on what one page lists."""

from __future__ import annotations

import pytest

from tests.pages.sound import faults, text_of
from tests.pages.test_trends import NONE
from voc_build.pages import ledger
from voc_build.pages.publication import Publication

PLAN = "issues/2023-06/issue.yml"
ADVICE = "issues/2023-06/cases/01.yml"


@pytest.fixture
def made(read_in):
    """The ledger's pages by address, for the small archive with some files replaced."""

    def pages(*changes):
        merged = {path: text for change in changes for path, text in change.items()}
        return {page.url: page.body for page in ledger.pages(Publication(read_in(merged).archive))}

    return pages


def test_the_pages_say_what_they_said(made, golden):
    """Every byte of a tiny archive's ledger."""
    found = made()

    golden("pages/ledger.html", found["ledger/"])
    golden("pages/ledger-year.html", found["ledger/2023/"])


def test_nothing_is_out_of_place(made):
    """No NaN, no id twice."""
    assert {url: faults(body) for url, body in made().items()} == {"ledger/": [], "ledger/2023/": []}


def test_nothing_asked_is_said_in_a_sentence(made):
    """One page, no year, no empty table."""
    found = made(NONE)

    assert list(found) == ["ledger/"]
    assert "还没有提出过建议" in text_of(found["ledger/"]) and faults(found["ledger/"]) == []


def test_what_is_overdue_says_by_how_many_days(made, swap):
    """Counted to the newest issue's release."""
    found = text_of(made(swap(PLAN, "责任机构: [客服中心]", "责任机构: [客服中心], 期限: 2023-07-02"))["ledger/"])

    assert "1 项未完成，1 项已逾期" in found
    assert "进行中，逾期 10 天" in found


def test_evidence_stands_beside_what_is_open(made):
    """The newest follow-ups with their dates."""
    assert "2023年7月2日 进行中 检查了一半。" in text_of(made()["ledger/"])


def test_small_bases_are_counts_and_not_percentages(made):
    """One of one is not a hundred per cent."""
    words = text_of(made()["ledger/"])

    assert "总行财富管理部 1 1 0 0 0 1/1" in words and "100%" not in words


def test_a_target_is_shown_before_and_after_or_why_not(made, swap):
    """The small archive has too few months."""
    aimed = swap(ADVICE, "内容: 补上培训。", "目标: {指标: 监管转办投诉, 机构: 云溪分行}, 内容: 补上培训。")
    words = text_of(made(aimed)["ledger/"])

    assert "云溪分行，监管转办投诉" in words
    assert "不足 3 个月，暂不比较" in words


def test_the_same_again_links_the_later_case(made, swap):
    """With its issue and title, on both pages."""
    caused = swap(ADVICE, "业务: 贷款业务", "业务: 贷款业务\n原因: 管理制度、业务规则与流程")
    later = """
        标题: 又一次
        类型: 投诉
        机构: 云溪分行
        业务: 贷款业务
        原因: 管理制度、业务规则与流程
        经过: 又来了。
        启示: 要改。
        """
    for body in made(caused, {"issues/2023-07/cases/01.yml": later, "issues/2023-07/followups.yml": None}).values():
        assert 'href="@/cases/2023-07-01/"' in body and "2023年第7期《又一次》" in body


def test_the_first_page_lists_no_more_than_its_bound(made, swap, monkeypatch):
    """The others stand on the page of their year, and the page says so."""
    monkeypatch.setattr(ledger, "OPEN_SHOWN", 2)
    items = "\n  - ".join(f"{{编号: P{at}, 标题: 事项, 责任机构: [客服中心], 内容: 做}}" for at in range(1, 8))
    old = "{编号: P1, 标题: 服务规范检查, 责任机构: [客服中心], 内容: 逐月检查。}"
    found = made(swap(PLAN, old, items))

    assert found["ledger/"].count('<li class="voc-entry') == 2
    assert "这里列出最急的 2 项" in text_of(found["ledger/"])
    assert found["ledger/2023/"].count('<tr id="2023-06-p') == 7


def test_what_an_editor_wrote_is_text_and_nothing_else(made, swap):
    """Owners and titles pass the gate."""
    found = made(swap(PLAN, "内容: 逐月检查。", "内容: '<b>*粗*</b> {{ x }}'"))

    assert "<b>" not in found["ledger/"] and "{{" not in found["ledger/"] and "*粗*" not in found["ledger/"]
