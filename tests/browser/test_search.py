"""Search in a real Chromium: what must be found, how well it is ranked, and how it feels to use."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.browser.judged import ROOT, Judged, documents, ndcg, recall, suite
from tests.browser.searching import Box, Finder
from voc_build.intake.load import load
from voc_build.words.model import Case

pytestmark = pytest.mark.browser

HERE = ROOT / "tests" / "browser"
MUST = yaml.safe_load((HERE / "queries_box.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def demo(served: str) -> str:
    """The address of the demo's site."""
    return f"{served}demo/"


@pytest.fixture(scope="module")
def open_page(browser: Browser, demo: str) -> Iterator[Callable[[str], Page]]:
    """Opens an address of the demo site in a tab of its own; what it says and asks for stays with it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})

    def opened(url: str) -> Page:
        page = context.new_page()
        page.said, page.asked = [], []  # type: ignore[attr-defined]
        page.on("console", lambda one: page.said.append(one.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda one: page.said.append(str(one)))  # type: ignore[attr-defined]
        page.on("request", lambda one: page.asked.append(one.url))  # type: ignore[attr-defined]
        page.goto(demo + url)
        return page

    yield opened
    context.close()


@pytest.fixture(scope="module")
def box(open_page: Callable[[str], Page], demo: str) -> Box:
    """The header's box of the demo's home page."""
    return Box(open_page(""), demo)


@pytest.fixture(scope="module")
def finder(open_page: Callable[[str], Page], demo: str) -> Finder:
    """The demo's finder."""
    return Finder(open_page("finder/"), demo)


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """The judged suite over the demo archive."""
    return suite(HERE / "queries.yml", documents(ROOT / "demo"))


# -- what must be found ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("query", "page"), MUST, ids=[query for query, _ in MUST])
def test_the_box_finds(box: Box, query: str, page: str) -> None:
    """Chinese typed plainly finds its page: from the middle of titles and texts, names, short words, mixed words."""
    assert page in box.search(query)


def test_the_box_says_so_when_there_is_nothing(box: Box) -> None:
    """A query that stands nowhere, not even in part, finds nothing and says it."""
    assert box.search("区块链比特币") == []
    assert "没有找到" in box.page.locator(".md-search-result__meta").inner_text()


def test_the_finder_says_so_when_there_is_nothing(finder: Finder) -> None:
    """No hit and nothing near it: an empty list and a nought."""
    assert finder.search("区块链比特币") == []
    assert finder.status == "共 0 条结果"


def test_any_string_of_any_case_is_found(finder: Finder) -> None:
    """Exact recall: pieces of one to twenty characters from every field of cases, cut where no word ends."""
    cases = {f"cases/{case.id}/": list(_strings(case)) for case in load(ROOT / "demo").archive.cases}
    missed = []
    for number, strings in enumerate(cases.values()):
        whole = strings[number % len(strings)]
        length = 1 + number % 20
        piece = whole[number % max(len(whole) - length, 1) :][:length].strip()
        holders = {url for url, held in cases.items() if any(piece in one for one in held)}
        missed += [(piece, url) for url in sorted(holders - set(finder.search(piece)))]

    assert missed == []


def _strings(case: Case) -> Iterator[str]:
    """Everything written in a case, each field in one line."""
    advice = (one.content for one in case.recommendations)
    about = (case.title, *case.tags, case.institution, case.sub_branch, case.business, case.cause, *case.groups)
    for text in (*about, case.story, case.finding, case.lesson, *advice):
        if text:
            yield "".join(line.strip() for line in text.splitlines())


# -- how well it is ranked -------------------------------------------------------------------------------------
def _measured(
    name: str, rows: Sequence[Judged], grades: Callable[[Judged], Mapping[str, int]], search: Callable[[str], list[str]]
) -> tuple[float, float]:
    """Mean recall and nDCG@10; prints both and the queries that do worst."""
    scores = []
    for row in rows:
        found = search(row.query)
        scores.append((recall(grades(row), found), ndcg(grades(row), found), row.query))
    means = statistics.mean(one[0] for one in scores), statistics.mean(one[1] for one in scores)
    print(f"\n{name}：{len(scores)} 条查询，召回 {means[0]:.3f}，nDCG@10 {means[1]:.3f}")
    for found, ranked, query in sorted(scores, key=lambda one: min(one[:2]))[:12]:
        print(f"  {query}：召回 {found:.2f}，nDCG@10 {ranked:.2f}")
    return means


def test_the_suite_is_large_enough_and_judged(judged: list[Judged]) -> None:
    """At least 120 queries, each with a relevant page, from all three readers."""
    assert len(judged) >= 120
    assert [row.query for row in judged if not row.grades] == []
    assert {row.who for row in judged} == {"branch", "clerk", "audit"}


def test_the_finder_ranks_well(finder: Finder, judged: list[Judged]) -> None:
    """Recall and nDCG@10 of the finder over the suite."""
    rows = [row for row in judged if row.of_finder()]
    found, ranked = _measured("案例检索", rows, Judged.of_finder, finder.search)

    assert found >= 0.98
    assert ranked >= 0.85


def test_the_box_ranks_well(box: Box, judged: list[Judged]) -> None:
    """Recall and nDCG@10 of the header's box over the suite."""
    rows = [row for row in judged if not row.finder_only]
    found, ranked = _measured("搜索框", rows, lambda row: row.grades, box.search)

    assert found >= 0.9
    assert ranked >= 0.75
