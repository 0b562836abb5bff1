"""The letters of cells and headings."""

from __future__ import annotations

import pytest

from voc_build.intake.importers.letters import clean, column_name, folded, heading, plain_heading
from voc_build.intake.importers.personal import is_personal


@pytest.mark.parametrize(
    ("text", "plain"),
    [("\u200b云溪\xa0 分行\r\n", "云溪 分行"), ("甲\t乙\x07", "甲 乙"), ("\u202e云\u202c溪", "云溪"), ("\u3000", "")],
)
def test_what_nobody_sees_is_taken_out(text: str, plain: str) -> None:
    """And blanks of every kind are one."""
    assert clean(text) == plain


def test_two_spellings_of_one_name_fold_alike() -> None:
    """Width, case and spaces do not tell names apart; Chinese characters stay themselves."""
    assert folded("ＡＴＭ （自助）") == folded("atm(自助)")
    assert folded("⼈民币") != folded("人民币")


@pytest.mark.parametrize("text", ["受理日期", "*受理日期", "受理\n日期：", "受理日期（年月日）", "＊受理日期 [必填]"])
def test_a_heading_is_its_words(text: str) -> None:
    """Without asterisks, colons, breaks and remarks."""
    assert plain_heading(text) == "受理日期"


def test_a_remark_alone_is_kept() -> None:
    """It is all there is."""
    assert plain_heading("（天）") == heading("（天）") == "(天)"


def test_columns_are_called_as_spreadsheets_call_them() -> None:
    """Z, then AA."""
    assert [column_name(index) for index in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


@pytest.mark.parametrize(
    "text", ["客户姓名", "联系 电话", "身份证号码", "卡号", "帐户", "家庭住址", "投诉内容", "E-Mail", "QQ"]
)
def test_personal_headings_are_known(text: str) -> None:
    """Names, ways to reach a person, accounts, free text."""
    assert is_personal(text)


@pytest.mark.parametrize("text", ["工单号", "处理状态", "是否留有电话", "电话渠道", "诉求类型", "回复时间", "网点数"])
def test_other_headings_are_not(text: str) -> None:
    """A day, a class or a number is nobody's."""
    assert not is_personal(text)
    assert is_personal(text, [text])
