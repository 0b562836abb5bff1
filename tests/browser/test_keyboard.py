"""A reader without a mouse: from the first Tab through menus, search, tables, charts, terms and the finder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.searching import BOX

pytestmark = pytest.mark.browser

FAR = 150
"""Stops of the tab key within which whatever is asked for must come."""
HERE = "document.activeElement"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A new reader's page of office size; nobody touches its mouse."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _tab_to(page: Any, selector: str) -> None:
    """Press Tab until what the selector names has the focus, and is seen to have it."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if page.evaluate(f"selector => {HERE}.matches(selector)", selector):
            shown = f"(one => one.checkVisibility({{opacityProperty: false}}) && one.matches(':focus-visible'))({HERE})"
            assert page.evaluate(shown), selector
            return
    raise AssertionError(f"no way to {selector} by Tab on {page.url}")


def test_a_reader_walks_the_site_without_a_mouse(page: Any, served: str) -> None:
    """Skip link, menu, an issue, its table, its chart, a term, the header's search, and a case."""
    page.goto(f"{served}demo/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{HERE}.matches('.md-skip')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{HERE}.closest('article') !== null"), "the skip link leads past the menus"
    page.keyboard.press("Control+Home")
    page.reload()
    page.wait_for_load_state("networkidle")

    _tab_to(page, ".md-tabs a[href*='issues/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/issues/")
    page.wait_for_selector("h1:has-text('各期')")
    _tab_to(page, ".md-content a[href*='2023-06/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/issues/2023-06/")
    page.wait_for_selector(".voc-masthead")

    _tab_to(page, "a.voc-term")
    assert page.locator("#voc-tip").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#voc-tip").is_hidden()

    _tab_to(page, "table[data-voc-sort] th + th .voc-sort")
    page.keyboard.press("Enter")
    assert page.locator("table[data-voc-sort] th[aria-sort]").count() == 1

    _tab_to(page, "button[data-voc-chart]")
    page.keyboard.press("Enter")
    page.wait_for_function(f"{HERE}.textContent === '静态图'")
    page.keyboard.press("Tab")
    while not page.evaluate(f"{HERE}.matches('summary')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{HERE}.parentElement.open && {HERE}.parentElement.querySelectorAll('td').length > 0")

    page.keyboard.press("/")
    page.wait_for_function(f"{HERE}.matches('{BOX}')")
    page.keyboard.type("催收")
    page.wait_for_selector(".md-search-result__item a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/**")
    page.wait_for_selector("article mark")


def test_the_colours_are_chosen_by_keyboard(page: Any, served: str) -> None:
    """The switch of light and dark takes focus and answers to it."""
    page.goto(f"{served}demo/")
    page.wait_for_load_state("networkidle")
    before = page.evaluate("document.body.dataset.mdColorScheme")
    _tab_to(page, ".md-header__option input, .md-header__option label")
    for key in ("Enter", "Space", "ArrowRight"):
        page.keyboard.press(key)
        if page.evaluate("document.body.dataset.mdColorScheme") != before:
            return
    raise AssertionError("the palette does not answer to the keyboard")


def test_the_phone_menu_opens_and_closes_by_keyboard(browser: Any, served: str) -> None:
    """A small window on an office screen has no mouse either: the menu button, a section in it, Escape."""
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{served}demo/")
    page.wait_for_load_state("networkidle")
    _tab_to(page, ".voc-opener--drawer")
    page.keyboard.press("Enter")
    assert page.locator("#__drawer").is_checked()
    _tab_to(page, ".md-nav--primary a[href*='issues/']")
    page.keyboard.press("Escape")
    assert not page.locator("#__drawer").is_checked()
    assert page.evaluate(f"{HERE}.matches('.voc-opener--drawer')")
    _tab_to(page, ".voc-opener--search")
    page.keyboard.press("Enter")
    page.wait_for_function(f"{HERE}.matches('{BOX}')")
    context.close()
