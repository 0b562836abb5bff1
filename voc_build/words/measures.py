"""The measures a bulletin prints: what each counts, in the program's own terms.

Their wording, direction and dates of definition are data (`taxonomy/measures.yml`); what is computed is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """来源: who brought the ticket."""

    SUPERVISOR = "监管转办"
    VOICE = "客户之声"


class Kind(StrEnum):
    """类型: what the customer said."""

    COMPLAINT = "投诉"
    OPINION = "意见"
    PRAISE = "表扬"


@dataclass(frozen=True, slots=True)
class Measure:
    """One printed measure; `is_rate` ones are shares (0-1), the others counts."""

    code: str
    name: str
    is_rate: bool = False

    @property
    def unit(self) -> str:
        """`%` for a rate, `件` for a count."""
        return "%" if self.is_rate else "件"


COMPLAINTS = Measure("complaints", "消费投诉类工单")
SUPERVISOR = Measure("supervisor", "监管转办投诉")
VOICE = Measure("voice", "客户之声投诉")
OPINIONS = Measure("opinions", "客户之声意见")
VALID = Measure("valid", "有效投诉")
PRAISE = Measure("praise", "表扬")
CLOSURE = Measure("closure", "办结率", is_rate=True)
ON_TIME = Measure("ontime", "及时办结率", is_rate=True)
REPEAT = Measure("repeat", "重复率", is_rate=True)

COUNTS = (COMPLAINTS, SUPERVISOR, VOICE, OPINIONS, VALID, PRAISE)
RATES = (CLOSURE, ON_TIME, REPEAT)
MEASURES = COUNTS + RATES
PARTS = (SUPERVISOR, VOICE, OPINIONS)
"""The three parts whose sum is 消费投诉类工单."""
TABLE = (SUPERVISOR, VOICE, OPINIONS, VALID, PRAISE)
"""The columns of the printed institution table, in its order."""

BY_NAME = {measure.name: measure for measure in MEASURES}
BY_CODE = {measure.code: measure for measure in MEASURES}
