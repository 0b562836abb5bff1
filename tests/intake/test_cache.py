"""Bytes kept under the hash of what they were made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc_build.intake.cache import Cache, digest


def test_what_is_put_is_got(tmp_path: Path) -> None:
    """Under its kind and key, and no other."""
    cache = Cache(tmp_path)
    cache.put("months", "aa11", b"tickets")

    assert cache.get("months", "aa11") == b"tickets"
    assert cache.get("plain", "aa11") is None
    assert cache.get("months", "aa12") is None


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 40])
def test_a_damaged_entry_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    """Cut off, empty or overwritten."""
    cache = Cache(tmp_path)
    cache.put("months", "aa11", b"tickets")
    (tmp_path / "months" / "aa" / "aa11").write_bytes(damage)

    assert cache.get("months", "aa11") is None


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    """A file stands where its folder should be."""
    (tmp_path / "cache").write_text("in the way")
    Cache(tmp_path / "cache").put("months", "aa11", b"tickets")

    assert Cache(tmp_path / "cache").get("months", "aa11") is None


def test_no_folder_keeps_nothing() -> None:
    """The default of every test."""
    Cache().put("months", "aa11", b"tickets")

    assert Cache().get("months", "aa11") is None


def test_moving_a_byte_between_parts_changes_the_digest() -> None:
    """Lengths are hashed too."""
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("甲") == digest("甲".encode())
