"""Wide screens: what stands side by side, and that prose keeps its measure however wide the window is."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

MEASURE = 44
"""The most Han characters in a line of prose."""
PAGES = (
    "issues/2023-06/",
    "issues/2021-06/",
    "cases/2023-06-01/",
    "institutions/yunxi/",
    "business/credit-card/",
    "finder/?kw=理财",
    "compare/",
    "trends/",
    "reconcile/",
    "ledger/",
    "method/",
    "about/",
    "guide/",
    "guide/rules/",
)
LONG = """most => [...document.querySelectorAll('article p, article li, article dd')].filter((one) =>
    one.checkVisibility() && getComputedStyle(one).display === 'block'
    && !one.querySelector('p, li, div, ul, dl, span + span'))
  .filter((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const lines = new Map();
    for (const { top, left, right } of range.getClientRects()) {
      const line = Math.round(top / 10);
      const [from, to] = lines.get(line) ?? [left, right];
      lines.set(line, [Math.min(from, left), Math.max(to, right)]);
    }
    const widest = Math.max(0, ...[...lines.values()].map(([from, to]) => to - from));
    return lines.size > 1 && widest > most * parseFloat(getComputedStyle(one).fontSize);
  }).map((one) => one.textContent.trim().slice(0, 40))"""
"""The paragraphs of several lines of which one is longer than it should be."""


@pytest.mark.parametrize("width", [1280, 1920, 2560])
def test_prose_keeps_its_measure(browser: Any, served: str, width: int) -> None:
    """On every page type that has prose."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    long = {}
    for url in PAGES:
        page.goto(f"{served}demo/{url}")
        page.wait_for_load_state("networkidle")
        long[url] = page.evaluate(LONG, MEASURE)
    page.close()

    assert {url: words for url, words in long.items() if words} == {}


def test_a_wide_screen_shows_things_side_by_side(browser: Any, served: str) -> None:
    """An issue's text beside its table and three charts abreast, a case's story beside its advice; not at 1280 px."""
    beside = "all => all[0].getBoundingClientRect().right < all[1].getBoundingClientRect().left"
    seen = {}
    for width in (1280, 1920):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{served}demo/issues/2023-06/")
        page.wait_for_load_state("networkidle")
        text = page.locator(".voc-abreast > div").evaluate_all(beside)
        tops = page.locator(".voc-figures > .voc-figure").evaluate_all("all => all.map(one => one.offsetTop)")
        page.goto(f"{served}demo/cases/2023-06-01/")
        story = page.locator(".voc-abreast > div").evaluate_all(beside)
        seen[width] = (text, len(set(tops)), story)
        page.close()

    assert seen == {1280: (False, 2, False), 1920: (True, 1, True)}
