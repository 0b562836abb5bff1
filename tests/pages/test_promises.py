"""Promises: who owes what, what is overdue as of the newest issue, and in which order they press."""

from __future__ import annotations

import pytest

from voc_build.pages.promises import Promises, action, asked
from voc_build.pages.publication import Publication

PLAN = "内容: 逐月检查。"


@pytest.fixture
def promises(read_in, swap):
    """The small archive with two plan items that are due, one of them long ago."""
    files = swap(
        "issues/2023-06/issue.yml",
        PLAN + "}",
        "期限: 2023-07-02, " + PLAN + "}\n"
        "  - {编号: P2, 标题: 早该做的事, 责任机构: [云溪分行], 期限: 2023-06-20, 内容: 做。}\n"
        "  - {编号: P3, 标题: 还早的事, 责任机构: [云溪分行], 期限: 2023-09-30, 内容: 做。}\n"
        "  - {编号: P4, 标题: 没有期限的事, 责任机构: [云溪分行], 内容: 做。}",
    )
    return Promises(Publication(read_in(files).archive))


def test_the_longest_overdue_come_first(promises):
    """Then by due date, then what has none; what is done is not open."""
    assert [(one.about, one.overdue) for one in promises.open] == [
        ("2023-06/P2", 22),
        ("2023-06/P1", 10),
        ("2023-06/P3", 0),
        ("2023-06/P4", 0),
    ]


def test_an_institution_knows_what_it_owes_and_what_is_settled(promises):
    """By code, whatever name was used."""
    owed, settled = promises.of("wealth")
    assert ([one.about for one in owed], [one.about for one in settled]) == ([], ["2023-06/01/R1"])
    assert [one.about for one in promises.of("yunxi")[0]] == ["2023-06/P2", "2023-06/P3", "2023-06/P4"]


def test_an_issue_reports_on_earlier_promises(promises):
    """Its follow-ups lead to where each was asked."""
    newest = promises.publication.newest_first[0]
    assert [(one.state, asked(promise).url) for one, promise in promises.followed(newest)] == [
        ("已完成", "@/cases/2023-06-01/#r1"),
        ("进行中", "@/issues/2023-06/#p1"),
    ]


def test_overdue_is_said_beside_the_state(promises):
    """In progress and overdue are two facts."""
    shown = action(promises.find("2023-06/P1"))
    assert (shown.state, shown.late.replace("\u00a0", " "), shown.mood) == ("进行中", "已逾期 10 天", "late")
