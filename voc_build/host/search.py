"""The index of the header's search box: hand-written and generated pages alike, cut into words for Chinese.

Material's worker splits at zero-width spaces; they are put between words by jieba's algorithm (rjieba) with a
dictionary of the bank's own terms: every name of the taxonomy and the lexicon.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from voc_build.intake.cache import Cache, digest
from voc_build.pages.page import Page
from voc_build.version import FINGERPRINT
from voc_build.words.archive import Archive

_HAN = re.compile(r"[\u3400-\u9fff]+")
_JOINT = "\u200b"


def dictionary(archive: Archive) -> tuple[str, ...]:
    """The words that must not be cut apart: every name of the taxonomy and the lexicon, Han words only."""
    taxonomy = archive.taxonomy
    words: list[str] = list(archive.lexicon)
    words += taxonomy.by_name
    for axis in (taxonomy.channels, taxonomy.business_types, taxonomy.causes, taxonomy.groups):
        words += axis.by_name
    words += [word for group in archive.synonyms for word in group]
    return tuple(sorted({word for word in words if _HAN.fullmatch(word) and len(word) > 1}))


@dataclass(frozen=True)
class Cutter:
    """Cuts text into words with the bank's dictionary; made only when something has to be cut."""

    words: tuple[str, ...]

    @cached_property
    def _jieba(self):  # type: ignore[no-untyped-def]
        import rjieba

        jieba = rjieba.Jieba()
        for word in self.words:
            jieba.add_word(word, None, None)
        return jieba

    def cut(self, text: str) -> str:
        """The text with a zero-width space after every word, long words also in their parts."""
        return _HAN.sub(self._cut_run, text)

    def _cut_run(self, match: re.Match[str]) -> str:
        return _JOINT + _JOINT.join(self._jieba.cut(match[0], True)) + _JOINT


def entries(page: Page, cut: Cutter) -> list[dict[str, object]]:
    """The index entries of one page, as Material's plugin writes them: HTML-escaped and cut."""
    found: list[dict[str, object]] = []
    for passage in page.passages():
        location = page.url + (f"#{passage.anchor}" if passage.anchor else "")
        entry: dict[str, object] = {
            "location": location,
            "title": cut.cut(escape(passage.title, quote=False)),
            "text": cut.cut(escape(passage.text, quote=False)),
        }
        if not passage.anchor and page.tags:
            entry["tags"] = list(page.tags)
        if page.boost != 1.0:
            entry["boost"] = page.boost
        found.append(entry)
    return found


def index(pages: Iterable[Page], archive: Archive, cache: Cache) -> Iterator[str]:
    """JSON fragments of the entries of generated pages, each page's kept by its content and the dictionary."""
    words = dictionary(archive)
    cut = Cutter(words)
    base = digest(FINGERPRINT, *words)
    for batch in _batches(pages):
        key = digest(base, *(page.key for page in batch))
        kept = cache.get("search", key)
        if kept is None:
            rows = [entry for page in batch for entry in entries(page, cut)]
            kept = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))[1:-1].encode()
            cache.put("search", key, kept)
        if kept:
            yield kept.decode()


def _batches(pages: Iterable[Page]) -> Iterator[Sequence[Page]]:
    """Pages in groups that change together: the cases of one issue, or a single page."""
    batch: list[Page] = []
    group = ""
    for page in pages:
        own = page.url.rpartition("-")[0] if page.section == "cases/" else page.url
        if batch and own != group:
            yield batch
            batch = []
        batch.append(page)
        group = own
    if batch:
        yield batch


def write_index(path: Path, pages: Iterable[Page], archive: Archive, cache: Cache) -> None:
    """Add the generated pages to the index Material's plugin wrote for the hand-written ones; UTF-8, one line."""
    written = json.loads(path.read_text("utf-8"))
    cut = Cutter(dictionary(archive))
    for entry in written["docs"]:
        entry["title"], entry["text"] = cut.cut(entry["title"]), cut.cut(entry["text"])
    own = [json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in written["docs"]]
    head = json.dumps(written["config"], ensure_ascii=False, separators=(",", ":"))
    docs = ",".join([*own, *index(pages, archive, cache)])
    path.write_text(f'{{"config":{head},"docs":[{docs}]}}', "utf-8")
