"""How much a first view costs, how still it stands, and when the charts' library comes."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.conftest import Sites

pytestmark = pytest.mark.browser

ROOM = 250 * 1024
"""Bytes the first view of an issue page may take, each text file compressed as a server would."""
STILL = 0.02
"""The largest cumulative layout shift."""
PACKED = (".html", ".css", ".js", ".svg", ".json")
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
"""
"""Shifts within half a second of a click are the reader's own doing; the library is made to take longer than that."""
SLOW = 900
"""Milliseconds until the charts' library comes."""
DRAWN = """async () => {
  const button = [...document.querySelectorAll('button[data-voc-chart]')].find(one => one.offsetParent);
  const from = performance.now();
  button.click();
  while (!document.querySelector('.voc-plot .main-svg')) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - from;
}"""
TRIES = 4
"""New readers asked."""
STILL_AGAIN = """() => {
  document.querySelectorAll('.voc-plot').forEach(one => one.remove());
  document.querySelectorAll('svg.voc-chart').forEach(one => one.removeAttribute('hidden'));
}"""
PASSED_OVER = """(one) => {
  for (const under of [one, document.body]) under.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
}"""
"""In one go: however slow the machine, the pointer does not rest."""
CROWDED = """() => [...document.querySelectorAll('.voc-plot')].flatMap((plot) => {
  const names = [...plot.querySelectorAll('.xtick text')].sort((a, b) =>
    a.getBoundingClientRect().left - b.getBoundingClientRect().left);
  return names.filter((name, at) => /rotate\\((?!0[,)])/.test(name.getAttribute('transform'))
    || (at && name.getBoundingClientRect().left <= names[at - 1].getBoundingClientRect().right))
    .map((name) => name.textContent);
})"""
PAGES = ("issues/2023-06/", "issues/2021-06/", "trends/", "institutions/yunxi/", "business/credit-card/", "")


@pytest.fixture(params=[1280, 390], ids=["office", "phone"])
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A new reader, with nothing in the browser's cache."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    opened = context.new_page()
    opened.add_init_script(SHIFTS)
    opened.asked = []
    opened.on("request", lambda one: opened.asked.append(one.url))
    yield opened
    context.close()


def _weight(root: Path, url: str) -> int:
    path = root / unquote(urlsplit(url).path).lstrip("/")
    path = path / "index.html" if path.is_dir() else path
    data = path.read_bytes()
    return len(gzip.compress(data, 6, mtime=0)) if path.suffix in PACKED else len(data)


def test_the_first_view_of_an_issue_is_light(page: Any, sites: Sites, served: str) -> None:
    """Page, styles, scripts, Material and all, without the charts' bundle, which is not asked for."""
    page.goto(f"{served}demo/issues/2023-06/")
    page.wait_for_load_state("networkidle")
    weights = {url: _weight(sites.demo.parent, url) for url in page.asked if not url.startswith("data:")}
    total = sum(weights.values())
    print(f"\n一期的首次打开：{total / 1024:.0f} KB（压缩后），{len(weights)} 个文件")
    for url, weight in sorted(weights.items(), key=lambda one: -one[1])[:6]:
        print(f"  {weight / 1024:6.1f} KB {url.removeprefix(served)}")

    assert total < ROOM
    assert [url for url in weights if "plotly" in url] == []


def test_pages_stand_still_while_they_load_and_charts_draw(page: Any, served: str) -> None:
    """Cumulative layout shift of each kind of page with charts, opened, scrolled through, every chart drawn."""
    page.route("**/plotly-basic.min.js", lambda route: (page.wait_for_timeout(SLOW), route.continue_()))
    shifts = {}
    for url in PAGES:
        page.goto(f"{served}demo/{url}")
        page.wait_for_load_state("networkidle")
        for button in page.locator("button[data-voc-chart]:visible").all():
            button.scroll_into_view_if_needed()
            button.click()
            page.wait_for_function("one => one.textContent === '静态图'", arg=button.element_handle())
        page.wait_for_timeout(300)
        shifts[url] = page.evaluate("window.shifted")
    print("\n" + "\n".join(f"  {value:.4f} {url or '/'}" for url, value in shifts.items()))

    assert {url: value for url, value in shifts.items() if value >= STILL} == {}


def test_names_below_plots_stand_upright_and_apart(page: Any, served: str) -> None:
    """Months and other names under interactive charts are thinned where there is little room, never turned."""
    wrong = {}
    for url in PAGES:
        page.goto(f"{served}demo/{url}")
        page.wait_for_load_state("networkidle")
        for button in page.locator("button[data-voc-chart]:visible").all():
            button.click()
            page.wait_for_function("one => one.textContent === '静态图'", arg=button.element_handle())
        page.wait_for_timeout(300)
        wrong[url] = page.evaluate(CROWDED)

    assert {url: names for url, names in wrong.items() if names} == {}


def test_the_library_comes_when_it_is_wanted(page: Any, served: str) -> None:
    """Not by opening, scrolling, switching colours or passing over; once by a click or a pointer that rests."""
    page.goto(f"{served}demo/issues/2023-06/")
    page.wait_for_load_state("networkidle")
    page.mouse.wheel(0, 4000)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    button = page.locator("button[data-voc-chart]:visible").first
    button.focus()
    button.evaluate(PASSED_OVER)
    page.wait_for_timeout(300)
    before = [url for url in page.asked if "plotly" in url]
    button.hover()
    page.wait_for_function("window.Plotly")
    page.evaluate(DRAWN)

    assert before == []
    assert len([url for url in page.asked if "plotly" in url]) == 1


def test_the_first_interactive_chart_says_how_soon_it_is_there(browser: Any, served: str) -> None:
    """Printed: from the click of a reader who has never seen one, at phone width, with the library still to come."""
    first, later = [], []
    for _ in range(TRIES):
        context = browser.new_context(viewport={"width": 390, "height": 900})
        page = context.new_page()
        page.goto(f"{served}demo/issues/2023-06/")
        page.wait_for_load_state("networkidle")
        first.append(page.evaluate(DRAWN))
        page.evaluate(STILL_AGAIN)
        later.append(page.evaluate(DRAWN))
        context.close()
    print(f"\n交互图：首次点击 {min(first):.0f}–{max(first):.0f} 毫秒，以后 {min(later):.0f}–{max(later):.0f} 毫秒")

    assert min(later) < min(first)  # the library came once
