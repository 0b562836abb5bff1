"""与别人比: rates with their intervals, and a sentence where there can be none."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc_build.intake.load import load
from voc_build.numbers.rates import CUSTOMERS, OUTLETS, Tier
from voc_build.pages.publication import Publication
from voc_build.pages.standing import Standing

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demo() -> Standing:
    """The invented bank, whose branches have outlets and customers."""
    return Standing(Publication(load(ROOT / "demo").archive))


def test_an_institution_has_a_rate_by_outlets_and_by_customers(demo):
    """Each with the bank's mean and what may be said."""
    said = demo.sentence("luping")

    assert OUTLETS.name in said and CUSTOMERS.name in said
    assert said.count("全行平均") == said.count(str(Tier.ABOVE)) + 2 == 4


def test_institutions_are_ranked_by_both_bases(demo):
    """Outlets first; each with all institutions of the table."""
    outlets, customers = demo.scales("luping")

    assert (outlets.name, customers.name) == (OUTLETS.name, CUSTOMERS.name)
    assert sum(len(group.places) for group in outlets.groups) == sum(len(group.places) for group in customers.groups)


def test_a_merged_branch_counts_where_it_went_with_its_outlets(demo):
    """穗源分行 took 桑野分行 over in October 2022: four months of two branches with 25 outlets, then one with 25."""
    line = demo._lines["suiyuan"]
    counts, sizes = demo._months(line, OUTLETS)

    assert sizes == [25] * 12
    assert sum(counts) == 42


def test_every_rate_of_a_tier_has_its_interval(demo):
    """No bare order: the interval stands beside each number, and there is none where there is no rate."""
    for group in (group for scale in demo.scales("luping") for group in scale.groups):
        for place in group.places:
            assert ("（" in place.rate) == bool(place.rate)


def test_without_sizes_words_say_why(demo):
    """An institution without outlets, and an archive in which nobody has any."""
    assert demo.sentence("callcenter") == "无网点数，不计算比率，也就不与其他机构比。"
    real = Standing(Publication(load(ROOT / "data").archive))
    assert real.sentence("changchun") == "没有机构既有件数又有网点数，不计算比率，也就不与其他机构比。"
    assert real.scales("changchun") == ()


def test_a_rate_that_stands_alone_is_not_compared_with_itself(read_in):
    """The mean of one is no mean."""
    only = {
        "taxonomy/institutions.yml": """
            机构:
              - {代码: yunxi, 层级: 分行, 名称: [{名称: 云溪分行}], 规模: [{起: 2023-01, 网点: 10}]}
              - {代码: yanbei, 层级: 分行, 名称: [{名称: 墨砚分行, 止: 2023-05-31}, {名称: 砚北分行, 起: 2023-06-01}]}
              - {代码: callcenter, 层级: 总行中心, 名称: [{名称: 客服中心}], 别名: [远程银行中心]}
              - {代码: wealth, 层级: 总行部门, 名称: [{名称: 总行财富管理部}], 表中: 否}
            """
    }
    alone = Standing(Publication(read_in(only).archive))

    assert "没有别的机构有比率可比" in alone.sentence("yunxi")
    assert alone.scales("yunxi") == ()
