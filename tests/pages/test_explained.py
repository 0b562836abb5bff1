"""Terms as links that carry their meaning."""

from __future__ import annotations

import pytest

from voc_build.pages.explained import measure, term
from voc_build.pages.gate import gate
from voc_build.words.glossary import by_name


def test_a_term_leads_to_the_dictionary_and_carries_its_meaning() -> None:
    """In its own words or in those of the sentence it stands in."""
    said = by_name()["旁证"].meaning
    link = f'<a class="voc-term" href="@/method/#term-corroborated" data-voc-meaning="{gate(said)}">有旁证</a>'

    assert term("旁证", "有旁证") == link


def test_a_term_that_nobody_explains_is_an_error() -> None:
    """A template cannot promise an explanation that does not exist."""
    with pytest.raises(KeyError):
        term("没有这个词")


def test_what_an_editor_wrote_of_a_measure_stays_text() -> None:
    """The archive's definition passes the gate, and a measure without one is its name."""
    assert 'data-voc-meaning="&#34;&#62;&#60;b&#62;"' in measure("有效投诉", '"><b>')
    assert measure("有效投诉", "") == "有效投诉"
