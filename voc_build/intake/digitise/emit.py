"""A draft as YAML an editor would write: keys in order, prose in blocks, short rows in braces, doubts as remarks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

_PLAIN: Final = re.compile(r"(?!(?:null|true|false)$)-?[0-9A-Za-z\u3400-\u9fff“《（(][^\s,\[\]{}:#\"'&*!|>%@`]*")

Value: TypeAlias = "str | int | Prose | Row | Noted | Mapping[str, Value] | Sequence[Value]"


@dataclass(frozen=True, slots=True)
class Prose:
    """A text of paragraphs, written as a `|` block."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A short mapping on one line: `{机构: 云溪分行, 表扬: 1}`; lists in it stand in brackets."""

    cells: Mapping[str, str | int | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Noted:
    """A value with a remark behind it; an empty text leaves the key without a value."""

    value: str
    remark: str


def document(content: Mapping[str, Value], remarks: Sequence[str] = ()) -> str:
    """The text of a file: remarks first, then the keys."""
    return "".join(f"# {remark}\n" for remark in remarks) + "".join(f"{line}\n" for line in _mapping(content, ""))


def _mapping(content: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in content.items():
        yield from _entry(key, value, indent)


def _entry(key: str, value: Value, indent: str) -> Iterator[str]:
    head = f"{indent}{key}:"
    match value:
        case Noted():
            yield f"{head} {scalar(value.value)}".rstrip() + f"  # {_remark(value.remark)}"
        case Prose():
            yield f"{head} |"
            for line in value.text.split("\n"):
                yield f"{indent}  {line.strip()}".rstrip()
        case Row():
            yield f"{head} {row(value.cells)}"
        case str() | int():
            yield f"{head} {scalar(value)}"
        case Mapping():
            yield head
            yield from _mapping(value, f"{indent}  ")
        case _ if all(isinstance(item, str) for item in value):
            yield f"{head} {_list(value)}"
        case _:
            yield head
            for item in value:
                yield from _item(item, f"{indent}  ")


def _item(item: Value, indent: str) -> Iterator[str]:
    if isinstance(item, Row):
        yield f"{indent}- {row(item.cells)}"
    elif isinstance(item, Mapping):
        lines = list(_mapping(item, f"{indent}  "))
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]
    else:
        yield f"{indent}- {scalar(str(item))}"


def row(cells: Mapping[str, str | int | Sequence[str]]) -> str:
    """A mapping in braces."""
    written = (
        f"{key}: {scalar(value) if isinstance(value, str | int) else _list(value)}" for key, value in cells.items()
    )
    return "{" + ", ".join(written) + "}"


def scalar(value: str | int) -> str:
    """One value, quoted where a plain one would be read as something else."""
    text = str(value)
    return text if not text or _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _list(values: object) -> str:
    items = values if isinstance(values, list | tuple) else ()
    return "[" + ", ".join(scalar(str(one)) for one in items) + "]"


def _remark(text: str) -> str:
    return " ".join(text.split())
