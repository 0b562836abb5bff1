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
