"""The rows below the headings: tickets, and what only looks like one (totals, footnotes, headings once more)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from voc_build.intake.importers.book import Body, Cell
from voc_build.intake.importers.header import Header
from voc_build.intake.importers.letters import folded
from voc_build.intake.importers.problems import Fault, Problems
from voc_build.intake.importers.values import EXACT_DIGITS, Read, Value
from voc_build.words.month import Month

Ticket: TypeAlias = dict[str, "str | tuple[str, ...]"]
Watch: TypeAlias = Callable[[range], Iterable[int]]
"""Passes the row numbers on, showing how far it is."""

REQUIRED = ("编号", "受理日期", "来源", "类型", "机构")
COUNTED = ("业务", "有效")
"""Required where 类型 is not 表扬."""

_TOTAL = re.compile(r"^\D{0,8}(?:合计|总计|小计|共计|累计)|^合\s+计")
_NOTE = re.compile(r"^(?:制表|填表|审核|复核|负责人|经办|注[:：]|备注|说明|打印|导出)")
_NOTE_CELLS = 4


@dataclass(slots=True)
class Taken:
    """What a table gave: tickets by 编号 in its order, and what was made of the other rows."""

    tickets: dict[str, Ticket] = field(default_factory=dict)
    read: int = 0
    """Rows that are tickets or should be."""
    totals: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    merged: int = 0
    elsewhere: Counter[Month] = field(default_factory=Counter)
    """Rows of other months that were left out."""

    @property
    def rows(self) -> int:
        """All rows below the headings that are not empty."""
        return self.read + len(self.totals) + len(self.notes) + len(self.headings)


@dataclass(slots=True)
class Table:
    """A table about to be read; `defaults` are the values of keys without a column."""

    header: Header
    body: Body
    readers: dict[str, Read]
    defaults: Ticket
    month: Month
    month_only: bool
    problems: Problems
    taken: Taken = field(default_factory=Taken)
    _first: dict[str, int] = field(default_factory=dict)

    def read(self, watch: Watch) -> Taken:
        """Every row below the headings; what is wrong goes to `problems`."""
        self._refuse_cut_ids()
        for row in watch(range(self.header.row + 1, len(self.body.first))):
            if self._is_ticket(row):
                self.taken.read += 1
                self._ticket(row)
        return self.taken

    # -- what a row is ----------------------------------------------------------------------------
    def _is_ticket(self, row: int) -> bool:
        filled = self.body.filled[row]
        if not filled:
            return False
        first, id = _text(self.body.first[row]), _text(self._cell("编号", row))
        no_id = not id or not id.isascii()
        bare = not _text(self._cell("受理日期", row)) and not _text(self._cell("机构", row))
        if (no_id or bare) and _TOTAL.search(first):  # a count may stand in the column of ids
            self.taken.totals.append(row)
        elif no_id and (filled == 1 or (filled <= _NOTE_CELLS and _NOTE.search(first))):
            self.taken.notes.append(row)
        elif id and folded(id) == folded(self.header.labels[self.header.columns["编号"]]):
            self.taken.headings.append(row)
        else:
            return True
        return False

    def _cell(self, key: str, row: int) -> Cell:
        column = self.header.columns.get(key)
        return "" if column is None else self.body.columns[column][row]

    # -- one ticket -------------------------------------------------------------------------------
    def _ticket(self, row: int) -> None:
        values: dict[str, Value] = dict(self.defaults)
        faults: list[tuple[str, Fault]] = []
        for key, column in self.header.columns.items():
            value = self.readers[key](self.body.columns[column][row])
            if isinstance(value, Fault):
                faults.append((key, value))
            values[key] = None if isinstance(value, Fault) else value
        if values.get("类型") == "表扬":
            for key in self.defaults.keys() & set(COUNTED):
                values[key] = None  # praise is of no class and neither valid nor not, unless its row says so
        if self._belongs_elsewhere(row, values["受理日期"]):
            return
        faulty = {key for key, _ in faults}
        faults += [
            (key, Fault("VOC407", f"必填项“{key}”是空的", f"在表格里补上{key}"))
            for key in self._needed(values)
            if values.get(key) is None and key not in faulty
        ]
        faults += list(_contradictions(values))
        for key, fault in faults:
            self._say(row, key, fault)
        if not faults:
            self._take(row, {key: value for key, value in values.items() if value is not None})

    def _needed(self, values: dict[str, Value]) -> Iterable[str]:
        yield from REQUIRED
        if values.get("类型") in ("投诉", "意见"):
            yield from COUNTED

    def _belongs_elsewhere(self, row: int, received: Value) -> bool:
        if not isinstance(received, str):
            return False
        month = Month.of(dt.date.fromisoformat(received))
        if month == self.month:
            return False
        if self.month_only:
            self.taken.elsewhere[month] += 1
        else:
            help = f"只留 {self.month} 的行，或加 --month-only：其他月份的行不导入"
            said = f"{month} 的工单不在统计月份 {self.month} 内"
            self._say(row, "受理日期", Fault("VOC417", said, help))
        return True

    def _take(self, row: int, ticket: Ticket) -> None:
        id = str(ticket["编号"])
        known = self.taken.tickets.setdefault(id, ticket)
        first = self._first.setdefault(id, row)
        if first == row:
            return
        differ = [key for key in {**known, **ticket} if known.get(key) != ticket.get(key)]
        if differ:
            said = f"编号“{id}”在第 {first + 1} 行已有，{'、'.join(differ)} 却不同"
            self._say(row, "编号", Fault("VOC415", said, "核对台账，只留正确的一行"))
            return
        self.taken.merged += 1
        self._say(row, "编号", Fault("VOC416", f"编号“{id}”与第 {first + 1} 行完全相同，已合并", "不必处理"))

    def _say(self, row: int, key: str, fault: Fault) -> None:
        column = self.header.columns.get(key)
        label = "" if column is None else self.header.labels[column]
        self.problems.at(row, column or 0, label, fault)

    def _refuse_cut_ids(self) -> None:
        """Text saved by a spreadsheet whose every long id ends in zeros: the digits behind were lost before."""
        column = self.body.columns[self.header.columns["编号"]]
        rows = range(self.header.row + 1, len(column))
        long = [row for row in rows if (id := _text(column[row])).isdecimal() and len(id) > EXACT_DIGITS]
        if long and not any(_text(column[row])[EXACT_DIGITS:].strip("0") for row in long):
            said = f"编号第 {EXACT_DIGITS} 位以后全是 0，是表格软件改坏的，原编号无法恢复"
            for row in long:
                self._say(row, "编号", Fault("VOC410", said, "从工单系统重新导出，编号列先设为“文本”格式"))


def _contradictions(values: dict[str, Value]) -> Iterable[tuple[str, Fault]]:
    received, closed = values.get("受理日期"), values.get("办结日期")
    if isinstance(received, str) and isinstance(closed, str) and closed < received:
        said = f"办结日期 {closed} 早于受理日期 {received}"
        yield "办结日期", Fault("VOC414", said, "核对两个日期，改正写错的一个")
    if values.get("来源") == "监管转办" and values.get("类型") == "意见":
        yield "类型", Fault("VOC414", "来源为 监管转办 的工单不能是 意见", "核对来源与类型，通常是 投诉")


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else str(cell)
