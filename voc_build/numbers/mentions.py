"""Numbers as sentences mention them: what is counted, where, when, and whether it is said outright.

A reader of fixed turns of phrase, not of language: what it is not sure of it says is not direct, and nobody
builds a contradiction on that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile
from typing import Literal

from voc_build.words import measures as m
from voc_build.words.measures import Measure

SENTENCE = 400
"""Characters: what stands further before a number is not taken for its sentence, full stop or none."""

Role = Literal["count", "change", "growth", "rate", "share", "differences", "date", "other"]
When = Literal["", "上月", "上年同月", "累计", "其他"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One number: `text` as written (without spaces), from where to where it stands, its value, what it seems to be.

    `growth` and `change` are signed. `direct`: the measure stands right beside the number. `scope` and
    `business` are the institution and business type it is said of ("" for none); `sure_scope` False: the
    institution was named earlier in the sentence and may not be meant. `month` is the (year or 0, month)
    last named before it.
    """

    text: str
    start: int
    end: int
    value: Decimal
    role: Role
    measure: Measure | None = None
    direct: bool = False
    scope: str = ""
    sure_scope: bool = True
    business: str = ""
    when: When = ""
    month: tuple[int, int] | None = None


_NAMES: tuple[tuple[Measure, str], ...] = (
    (m.ON_TIME, "及时办结率"),
    (m.CLOSURE, "办结率"),
    (m.REPEAT, "重复率"),
    (m.SUPERVISOR, "监管(?:部门)?转办的?(?:消费)?(?:投诉|工单)"),
    (m.VOICE, "客户之声的?投诉"),
    (m.OPINIONS, "客户之声的?意见|意见类?工单"),
    (m.VALID, "有效(?:消费)?投诉|认定成立的投诉(?:与|和|及)意见"),
    (m.COMPLAINTS, "消费投诉类?工单"),
    (m.PRAISE, "表扬"),
)
_MEASURE = re.compile("|".join(f"(?P<{measure.code}>{pattern})" for measure, pattern in _NAMES))
_BESIDE = re.compile(r"(?:工单|总量|总数|件数|数量|数|共计|合计|总计|共|为|是|有|达到?|收到|受理|接到|了|[::\s,，])*")
_ENDS = re.compile(r"[。！？!?；;\n]")
_DOWN = re.compile(r"减少|下降|降低|降幅|回落|压降|少")
_UP = re.compile(r"增加|上升|增长|增幅|提高|多")
_TO = re.compile(r"(?:降|升|增|减|回落|增加|减少|上升|下降)[至到为]\s*$")
_COMPARED = re.compile(r"(?:比|较|与|同)(?:上个?月|上期|去年同期|上年同期|去年同月|上年同月|去年|上年)(?:相比)?")
_TIMES: tuple[tuple[When, str], ...] = (
    ("上年同月", "去年同[期月]|上年同[期月]"),
    ("上月", "上个?月|上期"),
    ("累计", "累计|今年以来|年初以来|本年"),
    ("其他", "去年|上年|季度|半年|全年|下月|下期"),
)
_WIDE = str.maketrans("０１２３４５６７８９％．－−", "0123456789%.--")
_DATE = re.compile(
    r"(?:(?P<year>\d{4})\s*年)?(?:(?<=年)\s*|(?<![\d.]))(?P<month>\d{1,2})\s*月(?:份|\s*\d{1,2}\s*[日号])?"
    r"|(?P<alone>\d{4})\s*年|第\s*\d+\s*期|(?<![\d.])\d{1,2}\s*[日号]"
)
_NUMBER = re.compile(
    r"(?<![\d.A-Za-z-])(?P<sign>-)?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?(?![\d-])"
    r"\s*(?P<unit>%|个百分点|[件起宗](?!事)|天|个|项|家|人|户|次|年|小时|分钟|元|万元)?"
)
_HAN = re.compile(r"(?P<han>[一二两三四五六七八九十百]+)\s*(?P<unit>件(?!事)|项)")
_HAN_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HAN_UNITS = {"十": 10, "百": 100}


def mentions_in(text: str, institutions: Sequence[str] = (), businesses: Sequence[str] = ()) -> tuple[Mention, ...]:
    """Every number in a text, in order; `institutions` and `businesses` are the names to look out for."""
    plain = text.translate(_WIDE)
    found: list[Mention] = []
    for match in _matches(plain):
        start = max(0, match.start() - SENTENCE)
        start = max((end.end() for end in _ENDS.finditer(plain, start, match.start())), default=start)
        found.append(_mention(plain, match, start, _since(found, start), institutions, businesses))
    return tuple(found)


def has_numbers(text: str) -> bool:
    """Whether a text mentions any number at all."""
    return next(_matches(text.translate(_WIDE)), None) is not None


def _since(found: list[Mention], start: int) -> list[Mention]:
    """The mentions from `start` on, in order."""
    return [*takewhile(lambda mention: mention.start >= start, reversed(found))][::-1]


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Dates, numbers and Chinese numerals, none inside another."""
    taken = 0
    every = [match for pattern in (_DATE, _NUMBER, _HAN) for match in pattern.finditer(text)]
    # at one place the longest reading wins: 2022 年 4 月 before 2022
    for match in sorted(every, key=lambda match: (match.start(), -match.end())):
        if match.start() >= taken:
            taken = match.end()
            yield match


def _mention(
    text: str,
    match: re.Match[str],
    start: int,
    earlier: list[Mention],
    institutions: Sequence[str],
    businesses: Sequence[str],
) -> Mention:
    words = "".join(match[0].split())
    if match.re is _DATE:
        named = (int(match["year"] or 0), int(match["month"])) if match["month"] else None
        return Mention(words, match.start(), match.end(), Decimal(0), "date", month=named)
    last = earlier[-1] if earlier else None
    gap_start = last.end if last else start
    gap, sentence = text[gap_start : match.start()], text[start : match.start()]
    mention = Mention(words, match.start(), match.end(), _value(match), "other")
    mention = _said_of(mention, gap, sentence, institutions, businesses)
    mention = replace(mention, when=_when(gap), month=_month(earlier))
    if match["unit"] == "%":
        return _percentage(mention, text, match, gap, earlier)
    if match["unit"] in ("件", "起", "宗"):
        return _count(mention, text, match, gap, sentence, earlier)
    if match["unit"] == "项" and re.match(r"[^，。；]*(?:不一致|差异|不符|矛盾)", text[match.end() :]):
        return replace(mention, role="differences")
    return mention


def _value(match: re.Match[str]) -> Decimal:
    if match.re is _HAN:
        return Decimal(_han(match["han"]))
    return Decimal((match["sign"] or "") + match["digits"].replace(",", "") + (match["part"] or ""))


def _han(numeral: str) -> int:
    total, digit = 0, 0
    for sign in numeral:
        if sign in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[sign]
            digit = 0
        else:
            digit = _HAN_DIGITS[sign]
    return total + digit


def _said_of(
    mention: Mention, gap: str, sentence: str, institutions: Sequence[str], businesses: Sequence[str]
) -> Mention:
    business = _last(gap, businesses)
    here = "" if "全行" in gap else _last(gap, institutions)
    if here or "全行" in gap:
        return replace(mention, scope=here, business=business)
    before = _last(sentence.rpartition("全行")[2], institutions)
    return replace(mention, scope=before, sure_scope=not before, business=business)


def _last(text: str, names: Sequence[str]) -> str:
    """The name that stands last in the text, the longest at that place; "" for none."""
    places = [(text.rfind(name), len(name), name) for name in names if name in text]
    return max(places)[2] if places else ""


def _when(text: str) -> When:
    """The time that is named in a text, comparisons with another time apart."""
    if _TO.search(text):
        return ""
    plain = _COMPARED.sub("", text)
    return next((when for when, pattern in _TIMES if re.search(pattern, plain)), "")


def _month(earlier: list[Mention]) -> tuple[int, int] | None:
    return next((mention.month for mention in reversed(earlier) if mention.role == "date" and mention.month), None)


def _measure(text: str) -> tuple[Measure, bool] | None:
    """The measure named last in the text, and whether it stands right at the text's end."""
    named = [match for match in _MEASURE.finditer(text) if match.lastgroup]
    if not named:
        return None
    match = named[-1]
    return m.BY_CODE[match.lastgroup or ""], bool(_BESIDE.fullmatch(text, match.end()))


def _count(
    mention: Mention, text: str, match: re.Match[str], gap: str, sentence: str, earlier: list[Mention]
) -> Mention:
    if not _TO.search(gap) and (_DOWN.search(gap) or _UP.search(gap)):
        fall = bool(_DOWN.search(gap))
        measure, direct = _measure_before(gap, earlier)
        value = -mention.value if fall else mention.value
        return replace(mention, role="change", value=value, measure=measure, direct=direct)
    after = _MEASURE.match(text, match.end())
    if after and after.lastgroup:
        return replace(mention, role="count", measure=m.BY_CODE[after.lastgroup], direct=match.re is _NUMBER)
    named = _measure(sentence)
    measure, beside = named if named else (None, False)
    # a Chinese numeral may be a manner of speaking, and another time named earlier may still be meant
    direct = beside and match.re is _NUMBER and (_when(gap) == _when(sentence) or bool(_TO.search(gap)))
    return replace(mention, role="count", measure=measure, direct=direct)


def _percentage(mention: Mention, text: str, match: re.Match[str], gap: str, earlier: list[Mention]) -> Mention:
    named = _measure(gap)
    if named and named[0].is_rate and named[1]:
        return replace(mention, role="rate", measure=named[0], direct=True)
    down, up = _DOWN.search(gap), _UP.search(gap)
    if down or up or (mention.value < 0 and re.search("环比|同比", gap)):
        measure, direct = _measure_before(gap, earlier)
        value = -abs(mention.value) if down or mention.value < 0 else mention.value
        when: When = "上年同月" if re.search("同比|去年|上年", gap) else "上月"
        return replace(mention, role="growth", value=value, measure=measure, direct=direct, when=when)
    if mention.business and "占" in gap:
        return replace(mention, role="share")
    return mention


def _measure_before(gap: str, earlier: list[Mention]) -> tuple[Measure | None, bool]:
    """Whose change it is: the measure named since the last number, else the one of the last count."""
    named = _measure(gap)
    if named:
        return named[0], True
    counted = [mention for mention in earlier if mention.role == "count"]
    return (counted[-1].measure, counted[-1].direct and not counted[-1].scope) if counted else (None, False)
