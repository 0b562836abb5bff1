"""Full-width marks and missing spaces where syntax is meant.

The parser takes them for text and stumbles somewhere later, so a file that does not parse is looked at
line by line, and plain keys and values are looked at one by one. In prose (`|` blocks, quoted or ordinary
values) full-width marks are normal and never told.
"""

from __future__ import annotations

import re
from typing import Final

from voc_build.intake.mending import Edit, Mended
from voc_build.words.diagnostics import Diagnostic, Place, rule

_ENTRY: Final = re.compile(
    r"[ \u3000]*(?P<dash>(?:- +)*)(?P<key>[^\s:：'\"\[\]{}#&*!|>%@`,，。；！？－—–−]{1,40}?)"
    r"(?P<gap>[ \u3000]*)(?P<colon>[:：])(?P<after>[ \u3000]*)(?P<value>.*)"
)
MOST: Final = 200
"""How many lines of one file are told and mended."""

_WIDE_INDENT: Final = re.compile(r"[ \u3000]*\u3000[ \u3000]*")
_MARK: Final = r"(?:－|[—–−][ \u3000]|-(?=[\u4e00-\u9fa5“《（【]))"
_OPENING: Final = "［｛｜"

LIST_MARK: Final = re.compile(_MARK)
"""A full-width or long dash, or one without its space, written as the mark of a list."""

_BRACKETED: Final = re.compile(r"［.*］|｛.*｝", re.DOTALL)

_MARKED_LINE: Final = re.compile(rf"\n *(?:- +)*{_MARK}")


def suspicious(text: str) -> bool:
    """Quickly, whether a plain value of the text may carry a mark that `in_value` tells, spaces aside."""
    return bool(_MARKED_LINE.search("\n" + text)) or any(mark in text for mark in _OPENING)


def by_line(text: str, file: str) -> Mended:
    """The lines of a broken file that look like `键: 值` written with the wrong marks, told and mended."""
    problems: list[Diagnostic] = []
    edits: list[Edit] = []
    lines = re.split(r"\r\n|\n|\r", text)
    owner: int | None = None  # lines indented deeper than this belong to a value that began above
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip(" "))
        if len(problems) >= MOST:
            break
        if not line.strip() or (owner is not None and indent > owner):
            continue
        owner = None
        start = Place(file, number, indent + 1)
        if line.startswith("＃", indent):
            problems.append(_told(start, "＃", "“#”"))
            edits.append(Edit(number, indent + 1, "＃", "#"))
            continue
        wide = _WIDE_INDENT.match(line, indent)
        if wide:
            problems.append(rule("VOC115").at(start, "缩进用了全角空格。", help="换成半角空格，或运行 voc fix。"))
            edits.append(Edit(number, indent + 1, wide.group(), wide.group().replace("\u3000", "  ")))
        after = wide.end() if wide else indent
        if mark := LIST_MARK.match(line, after):
            problems.append(_list_mark(Place(file, number, after + 1), mark.group()))
            edits.append(Edit(number, after + 1, mark.group(), "- "))
            continue
        entry = _ENTRY.fullmatch(line)
        if entry is None or (entry["dash"] and not _goes_on(lines, number, entry.start("key"))):
            owner = indent if line.startswith("- ", indent) else None
            continue
        if entry["value"].strip() and not entry["value"].startswith("#"):
            owner = entry.start("key")
        found = _entry(entry, Place(file, number, entry.start("colon") + 1))
        if found:
            problems.append(found)
            old = entry["gap"] + entry["colon"] + entry["after"]
            edits.append(Edit(number, entry.start("gap") + 1, old, ": " if entry["value"] else ":"))
    return Mended.of(text, problems, edits)


def in_value(value: str, place: Place, before: str) -> Diagnostic | None:
    """The full-width mark by which a plain value was meant to be more; `before` is its line up to it."""
    if value.startswith("\u3000") or value.endswith("\u3000"):
        help = "删掉全角空格；要保留开头的空格，用引号括起来或写成 | 文字块。"
        return rule("VOC115").at(place, "值的两端有全角空格。", help=help)
    if LIST_MARK.match(value) and not before.strip(" -"):
        return _list_mark(place, value)
    if _BRACKETED.fullmatch(value):
        return _told(place, value[0], "“[ ]”或“{ }”")
    if value.startswith("｜"):
        return _told(place, "｜", "“|”")
    return None


def in_key(key: str, place: Place, before: str, *, alone: bool) -> Diagnostic | None:
    """What is wrong with a plain key, `before` as above; `alone` tells that no value follows it."""
    if key.startswith("\u3000") or key.endswith("\u3000"):
        return rule("VOC115").at(place, "键名两端有全角空格。", help="换成半角空格，或运行 voc fix。")
    if LIST_MARK.match(key) and not before.strip(" -"):
        return _list_mark(place, key)
    if "：" in key:
        return _told(_at(place, key.index("：")), "：", "“: ”（冒号加空格）")
    if alone and ":" in key:
        return _no_space(_at(place, key.index(":")), "键: 值")
    return None


def comma(place: Place) -> Diagnostic:
    """A full-width comma between the items in brackets."""
    return _told(place, "，", "“,”")


def _entry(entry: re.Match[str], colon: Place) -> Diagnostic | None:
    if entry["colon"] == "：":
        return _told(colon, "：", "“: ”（冒号加空格）")
    if "\u3000" in entry["gap"] + entry["after"]:
        help = "换成半角空格，写作“键: 值”，或运行 voc fix。"
        return rule("VOC115").at(colon, "冒号旁边用了全角空格。", help=help)
    if entry["value"] and not entry["after"] and not entry["key"].isascii():  # ASCII: rather an address or a time
        return _no_space(colon, f"{entry['key']}: {entry['value'][:20]}")
    return None


def _goes_on(lines: list[str], number: int, column: int) -> bool:
    """Whether the next written line stands at that column, as the second key of a list item would."""
    following = next((lines[at] for at in range(number, len(lines)) if lines[at].strip()), "")
    return len(following) - len(following.lstrip(" ")) == column


def _list_mark(place: Place, mark: str) -> Diagnostic:
    if mark[0] == "-":
        return rule("VOC116").at(place, "减号后面缺少空格。", help="列表项写作“- 文字”，减号后加一个半角空格。")
    return _told(place, mark[0], "“- ”（减号加空格）")


def _no_space(place: Place, right: str) -> Diagnostic:
    return rule("VOC116").at(place, "冒号后面缺少空格。", help=f"写作“{right}”，冒号后加一个半角空格。")


def _told(place: Place, wrong: str, right: str) -> Diagnostic:
    help = f"改成半角的{right}；确是文字的，用引号括起来。"
    return rule("VOC115").at(place, f"语法位置用了全角的“{wrong}”。", help=help)


def _at(place: Place, further: int) -> Place:
    return Place(place.file, place.line, place.column + further)
