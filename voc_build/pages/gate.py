"""The one gate through which text reaches a page.

Every ASCII punctuation mark becomes a numeric character reference, so HTML, Markdown, Jinja and macros see no
syntax in what an editor typed, whatever stands around it. What our own templates wrote passes as `Markup`.
"""

from __future__ import annotations

import re
from string import punctuation
from typing import Any

from markupsafe import Markup

_REFERENCES = {mark: f"&#{ord(mark)};" for mark in punctuation}
_MARKS = re.compile(f"[{re.escape(punctuation)}]")


def gate(value: Any) -> str:
    """The text of a template expression: markup as it is, everything else without syntax."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, int):
        return str(value)
    return Markup(_MARKS.sub(_reference, str(value)))


def _reference(mark: re.Match[str]) -> str:
    return _REFERENCES[mark[0]]


def paragraphs(text: str) -> Markup:
    """Prose as paragraphs: a blank line ends one, a line break is kept."""
    blocks = [block.strip("\n") for block in text.replace("\r\n", "\n").split("\n\n")]
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(gate(line) for line in block.split("\n")))
        for block in blocks
        if block.strip()
    )


def address(url: str) -> Markup:
    """A link target made of codes and numbers by `pages.addresses`; it is ours and passes as written."""
    return Markup(url)
