"""The terms that explain themselves."""

from __future__ import annotations

import re

from voc_build.words.glossary import by_name, glossary


def test_every_term_has_an_address_a_name_of_its_own_and_whole_sentences() -> None:
    """Codes are slugs, no name stands for two terms, and a meaning is said in sentences."""
    codes = [one.code for one in glossary()]
    names = [name for one in glossary() for name in one.names]

    assert len(set(codes)) == len(codes) > 15
    assert all(re.fullmatch(r"[a-z][a-z-]*", code) for code in codes)
    assert len(set(names)) == len(names) == len(by_name())
    assert [one.name for one in glossary() if not one.meaning.endswith("。")] == []
