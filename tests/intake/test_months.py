"""Ticket files as packed columns, each read once."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from voc_build.intake.cache import Cache
from voc_build.intake.files import Files, Seen
from voc_build.intake.months import Wrong, read_months, reduce
from voc_build.intake.packed import pack, unpack
from voc_build.intake.tickets import read_tickets
from voc_build.words.tickets import NONE, Tickets

ROW = "  - {编号: T-1, 受理日期: 2023-05-03, 来源: 客户之声, 类型: 表扬, 机构: 云溪分行, 关联: T-0}\n"
GOOD = ("issues/2023-06/tickets.yml", f"工单:\n{ROW}".encode())
EMPTY = ("issues/2023-07/tickets.yml", "工单: []\n".encode())
BAD = ("issues/2023-08/tickets.yml", "工单: 无\n".encode())


def test_packing_and_unpacking_change_nothing() -> None:
    """Columns, words and keys, of no tickets too."""
    for file, data in (GOOD, EMPTY):
        tickets = read_tickets(data, file)
        assert unpack(pack(tickets)) == tickets


def test_numbers_are_packed_as_small_as_they_are() -> None:
    """One, two or four bytes, on either side of each border."""
    tickets = read_tickets(GOOD[1] + ROW.encode(), GOOD[0])
    for most in (127, 128, 32767, 32768, 2**31 - 1):
        tickets.columns["received"][:] = [NONE, most]
        assert unpack(pack(tickets)) == tickets


def test_what_was_quiet_stays_so() -> None:
    """A month is kept with whether its 摘要 are about nobody; where a number stands in one it is not."""
    said = [
        ROW.replace("}", f", 摘要: {text}}}").encode() for text in ("已回访", "电话16012345678", "致电 16012345678")
    ]
    found = [reduce(GOOD[1] + row, GOOD[0]) for row in (b"", *said)]

    assert [unpack(packed).quiet for packed in found] == [True, True, False, False]


def _read(root: Path, cache: Cache, *months: tuple[str, bytes]) -> list[Tickets | Wrong]:
    """These ticket files, put into a folder and read from there."""
    files = Files(Seen(root, Cache()))
    for path, data in months:
        where = root / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_bytes(data)
        files.add(path, str(where))
    return list(read_months(list(files), files, cache))


def test_a_wrong_file_stands_in_its_place(tmp_path: Path) -> None:
    """The others are read all the same, in order."""
    found = _read(tmp_path, Cache(), GOOD, BAD, EMPTY)

    assert [type(one) for one in found] == [Tickets, ValidationError, Tickets]


def test_kept_months_are_not_read_again(tmp_path: Path) -> None:
    """A second run gives the same tickets from the cache alone."""
    cache = Cache(tmp_path / "cache")
    first = _read(tmp_path, cache, GOOD)
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]

    assert len(kept) == 1
    assert _read(tmp_path, cache, GOOD) == first


def test_a_wrong_file_is_never_kept(tmp_path: Path) -> None:
    """Its problems are told on every run."""
    _read(tmp_path, Cache(tmp_path / "cache"), BAD)

    assert not (tmp_path / "cache").exists()


def test_a_kept_month_is_unpacked_when_somebody_looks(tmp_path: Path) -> None:
    """Listing it touches nothing; a damaged entry is noticed then, and the file read again."""
    cache = Cache(tmp_path / "cache")
    first = _read(tmp_path, cache, GOOD)
    (kept,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    again = _read(tmp_path, cache, GOOD)
    kept.write_bytes(kept.read_bytes()[:-1])

    assert "columns" not in vars(again[0])
    assert again == first
