"""累计: parts of a year across issues."""

from __future__ import annotations

from collections.abc import Iterator

from voc_build.numbers.evidence import Evidence, listed
from voc_build.numbers.findings import FIGURES, Finding, Status, printed_at
from voc_build.numbers.neighbours import Neighbour
from voc_build.numbers.readings import Reading
from voc_build.words import measures as m
from voc_build.words.measures import Measure
from voc_build.words.model import TEXT


def year_to_date_adds_up(evidence: Evidence) -> Iterator[Finding]:
    """A printed 累计 is the sum of the year's months, where all are known, and not less than this month's."""
    for measure in m.COUNTS:
        stated, said = evidence.stated(measure), evidence.said(measure)
        if stated is not None and stated.year_to_date is not None:
            yield _year_to_date(evidence, measure, stated.year_to_date, said)


def _year_to_date(evidence: Evidence, measure: Measure, total: int, said: tuple[Reading, ...]) -> Finding:
    path = (TEXT, measure.name, "累计")
    name = f"{measure.name}本年累计 {total} 件"

    def finding(status: Status, title: str, detail: str, witness: str = "") -> Finding:
        return Finding(
            "year-to-date", status, f"{name}{title}", detail, said, path, FIGURES,
            measure=measure, printed=(printed_at(FIGURES, path),), witness=witness,
        )  # fmt: skip

    if not said:
        return finding("unmatched", "，没有当月件数", "没有当月件数，无从核对。")
    now, month = said[0].value, evidence.issue.month.month
    if total < now:
        return finding("impossible", "，少于当月", f"累计 {total} 件，当月就有 {now} 件。")
    earlier = [other for other in evidence.neighbours.year if other.compares(measure)]
    counts = [value for value in (other.adopted(measure) for other in earlier) if value is not None]
    if len(counts) == month - 1:
        months = listed([*counts, now])
        if sum(counts) + now == total:
            return finding("agrees", "，各月相加相符", f"1 月至 {month} 月：{months}。", _names(earlier))
        return finding("differs", "，与各月对不上", f"1 月至 {month} 月：{months}，相加为 {sum(counts) + now} 件。")
    previous = evidence.neighbours.previous
    if previous in earlier and previous is not None and previous.issue.figures is not None:
        before = previous.issue.figures.stated.get(measure.name)
        if before is not None and before.year_to_date is not None:
            detail = f"{previous.name}累计 {before.year_to_date} 件，加上当月 {now} 件。"
            if before.year_to_date + now == total:
                return finding("agrees", "，与上期累计相符", detail, previous.name)
            return finding("differs", "，与上期累计对不上", detail)
    if sum(counts) + now > total:
        detail = f"档案里已知的各月 {listed([*counts, now])} 相加已有 {sum(counts) + now} 件。"
        return finding("differs", "，少于已知各月之和", detail)
    return finding("implied", "，未能核对", f"本年 {month} 个月中只知道 {len(counts) + 1} 个月的数。")


def _names(neighbours: list[Neighbour]) -> str:
    return "、".join(other.name for other in neighbours)
