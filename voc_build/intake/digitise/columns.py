"""The head of the institution table: which measure each column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voc_build.intake.digitise.lines import Line
from voc_build.words import measures as m

SERIAL: Final = "serial"
NAME: Final = "name"
NUMBER: Final = "number"

_HEADINGS: Final = (
    (SERIAL, None, r"序号"),
    (NAME, None, r"(?:被投诉)?机构(?:名称)?|单位(?:名称)?|分行(?:名称)?"),
    (NUMBER, m.SUPERVISOR, r"监管(?:机构)?转(?:办|送)(?:消费者?)?(?:投诉)?(?:工单)?(?:数量|件数)?"),
    (NUMBER, m.OPINIONS, r"(?:客户之声)?意见(?:工单)?(?:数量|件数)?"),
    (NUMBER, m.VOICE, r"客户之声(?:投诉)?(?:工单)?(?:数量|件数)?(?!意见|表扬)"),
    (NUMBER, m.VALID, r"有效投诉(?:工单)?(?:数量|件数)?"),
    (NUMBER, m.PRAISE, r"(?:客户之声|客户)?表扬(?:工单)?(?:数量|件数)?"),
    (NUMBER, m.COMPLAINTS, r"消费投诉类工单(?:数量|件数)?|投诉(?:工单)?(?:总量|合计|数量|总数)"),
)
_KNOWN: Final = re.compile("|".join(f"(?P<h{index}>{words})" for index, (_, _, words) in enumerate(_HEADINGS)))


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `measure` None for a serial number, a name, or a heading nobody knows."""

    heading: str
    kind: str
    measure: m.Measure | None = None

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers to be taken or listed."""
        return self.kind == NUMBER


def columns_of(lines: Sequence[Line]) -> tuple[Column, ...]:
    """The columns a head names, in order, its headings parted by spaces, by cells or by nothing at all."""
    if len(lines) == 1 and lines[0].cells:
        return tuple(column for cell in lines[0].cells for column in _read("".join(cell.split())))
    text = "".join(line.bare for line in lines)
    words = [word for line in lines for word in line.text.split()]
    whole = [_whole(word) for word in words]
    if all(column is not None for column in whole):
        return tuple(column for column in whole if column is not None)
    known = sum(column is not None for column in whole)
    if known >= len(words) / 2 and known > 2:  # headings stand apart: what is not known is one of its own
        return tuple(column for word in words for column in _read(word))
    return _read(text)


def _whole(word: str) -> Column | None:
    found = _KNOWN.fullmatch(word)
    if found is None:
        return None
    kind, measure, _ = _HEADINGS[int((found.lastgroup or "h0")[1:])]
    return Column(word, kind, measure)


def _read(text: str) -> tuple[Column, ...]:
    """Known headings in a run of letters; what stands between them is a column nobody knows."""
    if whole := _whole(text):
        return (whole,)
    found: list[Column] = []
    start = 0
    for match in _KNOWN.finditer(text):
        if text[start : match.start()]:
            found.append(Column(text[start : match.start()], NUMBER))
        kind, measure, _ = _HEADINGS[int((match.lastgroup or "h0")[1:])]
        found.append(Column(match[0], kind, measure))
        start = match.end()
    if text[start:]:
        found.append(Column(text[start:], NUMBER))
    return tuple(found)
