"""Field types: how one value is written in YAML, and what is said when it is written otherwise.

Every scalar arrives as text (`intake.source` gives no types), so each field reads its own form and refuses
the rest with a `PydanticCustomError` whose type is a rule code; `intake.bind` gives it a place.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from voc_build.words.moments import SHANGHAI
from voc_build.words.month import Month

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})", re.ASCII)
_LOOSE_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_LOOSE_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_COUNT = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,6})(?:\.\d{1,4})?", re.ASCII)
_LOOSE_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_TICKET_ID = re.compile(r"[A-Za-z0-9-]{1,40}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_NUMBERED = re.compile(r"[A-Z][0-9]{1,3}", re.ASCII)
_NOT_IN_TITLES = re.compile(r"[^0-9A-Za-z\u3400-\u9fff\u3007、，。：；！？（）()《》〈〉“”‘’—…·－\-+/.%％～ ]")


EARLIEST, LATEST = 1970, 2999
"""Years a date may lie in; days are kept as numbers from 1970-01-01 on."""


def refused(code: str, message: str, help: str = "") -> PydanticCustomError:
    """The error of rule `code`; braces in the words are data, not a template."""
    return PydanticCustomError(code, "{message}", {"message": message, "help": help})


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    shape = "一组键值" if isinstance(value, dict) else "一个列表"
    raise refused("VOC104", f"这里要写一个值，却写成了{shape}", "在冒号后直接写值")


def _halfwidth(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    text = _text(value)
    if _DAY.fullmatch(text):
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            raise refused("VOC105", f"没有 {text} 这一天", "核对原始记录，写成 年-月-日，如 2022-04-30") from None
        if EARLIEST <= day.year <= LATEST:
            return day
        raise refused("VOC105", f"年份 {text[:4]} 不在 {EARLIEST} 到 {LATEST} 之间", "核对原始记录，年份写四位数字")
    raise refused("VOC105", f"日期“{text}”写法不对", _day_help(text))


def _day_help(text: str) -> str:
    loose = _LOOSE_DAY.fullmatch(_halfwidth(text).strip())
    if loose:
        try:
            return f"写成 {dt.date(*(int(part) for part in loose.groups()))}"
        except ValueError:
            pass
    return "写成 年-月-日，如 2022-04-30"


def _month(value: Any) -> Month:
    if isinstance(value, Month):
        return value
    text = _text(value)
    try:
        return Month.parse(text)
    except ValueError:
        pass
    loose = _LOOSE_MONTH.fullmatch(_halfwidth(text).strip())
    help = "写成 年-月，如 2022-04"
    if loose and 1 <= int(loose[2]) <= 12:
        help = f"写成 {int(loose[1]):04d}-{int(loose[2]):02d}"
    raise refused("VOC105", f"月份“{text}”写法不对", help)


def _moment(value: Any) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    text = _text(value)
    clock = _CLOCK.fullmatch(text)
    day = _day(clock[1] if clock else text)
    if clock is None:
        return dt.datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    try:
        time = dt.time.fromisoformat(clock[2])
    except ValueError:
        raise refused("VOC105", f"没有 {clock[2]} 这个时刻", "写成 2022-05-12 09:00") from None
    return dt.datetime.combine(day, time, SHANGHAI)


def _count(value: Any) -> int:
    if isinstance(value, int):
        return value
    text = _text(value)
    if _COUNT.fullmatch(text):
        return int(text)
    if re.fullmatch(r"-\d+", text, re.ASCII):
        raise refused("VOC121", f"件数不能为负：{text}", "核对原始数据")
    raise refused("VOC106", f"件数“{text}”写法不对", _number_help(text, "只写半角数字，如 22"))


def _number_help(text: str, otherwise: str) -> str:
    found = _LOOSE_NUMBER.findall(_halfwidth(text))
    return f"写成 {found[0].replace(',', '')}" if len(found) == 1 else otherwise


def _percent(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = _text(value)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    raise refused("VOC106", f"数字“{text}”写法不对", _number_help(text, "只写数值，如 -71.79"))


def _share(value: Any) -> Decimal:
    number = _percent(value)
    if not 0 <= number <= 100:
        raise refused("VOC121", f"占比 {number} 不在 0 到 100 之间", "核对原刊")
    return number


def _change(value: Any) -> Decimal:
    number = _percent(value)
    if number < -100:
        raise refused("VOC121", f"降幅 {number} 超过了 100%", "核对原刊；下降写负数，如 -71.79")
    return number


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value)
    if text not in ("是", "否"):
        raise refused("VOC107", f"“{text}”应写 是 或 否", "改成 是 或 否")
    return text == "是"


def _prose(value: Any) -> str:
    text = _text(value).strip("\n")
    if not text.strip():
        raise refused("VOC120", "写了键却没有内容", "补上内容，或删掉这个键")
    return text


def _title(value: Any) -> str:
    text = _text(value).strip()
    if not text:
        raise refused("VOC120", "写了键却没有内容", "补上内容，或删掉这个键")
    bad = sorted(set(_NOT_IN_TITLES.findall(text)))
    if bad:
        shown = " ".join(bad)
        raise refused("VOC109", f"含有不允许的字符：{shown}", "标题、名称、标签只用汉字、字母、数字和中文标点")
    return text


def _short(text: str, most: int, what: str) -> str:
    if len(text) > most:
        raise refused("VOC109", f"{what}有 {len(text)} 字，最多 {most} 字", "缩短一些")
    return text


def _form(pattern: re.Pattern[str], what: str, help: str) -> BeforeValidator:
    def read(value: Any) -> str:
        text = _text(value)
        if not pattern.fullmatch(text):
            raise refused("VOC109", f"{what}“{text}”写法不对", help)
        return text

    return BeforeValidator(read)


def _one_of(*choices: str) -> BeforeValidator:
    def read(value: Any) -> str:
        text = _text(value)
        if text not in choices:
            close = difflib.get_close_matches(text, choices, 1, 0.5)
            meant = f"是不是“{close[0]}”？" if close else ""
            raise refused("VOC108", f"“{text}”不在可选值之内", f"{meant}可写：" + "、".join(choices))
        return text

    return BeforeValidator(read)


def choice(*choices: str) -> Any:
    """A text that is one of the choices."""
    numbers = [int(one) for one in choices if one.isdecimal()]  # YAML for others reads 15 as a number
    written = {"enum": [*choices, *numbers]} if numbers else {"type": "string", "enum": list(choices)}
    return Annotated[str, _one_of(*choices), WithJsonSchema(written)]


def _string(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


def _number(**bounds: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "number", **bounds})


Day = Annotated[dt.date, BeforeValidator(_day), _string(r"^\d{4}-\d{2}-\d{2}$", "2022-04-30")]
MonthOf = Annotated[Month, BeforeValidator(_month), _string(r"^\d{4}-\d{2}$", "2022-04")]
Moment = Annotated[
    dt.datetime, BeforeValidator(_moment), _string(r"^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$", "2022-05-12 09:00")
]
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Percent = Annotated[Decimal, BeforeValidator(_percent), _number()]
Share = Annotated[Decimal, BeforeValidator(_share), _number(minimum=0, maximum=100)]
Change = Annotated[Decimal, BeforeValidator(_change), _number(minimum=-100)]
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"type": "string", "enum": ["是", "否"]})]
Prose = Annotated[str, BeforeValidator(_prose), WithJsonSchema({"type": "string"})]
Title = Annotated[
    str, BeforeValidator(lambda v: _short(_title(v), 60, "标题")), _string("^.{1,60}$", "信托收益迟到五周")
]
Tag = Annotated[str, BeforeValidator(lambda v: _short(_title(v), 20, "标签")), _string("^.{1,20}$", "信托")]
Name = Annotated[str, BeforeValidator(_title), WithJsonSchema({"type": "string"})]
TicketId = Annotated[
    str,
    _form(_TICKET_ID, "工单编号", "只用字母、数字和连字符，最多 40 个，如 T-202305-0001"),
    _string(_TICKET_ID.pattern, "T-202305-0001"),
]
Slug = Annotated[
    str,
    _form(_SLUG, "代码", "只用小写字母、数字和连字符，如 credit-card"),
    _string(_SLUG.pattern, "changchun"),
]
Numbered = Annotated[
    str, _form(_NUMBERED, "编号", "写成一个大写字母加数字，如 R1、P1"), _string(_NUMBERED.pattern, "R1")
]
PlainText = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string"})]


def keyed(alias: str, description: str, **more: Any) -> Any:
    """A pydantic field under its Chinese key, with the words the JSON Schema shows an editor."""
    return Field(alias=alias, description=description, **more)


def percent_text(number: Decimal) -> str:
    """A printed percentage with the digits it was printed with."""
    return f"{number:f}"
