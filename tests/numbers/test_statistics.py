"""Statistics, against a second count in plain Python on random archives, and as printed for 汇总 issues."""

from __future__ import annotations

import datetime as dt
import statistics as plain

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.numbers import counting
from tests.numbers.counting import BUSINESS, BY_HAND, CAUSES, GROUPS, INSTITUTIONS, is_complaint
from voc_build.numbers.statistics import statistics
from voc_build.words.measures import BY_CODE, COMPLAINTS, COUNTS, PARTS

SOME = settings(max_examples=30, deadline=None)


def rows_by_issue(drawn):
    """The rows of each issue, oldest first."""
    return [drawn[number] for number in sorted(drawn)]


@SOME
@given(counting.months)
def test_counts_equal_a_plain_recomputation(drawn):
    """Every count measure of every institution and of the bank, month by month."""
    found = statistics(counting.archive(drawn))

    for measure in COUNTS:
        counts = BY_HAND[measure.code]
        expected = [
            [sum(counts(one) for one in rows if one.institution == name) for name in INSTITUTIONS]
            for rows in rows_by_issue(drawn)
        ]
        assert found.table[measure.code].tolist() == expected
        assert found.bank[measure.code].tolist() == [sum(line) for line in expected]


@SOME
@given(counting.months)
def test_axes_equal_a_plain_recomputation(drawn):
    """消费投诉类工单 by business type, cause and group; a ticket counts in each of its groups."""
    found = statistics(counting.archive(drawn))

    for axis, words, has in (
        ("business", BUSINESS, lambda one, word: one.business == word),
        ("cause", CAUSES, lambda one, word: one.cause == word),
        ("groups", GROUPS, lambda one, word: word in one.groups),
    ):
        expected = [
            [
                [
                    sum(is_complaint(one) and one.institution == name and has(one, word) for one in rows)
                    for word in words
                ]
                for name in INSTITUTIONS
            ]
            for rows in rows_by_issue(drawn)
        ]
        assert found.axes[axis].tolist() == expected


@SOME
@given(counting.months)
def test_rates_equal_a_plain_recomputation(drawn):
    """办结率 over all tickets, the other two over 消费投诉类工单; unknown, never zero, where there are none."""
    found = statistics(counting.archive(drawn))

    for index, number in enumerate(sorted(drawn)):
        rows = drawn[number]
        complaints = [one for one in rows if is_complaint(one)]
        first = dt.date(counting.month(number).year, counting.month(number).month, 1)

        def closed(one, first=first, number=number):
            day = first + dt.timedelta(days=one.day - 1)
            return one.days is not None and day + dt.timedelta(days=one.days) <= counting.release(number)

        for code, whole, part in (
            ("closure", rows, closed),
            ("ontime", complaints, lambda one: one.days is not None and one.days <= one.limit),
            ("repeat", complaints, lambda one: one.repeat),
        ):
            value = found.value(BY_CODE[code], index)
            assert value == (sum(map(part, whole)) / len(whole) if whole else None)


@SOME
@given(counting.months)
def test_handling_times_equal_a_plain_recomputation(drawn):
    """Median and longest 办理天数 of what was closed."""
    found = statistics(counting.archive(drawn))

    for index, rows in enumerate(rows_by_issue(drawn)):
        days = [one.days for one in rows if one.days is not None]
        assert found.handling(index) == ((plain.median(days), max(days)) if days else None)


@SOME
@given(counting.months, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(drawn, random):
    """Totals are sums: shuffled files give the same numbers."""
    shuffled = {number: random.sample(rows, len(rows)) for number, rows in drawn.items()}

    one, other = statistics(counting.archive(drawn)), statistics(counting.archive(shuffled))

    assert all(np.array_equal(one.table[code], other.table[code]) for code in one.table)
    assert all(np.array_equal(one.bank[code], other.bank[code], equal_nan=True) for code in one.bank)


@SOME
@given(counting.months)
def test_the_whole_is_the_sum_of_its_parts(drawn):
    """By measure, by business type, and by institution."""
    found = statistics(counting.archive(drawn))

    parts = sum(found.table[part.code] for part in PARTS)
    assert np.array_equal(parts, found.table[COMPLAINTS.code])
    assert np.array_equal(found.axes["business"].sum(axis=2), found.table[COMPLAINTS.code])
    assert np.array_equal(found.table[COMPLAINTS.code].sum(axis=1), found.bank[COMPLAINTS.code])


@SOME
@given(counting.months)
def test_other_months_do_not_change_a_month(drawn):
    """An archive split into single issues gives each the numbers it has among the others."""
    together = statistics(counting.archive(drawn))

    for index, number in enumerate(sorted(drawn)):
        alone = statistics(counting.archive({number: drawn[number]}))
        for code in alone.table:
            assert np.array_equal(alone.table[code][0], together.table[code][index])


def test_a_gap_in_the_months_is_no_month_before():
    """Without an issue for the month before there is nothing to compare with, and no zero either."""
    found = statistics(counting.archive({0: [], 2: []}))

    assert found.months_back(1, 1) is None
    assert found.value(COMPLAINTS, found.months_back(1, 1)) is None
    assert found.months_back(1, 2) == 0
    assert found.year_to_date(found.bank[COMPLAINTS.code], 1) is None


def test_a_month_without_a_ticket_is_known_to_be_zero():
    """Counts are zero, rates unknown."""
    found = statistics(counting.archive({0: []}))

    assert found.value(COMPLAINTS, 0) == 0
    assert found.value(BY_CODE["closure"], 0) is None
    assert found.handling(0) is None


def test_an_archive_without_issues_has_empty_numbers():
    """Nothing to count is no error."""
    found = statistics(counting.archive({}))

    assert found.bank[COMPLAINTS.code].shape == (0,)
    assert found.table[COMPLAINTS.code].shape == (0, len(INSTITUTIONS))


def test_a_printed_issue_keeps_unknown_apart_from_zero(read_in):
    """The table's cells stand, what was not printed is NaN, and the pie is none."""
    found = statistics(read_in().archive)

    assert found.value(BY_CODE["supervisor"], 0) == 1
    assert found.value(BY_CODE["ontime"], 0) is None
    cells = dict(zip(found.archive.taxonomy.by_code, found.table["complaints"][0].tolist(), strict=True))
    assert (cells["yunxi"], cells["yanbei"]) == (1, 2)
    assert np.isnan(cells["callcenter"])
    assert np.isnan(found.by_axis["business"][0]).all()


def test_values_that_differ_leave_a_gap(read_in, swap):
    """A contradiction that nobody explained is no number of a series."""
    changed = swap("issues/2023-05/figures.yml", "消费投诉类工单: {件数: 3}", "表扬: {件数: 7}")

    found = statistics(read_in(changed).archive)

    assert found.value(BY_CODE["praise"], 0) is None


def test_a_month_without_an_issue_stands_in_the_span_without_a_value():
    """Series go by months: before the first, and where none counts one, nothing is known."""
    found = statistics(counting.archive({0: [], 2: []}))
    first = found.archive.issues[0].month

    assert found.span == (first, first + 1, first + 2)
    assert found.monthly(np.array([3.0, 5.0]), -1, 3) == [None, 3.0, None, 5.0]
    assert [found.month_place(0), found.month_place(1)] == [0, 2]
