"""How the program counts each measure, and where each of its numbers comes from, in words beside the code's names.

The wording of 口径 is the archive's (`taxonomy/measures.yml`); this is what the program does. A test holds every
formula against the counting code.
"""

from __future__ import annotations

from dataclasses import dataclass

from voc_build.words.measures import (
    CLOSURE,
    COMPLAINTS,
    ON_TIME,
    OPINIONS,
    PARTS,
    PRAISE,
    REPEAT,
    SUPERVISOR,
    VALID,
    VOICE,
    Kind,
    Measure,
    Source,
)


@dataclass(frozen=True, slots=True)
class Formula:
    """How a measure is counted from tickets, what a 汇总 issue has for it, and how it is rounded."""

    tickets: str
    printed: str
    rounding: str


_COUNT = "整件，不取整"
_SHARE = "计算不取整，显示一位小数"
_ANY = "正文、机构表合计；两处不同时用已知差异采用的一处，都不用则留空"

FORMULAS: dict[Measure, Formula] = {
    COMPLAINTS: Formula(f"{' + '.join(part.name for part in PARTS)}", f"{_ANY}；机构没有总数的，由三项相加", _COUNT),
    SUPERVISOR: Formula(f"来源为{Source.SUPERVISOR}、类型为{Kind.COMPLAINT}的工单", _ANY, _COUNT),
    VOICE: Formula(f"来源为{Source.VOICE}、类型为{Kind.COMPLAINT}的工单", _ANY, _COUNT),
    OPINIONS: Formula(f"来源为{Source.VOICE}、类型为{Kind.OPINION}的工单", _ANY, _COUNT),
    VALID: Formula(f"类型为{Kind.COMPLAINT}或{Kind.OPINION}、有效为“是”的工单", _ANY, _COUNT),
    PRAISE: Formula(f"类型为{Kind.PRAISE}的工单，不分来源", _ANY, _COUNT),
    CLOSURE: Formula("当月全部工单中，办结日期不晚于本期发布日期的 ÷ 当月全部工单", "正文印出的百分比", _SHARE),
    ON_TIME: Formula(
        "消费投诉类工单中，办结日期 − 受理日期 ≤ 时限（15、30 或 60 天，未填为 15 天）的 ÷ 消费投诉类工单；"
        "没有办结的不算及时",
        "正文印出的百分比",
        _SHARE,
    ),
    REPEAT: Formula("消费投诉类工单中，重复为“是”的 ÷ 消费投诉类工单", "正文印出的百分比", _SHARE),
}
