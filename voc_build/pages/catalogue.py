"""The table of contents of the site: every generated page and download, one generator a page type."""

from __future__ import annotations

from collections.abc import Iterator

from voc_build.pages import (
    case,
    compare,
    explore,
    finder,
    institution,
    issue,
    ledger,
    listings,
    method,
    reconciliation,
    topics,
    trends,
)
from voc_build.pages.page import Download, Page
from voc_build.pages.publication import Publication

SECTIONS = (
    "issues/",
    "cases/",
    "institutions/",
    "topics/",
    "finder/",
    "explore/",
    "compare/",
    "trends/",
    "reconcile/",
    "ledger/",
    "method/",
)
"""Addresses that stand in the navigation and are made here."""

TYPES = (
    listings.pages,
    issue.pages,
    case.pages,
    institution.pages,
    topics.pages,
    finder.pages,
    explore.pages,
    compare.pages,
    trends.pages,
    reconciliation.pages,
    ledger.pages,
    method.pages,
)
"""One generator a page type."""


def pages(publication: Publication) -> Iterator[Page]:
    """Every generated page; nothing is rendered until a page's body is asked for."""
    for page_type in TYPES:
        yield from page_type(publication)


def downloads(publication: Publication) -> Iterator[Download]:
    """Every generated file that is no page."""
    yield from issue.downloads(publication)
    yield from explore.downloads(publication)
    yield from compare.downloads(publication)
    yield from reconciliation.downloads(publication)
    yield from finder.downloads(publication)
