"""Two readers of one meaning: the swift one and the careful one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from voc_build.intake import tickets as module
from voc_build.intake.source import Unreadable, values
from voc_build.intake.tickets import read_summaries, read_tickets
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
        found = read(data)  # type: ignore[operator]
        return (found, found.quiet) if isinstance(found, Tickets) else found
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


_PIECES = (
    ", ", ",", ", , ", "[", "]", "{", "}", "|", '"', "'", "\\", "#", " #", ": ", ":", "：", " ", "- ", "&a ", "*a",
    "\n", "\r", "\r\n", "\u3000", "\ufeff", "\u2028", "\x85", "\x00", "😀", "A" * 41,
    "}\n", ", }", "工单:\n", "  - {编号: ", "  - {编号: T-9, ", "  - {编号: T-9}\n", ", 编号: T-9", ", 关联: T-0",
    "客户群体: [", "客户群体: [甲|乙], ", ", 客户群体: [甲, 乙]", ", 客户群体: [[甲]]", ", 客户群体: []",
    "摘要", ", 摘要: ", ", 摘要: 甲", ", 有效: 是", ", 类型: 表扬", ", 原因: a, b",
)  # fmt: skip
_MORE = (
    "支行: 城东支行", "渠道: 电话渠道", "原因: 服务态度及服务质量", "原因: 定价收费", "办结日期: 2023-05-09",
    "时限: 30", "重复: 是", "客户群体: [老年客户]", "客户群体: [老年客户, 财富客户]", "关联: T-0",
    "摘要: 转分行核实", "摘要: 来电16012345678、催办",
)  # fmt: skip


@st.composite
def _spoilt(draw: st.DrawFn) -> bytes:
    """A file as importers write it, in which a few things were moved, repeated, left out or put in."""
    rows = []
    for at in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["投诉", "意见", "表扬"]))
        cells = ["受理日期: 2023-05-03", "来源: 客户之声", f"类型: {kind}", "机构: 云溪分行"]
        cells += [] if kind == "表扬" else ["业务: 贷款业务", "有效: 是"]
        cells += draw(st.lists(st.sampled_from(_MORE), max_size=4, unique_by=lambda cell: cell[:2]))
        rows.append(", ".join([f"  - {{编号: T-{at}", *draw(st.permutations(cells))]) + "}\n")
    text = "工单:\n" + "".join(rows)
    for _ in range(draw(st.integers(0, 2))):
        first, last = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        how = draw(st.sampled_from(["put in", "put in", "leave out", "cells", "lines", "ends"]))
        if how == "put in":
            text = text[:first] + draw(st.sampled_from(_PIECES)) + text[first:]
        elif how == "leave out":
            text = text[:first] + text[min(last, first + 3) :]
        elif how == "ends":
            text = text.replace("\n", draw(st.sampled_from(["\r\n", "\n\n", " \n", "\r"])))
        else:
            between = ", " if how == "cells" else "\n"
            parts = text.split(between)
            at = first % len(parts)
            parts[at : at + 1] = draw(
                st.sampled_from([[], [""], [parts[at]] * 2, [parts[last % len(parts)], parts[at]]])
            )
            text = between.join(parts)
    data = text.encode()
    return data[:40] + b"\xe5" + data[40:] if draw(st.integers(0, 30)) == 30 else data


@settings(max_examples=1000, deadline=None)
@given(data=_spoilt())
def test_a_spoilt_file_is_read_the_same_or_left(data: bytes) -> None:
    """Cells moved or said twice, brackets and separators where none belong: nothing is taken for what it is not."""
    swift = _answer(module._swift, data)

    if swift is not None:
        assert swift == _answer(lambda found: module._careful(found, FILE), data)
        rows = values(data, FILE)["工单"]  # type: ignore[index]
        assert module._swift_summaries(data) == [(at, row["摘要"]) for at, row in enumerate(rows) if "摘要" in row]


_WRONG_GROUPS = ("[]", "[甲, ]", "[甲|乙]", "[[甲]]", "[甲", "甲]", "[甲] ")


def test_a_broken_form_is_left_to_the_careful_reader() -> None:
    """Each of these is one step from the form importers write."""
    good = f"工单:\n  - {ROW}\n"
    spoilt = [
        "\ufeff" + good,
        good.replace("\n", "\r\n"),
        good[:-1],
        good + "\n",
        good[:-2] + ", \n",
        good.replace(", 来源", ",  来源"),
        good.replace(", 来源", ", , 来源"),
        good.replace("T-1", "T-1, T-2"),
        good.replace("T-1", "甲"),
        good.replace("T-1", "T" * 41),
        good.replace("编号: T-1, ", "编号: T-1, 编号: T-1, "),
        good.replace("}", ", 机构: 云溪分行}"),
        good.replace("}", ", }"),
        good.replace("}", "}}"),
        *(good.replace("}", f", 客户群体: {groups}}}") for groups in _WRONG_GROUPS),
        good.replace("}", f", 客户群体: [甲}}\n  - {ROW[:-1]}, 支行: 乙]}}"),
        "工单:\n",
        "工单:\n\n",
        "工单:\n}\n",
        "工单:\n  - {编号: T-1}\n",
    ]  # fmt: skip

    assert _answer(module._swift, good.encode()) == (module._careful(good.encode(), FILE), True)
    assert [text for text in spoilt if _answer(module._swift, text.encode()) is not None] == []


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
    unusual = [text.replace("甲", spelt) for spelt in ("甲 乙", '"\\u7532"', "甲摘要")]

    assert read_summaries(text.encode(), FILE) == [(1, "来电138、催办"), (2, "甲")]
    assert [read_summaries(other.encode(), FILE)[1][1] for other in unusual] == ["甲 乙", "甲", "甲摘要"]
    assert [_answer(module._swift_summaries, other.encode()) for other in unusual] == [None] * 3
    assert module._swift_summaries(text.encode()) == read_summaries(f"# 摘要\n{text}".encode(), FILE)
