"""Putting other texts in the place of single values, everything around them untouched: comments, order, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from voc_build.intake import nodes
from voc_build.intake.files import LARGEST
from voc_build.intake.mending import Edit, Mended
from voc_build.intake.nodes import Node, Scalar, without_places
from voc_build.intake.repair.forms import Path
from voc_build.intake.source import Unreadable, read

_LINES = re.compile(r"\r\n|\n|\r")


def scalars(node: Node | None, path: Path = ()) -> Iterator[tuple[Path, Scalar]]:
    """Every text of a document with its path."""
    match node:
        case Scalar():
            yield path, node
        case nodes.Mapping():
            for key, value in node.entries:
                yield from scalars(value, (*path, key.text))
        case nodes.Sequence():
            for index, item in enumerate(node.items):
                yield from scalars(item, (*path, index))


def rewrite(text: str, file: str, changes: Mapping[Path, str]) -> str:
    """The text with those values changed; as it was where a change would not be read back as meant."""
    root = read(text.encode(), file, limit=LARGEST)
    lines = _LINES.split(text)
    edits = []
    wanted: dict[Path, str] = {}
    for path, scalar in scalars(root):
        if path in changes and (edit := _edit(lines, scalar, changes[path])) is not None:
            edits.append(edit)
            wanted[path] = changes[path]
    changed = Mended.of(text, (), edits).text or text
    try:
        after = read(changed.encode(), file, limit=LARGEST)
    except Unreadable:
        return text
    expected = {path: wanted.get(path, scalar.text) for path, scalar in scalars(root)}
    same = {path: scalar.text for path, scalar in scalars(after)} == expected
    return changed if same and _shape(root) == _shape(after) else text


def _edit(lines: list[str], scalar: Scalar, new: str) -> Edit | None:
    """A value in one piece on one line, bare or in quotes; None for any other."""
    line, start = lines[scalar.line - 1], scalar.column - 1
    if not scalar.plain:
        quote = line[start : start + 1]
        start += 1
        if quote not in ("'", '"') or line[start + len(scalar.text) :][:1] != quote:
            return None
    if not scalar.text or not line.startswith(scalar.text, start):
        return None
    return Edit(scalar.line, start + 1, scalar.text, new)


def _shape(node: Node | None) -> object:
    """What is left of a document without its texts."""
    if node is None:
        return None
    plain = without_places(node)
    return _hollow(plain)


def _hollow(value: object) -> object:
    if isinstance(value, dict):
        return {key: _hollow(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_hollow(inner) for inner in value]
    return value is None
