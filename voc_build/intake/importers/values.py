"""One cell into one value of a ticket: text until it is proven to be what its column holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pydantic import TypeAdapter, ValidationError

from voc_build.intake.bind import suggestion
from voc_build.intake.importers.dates import read_day
from voc_build.intake.importers.letters import clean, folded, narrow
from voc_build.intake.importers.mapping import NOTHING, ImportMapping
from voc_build.intake.importers.names import Names
from voc_build.intake.importers.problems import Fault
from voc_build.words.fields import Name

if TYPE_CHECKING:  # a build reads no foreign tables
    from voc_build.intake.importers.book import Cell

Value: TypeAlias = "str | tuple[str, ...] | None"
"""A value as it is written, None for an empty cell."""
Read: TypeAlias = "Callable[[Cell], Value | Fault]"

CHOICES = {
    "来源": ("监管转办", "客户之声"),
    "类型": ("投诉", "意见", "表扬"),
    "有效": ("是", "否"),
    "重复": ("是", "否"),
    "时限": ("15", "30", "60"),
}
EXACT_DIGITS = 15
"""Digits of a number that spreadsheets keep; of longer ones the rest becomes zeros."""

_ID = re.compile(r"[A-Za-z0-9-]{1,40}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+", re.ASCII)
_EMPTY = re.compile(r"[-—–_/\\.*~·]*|无|空|null|none|n/?a|#n/a", re.IGNORECASE)
_LIST = re.compile(r"[、,;|/]")
_YES = {"有效": {"true": "是", "false": "否"}, "重复": {"true": "是", "false": "否"}}
_NAME = TypeAdapter(Name)


@dataclass(frozen=True)
class Reader:
    """Reads the cells of every key; each distinct cell is understood once."""

    mapping: ImportMapping
    names: Names
    zero: dt.date

    def of(self, key: str) -> Read:
        """What a cell of that key's column means."""
        read = self._of(key)
        known: dict[Cell, Value | Fault] = {}

        def remembered(cell: Cell) -> Value | Fault:
            found = known.get(cell, known)
            if found is known:
                found = known[cell] = None if _is_empty(cell) else read(cell)
            return found  # type: ignore[return-value]

        return remembered

    def _of(self, key: str) -> Read:
        match key:
            case "编号" | "关联":
                return _id
            case "受理日期" | "办结日期":
                meanings = self.mapping.meanings(key)
                return lambda cell: self._day(cell, meanings)
            case "摘要":
                return lambda cell: _plain(cell)
            case "支行":
                return _branch
        meanings = _YES.get(key, {}) | self.mapping.meanings(key)
        if key in CHOICES:
            return lambda cell: _chosen(key, cell, meanings)
        if key == "客户群体":
            return lambda cell: self._groups(cell, meanings)
        return lambda cell: self._named(key, _plain(cell), meanings)

    def _day(self, cell: Cell, meanings: dict[str, str]) -> Value | Fault:
        if isinstance(cell, str) and meanings.get(folded(clean(cell))) == NOTHING:
            return None
        found = read_day(cell, self.zero)
        return found if isinstance(found, Fault) else found.isoformat()

    def _named(self, key: str, text: str, meanings: dict[str, str]) -> str | Fault | None:
        ours = meanings.get(folded(text), text)
        return None if ours == NOTHING else self.names.official(key, ours)

    def _groups(self, cell: Cell, meanings: dict[str, str]) -> Value | Fault:
        text = _plain(cell)
        whole = self._named("客户群体", text, meanings)
        parts = [part.strip() for part in _LIST.split(narrow(text)) if part.strip()]
        if not isinstance(whole, Fault) or len(parts) < 2:
            return (whole,) if isinstance(whole, str) else whole
        found: list[str] = []
        for part in parts:
            one = self._named("客户群体", part, meanings)
            if isinstance(one, Fault):
                return one
            if one is not None and one not in found:
                found.append(one)
        return tuple(found) or None


def _is_empty(cell: Cell) -> bool:
    return isinstance(cell, str) and _EMPTY.fullmatch(narrow(clean(cell))) is not None


def _plain(cell: Cell) -> str:
    """A cell's text on one line; a whole number as its digits."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return f"{cell:.0f}" if cell == int(cell) else str(cell)


def _id(cell: Cell) -> str | Fault:
    help = "从工单系统重新导出，编号列先设为“文本”格式"
    if isinstance(cell, dt.datetime):
        return Fault("VOC411", f"编号被表格当成了日期 {cell.date()}", help)
    text = narrow(_plain(cell))
    if isinstance(cell, str) and not _SCIENTIFIC.fullmatch(text):
        if _ID.fullmatch(text):
            return text
        return Fault("VOC411", f"编号“{text[:60]}”写法不对", "只用字母、数字和连字符，最多 40 个")
    if not isinstance(cell, str) and abs(cell) < 10 ** (EXACT_DIGITS - 1):
        if cell >= 0 and cell == int(cell):
            return text
        return Fault("VOC411", f"编号“{cell:g}”不是整数", "只用字母、数字和连字符，最多 40 个")
    reason = f"编号 {text} 是 {EXACT_DIGITS} 位以上的数字，表格软件已把末尾几位改成 0，原编号无法恢复"
    return Fault("VOC410", reason, help)


def _chosen(key: str, cell: Cell, meanings: dict[str, str]) -> str | Fault | None:
    text = _plain(cell)
    ours = meanings.get(folded(text), narrow(text).replace(" ", ""))
    if ours in CHOICES[key]:
        return ours
    if ours == NOTHING:
        return None
    allowed = "可写：" + "、".join(CHOICES[key]) + f"；固定的叫法补进对照表的 值 · {key}"
    return Fault("VOC412", f"不认识的{key}“{text[:40]}”", suggestion(text, CHOICES[key], "") + allowed)


def _branch(cell: Cell) -> str | Fault:
    text = _plain(cell)
    if text[0] in "=+-@＝＋－＠":
        return Fault("VOC419", f"“{text[:40]}”像公式", "支行名称不能以 = + - @ 开头")
    try:
        return _NAME.validate_python(text)
    except ValidationError as wrong:
        context = wrong.errors()[0]["ctx"]
        return Fault("VOC419", f"“{text[:40]}”{context['message']}", str(context["help"]))
