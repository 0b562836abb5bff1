"""Numbers that lead to a person: phones, identity numbers, cards, accounts, QQ.

Digits are read as chains of groups; a number is some whole groups of a chain, so that a date or an amount
beside it, or a longer number around it, is not mistaken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from voc_build.intake.privacy.checksums import is_card, is_day, is_identity, is_old_identity
from voc_build.intake.privacy.cues import BEFORE, Around
from voc_build.intake.privacy.finding import Finding, Kind

_GAP = r"(?:[ )-]{1,3}|[ \r]*\n[ ]{0,12})"
_CHAIN = re.compile(rf"\d(?:{_GAP}?\d){{4,}}")
"""Five digits or more: nothing shorter leads to anybody."""
_GROUP = re.compile(r"\d+")
_LAST = re.compile(rf"{_GAP}?([Xx])(?![0-9A-Za-z])")
_DOTTED = re.compile(r"(\d(?<![\d.·].)\d\d)[.·](\d{4})[.·](\d{4})(?![\d.·])")
_DATE = re.compile(
    r"[12](?<!\d.)(?<!\d-.)[90]\d\d-(?:0?[1-9]|1[0-2])"
    r"(?:-(?:0?[1-9]|[12]\d|3[01])(?!\d)(?!-\d)|(?!\d)(?!-\d)(?![ )]\d{3,4}-))"
)
"""A day or a month; both begin with a class, which the engine looks up in a table, and look back from there."""

_MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?:0086|86)?0?((?:10|2\d)[2-9]\d{7}|[3-9]\d\d[2-9]\d{6,7})")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d\d)")
_SERVICE = re.compile(r"[48]00\d{7}")
_LOCAL = re.compile(r"(?![48]00)[2-9]\d{6,7}")
_LONGEST = 22
_LONGEST_ACCOUNT = 32


@dataclass(frozen=True)
class _Window:
    """Some whole groups of a chain: their digits, how long each group is, and where they stand."""

    view: str
    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]

    @cached_property
    def around(self) -> Around:
        return Around(self.view[max(0, self.start - BEFORE) : self.start], self.view[self.end : self.end + 8])

    @property
    def whole(self) -> bool:
        return len(self.sizes) == 1

    def found(self, kind: Kind, value: str = "") -> Finding:
        return Finding(kind, self.start, self.end, value or self.digits)


def numbers(view: str) -> Iterator[Finding]:
    """Every number of a person in a folded text; some may lie over each other."""
    view = _DOTTED.sub(r"\1-\2-\3", view)
    view = _DATE.sub(lambda date: "/" * len(date[0]), view)
    for chain in _CHAIN.finditer(view):
        groups = [group.span() for group in _GROUP.finditer(view, chain.start(), chain.end())]
        yield from _by_shape(view, groups)
        yield from _by_cue(view, groups)


def _by_shape(view: str, groups: list[tuple[int, int]]) -> Iterator[Finding]:
    """What tells itself by its digits."""
    for first, (start, _) in enumerate(groups):
        digits, sizes = "", []
        for begin, end in groups[first:]:
            digits += view[begin:end]
            sizes.append(end - begin)
            if len(digits) > _LONGEST:
                break
            if len(digits) >= 10:
                window = _Window(view, start, end, digits, tuple(sizes))
                found = _identity(window) or _card(window) or _phone(window)
                if found is not None:
                    yield found


def _identity(window: _Window) -> Finding | None:
    digits, end = window.digits, window.end
    if len(digits) == 17 and (last := _LAST.match(window.view, end)):
        digits, end = digits + "X", last.end()
    said = len(digits) in (15, 17, 18) and window.around.identity  # a digit may be lost or mistyped
    if said or (len(digits) == 18 and is_identity(digits)):
        return Finding(Kind.ID_CARD, window.start, end, digits)
    about = window.around
    if window.whole and is_old_identity(digits) and not (about.reference or about.part_of_a_code or about.account):
        return window.found(Kind.MAYBE_ID)
    return None


def _card(window: _Window) -> Finding | None:
    if not is_card(window.digits):
        return None
    about = window.around
    if about.part_of_a_code or about.reference or about.decimal:
        return None
    said = about.account > 0
    if is_day(window.digits) and not said:
        return None  # a moment and a running number, as tellers and machines number what they do
    if min(window.sizes[:-1], default=4) < 3 and max(window.sizes) > 1 and not said:
        return None
    return window.found(Kind.BANK_CARD)


def _phone(window: _Window) -> Finding | None:
    mobile, landline = _MOBILE.fullmatch(window.digits), _LANDLINE.fullmatch(window.digits)
    if mobile:
        found = window.found(Kind.MOBILE, mobile[1])
    elif landline and _reads_as_landline(window):
        found = window.found(Kind.LANDLINE, "0" + landline[1])
    elif _SERVICE.fullmatch(window.digits) and (window.sizes[0] == 3 or window.whole):
        found = window.found(Kind.SERVICE)
    else:
        return None
    about = window.around
    if about.part_of_a_code or about.many or (window.whole and about.hidden):
        return None
    if window.whole and about.reference:
        # Nobody can tell a running number of eleven digits from a phone written down as one.
        return window.found(Kind.MAYBE_MOBILE, mobile[1]) if mobile and mobile[1] == window.digits else None
    return found


def _reads_as_landline(window: _Window) -> bool:
    """With the zero of its area; in groups the area is one of its own, or every digit is."""
    digits = re.sub("^(?:00)?86", "", window.digits)
    if not _AREA.match(digits) or not digits.startswith("0"):
        return False
    return window.whole or max(window.sizes) == 1 or window.sizes[0] in (2, 3, 4)


def _by_cue(view: str, groups: list[tuple[int, int]]) -> Iterator[Finding]:
    """What is known by the words before the chain: accounts, QQ, local phones, short WeChat names."""
    start = groups[0][0]
    about = Around(view[max(0, start - BEFORE) : start], "")
    account, wechat, qq, phone = about.account, about.wechat, about.qq, about.phone
    if not (account or wechat or qq or phone):
        return
    digits, sizes = "", []
    for begin, end in groups:
        more = end - begin
        if len(digits) + more > _LONGEST_ACCOUNT or (len(digits) >= 6 and more >= 7):
            break
        digits += view[begin:end]
        sizes.append(more)
    window = _Window(view, start, groups[max(len(sizes) - 1, 0)][1], digits, tuple(sizes))
    length = len(digits)
    if window.around.hidden or window.around.money or not sizes:
        return
    day = length == 8 and window.whole and is_day(digits)
    if qq and 5 <= length <= 12:
        yield window.found(Kind.QQ)
    elif wechat and wechat <= length <= 20 and not day:
        yield window.found(Kind.WECHAT)
    elif account and length >= account and not day and not window.around.count:
        yield window.found(Kind.ACCOUNT)
    elif phone and _LOCAL.fullmatch(digits) and not day and not window.around.count:
        yield window.found(Kind.LANDLINE)
