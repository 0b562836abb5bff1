"""Runs alone, in a process of its own: reads a workbook from standard input and answers in JSON lines.

The reader is native code fed by strangers. Here it may run out of its memory or time without anybody else being hurt:
whoever started this process bounds its time, and this process bounds its own memory where the system can.

In: the size of the file in 8 bytes, the file, then one line `{"sheet": 0, "columns": [0, 3]}`.
Out: one line on every sheet with its first rows; then one line with the columns asked for and, for each row, its
first filled cell and how many are filled. `{"error": kind}` instead: `password`, `damaged` or `large`.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import math
import sys
from collections.abc import Callable, Iterator
from typing import Any

import python_calamine

LONGEST = 4_000
"""Characters of a cell that are passed on."""
GLIMPSE = 200
"""Characters of a cell of the first rows, and of a row's first filled cell."""


def main(head: int, rows: int, columns: int, memory: int) -> None:
    """Answer; `head` first rows are shown, more `rows` or `columns` than these are too many."""
    _bound(memory)
    source = sys.stdin.buffer
    data = source.read(int.from_bytes(source.read(8), "little"))
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheets = [book.get_sheet_by_index(index) for index in range(len(book.sheets_metadata))]
        if any(sheet.total_height > rows or sheet.total_width > columns for sheet in sheets):
            return _say({"error": "large"})
        visible = [one.visible == python_calamine.SheetVisibleEnum.Visible for one in book.sheets_metadata]
        _say({"sheets": [_glimpse(*pair, head) for pair in zip(sheets, visible, strict=True)]})
        asked = json.loads(source.readline() or b"null")
        if asked is not None:
            _say(_body(sheets[asked["sheet"]], asked["columns"]))
    except python_calamine.PasswordError:
        _say({"error": "password"})
    except (python_calamine.CalamineError, ValueError, OSError):
        _say({"error": "damaged"})
    except MemoryError:
        _say({"error": "large"})


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(answer: object) -> None:
    print(json.dumps(answer), flush=True)


def _glimpse(sheet: Any, visible: bool, head: int) -> dict[str, object]:
    rows: list[list[object]] = []
    for row in _rows(sheet):
        if len(rows) == head:
            break
        rows.append([_cell(value, GLIMPSE) for value in row])
    return {"name": sheet.name, "visible": visible, "height": sheet.total_height, "head": rows}


def _rows(sheet: Any) -> Iterator[list[Any]]:
    """All rows from the very first; columns from A on; a cell merged downwards stands in each of its rows."""
    start = sheet.start
    if start is None:
        return
    below: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top:
            below.setdefault(top, []).append((left, bottom))
    running: dict[int, tuple[int, Any]] = {}
    before = [""] * start[1]
    for number, cells in enumerate(sheet.iter_rows()):
        row = before + cells
        for left, (bottom, value) in list(running.items()):
            if number > bottom:
                del running[left]
            elif left < len(row) and row[left] == "":
                row[left] = value
        for left, bottom in below.get(number, ()):
            if left < len(row):
                running[left] = (bottom, row[left])
        yield row


def _body(sheet: Any, columns: list[int]) -> dict[str, object]:
    first, filled = [], []
    wanted: list[list[object]] = [[] for _ in columns]
    appends: list[tuple[int, Callable[[object], None]]] = [
        (column, cells.append) for column, cells in zip(columns, wanted, strict=True)
    ]
    for row in _rows(sheet):
        full = [value for value in row if value != ""]
        first.append(_cell(full[0], GLIMPSE) if full else "")
        filled.append(len(full))
        width = len(row)
        for column, append in appends:
            append(_cell(row[column], LONGEST) if column < width else "")
    return {"first": first, "filled": filled, "columns": wanted}


def _cell(value: Any, longest: int) -> object:
    if isinstance(value, str):
        return value[:longest]
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return value if math.isfinite(value) else ""
    if isinstance(value, dt.date):  # a moment too
        return {"on": value.isoformat()}
    return str(value)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]))
