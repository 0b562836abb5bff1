"""A text without what is personal in it, character for character, so that carets still point right."""

from __future__ import annotations

import re

from voc_build.intake.privacy.finding import NAMES, UNSHOWN, Finding
from voc_build.intake.privacy.folding import APART, DIGIT
from voc_build.intake.privacy.scan import everything

_KEPT = 2
"""How many of a number's last characters may be seen."""

_CUT_OFF = re.compile(f"[{DIGIT}](?:{APART}{{0,3}}[{DIGIT}]){{4,}}(?=…)")
"""The beginning of a longer number: nobody knows what it was."""


def mask(text: str) -> str:
    """The text with every finding covered but the last two characters of a number, the first of a name.

    What may be published and what is on the allow-list is covered too: this is for reports, which do not
    need it, and knows no archive.
    """
    found = everything(text)
    cut = [match.span() for match in _CUT_OFF.finditer(text)]
    if not found and not cut:
        return text
    letters = list(text)
    for start, end, kept in (*_covers(found), *((*span, 0) for span in cut)):
        places = [place for place in range(start, end) if letters[place].isalnum() or letters[place] == "@"]
        for place in places[: len(places) - kept] if kept >= 0 else places[-kept:]:
            letters[place] = "*"
    return "".join(letters)


def _covers(found: list[Finding]) -> list[tuple[int, int, int]]:
    """Stretches to cover, findings over each other made one: start, end, and how many characters stay.

    A positive number stays at the end, a negative one at the beginning.
    """
    stretches: list[tuple[int, int, int]] = []
    for one in sorted(found, key=lambda one: (one.start, one.end)):
        kept = -1 if one.kind in NAMES else 0 if one.kind in UNSHOWN else _KEPT
        if stretches and one.start < stretches[-1][1]:
            start, end, before = stretches.pop()
            same = kept if kept == before or (kept > 0 and before > 0) else 0
            stretches.append((start, max(end, one.end), same))
        else:
            stretches.append((one.start, one.end, kept))
    return stretches
