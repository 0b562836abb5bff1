"""The cube: rows of small integers whatever the words of a month, counted without loops."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from tests.numbers import counting
from tests.numbers.counting import BUSINESS, INSTITUTIONS, is_complaint
from voc_build.numbers.cube import KINDS, SOURCES, cube, measure_counts


@settings(max_examples=40, deadline=None)
@given(counting.months)
def test_every_ticket_is_one_row_with_its_words_as_codes(drawn):
    """In archive order, whatever order a month met its words in."""
    found = cube(counting.archive(drawn))
    rows = [(at, one) for at, number in enumerate(sorted(drawn)) for one in drawn[number]]

    assert len(found) == len(rows)
    expected = [
        (
            at,
            INSTITUTIONS.index(one.institution),
            [str(source) for source in SOURCES].index(one.source),
            [str(kind) for kind in KINDS].index(one.kind),
            BUSINESS.index(one.business) if one.business else -1,
        )
        for at, one in rows
    ]
    columns = [found.columns[name].tolist() for name in ("issue", "institution", "source", "kind", "business")]
    assert list(zip(*columns, strict=True)) == expected


@settings(max_examples=40, deadline=None)
@given(counting.months)
def test_a_further_column_splits_counts_without_losing_any(drawn):
    """Counted by valid or not, the parts add up to the count without it."""
    found = cube(counting.archive(drawn))

    by_valid = found.count(found.is_complaint, (found.columns["valid"], 2))

    assert np.array_equal(by_valid.sum(axis=2), found.count(found.is_complaint))
    assert by_valid.sum() == sum(is_complaint(one) for rows in drawn.values() for one in rows)


def test_an_institution_without_any_ticket_has_a_row_of_zeros():
    """It is known to have none."""
    one = counting.Row("客户之声", "投诉", INSTITUTIONS[0], BUSINESS[0], "", (), True, False, 3, None, 15)

    counts = measure_counts(cube(counting.archive({0: [one]})))

    assert counts["complaints"].tolist() == [[1, 0, 0, 0]]


def test_a_name_the_month_does_not_know_is_left_out_not_miscounted(read_in, swap):
    """桑野分行 was merged into another before June: a ticket of that name belongs to nobody then."""
    changed = swap("issues/2023-07/tickets.yml", "机构: 砚北分行", "机构: 桑野分行")

    found = cube(read_in(changed).archive)

    assert found.columns["institution"].tolist()[-1] == -1
    assert measure_counts(found)["complaints"][2].sum() == 0


def test_renamed_and_merged_institutions_keep_their_codes(read_in):
    """墨砚分行 in May and 砚北分行 in June are one institution."""
    archive = read_in().archive
    found = cube(archive)

    place = list(archive.taxonomy.by_code).index("yanbei")
    assert [count[place] for count in measure_counts(found)["complaints"].tolist()] == [0, 1, 1]
