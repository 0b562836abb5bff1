"""A page as a value: where it stands, what it is called, what it says, and a key for when it must be made again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

_HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
_LINK = re.compile(r' href="@/([^"#?]*)')


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's table of contents; `title` is HTML text, already gated."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What search indexes: a stretch of plain text under an anchor (`""` = the page itself)."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """One generated page.

    `url` ends in `/` (`cases/2022-05-01/`); `section` is the url of the section it stands in; `key` is a hash of
    everything the body is made from, so equal keys mean equal bodies; `make` gives the body's HTML, links in it
    being relative to the site's root as `@/cases/` (the host turns `@/` into the way there).
    """

    url: str
    section: str
    title: str
    description: str
    key: str
    make: Callable[[], str] = field(repr=False, compare=False)
    passages: Callable[[], tuple[Passage, ...]] = field(repr=False, compare=False, default=tuple)
    tags: tuple[str, ...] = ()
    boost: float = 1.0
    source: str = ""
    """The archive's file an editor would change to change this page; empty for pages of many sources."""

    @cached_property
    def body(self) -> str:
        """The page's HTML, made once."""
        return self.make()

    def forget(self) -> None:
        """Let go of the body: ten thousand of them are more than a build should hold."""
        self.__dict__.pop("body", None)
        self.__dict__.pop("headings", None)

    @property
    def depth(self) -> int:
        """How many folders below the site's root it stands."""
        return self.url.count("/")

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Its second-level headings, in order."""
        return tuple(Heading(id, _TAGS.sub("", title).strip()) for id, title in _HEADING.findall(self.body))

    @property
    def links(self) -> frozenset[str]:
        """Addresses within the site that it leads to, relative to the root."""
        return frozenset(_LINK.findall(self.body))


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside the pages: `url` relative to the site's root, `make` gives its bytes."""

    url: str
    key: str
    make: Callable[[], bytes] = field(repr=False, compare=False)
    spoken: bool = True
    """Whether it may hold sentences that stand on no page; the last look for personal data reads those."""
