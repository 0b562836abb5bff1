"""Tails and the means they belong to, checked against scipy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2

from voc_build.numbers.tails import binomial_above, greatest_mean, least_mean

tails = st.floats(1e-6, 0.5)


@given(st.integers(1, 5000), st.floats(0, 1), st.integers(1, 12), st.integers(1, 12))
def test_the_tail_of_a_binomial_is_that_of_scipy(total, where, first, second):
    """For whole numbers of ways that are floats, and for those that are not."""
    share = second / (first + second)
    count = min(total, int(total * share + where * 6 * (total * share) ** 0.5) + 1)

    found = binomial_above(total, count, share, first / (first + second))

    assert found == pytest.approx(binom.sf(count - 1, total, share), rel=1e-7, abs=1e-300)


@pytest.mark.parametrize(("total", "count", "ways"), [(6, 6, 1), (20, 15, 21700), (50, 37, 527_046_644_056)])
def test_halves_are_exact(total, count, ways):
    """What ties with a bar in truth ties with it here."""
    assert binomial_above(total, count, 0.5, 0.5) == ways / 2**total


@given(st.integers(0, 20_000), tails)
def test_the_greatest_mean_is_the_quantile_of_chi_squared(count, tail):
    """Garwood's upper bound."""
    assert greatest_mean(count, tail) == pytest.approx(chi2.isf(tail, 2 * count + 2) / 2, rel=1e-9)


@given(st.integers(1, 20_000), tails)
def test_the_least_mean_is_the_quantile_of_chi_squared(count, tail):
    """Garwood's lower bound."""
    assert least_mean(count, tail) == pytest.approx(chi2.ppf(tail, 2 * count) / 2, rel=1e-9)
