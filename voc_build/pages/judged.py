"""The bank's measures in their control charts, and in words: why this chart, signals, breaks, rebases, gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from voc_build.numbers.control import Control, Signal, latest
from voc_build.numbers.evidence import side_by_side
from voc_build.numbers.limits import value_text
from voc_build.numbers.readings import readings_of, sources
from voc_build.numbers.statistics import known
from voc_build.pages import addresses
from voc_build.pages.publication import Publication
from voc_build.pages.trend import Course, course, course_chart
from voc_build.pages.views import glued
from voc_build.pictures.charts import Chart
from voc_build.words.measures import COUNTS, Measure

MONTHS = 60
"""Months drawn; the limits heed all there are."""
RECENT = 12
"""Months whose signals are told one by one."""
_NAMED = 6
"""Months without a number that are named."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A measure of the bank, judged; `earlier` counts the signals before the recent months."""

    name: str
    chart: Chart | None
    summary: str
    alarming: bool
    kind: str
    why: str
    signals: tuple[str, ...]
    earlier: int
    notes: tuple[str, ...]


def judged(publication: Publication, measure: Measure) -> Judged:
    """The bank's series of a measure; without a chart below two known months."""
    series = publication.statistics.bank[measure.code]
    found = course(publication, measure, series)
    recent = len(found.values) - RECENT
    told = [signal for signal in reversed(found.control.signals) if signal.at >= recent]
    id = f"control-{measure.code}"
    what = f"{measure.name}逐月的{'占比' if measure.is_rate else '件数'}、均值和控制限。"
    chart = course_chart(
        publication,
        measure,
        found,
        measure.name,
        what,
        lead=lambda issue: addresses.behind(issue, measure.code),
        id=id,
        months=MONTHS,
    )
    return Judged(
        name=measure.name,
        # what the marks mean is said once for all charts of the page
        chart=replace(chart, note="") if chart else None,
        summary=latest_text(found),
        alarming=any(signal.at == len(found.values) - 1 and not signal.improvement for signal in told),
        kind=found.control.chart_name,
        why=glued(found.control.why),
        signals=tuple(glued(f"{found.span[one.at].chinese}：{_signal(one)}") for one in told),
        earlier=len(found.control.signals) - len(told),
        notes=tuple(map(glued, [*_decisions(publication, measure, found), *_gaps(publication, measure)])),
    )


def latest_text(found: Course) -> str:
    """What the chart says of the newest month."""
    return glued(latest(found.control, found.span[-1].chinese)) if found.span else "没有数据，不作判断。"


def briefly(found: Course) -> str:
    """The same in a few words, for a row whose value and limits stand beside it."""
    last = len(found.values) - 1
    if not found.values or found.values[last] is None:
        return "没有数，不作判断"
    signals = [signal for signal in found.control.signals if signal.at == last]
    phase = found.control.phases[-1]
    if not signals:
        return "日常波动" if phase.lower is not None else phase.why.split("，")[0]
    ways = {signal.improvement for signal in signals}
    better = "，是改善" if ways == {True} else ""
    return glued("；".join(signal.text for signal in signals) + better)


def limits_text(found: Control) -> tuple[str, str]:
    """Mean and limits of the newest phase; `—` where there are none."""
    last = found.phases[-1] if found.phases else None
    if last is None or last.mean is None or last.lower is None or last.upper is None:
        return "—", "—"
    low, high = (value_text(limit, found.unit) for limit in (last.lower, last.upper))
    trial = "（暂定）" if last.trial else ""
    return glued(value_text(last.mean, found.unit)), glued(f"{low.removesuffix(' 件')}–{high}{trial}")


def _signal(signal: Signal) -> str:
    return f"{signal.text}{ {True: '，是改善', False: '，需要关注', None: ''}[signal.improvement] }"


def _decisions(publication: Publication, measure: Measure, found: Course) -> Iterator[str]:
    """Breaks of definition and rebases within the span."""
    span = found.span
    for since, row in publication.archive.taxonomy.breaks(measure.code):
        if span and span[0] < since <= span[-1]:
            yield (
                f"{since.chinese}起口径改为“{row.meaning}”。此前的数按旧口径统计，与此后的不能比较：曲线断开，"
                "控制限分段计算，不作跨口径的环比、同比。"
            )
    for one in publication.archive.settings.rebases:
        if one.measure == measure.name:
            where = f"（{one.institution}）" if one.institution else ""
            reason = "".join(one.reason.split("\n")).rstrip("。")
            yield f"{one.since.chinese}起重设基线{where}：{reason}。决定人：{one.decided_by}。"


def _gaps(publication: Publication, measure: Measure) -> Iterator[str]:
    """Why months are left out: contradictions with all their values, and what was never printed."""
    missing = []
    for index, issue in enumerate(publication.archive.issues):
        if known(publication.statistics.bank[measure.code][index]) is not None:
            continue
        said = sources(readings_of(issue, {}), measure) if measure in COUNTS else ()
        if said:
            yield f"{issue.month.chinese}：原刊{side_by_side(said)}，都不采用，留空。"
        else:
            missing.append(issue.month.chinese)
    if missing:
        more = f"等 {len(missing)} 个月" if len(missing) > _NAMED else ""
        yield f"{'、'.join(missing[:_NAMED])}{more}没有这个数，留空，不当作 0。"
