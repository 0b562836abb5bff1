"""Many small things are kept in one entry, as long as somebody asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc_build.intake.cache import Cache
from voc_build.intake.kept import Kept


def kept(folder: Path | None) -> Kept:
    """What an earlier run kept."""
    return Kept(Cache(folder), "things", "all")


def test_what_was_put_is_there_after_it_was_saved(tmp_path: Path) -> None:
    """Not before: what was made twice in one run is made from two things."""
    first = kept(tmp_path)
    first.put("a", ["甲", 1, None])

    assert first.get("a") is None
    first.save()
    assert kept(tmp_path).get("a") == ["甲", 1, None]


def test_what_nobody_asked_for_is_forgotten(tmp_path: Path) -> None:
    """The entry does not grow with every change."""
    first = kept(tmp_path)
    first.put("a", 1)
    first.put("b", 2)
    first.save()
    second = kept(tmp_path)
    second.get("a")
    second.put("c", 3)
    second.save()

    assert [kept(tmp_path).get(one) for one in "abc"] == [1, None, 3]


def test_another_value_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """It is saved though nothing else is kept, line ends and spaces in it and all."""
    for value in (1, {"a b": "\n\u2028\r 甲"}):
        now = kept(tmp_path)
        now.put("a", value)
        now.save()

    assert kept(tmp_path).get("a") == {"a b": "\n\u2028\r 甲"}


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff" * 99])
def test_a_damaged_entry_keeps_nothing(damage: bytes, tmp_path: Path) -> None:
    """It only costs time."""
    first = kept(tmp_path)
    first.put("a", 1)
    first.save()
    (entry,) = (path for path in tmp_path.rglob("*") if path.is_file())
    entry.write_bytes(damage)

    assert kept(tmp_path).get("a") is None


def test_without_a_folder_nothing_is_kept() -> None:
    """And nothing fails."""
    first = kept(None)
    first.put("a", 1)
    first.save()

    assert kept(None).get("a") is None
