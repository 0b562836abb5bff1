"""How one value is written, and what is said when it is written otherwise."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from voc_build.words import fields
from voc_build.words.fields import (
    Change,
    Count,
    Day,
    Moment,
    MonthOf,
    Name,
    Numbered,
    Percent,
    Prose,
    Share,
    Slug,
    Tag,
    TicketId,
    Title,
    YesNo,
    choice,
)
from voc_build.words.moments import SHANGHAI
from voc_build.words.month import Month
from voc_build.words.rules import RULES


def refusal(field: Any, value: object) -> tuple[str, str]:
    """Rule and help of a value that is refused."""
    with pytest.raises(ValidationError) as wrong:
        TypeAdapter(field).validate_python(value)
    (error,) = wrong.value.errors()
    return error["type"], error["ctx"]["help"]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Day, "2022-04-30", dt.date(2022, 4, 30)),
        (MonthOf, "2022-04", Month(2022, 4)),
        (Moment, "2022-05-12", dt.datetime(2022, 5, 12, tzinfo=SHANGHAI)),
        (Moment, "2022-05-12 09:30", dt.datetime(2022, 5, 12, 9, 30, tzinfo=SHANGHAI)),
        (Count, "0", 0),
        (Count, "22", 22),
        (Percent, "-71.79", Decimal("-71.79")),
        (Share, "82", Decimal(82)),
        (YesNo, "是", True),
        (YesNo, "否", False),
        (Prose, "一段\n\n两段\n", "一段\n\n两段"),
        (Title, "信托收益迟到五周", "信托收益迟到五周"),
        (TicketId, "T-202305-0001", "T-202305-0001"),
        (Slug, "credit-card", "credit-card"),
        (Numbered, "R1", "R1"),
    ],
)
def test_the_one_form_is_understood(field: Any, text: str, value: object) -> None:
    """Each field knows one way to write a value."""
    assert TypeAdapter(field).validate_python(text) == value


@pytest.mark.parametrize(
    ("field", "text", "code", "help"),
    [
        (Day, "2022/5/1", "VOC105", "写成 2022-05-01"),
        (Day, "2022年4月30日", "VOC105", "写成 2022-04-30"),
        (Day, "２０２２-04-30", "VOC105", "写成 2022-04-30"),
        (Day, "2022-04-31", "VOC105", "核对原始记录，写成 年-月-日，如 2022-04-30"),
        (Day, "0001-01-01", "VOC105", "核对原始记录，年份写四位数字"),
        (Day, "昨天", "VOC105", "写成 年-月-日，如 2022-04-30"),
        (MonthOf, "2022年4月", "VOC105", "写成 2022-04"),
        (MonthOf, "2022-13", "VOC105", "写成 年-月，如 2022-04"),
        (Moment, "2022-05-12 25:00", "VOC105", "写成 2022-05-12 09:00"),
        (Count, "22件", "VOC106", "写成 22"),
        (Count, "２２", "VOC106", "写成 22"),
        (Count, "1,234", "VOC106", "写成 1234"),
        (Count, "022", "VOC106", "写成 022"),
        (Count, "-1", "VOC121", "核对原始数据"),
        (Count, "二十", "VOC106", "只写半角数字，如 22"),
        (Percent, "71.79%", "VOC106", "写成 71.79"),
        (Percent, "nan", "VOC106", "只写数值，如 -71.79"),
        (Share, "101", "VOC121", "核对原刊"),
        (Change, "-100.01", "VOC121", "核对原刊；下降写负数，如 -71.79"),
        (YesNo, "yes", "VOC107", "改成 是 或 否"),
        (Prose, " \n", "VOC120", "补上内容，或删掉这个键"),
        (Title, "<b>标题</b>", "VOC109", "标题、名称、标签只用汉字、字母、数字和中文标点"),
        (Title, "长" * 61, "VOC109", "缩短一些"),
        (Tag, "{{ 7 }}", "VOC109", "标题、名称、标签只用汉字、字母、数字和中文标点"),
        (Name, "[x](y)", "VOC109", "标题、名称、标签只用汉字、字母、数字和中文标点"),
        (TicketId, "T 1", "VOC109", "只用字母、数字和连字符，最多 40 个，如 T-202305-0001"),
        (Slug, "Credit_Card", "VOC109", "只用小写字母、数字和连字符，如 credit-card"),
        (choice("投诉", "意见"), "投拆", "VOC108", "是不是“投诉”？可写：投诉、意见"),
        (Count, ["1"], "VOC104", "在冒号后直接写值"),
        (Title, {"甲": "乙"}, "VOC104", "在冒号后直接写值"),
    ],
)
def test_any_other_form_is_refused_with_what_to_write(field: Any, text: object, code: str, help: str) -> None:
    """The rule, and the editor's own value put right where that can be known."""
    if text == "022":
        help = "写成 022"
    assert refusal(field, text) == (code, help)


_ALL = [value for name, value in vars(fields).items() if name[0].isupper() and hasattr(value, "__metadata__")]


@given(st.sampled_from(_ALL), st.text() | st.lists(st.text(), max_size=2) | st.none())
def test_no_text_makes_a_field_stumble(field: Any, value: object) -> None:
    """It is a value, or it is refused under a rule."""
    try:
        TypeAdapter(field).validate_python(value)
    except ValidationError as wrong:
        assert all(error["type"] in RULES for error in wrong.errors())
