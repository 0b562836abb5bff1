"""The labelled sentences: a text and what must be found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from voc_build.intake.source import values

_MARK = re.compile(r"〔([^|〕]+)\|([^〕]*)〕")


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks; `expected` are kind, start and end of each."""

    text: str
    expected: frozenset[tuple[str, int, int]]


def sentences(file: str = "labelled.yml") -> list[Sentence]:
    """Every labelled sentence of a file beside this one."""
    data = (Path(__file__).parent / file).read_bytes()
    root = values(data, file)
    assert isinstance(root, dict)
    return [_sentence(row) for rows in root.values() for row in rows]


def _sentence(row: str) -> Sentence:
    text, expected, after = "", set(), 0
    for mark in _MARK.finditer(row):
        text += row[after : mark.start()]
        expected.add((mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        after = mark.end()
    return Sentence(text + row[after:], frozenset(expected))
