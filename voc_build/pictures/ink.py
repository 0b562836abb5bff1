"""Words and coordinates as SVG text: escaping, estimated widths, shortening.

Layout reckons with `EM`, the largest type the stylesheet ever sets inside a picture (on a narrow screen);
on a wide one the same words are set smaller and only gain room.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

WIDTH = 440.0
"""Width of every picture but the word-sized one, in units of its viewBox."""
EM = 14.5
"""The largest font size, in the same units."""

_BROAD = frozenset("mwMW%@")


def _advance(char: str) -> float:
    if char >= "\u2e80" or "\u2010" <= char <= "\u2027":
        return 1.0
    if char in _BROAD:
        return 0.93
    return 0.68 if "A" <= char <= "Z" else 0.57


@lru_cache(maxsize=4096)
def text_width(text: str, em: float = EM) -> float:
    """Estimated width in viewBox units: a Han character one em, a digit a little over half."""
    if text.isdecimal():
        return len(text) * 0.57 * em
    return sum(map(_advance, text)) * em


def fit(text: str, room: float, em: float = EM) -> str:
    """`text`, shortened with an ellipsis to at most `room` units."""
    if text_width(text, em) <= room:
        return text
    used, kept = em, 0
    for char in text:
        used += _advance(char) * em
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip("、，（ ") + "…"


def lines(text: str, room: float, em: float = EM) -> tuple[str, ...]:
    """`text` in one line where it fits, else in two, each shortened to `room`.

    The second line is the last two characters where the first can hold the rest (客户之声 / 意见), else half.
    """
    if text_width(text, em) <= room:
        return (text,)
    tail = 2 if text_width(text[:-2], em) <= room else len(text) // 2
    return (fit(text[:-tail], room, em), fit(text[-tail:], room, em))


def n(value: float) -> str:
    """A coordinate, to a tenth of a unit below 1,000."""
    return f"{value:.4g}"


def text(x: float, y: float, words: str, css: str, anchor: str = "") -> str:
    """A text element whose baseline is at `y`; `anchor` is `middle` or `end`."""
    placed = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{css}" x="{n(x)}" y="{n(y)}"{placed}>{escape(words)}</text>'


def named(x: float, y: float, words: str, room: float, css: str, anchor: str = "") -> str:
    """Like `text`, shortened to `room`; what was cut is told by the tooltip."""
    short = fit(words, room)
    if short == words:
        return text(x, y, words, css, anchor)
    placed = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{css}" x="{n(x)}" y="{n(y)}"{placed}>{escape(short)}{tip(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """A straight line."""
    return f'<line class="{css}" x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"/>'


def tip(words: str) -> str:
    """A tooltip, the first child of what it belongs to."""
    return f"<title>{escape(words)}</title>"
