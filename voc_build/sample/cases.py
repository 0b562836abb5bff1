"""Case studies: what a ticket was about, told in one of many ways, with a lesson and advice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from voc_build.sample.bank import CARD, DEPARTMENTS, EVERYWHERE, IN_CHARGE
from voc_build.sample.dice import Dice
from voc_build.sample.grammar import Facts, grammar
from voc_build.sample.ledger import Told, name_of
from voc_build.sample.timeline import Slot

SHORTEST, LONGEST = 80, 400
"""Characters of a story."""

_ROOM = 100
"""A sentence more is never longer than this, so that one always fits below `LONGEST`."""

LONGEST_TITLE = 24
_BOUND = ("thing", "who", "staff", "plight")
"""Facts that are drawn once and then stay the same throughout a case, in the order they need each other."""


@dataclass(frozen=True)
class Written:
    """A case as a file, and the numbers of its recommendations with whom they bind."""

    text: str
    advice: tuple[str, ...]


def case(told: Told, slot: Slot, dice: Dice) -> Written:
    """One case of an issue."""
    facts = _facts(told, slot, dice)
    words = grammar()
    kind = told.ask.kind
    rows = [f"标题: {_title(facts, dice)}\n类型: {kind}\n机构: {told.branch.name}\n"]
    if told.sub_branch:
        rows.append(f"支行: {told.sub_branch}\n")
    rows.append(f"业务: {name_of(told.about.business)}\n")
    if facts["cause"]:
        rows.append(f"原因: {name_of(facts['cause'])}\n")
    if told.group:
        rows.append(f"客户群体: [{name_of(told.group)}]\n")
    rows.append(f"标签: [{', '.join(_tags(facts, dice))}]\n")
    if told.ids:
        rows.append(f"工单: [{', '.join(told.ids)}]\n")
    rows.append(_block("经过", _story(facts, dice)))
    if dice.chance(0.85 if kind == "投诉" else 0.5):
        rows.append(_block("核实", words.tell("finding", facts, dice)))
    rows.append(_block("启示", words.tell("lesson", facts, dice)))
    advice = list(_advice(told, facts, slot, dice))
    if advice:
        rows.append("建议:\n" + "".join(advice))
    if kind == "表扬" and dice.chance(0.05):
        rows.append("署名同意: 是\n")
    return Written("".join(rows), tuple(f"R{number}" for number in range(1, len(advice) + 1)))


def _facts(told: Told, slot: Slot, dice: Dice) -> Facts:
    praise = told.ask.kind == "表扬"
    facts = {
        "kind": told.ask.kind,
        "business": told.about.business,
        "cause": "" if praise else told.about.cause,
        "channel": told.about.channel,
        "group": told.group,
        "season": slot.season,
        "valid": "是" if told.valid else "否",
        "name": told.branch.name,
        "sub": told.sub_branch or told.branch.name,
    }
    for name in _BOUND:
        facts[name] = grammar().tell(name, facts, dice)
    return facts


def _title(facts: Facts, dice: Dice) -> str:
    while len(title := grammar().tell("title", facts, dice)) > LONGEST_TITLE:
        pass
    return title


def _story(facts: Facts, dice: Dice) -> str:
    words = grammar()
    while len(story := words.tell("story", facts, dice)) > LONGEST:
        pass
    wanted, joint = dice.between(SHORTEST, LONGEST - _ROOM), "\n"
    further = list(words.ways("more", facts))
    while len(story) < wanted and further:
        more = words.say(further.pop(dice.below(len(further))), facts, dice)
        if len(story) + len(more) < LONGEST:
            story += joint + more
            joint = "\n" if dice.chance(0.2) else ""
    return story


def _tags(facts: Facts, dice: Dice) -> list[str]:
    words = grammar().words("tag", facts)
    return list(dict.fromkeys(dice.pick(words) for _ in range(dice.between(1, 4))))


def _block(key: str, text: str) -> str:
    lines = "".join(f"  {line}\n" for line in text.split("\n"))
    return f"{key}: |\n{lines}"


def _advice(told: Told, facts: Facts, slot: Slot, dice: Dice) -> Iterator[str]:
    most = {"投诉": (1, 3), "意见": (1, 2), "表扬": (0, 1)}[told.ask.kind]
    for number in range(1, dice.between(*most) + 1):
        whom = _addressee(told, facts, dice)
        rows = [f"  - 编号: R{number}\n    对象: {whom}\n"]
        if dice.chance(0.7):
            due = slot.released_on + dt.timedelta(days=dice.between(14, 120))
            rows.append(f"    期限: {due}\n")
        rows.append(f"    内容: {grammar().tell('advice', facts, dice)}\n")
        if told.ask.kind != "表扬" and dice.chance(0.25):
            rows.append(f"    目标: {{{_target(told, whom)}}}\n")
        yield "".join(rows)


def _addressee(told: Told, facts: Facts, dice: Dice) -> str:
    roll = dice.random()
    if roll < 0.55:
        return told.branch.name
    if roll < 0.65:
        return EVERYWHERE
    return DEPARTMENTS[IN_CHARGE.get(facts["cause"], "consumer")]


def _target(told: Told, whom: str) -> str:
    measure = told.ask.source + told.ask.kind
    where = f", 机构: {whom}" if whom == told.branch.name and told.branch.code != CARD else ""
    return f"指标: {measure}{where}, 业务: {name_of(told.about.business)}"
