"""数据浏览: the cube that travels to the browser holds every ticket, and the files beside it no more than promised."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc_build.intake.load import Loaded, load
from voc_build.numbers.cube import cube
from voc_build.numbers.shards import shard, written
from voc_build.pages import addresses, explore
from voc_build.pages.publication import Publication
from voc_build.words.measures import BY_CODE
from voc_build.words.month import Month

ReadIn = Callable[[Mapping[str, str | bytes | None]], Loaded]
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
DEMO = Path(__file__).parents[2] / "demo"


def _read(text: str) -> list[int]:
    """The numbers of a text, as the page's script reads them."""
    numbers, value, weight = [], 0, 1
    for sign in text:
        digit = SIGNS.index(sign)
        value += (digit & 31) * weight
        weight *= 32
        if digit < 32:
            numbers.append(value)
            value, weight = 0, 1
    return numbers


@given(st.lists(st.integers(0, 2**52)))
def test_numbers_are_read_as_they_were_written(numbers: list[int]) -> None:
    """Any whole number up to what a browser counts exactly."""
    assert _read(written(np.array(numbers, dtype=np.int64))) == numbers


def test_the_cube_holds_every_ticket_with_its_marks() -> None:
    """Unpacked in plain Python, the cells of three issues are the tickets of these issues, counted."""
    archive = load(DEMO).archive
    counted = cube(archive)
    places = [3, 4, 5]

    found = shard(counted, places, (len(archive.taxonomy.business_types.terms), len(archive.taxonomy.causes.terms)))

    numbers = iter(_read(found.cells))
    unpacked: Counter[tuple[object, ...]] = Counter()
    place = -1
    for step in numbers:
        place += step // 2
        marks, rest = [], place
        for size in reversed(found.sizes):
            rest, mark = divmod(rest, size)
            marks.append(mark)
        issue, institution, source, kind, valid, business, cause, groups = reversed(marks)
        terms = found.sets[groups - 1] if groups else ()
        key = (places[issue], institution - 1, source, kind, valid - 1, business - 1, cause - 1, terms)
        unpacked[key] += next(numbers) if step % 2 else 1
    names = ("issue", "institution", "source", "kind", "valid", "business", "cause", "groups")
    tickets = zip(*(counted.columns[name].tolist() for name in names), strict=True)
    assert unpacked == Counter(
        (*marks, counted.group_sets[groups] if groups >= 0 else ()) for *marks, groups in tickets if marks[0] in places
    )


def _files(publication: Publication) -> dict[str, str]:
    return {one.url: one.make().decode("utf-8-sig") for one in explore.downloads(publication)}


def test_a_printed_issue_travels_as_printed_and_has_no_tickets(read_in: ReadIn) -> None:
    """Each number with its source; no CSV for a month that nobody counted."""
    files = _files(Publication(read_in({}).archive))

    assert set(files) == {"explore/cube-2023.js", "explore/tickets-2023-06.csv", "explore/tickets-2023-07.csv"}
    cube = json.loads(files["explore/cube-2023.js"].removeprefix("vocCube(").removesuffix(");\n"))
    assert cube["stated"][0][0] == ["complaints", -1, 3, "正文"]
    assert ["supervisor", 0, 1, "机构表"] in cube["stated"][0]
    assert cube["stated"][1:] == [[], []]


def test_a_page_of_an_empty_archive_says_so(read_in: ReadIn) -> None:
    """No form without data."""
    archive = read_in({}).archive
    body = next(explore.pages(Publication(type(archive)(archive.settings, archive.taxonomy, ())))).body

    assert "还没有已发布的一期" in body and "<form" not in body


def test_names_follow_the_months_in_which_they_held(read_in: ReadIn) -> None:
    """A renamed institution's tickets are found under the name of their month."""
    body = next(explore.pages(Publication(read_in({}).archive))).body
    index = json.loads(re.search(r"data-voc-index>(.*?)</script>", body, re.DOTALL)[1])

    renamed = next(row for row in index["institutions"] if row[0] == "yanbei")
    assert renamed[1] == "砚北分行"
    assert renamed[3] == [["墨砚分行", 0, 1], ["砚北分行", 2, 2]]


@pytest.mark.parametrize(
    ("measure", "query"),
    [
        ("complaints", ""),
        ("supervisor", "&amp;source=supervisor&amp;kind=complaint"),
        ("voice", "&amp;source=voice&amp;kind=complaint"),
        ("opinions", "&amp;kind=opinion"),
        ("valid", "&amp;valid=yes"),
        ("praise", "&amp;kind=praise"),
    ],
)
def test_a_number_leads_to_its_tickets(measure: str, query: str) -> None:
    """The address names codes only, in one order."""
    assert measure in BY_CODE
    assert addresses.explore(Month(2022, 5), measure=measure) == f"@/explore/?from=2022-05&amp;to=2022-05{query}"


def test_an_unknown_filter_is_refused() -> None:
    """A misspelt filter would silently count everything."""
    with pytest.raises(KeyError):
        addresses.explore(bussiness="loan")
