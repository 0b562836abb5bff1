"""Arrays are kept as plain values are, in as few bytes as their numbers need."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc_build.intake.cache import Cache
from voc_build.intake.kept_arrays import KeptArrays, narrow


def kept(folder: Path) -> KeptArrays:
    """What an earlier run kept."""
    return KeptArrays(Cache(folder), "things", "all")


def test_arrays_of_different_lengths_come_back_apart(tmp_path: Path) -> None:
    """None of them, long ones, and hashes that fill their eight bytes."""
    rows = {
        "a": (np.array([[1, 2], [3, -70_000]]), np.array([2**64 - 1], dtype=np.uint64)),
        "b": (np.zeros((2, 0), dtype=np.int32), np.zeros(0, dtype=np.uint64)),
        "c": (np.array([[7], [8]], dtype=np.int16), np.array([3, 4, 5], dtype=np.uint64)),
    }
    first = kept(tmp_path)
    for name, arrays in rows.items():
        first.put(name, arrays)
    first.save({"sizes": [1, 2]})
    again = kept(tmp_path)

    assert again.note == {"sizes": [1, 2]}
    for name, arrays in rows.items():
        found = again.get(name)
        assert found is not None
        assert all(np.array_equal(one, other) for one, other in zip(found, arrays, strict=True))


def test_what_nobody_asked_for_is_forgotten(tmp_path: Path) -> None:
    """As with plain values."""
    first = kept(tmp_path)
    first.put("a", (np.array([1]),))
    first.put("b", (np.array([2]),))
    first.save()
    second = kept(tmp_path)
    second.get("a")
    second.put("c", (np.array([3]),))
    second.save()

    assert [kept(tmp_path).get(name) is None for name in "abc"] == [False, True, False]


def test_what_is_kept_cannot_be_changed_in_place(tmp_path: Path) -> None:
    """Whoever asks next asks for the same."""
    first = kept(tmp_path)
    first.put("a", (np.array([1]),))
    first.save()
    (found,) = kept(tmp_path).get("a") or ()

    with pytest.raises(ValueError, match="read-only"):
        found[0] = 2


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=4))
def test_narrow_numbers_are_the_same_numbers(numbers: list[int]) -> None:
    """Whatever they need."""
    whole = np.array(numbers, dtype=np.int64)

    assert narrow(whole).tolist() == numbers
    assert narrow(whole).nbytes <= whole.nbytes
