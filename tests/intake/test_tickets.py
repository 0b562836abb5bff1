"""Two readers of one meaning: the swift one and the careful one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from voc_build.intake import tickets as module
from voc_build.intake.source import Unreadable, values
from voc_build.intake.tickets import read_tickets, swift_summaries
from voc_build.words.tickets import NONE, Tickets, key_of

FILE = "issues/2023-06/tickets.yml"
ROW = "{编号: T-1, 受理日期: 2023-05-03, 来源: 客户之声, 类型: 投诉, 机构: 云溪分行, 业务: 贷款业务, 有效: 是}"

_WORDS = st.text("云溪分行贷款业务ABab01、（）-", min_size=1, max_size=8)
_DAYS = st.dates().map(str) | st.sampled_from(["2023-05-03", "2023-5-3", "2023-02-30", "1969-12-31", "甲"])
_CELLS = {
    "编号": st.from_regex(r"[A-Za-z0-9-]{1,8}", fullmatch=True) | _WORDS,
    "受理日期": _DAYS,
    "来源": st.sampled_from(["监管转办", "客户之声", "监管"]),
    "类型": st.sampled_from(["投诉", "意见", "表扬", "抱怨"]),
    "机构": _WORDS,
    "支行": _WORDS,
    "渠道": _WORDS,
    "业务": _WORDS | st.just(""),
    "原因": _WORDS,
    "有效": st.sampled_from(["是", "否", "true", ""]),
    "办结日期": _DAYS,
    "时限": st.sampled_from(["15", "30", "60", "20", "015"]),
    "客户群体": st.lists(_WORDS, max_size=3).map(lambda names: f"[{', '.join(names)}]"),
    "重复": st.sampled_from(["是", "否"]),
    "关联": st.from_regex(r"[A-Za-z0-9-]{1,8}", fullmatch=True),
    "摘要": _WORDS | st.sampled_from(["a: b", "甲, 乙", "{x}", "'引'", "是 #注"]),
    "备注": _WORDS,
}
_USUAL = ("编号", "受理日期", "来源", "类型", "机构", "业务", "有效")


@st.composite
def _rows(draw: st.DrawFn) -> str:
    more = draw(st.lists(st.sampled_from(list(_CELLS)), max_size=5))
    less = draw(st.sets(st.sampled_from(_USUAL), max_size=1)) if draw(st.booleans()) else set()
    keys = [key for key in _USUAL if key not in less] + more
    separator = draw(st.sampled_from([", ", ", ", ", ", ",", " , "]))
    return "{" + separator.join(f"{key}: {draw(_CELLS[key])}" for key in keys) + "}"


def _answer(read: object, data: bytes) -> object:
    try:
        return read(data)  # type: ignore[operator]
    except (Unreadable, ValidationError) as wrong:
        return type(wrong)
    except module._Unusual:
        return None


@settings(max_examples=400, deadline=None)
@given(
    rows=st.lists(_rows(), max_size=4),
    head=st.sampled_from(["工单:\n", "工单:\n", "工单:\n", "工单: \n", "# 注\n工单:\n", ""]),
    end=st.sampled_from(["\n", "\n", "", "\n\n", "\r\n"]),
)
def test_both_readers_say_the_same(rows: list[str], head: str, end: str) -> None:
    """Whatever the swift reader takes, the careful one takes too, for the same tickets."""
    data = (head + "\n".join(f"  - {row}" for row in rows) + end).encode()
    swift = _answer(module._swift, data)

    if swift is not None:
        assert swift == _answer(lambda found: module._careful(found, FILE), data)


def test_an_importers_file_is_read_swiftly() -> None:
    """The form importers write never falls back to the slow reader."""
    row = ROW.replace(
        "}", ", 渠道: 电话渠道, 原因: 管理制度、业务规则与流程, 客户群体: [老年客户, 财富客户], 重复: 是}"
    )

    assert len(module._swift(f"工单:\n  - {ROW}\n  - {row.replace('T-1', 'T-2')}\n".encode())) == 2


def test_columns_hold_days_indices_and_defaults() -> None:
    """Days since 1970, words once each, 15 days, not repeated, -1 for what was not said."""
    found = read_tickets(f"工单:\n  - {ROW}\n".encode(), FILE)

    assert {name: column.tolist() for name, column in found.columns.items()} == {
        "received": [19480],
        "closed": [NONE],
        "limit": [15],
        "valid": [1],
        "repeat": [0],
        "source": [0],
        "kind": [0],
        "institution": [0],
        "channel": [NONE],
        "business": [0],
        "cause": [NONE],
        "groups": [NONE],
        "related": [NONE],
    }
    assert found.words("institution") == ["云溪分行"]
    assert found.words("channel") == [""]
    assert found.keys.tobytes() == key_of("T-1")


def test_a_month_without_tickets_is_an_empty_list() -> None:
    """`工单: []` says so."""
    assert len(read_tickets("工单: []\n".encode(), FILE)) == 0


def test_a_slash_in_a_groups_name_does_not_split_it() -> None:
    """What joins the names of a ticket's groups is no letter of a name."""
    found = read_tickets(f"工单:\n  - {ROW[:-1]}, 客户群体: [小微/个体, 老年客户]}}\n".encode(), FILE)

    assert found.vocabulary["groups"] == ("小微/个体|老年客户",)


@pytest.mark.parametrize("piece", ["业务: 贷款业务, ", ", 有效: 是"])
def test_a_complaint_needs_business_and_validity(piece: str) -> None:
    """Praise does without."""
    lacking = ROW.replace(piece, "")
    with pytest.raises(ValidationError):
        read_tickets(f"工单:\n  - {lacking}\n".encode(), FILE)

    praise = lacking.replace("投诉", "表扬")
    assert isinstance(read_tickets(f"工单:\n  - {praise}\n".encode(), FILE), Tickets)


def test_summaries_are_the_same_read_either_way() -> None:
    """Row and text of every 摘要; a file of another form is left to the YAML reader."""
    text = (
        "工单:\n"
        "  - {编号: T-1, 受理日期: 2023-05-03, 来源: 客户之声, 类型: 表扬, 机构: 云溪分行}\n"
        "  - {编号: T-2, 受理日期: 2023-05-03, 来源: 客户之声, 类型: 表扬, 机构: 云溪分行, 摘要: 来电138、催办}\n"
        "  - {编号: T-3, 受理日期: 2023-05-03, 摘要: 甲, 来源: 客户之声, 类型: 表扬, 机构: 云溪分行}\n"
    )
    rows = values(text.encode(), "tickets.yml")["工单"]

    assert swift_summaries(text.encode()) == [(1, "来电138、催办"), (2, "甲")]
    assert [row.get("摘要") for row in rows] == [None, "来电138、催办", "甲"]
    assert swift_summaries(text.replace("甲", '"\\u7532"').encode()) is None
    assert swift_summaries(text.replace("甲", "甲 乙").encode()) is None
