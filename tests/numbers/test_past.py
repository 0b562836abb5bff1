"""A count and the twelve months before it: each change equals what the two counts alone say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.numbers import counting
from voc_build.numbers.change import Verdict, against_mean, change
from voc_build.numbers.past import Past, has_past, of_bank
from voc_build.numbers.statistics import statistics
from voc_build.words.measures import COMPLAINTS
from voc_build.words.month import Month

NOW = Month(2023, 5)
MONTHS = tuple(NOW + -back for back in range(12, -1, -1))
maybe = st.none() | st.integers(0, 60)


@given(st.lists(maybe, min_size=13, max_size=13))
def test_without_a_break_each_change_is_that_of_the_two_counts(values):
    """The month before stands last but one, the year before first, the mean is over all twelve."""
    own = Past(tuple(values), MONTHS, None)

    assert own.month == change(values[11], values[12])
    assert own.year == change(values[0], values[12])
    assert own.mean == against_mean(values[:12], values[12])


@given(st.lists(st.integers(0, 60), min_size=13, max_size=13), st.integers(1, 12))
def test_nothing_is_compared_across_a_break(values, at):
    """What lies before the break neither counts nor is a base; too little after it is said to be the break's fault."""
    own = Past(tuple(values), MONTHS, MONTHS[at])

    assert own.year.verdict is Verdict.BROKEN
    assert (own.month.verdict is Verdict.BROKEN) == (at == 12)
    assert own.mean.months == 12 - at
    assert (own.mean.verdict is Verdict.BROKEN) == (12 - at < 6)


def test_a_month_without_an_issue_is_not_known():
    """It is neither zero nor skipped: the year before stays the year before."""
    found = statistics(counting.archive({0: [], 2: []}))

    own = of_bank(found, 1, COMPLAINTS)

    assert own.values[-3:] == (0, None, 0)
    assert own.month.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("values", "some"),
    [
        ([None] * 12 + [3], False),
        ([1] + [None] * 11 + [3], True),
        ([None] * 3 + [5] + [None] * 8 + [3], False),
    ],
)
def test_a_first_month_has_no_past(values, some):
    """Nothing known before it: no table of empty comparisons."""
    assert has_past([Past(tuple(values), MONTHS, None)]) is some


def test_a_column_of_gaps_gives_no_nan():
    """NaN is not known, and stays outside."""
    found = statistics(counting.archive({0: []}))
    column = np.array([np.nan])

    assert Past((None,) * 13, MONTHS, None).mean.mean is None
    assert found.year_to_date(column, 0) is None
