"""What is owed: states, ages, what is overdue, and in which order it presses."""

from __future__ import annotations

import datetime as dt

import pytest

from voc_build.words.owed import by_urgency, ledger

ADVICE = "issues/2023-06/cases/01.yml"
PLAN = "issues/2023-06/issue.yml"
NOTES = "issues/2023-07/followups.yml"


def rows(read_in, *changes):
    """The ledger of the small archive, by address."""
    merged = {path: text for change in changes for path, text in change.items()}
    return {owed.about: owed for owed in ledger(read_in(merged).archive)}


def test_a_follow_up_settles_and_another_does_not(read_in):
    """The newest note decides; ages count to the settling note or to the newest issue's release."""
    found = rows(read_in)

    assert list(found) == ["2023-06/P1", "2023-06/01/R1"]
    done, going = found["2023-06/01/R1"], found["2023-06/P1"]
    assert (done.state, done.settled, done.age) == ("已完成", True, 19)
    assert (going.state, going.settled, going.age) == ("进行中", False, 30)


@pytest.mark.parametrize(("due", "overdue"), [("2023-07-12", 0), ("2023-07-11", 1), ("2023-06-12", 30)])
def test_overdue_days_count_from_the_due_date_to_the_newest_release(read_in, swap, due, overdue):
    """The due day itself is in time; no clock is asked."""
    found = rows(read_in, swap(PLAN, "责任机构: [客服中心]", f"责任机构: [客服中心], 期限: {due}"))

    assert found["2023-06/P1"].overdue == overdue


@pytest.mark.parametrize(("due", "late"), [("2023-07-05", -4), ("2023-07-01", 0), ("2023-06-28", 3)])
def test_what_is_done_is_late_or_in_time_but_never_overdue(read_in, swap, due, late):
    """Days between 期限 and the note that settled it."""
    done = rows(read_in, swap(ADVICE, "内容: 补上培训。", f"期限: {due}, 内容: 补上培训。"))["2023-06/01/R1"]

    assert (done.overdue, done.late) == (0, late)


def test_without_any_follow_up_nothing_is_known(read_in):
    """The state says so."""
    found = rows(read_in, {NOTES: None})

    assert {owed.state for owed in found.values()} == {"未反馈"}


def test_the_longest_overdue_come_first_and_those_without_a_date_last(read_in, swap):
    """What is settled is not in the list."""
    items = (
        "{编号: P1, 标题: 甲, 责任机构: [客服中心], 内容: 一}",
        "{编号: P2, 标题: 乙, 责任机构: [客服中心], 期限: 2023-07-30, 内容: 二}",
        "{编号: P3, 标题: 丙, 责任机构: [客服中心], 期限: 2023-07-01, 内容: 三}",
        "{编号: P4, 标题: 丁, 责任机构: [客服中心], 期限: 2023-06-20, 内容: 四}",
    )
    old = "{编号: P1, 标题: 服务规范检查, 责任机构: [客服中心], 内容: 逐月检查。}"
    found = rows(read_in, swap(PLAN, old, "\n  - ".join(items)), {NOTES: None})

    assert [owed.item.number for owed in by_urgency(found.values())] == ["P4", "P3", "P2", "P1", "R1"]


def test_days_late_are_asked_for_any_day(read_in, swap):
    """A command looks from the day it runs; what is settled is never late."""
    found = rows(read_in, swap(PLAN, "责任机构: [客服中心]", "责任机构: [客服中心], 期限: 2023-07-01"))

    assert found["2023-06/P1"].days_late(dt.date(2023, 7, 31)) == 30
    assert found["2023-06/P1"].days_late(None) == found["2023-06/01/R1"].days_late(dt.date(2023, 7, 31)) == 0


def test_an_empty_archive_owes_nothing(read_in):
    """No rows."""
    assert ledger(read_in({PLAN: None, ADVICE: None}).archive) == ()
