"""Printed changes against counts: the previous count they imply, and what other issues say it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from voc_build.numbers.evidence import (
    Evidence,
    growth_of,
    growth_text,
    listed,
    pieces,
    side_by_side,
    span_text,
)
from voc_build.numbers.findings import FIGURES, Finding, Status, printed, printed_at
from voc_build.numbers.implied import Span, previous_counts
from voc_build.numbers.neighbours import Neighbour
from voc_build.numbers.readings import Reading
from voc_build.words import measures as m
from voc_build.words.measures import Measure
from voc_build.words.model import TEXT

WITHIN = (*m.PARTS, m.VALID)
"""Measures that count part of what 消费投诉类工单 counts."""


@dataclass(frozen=True, slots=True)
class Implied:
    """What the count before must have been if `reading` is right; why it cannot have been ("" if it can)."""

    reading: Reading
    before: Span
    objection: str

    @property
    def sentence(self) -> str:
        """In words, without the closing full stop."""
        start = f"{self.reading.source}的 {self.reading.value} 件"
        if not self.before:
            return f"{start}推不出整数"
        return f"{start}倒推上月为{_spaced(self.before)}" + (f"，{self.objection}" if self.objection else "")


def implied_before(evidence: Evidence, measure: Measure) -> tuple[Implied, ...]:
    """For each source's count, the previous count that the printed 环比 implies; () where none is printed."""
    stated = evidence.stated(measure)
    if stated is None or stated.growth is None:
        return ()
    whole = _whole_before(evidence) if measure in WITHIN else None
    found = []
    for reading in evidence.said(measure):
        before = previous_counts(reading.value, stated.growth)
        objection = ""
        if not before:
            objection = "推不出整数"
        elif whole is not None and before.low > whole:
            objection = f"多于上月消费投诉类工单的 {whole} 件，不成立"
        found.append(Implied(reading, before, objection))
    return tuple(found)


def changes_have_a_count_before(evidence: Evidence) -> Iterator[Finding]:
    """A printed change leads back to a whole number of pieces, and to the one another issue states."""
    for measure in m.COUNTS:
        stated = evidence.stated(measure)
        if stated is None:
            continue
        if stated.growth is not None:
            previous = evidence.neighbours.previous
            yield _change(evidence, measure, stated.growth, "环比", "上月", previous, "growth")
        if stated.growth_year is not None:
            year_before = evidence.neighbours.year_before
            yield _change(evidence, measure, stated.growth_year, "同比", "上年同月", year_before, "growth-year")


def _change(
    evidence: Evidence,
    measure: Measure,
    growth: Decimal,
    word: str,
    when: str,
    other: Neighbour | None,
    kind: str,
) -> Finding:
    path = (TEXT, measure.name, word)
    said = evidence.said(measure)
    # the sentence prints the change, so it is the sentence's count that has to fit it
    readings = said[:1]
    change = growth_text(growth, word)

    def finding(status: Status, title: str, detail: str, witness: str = "") -> Finding:
        numbers = (printed_at(FIGURES, path), *(printed(readings) if witness else ()))
        return Finding(
            kind, status, f"{measure.name}{title}", detail, said, path, FIGURES,
            measure=measure, printed=numbers, witness=witness,
        )  # fmt: skip

    if not said:
        return finding("unmatched", f"{change}，没有件数", "只印了变化幅度，没有件数，无法倒推。")
    count = said[0].value
    before = previous_counts(count, growth)
    if not before:
        detail = f"{said[0].source}的 {count} 件{change}：没有一个整数的{when}件数能得出这个幅度。"
        return finding("impossible", f"{change}，推不出整数", detail + _others(evidence, measure, kind))
    detail = f"{said[0].source}的 {count} 件{change}，倒推{when}为{_spaced(before)}。"
    if kind == "growth":
        own = implied_before(evidence, measure)[0]
        if own.objection:
            return finding("impossible", f"{change}，倒推不成立", f"{own.sentence}。")
    detail += _others(evidence, measure, kind)
    title = f"{change}，{when}应为{_spaced(before)}"
    if other is None:
        return finding("implied", title, detail + f"档案里没有{when}的一期，无从核对。")
    if not other.compares(measure):
        return finding("implied", title, detail + f"{other.name}的口径不同，不作比较。")
    theirs = other.said(measure)
    if not theirs:
        return finding("implied", title, detail + f"{other.name}没有印出这个指标。")
    fitting = [reading for reading in theirs if reading.value in before]
    if not fitting:
        said_there = f"{other.name}是{side_by_side(theirs)}。"
        return finding("differs", f"{change}，与{other.name}对不上", detail + said_there)
    return finding("agrees", title, detail + f"与{other.name}相符：{side_by_side(fitting)}。", other.name)


def _others(evidence: Evidence, measure: Measure, kind: str) -> str:
    """What the same change would mean for the other sources' counts, where they differ."""
    if kind != "growth":
        return ""
    first, *rest = implied_before(evidence, measure)
    return "".join(f"如取{each.sentence}。" for each in rest if each.reading.value != first.reading.value)


def _whole_before(evidence: Evidence) -> int | None:
    """The most 消费投诉类工单 there can have been the month before; None if nothing bounds it."""
    stated, said = evidence.stated(m.COMPLAINTS), evidence.said(m.COMPLAINTS)
    if stated is not None and stated.growth is not None and said:
        before = previous_counts(said[0].value, stated.growth)
        if before:
            return before.high
    previous = evidence.neighbours.previous
    if previous is None or not previous.compares(m.COMPLAINTS):
        return None
    return max((reading.value for reading in previous.said(m.COMPLAINTS)), default=None)


def parts_before_make_the_whole(evidence: Evidence) -> Iterator[Finding]:
    """The previous counts of the parts do not exceed that of the whole; what is left over is implied."""
    befores = {}
    for measure in (m.COMPLAINTS, *m.PARTS):
        found = implied_before(evidence, measure)
        if found and found[0].before.only is not None:
            befores[measure] = found[0].before.only
    parts = [measure for measure in m.PARTS if measure in befores]
    if m.COMPLAINTS not in befores or not parts:
        return
    whole = befores[m.COMPLAINTS]
    rest = whole - sum(befores[part] for part in parts)
    missing = [part for part in m.PARTS if part not in befores]
    names = "、".join(f"{part.name} {befores[part]} 件" for part in parts)
    start = f"倒推上月消费投诉类工单 {whole} 件，其中{names}"
    numbers = tuple(printed_at(FIGURES, (TEXT, measure.name, "环比")) for measure in befores)

    def finding(status: Status, title: str, detail: str, witness: str = "") -> Finding:
        return Finding(
            "growth-parts", status, title, detail, (), (TEXT, m.COMPLAINTS.name, "环比"), FIGURES,
            measure=m.COMPLAINTS, printed=numbers, witness=witness,
        )  # fmt: skip

    if rest < 0 or (not missing and rest):
        yield finding("impossible", "倒推出的上月各项与总数对不上", f"{start}，相加不等于总数。")
        return
    if not missing:
        yield finding("agrees", f"倒推出的上月三项相加为 {whole} 件", f"{start}，相加正好。")
        return
    left = "与".join(part.name for part in missing)
    title, detail = f"由此上月{left}共 {rest} 件", f"{start}，其余{left}共 {rest} 件。"
    previous = evidence.neighbours.previous
    theirs = [previous.adopted(part) if previous and previous.compares(part) else None for part in missing]
    known = [value for value in theirs if value is not None]
    if previous is None or len(known) < len(missing):
        yield finding("implied", title, detail)
    elif sum(known) == rest:
        yield finding("agrees", title, detail + f"与{previous.name}相符：{listed(known)}。", previous.name)
    else:
        yield finding("differs", title, detail + f"{previous.name}却是{listed(known)}件。")


def later_changes_fit(evidence: Evidence) -> Iterator[Finding]:
    """What a later issue's change implies for this month is what this issue says."""
    after = ((evidence.neighbours.following, "环比"), (evidence.neighbours.year_after, "同比"))
    for other, word in after:
        if other is None:
            continue
        for measure in m.COUNTS:
            growth = growth_of(other.issue, measure, word)
            said, theirs = evidence.said(measure), other.said(measure)
            if growth is None or not said or not theirs or not other.compares(measure):
                continue
            before = previous_counts(theirs[0].value, growth)
            if before:
                yield _back(measure, said, other, f"{theirs[0].value} 件{growth_text(growth, word)}", before)


def _back(measure: Measure, said: tuple[Reading, ...], other: Neighbour, change: str, before: Span) -> Finding:
    fitting = tuple(reading for reading in said if reading.value in before)
    detail = f"{other.name}印的{measure.name} {change}，倒推本月为{_spaced(before)}。"
    if fitting:
        title = f"{measure.name}与{other.name}的倒推相符"
        detail += f"与{'、'.join(reading.source for reading in fitting)}相符。"
    else:
        title = f"{measure.name}与{other.name}的倒推对不上"
        detail += f"本期{'，'.join(map(pieces, said))}。"
    return Finding(
        "growth-back", "agrees" if fitting else "differs", title, detail, said, said[0].path or (TEXT,),
        FIGURES, measure=measure, printed=printed(fitting or said), witness=other.name,
    )  # fmt: skip


def _spaced(span: Span) -> str:
    return ("" if span.high is None else " ") + span_text(span)
