"""The index of the header's search box: hand-written and generated pages in `search/search_index.json`.

Material's own worker builds an index of words in the reader's browser: at 10,000 cases 13 s and 1.25 GB.
Ours (docs/assets/js/search-worker.js) speaks the same messages but reads the texts themselves with the typed
string, so entries stand here as written, without marks between words; the vocabulary and the synonyms go
along for queries that stand nowhere as typed. In a large archive every entry keeps an even share of the room:
title, tags and the beginning of the text; the finder holds all of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain, groupby
from pathlib import Path

from voc_build.intake.cache import Cache, digest
from voc_build.pages.cutting import synonyms, vocabulary
from voc_build.pages.page import Page
from voc_build.pages.publication import Publication
from voc_build.version import FINGERPRINT

ROOM = 6_000_000
"""Characters of text the index may hold in all: some 18 MB to fetch and 12 MB to keep."""


def share(pages: int) -> int:
    """Characters of text each entry may hold.

    An even share, rounded down to a power of two: a new page seldom changes what others keep.
    """
    return 1 << ((ROOM // max(pages, 1)).bit_length() - 1)


def entries(page: Page, most: int) -> list[dict[str, object]]:
    """The index entries of one page, as Material's plugin writes them: HTML-escaped, text cut at `most`."""
    found: list[dict[str, object]] = []
    for passage in page.passages():
        text = passage.text if len(passage.text) <= most else passage.text[:most]
        entry: dict[str, object] = {
            "location": page.url + (f"#{passage.anchor}" if passage.anchor else ""),
            "title": escape(passage.title, quote=False),
            "text": escape(flat(text), quote=False),
        }
        if not passage.anchor and page.tags:
            entry["tags"] = [escape(tag, quote=False) for tag in page.tags]
        if page.boost != 1.0:
            entry["boost"] = page.boost
        found.append(entry)
    return found


def flat(text: str) -> str:
    """Prose in one line: where a line ends, the next sentence goes on, as a reader's eye does."""
    return "".join(line.strip() for line in text.splitlines()) if "\n" in text else text


def index(pages: Sequence[Page], cache: Cache) -> Iterator[bytes]:
    """JSON fragments of the entries of generated pages, each group's kept by its content."""
    most = share(len(pages))
    base = digest(FINGERPRINT, str(most))
    for _, group in groupby(pages, _group):
        batch = list(group)
        key = digest(base, "\n".join(f"{page.url} {page.key}" for page in batch))
        kept = cache.get("search", key)
        if kept is None:
            rows = [entry for page in batch for entry in entries(page, most)]
            kept = _json(rows)[1:-1].encode()
            cache.put("search", key, kept)
        if kept:
            yield kept


def _group(page: Page) -> str:
    """Pages whose entries are kept together: issues and cases of one year, all else of one section."""
    return page.url.partition("-")[0] if page.section in ("issues/", "cases/") else page.section


def write_index(path: Path, pages: Sequence[Page], publication: Publication) -> None:
    """Add the generated pages to the index Material's plugin wrote for the hand-written ones; one line."""
    written = json.loads(path.read_text("utf-8"))
    own = [_json(entry).encode() for entry in written["docs"]]
    words = publication.once(vocabulary)
    head = _json({"config": written["config"], "words": words, "synonyms": synonyms(publication.archive)})[:-1]
    with path.open("wb") as file:
        file.write(f'{head},"docs":['.encode())
        for number, docs in enumerate(chain(own, index(pages, publication.cache))):
            file.write(b"," + docs if number else docs)
        file.write(b"]}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
