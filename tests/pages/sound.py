"""What must hold of any page's body, whatever stands on it."""

from __future__ import annotations

import re
from html import unescape

_TAGS = re.compile(r"<[^>]*>")


def text_of(body: str) -> str:
    """A body as a reader sees it, on one line."""
    bare = re.sub(r"<script.*?</script>", " ", body, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(_TAGS.sub(" ", bare)).replace("\u00a0", " "))


def faults(body: str) -> list[str]:
    """Numbers that are none, ids that stand twice, more than one first heading, styles and scripts in line."""
    found = re.findall(r"\b(?:nan|inf|None|undefined)\b", text_of(body))
    # the gate writes a hyphen as a reference, which is the same id
    body = unescape(body)
    ids = re.findall(r' id="([^"]+)"', body)
    found += sorted({id for id in ids if ids.count(id) > 1})
    found += [] if body.count("<h1") == 1 else ["h1"]
    found += re.findall(r" style=| on[a-z]+=|javascript:", body)
    named = set(ids)
    found += [to for to in re.findall(r' href="#([^"]+)"', body) if to not in named]
    found += [to for to in re.findall(r' (?:aria-labelledby|for)="([^"]+)"', body) if not set(to.split()) <= named]
    return found
