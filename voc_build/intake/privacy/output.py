"""What a build is about to publish, searched once more: the last look before readers have theirs."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from voc_build.intake.loaded import Loaded
from voc_build.intake.privacy.allow import may_stay
from voc_build.intake.privacy.finding import MAYBE, Finding, Kind
from voc_build.intake.privacy.scan import public_numbers, scan

_ELEMENT = r"<(?:script\b.*?</script\s*>|style\b.*?</style\s*>|[^>]*>)"
_BETWEEN = re.compile(rf"{_ELEMENT}(?:\s*{_ELEMENT})*", re.DOTALL)
"""What parts the words of a page: elements, with nothing to read between them."""
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")
"""A character reference where `html.unescape` looks for one."""
_WITHOUT = (Kind.STAFF, Kind.ADDRESS, Kind.TOGETHER, Kind.SERVICE, *MAYBE)
_BOUNDARY = "\x00"
_REPEATED = 100
"""Characters: longer pieces seldom stand on two pages and are not worth remembering."""


class LastLook:
    """Knows what one archive may publish, and finds what else a text holds."""

    def __init__(self, loaded: Loaded) -> None:
        self._public = public_numbers(loaded.archive.settings)
        self._allowed = may_stay(loaded)
        self._harmless: set[str] = set()

    def scan_output(self, text: str) -> tuple[Finding, ...]:
        """Findings in a page's HTML or a download's text; warnings were told by the check and pass here.

        Staff who agreed are not known by name any more, so names of staff are left to the check.
        """
        new = dict.fromkeys(piece for piece in _BETWEEN.split(text) if piece not in self._harmless)
        found = scan(_plain(_BOUNDARY.join(new)), public=self._public, without=_WITHOUT)
        if not found:
            # Nothing is read across a boundary, so a label or excerpt once found harmless is so on every page.
            self._harmless.update(piece for piece in new if len(piece) <= _REPEATED)
        return tuple(one for one in found if one.fingerprint not in self._allowed)


def _plain(pieces: str) -> str:
    """The words of pieces of HTML, CSV or JSON; the end of a line parts what stands on its sides."""
    return _REFERENCE.sub(_character, pieces).replace("\n", _BOUNDARY)


def _character(reference: re.Match[str]) -> str:
    return _meant(reference[0])


@lru_cache(4096)  # the gate writes some thirty of them, and those a million times
def _meant(reference: str) -> str:
    return html.unescape(reference)
