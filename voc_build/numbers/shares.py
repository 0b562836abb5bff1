"""The printed pie: whether any integer counts print its shares, and which."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from voc_build.numbers.evidence import Evidence, listed
from voc_build.numbers.findings import FIGURES, Finding, Status, printed_at
from voc_build.numbers.implied import Splits, counts_of_shares, printed_by, totals_fitting
from voc_build.words import measures as m
from voc_build.words.model import TICKETS

PIE_PATH = ("业务占比", "分项")
REST = "其他业务"
"""The class that takes what the pie does not name."""
FAR = 1000
"""Totals up to here are tried where no total is stated; far beyond any month of this bulletin."""
SHOWN = 6


def shares_are_possible(evidence: Evidence) -> Iterator[Finding]:
    """Some whole numbers of pieces, adding to a stated 消费投诉类工单, print these shares."""
    pie = evidence.issue.figures.pie if evidence.issue.figures else None
    if pie is None:
        return
    percents = tuple(part.percent for part in pie.slices)
    if evidence.business is not None:
        yield _against_tickets(evidence, tuple(part.business for part in pie.slices), percents)
    totals = dict.fromkeys(reading.value for reading in evidence.said(m.COMPLAINTS))
    if not totals:
        yield _without_total(evidence, percents)
        return
    fits = {total: counts_of_shares(percents, total) for total in totals if total > 0}
    fitting = [total for total in fits if fits[total]]
    if 0 in totals and not any(percents):
        yield _finding(evidence, "agrees", "业务占比各项为 0，总数为 0 件", "没有工单，各项占比都是 0。")
        return
    beside = _beside(evidence, percents, set(totals))
    if not fitting:
        others = totals_fitting(percents, FAR)[:SHOWN]
        why = f"总数 {listed(totals)} 件，没有一组整数件数能印出 {_printed(percents)}。"
        why += f"能印出的总数有 {listed(others)} 件等。" if others else "任何总数都印不出。"
        why += "" if sum(percents) == 100 else f"各项相加为 {sum(percents):f}%。"
        yield _finding(evidence, "impossible", f"业务占比与总数 {listed(totals)} 件对不上", why)
        return
    total = fitting[0]
    title = f"业务占比合于总数 {total} 件"
    yield _finding(evidence, "agrees", title, _how(fits[total], total, percents) + beside)


def pie_counts(evidence: Evidence) -> dict[str, int]:
    """Pieces by business type, where the pie and the stated total leave only one way; {} otherwise."""
    pie = evidence.issue.figures.pie if evidence.issue.figures else None
    if pie is None:
        return {}
    percents = tuple(part.percent for part in pie.slices)
    for reading in evidence.said(m.COMPLAINTS):
        counts = counts_of_shares(percents, reading.value).only if reading.value else None
        if counts is not None:
            return dict(zip((part.business for part in pie.slices), counts, strict=True))
    return {}


def _finding(evidence: Evidence, status: Status, title: str, detail: str, witness: str = "") -> Finding:
    pie = evidence.issue.figures.pie if evidence.issue.figures else None
    slices = range(len(pie.slices)) if pie else ()
    return Finding(
        "shares", status, title, detail, evidence.said(m.COMPLAINTS), PIE_PATH, FIGURES,
        measure=m.COMPLAINTS, witness=witness,
        printed=tuple(printed_at(FIGURES, (*PIE_PATH, index, "百分比")) for index in slices),
    )  # fmt: skip


def _without_total(evidence: Evidence, percents: tuple[Decimal, ...]) -> Finding:
    totals = totals_fitting(percents, FAR)
    if not totals:
        why = f"{FAR} 件以内没有一个总数能印出 {_printed(percents)}。"
        return _finding(evidence, "impossible", "业务占比不可能成立", why)
    shown = listed(totals[:SHOWN]) + ("" if len(totals) <= SHOWN else " 等")
    return _finding(evidence, "implied", "业务占比没有总数可对", f"能印出这些占比的总数有 {shown}。")


def _against_tickets(evidence: Evidence, names: tuple[str, ...], percents: tuple[Decimal, ...]) -> Finding:
    business = dict(evidence.business or {})
    counts = [business.pop(name, 0) for name in names]
    left = {name: count for name, count in business.items() if count}
    if REST in names:
        counts[names.index(REST)] += sum(left.values())
        left = {}
    shown = "、".join(f"{name} {count}" for name, count in zip(names, counts, strict=True))
    if left:
        missing = "、".join(f"{name} {count}" for name, count in left.items())
        return _finding(evidence, "differs", "业务占比与工单对不上", f"工单里还有图上没有的：{missing} 件。")
    if printed_by(counts, percents):
        return _finding(evidence, "agrees", "业务占比与工单一致", f"工单：{shown} 件。", TICKETS)
    return _finding(evidence, "differs", "业务占比与工单对不上", f"工单：{shown} 件，印不出这些占比。")


def _beside(evidence: Evidence, percents: tuple[Decimal, ...], stated: set[int]) -> str:
    """Totals that the sources' parts add up to, tried as well: what they cannot print tells against them."""
    added: dict[int, str] = {}
    for source in dict.fromkeys(reading.source for reading in evidence.readings):
        parts = [reading.value for part in m.PARTS for reading in evidence.said(part) if reading.source == source]
        if len(parts) == len(m.PARTS):
            added.setdefault(sum(parts), source)
    return "".join(
        f"如取{source}三项相加的 {total} 件，则印不出这些占比。"
        for total, source in added.items()
        if total not in stated and total > 0 and not counts_of_shares(percents, total)
    )


def _how(splits: Splits, total: int, percents: tuple[Decimal, ...]) -> str:
    if splits.only is None:
        ways = "多" if splits.more else f" {len(splits.counts)} "
        return f"总数 {total} 件时有{ways}组件数能印出这些占比，不能确定是哪一组。"
    ways = "、".join(printed_by(splits.only, percents))
    odd = "" if sum(percents) == 100 else f"各项相加为 {sum(percents):f}%，是逐项四舍五入的缘故。"
    return f"总数 {total} 件时只有一组件数能印出这些占比：{listed(splits.only)}（{ways}）。{odd}"


def _printed(percents: tuple[Decimal, ...]) -> str:
    return "/".join(f"{percent:f}" for percent in percents)
