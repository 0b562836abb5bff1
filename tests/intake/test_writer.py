"""tickets.yml as importers write it."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import voc_build
from voc_build.intake import hygiene, tickets
from voc_build.intake.importers.keep import existing
from voc_build.intake.source import values
from voc_build.intake.tickets import read_tickets
from voc_build.intake.writer import KEYS, line, tickets_text
from voc_build.words.model import Ticket

DEMO = Path(voc_build.__file__).parents[1] / "demo"
PLAIN = {"编号": "T-1", "受理日期": "2023-05-03", "来源": "监管转办", "类型": "投诉", "机构": "云溪分行"}
FULL = PLAIN | {"业务": "贷款业务", "有效": "否"}


def test_a_ticket_is_one_line_in_the_contracts_order() -> None:
    """Whatever order its keys came in."""
    row = {"有效": "否", "客户群体": ["财富客户", "老年客户"], "业务": "贷款业务", "支行": "河湾支行"} | PLAIN

    assert line(row) == (
        "  - {编号: T-1, 受理日期: 2023-05-03, 来源: 监管转办, 类型: 投诉, 机构: 云溪分行, 业务: 贷款业务, 有效: 否, "
        "支行: 河湾支行, 客户群体: [财富客户, 老年客户]}"
    )


def test_the_keys_are_those_of_a_ticket() -> None:
    """None is missing, and one that is no ticket's is refused."""
    assert set(KEYS) == {field.alias for field in Ticket.model_fields.values()}
    with pytest.raises(KeyError):
        line(PLAIN | {"电话": "1"})


def test_lines_are_sorted_and_what_goes_without_saying_is_left_out() -> None:
    """So that the same tickets are the same bytes."""
    rows = [FULL | {"编号": "T-2", "时限": "15", "重复": "否", "渠道": ""}, FULL | {"时限": "30", "重复": "是"}]

    text = tickets_text(rows)

    assert re.findall(r"编号: (T-\d)", text) == ["T-1", "T-2"]
    assert text.splitlines()[1].endswith("有效: 否, 时限: 30, 重复: 是}")
    assert text.splitlines()[2].endswith("有效: 否}")
    assert tickets_text(reversed(rows)) == text


def test_no_ticket_at_all_is_said() -> None:
    """An empty list, not an empty value."""
    assert tickets_text([]) == "工单: []\n"
    assert len(read_tickets(b"\xe5\xb7\xa5\xe5\x8d\x95: []\n", "tickets.yml")) == 0


def test_the_swift_reader_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of the taxonomy never send it to the careful one."""
    monkeypatch.setattr(tickets, "_careful", None)
    row = FULL | {"业务": "人民币储蓄（活期）", "原因": "管理制度、业务规则与流程", "渠道": "中、后台业务渠道",
                  "客户群体": ["财富客户"], "办结日期": "2023-05-12", "关联": "T-0", "支行": "河湾支行"}  # fmt: skip

    assert tickets.read_tickets(tickets_text([row]).encode(), "tickets.yml").words("business") == ["人民币储蓄（活期）"]


SAFE = st.text(
    st.characters(exclude_categories=("Cs", "Cn")) | st.sampled_from("'\"#:, {}[]&*!|>%@`\\\n-?~"), min_size=1
)


ROWS = st.fixed_dictionaries(
    {"编号": st.text(string.ascii_letters + "-", min_size=1)},
    optional={"摘要": SAFE, "支行": SAFE, "客户群体": st.lists(SAFE, min_size=1)},
)


@given(st.lists(ROWS, unique_by=lambda row: row["编号"]))
def test_whatever_a_value_holds_comes_back(rows: list[Mapping[str, str | list[str]]]) -> None:
    """No text becomes syntax."""
    text = tickets_text(rows)
    if hygiene.suspicious(text):  # refused in any file, however it is written
        return

    found = values(text.encode(), "tickets.yml")

    assert found == {"工单": sorted((dict(row) for row in rows), key=lambda row: row["编号"])}


@pytest.mark.parametrize("file", sorted(DEMO.glob("issues/*/tickets.yml"))[::9], ids=lambda path: path.parent.name)
def test_the_demonstrations_own_tickets_are_canonical(file: Path) -> None:
    """Read and written again they are the same bytes."""
    data = file.read_bytes()

    assert tickets_text(existing(data, file.name).values()).encode() == data
