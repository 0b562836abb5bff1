"""Small views that several page types share: dates and counts in words, a case card, a recommendation's state.

Python decides, templates arrange: everything here is already worded, sorted and rounded.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from markupsafe import Markup

from voc_build.pages import addresses
from voc_build.pages.publication import Publication
from voc_build.words.model import Case, PlanItem, Recommendation
from voc_build.words.month import Month

PRINTED, COMPUTED = "原刊", "计算"
NBSP = "\u00a0"
_BEFORE_UNIT = re.compile(r"(?<=[\d%]) (?=[件个项条期天家年月至])|(?<=[月由至前的为占升降]) (?=\d)")


def glued(text: str) -> str:
    """Our own wording with a number and its unit kept on one line: no orphan 件 at the start of the next."""
    return _BEFORE_UNIT.sub(NBSP, text)


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
        return flat[: cut + 1] if flat[cut] != "；" else flat[:cut] + "……"
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
    """A recommendation or plan item with what became of it; `late` is empty unless it is open and overdue."""

    number: str
    anchor: str
    title: str
    owners: tuple[tuple[str, Markup | None], ...]
    text: str
    due: str
    state: str
    mood: str
    late: str
    notes: tuple[Note, ...]


OPEN, DONE, DROPPED = "未反馈", "已完成", "撤销"
_STATE_MOODS = {DONE: "done", DROPPED: "dropped", "进行中": "going", "未落实": "late", OPEN: "open"}


def state_of(publication: Publication, about: str) -> str:
    """What the newest follow-up says."""
    followups = publication.archive.followups_of.get(about, ())
    return followups[-1].state if followups else OPEN


def days_late(publication: Publication, state: str, due_on: dt.date | None) -> int:
    """Days past due as of the newest released issue, so an old commit says the same for ever; 0 if settled."""
    today = publication.archive.data_date
    if state in (DONE, DROPPED) or due_on is None or today is None:
        return 0
    return max((today - due_on).days, 0)


def action(publication: Publication, about: str, item: Recommendation | PlanItem, month: Month) -> Action:
    """One action with its follow-ups."""
    names = item.owners if isinstance(item, PlanItem) else (item.addressee,)
    state = state_of(publication, about)
    late = days_late(publication, state, item.due_on)
    return Action(
        number=item.number,
        anchor=item.number.lower(),
        title=item.title if isinstance(item, PlanItem) else "",
        owners=tuple((name, _institution(publication, name, month)) for name in names),
        text=item.content,
        due=day(item.due_on) if item.due_on else "",
        state=state,
        mood="late" if late else _STATE_MOODS[state],
        late=f"已逾期{NBSP}{late}{NBSP}天" if late else "",
        notes=tuple(
            Note(day(note.on), note.state, note.note) for note in publication.archive.followups_of.get(about, ())
        ),
    )


def _institution(publication: Publication, name: str, month: Month) -> Markup | None:
    found = publication.archive.taxonomy.institution(name, month)
    return addresses.institution(found.code) if found and found.level != "统称" else None


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere."""

    text: str
    url: Markup


LEAST_PEAK = 10
"""A scale reaches at least so far: in a month of ones and twos nothing is shaded as if it were alarming."""


def shade(value: float | None, peak: float) -> int:
    """Which of the shades 0-5 a cell takes on a scale up to `peak`; 0 is none."""
    peak = max(peak, LEAST_PEAK) if peak > 0 else peak
    if not value or peak <= 0:
        return 0
    return min(5, max(1, int(-(-5 * value // peak))))
