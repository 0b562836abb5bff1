"""Pages of a source: their marks, numbers and running heads lifted out, each line told its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from voc_build.intake.digitise.letters import HAN
from voc_build.intake.digitise.lines import Fate, Line, Role

_MARK: Final = re.compile(r"第(\d{1,3})页(?:[,/]?共\d{1,3}页)?|[Pp]age(\d{1,3})(?:of\d{1,3})?")
_NUMBER: Final = re.compile(r"[-—–―·•~]*(\d{1,3})(?:/\d{1,3})?[-—–―·•~]*")
_GLUED: Final = re.compile(rf"(\d{{1,3}})(?=[{HAN}(◼■▪●•◆])")
_COUNTED: Final = "年月日天件项个户笔万元位家次名期时分条起宗岁"
SITE: Final = re.compile(r"云展网|电子书制作|一键上传|^\{\{")
"""Where a flipbook site goes on by itself after the last page."""

_INNER: Final = re.compile(r"案例启示|提出建议|合计|序号")
"""Lines that a bulletin repeats by itself, and that may stand at the edge of two pages."""

_ROUNDS: Final = 3
"""How many lines deep a page's head and foot may be."""


@dataclass(frozen=True)
class Paged:
    """Lines with their pages, without what only pages have; `count` is the number of pages (0: not known)."""

    lines: tuple[Line, ...]
    count: int
    first: int
    """How many of the lines stand before the first page's mark."""
    suspects: dict[int, str] = field(default_factory=dict)
    """Lines, by number, whose first digits may be a page's."""


def paged(lines: Sequence[Line], fate: Fate) -> Paged:
    """Give each line its page and lift out marks, numbers and running heads; blank lines are dropped."""
    written = [line for line in lines if line.text and not line.running and not line.note]
    fate.put(Role.RUNNING_HEAD, [line for line in lines if line.text and line.running])
    fate.put(Role.NOTE, [line for line in lines if line.text and line.note])
    marks = [index for index, line in enumerate(written) if _MARK.fullmatch(line.bare)]
    if marks and not any(line.page for line in written):
        written, before = _by_marks(written, fate), marks[0]
    elif not any(line.page for line in written):
        return _by_numbers(written, fate)
    else:
        fate.put(Role.PAGE_MARK, [written[index] for index in marks])
        written = [line for index, line in enumerate(written) if index not in set(marks)]
        before = 0
    return _without_edges(written, fate, before)


def _by_marks(lines: list[Line], fate: Fate) -> list[Line]:
    found, page = [], 0
    for line in lines:
        mark = _MARK.fullmatch(line.bare)
        if mark:
            page = int(mark[1] or mark[2])
            fate.put(Role.PAGE_MARK, [line])
        else:
            found.append(replace(line, page=page))
    return _without_tail(found)


def _without_tail(lines: list[Line]) -> list[Line]:
    """What the site says after the last page stands on no page, so that the page's foot is its last line."""
    pages = [index for index, line in enumerate(lines) if line.page]
    tail = next((index for index in pages if SITE.search(lines[index].bare)), len(lines))
    return [replace(line, page=0) if index >= tail else line for index, line in enumerate(lines)]


def _by_numbers(lines: list[Line], fate: Fate) -> Paged:
    """No marks: lines that are 1, 2, 3 … outside the table are page numbers, at the head or the foot."""
    table = _table_span(lines)
    expected, at = 1, []
    for index, line in enumerate(lines):
        number = _NUMBER.fullmatch(line.bare)
        if number and index not in table and int(number[1]) == expected:
            at.append(index)
            expected += 1
    if len(at) < 2:
        return Paged(tuple(lines), 0, 0)
    fate.put(Role.PAGE_NUMBER, [lines[index] for index in at])
    on_top = not any(re.match(r"[一二]、", line.bare) for line in lines[: at[0]])
    found, page = [], 0 if on_top else 1
    for index, line in enumerate(lines):
        if index in at:
            page += 1
        else:
            found.append(replace(line, page=max(1, min(page, len(at)))))
    first = at[0] if on_top else 0
    head = [replace(line, page=0) for line in found[:first]]
    return _without_edges(_without_tail([*head, *found[first:]]), fate, 0, len(at))


def _table_span(lines: Sequence[Line]) -> range:
    start = next((index for index, line in enumerate(lines) if re.search("机构", line.bare) and len(line.bare) < 80
                  and re.search("序号|投诉", line.bare + lines[max(index - 1, 0)].bare)), None)  # fmt: skip
    if start is None:
        return range(0)
    end = next((index for index in range(start, len(lines)) if lines[index].bare.startswith(("合计", "总计"))), start)
    while end + 1 < len(lines) and lines[end + 1].bare.isdecimal():
        end += 1
    return range(start, end + 1)


# -- head and foot of each page -------------------------------------------------------------------
def _without_edges(lines: list[Line], fate: Fate, before: int, count: int = 0) -> Paged:
    pages = max((line.page for line in lines), default=0)
    suspects: dict[int, str] = {}
    for _ in range(_ROUNDS):
        lines, numbered = _lift_edges(lines, fate, Role.PAGE_NUMBER, _page_numbers)
        lines, _ = _lift_edges(lines, fate, Role.RUNNING_HEAD, _running_heads)
        if numbered:
            lines, suspects = _glued(lines, numbered, fate)
    return Paged(tuple(lines), count or pages, before, suspects)


def _lift_edges(
    lines: list[Line], fate: Fate, role: Role, which: Callable[[list[Line]], list[Line]]
) -> tuple[list[Line], list[Line]]:
    found = which(lines)
    fate.put(role, found)
    gone = {id(line) for line in found}
    return [line for line in lines if id(line) not in gone], found


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The first and last line of each page."""
    first: dict[int, Line] = {}
    last: dict[int, Line] = {}
    for line in lines:
        if line.page:
            first.setdefault(line.page, line)
            last[line.page] = line
    return [*first.values(), *(line for page, line in last.items() if line is not first[page])]


def _page_numbers(lines: list[Line]) -> list[Line]:
    candidates = [
        (line, int(number[1]) - line.page) for line in _edges(lines) if (number := _NUMBER.fullmatch(line.bare))
    ]
    if not candidates:
        return []
    offset, times = Counter(offset for _, offset in candidates).most_common(1)[0]
    if times == 1 and offset:
        return []
    seen: dict[int, Line] = {}
    for line, found in candidates:
        if found == offset:
            seen.setdefault(line.page, line)
    return list(seen.values())


def _running_heads(lines: list[Line]) -> list[Line]:
    """Edges that say the same on two pages and more, or what the first lines of the issue say."""
    masthead = {_shape(line) for line in lines[:4] if line.page <= 1} | {
        _shape(line) for line in [line for line in lines if line.page == 1][:2]
    }
    edges = [
        line for line in _edges(lines) if line.page > 1 and len(_shape(line)) >= 4 and not _INNER.search(line.bare)
    ]
    pages: dict[str, set[int]] = {}
    for line in edges:
        pages.setdefault(_shape(line), set()).add(line.page)
    often = max(2, len({line.page for line in edges}) // 2)
    return [line for line in edges if len(pages[_shape(line)]) >= often or _shape(line) in masthead]


def _shape(line: Line) -> str:
    return re.sub(r"[\d\W]", "", line.bare)


def _glued(lines: list[Line], numbered: Sequence[Line], fate: Fate) -> tuple[list[Line], dict[int, str]]:
    """A page without a number whose first line begins with it: the number was glued to the text."""
    having = {line.page for line in numbered}
    pages = {line.page for line in lines if line.page}
    if len(having) * 2 <= len(pages):
        return lines, {}
    found, seen = [], set(having)
    suspects: dict[int, str] = {}
    for line in lines:
        glued = _GLUED.match(line.text) if line.page and line.page not in seen else None
        seen.add(line.page)
        if glued is None or int(glued[1]) != line.page:
            found.append(line)
        elif line.text[glued.end()] in _COUNTED:
            found.append(line)
            suspects[line.number] = f"第 {line.page} 页开头的“{glued[1]}”可能是页码，也可能是正文的数"
        else:
            fate.put(Role.PAGE_NUMBER, [line.saying(glued[1])])
            found.append(line.saying(line.text[glued.end() :]))
    return found, suspects
