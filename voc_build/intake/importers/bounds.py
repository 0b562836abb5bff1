"""How much of a stranger's file is opened at all: looked at before any spreadsheet reader sees it.

A workbook is a zip of XML. What it says of its own size is believed only as far as it is then counted; a part that
packs a hundred to one, or a cell far out in an empty sheet, is how a small file fills a computer's memory.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

MOST_BYTES: Final = 100_000_000
"""Bytes of a file."""
MOST_UNPACKED: Final = 1_000_000_000
"""Bytes of all parts of a workbook together; 50,000 rows of 70 columns are about 200 million."""
MOST_PARTS: Final = 5_000
MOST_RATIO: Final = 100
"""Unpacked to packed size of a part that is not small; sheets of repeated words reach about thirty."""
SMALL: Final = 1_000_000
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1_000
MOST_SECONDS: Final = 120
MOST_MEMORY: Final = 2_000_000_000
"""Bytes of the process that reads; 50,000 rows of 70 columns take a fifth of it."""

_PIECE: Final = 1 << 20
_FAR: Final = re.compile(rb'<c r="((?=[A-Z]{3}|[A-Z]+[0-9]{6})[A-Z]+)([0-9]+)"(?:[^>]*[^/])?>')
"""A cell with something in it, in a column past ZZ or a row of six digits."""
_MARK: Final = b"PK\x03\x04"


class TooLarge(Exception):
    """Beyond a bound; the text says which, in Chinese."""


class NotATable(Exception):
    """Not a spreadsheet that can be read; the text says what it is instead, in Chinese."""


def kind(data: bytes) -> str:
    """`xlsx`, `xls` or `text` by what a file holds, whatever its name; raises TooLarge or NotATable."""
    if len(data) > MOST_BYTES:
        raise TooLarge(f"文件超过 {MOST_BYTES // 1_000_000} MB")
    if not data.strip(b"\0 \t\r\n"):
        raise NotATable("文件是空的")
    if data.startswith(_MARK):
        _look_into(data)
        return "xlsx"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise NotATable("文件加了密码")
        return "xls"
    if data.startswith((b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")):
        raise NotATable("文件是很老的 Excel 格式（5.0 以前）")
    if data.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise NotATable("文件的内容不是表格")
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|meta|head|body|div|style)", data[:400], re.I):
        raise NotATable("文件的内容是网页，只是取了表格的扩展名")
    return "text"


def _look_into(data: bytes) -> None:
    """A workbook's zip, counted part by part and never held; raises TooLarge or NotATable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise TooLarge(f"压缩包里有 {len(parts):,} 个部分，最多 {MOST_PARTS:,} 个")
            _is_workbook({part.filename for part in parts})
            _declared(parts)
            for part in parts:
                _count(archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise NotATable("文件损坏或加了密码，解不开") from None


def _is_workbook(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    known = {
        "word/document.xml": "Word 文档",
        "xl/workbook.bin": "二进制工作簿（.xlsb）",
        "content.xml": "OpenDocument",
    }
    what = next((found for name, found in known.items() if name in names), "压缩包，不是工作簿")
    raise NotATable(f"文件的内容是{what}")


def _declared(parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    if total > MOST_UNPACKED:
        raise TooLarge(f"解开后有 {total // 1_000_000:,} MB，最多 {MOST_UNPACKED // 1_000_000:,} MB")
    for part in parts:
        if part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise TooLarge(f"压缩比异常：{part.file_size // max(part.compress_size, 1):,} 倍（压缩炸弹）")


def _count(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack one part to nowhere: zipfile stops at the declared size and holds it to its checksum."""
    sheet = part.filename.startswith("xl/worksheets/")
    for piece in _pieces(archive, part):
        for match in _FAR.finditer(piece) if sheet else ():
            letters, row = match[1].decode(), int(match[2])
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - ord("A") + 1
            if row > MOST_ROWS or column > MOST_COLUMNS:
                raise TooLarge(f"{letters}{row} 有内容，最多 {MOST_ROWS:,} 行、{MOST_COLUMNS:,} 列")


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that overlap by more than a cell's opening tag."""
    rest = b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            yield rest + piece
            rest = piece[-200:]
