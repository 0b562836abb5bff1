"""Changes, checked against scipy's own test, against whole numbers, and by hand."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control

from voc_build.numbers.change import (
    FEWEST,
    LEVEL,
    Verdict,
    against_mean,
    change,
    changes,
    discoveries,
    growth_text,
    mean_text,
    p_value,
    too_few,
)

counts = st.integers(0, 200)
maybe_counts = st.none() | counts


def tails(before: int, now: int, share: Fraction) -> Fraction:
    """The doubled smaller binomial tail, in whole numbers."""
    total = before + now
    chance = [math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    return min(Fraction(1), 2 * min(sum(chance[: now + 1]), sum(chance[now:])))


@pytest.mark.parametrize(("before", "now", "p"), [(78, 22, 1.59e-8), (37, 7, 5.3e-6), (23, 7, 0.00522), (5, 5, 1.0)])
def test_the_real_issue_is_judged_as_its_facts_say(before, now, p):
    """The falls of the 2022-05 issue are beyond chance."""
    assert p_value(before, now) == pytest.approx(p, rel=2e-3)


@given(counts, counts)
def test_equal_exposures_give_the_binomial_test_of_scipy(before, now):
    """Doubling the smaller tail is the exact two-sided test where both months weigh the same."""
    expected = binomtest(now, before + now).pvalue if before + now else 1.0

    assert p_value(before, now) == pytest.approx(expected, rel=1e-6)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 12), st.integers(1, 12))
def test_unequal_exposures_give_the_tails_of_whole_numbers(before, now, first, second):
    """The p-value is exact for any exposures."""
    exact = tails(before, now, Fraction(second, first + second))

    assert p_value(before, now, (float(first), float(second))) == pytest.approx(float(exact), rel=1e-9)


def test_an_exposure_of_zero_is_refused():
    """There is no rate behind nothing."""
    with pytest.raises(ValueError, match="exposure"):
        p_value(1, 2, (0.0, 1.0))


@given(counts, counts)
def test_too_few_means_that_no_split_of_the_total_passes(before, now):
    """The verdict depends on the total alone when months weigh the same."""
    total = before + now
    best = min(p_value(total - k, k) for k in range(total + 1))

    assert too_few(before, now) == (best > LEVEL) == (total < FEWEST)


@pytest.mark.parametrize(
    ("before", "now", "verdict", "sign"),
    [
        (78, 22, Verdict.BEYOND, "▼"),
        (22, 78, Verdict.BEYOND, "▲"),
        (20, 24, Verdict.MAYBE, "△"),
        (24, 20, Verdict.MAYBE, "▽"),
        (20, 20, Verdict.MAYBE, "＝"),
        (5, 0, Verdict.FEW, "·"),
        (0, 0, Verdict.FEW, "·"),
        (None, 3, Verdict.UNKNOWN, "—"),
        (3, float("nan"), Verdict.UNKNOWN, "—"),
    ],
)
def test_every_verdict_has_a_sign_of_its_own(before, now, verdict, sign):
    """Words and sign say the same, without colour."""
    found = change(before, now)

    assert (found.verdict, found.sign) == (verdict, sign)


def test_a_break_of_definition_is_refused_in_words():
    """Neither difference nor growth is offered across it."""
    found = change(78, 22, broken=True)

    assert (found.difference, found.growth, found.sign) == (None, None, "≠")
    assert growth_text(found) == "口径不同，不作比较"


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        (78, 22, "下降 71.79%（78→22 件）"),
        (10, 11, "上升 10.00%（10→11 件）"),
        (9, 11, "由 9 件增至 11 件"),
        (3, 1, "由 3 件减至 1 件"),
        (0, 5, "由 0 件增至 5 件"),
        (22, 22, "持平（22 件）"),
        (0, 0, "持平（0 件）"),
        (800, 805, "上升 0.63%（800→805 件）"),
        (160000, 160001, "上升不足 0.01%（160000→160001 件）"),
        (None, 5, "无从比较"),
    ],
)
def test_growth_is_printed_with_its_counts(before, now, text):
    """No bare percentage, none on a small base; halves are rounded up (0.625 % is 0.63 %)."""
    assert growth_text(change(before, now)) == text


def test_growth_from_nothing_is_never_a_percentage():
    """Not even when the minimum base is set to 0."""
    assert growth_text(change(0, 5), minimum=0) == "由 0 件增至 5 件"


@pytest.mark.parametrize("value", [-1, 1.5, float("inf")])
def test_what_is_no_count_is_refused(value):
    """Counts are whole and not negative."""
    with pytest.raises(ValueError, match="not a count"):
        change(value, 1)


def test_a_table_is_stricter_than_its_rows():
    """One p of 0.04 among twenty is what chance brings."""
    befores, nows = [20] + [20] * 19, [36] + [20] * 19

    assert change(20, 36).verdict is Verdict.BEYOND
    assert {row.verdict for row in changes(befores, nows)} == {Verdict.MAYBE}


def test_rows_that_cannot_be_tested_do_not_dilute_the_table():
    """Gaps and small counts keep their own verdict and do not count as tests."""
    table = changes([20, None, 1, 0], [36, 3, 1, 0])

    assert [row.verdict for row in table] == [Verdict.BEYOND, Verdict.UNKNOWN, Verdict.FEW, Verdict.FEW]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_discoveries_are_those_of_scipy(p_values):
    """Benjamini and Hochberg's step-up, by adjusted p-values."""
    adjusted = false_discovery_control(p_values)
    clear = [abs(p - LEVEL) > 1e-9 for p in adjusted]

    found = discoveries(p_values)

    assert all(one == (p <= LEVEL) for one, p, sure in zip(found, adjusted, clear, strict=True) if sure)


@given(st.lists(st.tuples(maybe_counts, maybe_counts), max_size=20))
def test_a_table_never_says_more_than_its_rows(rows):
    """Same order, same numbers; the verdict is the row's own or weaker; nothing is NaN or infinite."""
    befores, nows = [row[0] for row in rows], [row[1] for row in rows]
    table = changes(befores, nows)

    assert len(table) == len(rows)
    for (before, now), row in zip(rows, table, strict=True):
        alone = change(before, now)
        assert (row.before, row.now, row.difference, row.growth) == (
            before,
            now,
            alone.difference,
            alone.growth,
        )
        assert row.verdict in (alone.verdict, Verdict.MAYBE)
        assert row.growth is None or math.isfinite(row.growth)
        assert "nan" not in growth_text(row) and "inf" not in growth_text(row)


def test_a_month_is_held_against_the_mean_of_the_year_before():
    """Twelve months of 30 and a month of 60: beyond chance, with the mean as base."""
    found = against_mean([99] + [30] * 12, 60)

    assert (found.mean, found.months, found.difference, found.growth) == (30, 12, 30, 1.0)
    assert (found.verdict, found.sign) == (Verdict.BEYOND, "▲")
    assert mean_text(found) == "上升 100.00%（月均 30.0→60 件）"


@pytest.mark.parametrize(
    ("values", "now", "text"),
    [
        ([30] * 5, 60, "已知月份不足 6 个"),
        ([], 60, "已知月份不足 6 个"),
        ([30, None] * 6, 30, "持平（已知 6 个月月均 30.0 件）"),
        ([3] * 12, 5, "由月均 3.0 件增至 5 件"),
        ([0] * 12, 0, "持平（月均 0.0 件）"),
        ([30] * 12, None, "无从比较"),
    ],
)
def test_the_mean_is_compared_only_where_it_can_be(values, now, text):
    """Few known months, small means and gaps are said in words."""
    assert mean_text(against_mean(values, now)) == text


def test_a_fall_to_none_from_one_a_month_is_too_few_to_say():
    """Even none at all would be nothing unusual."""
    assert against_mean([1] * 12, 0).verdict is Verdict.FEW


@given(st.lists(maybe_counts, max_size=15), maybe_counts)
def test_against_the_mean_is_never_nan(values, now):
    """Any months, with any gaps."""
    found = against_mean(values, now)
    known = [value for value in values[-12:] if value is not None]

    assert found.months == len(known)
    assert all(one is None or math.isfinite(one) for one in (found.mean, found.difference, found.growth, found.p))
    assert (found.verdict is Verdict.UNKNOWN) == (now is None or len(known) < 6)
    assert "nan" not in mean_text(found) and "inf" not in mean_text(found)
