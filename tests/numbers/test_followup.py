"""Who closes what it owes: one row an owner, what was dropped left out."""

from __future__ import annotations

from voc_build.numbers.followup import closings
from voc_build.words.owed import ledger

ADVICE = "issues/2023-06/cases/01.yml"
PLAN = "issues/2023-06/issue.yml"
NOTES = "issues/2023-07/followups.yml"


def test_closing_rates_leave_out_what_was_dropped(read_in, swap):
    """One row an owner in printed order; several owners each count an item."""
    archive = read_in(
        {
            **swap(PLAN, "责任机构: [客服中心]", "责任机构: [总行财富管理部, 客服中心]"),
            **swap(NOTES, "状态: 进行中", "状态: 撤销"),
        }
    ).archive

    found = {row.name: row for row in closings(archive, ledger(archive))}

    assert list(found) == ["客服中心", "总行财富管理部"]
    wealth = found["总行财富管理部"]
    assert (wealth.asked, wealth.done, wealth.dropped, wealth.due, wealth.rate) == (2, 1, 1, 1, 1.0)
    assert found["客服中心"].rate is None


def test_an_owner_nobody_knows_still_owes(read_in, swap):
    """A name that no institution goes by is kept as written, after the others."""
    archive = read_in(swap(ADVICE, "对象: 总行财富管理部", "对象: 某某小组")).archive

    assert [(row.name, row.institution is None) for row in closings(archive, ledger(archive))] == [
        ("客服中心", False),
        ("某某小组", True),
    ]


def test_an_empty_archive_has_no_owners(read_in):
    """Nobody owes anything."""
    archive = read_in({PLAN: None, ADVICE: None}).archive

    assert closings(archive, ledger(archive)) == ()
