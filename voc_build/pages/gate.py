"""The one gate through which text reaches a page.

Every ASCII punctuation mark becomes a numeric character reference, so HTML, Markdown, Jinja and macros see no
syntax in what an editor typed, whatever stands around it. What our own templates wrote passes as `Markup`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from string import punctuation
from typing import Any

from markupsafe import Markup

_REFERENCES = {mark: f"&#{ord(mark)};" for mark in punctuation}
_MARKS = re.compile(f"[{re.escape(punctuation)}]")


def gate(value: Any) -> Markup:
    """A value as markup: what is markup already as it is, everything else without syntax."""
    return value if type(value) is Markup else Markup(shown(value))


def shown(value: Any) -> str:
    """The same as plain text, for the output of templates: ten thousand pages are a million of these."""
    kind = type(value)
    if kind is str:
        return _short(value) if len(value) <= _SHORT else _MARKS.sub(_reference, value)
    if kind is Markup or kind is int:
        return str(value)
    return _MARKS.sub(_reference, str(value))


_SHORT = 32


@lru_cache(maxsize=1 << 14)
def _short(value: str) -> str:
    """Names, counts and classes stand on every page."""
    return _MARKS.sub(_reference, value)


def _reference(mark: re.Match[str]) -> str:
    return _REFERENCES[mark[0]]


def paragraphs(text: str, leads: Sequence[tuple[int, int, Markup]] = ()) -> Markup:
    """Prose as paragraphs: a blank line ends one, a line break is kept.

    `leads` are pieces of it, in order, that lead to an address of ours: (start, end, address).
    """
    pieces, at = [], 0
    for start, end, lead in leads:
        pieces += [shown(text[at:start]), f'<a class="voc-traced" href="{lead}">{shown(text[start:end])}</a>']
        at = end
    marked = "".join([*pieces, shown(text[at:])])
    if "\n" not in marked:
        return Markup(f"<p>{marked}</p>" if marked.strip() else "")
    blocks = marked.replace("\r\n", "\n").split("\n\n")
    kept = [block.strip("\n").replace("\n", "<br>") for block in blocks if block.strip()]
    return Markup("".join(f"<p>{block}</p>" for block in kept))


def address(url: str) -> Markup:
    """A link target made of codes and numbers by `pages.addresses`; it is ours and passes as written."""
    return Markup(url)
