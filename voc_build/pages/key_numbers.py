"""Key numbers: how much, how it moved since the month before, and whether that means anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from voc_build.numbers.change import Change, Verdict, change, growth_text
from voc_build.numbers.implied import previous_counts
from voc_build.numbers.past import of_bank
from voc_build.numbers.statistics import Statistics
from voc_build.pages import addresses
from voc_build.pages.views import NBSP, count_text, rate_text, share_text
from voc_build.words.archive import Issue
from voc_build.words.fields import percent_text
from voc_build.words.measures import Measure
from voc_build.words.model import TEXT, TICKETS, Stated

NOTHING_BEFORE = "没有上月的数可比"
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A key number: how much, how it moved, from what, whether that means anything, and what it counts."""

    name: str
    value: str
    unit: str
    meaning: str = ""
    """口径 of the month, for the glossary."""
    counts: str = ""
    """What a rate is a share of."""
    sign: str = ""
    change: str = ""
    before: str = ""
    verdict: str = ""
    elsewhere: str = ""
    """What another place says of it, where the sources do not agree."""
    mood: str = ""
    """better, worse or empty: the direction judged by the measure, and only where it is beyond chance."""
    lead: Markup | None = None
    """Where it comes from; None where it is zero or not known."""


def key_number(statistics: Statistics, issue: Issue, measure: Measure) -> Number | None:
    """A measure's number in an issue; the print goes before what is computed, None where there is neither."""
    index = statistics.position(issue)
    definition = statistics.archive.taxonomy.definition(measure.code, issue.month)
    meaning = definition.meaning if definition else ""
    stated = issue.figures.stated.get(measure.name) if issue.figures else None
    if not issue.by_tickets:
        if stated is None:
            return None
        return replace(
            _printed(measure, stated, meaning),
            elsewhere=_elsewhere(issue, measure, TEXT),
            lead=addresses.behind(issue, measure.code),
        )
    value = statistics.value(measure, index)
    lead = addresses.behind(issue, measure.code) if value else None
    if measure.is_rate:
        return replace(_rate(statistics, index, measure), meaning=meaning, lead=lead)
    moved = of_bank(statistics, index, measure).month
    minimum = statistics.archive.settings.minimum.percentage
    return Number(
        measure.name,
        count_text(value),
        measure.unit,
        meaning,
        sign=sign_of(moved),
        change=change_text(moved, minimum),
        before=f"上月{NBSP}{moved.before:,}{NBSP}件" if moved.before is not None else "",
        verdict=verdict_text(moved),
        elsewhere=_elsewhere(issue, measure, TICKETS),
        mood=mood(moved, definition.better if definition else "降"),
        lead=lead,
    )


def _rate(statistics: Statistics, index: int, measure: Measure) -> Number:
    """A share with the counts it is of, and last month's with its own."""
    value, of = statistics.value(measure, index), statistics.share_of(measure, index)
    own, back = of_bank(statistics, index, measure), statistics.months_back(index, 1)
    last = statistics.value(measure, back)
    broken = own.is_broken(1) and last is not None
    return Number(
        measure.name,
        rate_text(value).removesuffix("%"),
        "%" if value is not None else "",
        counts=f"{of[1]:,}{NBSP}件中{NBSP}{of[0]:,}{NBSP}件" if of else "",
        before=f"上月{NBSP}{share_text(last, statistics.share_of(measure, back))}" if last is not None else "",
        verdict=str(Verdict.BROKEN) if broken else "",
    )


def change_text(moved: Change, minimum: int) -> str:
    """`下降 68.63%`, below the base `minimum` only `减 3 件`, `持平`; empty where nothing compares."""
    if moved.difference is None or moved.before is None:
        return ""
    if moved.difference == 0:
        return "持平"
    if moved.before < max(minimum, 1):
        return f"{'增' if moved.difference > 0 else '减'}{NBSP}{abs(moved.difference)}{NBSP}件"
    return growth_text(moved, minimum).partition("（")[0].replace(" ", NBSP)


def sign_of(moved: Change) -> str:
    """▲ ▼ beyond chance, △ ▽ maybe, ＝ unchanged; nothing where nothing is judged."""
    return "" if moved.verdict in (Verdict.FEW, Verdict.UNKNOWN, Verdict.BROKEN) else moved.sign


def verdict_text(moved: Change) -> str:
    """The verdict in print; where there was no month before, that is said."""
    return NOTHING_BEFORE if moved.before is None and moved.verdict is Verdict.UNKNOWN else moved.said


def said_once(numbers: Sequence[Number]) -> tuple[tuple[Number, ...], str]:
    """The numbers, and a sentence in place of one verdict that several of them would repeat; empty where none do."""
    if sum(number.verdict == NOTHING_BEFORE for number in numbers) < _SEVERAL:
        return tuple(numbers), ""
    bare = (replace(one, verdict="") if one.verdict == NOTHING_BEFORE else one for one in numbers)
    return tuple(bare), f"{NOTHING_BEFORE}，不作判断。"


def mood(moved: Change, better: str) -> str:
    """better or worse for a change beyond chance; a change that may be chance is neither."""
    if not moved.difference or moved.verdict is not Verdict.BEYOND:
        return ""
    return "better" if (moved.difference < 0) == (better == "降") else "worse"


def _elsewhere(issue: Issue, measure: Measure, shown: str) -> str:
    """`机构表为 21 件`: what the other sources of a declared difference say, and which of them is used instead."""
    declared = issue.figures.known if issue.figures else ()
    found = next((one for one in declared if one.measure == measure.name and one.institution is None), None)
    if found is None:
        return ""
    return "，".join(
        f"{source}为{NBSP}{value:,}{NBSP}件" + ("（采用）" if source == found.adopted else "")
        for source, value in found.values()
        if source != shown
    )


def _printed(measure: Measure, stated: Stated, meaning: str) -> Number:
    if stated.count is None:
        value = "—" if stated.value is None else percent_text(stated.value)
        return Number(measure.name, value, "%" if stated.value is not None else "", meaning)
    if stated.growth is None:
        return Number(measure.name, count_text(stated.count), measure.unit, meaning, before="原刊未印上月数")
    span = previous_counts(stated.count, stated.growth)
    moved = change(span.low, stated.count) if span.low == span.high else None
    way = "下降" if stated.growth < 0 else "上升"
    return Number(
        measure.name,
        count_text(stated.count),
        measure.unit,
        meaning,
        sign=moved.sign if moved else ("▽" if stated.growth < 0 else "△"),
        change=f"{way}{NBSP}{percent_text(abs(stated.growth))}%" if stated.growth else "持平",
        before=f"由此推出上月{NBSP}{span.low}{NBSP}件" if moved else "",
        verdict=moved.said if moved else "",
        mood=mood(moved, "升" if measure.name == "表扬" else "降") if moved else "",
    )
