"""The newest month against earlier ones: rates with the counts that they are shares of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from voc_build.intake.load import load
from voc_build.pages.compared import compared
from voc_build.pages.publication import Publication
from voc_build.pages.trend import course
from voc_build.words.measures import ON_TIME
from voc_build.words.month import Month
from voc_build.words.taxonomy import Definition

DEMO = Path(__file__).parents[2] / "demo"


@pytest.fixture(scope="module")
def demo() -> Publication:
    """The invented bank: fifteen months of tickets after its last printed one."""
    return Publication(load(DEMO).archive)


def rates(publication: Publication) -> list[str]:
    """The three comparisons of 及时办结率."""
    found = course(publication, ON_TIME, publication.statistics.bank[ON_TIME.code])
    return [one.text.replace("\u00a0", " ") for one in compared(publication, ON_TIME, found, None).changes]


def test_a_rate_stands_beside_its_earlier_ones_with_their_counts(demo):
    """Last month, a year ago, and the twelve months before as one."""
    statistics, last = demo.statistics, len(demo.archive.issues) - 1
    months = [statistics.share_of(ON_TIME, last - back) for back in range(1, 13)]
    part, whole = (sum(counts) for counts in zip(*months, strict=True))

    before, year, twelve = rates(demo)

    assert before.endswith("（{}/{}）".format(*months[0])) and year.endswith("（{}/{}）".format(*months[-1]))
    assert twelve == f"{part / whole * 100:.1f}%（{part}/{whole}）"


def test_a_rate_is_not_held_against_another_definition(demo):
    """Words, not a number that means something else; the months since are too few to be called a year."""
    since = {"代码": "ontime", "名称": "及时办结率", "方向": "升", "起": "2023-03", "口径": "七天内办结", "间断": "是"}
    taxonomy = replace(
        demo.archive.taxonomy, definitions=(*demo.archive.taxonomy.definitions, Definition.model_validate(since))
    )
    before, year, twelve = rates(Publication(replace(demo.archive, taxonomy=taxonomy)))

    assert demo.archive.issues[-1].month == Month(2023, 5)
    assert before.endswith("）")
    assert (year, twelve) == ("口径不同，不作比较", "已知月份不足 6 个")
