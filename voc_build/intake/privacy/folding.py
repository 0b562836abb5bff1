"""Texts with every way of writing a digit made one, character for character, so that places stay the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import numpy as np

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = "‐‑‒–—―−－ー─﹣"
SPACES: Final = "\u3000\xa0\u2002\u2003\u2007\u2009\u202f\u200b\u200c\u200d\u2060\ufeff\xad\t"
"""Characters that are read as a space."""

_CHINESE = "零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_VALUES = "00012345678911234567 89".replace(" ", "")

DIGIT: Final = f"0-9０-９{_CHINESE}"
"""The inside of a character class: every way to write a digit."""

APART: Final = f"[ \\-.·)．）{_DASHES}{SPACES}\r\n]"
"""A character that may stand between the digits of one number."""

_WIDTHS = _WIDE | dict.fromkeys(map(ord, _DASHES), ord("-")) | dict.fromkeys(map(ord, SPACES), ord(" "))
_BOTH = _WIDTHS | {ord(letter): ord(digit) for letter, digit in zip(_CHINESE, _VALUES, strict=True)}
_SPOKEN = re.compile(
    f"[{DIGIT}]{APART}{{0,3}}+[{DIGIT}]{APART}{{0,3}}+[{_CHINESE}]|[{_CHINESE}]{APART}{{0,3}}+[{DIGIT}]"
)


def _table(changes: Mapping[int, int]) -> np.ndarray:
    """What becomes of each UTF-16 code: one look-up for a whole text is many times quicker than `str.translate`."""
    table = np.arange(1 << 16, dtype="<u2")
    table[list(changes)] = list(changes.values())
    return table


_WIDTHS_TABLE, _BOTH_TABLE = _table(_WIDTHS), _table(_BOTH)


def _through(table: np.ndarray, text: str) -> str:
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    return table.take(codes).tobytes().decode("utf-16-le", "surrogatepass")


def folded(text: str) -> str:
    """Full-width forms, dashes and spaces as ASCII; Chinese digits as they are."""
    return _through(_WIDTHS_TABLE, text)


def spoken(text: str) -> str | None:
    """The same with Chinese digits as digits; None when no number is spelt with them."""
    return _through(_BOTH_TABLE, text) if _SPOKEN.search(text) else None
