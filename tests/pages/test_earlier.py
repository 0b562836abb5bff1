"""A month against the month before, a year ago, the twelve months before and the year so far."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc_build.intake.load import load
from voc_build.numbers.statistics import Statistics, statistics
from voc_build.pages.earlier import earlier
from voc_build.words.measures import COUNTS
from voc_build.words.month import Month

TICKET = "  - {{编号: {id}, 受理日期: {day}, 来源: 客户之声, 类型: 投诉, 机构: 云溪分行, 业务: 贷款业务, 有效: 是}}\n"


@pytest.fixture
def months(write):
    """The statistics of an archive whose 工单 issues count so many complaints in each month given."""

    def built(counts: dict[str, int], broken_in: str = "") -> Statistics:
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
        if broken_in:
            files["taxonomy/measures.yml"] = (
                "指标:\n"
                "  - {代码: valid, 名称: 有效投诉, 方向: 降, 起: 2021-01, 口径: 认定我行有责任的投诉}\n"
                f"  - {{代码: valid, 名称: 有效投诉, 方向: 降, 起: {broken_in}, 口径: 认定成立的, 间断: 是}}\n"
            )
        root: Path = write(files)
        return statistics(load(root).archive)

    return built


def newest(found: Statistics, **more: bool):
    """The newest issue against earlier ones."""
    return earlier(found, len(found.archive.issues) - 1, {one: found.bank[one.code] for one in COUNTS}, **more)


def row(found: Statistics, measure: str):
    """The newest issue's row of a measure."""
    return next(one for one in newest(found).rows if one.name == measure)


def plain(text: str) -> str:
    """Without what keeps numbers and units on a line."""
    return text.replace("\u00a0", " ")


def test_the_first_issue_has_nothing_to_compare_with(months):
    """And shows no empty table."""
    assert newest(months({"2023-01": 3})) is None


def test_a_month_is_held_against_the_year_before_and_the_year_so_far(months):
    """Each change says its base."""
    found = row(months({"2022-01": 20, "2022-02": 12, "2023-01": 30, "2023-02": 18}), "客户之声投诉")

    assert (found.now[0], found.so_far[0]) == ("18", "48")
    assert plain(found.month.text) == "下降 40.00%（30→18 件）"
    assert plain(found.year.text) == "上升 50.00%（12→18 件）"
    assert plain(found.so_far_change.text) == "上升 50.00%（32→48 件）"


def test_both_counts_lead_to_their_tickets(months):
    """The month to its own, the year so far to those from January on."""
    found = row(months({"2022-01": 20, "2022-02": 12, "2023-01": 30, "2023-02": 18}), "客户之声投诉")

    filters = "&amp;source=voice&amp;kind=complaint"
    assert found.now[1] == f"@/explore/?from=2023-03&amp;to=2023-03{filters}"
    assert found.so_far[1] == f"@/explore/?from=2023-02&amp;to=2023-03{filters}"


def test_a_month_is_held_against_the_mean_of_the_twelve_before(months):
    """The sentence names what stands out against a year ago and against the mean, with its base."""
    counts = {f"2022-{month:02d}": 20 for month in range(1, 13)}
    found = months({**counts, "2023-01": 60})

    assert plain(row(found, "客户之声投诉").mean.text) == "上升 200.00%（月均 20.0→60 件）"
    said = plain(newest(found).said)
    assert "与去年同月比，消费投诉类工单上升 200.00%（20→60 件），" in said
    assert said.endswith("有效投诉上升 200.00%（月均 20.0→60 件），超出偶然波动。")


def test_a_quiet_month_is_said_to_be_one(months):
    """Nothing stands out, and nothing that could not be judged is called quiet."""
    counts = {f"2022-{month:02d}": 20 for month in range(1, 13)}

    said = plain(newest(months({**counts, "2023-01": 21})).said)

    assert said == "与去年同月和前 12 个月的月均比，没有超出偶然波动的升降。"


def test_a_year_with_a_month_missing_is_not_added_up(months):
    """A gap is not a zero."""
    found = row(months({"2022-02": 12, "2023-02": 18}), "客户之声投诉")

    assert found.so_far == ("—", None)
    assert found.so_far_change.text == "无从比较"


def test_across_a_change_of_definition_words_refuse(months):
    """A year ago and the mean alike; what follows the break is compared again once there is enough of it."""
    counts = {str(Month.parse("2022-08") + step): 20 for step in range(8)}
    found = months({**counts, "2023-04": 60}, broken_in="2023-02")

    own = row(found, "有效投诉")
    assert plain(own.month.text) == "上升 200.00%（20→60 件）"
    assert (own.mean.sign, own.mean.text) == ("≠", "口径不同，不作比较")
    assert "有效投诉的口径不同，不作比较" in plain(newest(found).said)
