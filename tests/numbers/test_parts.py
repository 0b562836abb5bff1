"""Splitting or merging files changes nothing: whatever a month's tickets come in, the parts add up to the whole."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.numbers import counting
from tests.numbers.counting import BY_HAND, INSTITUTIONS
from voc_build.intake.packed import pack, unpack
from voc_build.intake.tickets import read_tickets
from voc_build.intake.writer import tickets_text
from voc_build.numbers.cube import cube, measure_counts
from voc_build.numbers.statistics import Statistics, statistics
from voc_build.numbers.tables import WHOLE, measures_table
from voc_build.words.archive import Archive, Issue
from voc_build.words.measures import BY_CODE
from voc_build.words.settings import Settings
from voc_build.words.tickets import Tickets

SOME = settings(max_examples=30, deadline=None)


def dealt(drawn, parts, random):
    """The rows of every month dealt out at random into so many archives of the same months."""
    piles = [{number: [] for number in drawn} for _ in range(parts)]
    for number, rows in drawn.items():
        for one in random.sample(rows, len(rows)):
            random.choice(piles)[number].append(one)
    return piles


def everything(found: Statistics):
    """All that is counted, by name; what is known of print is left out, for there is none."""
    return {
        **{f"table {name}": counts for name, counts in found.table.items()},
        **{f"axis {name}": counts for name, counts in found.axes.items()},
        **{f"praise {name}": counts for name, counts in found.praise_axes.items()},
        **{f"rate {name}": counts for name, counts in found.rate_counts.items()},
    }


@SOME
@given(counting.months, st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_parts_of_every_month_add_up_to_the_whole(drawn, parts, random):
    """Counts of institutions, axes and the counts behind rates, whichever way the tickets were dealt out."""
    whole = everything(statistics(counting.archive(drawn)))
    piles = [everything(statistics(counting.archive(pile))) for pile in dealt(drawn, parts, random)]

    assert all(np.array_equal(sum(pile[name] for pile in piles), counts) for name, counts in whole.items())


def written(number, rows):
    """A month's tickets as tickets.yml, numbered by their place in the month."""
    month = counting.month(number)
    return tickets_text(
        {
            "编号": f"T-{number}-{at}",
            "受理日期": str(dt.date(month.year, month.month, one.day)),
            "来源": one.source,
            "类型": one.kind,
            "机构": one.institution,
            "业务": one.business,
            "原因": one.cause,
            "有效": "" if one.kind == "表扬" else "是" if one.valid else "否",
            "重复": "是" if one.repeat else "",
            "客户群体": one.groups,
        }
        for at, one in rows
    )


def reduced(number, rows) -> Tickets:
    """A file read and reduced, as it is kept between builds."""
    return unpack(pack(read_tickets(written(number, rows).encode(), "tickets.yml")))


@SOME
@given(st.lists(counting.row(), max_size=20), st.lists(st.integers(0, 3), min_size=20, max_size=20))
def test_a_file_cut_into_several_counts_the_same(rows, cuts):
    """Each piece is read, packed and unpacked for itself; their sums are those of the one file."""

    def counts(kept):
        issue = Issue(counting.issue(3, []).header, tickets=reduced(3, kept))
        return measure_counts(cube(Archive(Settings(), counting.TAXONOMY, (issue,))))

    numbered = list(enumerate(rows))
    whole = counts(numbered)
    pieces = [counts([one for one, cut in zip(numbered, cuts, strict=False) if cut == piece]) for piece in range(4)]

    assert all(np.array_equal(sum(piece[code] for piece in pieces), whole[code]) for code in whole)


@SOME
@given(counting.months)
def test_the_exported_table_equals_a_plain_recomputation(drawn):
    """Every count of every institution and of the whole bank, zeros too, as the file writes them."""
    table = measures_table(statistics(counting.archive(drawn)))
    found = {
        (row["统计月份"], row["机构"], row["指标"]): row["数值"]
        for row in table.to_dict("records")
        if not row["指标"].endswith("率")
    }

    expected = {
        (str(counting.month(number)), name, BY_CODE[code].name): str(
            sum(bool(counts(one)) for one in rows if name in (WHOLE, one.institution))
        )
        for number, rows in drawn.items()
        for name in (WHOLE, *INSTITUTIONS)
        for code, counts in BY_HAND.items()
    }
    assert found == expected
