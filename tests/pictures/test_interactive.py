"""The script that draws charts on demand, in a real Chromium, under the strict content policy."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest

from voc_build.pictures.charts import Chart, Series
from voc_build.pictures.figure import figure_json
from voc_build.pictures.svg import svg

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {EMPTY_STYLE}; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'self'"
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        (CHROMIUM is None or not LIBRARY.exists()) and not os.environ.get("CI"),
        reason="no Chromium or no node_modules: run make set-up first",
    ),
]


class _Strict(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path):
    """A page with one chart, served under the policy."""
    chart = Chart("c", "columns", "投诉", "四月最少。", "件", ("2022年3月", "2022年4月"), (Series("投诉", (78, 22)),))
    for source, target in (
        (ROOT / "docs/assets/js/charts.js", "assets/js/charts.js"),
        (ROOT / "docs/assets/css/charts.css", "assets/css/charts.css"),
        (LIBRARY, "assets/vendor/plotly-basic.min.js"),
    ):
        (tmp_path / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, tmp_path / target)
    (tmp_path / "index.html").write_text(
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>图</title>'
        '<link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="assets/css/charts.css"><body data-md-color-scheme="default">'
        f'<figure class="voc-figure">{svg(chart)}'
        '<button type="button" data-voc-chart hidden>交互图</button>'
        f'<script type="application/json" class="voc-figure-data">{figure_json(chart)}</script></figure>'
        '<script src="assets/js/charts.js"></script></body></html>',
        encoding="utf-8",
    )
    handler = functools.partial(_Strict, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(site):
    """The page, open, with what it says and asks for in `said` and `asked`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(site)
        yield page
        browser.close()


def test_the_library_is_loaded_once_and_only_when_wanted(page):
    """Before the click the picture is SVG alone; the button goes back and forth without a second load."""
    button, picture, plot = (page.locator(css) for css in ("[data-voc-chart]", "svg.voc-chart", ".voc-plot"))
    before = [url for url in page.asked if "plotly" in url]
    button.click()
    page.wait_for_selector(".voc-plot .main-svg")
    drawn = (button.inner_text(), picture.is_visible(), plot.is_visible())
    button.click()
    back = (button.inner_text(), picture.is_visible(), plot.is_visible())
    button.click()

    assert before == []
    assert drawn == ("静态图", False, True)
    assert back == ("交互图", True, False)
    assert len([url for url in page.asked if "plotly" in url]) == 1
    assert page.said == []


def test_the_plot_follows_the_palette(page):
    """Colours come from the stylesheet, and come again when the reader turns the light off."""
    page.locator("[data-voc-chart]").click()
    bar = ".voc-plot .bars .point path"
    page.wait_for_selector(bar)
    colour = f"getComputedStyle(document.querySelector('{bar}')).fill"
    light = page.evaluate(colour)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    page.wait_for_function(f"{colour} !== '{light}'")

    assert light == "rgb(23, 84, 138)"
    assert page.said == []


def test_a_plot_that_left_the_page_is_forgotten(page):
    """Changing the palette after instant navigation has replaced the content raises nothing."""
    page.locator("[data-voc-chart]").click()
    page.wait_for_selector(".voc-plot .main-svg")
    page.evaluate("document.querySelector('figure').remove()")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    page.wait_for_timeout(200)

    assert page.said == []
