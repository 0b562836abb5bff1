"""The rules' words and the diagnostics made of them."""

from __future__ import annotations

import re

import pytest

from voc_build.words.diagnostics import ALL_RULES, Place, Severity, in_order, rule
from voc_build.words.rules import RULES
from voc_build.words.slugs import tag_slug


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_says_what_why_and_what_to_do(code: str) -> None:
    """In whole Chinese sentences."""
    text = RULES[code]

    assert re.fullmatch(r"VOC[0-5]\d\d", code)
    assert text.title and not text.title.endswith("。")
    assert text.why.endswith("。") and text.remedy.endswith("。")
    assert ALL_RULES[code].severity in Severity


def test_an_unknown_code_is_no_rule() -> None:
    """KeyError, for it is ours to know."""
    with pytest.raises(KeyError):
        rule("VOC999")


def test_diagnostics_are_sorted_by_place_and_told_once() -> None:
    """By file, line, column, code."""
    late = rule("VOC101").at(Place("b.yml", 1, 1), "甲")
    early = rule("VOC103").at(Place("a.yml", 9, 2), "甲")
    first = rule("VOC102").at(Place("a.yml", 9, 2), "甲")

    assert in_order([late, early, first, early]) == (first, early, late)
    assert str(early.place) == "a.yml:9:2"
    assert early.is_error


def test_a_tags_slug_stays() -> None:
    """An address once published is kept."""
    assert tag_slug("信托") == tag_slug("信托")
    assert re.fullmatch(r"[0-9a-f]{6}", tag_slug("ETC扣费"))
