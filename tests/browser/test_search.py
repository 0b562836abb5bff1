"""Search in a real Chromium: what must be found, how well it is ranked, and how it feels to use."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.browser.judged import ROOT, Judged, documents, ndcg, recall, suite
from tests.browser.searching import BOX, HEARD, Box, Finder
from voc_build.intake.load import load
from voc_build.words.model import Case

pytestmark = pytest.mark.browser

HERE = ROOT / "tests" / "browser"
HELD_OUT = HERE / "queries_held_out.yml"
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
        page.add_init_script(HEARD)
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


@pytest.fixture(scope="module")
def held_out() -> list[Judged]:
    """Queries that no search was tuned on."""
    return suite(HELD_OUT, documents(ROOT / "demo"))


def test_what_was_never_tuned_on_is_found_too(finder: Finder, box: Box, held_out: list[Judged]) -> None:
    """Recall and nDCG@10 of both over thirty held-out queries."""
    assert len(held_out) >= 30 and [row.query for row in held_out if not row.grades] == []
    of_finder = _measured(
        "案例检索（未调过的查询）", [row for row in held_out if row.of_finder()], Judged.of_finder, finder.search
    )
    of_box = _measured(
        "搜索框（未调过的查询）", [row for row in held_out if not row.finder_only], lambda row: row.grades, box.search
    )

    assert of_finder[0] >= 0.88 and of_finder[1] >= 0.85
    assert of_box[0] >= 0.85 and of_box[1] >= 0.75


# -- how it feels to use ---------------------------------------------------------------------------------------
@pytest.fixture
def fresh(browser: Browser, demo: str) -> Iterator[Callable[[str], Page]]:
    """Opens an address of the demo site as a new reader would; afterwards nothing may have been complained of."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    said: list[str] = []

    def opened(url: str) -> Page:
        page = context.new_page()
        page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda one: said.append(str(one)))
        page.goto(demo + url)
        return page

    yield opened
    context.close()
    assert said == []


def test_pasted_text_searches_at_once(fresh: Callable[[str], Page], demo: str) -> None:
    """Pasting needs no key after it."""
    page = fresh("")
    page.locator(BOX).focus()
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.startsWith('键入')")
    page.evaluate(
        """() => {
          const box = document.activeElement;
          box.value = '共享屏幕';
          box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
        }"""
    )
    page.wait_for_selector(".md-search-result__item")

    assert "cases/2022-12-03/" in Box(page, demo).results()


def test_the_page_does_not_fetch_the_index_until_something_is_asked(fresh: Callable[[str], Page]) -> None:
    """Reading a page costs nothing of search; the first letter fetches the index once."""
    page = fresh("")
    fetched: list[str] = []
    page.on("request", lambda one: fetched.append(one.url) if "search_index" in one.url else None)
    page.reload()
    page.wait_for_load_state("networkidle")
    before = len(fetched)
    for query in ("征信", "征信异"):
        page.locator(BOX).fill(query)
        page.wait_for_selector(".md-search-result__item")

    assert (before, len(fetched)) == (0, 1)


def test_the_words_searched_for_are_marked_in_the_page(fresh: Callable[[str], Page]) -> None:
    """Enter goes to the best result, where the words stand marked."""
    page = fresh("")
    page.locator(BOX).fill("停摆误了")
    page.wait_for_selector(".md-search-result__item")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/2022-05-01/**")

    assert page.locator("article h1 mark").inner_text() == "停摆误了"


def test_the_address_holds_the_finder_s_state(fresh: Callable[[str], Page], demo: str) -> None:
    """Word and facets come from the address, go into it, and Back takes the last step back."""
    page = fresh("finder/?kw=理财")
    finder = Finder(page, demo)
    whole = finder.results("理财")
    page.locator("[data-facet=institution] input[value=luping]").check()
    page.wait_for_function(f"document.querySelectorAll('.voc-hit').length < {len(whole)}")
    narrowed = finder.results("理财")
    address = page.url
    page.reload()
    again = finder.results("理财")
    page.go_back()
    page.wait_for_function(f"document.querySelectorAll('.voc-hit').length === {len(whole)}")

    assert address.endswith("&institution=luping")
    assert 0 < len(narrowed) < len(whole)
    assert again == narrowed
    assert finder.results("理财") == whole


def test_back_from_a_result_returns_to_the_results(fresh: Callable[[str], Page], demo: str) -> None:
    """Following a result and coming back shows the same list."""
    page = fresh("finder/")
    finder = Finder(page, demo)
    before = finder.search("国债")
    page.locator(".voc-hit__title a").first.click()
    page.wait_for_url("**/cases/**")
    page.go_back()

    assert finder.results("国债") == before
    assert page.locator("#voc-finder-kw").input_value() == "国债"


def test_facets_count_what_they_would_leave(fresh: Callable[[str], Page], demo: str) -> None:
    """The number beside a facet is the number of results once it is chosen."""
    page = fresh("finder/?kw=信用卡")
    finder = Finder(page, demo)
    finder.results("信用卡")
    row = page.locator("[data-facet=type] label").filter(has_text="意见")
    promised = int(row.locator(".voc-facet__count").inner_text())
    row.locator("input").check()
    page.wait_for_function(f"document.querySelectorAll('.voc-hit').length === {promised}")

    assert finder.status == f"共 {promised} 条结果"


def test_the_finder_works_by_keyboard_alone(fresh: Callable[[str], Page], demo: str) -> None:
    """Type, walk down the results, back up into the box, down again, and open one."""
    page = fresh("finder/")
    page.locator("#voc-finder-kw").focus()
    page.keyboard.type("国债")
    Finder(page, demo).results("国债")
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    back = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowDown")
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/**")

    assert back == "voc-finder-kw"
    assert page.locator("article h1").inner_text().endswith(title)


def test_synonyms_stand_after_what_was_typed(finder: Finder) -> None:
    """退休金 finds 养老金 too, says so, and puts exact hits first."""
    found = finder.search("扣款")
    exact = [url for url in found if url in set(_holding("扣款"))]

    assert found[: len(exact)] == exact
    assert len(found) > len(exact)
    assert "同义词" in finder.page.locator(".voc-finder__hint").inner_text()


def test_near_matches_come_only_when_there_is_nothing_exact(finder: Finder) -> None:
    """Words in another order stand nowhere as typed: what holds them all is offered, and called near."""
    found = finder.search("排队国债")

    assert "cases/2022-11-03/" in found
    assert finder.status.startswith("相近的")


def test_initials_and_pinyin_find_names(finder: Finder) -> None:
    """yxfh is 云溪分行, and so is yunxi."""
    own = finder.search("云溪分行")

    assert set(own) <= set(finder.search("yxfh"))
    assert set(own) <= set(finder.search("yunxifenhang"))


def test_the_finder_works_from_a_folder(browser: Browser, sites: object) -> None:
    """Opened from a shared drive, with no server, the finder finds in titles and texts."""
    context = browser.new_context()
    page = context.new_page()
    base = f"{sites.demo.as_uri()}/"  # type: ignore[attr-defined]
    page.goto(f"{base}finder/index.html?kw=压力测试")
    found = Finder(page, base).results("压力测试")
    context.close()

    assert "cases/2022-05-01/index.html" in found  # a folder opens no page by itself


def _holding(piece: str) -> Iterator[str]:
    for case in load(ROOT / "demo").archive.cases:
        if any(piece in one for one in _strings(case)):
            yield f"cases/{case.id}/"
