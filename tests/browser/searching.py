"""Driving both searches as a reader would; each gives the addresses found, best first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page

BOX = "[data-md-component=search-query]"
_READY = "document.querySelector('.md-search-result__meta').textContent.startsWith('键入')"
_ANSWERED = """query => {
  const finder = document.querySelector('#voc-finder[aria-busy=false]');
  return finder && finder.dataset.answers === query;
}"""
_SCROLL = """async count => {
  const pane = document.querySelector('.md-search__scrollwrap');
  const frame = () => new Promise(requestAnimationFrame);
  const listed = () => document.querySelectorAll('.md-search-result__item').length;
  for (let turn = 0; turn < count && listed() < count; turn += 1) {
    for (const top of [0, 1e6]) {
      pane.scrollTop = top;
      await frame();
      await frame();
    }
  }
}"""
"""Material adds four results each time the end of the list comes into sight."""
_ITEMS = ".md-search-result__item"


@dataclass(frozen=True, slots=True)
class Box:
    """The header's search box of an open page; `base` is the address of the site."""

    page: Page
    base: str

    def search(self, query: str) -> list[str]:
        """Type a query and read every result, scrolled to the end."""
        self.page.locator(BOX).fill("")
        self.page.wait_for_function(_READY)
        self.page.locator(BOX).fill(query)
        self.page.wait_for_function(f"!{_READY}")
        return self.results()

    def results(self) -> list[str]:
        """The addresses listed, in order, without anchors and marks."""
        said = self.page.locator(".md-search-result__meta").inner_text()
        count = int((re.findall(r"\d+", said) or ["0"])[0])
        self.page.evaluate(_SCROLL, count)
        links = self.page.locator(f"{_ITEMS} > a:first-child")
        return _addresses(links.evaluate_all("all => all.map(one => one.href)"), self.base)


@dataclass(frozen=True, slots=True)
class Finder:
    """The finder's open page."""

    page: Page
    base: str

    def search(self, query: str) -> list[str]:
        """Type a query, wait until all texts are read, and read every result."""
        self.page.locator("#voc-finder-kw").fill(query)
        return self.results(query)

    def results(self, query: str) -> list[str]:
        """The addresses listed for a query once it is answered."""
        self.page.wait_for_function(_ANSWERED, arg=query)
        while self.page.locator(".voc-finder__more").is_visible():
            self.page.locator(".voc-finder__more").click()
        links = self.page.locator("article .voc-hit__title a")
        return _addresses(links.evaluate_all("all => all.map(one => one.href)"), self.base)

    @property
    def status(self) -> str:
        """What is said about the number of hits."""
        return self.page.locator("article [role=status]").inner_text()


def _addresses(urls: list[str], base: str) -> list[str]:
    found = (re.split(r"[?#]", url)[0].removeprefix(base) for url in urls)
    return list(dict.fromkeys(found))
