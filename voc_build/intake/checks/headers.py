"""Rules about issue.yml and the folder it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from voc_build.intake.load import Loaded
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Diagnostic, Place, rule
from voc_build.words.model import DRAFT, RELEASED
from voc_build.words.month import Month


def folder_is_the_period(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """The folder's name is the 期号."""
    folder = base.rpartition("/")[2]
    if str(issue.period) != folder:
        yield rule("VOC201").at(
            loaded.place(f"{base}/issue.yml", "期号"),
            f"期号 {issue.period} 与目录名 {folder} 不一致",
            help=f"写成 期号: {folder}，或把目录改名为 {issue.period}",
        )


def month_before_period(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """An issue counts a month that is over."""
    if issue.month >= issue.period:
        yield rule("VOC207").at(
            loaded.place(f"{base}/issue.yml", "统计月份"),
            f"统计月份 {issue.month} 不早于期号 {issue.period}",
            help=f"通常是期号的上一个月：{issue.period + -1}",
        )


def one_issue_a_month(loaded: Loaded) -> Iterator[Diagnostic]:
    """A month is counted by one issue only."""
    first: dict[Month, str] = {}
    for base, issue in loaded.each():
        file = f"{base}/issue.yml"
        if issue.month in first:
            yield rule("VOC208").at(
                loaded.place(file, "统计月份"),
                f"{issue.month} 已由 {first[issue.month]} 统计",
                help="核对两期的 统计月份",
            )
        else:
            first[issue.month] = base


def files_as_the_basis_says(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """工单 has tickets.yml; 汇总 has figures.yml and no tickets, which nobody would count."""
    needed = "tickets.yml" if issue.by_tickets else "figures.yml"
    basis = issue.header.basis
    if f"{base}/{needed}" not in loaded.files:
        yield rule("VOC209").at(
            loaded.place(f"{base}/issue.yml", "数据口径"),
            f"数据口径为 {basis}，却没有 {needed}",
            help=f"补上 {needed}，或改正 数据口径",
        )
    if not issue.by_tickets and f"{base}/tickets.yml" in loaded.files:
        yield rule("VOC209").at(
            loaded.place(f"{base}/issue.yml", "数据口径"),
            f"数据口径为 {basis}，tickets.yml 里的工单不会被统计",
            help="改成 数据口径: 工单，或移走 tickets.yml",
        )


def nothing_pending_after_draft(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """What a digitiser doubted is judged by a person before an issue goes to review."""
    if issue.header.pending and issue.header.state != DRAFT:
        fields = "、".join(dict.fromkeys(row.field for row in issue.header.pending))
        yield rule("VOC212").at(
            loaded.place(f"{base}/issue.yml", "待核", key=True),
            f"状态为 {issue.header.state}，待核 还有 {len(issue.header.pending)} 项：{fields}",
            help="逐条核对后删掉，或把状态改回 草稿",
        )


def release_day_after_draft(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """An issue in review or released says when it may be seen."""
    if f"{base}/issue.yml" in loaded.faulty:
        return
    if issue.header.release is None and issue.header.state != DRAFT:
        yield rule("VOC102").at(
            loaded.place(f"{base}/issue.yml", "状态"),
            f"状态为 {issue.header.state}，却缺少“发布日期”",
            help=f"补上 发布日期，如 发布日期: {issue.period}-12",
        )


def something_is_released(loaded: Loaded) -> Iterator[Diagnostic]:
    """A site without one released issue is an empty shelf."""
    issues = loaded.archive.issues
    if any(file.endswith("/issue.yml") for file in loaded.faulty):
        return
    if any(issue.header.state == RELEASED for issue in issues):
        return
    if issues or loaded.hidden:
        yield rule("VOC005").at(
            Place("issues"), "还没有一期是 已发布 且到了发布日期", help="把要发布的一期的状态改为 已发布"
        )


def demo_stands_alone(loaded: Loaded) -> Iterator[Diagnostic]:
    """Invented issues never stand among real ones."""
    known = [(base, issue) for base, issue in loaded.each() if f"{base}/issue.yml" not in loaded.faulty]
    invented = [base for base, issue in known if issue.header.demo]
    if len(invented) == len(known):
        return
    for base in invented:
        yield rule("VOC216").at(
            loaded.place(f"{base}/issue.yml", "演示"),
            "这一期是虚构的示例，同一档案里有真实的期",
            help="移到 demo/ 一类的示例档案，或改成 演示: 否",
        )
