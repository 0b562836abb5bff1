"""What a flipbook site puts around an issue: told apart by what it says, never by where alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voc_build.intake.digitise.lines import Doubt, Fate, Line, Role
from voc_build.intake.digitise.paging import SITE, Paged

_SURE: Final = re.compile(r"\{\{|\}\}|云展网|电子书制作|一键上传|^\[?(?:收起|展开)\]?$")
_HEAD_OR_TAIL: Final = re.compile(
    r"免费制作|更多内容|更多案例|其他案例|收藏|转发|下载|分享|点赞|举报|评论|打印|全屏|目录|文本内容|[x×X]|"
    r"粉丝:?.*|发布时间.*|杂志分类.*|阅读.{0,8}|浏览.{0,8}|.{2,20}客户之声.?第\d{1,3}期.?"
)
_ISSUE: Final = re.compile(r"\d{4}年第\d{1,3}期")
_RELEASED: Final = re.compile(r"发布(?:时间|日期)[:]?(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_FOLDED: Final = re.compile(r"(?:\[(?:收起|展开)\])+$")
_GRAM: Final = 8
_ALIKE: Final = 0.85


@dataclass(frozen=True)
class Lifted:
    """The issue's own lines; what the site says of the day it went up, None where it says nothing."""

    lines: tuple[Line, ...]
    went_up_on: dt.date | None
    flipbook: bool
    doubts: tuple[Doubt, ...]


def lifted(pages: Paged, fate: Fate) -> Lifted:
    """Lift the site's lines from before, after and between the pages; what nobody knows is told as unplaced."""
    lines = pages.lines
    start = _first(pages)
    tail = next((index for index in range(start, len(lines)) if SITE.search(lines[index].bare)), len(lines))
    body = [line for line in lines[start:tail] if not _SURE.search(line.bare)]
    grams = _grams("".join(line.bare for line in body))
    unplaced: list[Line] = []
    chrome: list[Line] = [line for line in lines[start:tail] if _SURE.search(line.bare)]
    for line in (*lines[:start], *lines[tail:]):
        excerpt = _FOLDED.sub("", line.bare)
        if _SURE.search(line.bare) or _HEAD_OR_TAIL.fullmatch(line.bare):
            chrome.append(line)
        elif _alike(excerpt, grams):
            fate.put(Role.REPEAT, [line])
        else:
            unplaced.append(line)
    fate.put(Role.CHROME, chrome)
    fate.put(Role.UNPLACED, unplaced)
    doubts = tuple(
        Doubt("来源", f"第 {line.number} 行不在各页之内，未归入：{line.text[:40]}", 0.3, line.page) for line in unplaced
    )
    return Lifted(tuple(body), _went_up_on([*chrome, *unplaced]), bool(chrome), doubts)


def _first(pages: Paged) -> int:
    """Where the issue begins: at the first page, else at the title above the line with the issue's number."""
    if pages.first:
        return pages.first
    lines = pages.lines
    at = next((index for index, line in enumerate(lines) if _ISSUE.search(line.bare) and len(line.bare) < 60), 0)
    if not at or not any(_HEAD_OR_TAIL.fullmatch(line.bare) or _SURE.search(line.bare) for line in lines[:at]):
        return 0
    start = at
    while start and at - start < 3 and not _outside(lines[start - 1]):
        start -= 1
    return start


def _outside(line: Line) -> bool:
    return bool(_SURE.search(line.bare) or _HEAD_OR_TAIL.fullmatch(line.bare)) or len(line.bare) > 60


def _grams(text: str) -> set[str]:
    return {text[index : index + _GRAM] for index in range(len(text) - _GRAM + 1)}


def _alike(text: str, grams: set[str]) -> bool:
    """Whether a long text stands in the issue already, but for a page number or a head within it."""
    own = _grams(text)
    return len(text) >= 4 * _GRAM and len(own & grams) >= _ALIKE * len(own)


def _went_up_on(lines: Sequence[Line]) -> dt.date | None:
    for line in lines:
        found = _RELEASED.search(line.bare)
        if found:
            try:
                return dt.date(*(int(part) for part in found.groups()))
            except ValueError:
                return None
    return None
