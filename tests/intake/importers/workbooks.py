"""Workbooks made by hand, byte by byte where need be: .xlsx as a zip of XML, .xls as BIFF8 in a compound file."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from xml.sax.saxutils import escape

from voc_build.intake.importers.letters import column_name

Value: TypeAlias = "str | float | bool | dt.date | None"
Rows: TypeAlias = Sequence[Sequence[Value]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HIDDEN = ' state="hidden"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def xlsx(
    rows: Rows = (),
    *,
    sheets: Mapping[str, Rows] | None = None,
    merged: Sequence[str] = (),
    hidden: Sequence[str] = (),
    date1904: bool = False,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook of one sheet `Sheet1`, or of several; `more` are further parts of the zip, or other ones."""
    books = sheets or {"Sheet1": rows}
    zero = dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 30)
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _types(len(books)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(list(books), hidden, date1904),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(books) + 1)] + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>'.encode(),
    }
    for number, table in enumerate(books.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet_xml(table, merged, zero)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | dict(more or {})).items():
            archive.writestr(zipfile.ZipInfo(name, (2022, 5, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def sheet_xml(rows: Rows, merged: Sequence[str] = (), zero: dt.date = dt.date(1899, 12, 30)) -> bytes:
    """One worksheet."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(value, f"{column_name(at)}{number}", zero) for at, value in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    tail = f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else ""
    return f'{_HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData>{tail}</worksheet>'.encode()


def _cell(value: Value, at: str, zero: dt.date) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        days = (moment - dt.datetime.combine(zero, dt.time())) / dt.timedelta(1)
        return f'<c r="{at}" s="1"><v>{days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _types(sheets: int) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{overrides}</Types>'
    ).encode()


def _relations(targets: Sequence[tuple[str, str]]) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'.encode()


def _workbook(names: Sequence[str], hidden: Sequence[str], date1904: bool) -> bytes:
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}"{HIDDEN if name in hidden else ""} r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    how = ' date1904="1"' if date1904 else ""
    return (
        f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr{how}/><sheets>{sheets}</sheets></workbook>'
    ).encode()


# -- .xls -----------------------------------------------------------------------------------------
def xls(rows: Rows, *, date1904: bool = False, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A BIFF8 workbook of one sheet `Sheet1`; dates as bare serial numbers; merged: first and last row, column."""
    zero = dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 30)
    mode = _record(0x0022, struct.pack("<H", date1904))
    name = "Sheet1".encode("utf-16-le")
    bound = struct.pack("<IHBB", 0, 0, 6, 1) + name
    globals_length = len(_bof(5) + mode + _record(0x0085, bound) + _record(0x000A))
    globals_ = _bof(5) + mode + _record(0x0085, struct.pack("<I", globals_length) + bound[4:]) + _record(0x000A)
    width = max((len(row) for row in rows), default=0)
    body = [_bof(0x10), _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))]
    for number, row in enumerate(rows):
        body += [_biff(number, column, value, zero) for column, value in enumerate(row) if value is not None]
    if merged:
        ranges = b"".join(struct.pack("<HHHH", *one) for one in merged)
        body.append(_record(0x00E5, struct.pack("<H", len(merged)) + ranges))
    return _compound(globals_ + b"".join(body) + _record(0x000A))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0x0600)) if kind != 5 else _record(
        0x0809, b"\x00\x06\x05\x00" + struct.pack("<HHII", 0x0DBB, 0x07CC, 0, 0x0600)
    )  # fmt: skip


def _biff(row: int, column: int, value: Value, zero: dt.date) -> bytes:
    at = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x0204, at + struct.pack("<HB", len(text) // 2, 1) + text)
    number = (value - zero).days if isinstance(value, dt.date) else float(value or 0)
    return _record(0x0203, at + struct.pack("<d", number))


def _compound(stream: bytes) -> bytes:
    """A compound file (version 3) whose only stream is `Workbook`, long enough not to be a mini stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    tables = 1
    while tables * 128 < sectors + 1 + tables:
        tables += 1
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [*range(1, sectors), end, end, *([table] * tables)]
    chain += [free] * (tables * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, sectors, 0, 4096, end, 0, end, 0)
    numbers = [sectors + 1 + index for index in range(tables)]
    header += struct.pack("<109I", *numbers, *([free] * (109 - tables)))
    directory = _entry("Root Entry", 5, 1, end, 0) + _entry("Workbook", 2, free, 0, len(stream)) + bytes(256)
    return header + stream + directory + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    none = 0xFFFFFFFF
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<III", none, none, child) + bytes(36) + struct.pack("<IQ", start, size)
