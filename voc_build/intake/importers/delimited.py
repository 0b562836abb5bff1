"""Comma- and tab-separated text as spreadsheets save it: its encoding, its separator, its rows."""

from __future__ import annotations

import csv
import io
import re

from voc_build.intake.hygiene import encoding
from voc_build.intake.importers.bounds import MOST_COLUMNS, MOST_ROWS, NotATable, TooLarge

_SEPARATORS = ",\t;|"
_AS_TEXT = re.compile(r'="([^"]*)"')


def read(data: bytes) -> list[list[str]]:
    """All rows, UTF-8, GB18030 or UTF-16; raises NotATable or TooLarge."""
    codec = encoding(data)
    if codec is None:
        raise NotATable("文件不是表格，也认不出是哪种编码的文本")
    text = data.decode(codec).removeprefix("\ufeff")
    if "\0" in text:
        raise NotATable("文件的内容不是文本")
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for row in reader:
            if len(rows) >= MOST_ROWS or len(row) > MOST_COLUMNS:
                raise TooLarge(f"最多 {MOST_ROWS:,} 行、{MOST_COLUMNS:,} 列")
            rows.append([_plain(cell) for cell in row])
    except csv.Error:
        raise NotATable(f"第 {reader.line_num} 行附近的引号没有配对，或一格的文字过长") from None
    return rows


def _separator(text: str) -> str:
    """The mark that cuts the first lines into most cells."""
    lines = text[:20_000].splitlines()[:40]
    return max(_SEPARATORS, key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _plain(cell: str) -> str:
    """`="0012"` is how a number is written for Excel to take as text; no other formula is read."""
    match = _AS_TEXT.fullmatch(cell)
    return match[1] if match else cell
