"""总体情况: its sentences as prose, and the figures they state with their changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from voc_build.intake.digitise.letters import HAN
from voc_build.intake.digitise.lines import Doubt
from voc_build.intake.digitise.smears import smears
from voc_build.words import measures as m

MEASURES: Final = (
    (m.ON_TIME, r"及时办结率"),
    (m.CLOSURE, r"办结率"),
    (m.REPEAT, r"重复(?:投诉)?率"),
    (
        m.COMPLAINTS,
        r"消费投诉类工单|消费者?投诉(?:工单)?(?=总?量|\d|共|合计)|受理消费者?投诉|各?类?投诉类工单|投诉工单总量",
    ),
    (m.SUPERVISOR, r"监管(?:机构)?转(?:办|送|来)(?:消费者?)?(?:投诉)?(?:工单)?(?!量)"),
    (m.VOICE, r"客户之声(?:渠道)?(?:投诉)(?:工单)?"),
    (m.OPINIONS, r"(?:客户之声)?意见(?:建议)?(?:类)?(?:工单)?"),
    (m.VALID, r"有效投诉(?:工单)?"),
    (m.PRAISE, r"(?:客户)?表扬(?:类)?(?:工单|数量)?"),
)
"""How sentences name each measure, longer names first."""

_STEEP: Final = 90
"""Per cent; a fall by more leaves less than a tenth."""

_CLAUSE: Final = 80
"""Letters before a number that may say what it counts."""

EXPECTED: Final = (m.COMPLAINTS, m.SUPERVISOR, m.VOICE, m.OPINIONS, m.PRAISE, m.VALID, m.CLOSURE)

_NAMED: Final = re.compile("|".join(f"(?P<{measure.code}>{words})" for measure, words in MEASURES))
_CHANGED_WHOLE: Final = re.compile(r"(?:总?受理量|投诉总?量|工单总?量|总量)[^,。;]*$")
_CHANGED_SUPERVISOR: Final = re.compile(r"监管转(?:办|送)(?:投诉)?量[^,。;]*$")
_NUMBER: Final = re.compile(r"(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>%|个百分点|件|起|宗|笔|年|月|日)?", re.ASCII)
_DOWN: Final = re.compile(r"下降|减少|降低|回落|下滑|降幅|少了?(?=\d|$)|压降|降至|降(?=\d|$)")
_UP: Final = re.compile(r"上升|增加|增长|上涨|提高|提升|增幅|升幅|多了?(?=\d|$)|升(?=\d|$)|增(?=\d|$)")
_YEAR_AGO: Final = re.compile(r"同比|上年同期|去年同期|上年同月|去年同月")
_MONTH_AGO: Final = re.compile(r"环比|上月|上个月|上期|前月")
_SO_FAR: Final = re.compile(r"累计|今年以来|年初至")


@dataclass
class Stated:
    """One measure as the sentences state it; None for what they do not say."""

    count: int | None = None
    growth: Decimal | None = None
    growth_year: Decimal | None = None
    rate: Decimal | None = None
    year_to_date: int | None = None


@dataclass
class Overview:
    """Measures by name; `month` is (year or 0, month) as first named; the numbers no figure claims are listed."""

    stated: dict[str, Stated] = field(default_factory=dict)
    month: tuple[int, int] | None = None
    doubts: list[Doubt] = field(default_factory=list)
    claimed: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)


def figures(text: str, page: int) -> Overview:
    """The figures of the sentences; `text` without spaces, with half-width marks."""
    found = Overview()
    last: m.Measure | None = None
    start = 0
    for number in _NUMBER.finditer(text):
        before = text[start : number.start()]
        unit = number["unit"] or ""
        start = number.end()
        if unit in ("年", "月", "日"):
            _date(found, text, number)
            continue
        clause = re.split("[。;]", before)[-1][-_CLAUSE:]
        if re.search("[。;]", before):
            last = None
        named = _measure(clause, last)
        last = named or last
        if not _claim(found, named or last, number, clause, page):
            found.listed.append(_with_context(text, number))
        else:
            found.claimed.append(number["digits"])
    _expect(found, page)
    _smeared(found, text, page)
    return found


def _smeared(found: Overview, text: str, page: int) -> None:
    """The measure a number that was read badly belongs to, else the sentences as a whole."""
    for start, piece in smears(text):
        clause = re.split("[。;]", text[:start])[-1][-_CLAUSE:]
        measure = _measure(clause, None)
        doubt = Doubt(measure.name if measure else "总体情况", f"有读坏的数：{piece}", 0.2, page)
        found.doubts.append(doubt)
        if piece.endswith(("年", "月")):
            found.doubts.append(Doubt("统计月份", doubt.reason, 0.4, page))


def named_measures(text: str) -> tuple[str, ...]:
    """The names of the measures that a piece of a sentence speaks of."""
    codes = [match.lastgroup for match in _NAMED.finditer(text) if match.lastgroup]
    if _CHANGED_WHOLE.search(text):
        codes.append(m.COMPLAINTS.code)
    return tuple(dict.fromkeys(m.BY_CODE[code].name for code in codes))


def _date(found: Overview, text: str, number: re.Match[str]) -> None:
    if number["unit"] == "月":
        value = int(number["digits"]) if number["digits"].isdecimal() else 0
        if 1 <= value <= 12 and found.month is None and not re.search(r"累计|[至到—-]$", text[: number.start()][-4:]):
            year = re.search(r"(\d{4})年$", text[: number.start()])
            found.month = (int(year[1]) if year else 0, value)
    found.claimed.append(number["digits"])


def _measure(clause: str, last: m.Measure | None) -> m.Measure | None:
    """The measure a clause names before its number, or speaks of with 受理量 and the like."""
    if _CHANGED_SUPERVISOR.search(clause):
        return m.SUPERVISOR
    named = [match for match in _NAMED.finditer(clause) if match.lastgroup]
    if named:
        return m.BY_CODE[named[-1].lastgroup or ""]
    if _CHANGED_WHOLE.search(clause) and last is None:
        return m.COMPLAINTS
    return None


def _claim(found: Overview, measure: m.Measure | None, number: re.Match[str], clause: str, page: int) -> bool:
    if measure is None or (re.search("占", clause) and number["unit"] == "%"):
        return False
    stated = found.stated.setdefault(measure.name, Stated())
    value = Decimal(number["digits"].replace(",", ""))
    down, up = _DOWN.search(clause), _UP.search(clause)
    if number["unit"] == "%" and measure.is_rate and not (down or up):
        return _set(found, stated, "rate", value, measure, page)
    if measure.is_rate or number["unit"] == "个百分点":
        return _dropped(found, stated, measure)
    if number["unit"] == "%":
        if not down and not up:
            return _dropped(found, stated, measure)
        signed = -value if down else value
        return _set(found, stated, "growth_year" if _YEAR_AGO.search(clause) else "growth", signed, measure, page)
    if number["unit"] in ("件", "起", "宗", "笔") and value == int(value):
        if clause.endswith(("由", "从")):
            return _dropped(found, stated, measure)
        if _SO_FAR.search(clause):
            return _set(found, stated, "year_to_date", int(value), measure, page)
        if (down or up or _MONTH_AGO.search(clause) or _YEAR_AGO.search(clause)) and "至" not in clause[-2:]:
            return _dropped(found, stated, measure)
        return _set(found, stated, "count", int(value), measure, page)
    return _dropped(found, stated, measure)


def _dropped(found: Overview, stated: Stated, measure: m.Measure) -> bool:
    if stated == Stated():
        del found.stated[measure.name]
    return False


def _set(found: Overview, stated: Stated, name: str, value: int | Decimal, measure: m.Measure, page: int) -> bool:
    known = getattr(stated, name)
    if known is None:
        setattr(stated, name, value)
        return True
    if known != value:
        found.doubts.append(Doubt(measure.name, f"文中先后写了 {known} 和 {value}，取了前者", 0.5, page))
    return bool(known == value)


def _with_context(text: str, number: re.Match[str]) -> str:
    """A number with the words around it, as the report lists it."""
    before = re.search(rf"[{HAN}0-9A-Za-z]{{0,8}}$", text[: number.start()])
    after = re.match(rf"[{HAN}]{{0,4}}", text[number.end() :])
    return f"{before[0] if before else ''}{number[0]}{after[0] if after else ''}"


def _expect(found: Overview, page: int) -> None:
    """A measure that every issue states and this one does not; parts that do not make the whole."""
    for measure in EXPECTED:
        stated = found.stated.get(measure.name)
        if stated is None or (stated.rate if measure.is_rate else stated.count) is None:
            unit = "百分比" if measure.is_rate else "件数"
            found.doubts.append(Doubt(measure.name, f"总体情况里没有找到{measure.name}的{unit}", 0.2, page))
    for name, stated in found.stated.items():
        for growth in (stated.growth, stated.growth_year):
            if growth is not None and not -_STEEP < growth < _STEEP * 10:
                reason = f"变化 {growth}%，相差十倍以上，核对是否读错一位"
                found.doubts.append(Doubt(name, reason, 0.4, page))
        if stated.rate is not None and name == m.CLOSURE.name and stated.rate < _STEEP / 2:
            found.doubts.append(Doubt(name, f"办结率只有 {stated.rate}%，核对是否读错一位", 0.4, page))
    missing = [doubt.field for doubt in found.doubts if doubt.confidence < 0.3]
    if len(missing) > 1:
        reason = f"缺 {'、'.join(missing)}，文字可能缺行"
        found.doubts.append(Doubt("总体情况", reason, 0.4, page))
    counts = {name: stated.count for name, stated in found.stated.items() if stated.count is not None}
    parts = [counts.get(part.name) for part in m.PARTS]
    whole = counts.get(m.COMPLAINTS.name)
    if whole is not None and None not in parts and sum(part or 0 for part in parts) != whole:
        reason = "监管转办投诉、客户之声投诉、客户之声意见相加，不等于消费投诉类工单；核对是否有一个读错"
        found.doubts += [Doubt(measure.name, reason, 0.5, page) for measure in (m.COMPLAINTS, *m.PARTS)]
