"""The folder edition opened from a drive, with no server: everything a reader does works as on the web."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.conftest import ROOT
from tests.browser.searching import BOX, Box, Finder

pytestmark = pytest.mark.browser

OWN = ("file:", "data:", "blob:")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both archives as folders, the invented one beside the bank's own; the name has what names on drives have."""
    from voc_build.host.build import build

    root = tmp_path_factory.mktemp("drive") / "客户之声 2023 (副本)"
    assert build(ROOT / "data", root, "folder", beside=ROOT / "demo") == 0
    return root


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A new reader's page; afterwards nothing may have been complained of, nor asked of any host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith(OWN) else faults.append(asked.url))
    yield opened
    context.close()
    assert faults == []


def test_a_reader_walks_from_page_to_page(page: Any, folder: Path) -> None:
    """By the links on the pages: the demo, an issue, its case, the institution, and home by the logo."""
    page.goto((folder / "index.html").as_uri())
    page.locator(".voc-beside a").click()
    page.locator(".md-tabs a[href*='issues/']").click()
    page.locator(".md-content a[href*='2023-06/']").first.click()
    page.locator(".md-content a[href*='cases/2023-06-01/']").first.click()
    page.locator(".md-content a[href*='institutions/']").first.click()
    page.locator(".md-header .md-logo").click()

    assert page.url == (folder / "demo" / "index.html").as_uri()


def test_the_search_box_finds_and_leads_there(page: Any, folder: Path) -> None:
    """The index comes as a script into a frame; results are files; the words found are marked."""
    page.goto((folder / "demo/issues/2023-06/index.html").as_uri())
    page.locator(BOX).focus()
    found = Box(page, (folder / "demo").as_uri() + "/").search("停摆误了")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_selector("article h1 mark")

    assert "cases/2022-05-01/index.html" in found
    assert page.url.split("?")[0] == (folder / "demo/cases/2022-05-01/index.html").as_uri()
    assert page.locator("article h1 mark").inner_text() == "停摆误了"


def test_the_finder_finds_and_leads_there(page: Any, folder: Path) -> None:
    """From the address, narrowed by a facet, and by pinyin."""
    base = (folder / "demo").as_uri() + "/"
    page.goto(f"{base}finder/index.html?kw=压力测试")
    finder = Finder(page, base)
    found = finder.results("压力测试")
    by_pinyin = finder.search("yxfh")
    page.locator("[data-facet=type] input").first.check()
    page.locator(".voc-hit__title a").first.click()
    page.wait_for_selector(".voc-tools, article h1")

    assert "cases/2022-05-01/index.html" in found
    assert by_pinyin
    assert page.url.startswith(f"{base}cases/")


def test_a_chart_draws_and_follows_the_palette(page: Any, folder: Path) -> None:
    """The library comes from the folder; dark mode repaints the chart and stays on the next page."""
    page.goto((folder / "demo/issues/2023-06/index.html").as_uri())
    page.locator("button[data-voc-chart]:visible").first.click()
    page.wait_for_selector(".voc-plot .main-svg")
    colour = "getComputedStyle(document.querySelector('.voc-plot .xtick text, .voc-plot .ytick text')).fill"
    light = page.evaluate(colour)
    page.locator("form[data-md-component=palette] label:not([hidden])").click()
    page.wait_for_function(f"{colour} !== '{light}'")
    page.locator(".md-tabs a[href*='trends/']").first.click()
    page.wait_for_url("**/trends/index.html")

    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_explore_and_compare_count(page: Any, folder: Path) -> None:
    """Their data come as scripts; a number leads to its tickets."""
    for url in ("explore/index.html?from=2021-01&to=2023-06&kind=all&by=institution", "compare/index.html"):
        page.goto((folder / "demo").as_uri() + "/" + url)
        page.wait_for_selector("form[data-shown]")

        assert page.locator(".md-content table tbody tr").count() > 1


def test_a_table_is_sorted(page: Any, folder: Path) -> None:
    """And says so."""
    page.goto((folder / "demo/issues/2023-06/index.html").as_uri())
    page.locator("table[data-voc-sort] .voc-sort").nth(1).click()

    assert page.locator("table[data-voc-sort] thead th").nth(1).get_attribute("aria-sort") == "descending"


def test_what_scripts_write_leads_to_files_too(page: Any, folder: Path) -> None:
    """Every link on the pages whose lists scripts fill."""
    base = (folder / "demo").as_uri() + "/"
    dead = []
    for url in ("finder/index.html", "explore/index.html", "compare/index.html", "issues/2023-06/index.html"):
        page.goto(base + url)
        page.wait_for_timeout(800)
        for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
            path = link.split("#")[0].split("?")[0]
            if path.startswith("file:") and not _stands(path):
                dead.append(f"{url}: {link}")

    assert dead == []


def _stands(uri: str) -> bool:
    return Path(unquote(urlsplit(uri).path)).is_file()
