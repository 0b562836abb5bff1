"""The numbers in 总体情况 and 要点, each held against the figures – or named as matching none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voc_build.numbers.evidence import Evidence, growth_text, pieces, span_text
from voc_build.numbers.findings import FIGURES, HEADER, Finding, Status, printed, printed_at
from voc_build.numbers.implied import previous_counts, rounds_to
from voc_build.numbers.mentions import Mention, mentions_in
from voc_build.numbers.readings import BANK, Path, Reading
from voc_build.numbers.shares import pie_counts
from voc_build.words import measures as m
from voc_build.words.archive import Issue
from voc_build.words.measures import Measure
from voc_build.words.model import TEXT, TICKETS

FIGURE_ROLES = ("count", "change", "growth", "rate", "share")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one number came out: `numbers` are the printed figures it repeats, if it repeats any."""

    status: Status
    title: str
    detail: str
    readings: tuple[Reading, ...] = ()
    numbers: tuple[str, ...] = ()
    witness: str = ""


def numbers_in_the_text(evidence: Evidence) -> Iterator[Finding]:
    """Every number in the prose is one of the figures, or is named as matching none.

    Only a number that stands right beside its measure is called a contradiction.
    """
    businesses = _business_names(evidence)
    for path, text in prose(evidence.issue):
        for mention in mentions_in(text, evidence.scopes, businesses):
            verdict = _judge(evidence, mention)
            own = (printed_at(HEADER, (*path, mention.start)),) if mention.role in FIGURE_ROLES else ()
            yield Finding(
                "prose", verdict.status, f"{path[0]}“{mention.text}”{verdict.title}", verdict.detail,
                verdict.readings, path, HEADER,
                measure=mention.measure, scope=mention.scope if mention.sure_scope else BANK,
                printed=verdict.numbers or own, witness=verdict.witness, mention=mention,
            )  # fmt: skip


def prose(issue: Issue) -> Iterator[tuple[Path, str]]:
    """The texts whose numbers are held against the figures, and where they stand in issue.yml."""
    header = issue.header
    if header.overview is not None:
        yield ("总体情况",), header.overview
    for index, takeaway in enumerate(header.takeaways):
        yield ("要点", index), takeaway


def _business_names(evidence: Evidence) -> tuple[str, ...]:
    figures = evidence.issue.figures
    printed_names = [part.business for part in figures.pie.slices] if figures and figures.pie else []
    return tuple(dict.fromkeys([*printed_names, *(evidence.business or {})]))


def _judge(evidence: Evidence, mention: Mention) -> Verdict:
    if mention.role == "date":
        return _date(evidence, mention)
    if mention.role == "differences":
        return _differences(evidence, mention)
    if mention.role == "rate":
        return _rate(evidence, mention)
    if mention.role == "share":
        return _share(evidence, mention)
    if mention.role == "growth":
        return _growth(evidence, mention)
    if mention.role == "change":
        return _change(evidence, mention)
    if mention.role == "count":
        return _count(evidence, mention)
    return Verdict("unmatched", "不是本期的指标", "没有可对照的数字。")


def _date(evidence: Evidence, mention: Mention) -> Verdict:
    issue = evidence.issue
    if mention.month is not None:
        year, number = mention.month
        for month, what in ((issue.month, "统计月份"), (issue.period, "期号")):
            if number == month.month and year in (0, month.year):
                return Verdict("agrees", f"是{what}", f"{what}为 {month.chinese}。")
    return Verdict("unmatched", "是别的日期", "不是统计月份，也不是期号。")


def _differences(evidence: Evidence, mention: Mention) -> Verdict:
    known = evidence.issue.figures.known if evidence.issue.figures else ()
    if known and mention.value == len(known):
        return Verdict("agrees", "与已知差异的条数一致", f"已知差异有 {len(known)} 条。")
    return Verdict("unmatched", "与已知差异的条数不同", f"已知差异有 {len(known)} 条。")


def _rate(evidence: Evidence, mention: Mention) -> Verdict:
    measure = mention.measure or m.CLOSURE
    stated = evidence.stated(measure)
    if stated is not None and stated.value is not None:
        numbers = (printed_at(FIGURES, (TEXT, measure.name)),)
        if stated.value == mention.value:
            return Verdict("agrees", f"与{measure.name}一致", f"正文为 {stated.value:f}%。", (), numbers)
        # a rate has no 已知差异, but prose and figures are typed from one page: they have to be the same
        detail = f"figures.yml 写的是 {stated.value:f}%。"
        return Verdict("differs", f"与{measure.name} {stated.value:f}% 不一致", detail)
    rate = evidence.rates.get(measure.code)
    if rate is None:
        return Verdict("unmatched", f"（{measure.name}）没有数字可对", f"figures.yml 没有{measure.name}。")
    if rounds_to(rate * 100, mention.value):
        return Verdict("agrees", f"与{measure.name}一致", "与工单统计相同。", witness=TICKETS)
    detail = f"工单统计为 {float(rate * 100):.2f}%。"
    return Verdict("differs", f"与工单的{measure.name}不一致", detail)


def _share(evidence: Evidence, mention: Mention) -> Verdict:
    figures = evidence.issue.figures
    for index, part in enumerate(figures.pie.slices if figures and figures.pie else ()):
        if part.business != mention.business:
            continue
        numbers = (printed_at(FIGURES, ("业务占比", "分项", index, "百分比")),)
        if part.percent == mention.value:
            return Verdict("agrees", "与业务占比一致", f"图上{part.business}为 {part.percent:f}%。", (), numbers)
        return Verdict("differs", "与业务占比不一致", f"图上{part.business}为 {part.percent:f}%。")
    return Verdict("unmatched", "没有业务占比可对", f"没有{mention.business}的占比。")


def _growth(evidence: Evidence, mention: Mention) -> Verdict:
    measure = mention.measure
    if measure is None or measure.is_rate:
        return Verdict("unmatched", "看不出是哪个指标的变化", "变化幅度前没有写明指标。")
    word = "同比" if mention.when == "上年同月" else "环比"
    growth = evidence.growth(measure, word)
    name = f"{measure.name}的{word}"
    if growth is not None:
        numbers = (printed_at(FIGURES, (TEXT, measure.name, word)),)
        if growth == mention.value:
            return Verdict("agrees", f"与{name}一致", f"正文为{growth_text(growth, word)}。", (), numbers)
        status: Status = "differs" if mention.direct else "unmatched"
        return Verdict(status, f"与{name}不一致", f"figures.yml 写的是{growth_text(growth, word)}。")
    return _growth_by_neighbour(evidence, mention, measure, word)


def _growth_by_neighbour(evidence: Evidence, mention: Mention, measure: Measure, word: str) -> Verdict:
    """No figure prints this change: it is worked out from this issue's count and the other's."""
    said = evidence.said(measure)
    other = evidence.neighbours.year_before if word == "同比" else evidence.neighbours.previous
    before = previous_counts(said[0].value, mention.value) if said else None
    if before is None:
        return Verdict("unmatched", f"（{measure.name}）没有数字可对", "没有件数，无法核对变化幅度。")
    if not before:
        status: Status = "impossible" if mention.direct else "unmatched"
        return Verdict(status, "推不出整数", f"{pieces(said[0])}，没有整数能得出这个幅度。", said)
    theirs = other.said(measure) if other is not None and other.compares(measure) else ()
    detail = f"{pieces(said[0])}，倒推应为{span_text(before)}"
    if other is None or not theirs:
        return Verdict("implied", f"（{measure.name}）只能倒推", f"{detail}，没有可对照的一期。", said)
    if any(reading.value in before for reading in theirs):
        return Verdict("agrees", f"与{other.name}相符", f"{detail}，相符。", said, (), other.name)
    status = "differs" if mention.direct else "unmatched"
    return Verdict(status, f"与{other.name}不符", f"{detail}，{other.name}为{_values(theirs)}件。", said)


def _change(evidence: Evidence, mention: Mention) -> Verdict:
    measure = mention.measure
    said = evidence.said(measure) if measure is not None else ()
    if measure is None or not said:
        return Verdict("unmatched", "看不出是哪个指标的变化", "没有可对照的数字。")
    for reading in said:
        before = reading.value - int(mention.value)
        source = _before(evidence, measure, before, "上月")
        if source:
            detail = f"{pieces(reading)}，上月 {before} 件（{source}）。"
            return Verdict("agrees", f"与{measure.name}的增减一致", detail, (reading,))
    return Verdict("unmatched", f"（{measure.name}）没有上月的数可对", "上月件数不详。", said)


def _before(evidence: Evidence, measure: Measure, value: int, when: str) -> str:
    """Who says that the count before was `value`; "" if nobody does."""
    year = when == "上年同月"
    other = evidence.neighbours.year_before if year else evidence.neighbours.previous
    if other is not None and any(reading.value == value for reading in other.said(measure)):
        return other.name
    said, growth = evidence.said(measure), evidence.growth(measure, "同比" if year else "环比")
    if growth is not None and said and value in previous_counts(said[0].value, growth):
        return f"由{'同比' if year else '环比'}倒推"
    return ""


def _count(evidence: Evidence, mention: Mention) -> Verdict:
    value, measure = int(mention.value), mention.measure
    if mention.value != value:
        return Verdict("unmatched", "不是整数件", "件数应为整数。")
    if mention.business:
        counts = evidence.business or pie_counts(evidence)
        if counts.get(mention.business) == value:
            where = "工单统计" if evidence.business else "由业务占比倒推"
            return Verdict("agrees", f"与{mention.business}件数一致", f"{where}为 {value} 件。")
        return Verdict("unmatched", f"（{mention.business}）没有数字可对", "业务类别的件数没有印出。")
    if measure is None:
        return Verdict("unmatched", "没有写明指标", _same_value(evidence, value))
    if mention.when or not _this_month(evidence, mention):
        return _other_month(evidence, mention, measure, value)
    scopes = (mention.scope,) if mention.sure_scope else (mention.scope, BANK)
    readings = tuple(reading for scope in scopes for reading in evidence.said(measure, scope))
    place = mention.scope if mention.sure_scope else ""
    name = f"{place}{measure.name}"
    fitting = tuple(reading for reading in readings if reading.value == value)
    if fitting:
        # the sentence itself is what this prose is: a witness has to come from elsewhere
        witness = TICKETS if any(reading.source == TICKETS for reading in fitting) else ""
        detail = "与" + "、".join(dict.fromkeys(reading.source for reading in fitting)) + "相同。"
        return Verdict("agrees", f"与{name}一致", detail, fitting, printed(fitting[:1]), witness)
    if not readings:
        return Verdict("unmatched", f"（{name}）没有数字可对", "别处没有这个数。")
    detail = "，".join(map(pieces, readings)) + "。"
    if mention.direct and mention.sure_scope:
        return Verdict("differs", f"与{name}不一致", detail, readings)
    return Verdict("unmatched", "与各处数字都对不上", f"可能指{name}的一部分：{detail}", readings)


def _this_month(evidence: Evidence, mention: Mention) -> bool:
    if mention.month is None:
        return True
    year, number = mention.month
    return number == evidence.issue.month.month and year in (0, evidence.issue.month.year)


def _other_month(evidence: Evidence, mention: Mention, measure: Measure, value: int) -> Verdict:
    stated = evidence.stated(measure)
    if mention.when == "累计" and stated is not None and stated.year_to_date == value:
        numbers = (printed_at(FIGURES, (TEXT, measure.name, "累计")),)
        return Verdict("agrees", f"与{measure.name}的累计一致", f"累计 {value} 件。", (), numbers)
    if mention.when in ("上月", "上年同月"):
        source = _before(evidence, measure, value, mention.when)
        if source:
            return Verdict("agrees", f"与{mention.when}的{measure.name}一致", f"{source}。")
    return Verdict("unmatched", "说的是别的月份", "没有可对照的数字。")


def _same_value(evidence: Evidence, value: int) -> str:
    names = [measure.name for measure in m.COUNTS if any(r.value == value for r in evidence.said(measure))]
    if not names:
        return "也没有一个指标是这个数。"
    return f"数值与{'、'.join(names)}相同，但文中没有写明。"


def _values(readings: Iterable[Reading]) -> str:
    return "、".join(dict.fromkeys(f" {reading.value} " for reading in readings))
