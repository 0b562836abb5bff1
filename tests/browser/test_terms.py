"""Terms explain themselves by pointer, by keyboard and by touch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGE = "demo/institutions/yunxi/"
FOCUSED = "[document.activeElement.textContent, document.activeElement.getAttribute('aria-describedby')]"


@pytest.fixture(params=["office", "touch"])
def device(browser: Any, served: str, request: pytest.FixtureRequest) -> Iterator[tuple[str, Any]]:
    """An institution's page on an office screen or on a phone."""
    touch = request.param == "touch"
    width = 390 if touch else 1280
    context = browser.new_context(viewport={"width": width, "height": 900}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.goto(served + PAGE)
    page.wait_for_load_state("networkidle")
    yield request.param, page
    context.close()


def test_a_term_says_what_it_means(device: tuple[str, Any]) -> None:
    """Pointed at, tabbed to or tapped; Escape or a tap elsewhere closes; the link still leads to the dictionary."""
    name, page = device
    term, tip = page.locator("a.voc-term:visible", has_text="控制图").first, page.locator("#voc-tip")
    meaning = term.get_attribute("data-voc-meaning")
    if name == "touch":
        term.tap()
        assert (tip.inner_text(), page.url.endswith(PAGE)) == (meaning, True)
        page.locator("h1").tap()
        assert tip.is_hidden()
        term.tap()
        term.tap()
    else:
        term.hover()
        assert tip.inner_text() == meaning
        tip.hover()
        page.wait_for_timeout(400)
        assert tip.is_visible(), "words that are pointed at stay"
        page.keyboard.press("Escape")
        assert tip.is_hidden()
        term.focus()
        page.keyboard.press("Tab")
        assert (page.evaluate(FOCUSED), tip.is_visible()) == (["控制限", "voc-tip"], True)
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
    page.wait_for_url("**/method/#term-control")
