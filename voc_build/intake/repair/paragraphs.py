"""Paragraphs pasted under `键: |` as a word processor has them: not indented, or with full-width spaces.

Where such a block ends is known by the keys the file may have; a line that begins with one is no paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

_OPENS: Final = re.compile(r"(?P<indent> *(?:- +)*)(?P<key>[^\s:：#]+)[ \u3000]*[:：][ \u3000]*[|>][+-]?\s*$")
_KEY: Final = re.compile(r"[ \u3000]*(?:- +)?([^\s:：,，{}\[\]]{1,40}?)[ \u3000]*[:：]")
_ENDS: Final = re.compile(r"[ \u3000]*(?:- |#)")
_STEP: Final = 2


def indented(text: str, keys: Collection[str]) -> str:
    """The text with such paragraphs indented as the block they were pasted into."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        opens = _OPENS.match(lines[at])
        at += 1
        if opens is None:
            continue
        end = _end(lines, at, len(opens["indent"]), keys)
        depth = _depth(lines[at:end], len(opens["indent"]))
        for index in range(at, end):
            words = lines[index].lstrip(" \u3000")
            ahead = lines[index][: len(lines[index]) - len(words)]
            if words.strip() and ("\u3000" in ahead or len(ahead) < depth):
                lines[index] = " " * depth + words
        at = end
    return "\n".join(lines)


def _end(lines: list[str], first: int, owner: int, keys: Collection[str]) -> int:
    """One past the block's last line: the next key or list entry that stands no deeper than the block's own key."""
    for index in range(first, len(lines)):
        line = lines[index]
        inside = len(line) - len(line.lstrip(" ")) > owner
        key = _KEY.match(line)
        if not inside and ((key is not None and key[1] in keys) or _ENDS.match(line)):
            return index
    return len(lines)


def _depth(lines: list[str], owner: int) -> int:
    """How deep the block's paragraphs stand: as the first one that is indented rightly, else one step."""
    for line in lines:
        depth = len(line) - len(line.lstrip(" "))
        if line.strip() and line[depth] != "\u3000" and depth > owner:
            return depth
    return owner + _STEP
