"""An export meets the tickets that are there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voc_build.intake.importers.merge import merge
from voc_build.intake.importers.rows import Ticket

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
