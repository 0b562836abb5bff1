"""The bank's vocabulary, for search: the browser cuts queries that stand nowhere as typed into these words.

Matching itself needs no words (every text is read with the typed string itself), so only titles are cut here:
by jieba's algorithm (rjieba) with a dictionary generated from the taxonomy, the lexicon and the synonyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from voc_build.pages.publication import Publication
from voc_build.words.archive import Archive

_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9]{2,12}")


def dictionary(archive: Archive) -> tuple[str, ...]:
    """The bank's own words, sorted: every name of the taxonomy, the lexicon and the synonyms."""
    taxonomy = archive.taxonomy
    words: list[str] = [*archive.lexicon, *taxonomy.by_name]
    for axis in (taxonomy.channels, taxonomy.business_types, taxonomy.causes, taxonomy.groups):
        words += axis.by_name
    words += [word for group in archive.synonyms for word in group]
    return tuple(sorted({word for word in words if _WORD.fullmatch(word)}))


def vocabulary(publication: Publication) -> list[str]:
    """The dictionary, the tags, and the words that the titles of cases and plan items are made of; sorted."""
    return publication.kept("vocabulary", lambda: _vocabulary(publication.archive))


def _vocabulary(archive: Archive) -> list[str]:
    own = dictionary(archive)
    words = set(own)
    words.update(tag for case in archive.cases for tag in case.tags if _WORD.fullmatch(tag))
    titles = [case.title for case in archive.cases]
    titles += [item.title for issue in archive.issues for item in issue.header.plan]
    words.update(_cut(own, titles))
    return sorted(words)


def synonyms(archive: Archive) -> list[tuple[str, ...]]:
    """Words that say the same: the archive's synonyms, and the names and aliases of each institution."""
    institutions = archive.taxonomy.institutions
    names = [dict.fromkeys([*(dated.name for dated in one.names), *one.aliases]) for one in institutions]
    return [*archive.synonyms, *(tuple(own) for own in names if len(own) > 1)]


def _cut(own: Iterable[str], texts: Iterable[str]) -> set[str]:
    """The words of two characters and more in the Han runs of some texts."""
    import rjieba

    jieba = rjieba.Jieba()
    for word in own:
        jieba.add_word(word, None, None)
    runs = {run for text in texts for run in _HAN.findall(text)}
    return {word for run in runs for word in jieba.cut(run, True) if _WORD.fullmatch(word)}
