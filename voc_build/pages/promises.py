"""What was promised, as pages show it: where each was asked, whose it is, which are open, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
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
        return tuple(
            one for issue in self.publication.archive.issues for one in self._asked(str(issue.period)).values()
        )

    def find(self, about: str) -> Owed | None:
        """One by the address follow-ups name it with."""
        return self._asked(about.partition("/")[0]).get(about)

    def _asked(self, period: str) -> dict[str, Owed]:
        """What an issue asked and planned, by address."""
        if period not in self._known:
            archive = self.publication.archive
            self._known[period] = {one.about: one for one in ledger(archive, self._issues.get(period, ()))}
        return self._known[period]

    @cached_property
    def _known(self) -> dict[str, dict[str, Owed]]:
        return {}

    @cached_property
    def _issues(self) -> dict[str, tuple[Issue]]:
        return {str(issue.period): (issue,) for issue in self.publication.archive.issues}

    @cached_property
    def open(self) -> tuple[Owed, ...]:
        """The open ones, the most urgent first."""
        return tuple(by_urgency(self.every))

    def of_case(self, case: Case) -> tuple[Owed, ...]:
        """A case's recommendations, in its order."""
        filed = f"{case.id.issue}/{case.id.number}"
        return tuple(self._those(f"{filed}/{one.number}" for one in case.recommendations))

    def planned(self, issue: Issue) -> tuple[Owed, ...]:
        """An issue's plan, in its order."""
        return tuple(self._those(f"{issue.period}/{item.number}" for item in issue.header.plan))

    def open_of(self, case: Case) -> tuple[Owed, ...]:
        """A case's recommendations that are open."""
        return tuple(one for one in self.of_case(case) if not one.settled)

    def _those(self, addresses: Iterable[str]) -> Iterator[Owed]:
        return (one for about in addresses if (one := self.find(about)) is not None)

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
        return tuple((one, owed) for one in issue.followups if (owed := self.find(one.about)) is not None)


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
