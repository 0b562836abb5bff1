"""The back-solver: what printed percentages give away about the counts behind them."""

import itertools
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from voc_build.numbers.implied import (
    FIRST,
    LAST,
    ROUNDING,
    Span,
    Splits,
    counts_of_shares,
    largest_remainder,
    previous_counts,
    printed_by,
    totals_fitting,
)

PIE = tuple(map(Decimal, (4, 4, 82, 5, 5)))


def rounded(value: Fraction, digits: int, rounding: str) -> Decimal:
    """`value` to `digits` decimals, exactly: the printer's work, written apart from ours."""
    scaled = value * 10**digits
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    up = 2 * rest > scaled.denominator or (
        2 * rest == scaled.denominator and (rounding == ROUND_HALF_UP or whole % 2 == 1)
    )
    return Decimal((whole + up) * (-1 if scaled < 0 else 1)).scaleb(-digits)


@pytest.mark.parametrize(
    ("now", "growth", "previous"),
    [
        (22, "-71.79", [78]),
        (7, "-81.08", [37]),
        (7, "-69.57", [23]),
        (21, "-81.08", [111]),
        (374, "-16.3", [447]),
        (509, "13.9", [447]),
        (23, "15", [20]),
        (5, "0", [5]),
        (0, "0", [0]),
        (200, "0", [200, 201]),
        (33, "3.12", [32]),
        (33, "3.13", [32]),
        (22, "-71.80", []),
        (0, "-50", []),
    ],
)
def test_the_counts_behind_printed_changes(now, growth, previous):
    """The bulletin's own changes, two real notices, no change at all, a tie either way, and none possible."""
    assert list(previous_counts(now, Decimal(growth))) == previous


def test_a_fall_to_none_leaves_the_previous_count_open():
    """Down 100 % to none: any count from one on, and nothing is made up to bound it."""
    found = previous_counts(0, Decimal("-100"))

    assert found == Span(1, None)
    assert 1 in found and 10**9 in found and 0 not in found
    assert found.only is None
    assert found.up_to(78) == Span(1, 78)


def test_a_fall_printed_as_the_whole_may_leave_a_few():
    """One left of two hundred is down 99.5 %, printed -100 without decimals."""
    assert previous_counts(1, Decimal("-100")) == Span(200, None)


def test_a_negative_count_is_no_count():
    """A count below zero is a mistake of the caller."""
    with pytest.raises(ValueError):
        previous_counts(-1, Decimal(3))


@given(
    now=st.integers(0, 5000),
    before=st.integers(1, 5000),
    digits=st.integers(0, 3),
    rounding=st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_the_true_previous_count_is_always_among_them(now, before, digits, rounding):
    """Whatever was counted, at any precision and with either rounding of ties."""
    growth = rounded(Fraction(100 * (now - before), before), digits, rounding)

    assert before in previous_counts(now, growth)


@given(now=st.integers(1, 60), before=st.integers(1, 300), digits=st.integers(0, 2))
@settings(max_examples=60, deadline=None)
def test_nothing_else_is_among_them(now, before, digits):
    """By search: a count is in the span just when one of the two roundings prints the change so."""
    growth = rounded(Fraction(100 * (now - before), before), digits, ROUND_HALF_UP)
    found = previous_counts(now, growth)

    searched = [
        p for p in range(1, 400) if abs(Fraction(100 * (now - p), p) - Fraction(growth)) <= Fraction(1, 2 * 10**digits)
    ]
    assert list(found.up_to(399)) == searched


def test_the_printed_pie_is_largest_remainder_with_ties_to_the_later_class():
    """1, 1, 18, 1, 1 of 22 prints 4/4/82/5/5; rounding each on its own would print 102 %."""
    counts = (1, 1, 18, 1, 1)

    assert largest_remainder(counts, ties="last") == PIE
    assert largest_remainder(counts) == tuple(map(Decimal, (5, 5, 82, 4, 4)))
    assert printed_by(counts, PIE) == (LAST,)
    assert printed_by(counts, tuple(map(Decimal, (5, 5, 82, 5, 5)))) == (ROUNDING,)
    assert printed_by((1, 1), (Decimal(50), Decimal(50))) == (ROUNDING, FIRST, LAST)


def test_the_printed_pie_has_one_reading():
    """Of 22, only 1, 1, 18, 1, 1 prints so; and no other total near it does."""
    assert counts_of_shares(PIE, 22) == Splits(((1, 1, 18, 1, 1),))
    assert counts_of_shares(PIE, 22).only == (1, 1, 18, 1, 1)
    assert totals_fitting(PIE, 40) == (22,)


def test_shares_that_nothing_prints():
    """Of 22, one is 4.5 %: no count prints 3 %."""
    impossible = tuple(map(Decimal, (3, 97)))

    assert not counts_of_shares(impossible, 22)
    assert counts_of_shares(impossible, 33).only == (1, 32)


def test_many_readings_are_cut_short_and_said_to_be_more():
    """Whole per cents of thousands fit in very many ways: a few are shown, and that there are more."""
    found = counts_of_shares(tuple(map(Decimal, [10] * 10)), 5000, most=3)

    assert len(found.counts) == 3 and found.more and found.only is None


def test_no_total_no_shares():
    """Shares of nothing are a mistake of the caller."""
    with pytest.raises(ValueError):
        counts_of_shares(PIE, 0)


@given(st.lists(st.integers(0, 10**6), max_size=20), st.integers(0, 3), st.sampled_from(["first", "last"]))
def test_largest_remainder_adds_to_exactly_100(counts, digits, ties):
    """Any counts, any precision; nothing at all gives nothing at all; no share is off by a unit or more."""
    shares = largest_remainder(counts, digits, ties=ties)

    total = sum(counts)
    assert sum(shares) == (100 if total else 0)
    assert all(
        abs(Fraction(share) - Fraction(100 * count, total)) < Fraction(1, 10**digits)
        for share, count in zip(shares, counts, strict=True)
        if total
    )


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=5),
    st.integers(0, 1),
    st.sampled_from([None, "first", "last"]),
)
def test_the_true_split_is_always_among_them(counts, digits, ties):
    """However the shares were rounded, the counts they came from are found."""
    total = sum(counts)
    assume(total)
    if ties is None:
        percents = tuple(rounded(Fraction(100 * count, total), digits, ROUND_HALF_UP) for count in counts)
    else:
        percents = largest_remainder(counts, digits, ties=ties)

    assert tuple(counts) in counts_of_shares(percents, total, most=10**4).counts


@given(st.lists(st.integers(0, 100), min_size=2, max_size=3), st.integers(1, 14))
@settings(max_examples=60, deadline=None)
def test_the_splits_are_those_that_a_search_finds(percents, total):
    """Small totals, all splits tried one by one."""
    shares = tuple(map(Decimal, percents))
    searched = [
        counts
        for counts in itertools.product(range(total + 1), repeat=len(shares))
        if sum(counts) == total and printed_by(counts, shares)
    ]

    assert list(counts_of_shares(shares, total, most=10**4).counts) == searched
    assert (total in totals_fitting(shares, total)) == bool(searched)
