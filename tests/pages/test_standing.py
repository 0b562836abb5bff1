"""与别人比: rates with their intervals, and a sentence where there can be none."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc_build.intake.load import load
from voc_build.numbers.rates import CUSTOMERS, OUTLETS
from voc_build.pages.publication import Publication
from voc_build.pages.standing import Standing

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demo() -> Standing:
    """The invented bank, whose branches have outlets and customers."""
    return Standing(Publication(load(ROOT / "demo").archive))


def test_an_institution_has_a_rate_by_outlets_and_by_customers(demo):
    """Both bases, the second with its interval."""
    said = demo.sentence("luping")

    assert OUTLETS.name in said and f"{CUSTOMERS.name} " in said and "–" in said


def test_every_rate_of_a_tier_has_its_interval(demo):
    """No bare order: the interval stands beside each number, and there is none where there is no rate."""
    for group in demo.groups("luping"):
        for place in group.places:
            assert ("（" in place.rate) == bool(place.rate)


def test_without_sizes_words_say_why(demo):
    """An institution without outlets, and an archive in which nobody has any."""
    assert demo.sentence("callcenter") == "无网点数，不计算比率，也就不与其他机构比。"
    real = Standing(Publication(load(ROOT / "data").archive))
    assert real.sentence("changchun") == "没有机构既有件数又有网点数，不计算比率，也就不与其他机构比。"
    assert real.groups("changchun") == ()
