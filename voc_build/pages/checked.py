"""What became of an issue's printed numbers, in two sentences; number by number it stands in 对账."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from voc_build.numbers.findings import Finding, coverage
from voc_build.pages.views import day, glued
from voc_build.words.model import KnownDifference


def checked(findings: Sequence[Finding]) -> str:
    """How many numbers are printed, checked and confirmed, and how the comparisons came out; empty without print."""
    covered = coverage(findings)
    if not covered.printed:
        return ""
    found = Counter(one.status for one in findings)
    wrong = found["differs"] + found["impossible"]
    rows = (
        (found["agrees"], "相符"),
        (found["explained"], "对不上而已说明"),
        (wrong, "对不上而未说明"),
    )
    came_out = "，".join(f"{words} {count} 项" for count, words in rows if count)
    return glued(
        f"这一期印出 {covered.printed} 个数，核对过 {covered.checked} 个，"
        f"由工单或另一期证实 {covered.confirmed} 个。" + (f"核对结果：{came_out}。" if came_out else "")
    )


def signed(entry: KnownDifference) -> str:
    """Who explained a difference, and when, as far as the entry says so: `消费者权益保护部，2021年8月3日`."""
    return "，".join(filter(None, (entry.explained_by, day(entry.explained_on) if entry.explained_on else "")))
