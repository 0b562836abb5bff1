"""Control charts, against small series worked by hand and a second, plain computation."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from voc_build.numbers.control import Kind, Rule, control, latest

series = st.lists(st.none() | st.integers(0, 60), max_size=40)
small_series = st.lists(st.none() | st.integers(0, 5), max_size=40)
shares = st.lists(st.none() | st.integers(0, 20).map(lambda part: part / 20), max_size=30)


def rules(found, rule):
    """The points of each signal of one rule."""
    return [signal.points for signal in found.signals if signal.rule is rule]


# -- by hand ----------------------------------------------------------------------------------------
def test_limits_of_a_series_worked_by_hand():
    """Mean 72 / 6 = 12; ranges 2, 4, 6, 2, 4 with mean 18 / 5 = 3.6; 2.66 × 3.6 = 9.576."""
    (phase,) = control([10, 12, 8, 14, 16, 12]).phases

    assert phase.kind is Kind.XMR and phase.trial
    assert (phase.mean, phase.lower, phase.upper) == pytest.approx((12, 12 - 9.576, 12 + 9.576))


def test_a_jump_does_not_widen_the_limits_it_is_judged_by():
    """Ranges: eleven 2s and two of 40, mean 7.85, screen 25.6; without the 40s the mean range is 2."""
    values = [20, 22, 20, 22, 20, 22, 62, 22, 20, 22, 20, 22, 20, 22]

    found = control(values, "降")

    (phase,) = found.phases
    mean = sum(values) / 14
    assert (phase.mean, phase.lower, phase.upper) == pytest.approx((mean, mean - 5.32, mean + 5.32))
    (outside,) = [signal for signal in found.signals if signal.rule is Rule.OUTSIDE]
    assert (outside.points, outside.text) == ((6,), "62 件高于控制上限 29.3 件")
    assert not phase.trial


def test_ranges_are_screened_once_only():
    """A second screening would drop the 12 as well: 2s and a 12 have mean 2.77 and screen 9.05."""
    values = [20, 22] * 6 + [34, 36, 136, 138] + [136, 138] * 2
    ranges = sorted(abs(new - old) for old, new in pairwise(values))
    assert ranges == [2] * 17 + [12, 100]

    (phase,) = control(values).phases

    assert (phase.upper - phase.mean) / 2.66 == pytest.approx((17 * 2 + 12) / 18)


def test_lower_limits_stop_at_zero_and_shares_at_one():
    """No count lies below 0 and no share above 1."""
    (counts,) = control([3, 9, 2, 10, 4, 8]).phases
    (closing,) = control([0.9, 1.0, 0.85, 1.0, 0.95, 1.0], unit="%").phases

    assert counts.lower == 0 and counts.kind is Kind.XMR
    assert closing.upper == 1 and closing.lower < 0.95


def test_two_thirds_are_taken_before_a_limit_is_cut_off():
    """At mean 6, ranges of 6: cut limits would put the border at 2, where 1 is nothing unusual."""
    found = control([9, 3, 9, 3, 9, 3, 1, 1, 9, 3, 9, 13])

    assert rules(found, Rule.NEAR) == []


@pytest.mark.parametrize(("months", "signals"), [(6, []), (7, [(16, 22)]), (9, [(16, 24)])])
def test_seven_on_one_side_are_a_signal(months, signals):
    """Six are none; a longer run is one signal with all its points. The mean lies between 22 and 23."""
    found = control([26, 18] * 8 + [23] * months + [18, 26] * 2)

    assert [(points[0], points[-1]) for points in rules(found, Rule.SIDE)] == signals


def test_seven_rising_are_a_signal():
    """Seven points each above the one before are six steps; a tie ends the run."""
    base = [30, 40, 30, 40, 30, 40, 30, 40]

    assert rules(control([*base, 31, 32, 33, 34, 35, 36]), Rule.TREND) == []
    assert rules(control([*base, 20, 31, 32, 33, 34, 35, 36]), Rule.TREND) == [tuple(range(8, 15))]
    assert rules(control([*base, 20, 31, 32, 32, 33, 34, 35, 36]), Rule.TREND) == []


def test_two_of_three_near_a_limit_are_a_signal():
    """Mean 20.5, mean range 3.4 give a border at 26.6: two of three months beyond it are one signal."""
    values = [20, 18, 20, 18, 20, 18, 20, 28, 24, 28, 20, 18, 20, 18, 20, 18]

    found = control(values, "降")

    assert rules(found, Rule.NEAR) == [(7, 9)]
    (near,) = [signal for signal in found.signals if signal.rule is Rule.NEAR]
    assert (near.at, near.improvement, near.text) == (9, False, "3 个月中有 2 个月靠近或超出控制上限")


@pytest.mark.parametrize(("better", "improvement"), [("降", False), ("升", True), (None, None)])
def test_improvement_belongs_to_the_measure(better, improvement):
    """A high month is good for praise, bad for complaints, and neither without a direction."""
    found = control([20, 22] * 6 + [60], better)

    (outside,) = [signal for signal in found.signals if signal.rule is Rule.OUTSIDE]
    assert outside.improvement is improvement


def test_a_gap_breaks_ranges_runs_and_pairs():
    """Seven high months with a gap among them are no run, and the step across it is no moving range."""
    whole = control([10, 11] * 6 + [20, 21] * 4)
    gapped = control([10, 11] * 6 + [20, 21, 20, None, 21, 20, 21, 20])

    assert any(12 in points for points in rules(whole, Rule.SIDE))
    assert not any(12 in points for points in rules(gapped, Rule.SIDE))
    (phase,) = control([10, 11, 10, None, 30, 31, 30]).phases
    assert phase.upper - phase.mean == pytest.approx(2.66)


def test_each_phase_has_limits_of_its_own():
    """A rebase at the twelfth point: no limit, run or range crosses it."""
    found = control([10, 12] * 6 + [40, 44] * 6, starts=[12])

    assert [(phase.start, phase.stop, phase.mean) for phase in found.phases] == [(0, 12, 11), (12, 24, 42)]
    assert found.signals == ()
    assert found.why.startswith("第 1 段：11 件") and "第 2 段：42 件" in found.why
    assert control([10, 12] * 6 + [40, 44] * 6).signals


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([], "没有数据。"),
        ([22], "已知月份不足 3 个，不画控制限。"),
        ([None, None, None, 5], "已知月份不足 3 个，不画控制限。"),
        ([22, None, 30, None, 25], "相邻的已知月份太少，无法估计波动，不画控制限。"),
        ([22, 22, None, 30, 30], "相邻月份几乎没有变化，无法估计波动，不画控制限。"),
    ],
)
def test_without_enough_there_are_no_limits(values, why):
    """It says why, and signals nothing."""
    found = control(values)

    assert (found.why, found.chart_name, found.signals) == (why, "不画控制限", ())


def test_small_counts_are_charted_as_poisson_counts():
    """At 0.5 a month the chance of more than 3 is 0.0018, of more than 4 it is 0.0002: the limit is 4."""
    found = control([0, 1, 0, 0, 1, 1, 0, 0, 2, 0, 0, 1], "降")

    (phase,) = found.phases
    assert (phase.kind, phase.mean, phase.lower, phase.upper, phase.near[1]) == (Kind.C, 0.5, 0, 4, 2)
    assert found.chart_name == "计数控制图（c 图）"
    assert "月均 0.5 件，不到 3 件" in found.why
    assert found.signals == ()


def test_a_long_run_of_zeros_is_what_a_lower_limit_cannot_show():
    """At 1 a month seven zeros have a chance of e⁻⁷ = 0.0009, six have 0.0025."""
    busy = [2, 1, 3, 1, 2, 2, 3]

    assert rules(control([*busy, *[0] * 7], "降"), Rule.ZEROS) == [tuple(range(7, 14))]
    assert rules(control([2, 1, 2, 1, 2, 1, 3, *[0] * 5], "降"), Rule.ZEROS) == []
    assert all(signal.improvement for signal in control([*busy, *[0] * 7], "降").signals if signal.at == 13)


def test_rare_events_are_no_run_below_the_mean():
    """Most small counts are zero and lie below their mean: from the median they do not."""
    assert control([0] * 8 + [1] + [0] * 9 + [1, 0]).signals == ()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([], "没有数据，不作判断。"),
        ([3, None], "最新一个月没有数，不作判断。"),
        ([3], "最新一个月 3 件；已知月份不足 3 个，不画控制限。"),
        ([0] * 14, "最新一个月 0 件，与此前各月相同，没有波动。"),
        (
            [10, 12, 8, 14, 16, 12],
            "最新一个月 12 件，在控制限 2.4 件至 21.6 件之内，没有特殊信号，属于日常波动"
            "（已知月份不足 12 个，控制限为暂定）。",
        ),
        ([20, 22] * 6 + [60], "最新一个月 60 件：60 件高于控制上限 29.3 件。不像日常波动，需要关注。"),
        ([40, 42] * 6 + [5], "最新一个月 5 件：5 件低于控制下限 32.9 件。不像日常波动，是改善。"),
    ],
)
def test_the_newest_month_in_a_sentence(values, sentence):
    """What a reader is told beside the chart."""
    assert latest(control(values, "降")) == sentence


def test_shares_are_said_in_per_cent():
    """And the month can be named."""
    found = control([0.95, 0.97, 0.95, 0.96], "升", "%")

    assert latest(found, "2022年4月").startswith("2022年4月 96.0%，在控制限 91.3%至 100.0%之内")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"values": [1, 2], "better": "平"}, "direction"),
        ({"values": [1, 2], "starts": [2]}, "phase"),
        ({"values": [1, -2]}, "not a value"),
        ({"values": [1, math.inf]}, "not a value"),
    ],
)
def test_what_cannot_be_charted_is_refused(arguments, words):
    """A mistake of the caller, not of the data."""
    with pytest.raises(ValueError, match=words):
        control(**arguments)


def test_numpy_columns_are_read_with_nan_as_gap():
    """The result holds plain numbers either way."""
    plain = control([10, 12, None, 14, 16, 12, 15])

    assert control(np.array([10, 12, np.nan, 14, 16, 12, 15])) == plain


# -- against a second computation -------------------------------------------------------------------
def plain_signals(values, phase):
    """The signalling points by rule, each found by looking at every window of the phase."""
    found = {rule: set() for rule in Rule}
    eps = 1e-9

    def windows(size):
        for start in range(phase.start, phase.stop - size + 1):
            points = range(start, start + size)
            if all(values[at] is not None for at in points):
                yield points

    if phase.kind is not Kind.NONE:
        sigma = None if phase.kind is Kind.C else plain_spread(values[phase.start : phase.stop]) * 2.66 / 3
        known = sorted(value for value in values[phase.start : phase.stop] if value is not None)
        half = len(known) // 2
        middle = known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
        mean = sum(known) / len(known)
        if sigma is None:
            line, high, low = middle, poisson.isf(0.02275, mean) if mean else 0, -1
            top, bottom = poisson.isf(0.00135, mean) if mean else 0, -1
        else:
            line, high, low = mean, mean + 2 * sigma, mean - 2 * sigma
            top, bottom = mean + 3 * sigma, mean - 3 * sigma
        for (at,) in windows(1):
            if values[at] > top + eps or values[at] < bottom - eps:
                found[Rule.OUTSIDE].add(at)
        for points in windows(7):
            if all(values[at] > line + eps for at in points) or all(values[at] < line - eps for at in points):
                found[Rule.SIDE].update(points)
        for points in windows(3):
            for close in (
                [at for at in points if values[at] > high + eps],
                [at for at in points if values[at] < low - eps],
            ):
                if len(close) >= 2:
                    found[Rule.NEAR].update(close)
    for points in windows(7):
        steps = [values[at + 1] - values[at] for at in points[:-1]]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            found[Rule.TREND].update(points)
    return found


def plain_spread(part):
    """The mean moving range, screened once."""
    ranges = [
        abs(part[at + 1] - part[at]) for at in range(len(part) - 1) if part[at] is not None and part[at + 1] is not None
    ]
    mean = sum(ranges) / len(ranges)
    kept = [one for one in ranges if one <= 3.267 * mean]
    return sum(kept) / len(kept) or mean


@given(series | small_series, st.sets(st.integers(0, 39), max_size=2))
def test_signals_are_those_of_a_plain_computation(values, borders):
    """Every rule marks the same points as a search through all windows does; phases cover the series once."""
    found = control(values, "降", starts=[border for border in borders if border < len(values)])

    covered = [at for phase in found.phases for at in range(phase.start, phase.stop)]
    assert covered == list(range(len(values)))
    for rule in (Rule.OUTSIDE, Rule.SIDE, Rule.TREND, Rule.NEAR):
        marked = {at for signal in found.signals if signal.rule is rule for at in signal.points}
        assert marked == set().union(*(plain_signals(values, phase)[rule] for phase in found.phases)), rule


@given(series | small_series)
def test_limits_are_those_of_a_plain_computation(values):
    """Mean and limits, XmR by sums and c-chart by scipy's Poisson quantiles."""
    for phase in control(values).phases:
        known = [value for value in values if value is not None]
        if phase.kind is Kind.NONE:
            assert (phase.mean, phase.lower, phase.upper) == (None, None, None)
            continue
        mean = sum(known) / len(known)
        wide = 2.66 * plain_spread(values) if phase.kind is Kind.XMR else 0
        expected = (max(0, mean - wide), mean + wide) if wide else (0, poisson.isf(0.00135, mean) if mean else 0)
        if phase.kind is Kind.XMR and not wide:
            expected = (mean, mean)
        assert phase.mean == pytest.approx(mean)
        assert (phase.lower, phase.upper) == pytest.approx(expected)
        assert (phase.kind is Kind.C) == (mean < 3)
        assert phase.trial == (len(known) < 12)


@given(st.one_of(series, small_series, st.lists(st.just(0)), st.lists(st.none())))
def test_nothing_is_ever_nan(values):
    """Empty, all zero, all gaps: finite numbers or none, and a sentence."""
    found = control(values, "降")

    numbers = [one for phase in found.phases for one in (phase.mean, phase.lower, phase.upper)]
    assert all(one is None or math.isfinite(one) for one in numbers)
    words = found.why + found.chart_name + latest(found) + "".join(signal.text for signal in found.signals)
    assert words and not any(bad in words for bad in ("nan", "inf", "None"))


@given(shares)
def test_limits_of_shares_stay_shares(values):
    """Between 0 and 1, around their mean."""
    for phase in control(values, "升", "%").phases:
        assert phase.mean is None or 0 <= phase.lower <= phase.mean + 1e-12 <= phase.upper + 2e-12 <= 1 + 1e-9


@given(series)
def test_praise_and_complaints_are_mirror_images(values):
    """The same points signal; only what is good changes."""
    down, up = control(values, "降"), control(values, "升")

    assert [(one.at, one.rule) for one in down.signals] == [(one.at, one.rule) for one in up.signals]
    assert all(a.improvement != b.improvement for a, b in zip(down.signals, up.signals, strict=True))
