"""An export meets the tickets that are there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voc_build.intake.importers.merge import merge
from voc_build.intake.importers.rows import Ticket
from voc_build.intake.writer import KEYS

VALUES = st.dictionaries(
    st.sampled_from(["机构", "渠道", "有效", "重复", "时限"]), st.sampled_from(["甲", "是", "否", "15"])
)
ROWS = st.dictionaries(st.sampled_from(["T-1", "T-2", "T-3", "T-4"]), VALUES)


def numbered(rows: dict[str, dict[str, str]]) -> dict[str, Ticket]:
    """The rows with their ids in them."""
    return {id: {"编号": id, **values} for id, values in rows.items()}


@given(ROWS, ROWS, st.sets(st.sampled_from(["机构", "渠道", "有效"])))
def test_merging_again_changes_nothing(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]],
                                       told: set[str]) -> None:  # fmt: skip
    """Nothing is lost, and the second time there is nothing to say but what is missing."""
    first = merge(numbered(old), numbered(new), {"编号", *told}, replace=False)
    ids = [str(ticket["编号"]) for ticket in first.tickets]
    again = merge({str(one["编号"]): one for one in first.tickets}, numbered(new), {"编号", *told}, replace=False)

    assert ids == sorted({*old, *new})
    assert (again.tickets, again.added, again.changed, again.missing) == (first.tickets, (), (), first.missing)


@given(ROWS, ROWS)
def test_replacing_leaves_the_export_alone(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> None:
    """Whatever was there."""
    assert merge(numbered(old), numbered(new), (), True).tickets == merge({}, numbered(new), (), True).tickets


@given(ROWS, st.lists(st.integers(0, 2), min_size=4, max_size=4), st.permutations(range(3)))
def test_an_export_in_pieces_is_the_export_in_any_order(
    new: dict[str, dict[str, str]], cuts: list[int], order: list[int]
) -> None:
    """A ledger handed over file by file ends in the tickets of the one file that holds them all."""
    rows = numbered(new)
    piece = dict(zip(("T-1", "T-2", "T-3", "T-4"), cuts, strict=True))
    found: dict[str, Ticket] = {}
    for number in order:
        part = {id: ticket for id, ticket in rows.items() if piece[id] == number}
        found = {str(one["编号"]): one for one in merge(found, part, KEYS, False).tickets}

    assert tuple(found.values()) == merge({}, rows, KEYS, False).tickets
