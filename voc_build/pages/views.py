"""Small views that several page types share: dates and counts in words, how a prose begins, a word that leads on.

Python decides, templates arrange: everything here is already worded, sorted and rounded.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from markupsafe import Markup

PRINTED, COMPUTED = "原刊", "计算"
NBSP = "\u00a0"
_BEFORE_UNIT = re.compile(r"(?<=[\d%]) (?=[件个项条期天家年月至])|(?<=[月由至前的为占]) (?=\d)")


def glued(text: str) -> str:
    """Our own wording with a number and its unit kept on one line: no orphan 件 at the start of the next."""
    return _BEFORE_UNIT.sub(NBSP, text)


def day(date: dt.date) -> str:
    """`2022年5月12日`."""
    return f"{date.year}年{date.month}月{date.day}日"


def count_text(value: float | None) -> str:
    """A count as printed, `—` where it is not known."""
    return "—" if value is None else f"{value:,.0f}"


def rate_text(value: float | None) -> str:
    """A share as a percentage with one decimal where it has one; `—` where it is not known."""
    if value is None:
        return "—"
    text = f"{value * 100:.1f}"
    return text.removesuffix(".0") + "%"


def share_text(value: float | None, of: tuple[int, int] | None) -> str:
    """The same with the counts behind it: `88%（44/50）`."""
    return rate_text(value) + (f"（{of[0]:,}/{of[1]:,}）" if of and value is not None else "")


MOODS = {"投诉": "complaint", "意见": "opinion", "表扬": "praise"}


_SENTENCE, _CLAUSE = re.compile(".*[。；！？]", re.DOTALL), re.compile(".*[，、：]", re.DOTALL)


def excerpt(text: str, most: int = 64) -> str:
    """The beginning of a prose, cut after a sentence or a clause where one ends in time."""
    flat = ""
    for line in text.splitlines():
        flat += line.strip()
        if len(flat) > most:
            break
    else:
        return flat
    if ends := _SENTENCE.match(flat, most // 2, most):
        return flat[: ends.end()] if flat[ends.end() - 1] != "；" else flat[: ends.end() - 1] + "……"
    ends = _CLAUSE.match(flat, most // 2, most)
    return flat[: ends.end() - 1 if ends else most - 1] + "……"


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere."""

    text: str
    url: Markup


LEAST_PEAK = 10
"""A scale reaches at least so far: in a month of ones and twos nothing is shaded as if it were alarming."""


def shade(value: float | None, peak: float) -> int:
    """Which of the shades 0-5 a cell takes on a scale up to `peak`; 0 is none."""
    peak = max(peak, LEAST_PEAK) if peak > 0 else peak
    if not value or peak <= 0:
        return 0
    return min(5, max(1, int(-(-5 * value // peak))))
