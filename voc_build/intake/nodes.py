"""A YAML document as text with places: three kinds of node, nothing typed, nothing shared."""

from __future__ import annotations

from collections.abc import Sequence as Path
from dataclasses import dataclass
from typing import TypeAlias

from voc_build.words.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `plain` means written without quotes or block mark. Line and column count characters from 1."""

    text: str
    line: int
    column: int
    plain: bool

    @property
    def empty(self) -> bool:
        """Nothing was written at all, as after `键:`."""
        return self.plain and not self.text


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """The items of a list."""

    items: tuple[Node, ...]
    line: int
    column: int


Node: TypeAlias = Scalar | Mapping | Sequence


def without_places(node: Node) -> object:
    """The node as dict, list, str and, for an empty plain scalar, None."""
    match node:
        case Scalar():
            return None if node.empty else node.text
        case Sequence():
            return [without_places(item) for item in node.items]
        case Mapping():
            return {key.text: without_places(value) for key, value in node.entries}


def place(node: Node, path: Path[str | int], file: str, *, key: bool = False) -> Place:
    """Where the value at `path` stands, or with `key` its key; else the deepest part of the path there is.

    A key that is missing is shown at the first key of the mapping that lacks it.
    """
    at: Node = node
    for depth, step in enumerate(path, 1):
        if isinstance(at, Mapping):
            entry = next((entry for entry in at.entries if entry[0].text == step), None)
            if entry is None:
                at = at.entries[0][0] if at.entries else at
                break
            at = entry[0] if key and depth == len(path) else entry[1]
        elif isinstance(at, Sequence) and isinstance(step, int) and 0 <= step < len(at.items):
            at = at.items[step]
        else:
            break
    return Place(file, at.line, at.column)
