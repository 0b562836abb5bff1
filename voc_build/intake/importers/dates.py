"""A day as offices write it; what could be two days, or none, is refused."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from voc_build.intake.importers.letters import clean, narrow
from voc_build.intake.importers.problems import Fault
from voc_build.words.fields import EARLIEST, LATEST

if TYPE_CHECKING:  # a build reads no foreign tables
    from voc_build.intake.importers.book import Cell

_TIME: Final = (
    r"(?:(?:\s+|T)?(?:上午|下午|中午|晚上|[AaPp][Mm])?\s*\d{1,2}(?:[:时点]\s*\d{1,2}(?:[:分]\s*\d{1,2}(?:\.\d+)?秒?|分)?|[时点])"
    r"\s*(?:[AaPp][Mm])?)?"
)
_WEEKDAY: Final = r"\s*(?:[(]?(?:星期|周)[一二三四五六日天][)]?)?"
_WRITTEN: Final = (
    re.compile(rf"(\d{{4}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{1,2}}){_WEEKDAY}{_TIME}", re.ASCII),
    re.compile(rf"(\d{{4}})\s*(年)\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日?{_WEEKDAY}{_TIME}", re.ASCII),
    re.compile(rf"(\d{{4}})()(\d{{2}})(\d{{2}}){_TIME}", re.ASCII),
)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_TURNED: Final = re.compile(rf"(\d{{1,2}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{1,4}}){_TIME}", re.ASCII)
_SHORT_YEAR: Final = re.compile(rf"\d{{2}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日?{_TIME}", re.ASCII)
_NO_YEAR: Final = re.compile(r"\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}\s*日?", re.ASCII)
_NO_DAY: Final = re.compile(r"\d{4}\s*(?:年|[-/.])\s*\d{1,2}\s*月?", re.ASCII)
_HANZI: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_COUNTED: Final = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_FORMAL: Final = re.compile(f"[〇零○一二三四五六七八九]{{4}}年{_COUNTED}月{_COUNTED}日?")
_HELP: Final = "改成 2022-04-02 或 2022年4月2日 的写法"


def read_day(cell: Cell, zero: dt.date) -> dt.date | Fault:
    """The day a cell that is not empty means; `zero` is the day whose serial number is 0."""
    if isinstance(cell, dt.datetime):
        return _within(cell.date(), str(cell.date()))
    if isinstance(cell, str):
        return _text(narrow(clean(cell)), zero)
    digits = f"{cell:.0f}"
    if cell == int(cell) and len(digits) == 8:
        return _text(digits, zero)
    return _serial(int(cell), zero, f"{cell:g}")


def _text(text: str, zero: dt.date) -> dt.date | Fault:
    shown = text[:40]
    if _FORMAL.fullmatch(text):
        text = _in_digits(text)
    for form in _WRITTEN:
        match = form.fullmatch(text)
        if match:
            return _day(int(match[1]), int(match[3]), int(match[4]), shown)
    if serial := _SERIAL.fullmatch(text):
        return _serial(int(serial[1]), zero, shown)
    if turned := _TURNED.fullmatch(text):
        return Fault("VOC409", f"日期“{shown}”有歧义：{_readings(turned)}", _written(turned))
    if _SHORT_YEAR.fullmatch(text):
        return Fault("VOC409", f"日期“{shown}”的年份只有两位", "年份写四位，如 2022年4月5日")
    if _NO_YEAR.fullmatch(text):
        return Fault("VOC408", f"日期“{shown}”没有年份", _HELP)
    if _NO_DAY.fullmatch(text):
        return Fault("VOC408", f"日期“{shown}”没有写是哪一天", _HELP)
    return Fault("VOC408", f"“{shown}”不是日期", _HELP)


def _readings(turned: re.Match[str]) -> str:
    """What a date whose year does not stand first could mean."""
    first, second, last = int(turned[1]), int(turned[3]), turned[4]
    if len(last) < 3:
        return "年份只有两位，也说不清哪个数是年"
    if first == second or len(last) == 3 or max(first, second) > 12:
        return "看不出年、月、日的次序"
    return f"可能是 {first} 月 {second} 日，也可能是 {second} 月 {first} 日"


def _written(turned: re.Match[str]) -> str:
    """How to write it so that it means one day."""
    first, second, year = int(turned[1]), int(turned[3]), turned[4]
    pairs = dict.fromkeys(pair for pair in ((first, second), (second, first)) if 1 <= pair[0] <= 12)
    days = [f"{year}-{month:02d}-{day:02d}" for month, day in pairs] if len(year) == 4 else []
    return f"改成 {' 或 '.join(days) or '2022-04-05 的写法'}，年份写四位，放在最前"


def _day(year: int, month: int, day: int, shown: str) -> dt.date | Fault:
    try:
        return _within(dt.date(year, month, day), shown)
    except ValueError:
        return Fault("VOC408", f"没有“{shown}”这一天", "核对台账，改成真实的日期")


def _serial(number: int, zero: dt.date, shown: str) -> dt.date | Fault:
    first = dt.date(EARLIEST, 1, 1).toordinal() - zero.toordinal()
    last = dt.date(LATEST, 12, 31).toordinal() - zero.toordinal()
    if not first <= number <= last:
        return Fault("VOC408", f"数字 {shown} 不是日期", _HELP)
    return zero + dt.timedelta(number)


def _within(day: dt.date, shown: str) -> dt.date | Fault:
    if EARLIEST <= day.year <= LATEST:
        return day
    return Fault("VOC408", f"日期“{shown}”的年份不在 {EARLIEST} 到 {LATEST} 之间", "核对台账，改成真实的日期")


def _in_digits(text: str) -> str:
    """`二〇二二年四月十二日` as `2022年4月12日`."""
    year, rest = text.split("年")
    month, day = rest.rstrip("日").split("月")
    return f"{year.translate(_HANZI)}年{_number(month)}月{_number(day)}日"


def _number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    value = int((ones or "0").translate(_HANZI))
    return value + 10 * int((tens or "1").translate(_HANZI)) if ten else value
