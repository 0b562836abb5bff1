"""An entry of the ledger in words: who owes what, since when, what became of it, and did it help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from markupsafe import Markup

from voc_build.intake.cache import digest
from voc_build.numbers.change import Verdict, sign
from voc_build.numbers.effect import Effect, Effects, Side
from voc_build.numbers.recurrence import Again, Recurrences
from voc_build.pages import addresses
from voc_build.pages.gate import address
from voc_build.pages.institution_numbers import Structured
from voc_build.pages.promises import Promises, at, mood, owners, page_of, where
from voc_build.pages.publication import Publication
from voc_build.pages.views import NBSP, Link, day, excerpt, glued, rate_text
from voc_build.words.archive import Issue
from voc_build.words.model import Case, PlanItem
from voc_build.words.owed import Owed

SHOWN = 3
"""Later cases that are linked one by one."""


@dataclass(frozen=True, slots=True)
class Helped:
    """A target before and after: `sign` and `mood` (better, worse or empty) beside the verdict's words."""

    target: str
    before: tuple[str, Markup | None]
    """With the tickets it counts, where they stand in one list."""
    after: tuple[str, Markup | None]
    sign: str
    verdict: str
    mood: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One recommendation or plan item."""

    number: str
    title: str
    url: Markup
    issue: str
    owners: tuple[tuple[str, Markup | None], ...]
    text: str
    due: str
    state: str
    mood: str
    overdue: str
    age: str
    evidence: tuple[tuple[str, str, str], ...]
    helped: Helped | None
    again: str
    seen: str
    """`again` in few words."""
    cases: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One recommendation or plan item as a row among a year's hundreds."""

    anchor: Markup
    title: str
    url: Markup
    owners: str
    due: str
    state: str
    mood: str
    age: str
    case: Link | None
    """The newest later case that tells of the same."""


@dataclass(frozen=True, eq=False)
class Book:
    """The ledger of an archive with everything that is asked about its rows; build once."""

    publication: Publication

    @cached_property
    def rows(self) -> tuple[Owed, ...]:
        """Everything asked or planned, oldest first."""
        return self.publication.once(Promises).every

    @cached_property
    def years(self) -> dict[int, list[Owed]]:
        """The same by the year of their issue's 期号."""
        return {year: list(rows) for year, rows in groupby(self.rows, lambda owed: owed.issue.period.year)}

    @cached_property
    def _effects(self) -> Effects:
        return Effects(self.publication.statistics, self.publication.once(Structured).structure)

    @cached_property
    def effects(self) -> dict[str, Effect]:
        """Before and after by address, for those with a target."""
        return self._effects.of(self.rows)

    def effect(self, owed: Owed) -> Effect | None:
        """The same of one row, whose verdict is known."""
        alone = self._effects.alone(owed)
        return alone and replace(alone, verdict=self.judged[owed.about][0])

    @cached_property
    def recurrences(self) -> Recurrences:
        """What came again."""
        return Recurrences(self.publication.statistics, self.publication.kept)

    def _again(self, owed: Owed) -> Again | None:
        """What came after its case."""
        return self.recurrences.of(owed.issue, owed.case) if owed.case is not None else None

    @cached_property
    def judged(self) -> dict[str, tuple[Verdict, bool | None, str]]:
        """What each target came to, by address: verdict, whether for the better, and both in sign and words."""
        kept = self.publication.kept("judged", self._judge, self.counts)
        return {about: (Verdict(verdict), better, said) for about, (verdict, better, said) in kept.items()}

    def _judge(self) -> dict[str, tuple[str, bool | None, str]]:
        return {
            about: (str(one.verdict), one.better, f"{_sign(one)} {_verdict(one)}")
            for about, one in self.effects.items()
        }

    @cached_property
    def verdicts(self) -> dict[str, str]:
        """What each target came to, sign and words, by address."""
        return {about: said for about, (_, _, said) in self.judged.items()}

    @cached_property
    def counts(self) -> str:
        """A hash of what effects heed of tickets."""
        tally = self.publication.statistics.tally
        return digest(*(tally.parts[part].tobytes() for part in ("table", "business", "rates")))

    def helped(self, owed: Owed) -> str:
        """All that `entry` says of an effect, in short."""
        effect = self.effects.get(owed.about)
        sides = [side for side in (effect.before, effect.after) if side] if effect else []
        counted = (f"{one.total} {one.months} {one.of} {[str(issue.period) for issue in one.issues]}" for one in sides)
        return " ".join([f"{effect.better}" if effect else "", self.verdicts.get(owed.about, ""), *counted])

    def entry(self, owed: Owed, notes: int = 2) -> Entry:
        """A row in words, with its newest `notes` follow-ups."""
        again = self._again(owed)
        effect = self.effect(owed)
        return Entry(
            number=owed.item.number,
            title=_title(owed),
            url=where(owed),
            issue=owed.issue.name,
            owners=owners(owed),
            text=excerpt(owed.item.content),
            due=day(owed.item.due_on) if owed.item.due_on else "",
            state=owed.state,
            mood=mood(owed),
            overdue=_overdue(owed),
            age=_age(owed),
            evidence=tuple((day(note.on), note.state, note.note) for note in owed.notes[-notes:]),
            helped=self._helped(owed, effect) if effect else None,
            again=glued(_again(again)) if again else "",
            seen=_again_briefly(again) if again else "",
            cases=_cases(again.cases if again else (), SHOWN),
        )

    def briefs(self, rows: Iterable[Owed]) -> Iterator[Brief]:
        """Rows in few words, all but their `outcomes`; what its case has in common is worked out once."""
        for issue, case, group in _by_case(rows):
            later = self.recurrences.later(issue, case) if case is not None else ()
            link = next(iter(_cases(later, 1)), None)
            page = page_of(group[0])
            for owed in group:
                yield Brief(
                    anchor=address(owed.about.replace("/", "-").lower()),
                    title=f"{_title(owed)} {owed.item.number}",
                    url=at(page, owed),
                    owners="、".join(owed.names),
                    due=str(owed.item.due_on or ""),
                    state=f"{owed.state}，{_overdue(owed)}" if owed.overdue else owed.state,
                    mood=mood(owed),
                    age=_age(owed),
                    case=link,
                )

    def outcomes(self, rows: Iterable[Owed]) -> Iterator[str]:
        """Of each row whether it helped, and whether the same was seen again."""
        verdicts = self.verdicts
        for _, _, group in _by_case(rows):
            again = self._again(group[0])
            seen = _again_briefly(again) if again else ""
            for owed in group:
                yield "；".join([said for said in (verdicts.get(owed.about), seen) if said])

    def _helped(self, owed: Owed, effect: Effect) -> Helped:
        """An effect in words."""
        target = effect.target
        where = "".join(f"{word}，" for word in (target.institution or "全行", target.business) if word)
        beyond = effect.verdict is Verdict.BEYOND
        return Helped(
            target=f"{where}{target.measure}",
            before=(_side(effect.before), self._lead(owed, effect, effect.before)),
            after=(_side(effect.after), self._lead(owed, effect, effect.after)),
            sign=_sign(effect),
            verdict=_verdict(effect),
            mood={True: "better", False: "worse", None: ""}[effect.better] if beyond else "",
        )

    def _lead(self, owed: Owed, effect: Effect, side: Side | None) -> Markup | None:
        """The tickets of a side: none where it has none, where it was printed, or where a class has children."""
        if side is None or not side.total or not all(one.by_tickets for one in side.issues):
            return None
        taxonomy, target = self.publication.archive.taxonomy, effect.target
        place = taxonomy.institution(target.institution, owed.issue.month) if target.institution else None
        term = taxonomy.business_types.by_name.get(target.business) if target.business else None
        if term is not None and term.children:
            return None
        return addresses.explore(
            None,
            measure=effect.measure.code,
            from_=str(side.issues[0].period),
            to=str(side.issues[-1].period),
            institution=place.code if place else "",
            business=term.code if term else "",
        )


def _title(owed: Owed) -> str:
    if isinstance(owed.item, PlanItem):
        return owed.item.title
    return owed.case.title if owed.case is not None else ""


def _difference(effect: Effect) -> float | None:
    """How far the means lie apart, None where there is a reason to say nothing of it."""
    if effect.before is None or effect.after is None or effect.why:
        return None
    return effect.after.mean - effect.before.mean


def _sign(effect: Effect) -> str:
    return sign(effect.verdict, _difference(effect))


def _verdict(effect: Effect) -> str:
    return glued(effect.why or str(effect.verdict))


def _overdue(owed: Owed) -> str:
    return f"逾期 {owed.overdue}{NBSP}天" if owed.overdue else ""


def _side(side: Side | None) -> str:
    if side is None or not side.months:
        return "—"
    if side.of:
        return glued(f"{side.months} 个月 {rate_text(side.mean)}（{side.total}/{side.of}）")
    return glued(f"{side.months} 个月 {side.total} 件，月均 {side.mean:.1f} 件")


def _age(owed: Owed) -> str:
    age, late = owed.age, owed.late
    if age is None:
        return ""
    if not owed.settled:
        return f"已 {age}{NBSP}天" if age else ""
    if late is None:
        return f"历时 {age}{NBSP}天"
    return f"历时 {age}{NBSP}天，迟 {late}{NBSP}天" if late > 0 else f"历时 {age}{NBSP}天，按期"


def _again(again: Again) -> str:
    if not again.months and not again.cases:
        return ""
    said = [f"后来又有 {len(again.cases)} 个同机构、同业务、同原因的案例"] if again.cases else []
    if again.tickets and again.last:
        said.append(f"此后 {again.months} 个月里同样的工单 {again.tickets} 件，最近在{again.last.chinese}")
    elif again.months:
        said.append(f"此后 {again.months} 个月没有同样的工单")
    return "；".join(said) + "。"


def _again_briefly(again: Again) -> str:
    said = [f"又见案例 {len(again.cases)}{NBSP}个"] if again.cases else []
    if again.tickets and again.last:
        said.append(f"工单 {again.tickets}{NBSP}件，最近{again.last.chinese}")
    if not said and again.months:
        said = [f"{again.months}{NBSP}个月未再出现"]
    return "，".join(said)


def _cases(later: Sequence[Case], most: int) -> tuple[Link, ...]:
    return tuple(
        Link(f"{case.id.issue.year}年第{case.id.issue.month}期《{case.title}》", addresses.case(case.id))
        for case in reversed(later[-most:])
    )


def _by_case(rows: Iterable[Owed]) -> Iterator[tuple[Issue, Case | None, list[Owed]]]:
    """Rows that stand together since one case, or one issue's plan, asks them."""
    for _, group in groupby(rows, lambda owed: (id(owed.issue), id(owed.case))):
        found = list(group)
        yield found[0].issue, found[0].case, found
