"""What only a printed page shows: the head of a 简报, and the page's address with a QR code where it has one."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from voc_build.pages.publication import Publication
from voc_build.pages.views import day
from voc_build.words.archive import Issue

_MASK = 3
"""A fixed pattern: choosing the best of eight costs five times as much and any scanner reads them all."""
_QUIET = 4
"""Modules of white that the standard asks for around a code."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Name large and red, number below it, unit left and date right above a red rule; address at the end."""

    name: str
    number: str
    unit: str
    date: str
    address: str
    code: Markup


def paper(publication: Publication, issue: Issue, url: str) -> Paper:
    """The head and foot of a printed page of an issue; `url` is its way from the site's root."""
    base = publication.archive.settings.address
    address = f"{base.rstrip('/')}/{url}" if base else ""
    return Paper(
        name=issue.header.title,
        number=issue.name,
        unit=issue.header.department,
        date=day(issue.published_on) if issue.published_on else "",
        address=address,
        code=qr(address) if address else Markup(),
    )


def qr(text: str) -> Markup:
    """A text as a QR code: one SVG path, a run of dark modules a stroke."""
    import segno  # with it comes all of urllib: only where an archive has an address

    matrix = segno.make(text, error="m", mask=_MASK, boost_error=False, micro=False).matrix
    size = len(matrix) + 2 * _QUIET
    strokes = "".join(
        f"M{x + _QUIET} {y + _QUIET}h{width}v1h-{width}z" for y, row in enumerate(matrix) for x, width in _runs(row)
    )
    return Markup(
        '<svg class="voc-qr" role="img" aria-label="本页地址的二维码" viewBox="0 0 {0} {0}"><path d="{1}"/></svg>'
    ).format(size, strokes)


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    return found
