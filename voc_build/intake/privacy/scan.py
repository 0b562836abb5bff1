"""One text searched for everything: a quick look first, the careful readers only where it sees something."""

from __future__ import annotations

import re
from collections.abc import Collection

from voc_build.intake.privacy import addresses, handles
from voc_build.intake.privacy.finding import Finding, Kind, apart
from voc_build.intake.privacy.folding import APART, DIGIT, folded, spoken
from voc_build.intake.privacy.names import names
from voc_build.intake.privacy.numbers import numbers
from voc_build.intake.privacy.unannounced import unannounced
from voc_build.words.settings import Settings

_DIGITS = re.compile(f"[{DIGIT}](?:(?:{APART}{{0,3}}|{APART}{{0,2}}[ ]{{1,12}})[{DIGIT}]){{4}}")


def everything(text: str, without: Collection[Kind] = ()) -> list[Finding]:
    """All that may be personal data but kinds not asked for, finding over finding where the readers differ."""
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
    if Kind.MAYBE_NAME not in without:
        found += unannounced(text)
    if Kind.ADDRESS not in without and addresses.SURELY.search(text):
        found += addresses.addresses(text)
    return [one for one in found if one.kind not in without] if without else found


def scan(text: str, *, public: Collection[str] = (), without: Collection[Kind] = ()) -> tuple[Finding, ...]:
    """What of a text is personal data, in order, no two over each other.

    `public` are numbers that may be told, as `public_numbers` gives them; `without` are kinds not asked for.
    """
    return apart([one for one in everything(text, without) if not _is_public(one, public)])


def public_numbers(settings: Settings) -> frozenset[str]:
    """公开号码 and what 反馈 tells, each in the one form findings are compared in."""
    listed = {re.sub(r"\D", "", folded(number)) for number in settings.public_numbers}
    return frozenset(listed | {one.value for one in everything(settings.feedback)})


def _is_public(finding: Finding, public: Collection[str]) -> bool:
    if finding.value in public:
        return True
    if finding.kind is not Kind.LANDLINE or not public:
        return False
    return any(number.endswith(finding.value) for number in public)  # without the code of its area
