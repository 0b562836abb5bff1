"""A month's tickets: drawn one by one from pools of ready fragments, so that a million take seconds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from voc_build.sample.axes import BUSINESS, CAUSES, CHANNELS, GROUPS, SUITS, UNSUITED, Class, group_in, leaves
from voc_build.sample.bank import CALL, CARD, TROUBLED, Branch
from voc_build.sample.dice import Dice, pool, spread
from voc_build.sample.timeline import Slot, Timeline

_WEEK = (1.3, 1.15, 1.05, 1.0, 1.05, 0.5, 0.4)
_UNSAID = 0.04
"""Share of tickets without a channel, and of those without a cause."""

_GROUPED, _AT_OUTLET, _REPEATED, _NOTED = 0.22, 0.3, 0.04, 0.01
_NOTES = ("已电话联系", "转分行核实", "客户要求书面答复", "与前次诉求相同", "已约定面谈")


@dataclass(frozen=True, slots=True)
class Ask:
    """Who sent a ticket and of what kind."""

    source: str
    kind: str


@dataclass(frozen=True, slots=True)
class About:
    """What a ticket is about: class codes, the desk it lands on, and the words of its row."""

    business: str
    cause: str
    channel: str
    desk: str
    full: str
    praise: str


@dataclass(frozen=True, slots=True)
class Told:
    """A ticket as a case tells of it; `ids` is empty when no ticket is on record."""

    ids: tuple[str, ...]
    ask: Ask
    about: About
    branch: Branch
    sub_branch: str
    group: str
    valid: bool


@dataclass(slots=True)
class Tally:
    """Counts of a month by institution name and measure, and by business name over complaints."""

    by_branch: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_business: Counter[str] = field(default_factory=Counter)
    tickets: int = 0
    closed: int = 0

    def total(self, measure: str) -> int:
        """One measure over the bank."""
        return sum(count for (_, name), count in self.by_branch.items() if name == measure)


_ASKS = (
    (Ask("监管转办", "投诉"), 26.0, 16.0),
    (Ask("客户之声", "投诉"), 40.0, 38.0),
    (Ask("客户之声", "意见"), 18.0, 24.0),
    (Ask("客户之声", "表扬"), 15.5, 21.5),
    (Ask("监管转办", "表扬"), 0.5, 0.5),
)
_VALID = {"service": 0.45, "systems": 0.6, "process": 0.3, "dunning": 0.25, "pricing": 0.25, "contract": 0.2}
_DAYS = ((1, 4.0), (2, 7.0), (3, 9.0), (4, 9.0), (5, 10.0), (6, 9.0), (7, 9.0), (8, 8.0), (9, 7.0))
_SLOW = ((10, 6.0), (11, 5.0), (12, 5.0), (13, 4.0), (14, 4.0), (15, 3.0), (16, 0.6), (18, 0.5), (21, 0.4))
_LATE = ((26, 0.3), (33, 0.2))
_LIMITS = (("", 92.0), (", 时限: 30", 6.5), (", 时限: 60", 1.5))
_NAMES = {one.code: one.name for axis in (BUSINESS, CAUSES, CHANNELS, GROUPS) for one in leaves(axis)}


def name_of(code: str) -> str:
    """The printed name of a class."""
    return _NAMES[code]


class Ledger:
    """Everything a ticket of one month is drawn from."""

    def __init__(self, slot: Slot, times: Timeline, seed: int) -> None:
        self.slot = slot
        self.dice = Dice(seed, slot.month, "tickets")
        self.horizon = times.horizon
        self.branches = times.bank.institutions(slot.month)
        age = slot.age
        self.asks = pool((ask, early + (late - early) * age) for ask, early, late in _ASKS)
        self.abouts = pool(_abouts(slot), 6000)
        self.desks = {desk: pool(_staffed(self.branches, desk)) for desk in ("branch", "card", "phone", "wealth")}
        groups = [group for group in leaves(GROUPS) if group_in(group.code, slot.month, times.regrouped)]
        self.groups = pool((group.code, _at(group, age)) for group in groups)
        self.limits = pool(_LIMITS)
        self.days = pool(_DAYS + _SLOW + _LATE)
        start = slot.month.first_day
        self.dates = [str(start + dt.timedelta(days=offset)) for offset in range(150)]
        self.release = (slot.released_on - start).days
        self.known = (times.horizon - start).days

    def write(self, lines: list[str] | None, tally: Tally | None) -> list[Told]:
        """Draw the month: rows go to `lines`, counts to `tally`; returns what its cases tell of."""
        slot, dice = self.slot, self.dice
        random = dice.random
        count = max(slot.tickets, slot.cases)
        chosen = set(dice.some(range(1, count + 1), slot.cases))
        width = max(5, len(str(count)))
        prefix = f"T-{slot.month.year:04d}{slot.month.month:02d}-"
        asks, abouts, desks, dates = self.asks, self.abouts, self.desks, self.dates
        many_asks, many_abouts, many_days = len(asks), len(abouts), len(self.days)
        found: list[Told] = []
        earlier = ""
        for number, day in enumerate(self._days(count), 1):
            id = f"{prefix}{number:0{width}d}"
            ask = asks[int(random() * many_asks)]
            about = abouts[int(random() * many_abouts)]
            desk = desks[about.desk]
            branch = desk[int(random() * len(desk))]
            kind = ask.kind
            counted = number <= slot.tickets
            valid = random() < _VALID.get(about.cause, 0.35)
            limit = "" if kind == "表扬" else self.limits[int(random() * len(self.limits))]
            took = self.days[int(random() * many_days)] + (14 if limit else 0)
            closed = day + took
            if closed > self.known or random() < 0.0008:
                closed = -1
            extra, group, sub, repeated = limit, "", "", ""
            if random() < _AT_OUTLET and branch.sub_branches:
                sub = dice.pick(branch.sub_branches)
                extra += f", 支行: {sub}"
            if random() < _GROUPED:
                group = dice.pick(self.groups)
                extra += f", 客户群体: [{_NAMES[group]}]"
            if kind != "表扬" and earlier and random() < _REPEATED:
                repeated = earlier
                extra += f", 重复: 是, 关联: {repeated}"
            if random() < _NOTED:
                extra += f", 摘要: {dice.pick(_NOTES)}"
            if counted and lines is not None:
                words = about.praise if kind == "表扬" else f"{about.full}, 有效: {'是' if valid else '否'}"
                done = f", 办结日期: {dates[closed]}" if closed >= 0 else ""
                lines.append(
                    f"  - {{编号: {id}, 受理日期: {dates[day]}, 来源: {ask.source}, 类型: {kind}, "
                    f"机构: {branch.name}{words}{done}{extra}}}\n"
                )
            if counted and tally is not None:
                self._count(tally, ask, about, branch, valid, 0 <= closed <= self.release)
            if number in chosen:
                on_record = counted and slot.by_tickets and random() < 0.9
                ids = (id, repeated) if repeated else (id,)
                found.append(Told(ids if on_record else (), ask, about, branch, sub, group, valid))
            if counted and kind != "表扬":
                earlier = id
        return found

    def _days(self, count: int) -> Iterator[int]:
        first = self.slot.month.first_day
        length = self.slot.month.last_day.day
        weights = [_WEEK[(first.weekday() + day) % 7] * (0.8 + 0.4 * self.dice.random()) for day in range(length)]
        for day, many in enumerate(spread(count, weights)):
            for _ in range(many):
                yield day

    def _count(self, tally: Tally, ask: Ask, about: About, branch: Branch, valid: bool, in_time: bool) -> None:
        tally.tickets += 1
        tally.closed += in_time
        if ask.kind == "表扬":
            tally.by_branch[branch.name, "表扬"] += 1
            return
        tally.by_branch[branch.name, ask.source + ask.kind] += 1
        tally.by_branch[branch.name, "有效投诉"] += valid
        tally.by_business[_NAMES[about.business]] += 1


def _at(one: Class, age: float) -> float:
    return one.weight + (one.later - one.weight) * age


def _abouts(slot: Slot) -> Iterator[tuple[About, float]]:
    nothing = Class("", "", _UNSAID, _UNSAID)
    causes, channels = leaves(CAUSES), leaves(CHANNELS)
    for business in leaves(BUSINESS):
        fit = {
            cause.code: _at(cause, slot.age) * SUITS.get(business.code, {}).get(cause.code, 1.0)
            for cause in causes
            if business.code in UNSUITED.get(cause.code, (business.code,))
        }
        whole = sum(fit.values())
        for cause in [*(one for one in causes if one.code in fit), nothing]:
            for channel in [*channels, nothing]:
                likely = fit[cause.code] / whole if cause.code else _UNSAID
                likely *= _at(channel, slot.age) / 100 if channel.code else _UNSAID
                if slot.shock and channel.code == "app":
                    likely *= 9 if cause.code == "systems" else 2
                yield _about(business, cause, channel), likely * _at(business, slot.age)


def _about(business: Class, cause: Class, channel: Class) -> About:
    praise = (f", 渠道: {channel.name}" if channel.code else "") + f", 业务: {business.name}"
    full = praise + (f", 原因: {cause.name}" if cause.code else "")
    desk = "branch"
    if business.code in ("credit-card", "collection"):
        desk = "card"
    elif channel.code in ("phone", "sms"):
        desk = "phone"
    elif business.code in ("wealth", "agency"):
        desk = "wealth"
    return About(business.code, cause.code, channel.code, desk, full, praise)


def _staffed(branches: list[Branch], desk: str) -> Iterator[tuple[Branch, float]]:
    for branch in branches:
        share = branch.weight
        if branch.code == CARD:
            share = 160.0 if desk == "card" else 2.0
        elif branch.code == CALL:
            share = 70.0 if desk == "phone" else 1.0
        elif branch.code == TROUBLED and desk == "wealth":
            share *= 5
        yield branch, share
