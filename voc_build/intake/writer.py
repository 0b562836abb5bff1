"""Writing tickets.yml: one ticket a line, keys in the contract's order, lines sorted by 编号.

The same tickets give the same bytes. Values that `intake.tickets` reads in one glance stand bare, all others in
quotes, so nothing an editor or a spreadsheet holds can become syntax.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

KEYS = (
    "编号", "受理日期", "来源", "类型", "机构", "渠道", "业务", "原因", "有效", "办结日期", "时限", "支行", "客户群体",
    "重复", "关联", "摘要",
)  # fmt: skip
"""The keys of a ticket in the order they are written."""

UNSAID = {"时限": "15", "重复": "否"}
"""Values that mean the same as leaving the key out, and are left out."""

Row: TypeAlias = Mapping[str, "str | Sequence[str]"]
"""One ticket by its Chinese keys, every value as text; 客户群体 is a list of texts."""

_BARE = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff、，；（）()-]*", re.ASCII)


def tickets_text(rows: Iterable[Row]) -> str:
    """The whole of a tickets.yml; KeyError for a row with a key that is no ticket's."""
    lines = sorted((str(row["编号"]), line(row)) for row in rows)
    return "".join(["工单:\n", *(f"{text}\n" for _, text in lines)]) if lines else "工单: []\n"


def line(row: Row) -> str:
    """One ticket as its line, without the line's end."""
    surplus = row.keys() - set(KEYS)
    if surplus:
        raise KeyError(*sorted(surplus))
    cells = (f"{key}: {_written(row[key])}" for key in KEYS if row.get(key) and row[key] != UNSAID.get(key))
    return f"  - {{{', '.join(cells)}}}"


def _written(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return scalar(value)
    return f"[{', '.join(map(scalar, value))}]"


@lru_cache(maxsize=10_000)
def scalar(text: str) -> str:
    """A text as one YAML value within a line."""
    if _BARE.fullmatch(text):
        return text
    if "\n" in text:  # a line break cannot stand in a line; the other escapes of JSON are YAML's too
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"
