"""总体情况 drafted from the numbers, in the bulletin's own manner, for months that leave it out."""

from __future__ import annotations

import numpy as np

from voc_build.numbers.change import Verdict, growth_text
from voc_build.numbers.past import of_bank
from voc_build.numbers.statistics import Statistics
from voc_build.pages.views import glued, rate_text
from voc_build.words.archive import Issue
from voc_build.words.measures import (
    CLOSURE,
    COMPLAINTS,
    ON_TIME,
    OPINIONS,
    PRAISE,
    SUPERVISOR,
    VALID,
    VOICE,
    Measure,
)


def takeaway(statistics: Statistics, issue: Issue) -> str:
    """The one sentence to take away, for issues whose editor wrote none; empty when nothing is known."""
    index = statistics.position(issue)
    total = statistics.value(COMPLAINTS, index)
    if total is None:
        return ""
    if total == 0:
        return f"{issue.month.chinese}没有受理消费投诉类工单。"
    moved = of_bank(statistics, index, COMPLAINTS).month
    words = f"{issue.month.chinese}受理{COMPLAINTS.name} {total:,.0f} 件"
    if moved.difference is not None:
        meant = "，可能是偶然波动" if moved.difference and moved.verdict is not Verdict.BEYOND else ""
        words += f"，比上月{growth_text(moved, statistics.archive.settings.minimum.percentage)}{meant}"
    return glued(words + _leaders(statistics, index, total) + "。")


def _leaders(statistics: Statistics, index: int, total: float) -> str:
    """Which business types brought the most complaints; all that tie, nothing when more than two do."""
    counts = statistics.by_axis["business"][index]
    if np.isnan(counts).all() or not np.nansum(counts):
        return ""
    most = float(np.nanmax(counts))
    terms = statistics.archive.taxonomy.business_types.terms
    names = [term.name for term, count in zip(terms, counts, strict=True) if count == most]
    if len(names) > 2:
        return ""
    each = "各" if len(names) == 2 else ""
    return f"；{'、'.join(names)}最多，{each}{' ' if each else ''}{most:,.0f} 件，{each}占 {rate_text(most / total)}"


def draft(statistics: Statistics, issue: Issue) -> str:
    """Two paragraphs: how many, and how well they were handled; only what is known is said."""
    index = statistics.position(issue)
    minimum = statistics.archive.settings.minimum.percentage

    def said(measure: Measure) -> str:
        value = statistics.value(measure, index)
        return "" if value is None else f"{measure.name} {value:,.0f} 件"

    def compared(measure: Measure) -> str:
        moved = of_bank(statistics, index, measure).month
        return "" if moved.difference is None else "，比上月" + growth_text(moved, minimum)

    total = statistics.value(COMPLAINTS, index)
    if total is None:
        return ""
    if total == 0 and not statistics.value(PRAISE, index):
        return f"{issue.month.chinese}没有受理任何工单。"
    counted = "，".join(f"{said(part)}" for part in (SUPERVISOR, VOICE, OPINIONS))
    first = (
        f"{issue.month.chinese}，全行共受理{said(COMPLAINTS)}{compared(COMPLAINTS)}。其中，{counted}。"
        f"认定{said(VALID)}{compared(VALID)}；收到{said(PRAISE)}。"
    )
    return glued(first + "\n\n" + _handling(statistics, index))


def _handling(statistics: Statistics, index: int) -> str:
    closure = statistics.value(CLOSURE, index)
    sentences = [] if closure is None else [f"截至发布日，各类工单办结率 {rate_text(closure)}"]
    on_time = statistics.value(ON_TIME, index)
    if on_time is not None:
        sentences.append(f"消费投诉类工单及时办结率 {rate_text(on_time)}")
    days = statistics.handling(index)
    if days is not None:
        sentences.append(f"办理天数中位数 {days[0]:g} 天，最长 {days[1]} 天")
    return "，".join(sentences) + "。" if sentences else ""
