"""issue.yml: the head of an issue, its takeaways, plan and corrections."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from voc_build.sample.axes import CAUSES
from voc_build.sample.bank import DEPARTMENT, DEPARTMENTS, EVERYWHERE, IN_CHARGE, NAME
from voc_build.sample.dice import Dice
from voc_build.sample.grammar import grammar
from voc_build.sample.ledger import Tally
from voc_build.sample.printed import text_counts
from voc_build.sample.timeline import Slot, Timeline
from voc_build.words.measures import COMPLAINTS, PARTS, PRAISE


@dataclass(frozen=True)
class Head:
    """issue.yml and the numbers of its plan items."""

    text: str
    plan: tuple[str, ...]


def header(slot: Slot, times: Timeline, tally: Tally | None, dice: Dice) -> Head:
    """The head of one issue; with a tally the 总体情况 is written out."""
    period, words = slot.period, grammar()
    at = " 09:00" if dice.chance(0.3) else ""
    basis = "工单" if slot.by_tickets else "汇总"
    rows = [
        f"期号: {period}\n统计月份: {slot.month}\n刊名: {NAME}客户之声\n编发部门: {DEPARTMENT}\n",
        f"发布日期: {slot.released_on}{at}\n状态: 已发布\n数据口径: {basis}\n演示: 是\n",
    ]
    if tally is not None:
        rows.append(f"总体情况: |\n  {_overview(slot, tally, dice)}\n")
    takeaways = list(
        dict.fromkeys(
            words.tell("takeaway", {"cause": dice.pick(CAUSES).code}, dice) for _ in range(dice.between(1, 3))
        )
    )
    rows.append("要点:\n" + "".join(f"  - {takeaway}\n" for takeaway in takeaways))
    items = [_item(number, slot, dice) for number in range(1, dice.between(1, 4) + 1)]
    rows.append("工作计划:\n" + "".join(items))
    if not slot.by_tickets:
        rows.append(
            f"来源: {{文件: {NAME}客户之声({period.year}年第{period.month}期), "
            f"页数: {dice.between(4, 8)}, 方式: 电子书文字提取}}\n"
        )
    rows.append("待核: []\n")
    corrected = slot.released_on + dt.timedelta(days=dice.between(3, 20))
    if corrected <= times.horizon and dice.chance(0.06):
        rows.append(f"更正:\n  - {{日期: {corrected}, 说明: {words.tell('correction', {}, dice)}}}\n")
    return Head("".join(rows), tuple(f"P{number}" for number in range(1, len(items) + 1)))


def _item(number: int, slot: Slot, dice: Dice) -> str:
    cause = dice.pick(CAUSES).code
    owners = [DEPARTMENTS["consumer"], DEPARTMENTS[IN_CHARGE[cause]], EVERYWHERE]
    owners = owners[dice.below(2) :] if dice.chance(0.6) else owners[1:2]
    due = ""
    if dice.chance(0.8):
        due = f"    期限: {slot.released_on + dt.timedelta(days=dice.between(20, 110))}\n"
    facts = {"cause": cause}
    return (
        f"  - 编号: P{number}\n    标题: {grammar().tell('plantitle', facts, dice)}\n"
        f"    责任机构: [{', '.join(owners)}]\n{due}"
        f"    内容: |\n      {grammar().tell('plantext', facts, dice)}\n"
    )


def _overview(slot: Slot, tally: Tally, dice: Dice) -> str:
    counts = text_counts(tally)
    parts = "、".join(f"{part.name}{counts[part.name]}件" for part in PARTS)
    return (
        f"{slot.month.year}年{slot.month.month}月，全行受理消费投诉类工单{counts[COMPLAINTS.name]}件，"
        f"其中{parts}；另有表扬{counts[PRAISE.name]}件。{grammar().tell('overviewtail', {}, dice)}"
    )
