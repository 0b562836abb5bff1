"""YAML read as text with places: every scalar stays the characters the editor typed.

PyYAML's event stream is all that is used of it: no loader, no types, no references between parts of a
file. `values` is the everyday reader and keeps no places; `read` is the slow one that knows where
everything stands, and the only one that words problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from voc_build.intake import fullwidth, hygiene
from voc_build.intake.nodes import Mapping, Node, Scalar, Sequence, place, without_places
from voc_build.words.diagnostics import Diagnostic, Place, in_order, rule

try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]
except ImportError:  # PyYAML built without libyaml: the same events, slower
    from yaml import SafeLoader as CParser  # type: ignore[assignment]

__all__ = ["LIMIT", "Mapping", "Node", "Scalar", "Sequence", "Unreadable", "place", "read", "values"]

LIMIT: Final = 2_000_000
"""How many bytes a file may have where the caller says nothing else."""

DEEPEST: Final = 12
"""How many collections may stand inside each other; the root is the first."""

_CLEAR: Final = ("VOC111", "VOC118")
"""Problems of a file that leave no doubt what it says: its encoding, a key that stands twice."""

MOST: Final = 1000
"""How many problems of one file are collected before reading stops."""

Event: TypeAlias = Any
"""One of PyYAML's events, whose stubs tell neither fields nor marks."""

# Events are taken one by one and reading stops at that depth. libyaml looks ahead at most one possible
# key (1,024 characters), so nothing nests deeper than that inside it either.


class Unreadable(Exception):
    """A file that cannot be read; `diagnostics` are all its problems that can be told, in order.

    `node` is its document where these leave no doubt what was meant: the first of two keys, the right encoding.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...], node: Node | None = None) -> None:
        super().__init__("\n".join(f"{problem.place} {problem.message}" for problem in diagnostics))
        self.diagnostics = diagnostics
        self.node = node


def read(data: bytes, file: str, *, limit: int = LIMIT) -> Node | None:
    """The one document of a file with its places, None when it is empty; raises Unreadable."""
    if len(data) > limit:
        message = f"文件有 {len(data):,} 字节，超过上限 {limit:,} 字节。"
        raise Unreadable((rule("VOC119").at(Place(file), message, help="检查是否放错了文件。"),))
    letters = hygiene.inspect(data, file)
    if letters.text is None:
        raise Unreadable(in_order(letters.problems))
    attempt = _attempt(letters.text, file)
    found = attempt.problems
    if attempt.broken or isinstance(attempt.node, Scalar):
        lines = fullwidth.by_line(letters.text, file)
        if lines.problems and lines.text is not None:
            found = lines.problems + tuple(map(lines.in_original, _attempt(lines.text, file).problems))
    tabs = {problem.place.line for problem in letters.problems if problem.rule.code == "VOC114"}
    problems = letters.problems + tuple(
        letters.in_original(problem)
        for problem in found
        if not (problem.rule.code == "VOC116" and problem.place.line in tabs)  # the tab is the cause
    )
    if problems:
        # where letters had to go first, nothing stands any more where the editor sees it
        clear = not letters.edits and all(problem.rule.code in _CLEAR for problem in problems)
        raise Unreadable(in_order(problems), attempt.node if clear else None)
    return attempt.node


def values(data: bytes, file: str, *, limit: int = LIMIT) -> object:
    """The document as dict, list and str without places; an empty plain scalar is None; raises Unreadable."""
    if len(data) <= limit:
        try:
            return _swift(data)
        except (_Unsure, UnicodeDecodeError, yaml.YAMLError, ValueError, OverflowError):
            pass  # faulty or merely unusual: the careful reader tells which
    node = read(data, file, limit=limit)
    return None if node is None else without_places(node)


# -- the careful reader -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Attempt:
    node: Node | None
    problems: tuple[Diagnostic, ...]
    broken: bool
    """The parser gave up: what follows is unknown."""


class _Enough(Exception):
    """Nothing after this point is worth reading."""


def _attempt(text: str, file: str) -> _Attempt:
    builder = _Builder(text, file)
    since = None
    try:
        return _Attempt(builder.document(), tuple(builder.problems), False)
    except _Enough:
        return _Attempt(None, tuple(builder.problems), False)
    except yaml.MarkedYAMLError as error:
        since = _place(file, error.context_mark) if error.context_mark else None
        at = _place(file, error.problem_mark) if error.problem_mark else since
        said, at = f"{error.context or ''} {error.problem or ''}", at or Place(file)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # without C, chr() refuses "\Uffffffff"
        said, at = str(error), Place(file)
    from voc_build.intake import syntax  # most files are sound

    complaint = syntax.Complaint(said, at, since)
    return _Attempt(None, (*builder.problems, syntax.worded(complaint, text)), True)


def _place(file: str, mark: Any) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)


def _events(text: str) -> Callable[[], Event]:
    events: Callable[[], Event] = CParser(text).get_event
    return events


class _Builder:
    """Turns events into nodes and keeps a list of what it does not accept."""

    def __init__(self, text: str, file: str) -> None:
        self.problems: list[Diagnostic] = []
        self._text = text
        self._lines: list[str] = []
        self._file = file

    def document(self) -> Node | None:
        """The root of the only document."""
        self._next = _events(self._text)
        self._next()  # the start of the stream
        start = self._next()
        if isinstance(start, StreamEndEvent):
            return None
        if start.version or start.tags:
            self._say("VOC117", start, "不支持 YAML 指令（% 开头的行）。", "删掉这一行。")
        root = self._node(self._next(), 1)
        self._next()  # the end of the document
        after = self._next()
        if isinstance(after, DocumentStartEvent):
            help = "删掉 ---，或把后面的内容移到另一个文件。"
            self._say("VOC117", after, "一个文件里有多份文档（以 --- 分隔）。", help)
        return None if isinstance(root, Scalar) and root.empty else root

    def _node(self, event: Event, depth: int) -> Node:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if len(self.problems) >= MOST:
            raise _Enough
        self._undecorated(event)
        if isinstance(event, AliasEvent):
            return Scalar("", line, column, False)
        if isinstance(event, ScalarEvent):
            if event.style == '"':  # only double quotes can hide a character behind an escape
                self.problems += hygiene.hidden(event.value, _place(self._file, event.start_mark))
            return Scalar(event.value, line, column, not event.style)
        if depth > DEEPEST:
            self._say("VOC119", event, f"层次过深，超过 {DEEPEST} 层。", "检查括号和缩进，或是否放错了文件。")
            raise _Enough
        if isinstance(event, SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), line, column)
        return Mapping(tuple(self._entries(depth)), line, column)

    def _items(self, depth: int) -> list[Node]:
        items = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._value(self._node(event, depth + 1)))
        return items

    def _entries(self, depth: int) -> list[tuple[Scalar, Node]]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._value(self._node(self._next(), depth + 1))
            if isinstance(event, AliasEvent):
                continue  # told already
            if not isinstance(key, Scalar):
                self._say("VOC116", event, "键只能是文字，不能是列表或一组键值。", "写作“键: 值”。")
            elif key.plain and (wrong := self._wrong_key(key, value)):
                self.problems.append(wrong)
            elif key.text in entries:
                first = entries[key.text][0]
                message = f"键“{key.text}”重复：第 {first.line} 行第 {first.column} 列已经写过。"
                self._say("VOC118", event, message, "保留正确的一个，删掉另一个。")
            else:
                entries[key.text] = (key, value)
        return list(entries.values())

    def _value(self, node: Node) -> Node:
        if isinstance(node, Scalar) and node.plain:
            place = Place(self._file, node.line, node.column)
            if wrong := fullwidth.in_value(node.text, place, self._before(node)):
                self.problems.append(wrong)
        return node

    def _wrong_key(self, key: Scalar, value: Node) -> Diagnostic | None:
        place = Place(self._file, key.line, key.column)
        if key.text == "<<":
            return rule("VOC117").at(place, "不支持合并键 <<。", help="把要合并的键和值原样写出。")
        if not key.text:
            return rule("VOC116").at(place, "冒号前没有键名。", help="补上键名，写作“键: 值”。")
        alone = isinstance(value, Scalar) and value.empty
        return fullwidth.in_key(key.text, place, self._before(key), alone=alone)

    def _before(self, scalar: Scalar) -> str:
        """What stands on its line before it; only looked up where it matters."""
        if not fullwidth.LIST_MARK.match(scalar.text):
            return ""
        if not self._lines:
            self._lines = re.split(r"\r\n|\n|\r", self._text)
        return self._lines[scalar.line - 1][: scalar.column - 1]

    def _undecorated(self, event: Event) -> None:
        if isinstance(event, AliasEvent):
            help = "把引用的内容原样写出；若是以 * 开头的文字，用引号括起来。"
            self._say("VOC117", event, f"不支持引用 *{event.anchor}。", help)
            return
        if event.anchor is not None:
            help = "删掉锚点，把内容原样写出；若是以 & 开头的文字，用引号括起来。"
            self._say("VOC117", event, f"不支持锚点 &{event.anchor}。", help)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            self._say("VOC117", event, f"不支持标签 {tag}。", "删掉标签；若是以 ! 开头的文字，用引号括起来。")

    def _say(self, code: str, event: Event, message: str, help: str) -> None:
        self.problems.append(rule(code).at(_place(self._file, event.start_mark), message, help=help))


# -- the swift reader: whatever is not certainly fine it leaves to the careful one ---------------------

_CAREFUL: Final = re.compile("[&!：\u3000]")


class _Unsure(Exception):
    """Something here needs the careful reader."""


def _swift(data: bytes) -> object:
    text = data.decode("utf-8")
    if "\\" in text or "<<" in text or hygiene.suspicious(text) or fullwidth.suspicious(text):
        raise _Unsure
    following = _events(text)
    following()
    start = following()
    if type(start) is StreamEndEvent:
        return None
    if start.version or start.tags:
        raise _Unsure
    root = _swift_node(following(), following, 1, _CAREFUL.search(text) is not None)
    following()
    if type(root) is str or type(following()) is not StreamEndEvent:
        raise _Unsure  # a bare text may be a file whose every colon is full-width
    return root


def _swift_node(event: Event, following: Callable[[], Event], depth: int, careful: bool) -> object:
    kind = type(event)
    if kind is AliasEvent or (careful and _odd(event)):
        raise _Unsure
    if kind is ScalarEvent:
        return event.value or ("" if event.style else None)
    if depth > DEEPEST:
        raise _Unsure
    if kind is SequenceStartEvent:
        items = []
        while type(event := following()) is not SequenceEndEvent:
            items.append(_swift_node(event, following, depth + 1, careful))
        return items
    if kind is not MappingStartEvent:
        raise _Unsure
    mapping: dict[str, object] = {}
    while type(event := following()) is ScalarEvent:
        key = event.value
        if not key or key in mapping or (careful and ("：" in key or _odd(event))):
            raise _Unsure
        value = _swift_node(following(), following, depth + 1, careful)
        if value is None and ":" in key:
            raise _Unsure
        mapping[key] = value
    if type(event) is not MappingEndEvent:
        raise _Unsure
    return mapping


def _odd(event: Event) -> bool:
    if event.anchor is not None or event.tag is not None:
        return True
    if type(event) is not ScalarEvent or event.style:
        return False
    return bool(event.value.startswith("\u3000") or event.value.endswith("\u3000"))
