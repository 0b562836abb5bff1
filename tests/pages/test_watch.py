"""What to worry about: the newest month only, the worst first, improvements never."""

from __future__ import annotations

import numpy as np

from voc_build.pages.publication import Publication
from voc_build.pages.trend import course, course_chart
from voc_build.pages.watch import newest_alarms, watch
from voc_build.words.measures import COMPLAINTS

MONTHS = 18


def _archive(read_in, newest: int):
    """The small archive with eighteen 汇总 months of four or five complaints and one more of `newest`."""
    files = {path: None for path in (
        "issues/2023-05/issue.yml", "issues/2023-05/figures.yml", "issues/2023-06/issue.yml",
        "issues/2023-06/tickets.yml", "issues/2023-06/cases/01.yml", "issues/2023-07/issue.yml",
        "issues/2023-07/tickets.yml", "issues/2023-07/followups.yml",
    )}  # fmt: skip
    for step in range(MONTHS + 1):
        year, month = divmod(step, 12)
        period, counted = f"{2021 + year}-{month + 1:02d}", f"{2020 + (step + 11) // 12}-{(step + 11) % 12 + 1:02d}"
        count = newest if step == MONTHS else 4 + step % 2
        files[f"issues/{period}/issue.yml"] = (
            f"期号: {period}\n统计月份: {counted}\n刊名: 河源银行客户之声\n编发部门: 消费者权益保护部\n"
            f"发布日期: {period}-12\n状态: 已发布\n数据口径: 汇总\n"
        )
        files[f"issues/{period}/figures.yml"] = (
            f"正文:\n  消费投诉类工单: {{件数: {count}}}\n机构表:\n  行:\n"
            f"    - {{机构: 云溪分行, 消费投诉类工单: {count}, 监管转办投诉: {count}, 客户之声投诉: 0, "
            f"客户之声意见: 0, 有效投诉: 0, 表扬: 0}}\n"
            f"  合计: {{消费投诉类工单: {count}, 监管转办投诉: {count}, 客户之声投诉: 0, 客户之声意见: 0, "
            f"有效投诉: 0, 表扬: 0}}\n"
        )
    return Publication(read_in(files).archive)


def test_a_month_out_of_the_ordinary_is_named(read_in):
    """The institution, its newest count and the reason in words."""
    found = watch(_archive(read_in, 30))
    assert [(one.name, one.what, one.value.replace("\u00a0", " ")) for one in found.worries] == [
        ("云溪分行", "消费投诉类工单", "30 件")
    ]
    assert "高于控制上限" in found.worries[0].text


def test_an_ordinary_or_a_better_month_is_no_worry(read_in):
    """Neither the usual nor a month of none."""
    assert watch(_archive(read_in, 5)).worries == ()
    assert watch(_archive(read_in, 0)).worries == ()


def test_few_months_are_not_judged(read_in):
    """The small archive has too few; nothing is claimed."""
    assert watch(Publication(read_in().archive)).worries == ()


def test_a_chart_of_the_last_months_keeps_the_limits_of_all(read_in):
    """Bands and alarms move with the window; what is judged is the whole course."""
    publication = _archive(read_in, 30)
    judged = course(publication, COMPLAINTS, publication.statistics.bank[COMPLAINTS.code])
    whole = course_chart(publication, COMPLAINTS, judged, "走势", "逐月件数。", lead=lambda issue: None)
    part = course_chart(publication, COMPLAINTS, judged, "走势", "逐月件数。", lead=lambda issue: None, months=6)

    assert (part.bands[0].upper, part.bands[0].stop, len(part.labels)) == (whole.bands[0].upper, 6, 6)
    assert part.highlights == {(0, 5)}
    assert newest_alarms(judged)


def test_gaps_stay_gaps(read_in):
    """NaN is no zero."""
    publication = _archive(read_in, 5)
    column = np.full(len(publication.archive.issues), np.nan)
    assert not course(publication, COMPLAINTS, column).is_drawable
