"""Moments of release as they are asked for."""

from __future__ import annotations

import datetime as dt

import pytest

from voc_build.words.moments import SHANGHAI, release_time


def test_release_times_are_ends_of_days_or_moments() -> None:
    """`--as-of 2022-05-12` means that day is over."""
    assert release_time("2022-05-12") == dt.datetime(2022, 5, 12, 23, 59, 59, tzinfo=SHANGHAI)
    assert release_time("2022-05-12T01:00+00:00") == dt.datetime(2022, 5, 12, 9, tzinfo=SHANGHAI)
    with pytest.raises(ValueError, match="isoformat"):
        release_time("gestern")
