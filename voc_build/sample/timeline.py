"""Which issues there are: what each counts, from what, when it came out and how busy its month was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from voc_build.sample.bank import Bank
from voc_build.sample.dice import Dice, spread
from voc_build.words.month import Month

LAST_PERIOD = Month(2024, 12)
MOST_ISSUES = LAST_PERIOD - Month(1950, 1)
MOST_CASES = 499
"""Cases of an issue on average: none may have more than 999, whose files have three digits."""

_SEASONS = (1.22, 1.15, 1.0, 0.95, 0.93, 0.98, 1.02, 1.0, 0.97, 0.9, 0.94, 1.05)
"""January to December: the turn of the year is busy."""

_NAMES = ("winter", "winter", *["spring"] * 3, *["summer"] * 3, *["autumn"] * 3, "winter")


@dataclass(frozen=True)
class Slot:
    """One issue to be written; `age` runs from 0 (first) to 1 (last).

    A 汇总 month has `tickets` too: drawn and counted, never written.
    """

    index: int
    period: Month
    month: Month
    released_on: dt.date
    by_tickets: bool
    prints: bool
    shock: bool
    age: float
    tickets: int
    cases: int

    @property
    def season(self) -> str:
        """The season of the month counted."""
        return _NAMES[self.month.month - 1]


@dataclass(frozen=True)
class Timeline:
    """Every issue in order, and the months in which things changed."""

    slots: tuple[Slot, ...]
    bank: Bank
    redefined: Month
    """有效投诉 counts something else from here on."""

    regrouped: Month
    """One customer group gave way to another."""

    @property
    def first(self) -> Month:
        """The first month counted."""
        return self.slots[0].month

    @property
    def last(self) -> Month:
        """The last month counted."""
        return self.slots[-1].month

    @property
    def horizon(self) -> dt.date:
        """The last day anything is known of."""
        return self.slots[-1].released_on


def timeline(issues: int, cases: int, tickets: int, seed: int) -> Timeline:
    """Issues ending with `LAST_PERIOD`; ValueError for what no archive can hold."""
    if issues < 1 or issues > MOST_ISSUES:
        raise ValueError(f"期数要在 1 到 {MOST_ISSUES} 之间")
    if cases < 0 or tickets < 0:
        raise ValueError("案例数和工单数不能为负")
    if cases > issues * MOST_CASES:
        raise ValueError(f"{issues} 期最多 {issues * MOST_CASES} 个案例")
    dice = Dice(seed, "timeline")
    first = LAST_PERIOD + -issues
    ages = [index / max(1, issues - 1) for index in range(issues)]
    shocks = [index % 24 == 15 for index in range(issues)]
    weights = [
        (0.6 + 0.8 * age) * _SEASONS[(first + index).month - 1] * (0.92 + 0.16 * dice.random())
        for index, age in enumerate(ages)
    ]
    weights = [weight * (1.8 if shock else 1.0) for weight, shock in zip(weights, shocks, strict=True)]
    summed = [index % 10 == 7 for index in range(issues)]
    open_weights = [0.0 if closed else weight for closed, weight in zip(summed, weights, strict=True)]
    counts = spread(tickets, open_weights)
    each = tickets / sum(open_weights)
    told = spread(cases, [0.75 + 0.5 * dice.random() for _ in range(issues)])
    slots = tuple(
        Slot(
            index=index,
            period=(period := first + index + 1),
            month=first + index,
            released_on=dt.date(period.year, period.month, dice.between(9, 14)),
            by_tickets=not summed[index],
            prints=summed[index] or index % 10 == 3,
            shock=shocks[index],
            age=ages[index],
            tickets=int(each * weights[index]) if summed[index] else counts[index],
            cases=told[index],
        )
        for index in range(issues)
    )
    return Timeline(
        slots=slots,
        bank=Bank(first=first, renamed=first + issues // 3, merged=first + issues * 2 // 3),
        redefined=first + issues // 2,
        regrouped=first + issues * 2 // 5,
    )
