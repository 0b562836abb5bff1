"""比较: the numbers that travel to the browser are those of the pages, gaps included."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from voc_build.intake.load import Loaded, load
from voc_build.pages import compare
from voc_build.pages.publication import Publication
from voc_build.words.measures import COUNTS

ReadIn = Callable[[Mapping[str, str | bytes | None]], Loaded]
DEMO = Path(__file__).parents[2] / "demo"


def _numbers(publication: Publication) -> Any:
    (download,) = compare.downloads(publication)
    return json.loads(download.make().decode().removeprefix("vocMeasures(").removesuffix(");\n"))


def test_the_numbers_are_the_statistics() -> None:
    """Every count of the bank, null where it is not known."""
    publication = Publication(load(DEMO).archive)
    found = _numbers(publication)

    for measure in COUNTS:
        values = [publication.statistics.value(measure, index) for index in range(len(found["issues"]))]
        assert found["bank"][measure.code] == values


def test_an_institution_has_numbers_while_it_exists(read_in: ReadIn) -> None:
    """Merged on the first of June: June is not known, never zero."""
    found = _numbers(Publication(read_in({}).archive))

    merged = next(row for row in found["institutions"] if row[0] == "sangye")
    assert merged[2]["complaints"] == [None, 0, None]


def test_rates_say_how_many_of_how_many(read_in: ReadIn) -> None:
    """A share with its counts; null where nothing was printed."""
    found = _numbers(Publication(read_in({}).archive))

    assert found["rates"][0] == ["closure", "办结率", [None, [0, 0, 3], [0, 0, 1]]]


def test_a_page_without_anything_to_compare_says_so(read_in: ReadIn) -> None:
    """No form without data."""
    archive = read_in({}).archive
    body = next(compare.pages(Publication(type(archive)(archive.settings, archive.taxonomy, ())))).body

    assert "还没有可以比较的两期" in body and "<form" not in body


def test_on_todays_structure_what_was_merged_in_is_counted_where_it_went(read_in: ReadIn) -> None:
    """May holds both branches, April is unknown since one of them was not printed; outlets add up or are unknown."""
    sizes = {
        "taxonomy/institutions.yml": """
            机构:
              - {代码: yunxi, 层级: 分行, 名称: [{名称: 云溪分行}], 规模: [{起: 2023-04, 网点: 10}, {起: 2023-06, 网点: 13}]}
              - {代码: yanbei, 层级: 分行, 名称: [{名称: 墨砚分行, 止: 2023-05-31}, {名称: 砚北分行, 起: 2023-06-01}]}
              - {代码: sangye, 层级: 分行, 名称: [{名称: 桑野分行}], 撤并: {并入: yunxi, 日期: 2023-06-01}, 规模: [{起: 2023-05, 网点: 3}]}
              - {代码: callcenter, 层级: 总行中心, 名称: [{名称: 客服中心}], 别名: [远程银行中心]}
              - {代码: wealth, 层级: 总行部门, 名称: [{名称: 总行财富管理部}], 表中: 否}
            """  # noqa: E501
    }
    publication = Publication(read_in(sizes).archive)
    found = _numbers(publication)

    ((code, name, counts, outlets, note),) = found["today"]
    assert (code, name, note) == ("yunxi", "云溪分行", "含2023年6月并入的桑野分行")
    assert counts["complaints"] == [None, 1, 0]
    assert outlets == [None, 13, 13]
    assert found["gone"] == {"sangye": "云溪分行"}
    assert '<select name="structure">' in next(compare.pages(publication)).body


def test_without_a_merger_there_is_nothing_to_switch(read_in: ReadIn) -> None:
    """A rename is one institution all along."""
    plain = {"taxonomy/institutions.yml": "机构:\n  - {代码: yunxi, 层级: 分行, 名称: [{名称: 云溪分行}]}\n"}
    publication = Publication(read_in(plain).archive)

    assert _numbers(publication)["today"] == [] and _numbers(publication)["gone"] == {}
    assert "structure" not in next(compare.pages(publication)).body
