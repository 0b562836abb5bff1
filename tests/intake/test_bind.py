"""Plain text into records, and what is said when it does not fit."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from voc_build.intake.bind import explain, nearest, suggestion
from voc_build.intake.source import values
from voc_build.words.model import Case, Figures, Header
from voc_build.words.record import Record

HEAD = "期号: 2023-06\n统计月份: 2023-05\n刊名: 甲\n编发部门: 乙\n状态: 草稿\n数据口径: 工单\n"


def said(model: type[Record], text: str) -> list[tuple[str, str, str]]:
    """`line:column code`, message and help of everything wrong with a text."""
    data = text.encode()
    with pytest.raises(ValidationError) as wrong:
        model.model_validate(values(data, "f.yml"))
    found = explain(wrong.value, model, data, "f.yml")
    return [(f"{one.place.line}:{one.place.column} {one.rule.code}", one.message, one.help) for one in found]


@pytest.mark.parametrize(
    ("model", "text", "expected"),
    [
        (Header, HEAD + "刊明: 甲\n", ("7:1 VOC101", "不认识的键“刊明”", "是不是“刊名”？")),
        (Header, HEAD.replace("刊名: 甲\n", ""), ("1:1 VOC102", "缺少必填项“刊名”", "补上 刊名: …")),
        (Header, HEAD.replace("状态: 草稿", "状态:"), ("5:4 VOC102", "缺少必填项“状态”", "补上 状态: …")),
        (
            Header,
            HEAD + "工作计划:\n  - {编号: P1, 标题: 甲, 责任机构: [乙], 内容: 丙, 期眼: 2023-06-01}\n",
            ("8:39 VOC101", "不认识的键“期眼”", "是不是“期限”？"),
        ),
        (
            Header,
            HEAD + "工作计划:\n  - {编号: P1, 标题: 甲, 责任机构: 乙, 内容: 丙}\n",
            ("8:27 VOC104", "“责任机构”的形状不对，这里要写一个列表", "每项一行，前面加“- ”；或写成 [甲, 乙]"),
        ),
        (
            Header,
            HEAD + "工作计划:\n  - {编号: P1, 标题: 甲, 责任机构: [], 内容: 丙}\n",
            ("8:27 VOC120", "“责任机构”至少要有一项", "补上内容"),
        ),
        (
            Figures,
            "正文:\n  有效投拆: {件数: 1}\n",
            ("2:3 VOC108", "“有效投拆”不在可选值之内", "是不是“有效投诉”？可写：消费投诉类工单、"
             "监管转办投诉、客户之声投诉、客户之声意见、"
             "有效投诉、表扬、办结率、及时办结率、重复率"),
        ),
        (Figures, "正文:\n  表扬: {件树: 1}\n", ("2:8 VOC101", "不认识的键“件树”", "是不是“件数”？")),
        (
            Case,
            "标题: 甲\n类型: 投诉\n机构: 乙\n经过: 丙\n启示: 丁\n",
            ("1:1 VOC102", "投诉案例缺少必填项“业务”", "补上 业务: 业务类别名称"),
        ),
        (
            Case,
            "[1, 2]\n",
            ("1:1 VOC104", "“f.yml”的形状不对，这里要写一组键值", "写成“键: 值”"),
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_at_its_place(model: type[Record], text: str, expected: tuple[str, str, str]) -> None:
    """With the key or value that was probably meant."""
    assert said(model, text) == [expected]


def test_everything_wrong_is_told_at_once() -> None:
    """Not only the first."""
    text = HEAD.replace("2023-05", "五月").replace("草稿", "草搞") + "演示: 对\n"

    assert [one[0] for one in said(Header, text)] == ["2:7 VOC105", "5:5 VOC108", "7:5 VOC107"]


def test_the_nearest_word_is_similar_or_contains() -> None:
    """Nothing is offered where nothing is near."""
    known = ["云溪分行", "客服中心", "总行财富管理部"]

    assert [nearest(word, known) for word in ("云西分行", "财富管理部", "x", "")] == [
        "云溪分行",
        "总行财富管理部",
        "",
        "",
    ]
    assert suggestion("x", known, "先登记") == "先登记"
