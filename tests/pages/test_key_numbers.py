"""Key numbers: sign and size on one line, what it was before on the next, and whether it means anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voc_build.numbers.change import change
from voc_build.pages.key_numbers import (
    NOTHING_BEFORE,
    Number,
    change_text,
    key_number,
    mood,
    said_once,
    sign_of,
)
from voc_build.pages.publication import Publication
from voc_build.pages.views import NBSP
from voc_build.words.measures import CLOSURE, COMPLAINTS, ON_TIME, VALID


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [(78, 22, "下降_71.79%"), (6, 3, "减_3_件"), (0, 2, "增_2_件"), (5, 5, "持平"), (None, 5, "")],
)
def test_a_change_is_one_unbroken_piece(before, now, said):
    """Small bases are counts, never bare percentages; number and unit never part."""
    assert change_text(change(before, now), 10) == said.replace("_", NBSP)


@pytest.mark.parametrize(
    ("before", "now", "better", "felt"),
    [(78, 22, "降", "better"), (22, 78, "降", "worse"), (22, 78, "升", "better"), (42, 44, "降", "")],
)
def test_only_what_is_beyond_chance_has_a_mood(before, now, better, felt):
    """A change that may be chance is coloured neither good nor bad."""
    assert mood(change(before, now), better) == felt


def test_few_cases_have_no_sign():
    """Where nothing is judged, no arrow pretends to."""
    assert sign_of(change(1, 2)) == ""


def test_a_printed_number_keeps_its_print(read_in, swap):
    """The printed change implies the month before, which is judged as if it had been printed."""
    text = swap("issues/2023-05/figures.yml", "{件数: 3}", "{件数: 3, 环比: -72.73}")
    publication = Publication(read_in(text).archive)
    found = key_number(publication.statistics, publication.archive.issues[0], COMPLAINTS)

    assert found is not None
    assert (found.value, found.change, found.before) == (
        "3",
        f"下降{NBSP}72.73%",
        f"由此推出上月{NBSP}11{NBSP}件",
    )
    assert (found.sign, found.mood) == ("▽", "")


def test_a_definition_explains_the_number(read_in):
    """口径 of the month goes with the number; a rate says its last month."""
    publication = Publication(read_in().archive)
    issue = publication.archive.issues[1]

    assert key_number(publication.statistics, issue, VALID).meaning == "认定成立的投诉与意见"
    assert key_number(publication.statistics, issue, ON_TIME).unit == "%"


def test_without_a_month_before_that_is_said(read_in):
    """No bare 无从比较: the reader learns why."""
    publication = Publication(read_in({"issues/2023-05/issue.yml": None, "issues/2023-05/figures.yml": None}).archive)
    found = key_number(publication.statistics, publication.archive.issues[0], COMPLAINTS)

    assert (found.change, found.before, found.verdict) == ("", "", "没有上月的数可比")


def test_a_rate_says_how_many_of_how_many(read_in):
    """A percentage of three tickets is no more than that; last month's has its counts beside it."""
    publication = Publication(read_in().archive)
    may, june = (key_number(publication.statistics, one, CLOSURE) for one in publication.archive.issues[1:])

    assert (may.value, may.counts, may.before) == ("0", f"3{NBSP}件中{NBSP}0{NBSP}件", "")
    assert june.before == f"上月{NBSP}0%（0/3）"


def test_what_every_number_would_repeat_is_said_once():
    """A first month: one sentence; a single gap among several stays where it is."""
    gap, fine = Number("甲", "1", "件", verdict=NOTHING_BEFORE), Number("乙", "2", "件", verdict="可能是偶然波动")

    assert said_once([gap, gap, fine]) == ((replace(gap, verdict=""),) * 2 + (fine,), "没有上月的数可比，不作判断。")
    assert said_once([gap, fine]) == ((gap, fine), "")
    assert said_once([]) == ((), "")
