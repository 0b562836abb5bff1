"""The letters of a spreadsheet cell: invisible ones out, full-width ones narrowed where they mean the same."""

from __future__ import annotations

import re

from voc_build.intake import hygiene

_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BLANKS = re.compile(r"\s+")
_MARKS = "*:"
_ASIDE = re.compile(r"\([^()]*\)$|\[[^\[\]]*\]$|<[^<>]*>$")


def clean(text: str) -> str:
    """The text on one line, without control, zero-width and direction characters, odd spaces made plain."""
    if hygiene.suspicious(text):
        text = hygiene.inspect(text.encode(errors="replace"), "").text or ""
    return _BLANKS.sub(" ", text).strip()


def narrow(text: str) -> str:
    """Full-width digits, letters and marks as the half-width ones; Chinese characters as they are."""
    return text.translate(_NARROW)


def folded(text: str) -> str:
    """What two spellings of one name share: no spaces, narrow, one case."""
    return _BLANKS.sub("", narrow(text)).casefold()


def heading(text: str) -> str:
    """A heading without the asterisk of required columns, colons and line breaks."""
    return folded(clean(text)).strip(_MARKS)


def plain_heading(text: str) -> str:
    """The heading without the unit or remark in brackets behind it."""
    return _ASIDE.sub("", heading(text)) or heading(text)


def column_name(index: int) -> str:
    """`A` for 0, `AA` for 26: a column as spreadsheets call it."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
