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
HEARD = """
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(...about) {
      super(...about);
      this.addEventListener('message', ({ data }) => {
        if (data.type !== 3) return;
        window.heard = data.data.items.map(([page]) => new URL(page.location, document.baseURI).href);
      });
    }
  };
"""
"""Keeps what the search's worker answered: the list shows four more each time its end comes into sight, and reading
on like that takes a second a query."""
_ITEMS = ".md-search-result__item"


@dataclass(frozen=True, slots=True)
class Box:
    """The header's search box of an open page; `base` is the address of the site."""

    page: Page
    base: str

    def search(self, query: str) -> list[str]:
        """Type a query and read every result: those on sight, and behind them what the worker found."""
        self.page.locator(BOX).fill("")
        self.page.wait_for_function(_READY)
        self.page.locator(BOX).fill(query)
        self.page.wait_for_function(f"!{_READY}")
        return self.results()

    def results(self) -> list[str]:
        """The addresses listed, in order, without anchors and marks."""
        links = self.page.locator(f"{_ITEMS} > a:first-child")
        shown = _addresses(links.evaluate_all("all => all.map(one => one.href)"), self.base)
        heard = _addresses(self.page.evaluate("window.heard || []"), self.base)
        assert not heard or heard[: len(shown)] == shown, "the list and the worker differ"
        return heard or shown


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
