"""The page for wrong addresses, at any depth, below any folder of a server, with the site's address known or not."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Sites

pytestmark = pytest.mark.browser


class _Lost(http.server.SimpleHTTPRequestHandler):
    """Answers every wrong address with the demo's 404.html, as servers are told to."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "demo" / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def lost(sites: Sites) -> Iterator[str]:
    """The demo, which knows no address of its own, below a folder."""
    handler = functools.partial(_Lost, directory=str(sites.demo.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/demo/"
        server.shutdown()


@pytest.mark.parametrize("wrong", ["nowhere", "issues/2099-01/", "cases/2099-01-01/x/y"])
def test_a_wrong_address_leads_back_and_searches(browser: Any, lost: str, wrong: str) -> None:
    """The links lead to the site's own pages, and a word typed there finds."""
    page = browser.new_page()
    page.goto(lost + wrong)
    home = page.get_by_role("link", name="首页").get_attribute("href")
    family = page.evaluate("getComputedStyle(document.body).fontFamily")
    page.locator("#voc-lost").fill("压力测试")
    page.get_by_role("button", name="检索").click()
    page.wait_for_selector(".voc-hit__title")
    page.close()

    assert home == f"{lost}index.html"
    assert "Source Han Sans SC" in family
    assert page.url.startswith(f"{lost}finder/index.html?kw=")


def test_where_no_root_is_found_the_folders_above_are_offered(browser: Any, lost: str) -> None:
    """Too deep to look: still a sentence, and ways up."""
    page = browser.new_page()
    page.goto(f"{lost}a/b/c/d/e/f/")
    heading, ways = page.locator("h1:visible").all_inner_texts(), page.locator("a:visible").count()
    page.close()

    assert heading == ["没有找到这个页面"]
    assert ways == 3
