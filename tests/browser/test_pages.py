"""Every page type of both archives, as built, opens without a complaint and asks no other host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Sites

pytestmark = pytest.mark.browser


def test_every_page_type_opens_in_silence(browser, served: str, sites: Sites) -> None:
    """Types are found in the built sites, so a new one is looked at without being named here."""
    said: list[str] = []
    opened = 0
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.on("console", lambda one: said.append(f"{page.url} {one.text}") if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(f"{page.url} {error}"))
    page.on("request", lambda asked: None if _own(asked.url, served) else said.append(f"{page.url} {asked.url}"))
    page.on("response", lambda got: said.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    for name, root in (("data", sites.data), ("demo", sites.demo)):
        for url in _one_of_each(root):
            page.goto(f"{served}{name}/{url}", wait_until="load")
            assert page.locator("article h1").count() == 1, url
            opened += 1
    page.close()

    assert said == []
    assert opened > 40


def _own(url: str, base: str) -> bool:
    return url.startswith((base, f"blob:{base}", "data:"))


def _one_of_each(root: Path) -> Iterator[str]:
    """Addresses of a built site: every page near the root, and the first and last of each larger folder."""
    folders: dict[str, list[str]] = {}
    for page in sorted(root.rglob("index.html")):
        url = page.parent.relative_to(root).as_posix()
        folders.setdefault(url.rpartition("/")[0], []).append("" if url == "." else f"{url}/")
    for parent, urls in folders.items():
        yield from urls if not parent else dict.fromkeys((urls[0], urls[-1]))
