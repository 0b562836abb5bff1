"""The grammar that recombines sentences."""

from __future__ import annotations

import pytest

from voc_build.sample.dice import Dice
from voc_build.sample.grammar import Grammar, OneOf, Phrase, Ref, grammar

TEXT = """
# a remark
[greeting]
{whom}好<，{=place}见/><。/！>

[whom else]
您

[whom group=elderly|rural]
老人家
"""


def told(facts: dict[str, str]) -> set[str]:
    """Everything the small grammar says of these facts."""
    small, dice = Grammar(TEXT), Dice("grammar")
    return {small.tell("greeting", {"place": "网点", **facts}, dice) for _ in range(200)}


def test_choices_facts_and_nothing_are_combined() -> None:
    """Each way of each choice comes up, the empty one too."""
    assert told({}) == {"您好。", "您好！", "您好，网点见。", "您好，网点见！"}


def test_a_condition_takes_the_place_of_else() -> None:
    """An `else` section speaks only where no condition holds."""
    assert {text[:3] for text in told({"group": "rural"})} == {"老人家"}


def test_a_symbol_without_wording_for_the_facts_is_an_error() -> None:
    """A hole in the grammar is found, not papered over."""
    with pytest.raises(KeyError):
        Grammar("[tail group=rural]\n村里\n").tell("tail", {}, Dice("hole"))


def refs(phrase: Phrase) -> set[str]:
    """The symbols a phrase stands on."""
    found = {part.symbol for part in phrase if isinstance(part, Ref)}
    nested = [way for part in phrase if isinstance(part, OneOf) for way in part.ways]
    return found.union(*(refs(way) for way in nested))


def test_every_symbol_is_defined() -> None:
    """No sentence of the sample asks for a symbol that is not there."""
    words = grammar()
    phrases = [phrase for sections in words.sections.values() for section in sections for phrase in section.phrases]

    assert set().union(*map(refs, phrases)) <= words.sections.keys()
