"""The bytes of a file before any syntax: encoding, byte order mark, invisible characters, tabs."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import islice
from typing import Final

from voc_build.intake.mending import Edit, Mended
from voc_build.words.diagnostics import Diagnostic, Place, rule

REPORTED: Final = 20
"""How many lines with one kind of character are named; the rest is a number."""

_MOST_EDITS: Final = 10_000  # beyond that it is no text that someone wrote

_CONTROLS: Final = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"
_ODD_SPACES: Final = "\\xa0\u1680\u2000-\u200a\u202f\u205f"
_BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH: Final = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
)
_FAR_ZERO_WIDTH: Final = "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
_NOT_CHARACTERS: Final = "\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff"
_FAR_NOT_CHARACTERS: Final = "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 17))

# A class with characters beyond U+FFFF is matched by trying its ranges one after the other, twenty times
# slower than one without: the quick look does not tell apart what is there.
_NEAR: Final = f"{_CONTROLS}{_ODD_SPACES}{_BIDI}{_ZERO_WIDTH}{_NOT_CHARACTERS}\\t\ufffd"
_LONE_RETURN: Final = "\\r(?!\\n)"
_REFUSED: Final = re.compile(f"[{_NEAR}{_FAR_ZERO_WIDTH}{_FAR_NOT_CHARACTERS}]|{_LONE_RETURN}")
_SUSPICIOUS: Final = tuple(map(re.compile, (f"[{_NEAR}]", "[\U00010000-\U0010ffff]", _LONE_RETURN)))
_KINDS: Final = (
    (re.compile(f"[{_BIDI}]"), "文字方向控制符", ""),
    (re.compile(f"[{_ODD_SPACES}]"), "特殊空格", " "),
    (re.compile(f"[{_CONTROLS}\r]"), "控制字符", ""),
    (re.compile(f"[{_NOT_CHARACTERS}{_FAR_NOT_CHARACTERS}]"), "不是字符的编码", ""),
    (re.compile(f"[{_ZERO_WIDTH}{_FAR_ZERO_WIDTH}]"), "零宽字符", ""),
)
_NAMES: Final = {
    "\x00": "空字符",
    "\xa0": "不间断空格",
    "\xad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽非连接符",
    "\u200d": "零宽连接符",
    "\u202e": "从右到左强制",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\ufeff": "BOM",
    "\r": "单独的回车符",
}
_COMMON: Final = "[\ufeff\xb7\u2010-\u2027\u3000-\u303f\u4e00-\u9fa5\uff00-\uffef]"
_ENCODINGS: Final = {
    "gb18030": "GBK/GB18030",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
}
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def encoding(data: bytes) -> str | None:
    """The codec of these bytes: utf-8, utf-16-le, utf-16-be, utf-32 or likely gb18030; None: unknown."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec if _decoded(data, codec) is not None else None
    if b"\0" in data:
        for codec in ("utf-16-le", "utf-16-be"):
            text = _decoded(data, codec)
            if text and "\0" not in text and re.search("\n|: ", text) and _chinese(text):
                return codec
    if _decoded(data, "utf-8") is not None:
        return "utf-8"
    text = _decoded(data, "gb18030")
    return "gb18030" if text and "\0" not in text and _chinese(text) else None


def suspicious(text: str) -> bool:
    """Quickly, whether a text may hold a refused character; False is certain."""
    return any(pattern.search(text) for pattern in _SUSPICIOUS)


def inspect(data: bytes, file: str) -> Mended:
    """All problems of the bytes and letters of a file, and its text freed of them."""
    problems: list[Diagnostic] = []
    codec = encoding(data)
    if codec != "utf-8":
        place = _first_fault(data, file) if codec in (None, "gb18030") else Place(file)
        if codec is None:
            message, help = (
                "文件不是 UTF-8 文本，也认不出是哪种编码。",
                "检查是否放错了文件；文本请另存为 UTF-8。",
            )
            return Mended(None, (rule("VOC111").at(place, message, help=help),), ())
        name = _ENCODINGS[codec]
        help = "在编辑器中“另存为”UTF-8（不带 BOM），或运行 voc fix。"
        problems.append(rule("VOC111").at(place, f"文件编码是 {name}，不是 UTF-8。", help=help))
    text = data.decode(codec)
    edits: list[Edit] = []
    if text.startswith("\ufeff"):
        edits.append(Edit(1, 1, "\ufeff", ""))
        if codec == "utf-8":
            help = "另存为“UTF-8（无 BOM）”，或运行 voc fix。"
            problems.append(rule("VOC112").at(Place(file), "文件开头有看不见的 BOM 标记。", help=help))
    if suspicious(text[len(edits) :]):
        found, mends = _by_line(text, file, bool(edits))
        problems += found
        edits += mends
        if len(edits) > _MOST_EDITS:
            return Mended(None, tuple(problems), ())
    return Mended.of(text, problems, edits)


def hidden(value: str, place: Place) -> list[Diagnostic]:
    """What a double-quoted text hides behind escapes: told at the place of the text, once a character."""
    return [
        rule(_code(character)).at(
            place,
            f"引号里的转义写出了{_described(character)}。",
            help="删掉这个转义，需要换行时改用 | 文字块。",
        )
        for character in sorted(set(_REFUSED.findall(value)))
    ]


def _by_line(text: str, file: str, marked: bool) -> tuple[list[Diagnostic], list[Edit]]:
    problems: list[Diagnostic] = []
    edits: list[Edit] = []
    told: dict[str, int] = {}
    for number, line in enumerate(re.split(r"\r\n|\n|(?<=\r)", text), 1):
        if len(edits) > _MOST_EDITS:
            break
        said: set[str] = set()
        matches = _REFUSED.finditer(line, 1 if marked and number == 1 else 0)
        for match in islice(matches, _MOST_EDITS + 1 - len(edits)):
            character = match.group()
            if character != "\r":  # a lone carriage return does end a line
                edits.append(Edit(number, match.start() + 1, character, _instead(character)))
            code = _code(character)
            if code in said:
                continue
            said.add(code)
            told[code] = told.get(code, 0) + 1
            if told[code] <= REPORTED:
                place = Place(file, number, match.start() + 1)
                problems.append(rule(code).at(place, _message(character, line[: match.start()]), help=_help(code)))
    least = "至少" if len(edits) > _MOST_EDITS else ""
    for code, count in told.items():
        if count > REPORTED:
            last = max(problem.place for problem in problems if problem.rule.code == code)
            problems.append(
                rule(code).at(last, f"此后还有{least} {count - REPORTED} 行有同样的问题。", help=_help(code))
            )
    return problems, edits


def _code(character: str) -> str:
    return {"\t": "VOC114", "\ufffd": "VOC111"}.get(character, "VOC113")


def _message(character: str, before: str) -> str:
    if character == "\t":
        return "正文里有制表符（Tab）。" if before.strip() else "缩进用了制表符（Tab）。"
    if character == "\ufffd":
        return "有替代字符 �，原来的字在转换编码时丢失了。"
    return f"含有{_described(character)}。"


def _help(code: str) -> str:
    return {
        "VOC111": "对照原文重新输入这个字。",
        "VOC113": "删掉这个字符后重新输入，或运行 voc fix。",
        "VOC114": "把制表符换成两个空格，或运行 voc fix。",
    }[code]


def _described(character: str) -> str:
    if character == "\t":
        return "制表符（Tab）"
    if character == "\ufffd":
        return "替代字符 �"
    kind = next(kind for pattern, kind, _ in _KINDS if pattern.match(character))
    name = _NAMES.get(character) or unicodedata.name(character, "")
    return f"看不见的{kind} U+{ord(character):04X}" + (f"（{name}）" if name else "")


def _instead(character: str) -> str:
    if character == "\t":
        return "  "
    if character == "\ufffd":
        return character
    return next(new for pattern, _, new in _KINDS if pattern.match(character))


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _chinese(text: str) -> bool:
    """Whether at least nine tenths of what is not ASCII is common in Chinese text."""
    wide = re.sub("[\x00-\x7f]", "", text)
    return 10 * len(re.sub(_COMMON, "", wide)) <= len(wide)


def _first_fault(data: bytes, file: str) -> Place:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        lines = re.split(r"\r\n|\n|\r", before)
        return Place(file, len(lines), len(lines[-1]) + 1)
    return Place(file)
