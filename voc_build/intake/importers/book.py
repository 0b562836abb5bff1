"""A spreadsheet file as sheets of cells, opened within bounds: a workbook by a process of its own, text here."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias

from voc_build.intake.importers import bounds, child, delimited
from voc_build.intake.importers.bounds import NotATable, TooLarge

Cell: TypeAlias = str | float | dt.datetime
"""Text (empty for an empty cell), a number, or a day with its time."""

HEAD = 40
"""How many first rows of a sheet are looked at for its headings."""

_DAYS_1904 = dt.date(1904, 1, 1)
_DAYS_1900 = dt.date(1899, 12, 30)  # Excel counts a 29 February 1900 that never was; right from March 1900 on


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its first rows."""

    name: str
    visible: bool
    head: list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Body:
    """All rows of a sheet: their first filled cell, how many are filled, and the columns asked for."""

    first: list[Cell]
    filled: list[int]
    columns: dict[int, list[Cell]]


class Book(Protocol):
    """An open file."""

    sheets: tuple[Sheet, ...]
    zero: dt.date
    """The day with serial number 0."""
    is_text: bool
    """True where every cell is text, numbers too."""

    def body(self, sheet: int, columns: Sequence[int]) -> Body:
        """All rows of a sheet; may be asked once."""


@contextmanager
def opened(data: bytes) -> Iterator[Book]:
    """The file, by what it holds; raises NotATable or TooLarge, then or when its body is asked for."""
    kind = bounds.kind(data)
    if kind == "text":
        yield _Text(delimited.read(data))
        return
    with closing(_Workbook(_zero(data, kind))) as book:
        book.begin(data)
        yield book


class _Text:
    def __init__(self, rows: list[list[str]]) -> None:
        self._rows = rows
        self.sheets: tuple[Sheet, ...] = (Sheet("", True, [list(row) for row in rows[:HEAD]]),)
        self.zero, self.is_text = _DAYS_1900, True

    def body(self, sheet: int, columns: Sequence[int]) -> Body:
        full = [[cell for cell in row if cell.strip()] for row in self._rows]
        return Body(
            first=[cells[0] if cells else "" for cells in full],
            filled=[len(cells) for cells in full],
            columns={column: [row[column] if column < len(row) else "" for row in self._rows] for column in columns},
        )


class _Workbook:
    """Talks to `child.py`; closing ends that process, and so does taking too long."""

    def __init__(self, zero: dt.date) -> None:
        self.zero, self.is_text = zero, False
        self.sheets: tuple[Sheet, ...] = ()
        limits = (HEAD, bounds.MOST_ROWS, bounds.MOST_COLUMNS, bounds.MOST_MEMORY)
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(Path(child.__file__)), *map(str, limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._late = False
        self._timer = threading.Timer(bounds.MOST_SECONDS, self._stop)
        self._timer.daemon = True
        self._timer.start()

    def begin(self, data: bytes) -> None:
        """Hand over the file and learn of its sheets."""
        answer = self._ask(len(data).to_bytes(8, "little") + data)
        self.sheets = tuple(Sheet(one["name"], one["visible"], one["head"]) for one in answer["sheets"])

    def body(self, sheet: int, columns: Sequence[int]) -> Body:
        question = json.dumps({"sheet": sheet, "columns": list(columns)})
        answer = self._ask(question.encode() + b"\n")
        return Body(answer["first"], answer["filled"], dict(zip(columns, answer["columns"], strict=True)))

    def _ask(self, question: bytes) -> Any:
        with suppress(BrokenPipeError):  # where it has ended, what it said tells why
            _pipe(self._process.stdin).write(question)
            _pipe(self._process.stdin).flush()
        line = _pipe(self._process.stdout).readline()
        if not line:
            reason = "读取时间过长" if self._late else "读取时内存不够，或表格损坏"
            raise TooLarge(f"{reason}（上限 {bounds.MOST_SECONDS} 秒、{bounds.MOST_MEMORY // 10**9} GB）")
        answer = json.loads(line, object_hook=_moment)
        match answer.get("error"):
            case None:
                return answer
            case "password":
                raise NotATable("文件加了密码")
            case "large":
                raise TooLarge(f"最多 {bounds.MOST_ROWS:,} 行、{bounds.MOST_COLUMNS:,} 列")
        raise NotATable("文件损坏，或不是 Excel 工作簿")

    def _stop(self) -> None:
        self._late = True
        self._process.kill()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._timer.cancel()
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                _pipe(pipe).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _moment(value: dict[str, Any]) -> Any:
    return dt.datetime.fromisoformat(value["on"]) if value.keys() == {"on"} else value


def _zero(data: bytes, kind: str) -> dt.date:
    """Which of Excel's two ways of counting days a workbook uses for dates written as bare numbers."""
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            told = re.search(rb'date1904="(?:1|true)"', archive.read("xl/workbook.xml"))
        return _DAYS_1904 if told else _DAYS_1900
    return _DAYS_1904 if _says_1904(data) else _DAYS_1900


def _says_1904(data: bytes) -> bool:
    """The DATEMODE record among the first ones of an .xls, found without unpacking the container."""
    at = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    while 0 <= at < len(data) - 4:
        record, size = struct.unpack_from("<HH", data, at)
        if record == 0x0022 and size == 2:
            return data[at + 4 : at + 6] == b"\1\0"
        if record == 0x000A:
            break
        at += 4 + size
    return False
