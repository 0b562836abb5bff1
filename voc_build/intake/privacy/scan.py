"""One text searched for everything: a quick look first, the careful readers only where it sees something."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from voc_build.intake.privacy import addresses, handles
from voc_build.intake.privacy.finding import Finding, Kind, apart
from voc_build.intake.privacy.folding import APART, DIGIT, folded, spoken
from voc_build.intake.privacy.names import names
from voc_build.intake.privacy.numbers import numbers

_DIGITS = re.compile(f"[{DIGIT}](?:(?:{APART}{{0,3}}|{APART}{{0,2}}[ ]{{1,12}})[{DIGIT}]){{4}}")


def everything(text: str) -> list[Finding]:
    """All that may be personal data, finding over finding where the readers differ."""
    found: list[Finding] = []
    digits, marks = _DIGITS.search(text), handles.likely(text)
    if digits or marks:
        view = folded(text)
        if digits:
            found += numbers(view)
            said = spoken(text)
            if said is not None:
                found += numbers(said)
        if marks:
            found += handles.handles(view)
    found += names(text)
    if addresses.SURELY.search(text):
        found += addresses.addresses(text)
    return found


def scan(
    text: str, *, public: Collection[str] = (), without: Iterable[Kind] = ()
) -> tuple[Finding, ...]:
    """What of a text is personal data, in order, no two over each other.

    `public` are numbers that may be told, as `digits_of` gives them; `without` are kinds not asked for.
    """
    left_out = frozenset(without)
    found = [one for one in everything(text) if one.kind not in left_out]
    return apart([one for one in found if digits_of(one.value) not in public or not digits_of(one.value)])


def digits_of(number: str) -> str:
    """The digits of a number however it is written: `400-83-96666` is `4008396666`."""
    return re.sub(r"\D", "", folded(number))
