"""Months as values."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc_build.words.month import Month

MONTHS = st.builds(Month, st.integers(1910, 2900), st.integers(1, 12))


@given(MONTHS, st.integers(-100, 100))
def test_adding_months_and_taking_the_difference_are_inverse(month: Month, count: int) -> None:
    """Over the ends of years too."""
    assert (month + count) - month == count


@given(MONTHS)
def test_a_month_reads_what_it_writes(month: Month) -> None:
    """`2022-04`."""
    assert Month.parse(str(month)) == month


@given(MONTHS, MONTHS)
def test_months_are_ordered_as_their_texts(one: Month, other: Month) -> None:
    """So file names sort."""
    assert (one < other) == (str(one) < str(other))


@pytest.mark.parametrize("text", ["2022-4", "2022/04", "2022-13", "2022-00", "２０２２-04", "0000-01", ""])
def test_anything_else_is_no_month(text: str) -> None:
    """ValueError."""
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


def test_a_month_holds_its_days() -> None:
    """The first, the last, and none of another year."""
    february = Month(2024, 2)

    assert (february.first_day, february.last_day) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert february.last_day in february
    assert dt.date(2023, 2, 1) not in february
    assert Month.of(february.last_day) == february
    assert february.chinese == "2024年2月"
