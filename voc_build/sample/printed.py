"""figures.yml: a month as an issue printed it, consistent in itself and with the month before."""

from __future__ import annotations

from collections import Counter

from voc_build.sample.dice import Dice
from voc_build.sample.grammar import grammar
from voc_build.sample.ledger import Tally
from voc_build.sample.timeline import Slot, Timeline
from voc_build.words.measures import COMPLAINTS, COUNTS, PARTS, PRAISE, TABLE, VALID

_SMALL = 100
"""Business types with less than one in this many complaints are printed as 其他业务."""

_MORE = ("一", "两")
_REST = "其他业务"
_DIFFERS, _REVISED = 20, 40
"""How often (in issues) text and table disagree, and a ledger was revised after printing."""


def figures(slot: Slot, times: Timeline, now: Tally, before: Tally | None, dice: Dice) -> str:
    """The file of one issue; `before` is the month before it, None where there is none."""
    counts, known = text_counts(now), ""
    printed = dict(counts)
    if not slot.by_tickets and slot.index % _DIFFERS == 7:
        printed[VALID.name], known = _differing(counts[VALID.name], "机构表", VALID.name, dice)
    elif slot.by_tickets and slot.index % _REVISED == 23:
        printed[PRAISE.name], known = _differing(counts[PRAISE.name], "工单", PRAISE.name, dice)
    earlier = text_counts(before) if before else {}
    if slot.month == times.redefined:
        earlier.pop(VALID.name, None)
    rows = ["正文:\n"]
    for name, count in printed.items():
        change = growth(count, earlier.get(name, 0)) if count == counts[name] else None
        rows.append(f"  {name}: {{件数: {count}" + (f", 环比: {change}" if change else "") + "}\n")
    if now.tickets:
        rows.append(f"  办结率: {hundredths(now.closed * 10_000, now.tickets)}\n")
    if not slot.by_tickets or (not known and dice.chance(0.5)):
        rows.append(_table(slot, times, now))
    if not slot.by_tickets and counts[COMPLAINTS.name]:
        rows.append(_pie(slot, now.by_business))
    return "".join(rows) + known


def text_counts(tally: Tally) -> dict[str, int]:
    """The count measures over the bank, in printed order."""
    found = {measure.name: tally.total(measure.name) for measure in COUNTS}
    found[COMPLAINTS.name] = sum(found[part.name] for part in PARTS)
    return found


def growth(count: int, before: int) -> str | None:
    """环比 in per cent with two decimals, None over nothing."""
    return hundredths((count - before) * 10_000, before) if before else None


def hundredths(number: int, by: int) -> str:
    """number / by / 100, rounded half away from zero, without trailing zeros: 12.5, -71.79, 100."""
    rounded = (2 * abs(number) + by) // (2 * by)
    text = f"{rounded // 100}.{rounded % 100:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 and rounded else text


def percents(counts: list[int]) -> list[int]:
    """Whole per cents adding to 100: largest remainder, ties to the later."""
    whole = sum(counts)
    shares = [count * 100 // whole for count in counts]
    order = sorted(range(len(counts)), key=lambda index: (-(counts[index] * 100 % whole), -index))
    for index in order[: 100 - sum(shares)]:
        shares[index] += 1
    return shares


def _differing(count: int, adopted: str, name: str, dice: Dice) -> tuple[int, str]:
    more = dice.below(len(_MORE))
    printed = count + more + 1
    where = "机构表" if adopted == "机构表" else "工单"
    note = grammar().tell("differs", {"adopted": adopted, "many": _MORE[more]}, dice)
    return printed, (
        f"已知差异:\n  - 指标: {name}\n    正文: {printed}\n    {where}: {count}\n    采用: {adopted}\n"
        f"    说明: {note}\n"
    )


def _table(slot: Slot, times: Timeline, now: Tally) -> str:
    rows = [f"机构表:\n  标题: {slot.month.month}月份各机构消费投诉情况\n  行:\n"]
    for branch in times.bank.institutions(slot.month):
        cells = ", ".join(f"{one.name}: {now.by_branch[branch.name, one.name]}" for one in TABLE)
        rows.append(f"    - {{机构: {branch.name}, {cells}}}\n")
    totals = ", ".join(f"{one.name}: {now.total(one.name)}" for one in TABLE)
    return "".join(rows) + f"  合计: {{{totals}}}\n"


def _pie(slot: Slot, by_business: Counter[str]) -> str:
    whole = sum(by_business.values())
    counts: dict[str, int] = {}
    for name in sorted(by_business, key=lambda name: (-by_business[name], name)):
        kept = name if by_business[name] * _SMALL >= whole else _REST
        counts[kept] = counts.get(kept, 0) + by_business[name]
    if _REST in counts:
        counts[_REST] = counts.pop(_REST)
    shares = percents(list(counts.values()))
    rows = [f"    - {{业务: {name}, 百分比: {share}}}\n" for name, share in zip(counts, shares, strict=True)]
    return f"业务占比:\n  标题: {slot.month.month}月份消费投诉业务类别占比\n  分项:\n" + "".join(rows)
