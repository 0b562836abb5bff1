"""Terms that explain themselves: a link to the dictionary, whose meaning `terms.js` shows where the reader is."""

from __future__ import annotations

from functools import cache, lru_cache

from markupsafe import Markup

from voc_build.pages import addresses
from voc_build.pages.gate import gate
from voc_build.words.glossary import by_name
from voc_build.words.measures import BY_NAME


@cache
def term(name: str, words: str = "") -> Markup:
    """A term of the glossary as pages say it (`words`, if not as `name`); KeyError for one that is not listed there."""
    found = by_name()[name]
    return _link(words or name, f"term-{found.code}", found.meaning)


@lru_cache(maxsize=256)
def measure(name: str, meaning: str) -> Markup:
    """A measure and what it counts, or its bare name where the archive gives no definition."""
    if not meaning:
        return gate(name)
    return _link(name, BY_NAME[name].code if name in BY_NAME else "measures", meaning)


def _link(words: str, anchor: str, meaning: str) -> Markup:
    said = f'data-voc-meaning="{gate(meaning)}"'
    return Markup(f'<a class="voc-term" href="{addresses.METHOD}#{anchor}" {said}>{gate(words)}</a>')
