"""What a build is about to publish, searched once more: the last look before readers have theirs."""

from __future__ import annotations

import html
import re

from voc_build.intake.loaded import Loaded
from voc_build.intake.privacy.allow import may_stay
from voc_build.intake.privacy.finding import MAYBE, Finding, Kind
from voc_build.intake.privacy.scan import public_numbers, scan

_ELEMENTS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
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
        pieces = dict.fromkeys(plain(text).split(_BOUNDARY))
        new = [piece for piece in pieces if piece not in self._harmless]
        found = scan(_BOUNDARY.join(new), public=self._public, without=_WITHOUT)
        if not found:
            # Nothing is read across a boundary, so a label or excerpt once found harmless is so on every page.
            self._harmless.update(piece for piece in new if len(piece) <= _REPEATED)
        return tuple(one for one in found if one.fingerprint not in self._allowed)


def plain(text: str) -> str:
    """The words of HTML, CSV or JSON; a tag and the end of a line part what stands on their sides."""
    if "<" in text:
        text = _ELEMENTS.sub(_BOUNDARY, text)
    if "&" in text:
        text = html.unescape(text)
    return text.replace("\n", _BOUNDARY)
