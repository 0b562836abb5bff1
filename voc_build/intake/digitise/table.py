"""The institution table, whatever became of its cells: one row a line, one cell a line, or cells glued together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from voc_build.intake.digitise.cells import fitting, split_digits
from voc_build.intake.digitise.columns import SERIAL, Column, columns_of
from voc_build.intake.digitise.letters import HAN, title
from voc_build.intake.digitise.lines import Doubt, Line

FIELD: Final = "机构表"
_TOTAL: Final = re.compile(r"合计|总计|小计|全行合计")
_NAME: Final = re.compile(rf"[{HAN}()（）]+")
_TOKEN: Final = re.compile(rf"[{HAN}()]+|\d[\d,]*(?:\.\d+)?%?|[-—–/]+")
_TITLE: Final = re.compile(r"情况|统计|一览|明细|表$")
_ROW: Final = re.compile(rf"(?:\d+\s*)?[{HAN}()]{{2,20}}[\d\s—–/-]+|[\d\s]+|[{HAN}]{{2,12}}")
_UNNUMBERED: Final = re.compile(rf"[{HAN}()]{{2,20}}\s*\d+(?:\s+\d+){{2,}}")
_HEAD: Final = re.compile(r"序号|机构名|^机构|^单位")


@dataclass
class Table:
    """The printed table: rows are (institution, count by measure name); None where no table was found."""

    title: str = ""
    rows: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    total: dict[str, int] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    lines: tuple[Line, ...] = ()
    claimed: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Group:
    """A name and the numbers that follow it, as they stand."""

    name: str
    numbers: tuple[str, ...]
    page: int


def table(lines: Sequence[Line]) -> Table | None:
    """The table among the lines; None where none of them looks like its head."""
    head = _head(lines)
    if head is None:
        return None
    index, first, columns = head
    titled = index > 0 and is_title(lines[index - 1])
    end = _end(lines, first)
    found = Table(lines=tuple(lines[index - titled : end]))
    page = lines[first].page
    if titled:
        found.title = title(lines[index - 1].text)
    groups = _groups(lines[first:end])
    _read(found, columns, groups, page)
    _judge(found, columns, page)
    return found


# -- where it stands ------------------------------------------------------------------------------
def _head(lines: Sequence[Line]) -> tuple[int, int, tuple[Column, ...]] | None:
    """Where the head and the first row begin, and the columns; a head may be wrapped or one cell a line."""
    for index, line in enumerate(lines):
        if not _HEAD.search(line.bare) or is_title(line) or re.search("[,。;%]", line.text):
            continue
        stop = next((at for at in range(index + 1, min(index + 18, len(lines))) if _begins_rows(lines[at])), None)
        if stop is None:
            continue
        columns = columns_of(lines[index:stop])
        if sum(column.measure is not None for column in columns) >= 2:
            return index, stop, columns
    return None


def _begins_rows(line: Line) -> bool:
    return bool(re.match(rf"\d+\s*[{HAN}]|\d+$", line.text) or _UNNUMBERED.fullmatch(line.text))


def is_title(line: Line) -> bool:
    return len(line.bare) <= 40 and bool(_TITLE.search(line.bare)) and not re.search("[,。;]", line.bare)


def _end(lines: Sequence[Line], first: int) -> int:
    """One past the total's row, else past the last line that looks like a row."""
    last = first
    total = False
    for index in range(first, len(lines)):
        line = lines[index]
        if total and not re.fullmatch(r"[\d\s,%./—-]+", line.text):
            break
        if _TOTAL.match(line.bare):
            total = True
        elif not total and not (line.cells or _ROW.fullmatch(line.text)):
            break
        last = index + 1
    return last


# -- what it says ---------------------------------------------------------------------------------
def _groups(lines: Sequence[Line]) -> tuple[_Group, ...]:
    """Names with their numbers in reading order; a serial number stands at the end of the group before."""
    found: list[tuple[list[str], list[str], int]] = [([], [], lines[0].page if lines else 0)]
    for line in lines:
        for token in _TOKEN.findall(line.text):
            if _NAME.fullmatch(token):
                if found[-1][1] or not found[-1][0]:
                    found.append(([], [], line.page))
                found[-1][0].append(token)
            else:
                found[-1][1].append(token.replace(",", ""))
    return tuple(_Group("".join(names), tuple(numbers), page) for names, numbers, page in found)


def _read(found: Table, columns: tuple[Column, ...], groups: tuple[_Group, ...], page: int) -> None:
    serial = columns[0].kind == SERIAL or (bool(groups) and groups[0].numbers == ("1",))
    counted = [column for column in columns if column.is_number]
    for column in counted:
        if column.measure is None:
            found.doubts.append(Doubt(FIELD, f"不认识列“{column.heading}”，没有收入", 0.4, page))
    pending: list[tuple[_Group, tuple[str, ...]]] = []
    if serial and groups:
        found.claimed += [one for one in groups[0].numbers if one == "1"]
        found.listed += [one for one in groups[0].numbers if one != "1"]
    for position, group in enumerate(groups[1:], 1):
        numbers = list(group.numbers)
        following = groups[position + 1] if position + 1 < len(groups) else None
        if serial and following is not None and not _TOTAL.fullmatch(following.name):
            expected = str(position + 1)
            if len(numbers) > 1 and (numbers[-1] == expected or len(numbers) == len(counted) + 1):
                found.claimed.append(serial_printed := numbers.pop())
            else:
                serial_printed = ""
            if serial_printed != expected:
                reason = f"“{following.name}”一行没有序号 {expected}，行可能有缺漏"
                found.doubts.append(Doubt(FIELD, reason, 0.5, following.page))
        pending.append((group, tuple(numbers)))
    _values(found, counted, pending)


def _values(found: Table, counted: list[Column], pending: list[tuple[_Group, tuple[str, ...]]]) -> None:
    total = next((numbers for group, numbers in pending if _TOTAL.fullmatch(group.name)), ())
    sums = tuple(int(one) for one in total) if len(total) == len(counted) and all(map(str.isdecimal, total)) else None
    sure: list[tuple[int, ...]] = []
    glued: list[tuple[_Group, tuple[str, ...]]] = []
    rows: dict[str, tuple[int, ...] | None] = {}
    for group, numbers in pending:
        name = title(group.name)
        if name in rows:
            found.doubts.append(Doubt(FIELD, f"“{name}”出现了两次，只收入第一次", 0.3, group.page))
            found.listed += numbers
            continue
        values = split_digits(numbers, len(counted))
        rows[name] = values
        if values is None:
            glued.append((group, numbers))
        elif not _TOTAL.fullmatch(name):
            sure.append(values)
        if values is not None:
            found.claimed += numbers
    for group, numbers in glued:
        others = len(glued) == 1 and sums is not None and not _TOTAL.fullmatch(group.name)
        left = tuple(total - sum(column) for total, column in zip(sums, zip(*sure, strict=True), strict=True)) \
            if others and sums and sure else None  # fmt: skip
        values = fitting(numbers, left) if left else None
        rows[title(group.name)] = values
        how = "按合计推算" if values else "没有收入"
        reason = f"“{group.name}”一行的数粘连或缺漏（{' '.join(numbers)}），{how}"
        found.doubts.append(Doubt(FIELD, reason, 0.6 if values else 0.2, group.page))
        (found.claimed if values else found.listed).extend(numbers)
    for name, values in rows.items():
        cells = {column.measure.name: value for column, value in zip(counted, values or (), strict=False)
                 if column.measure is not None}  # fmt: skip
        if _TOTAL.fullmatch(name):
            found.total = cells
        else:
            found.rows.append((name, cells))
    unknown = [index for index, column in enumerate(counted) if column.measure is None]
    for values in rows.values():
        for index in unknown if values else ():
            text = str(values[index]) if values else ""
            if text in found.claimed:
                found.claimed.remove(text)
                found.listed.append(text)


def _judge(found: Table, columns: tuple[Column, ...], page: int) -> None:
    """Is everything there, and does it add up to what is printed."""
    known = [column.measure.name for column in columns if column.measure is not None]
    if not found.rows:
        found.doubts.append(Doubt(FIELD, "有表头，没有读出各行", 0.1, page))
    if not found.total:
        found.doubts.append(Doubt(FIELD, "没有读出合计行", 0.3, page))
    for name in ("监管转办投诉", "客户之声投诉", "客户之声意见", "有效投诉", "表扬"):
        if name not in known:
            found.doubts.append(Doubt(FIELD, f"没有“{name}”一列", 0.3, page))
    for name in known:
        rows = [cells.get(name) for _, cells in found.rows]
        if name in found.total and None not in rows and sum(one or 0 for one in rows) != found.total[name]:
            reason = f"“{name}”各行相加为 {sum(one or 0 for one in rows)}，合计印的是 {found.total[name]}；核对是否读错"
            found.doubts.append(Doubt(FIELD, reason, 0.5, page))
