"""Rates and rankings, checked against chi-squared quantiles and by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, poisson

from voc_build.numbers.rates import BASES, CUSTOMERS, OUTLETS, Tier, interval, ranking, rate


@given(st.integers(0, 500), st.sampled_from([0.9, 0.95, 0.998]))
def test_intervals_are_garwoods(count, coverage):
    """The textbook form: half the chi-squared quantiles of 2k and 2k + 2 degrees of freedom."""
    tail = (1 - coverage) / 2
    lower = chi2.ppf(tail, 2 * count) / 2 if count else 0.0

    assert interval(count, coverage) == pytest.approx((lower, chi2.ppf(1 - tail, 2 * count + 2) / 2))


@given(st.integers(1, 200))
def test_at_the_ends_of_an_interval_the_count_is_just_not_unusual(count):
    """Garwood's definition, by the Poisson tails themselves."""
    lower, upper = interval(count)

    assert poisson.sf(count - 1, lower) == pytest.approx(0.025)
    assert poisson.cdf(count, upper) == pytest.approx(0.025)


def test_a_rate_is_per_thousand_outlets_or_ten_million_customers():
    """12 cases, 40 outlets, 1.5 million customers; the interval of 12 is 6.2 to 21.0."""
    assert rate(([12], [40]), OUTLETS).text == "每千营业网点 300.0 件（155.0–524.0）"
    assert rate(([12], [1_500_000]), CUSTOMERS).text == "每千万个人客户 80.0 件（41.3–139.7）"


@pytest.mark.parametrize(
    ("count", "outlets", "text"),
    [
        (12, None, "无网点数，不计算"),
        (12, 0, "网点数为 0，不计算"),
        (None, 5, "件数未知，不计算"),
        (float("nan"), 5, "件数未知，不计算"),
        (0, 5, "每千营业网点 0.0 件（0.0–737.8）"),
    ],
)
def test_where_there_is_no_rate_words_say_why(count, outlets, text):
    """Unknown and zero are told apart; no case is a rate of zero with an upper end."""
    assert rate(([count], [outlets]), OUTLETS).text == text


def test_each_month_is_divided_by_its_own_size():
    """Twelve outlets for six months and 24 for six are 18 on the mean, not the newest 24."""
    found = rate(([3] * 12, [12] * 6 + [24] * 6), OUTLETS)

    assert (found.count, found.size, found.value) == (36, 18.0, 2000.0)


def test_a_month_without_a_count_adds_no_size():
    """One that was not there yet has half the months and half the size: its rate is that of the others."""
    assert rate(([None] * 6 + [3] * 6, [None] * 6 + [12] * 6), OUTLETS).value == 3000.0
    assert rate(([3] * 12, [12] * 12), OUTLETS).value == 3000.0


def test_a_month_without_a_size_leaves_the_rate_unknown():
    """In words, with how many there are: leaving its cases out would look like an improvement."""
    assert rate(([3] * 12, [None] * 2 + [12] * 10), OUTLETS).text == "有 2 个月无网点数，不计算"


def test_institutions_are_told_apart_from_the_bank_only_by_their_intervals():
    """Three tiers, the small and the unknown named beside them, in the order given."""
    rows = [
        ("甲", ([120], [20])),
        ("乙", ([45], [20])),
        ("丙", ([10], [20])),
        ("丁", ([9], [3])),
        ("戊", ([40], [None])),
        ("己", ([50], [20])),
    ]

    found = ranking(rows, OUTLETS)

    assert [row.tier for row in found.rows] == [
        Tier.ABOVE, Tier.LEVEL, Tier.BELOW, Tier.FEW, Tier.UNKNOWN, Tier.LEVEL,
    ]  # fmt: skip
    assert found.text == (
        "5 个有网点数的机构合计每千营业网点 2819.3 件；高于全行平均：甲；与全行平均无法区分：乙、己；"
        "低于全行平均：丙；不足 10 件、不排名：丁；无从计算：戊。"
    )
    assert [row.reason for row in found.rows[3:5]] == ["件数不足，不排名", "无网点数，不计算"]
    assert "95%" in found.note and "98.75%" in found.note


def test_intervals_widen_with_the_number_compared():
    """Twenty institutions of one rate are not ranked by chance: each interval is at 1 - 0.05 / 20."""
    rows = [(f"机构{n}", ([20], [10])) for n in range(19)] + [("一", ([32], [10]))]

    found = ranking(rows, OUTLETS)

    assert found.coverage == pytest.approx(0.9975)
    assert {row.tier for row in found.rows} == {Tier.LEVEL}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], "没有机构既有件数又有网点数，不排名。"),
        ([("甲", ([5], [None]))], "没有机构既有件数又有网点数，不排名。"),
        ([("甲", ([5], [0]))], "没有机构既有件数又有网点数，不排名。"),
        (
            [("甲", ([0], [5]))],
            "1 个有网点数的机构合计每千营业网点 0.0 件；没有机构达到 10 件，不排名；不足 10 件、不排名：甲。",
        ),
    ],
)
def test_a_ranking_of_nothing_says_so(rows, text):
    """Empty tables, unknown sizes, no outlet and no case."""
    assert ranking(rows, OUTLETS).text == text


@given(
    st.lists(st.lists(st.tuples(st.none() | st.integers(0, 300), st.none() | st.integers(0, 50)), max_size=4)),
    st.sampled_from(BASES),
    st.integers(0, 30),
)
def test_a_ranking_keeps_its_rows_and_its_promises(cells, base, minimum):
    """Every row once, in order; a tier agrees with the interval beside it; nothing is NaN or infinite."""
    rows = [(f"机构{n}", ([one for one, _ in months], [one for _, one in months])) for n, months in enumerate(cells)]

    found = ranking(rows, base, minimum)

    assert [row.name for row in found.rows] == [name for name, _ in rows]
    for row, (_, (counts, _)) in zip(found.rows, rows, strict=True):
        count = sum(one for one in counts if one is not None)
        value, lower, upper = row.rate.value, row.rate.lower, row.rate.upper
        if value is None:
            assert row.tier is Tier.UNKNOWN and row.reason
            continue
        assert all(map(math.isfinite, (value, lower, upper))) and lower <= value <= upper
        assert (row.tier is Tier.FEW) == (count < minimum)
        assert (row.tier is Tier.ABOVE) == (count >= minimum and lower > found.mean.value)
        assert (row.tier is Tier.BELOW) == (count >= minimum and upper < found.mean.value)
    assert "nan" not in found.text and "None" not in found.text
