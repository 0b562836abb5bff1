"""Numbers that no printer set: a letter where a digit belongs, a lost or doubled point, a day that no month has.

What reading by machine does to digits can often be seen, and then the field that holds them is doubtful. A digit taken
for another digit cannot be seen here: figures are held against each other for that (`overview`, `table`, `pie`,
the closing reconciliation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_UNIT: Final = r"(?:%|个百分点|件|起|宗|笔|年|月|日|万|亿|元|项|天|期|个|次|户|人)"
_LIKE_DIGITS: Final = "OoQDlI|ZSsBbgqАЗО?□■○◯〇"
"""What is read for 0, 1, 2, 3, 4, 5, 6, 8 and 9, and what stands where nothing was read."""

_SMEARS: Final = re.compile(
    rf"""
    (?P<mixed>(?<![A-Za-z0-9А-Я.])(?=[{_LIKE_DIGITS}.,]{{0,12}}[0-9])(?=[0-9.,]{{0,12}}[{_LIKE_DIGITS}])[0-9{_LIKE_DIGITS}.,]{{2,12}}(?={_UNIT}))
    |(?P<letter>(?<![A-Za-z0-9А-Я.])[{_LIKE_DIGITS}]{{1,3}}(?={_UNIT}))
    |(?P<bare>(?<![\d.{_LIKE_DIGITS}])[,.□-]?%)
    |(?P<points>(?<![\d.])\d+\.\d+\.\d+(?={_UNIT}))
    |(?P<comma>\d,\d{{1,2}}(?={_UNIT})|\d,\d{{4,9}}(?={_UNIT}))
    |(?P<zero>(?<![\d.,])0\d+(?:\.\d+)?(?=%|件|起|宗|笔))
    |(?P<signed>(?:^|(?<=[\u4e00-\u9fff]))-\d+(?:\.\d+)?(?=%|件|起|宗|笔|年|月))
    |(?P<year>(?<!\d)(?:\d{{5,}}|[03-9]\d{{3}}|1[0-8]\d\d)(?=年))
    |(?P<month>(?<![\d.])(?:0|1[3-9]|[2-9]\d|\d{{3,}})(?=月))
    |(?P<day>(?<=月)(?:0|3[2-9]|[4-9]\d|\d{{3,}})(?=日))
    """,
    re.VERBOSE,
)


def smears(text: str) -> Iterator[tuple[int, str]]:
    """Where each stands in a plain text without spaces, and the piece as it was read."""
    for found in _SMEARS.finditer(text):
        after = re.match(_UNIT, text[found.end() :])
        yield found.start(), found[0] + (after[0] if after else "")


def told(text: str) -> str:
    """What to say of a text's smears; "" where it has none."""
    pieces = list(dict.fromkeys(piece for _, piece in smears(text)))
    return f"有读坏的数：{'、'.join(pieces[:5])}" if pieces else ""
