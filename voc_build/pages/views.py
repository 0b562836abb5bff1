"""Small views that several page types share: a number with its change, a case card, a recommendation's state.

Python decides, templates arrange: everything here is already worded, sorted and rounded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from voc_build.numbers.change import Change, change, growth_text
from voc_build.numbers.implied import previous_counts
from voc_build.numbers.statistics import Statistics
from voc_build.pages import addresses
from voc_build.pages.publication import Publication
from voc_build.words.archive import Issue
from voc_build.words.measures import Measure
from voc_build.words.model import Case, PlanItem, Recommendation, Stated, percent_text
from voc_build.words.month import Month

PRINTED, COMPUTED = "原刊", "计算"


def day(date: dt.date) -> str:
    """`2022年5月12日`."""
    return f"{date.year}年{date.month}月{date.day}日"


def count_text(value: float | None) -> str:
    """A count as printed, `—` where it is not known."""
    return "—" if value is None else f"{value:,.0f}"


def rate_text(value: float | None) -> str:
    """A share as a percentage with one decimal where it has one; `—` where it is not known."""
    if value is None:
        return "—"
    text = f"{value * 100:.1f}"
    return text.removesuffix(".0") + "%"


@dataclass(frozen=True, slots=True)
class Number:
    """A key number: how much, since when, how that compares, and where it comes from."""

    name: str
    value: str
    unit: str
    origin: str
    sign: str = ""
    change: str = ""
    verdict: str = ""
    mood: str = ""
    """better, worse or empty: the direction judged by the measure."""
    note: str = ""


def key_number(statistics: Statistics, issue: Issue, measure: Measure) -> Number | None:
    """A measure's number in an issue; the print goes before what is computed, None where there is neither."""
    index = statistics.position(issue)
    stated = issue.figures.stated.get(measure.name) if issue.figures else None
    if not issue.by_tickets:
        return _printed(measure, stated) if stated else None
    value = statistics.value(measure, index)
    if measure.is_rate:
        return Number(measure.name, rate_text(value).removesuffix("%"), "%" if value is not None else "", COMPUTED)
    definition = statistics.archive.taxonomy.definition(measure.code, issue.month)
    broken = any(since == issue.month for since, _ in statistics.archive.taxonomy.breaks(measure.code))
    moved = change(statistics.value(measure, statistics.months_back(index, 1)), value, broken=broken)
    better = definition.better if definition else "降"
    minimum = statistics.archive.settings.minimum.percentage
    return Number(
        measure.name,
        count_text(value),
        measure.unit,
        COMPUTED,
        sign=moved.sign,
        change="比上月" + growth_text(moved, minimum) if moved.difference is not None else "",
        verdict=str(moved.verdict),
        mood=_mood(moved, better),
    )


def _mood(moved: Change, better: str) -> str:
    if not moved.difference or moved.sign not in "▲▼":
        return ""
    return "better" if (moved.difference < 0) == (better == "降") else "worse"


def _printed(measure: Measure, stated: Stated) -> Number:
    if stated.count is None:
        value = "—" if stated.value is None else percent_text(stated.value)
        return Number(measure.name, value, "%" if stated.value is not None else "", PRINTED)
    if stated.growth is None:
        return Number(measure.name, count_text(stated.count), measure.unit, PRINTED, note="原刊未印上月数")
    span = previous_counts(stated.count, stated.growth)
    way = "下降" if stated.growth < 0 else "上升"
    return Number(
        measure.name,
        count_text(stated.count),
        measure.unit,
        PRINTED,
        sign="▼" if stated.growth < 0 else "▲",
        change=f"原刊：{way} {percent_text(abs(stated.growth))}%" if stated.growth else "原刊：持平",
        note=f"由此推出上月 {span.low} 件" if span.low == span.high else "",
    )


@dataclass(frozen=True, slots=True)
class Card:
    """A case in a list."""

    url: Markup
    title: str
    kind: str
    mood: str
    place: str
    what: str
    issue: str
    excerpt: str
    why: str = ""


MOODS = {"投诉": "complaint", "意见": "opinion", "表扬": "praise"}


def card(case: Case, why: str = "") -> Card:
    """A case's card: where, what about, and how it begins."""
    place = case.institution + (f" · {case.sub_branch}" if case.sub_branch else "")
    what = case.business or (case.groups[0] if case.groups else "")
    period = case.id.issue
    return Card(
        url=addresses.case(case.id),
        title=case.title,
        kind=case.kind,
        mood=MOODS[case.kind],
        place=place,
        what=what,
        issue=f"{period.year}年第{period.month}期",
        excerpt=excerpt(case.story),
        why=why,
    )


def excerpt(text: str, most: int = 64) -> str:
    """The beginning of a prose, cut after a sentence or a clause where one ends in time."""
    flat = "".join(line.strip() for line in text.splitlines())
    if len(flat) <= most:
        return flat
    cut = max(flat.rfind(mark, most // 2, most) for mark in "。；！？")
    if cut > 0:
        return flat[: cut + 1]
    cut = max(flat.rfind(mark, most // 2, most) for mark in "，、：")
    return (flat[:cut] if cut > 0 else flat[: most - 1]) + "……"


@dataclass(frozen=True, slots=True)
class Note:
    """A follow-up in a list."""

    day: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """A recommendation or plan item with what became of it."""

    number: str
    anchor: str
    title: str
    owners: tuple[tuple[str, Markup | None], ...]
    text: str
    due: str
    state: str
    mood: str
    notes: tuple[Note, ...]


OPEN, OVERDUE = "未反馈", "已逾期"
_STATE_MOODS = {"已完成": "done", "撤销": "dropped", "进行中": "going", "未落实": "late", OVERDUE: "late", OPEN: "open"}


def action(publication: Publication, about: str, item: Recommendation | PlanItem, month: Month) -> Action:
    """One action; overdue as of the newest released issue, so an old commit says the same for ever."""
    archive = publication.archive
    followups = archive.followups_of.get(about, ())
    names = item.owners if isinstance(item, PlanItem) else (item.addressee,)
    state = followups[-1].state if followups else OPEN
    settled = state in ("已完成", "撤销")
    if item.due_on and not settled and archive.data_date and item.due_on < archive.data_date:
        state = OVERDUE if state == OPEN else f"{state}，{OVERDUE}"
    return Action(
        number=item.number,
        anchor=item.number.lower(),
        title=item.title if isinstance(item, PlanItem) else "",
        owners=tuple((name, _institution(publication, name, month)) for name in names),
        text=item.content,
        due=day(item.due_on) if item.due_on else "",
        state=state,
        mood=_STATE_MOODS[state.split("，")[-1]],
        notes=tuple(Note(day(note.on), note.state, note.note) for note in followups),
    )


def _institution(publication: Publication, name: str, month: Month) -> Markup | None:
    found = publication.archive.taxonomy.institution(name, month)
    return addresses.institution(found.code) if found and found.level != "统称" else None


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere."""

    text: str
    url: Markup




def shade(value: float | None, peak: float) -> int:
    """Which of the shades 0-5 a cell takes on a scale up to `peak`; 0 is none."""
    if not value or peak <= 0:
        return 0
    return min(5, max(1, int(-(-5 * value // peak))))
