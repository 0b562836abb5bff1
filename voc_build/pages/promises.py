"""What was promised, as pages show it: where each was asked, whose it is, which are open, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from voc_build.pages import addresses
from voc_build.pages.gate import address
from voc_build.pages.publication import Publication
from voc_build.pages.views import NBSP, Link, day
from voc_build.words.archive import Issue
from voc_build.words.model import Case, Followup, PlanItem
from voc_build.words.owed import DONE, DROPPED, GOING, SILENT, UNMET, Owed, by_urgency, ledger

_MOODS = {DONE: "done", DROPPED: "dropped", GOING: "going", UNMET: "late", SILENT: "open"}


@dataclass(frozen=True)
class Promises:
    """Every promise of an archive, oldest issue first."""

    publication: Publication

    @cached_property
    def every(self) -> tuple[Owed, ...]:
        """All of them."""
        return ledger(self.publication.archive)

    @cached_property
    def by_about(self) -> dict[str, Owed]:
        """By the address follow-ups name them with."""
        return {one.about: one for one in self.every}

    @cached_property
    def open(self) -> tuple[Owed, ...]:
        """The open ones, the most urgent first."""
        return tuple(by_urgency(self.every))

    def of_case(self, case: Case) -> tuple[Owed, ...]:
        """A case's recommendations, in its order."""
        return self._of_case.get(str(case.id), ())

    def planned(self, issue: Issue) -> tuple[Owed, ...]:
        """An issue's plan, in its order."""
        return tuple([self.by_about[f"{issue.period}/{item.number}"] for item in issue.header.plan])

    def open_of(self, case: Case) -> tuple[Owed, ...]:
        """Those that are open."""
        return self._open_of_case.get(str(case.id), ())

    @cached_property
    def _of_case(self) -> dict[str, tuple[Owed, ...]]:
        return _by_case(self.every)

    @cached_property
    def _open_of_case(self) -> dict[str, tuple[Owed, ...]]:
        return _by_case(one for one in self.every if not one.settled)

    @cached_property
    def _of(self) -> dict[str, tuple[tuple[Owed, ...], tuple[Owed, ...]]]:
        open_: dict[str, list[Owed]] = defaultdict(list)
        settled: dict[str, list[Owed]] = defaultdict(list)
        for shelf, rows in ((open_, self.open), (settled, (one for one in reversed(self.every) if one.settled))):
            for one in rows:
                for code in dict.fromkeys(owner.code for _, owner in one.owners if owner is not None):
                    shelf[code].append(one)
        return {code: (tuple(open_[code]), tuple(settled[code])) for code in {*open_, *settled}}

    def of(self, code: str) -> tuple[tuple[Owed, ...], tuple[Owed, ...]]:
        """An institution's open promises, the most urgent first, and its settled ones, newest first."""
        return self._of.get(code, ((), ()))

    def followed(self, issue: Issue) -> tuple[tuple[Followup, Owed], ...]:
        """What an issue reports on earlier promises, in the order it does."""
        return tuple((one, self.by_about[one.about]) for one in issue.followups if one.about in self.by_about)


def _by_case(rows: Iterable[Owed]) -> dict[str, tuple[Owed, ...]]:
    found: dict[str, list[Owed]] = defaultdict(list)
    for one in rows:
        if one.case is not None:
            found[str(one.case.id)].append(one)
    return {case: tuple(asked) for case, asked in found.items()}


def where(owed: Owed) -> Markup:
    """The place on a page where it was asked."""
    return at(page_of(owed), owed)


def page_of(owed: Owed) -> Markup:
    """The page on which it was asked, with all else its case or its issue asks."""
    return addresses.issue(owed.issue.period) if owed.case is None else addresses.case(owed.case.id)


def at(page: Markup, owed: Owed) -> Markup:
    """Its place on that page."""
    return address(f"{page}#{owed.item.number.lower()}")


def asked(owed: Owed) -> Link:
    """Where it was asked, in words."""
    words = f"{owed.issue.name}工作计划" if owed.case is None else f"《{owed.case.title}》"
    return Link(words, where(owed))


def mood(owed: Owed) -> str:
    """How its state looks."""
    return "late" if owed.overdue else _MOODS[owed.state]


def overdue(owed: Owed) -> str:
    """`已逾期 12 天`, empty unless it is."""
    return f"已逾期{NBSP}{owed.overdue}{NBSP}天" if owed.overdue else ""


def owners(owed: Owed) -> tuple[tuple[str, Markup | None], ...]:
    """Who owes it, each with its page where it has one."""
    return tuple(
        (name, addresses.institution(one.code) if one and one.level != "统称" else None) for name, one in owed.owners
    )


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


def action(owed: Owed) -> Action:
    """It in full."""
    item = owed.item
    return Action(
        number=item.number,
        anchor=item.number.lower(),
        title=item.title if isinstance(item, PlanItem) else "",
        owners=owners(owed),
        text=item.content,
        due=day(item.due_on) if item.due_on else "",
        state=owed.state,
        mood=mood(owed),
        late=overdue(owed),
        notes=tuple(Note(day(note.on), note.state, note.note) for note in owed.notes),
    )
