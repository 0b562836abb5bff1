"""An issue against the month before, the same month a year before and the year so far."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc_build.intake.load import load
from voc_build.numbers.statistics import Statistics, statistics
from voc_build.pages.earlier import earlier
from voc_build.words.month import Month

TICKET = "  - {{编号: {id}, 受理日期: {day}, 来源: 客户之声, 类型: 投诉, 机构: 云溪分行, 业务: 贷款业务, 有效: 是}}\n"


@pytest.fixture
def months(write):
    """The statistics of an archive whose 工单 issues count so many complaints in each month given."""

    def built(counts: dict[str, int]) -> Statistics:
        files: dict[str, str | None] = {
            f"issues/{period}/{name}": None
            for period, names in {
                "2023-05": ("issue.yml", "figures.yml"),
                "2023-06": ("issue.yml", "tickets.yml", "cases/01.yml"),
                "2023-07": ("issue.yml", "tickets.yml", "followups.yml"),
            }.items()
            for name in names
        }
        for text, count in counts.items():
            month = Month.parse(text)
            folder = f"issues/{month + 1}"
            files[f"{folder}/issue.yml"] = (
                f"期号: {month + 1}\n统计月份: {month}\n刊名: 河源银行客户之声\n编发部门: 消费者权益保护部\n"
                f"发布日期: {month + 1}-12\n状态: 已发布\n数据口径: 工单\n"
            )
            rows = (TICKET.format(id=f"T-{text}-{number}", day=f"{month}-03") for number in range(count))
            files[f"{folder}/tickets.yml"] = "工单:\n" + "".join(rows)
        root: Path = write(files)
        return statistics(load(root).archive)

    return built


def row(found: Statistics, measure: str):
    """The newest issue's row of a measure."""
    return next(one for one in earlier(found, found.archive.issues[-1]) if one.name == measure)


def test_the_first_issue_has_nothing_to_compare_with(months):
    """And shows no empty table."""
    found = months({"2023-01": 3})

    assert earlier(found, found.archive.issues[-1]) == ()


def test_a_month_is_held_against_the_year_before_and_the_year_so_far(months):
    """Each change says its base."""
    found = row(months({"2022-01": 20, "2022-02": 12, "2023-01": 30, "2023-02": 18}), "客户之声投诉")

    assert (found.now, found.so_far) == ("18", "48")
    assert found.month.text.replace("\u00a0", " ") == "下降 40.00%（30→18 件）"
    assert found.year.text.replace("\u00a0", " ") == "上升 50.00%（12→18 件）"
    assert found.so_far_change.text.replace("\u00a0", " ") == "上升 50.00%（32→48 件）"


def test_a_year_with_a_month_missing_is_not_added_up(months):
    """A gap is not a zero."""
    found = row(months({"2022-02": 12, "2023-02": 18}), "客户之声投诉")

    assert found.so_far == "—"
    assert found.so_far_change.text == "无从比较"
