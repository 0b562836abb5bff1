"""The shell: Material's page around ours, rendered by Jinja once for each kind of place and filled for each page.

Everything Material prints around a page depends on its section (which tab is lit), the folder it stands in (how
links are written) and on whether it has headings and a source to edit; the rest is a handful of words. So for each
such kind `main.html` is rendered once with placeholders in the place of those words, cut at the placeholders, and
a page is made by joining. The result equals the full rendering byte for byte; a test renders both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from voc_build.host.edition import linked
from voc_build.pages.gate import gate
from voc_build.pages.page import Heading, Page

_MARK = re.compile(r"VOCSLOT([A-Z]+\d?)SLOT")

Pieces = tuple[tuple[bytes, str], ...]
"""Encoded once for all pages: stretches of HTML, each with the name of the placeholder after it (`""` = none)."""


def _slot(name: str) -> str:
    return f"VOCSLOT{name}SLOT"


@dataclass(frozen=True, slots=True)
class Kind:
    """What decides the shell of a page."""

    section: str
    folder: str
    """The address above the page's own: links are written from there, `../` to a neighbour."""
    has_toc: bool
    has_source: bool

    @classmethod
    def of(cls, page: Page) -> Kind:
        """The kind of a page; its body is made for it."""
        folder = page.url.rstrip("/").rpartition("/")[0]
        return cls(page.section, folder and folder + "/", bool(page.headings), bool(page.source))


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page cut at its placeholders: `head` up to the first heading of the table of contents,
    `next` from one heading to the next, `tail` after the last. Without a table of contents all is `head`.
    """

    head: Pieces
    next: Pieces
    tail: Pieces

    def fill(self, words: Mapping[str, bytes], headings: tuple[Heading, ...]) -> bytes:
        """The page, of the words that stand at the placeholders."""
        parts: list[bytes] = []
        first = {**words, "ID0": headings[0].id.encode()} if headings else words
        _join(parts, self.head, first)
        for index, heading in enumerate(headings):
            parts.append(heading.title.encode())
            if index + 1 < len(headings):
                _join(parts, self.next, {"ID1": headings[index + 1].id.encode()})
        _join(parts, self.tail, first)
        return b"".join(parts)


def _join(parts: list[bytes], pieces: Pieces, words: Mapping[str, bytes]) -> None:
    for piece, name in pieces:
        parts.append(piece)
        if name:
            parts.append(words[name])


def _cut(html: str) -> Pieces:
    cut = [*_MARK.split(html), ""]
    return tuple((piece.encode(), name) for piece, name in zip(cut[::2], cut[1::2], strict=True))


@dataclass
class Shells:
    """Renders generated pages inside the theme; `sections` maps a section's url to its page in the navigation."""

    env: jinja2.Environment
    config: MkDocsConfig
    files: Files
    nav: Navigation
    sections: Mapping[str, MkDocsPage]
    _shells: dict[Kind, Shell] = field(default_factory=dict)

    def render(self, page: Page) -> bytes:
        """The whole HTML of a page, by filling its shell."""
        if page.url in self.sections:
            return self.full(page).encode()
        kind = Kind.of(page)
        shell = self._shells.get(kind)
        if shell is None:
            shell = self._shells[kind] = self._make(kind)
        words = {name: word.encode() for name, word in self._words(page).items()}
        return shell.fill(words, page.headings)

    def full(self, page: Page) -> str:
        """The same by Jinja alone, as MkDocs would."""
        words = self._words(page)
        toc = [AnchorLink(heading.title, heading.id, 2) for heading in page.headings]
        return self._jinja(page.section, page.url, words, toc)

    def fingerprint(self) -> bytes:
        """What changes when anything around the pages does: the theme, its settings, the navigation."""
        probe = Kind("", "x/", has_toc=True, has_source=False)
        shells = [self._make(probe)]
        shells += [self._make(Kind(url, "x/", has_toc=False, has_source=False)) for url in self.sections]
        pieces = (piece for shell in shells for piece in (*shell.head, *shell.next, *shell.tail))
        return b"\n".join(part for piece, name in pieces for part in (piece, name.encode()))

    def _words(self, page: Page) -> dict[str, str]:
        root = "../" * page.depth or "./"
        return {
            "TITLE": page.title,
            "DESCRIPTION": gate(page.description),
            "BODY": linked(root.join(page.body.split("@/")), self.config),
            "URL": page.url,
            "SOURCE": page.source,
        }

    def _make(self, kind: Kind) -> Shell:
        words = {name: _slot(name) for name in ("TITLE", "DESCRIPTION", "BODY", "URL")}
        words["SOURCE"] = _slot("SOURCE") if kind.has_source else ""
        count = 2 if kind.has_toc else 0
        toc = [AnchorLink(_slot(f"HEADING{index}"), _slot(f"ID{index}"), 2) for index in range(count)]
        html = self._jinja(kind.section, f"{kind.folder}x/", words, toc)
        if not kind.has_toc:
            return Shell(_cut(html), (), ())
        head, rest = html.split(_slot("HEADING0"))
        between, tail = rest.split(_slot("HEADING1"))
        return Shell(_cut(head), _cut(between), _cut(tail))

    def _jinja(self, section: str, url: str, words: Mapping[str, str], toc: list[AnchorLink]) -> str:
        own = self.sections.get(url)
        page = own or self._stand_in(url, words)
        saved = page.content, page.toc, page.meta
        page.content, page.toc = words["BODY"], TableOfContents(toc)
        page.meta = {"description": words["DESCRIPTION"], "hide": ["navigation"], "title": words["TITLE"]}
        if own is not None:
            del page.meta["title"]
        lit = self.sections.get(section)
        if lit is not None:
            lit.active = True
        try:
            context: Any = get_context(self.nav, self.files, self.config, page)
            return linked(self.env.get_template("main.html").render(context), self.config)
        finally:
            page.content, page.toc, page.meta = saved
            if lit is not None:
                lit.active = False

    def _stand_in(self, url: str, words: Mapping[str, str]) -> MkDocsPage:
        """A page MkDocs does not know, at the depth of `url`."""
        file = File.generated(self.config, f"{url}index.md", content="")
        page = MkDocsPage(words["TITLE"], file, self.config)
        page.edit_url = None
        if words["SOURCE"] and self.config.repo_url and self.config.edit_uri is not None:
            page.edit_url = f"{self.config.repo_url.rstrip('/')}/{self.config.edit_uri}{words['SOURCE']}"
        if self.config.site_url:
            page.canonical_url = self.config.site_url.rstrip("/") + "/" + words["URL"]
        return page
