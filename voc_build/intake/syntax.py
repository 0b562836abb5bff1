"""The parser's complaints in plain Chinese: libyaml's and the pure parser's wording alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

from voc_build.intake import fullwidth
from voc_build.words.diagnostics import Diagnostic, Place, rule

_QUOTE_IT = "用引号把整个值括起来。"
_LONGEST_KEY = 1024  # YAML's own limit
_ALIGN = "同一层的键左对齐，下一层多缩进两个空格。"


@dataclass(frozen=True, slots=True)
class Complaint:
    """The parser's English words, where it gave up, and where the part it was reading began (if it says)."""

    words: str
    at: Place
    since: Place | None


def worded(complaint: Complaint, text: str) -> Diagnostic:
    """What a complaint about `text` means to an editor."""
    lines = re.split(r"\r\n|\n|\r", text)
    for pattern, answer in _ANSWERS:
        if re.search(pattern, complaint.words):
            return answer(complaint, lines)
    return _say(complaint.at, "从这里起读不下去了。", "对照相邻正确的行检查缩进、引号和括号。")


def _say(place: Place, message: str, help: str, code: str = "VOC116") -> Diagnostic:
    return rule(code).at(place, message, help=help)


def _line(lines: list[str], place: Place) -> str:
    return lines[place.line - 1] if place.line <= len(lines) else ""


def _start(line: str, place: Place) -> Place:
    return Place(place.file, place.line, len(line) - len(line.lstrip(" ")) + 1)


def _mapping_value(it: Complaint, lines: list[str]) -> Diagnostic:
    line = _line(lines, it.at)
    if re.search(r":(?: |$)", line[: it.at.column - 1]):
        help = "用引号把整个值括起来，或改用全角冒号“：”。"
        return _say(it.at, "值里又出现了“: ”（冒号加空格），会被当作另一个键。", help)
    start = _start(line, it.at)
    if it.at.column > _LONGEST_KEY:
        return _say(start, f"键名过长，超过 {_LONGEST_KEY} 个字。", "检查是否漏了换行或引号。")
    above = next((number for number in range(it.at.line - 1, 0, -1) if lines[number - 1].strip()), None)
    if above is not None:
        higher = _start(lines[above - 1], Place(it.at.file, above))
        if start.column <= higher.column:
            return _no_colon(Complaint("", it.at, higher), lines)
    return _say(start, "这一行缩进过深：上一项已经有值，不能再有下一层。", "与同层的键左对齐；多行文字写成 | 文字块。")


def _no_colon(it: Complaint, lines: list[str]) -> Diagnostic:
    help = "写作“键: 值”；若是上一项的文字，缩进到那一项的 | 文字块里。"
    return _say(it.since or it.at, "这一行不是“键: 值”的写法，缺少冒号。", help)


def _list_here(it: Complaint, lines: list[str]) -> Diagnostic:
    return _say(it.at, "列表不能与键写在同一行。", "列表从下一行开始，每项前加“- ”；或写成 [甲, 乙]。")


def _misfit(it: Complaint, lines: list[str]) -> Diagnostic:
    line = _line(lines, it.at)
    before, rest = line[: it.at.column - 1], line[it.at.column - 1 :]
    if before.strip(" -"):
        help = "用单引号把整个值括起来；值里的引号改用中文引号“”。"
        return _say(it.at, "引号或括号之后还有多余的文字。", help)
    if rest.startswith(":"):
        return _say(it.at, "冒号前没有键名。", "补上键名，写作“键: 值”。")
    if rest.startswith("-"):
        return _say(
            it.at,
            "这个列表项没有与同一列表的其他项对齐，或不该出现在这里。",
            "同一列表的“- ”左对齐，写在所属的键下面。",
        )
    return _say(it.at, "缩进与上面任何一层都对不齐。", _ALIGN)


def _no_dash(it: Complaint, lines: list[str]) -> Diagnostic:
    return _say(it.at, "列表中夹了不是列表项的行。", "每项前加“- ”，同一列表左对齐；不属于列表的行另起一个键。")


def _bracket(it: Complaint, lines: list[str]) -> Diagnostic:
    since = it.since or it.at
    if since.line == it.at.line:
        line = _line(lines, it.at)
        wide = line.rfind("，", since.column, it.at.column)
        if wide >= 0:
            return fullwidth.comma(Place(it.at.file, it.at.line, wide + 1))
    opened = _line(lines, since)[since.column - 1 : since.column]
    closing = "}" if opened == "{" else "]"
    help = f"各项用半角逗号分隔，以“{closing}”结束；文字里有半角的逗号、冒号或括号时，用引号括起来。"
    if since.line == it.at.line:
        return _say(it.at, f"括号里的内容到这里断了：缺少“,”或“{closing}”。", help)
    return _say(since, f"括号“{opened}”没有配对的“{closing}”。", help)


def _quote(it: Complaint, lines: list[str]) -> Diagnostic:
    return _say(it.since or it.at, "引号没有配对。", "在值的末尾补上同样的引号；文字里的引号改用中文引号“”。")


def _first_character(it: Complaint, lines: list[str]) -> Diagnostic:
    character = _line(lines, it.at)[it.at.column - 1 : it.at.column]
    return _say(it.at, f"值不能以“{character}”开头。", _QUOTE_IT)


def _reference(it: Complaint, lines: list[str]) -> Diagnostic:
    place = it.since or it.at
    character = _line(lines, place)[place.column - 1 : place.column]
    return _say(place, f"以“{character}”开头的值会被当作锚点、引用或标签，本档案不支持。", _QUOTE_IT, "VOC117")


def _directive(it: Complaint, lines: list[str]) -> Diagnostic:
    return _say(
        it.since or it.at,
        "不支持 YAML 指令（% 开头的行）。",
        "删掉这一行；若是文字，用引号括起来。",
        "VOC117",
    )


def _escape(it: Complaint, lines: list[str]) -> Diagnostic:
    return _say(it.at, "双引号里的反斜杠“\\”后面不是认识的写法。", "改用单引号，或把“\\”写成“\\\\”。")


def _block(it: Complaint, lines: list[str]) -> Diagnostic:
    return _say(it.since or it.at, "“|”或“>”后面不能直接写文字。", "文字从下一行开始，比键多缩进两个空格。")


def _question(it: Complaint, lines: list[str]) -> Diagnostic:
    return _say(it.at, "不支持“? ”开头的键。", "写作“键: 值”；若是文字，用引号括起来。")


def _content(it: Complaint, lines: list[str]) -> Diagnostic:
    character = _line(lines, it.at)[it.at.column - 1 : it.at.column]
    shown = f"，却是“{character}”" if character.strip() else ""
    return _say(it.at, f"这里应该有一个值{shown}。", "补上值；若是文字，用引号括起来。")


_ANSWERS = (
    (r"directive|incompatible YAML|<document start>', but", _directive),
    (r"an? (alias|anchor|tag)\b|tag handle", _reference),
    (r"mapping values are not allowed", _mapping_value),
    (r"mapping keys are not allowed", _question),
    (r"sequence entries are not allowed", _list_here),
    (r"could not find expected ':'", _no_colon),
    (r"expected ',' or", _bracket),
    (r"quoted scalar.*(end of stream|document (indicator|separator))", _quote),
    (r"escape|hexdecimal|hexadecimal", _escape),
    (r"block scalar", _block),
    (r"cannot start any token", _first_character),
    (r"expected (the )?node content", _content),
    (r"block (collection|sequence)|expected '-' indicator", _no_dash),
    (r"expected key|expected <block end>", _misfit),
)
