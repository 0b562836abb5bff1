"""Files as sheets of cells, and those that are not opened."""

from __future__ import annotations

import csv
import datetime as dt
import io
import struct
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.importers.workbooks import MAIN, Rows, xls, xlsx
from voc_build.intake.importers import bounds
from voc_build.intake.importers.book import Book, opened
from voc_build.intake.importers.bounds import NotATable, TooLarge

ROWS: Rows = [["台账"], ["编号", "受理日期", "机构"], ["T-1", dt.date(2022, 4, 2), "长春分行"], ["T-2", 44653.5, None]]


def head(data: bytes) -> list[list[Any]]:
    """The first rows of the first sheet."""
    with opened(data) as book:
        return book.sheets[0].head


def test_a_workbook_is_rows_of_typed_cells() -> None:
    """Days are days where the workbook says so, numbers elsewhere."""
    assert head(xlsx(ROWS)) == [
        ["台账", "", ""],
        ["编号", "受理日期", "机构"],
        ["T-1", dt.datetime(2022, 4, 2), "长春分行"],
        ["T-2", 44653.5, ""],
    ]


def test_an_old_workbook_too() -> None:
    """BIFF8 in a compound file; its dates here are bare numbers."""
    assert head(xls(ROWS)) == [
        ["台账", "", ""], ["编号", "受理日期", "机构"], ["T-1", 44653.0, "长春分行"], ["T-2", 44653.5, ""],
    ]  # fmt: skip


@pytest.mark.parametrize(("make", "merged"), [(xlsx, ["C3:C4"]), (xls, [(2, 3, 2, 2)])])
def test_a_cell_merged_downwards_stands_in_each_row(make: Any, merged: Any) -> None:
    """As a reader sees it."""
    with opened(make(ROWS, merged=merged)) as book:
        assert book.body(0, [2]).columns == {2: ["", "机构", "长春分行", "长春分行"]}


@pytest.mark.parametrize("make", [xlsx, xls])
def test_the_two_ways_of_counting_days_are_told_apart(make: Any) -> None:
    """1904 is what workbooks of old Macintoshes use."""

    def zero(data: bytes) -> dt.date:
        with opened(data) as book:
            return book.zero

    assert (zero(make(ROWS)), zero(make(ROWS, date1904=True))) == (dt.date(1899, 12, 30), dt.date(1904, 1, 1))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_is_read_in_its_encoding_and_by_its_separator(codec: str, mark: str) -> None:
    """A number in ="…" is text that was guarded from Excel."""
    text = f'工单号{mark}机构\r\n="0012"{mark}"长春{mark}分行\n二"\r\n\r\n'

    assert head(text.encode(codec)) == [["工单号", "机构"], ["0012", f"长春{mark}分行\n二"], []]


def test_hidden_sheets_say_so() -> None:
    """And all are named."""
    with opened(xlsx(sheets={"4月": ROWS, "旧": ROWS}, hidden=["旧"])) as book:
        assert [(one.name, one.visible) for one in book.sheets] == [("4月", True), ("旧", False)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"\0" * 100, "空的"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "网页"),
        (b"%PDF-1.7", "不是表格"),
        (b"\x09\x08\x08\x00\x00\x05\x05\x00", "很老"),
        (xlsx(ROWS)[:400], "解不开"),
        (xlsx(ROWS).replace(b"PK\x01\x02", b"PK\x01\x09"), "解不开"),
        (xls(ROWS)[:700], "损坏"),
        (xls(ROWS) + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (bytes(range(128, 256)) * 9, "认不出"),
        ('编号,机构\n"T-1,长春分行\n'.encode(), "引号"),
    ],
)
def test_what_is_no_table_is_named(data: bytes, words: str) -> None:
    """By what it holds, whatever its name."""
    with pytest.raises(NotATable, match=words):
        head(data)


@pytest.mark.parametrize(
    ("part", "words"), [("word/document.xml", "Word"), ("content.xml", "OpenDocument"), ("a", "压缩包")]
)
def test_another_zip_is_named(part: str, words: str) -> None:
    """Nothing of it is unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(part, "x")

    with pytest.raises(NotATable, match=words):
        head(made.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what it says of itself; no reader is started."""
    bomb = xlsx(ROWS, more={"xl/worksheets/sheet2.xml": b" " * 50_000_000})
    monkeypatch.setattr("voc_build.intake.importers.book._Workbook", None)

    assert len(bomb) < 100_000
    with pytest.raises(TooLarge, match="压缩炸弹"):
        head(bomb)


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    """What it says is counted."""
    bomb = xlsx(ROWS, more={"xl/media/a": b" " * 5_000_000})
    size, lie = struct.pack("<I", 5_000_000), struct.pack("<I", 1_000)

    with pytest.raises(NotATable):
        head(bomb.replace(size, lie))


def test_many_parts_and_large_totals_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand million bytes of parts, or some thousand parts."""
    with pytest.raises(TooLarge, match="部分"):
        head(xlsx(ROWS, more={f"xl/{n}": b"" for n in range(bounds.MOST_PARTS)}))
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 1_000)
    with pytest.raises(TooLarge, match="解开后"):
        head(xlsx(ROWS))
    monkeypatch.setattr(bounds, "MOST_BYTES", 10)
    with pytest.raises(TooLarge, match="MB"):
        head(b"a,b,c\n" * 10)


FAR = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'


def test_a_cell_far_out_in_an_empty_sheet_is_refused() -> None:
    """A reader would make room for all cells before it; empty cells that only have a style do no harm."""
    far = FAR.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    styled = FAR.format('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>')

    with pytest.raises(TooLarge, match="XFD1048576"):
        head(xlsx(more={"xl/worksheets/sheet1.xml": far.encode()}))
    assert head(xlsx(more={"xl/worksheets/sheet1.xml": styled.encode()})) == [[1.0]]


def test_a_reader_out_of_memory_hurts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells in another order of attributes pass the look from outside; the process has its own bounds."""
    far = FAR.format(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c s="1" r="XFD1048576"><v>1</v></c></row>'
    )
    monkeypatch.setattr(bounds, "MOST_MEMORY", 1_000_000_000)

    with pytest.raises(TooLarge, match="内存"):
        head(xlsx(more={"xl/worksheets/sheet1.xml": far.encode()}))


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the file refused."""
    monkeypatch.setattr(bounds, "MOST_SECONDS", 0)

    with pytest.raises(TooLarge, match="时间"):
        head(xlsx([["a", "b"]] * 20_000))


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=20)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(CELLS.filter(str.strip), min_size=1, max_size=4), min_size=1, max_size=5))
def test_what_was_written_is_read(rows: list[list[str]]) -> None:
    """In both kinds of workbook, and as text."""
    width = max(map(len, rows))
    expected = [[*row, *[""] * (width - len(row))] for row in rows]
    text = io.StringIO()
    csv.writer(text).writerows(rows)

    assert head(xlsx(rows)) == expected
    assert head(xls(rows)) == expected
    if not text.getvalue().lstrip().startswith("<"):
        guarded = [
            [cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell for cell in row] for row in rows
        ]
        assert head(("编号,机构,受理日期,业务,来源\n" + text.getvalue()).encode())[1:] == guarded


def test_a_book_says_what_it_is() -> None:
    """A protocol two readers keep."""

    def kind(book: Book) -> bool:
        return book.is_text

    with opened(b"a,b") as text, opened(xlsx(ROWS)) as workbook:
        assert (kind(text), kind(workbook)) == (True, False)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([xlsx(ROWS, merged=["A1:C1"]), xls(ROWS), "编号,机构\n1,2\n".encode()]),
       st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=5))  # fmt: skip
def test_a_damaged_file_is_read_or_refused(data: bytes, flips: list[tuple[int, int]]) -> None:
    """Nothing else comes of it."""
    damaged = bytearray(data)
    for at, byte in flips:
        damaged[at % len(damaged)] = byte
    try:
        with opened(bytes(damaged)) as book:
            book.body(0, [0, 1])
    except (NotATable, TooLarge):
        pass
