"""A strict Content-Security-Policy and no other host: every page type in use, over http and with instant navigation."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT
from tests.browser.searching import BOX, Finder

pytestmark = pytest.mark.browser

EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""The hash of nothing: plotly fills its one style element rule by rule, which the policy allows."""
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {EMPTY_STYLE}; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
WATCH = """
  window.refused = [];
  document.addEventListener('securitypolicyviolation', (event) =>
    window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
PAGES = (
    "",
    "issues/",
    "issues/2023-06/",
    "issues/2021-06/",
    "cases/",
    "cases/2023-06-01/",
    "institutions/",
    "institutions/yunxi/",
    "topics/",
    "types/praise/",
    "business/credit-card/",
    "causes/pricing/",
    "groups/elderly/",
    "finder/",
    "explore/",
    "compare/",
    "trends/",
    "reconcile/",
    "ledger/",
    "ledger/2023/",
    "method/",
    "about/",
    "guide/",
    "guide/rules/",
    "guide/import/",
    "guide/scale/",
    "tags/3f0127/",
)


class _Strict(http.server.SimpleHTTPRequestHandler):
    """Serves files under the policy; what is not there gets the site's own 404."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = Path(self.directory) / "archive" / "404.html"
        if code != 404 or not self.path.startswith("/archive/"):
            super().send_error(code, message, explain)
            return
        body = lost.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Watched:
    """A page, and everything it said, asked for and was refused."""

    page: Any
    base: str
    faults: list[str] = field(default_factory=list)

    def open(self, url: str) -> Any:
        """Go to an address of the site and wait until nothing more is fetched."""
        self.page.goto(self.base + url)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def collect(self) -> None:
        """Take up what the policy refused on the page that is shown."""
        self.faults += [f"{self.page.url}: {one}" for one in self.page.evaluate("window.refused.splice(0)")]


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with an address of its own, below the root of a server that sends the policy."""
    from voc_build.host.build import build

    folder = tmp_path_factory.mktemp("strict")
    handler = functools.partial(_Strict, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/archive/"
        data = folder / "demo"
        shutil.copytree(ROOT / "demo", data)
        settings = data / "archive.yml"
        text = settings.read_text("utf-8")
        assert '网址: ""' in text
        settings.write_text(text.replace('网址: ""', f'网址: "{address}"'), "utf-8")
        assert build(data, folder / "archive") == 0
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


@pytest.fixture
def watched(browser: Any, strict: str) -> Iterator[Watched]:
    """A reader's page; afterwards it must have had nothing to complain of and asked no other host."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(WATCH)
    own = Watched(page, strict)
    page.on("console", lambda said: own.faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: own.faults.append(str(error)))
    page.on("request", lambda asked: None if _own(asked.url, strict) else own.faults.append(asked.url))
    yield own
    own.collect()
    page.close()
    assert own.faults == []


def _own(url: str, base: str) -> bool:
    return url.startswith((base, f"blob:{base.split('/archive')[0]}", "data:"))


def test_every_page_type_keeps_to_the_policy(watched: Watched) -> None:
    """Opened, every fold unfolded, the palette switched twice, the first table sorted, the first chart drawn."""
    drawn = sorted_ = 0
    for url in PAGES:
        page = watched.open(url)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        chart = page.locator("button[data-voc-chart]:visible")
        if chart.count():
            chart.first.click()
            page.wait_for_selector(".voc-plot .main-svg")
            drawn += 1
        heading = page.locator("table[data-voc-sort] .voc-sort")
        if heading.count():
            heading.last.click()
            sorted_ += 1
        for _ in range(2):
            page.locator("form[data-md-component=palette] label:not([hidden])").click()
        watched.collect()

    assert drawn >= 6
    assert sorted_ >= 1


def test_the_palette_is_set_before_the_first_paint(watched: Watched) -> None:
    """A reader's choice is there with the body, on the next page too, and wins over the system's."""
    page = watched.open("")
    page.locator("form[data-md-component=palette] label:not([hidden])").click()
    page.add_init_script(
        """new MutationObserver((_, observer) => {
             if (!document.body?.firstElementChild) return;
             observer.disconnect();
             requestAnimationFrame(() => { window.first = document.body.dataset.mdColorScheme; });
           }).observe(document, { childList: true, subtree: true });"""
    )
    page = watched.open("issues/2023-06/")

    assert page.evaluate("window.first") == "slate"


def test_the_header_search_keeps_to_the_policy(watched: Watched) -> None:
    """The worker starts, fetches its index and finds; the result opens with its words marked."""
    page = watched.open("issues/2023-06/")
    page.locator(BOX).fill("停摆误了")
    page.wait_for_selector(".md-search-result__item")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/2022-05-01/**")

    page.wait_for_timeout(300)  # Material marks words too, sooner or later than we do

    assert page.locator(".md-content article h1 mark").all_inner_texts() == ["停摆误了"]


def test_the_finder_keeps_to_the_policy(watched: Watched) -> None:
    """Words, a facet, a near match by pinyin."""
    page = watched.open("finder/")
    finder = Finder(page, watched.base)
    whole = finder.search("信用卡")
    page.locator("[data-facet=type] input").first.check()
    page.wait_for_function(f"document.querySelectorAll('.voc-hit').length < {len(whole)}")
    page.locator("[data-facet=type] input").first.uncheck()

    assert whole
    assert finder.search("yxfh")


def test_explore_and_compare_keep_to_the_policy(watched: Watched) -> None:
    """A table is counted, its file offered; two institutions stand against each other."""
    for url in ("explore/?from=2021-01&to=2023-06&kind=all&by=institution", "compare/"):
        page = watched.open(url)
        page.wait_for_selector("form[data-shown]")
        for number in range(page.locator("form[data-shown] select").count()):
            choice = page.locator("form[data-shown] select").nth(number)
            if choice.is_visible() and choice.is_enabled() and choice.locator("option").count() > 1:
                choice.select_option(index=1)
        page.wait_for_load_state("networkidle")
        watched.collect()


def test_instant_navigation_keeps_charts_and_scripts_alive(watched: Watched) -> None:
    """From page to page without loading anew: charts draw, the palette repaints them, Back brings them again."""
    page = watched.open("issues/")
    page.evaluate("window.stayed = true")
    page.locator(".md-content a[href*='2023-06/']").first.click()
    page.wait_for_url("**/issues/2023-06/")
    page.locator("button[data-voc-chart]:visible").first.click()
    page.wait_for_selector(".voc-plot .main-svg")
    page.locator("form[data-md-component=palette] label:not([hidden])").click()
    page.set_viewport_size({"width": 900, "height": 900})
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator(".md-tabs a[href*='trends/']").first.click()
    page.wait_for_url("**/trends/")
    page.go_back()
    page.wait_for_url("**/issues/2023-06/")
    page.locator("button[data-voc-chart]:visible").first.click()
    page.wait_for_selector(".voc-plot .main-svg")

    assert page.evaluate("window.stayed") is True
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_nothing_can_be_sent_to_a_cloud(watched: Watched) -> None:
    """An interactive chart's buttons are those that stay on this computer."""
    page = watched.open("issues/2023-06/")
    page.locator("button[data-voc-chart]:visible").first.click()
    page.wait_for_selector(".voc-plot .modebar-btn", state="attached")
    buttons = page.eval_on_selector_all(
        ".voc-plot .modebar-btn", "all => all.map(one => `${one.dataset.title} ${one.dataset.attr ?? ''}`)"
    )

    assert buttons
    assert [one for one in buttons if "云" in one or "loud" in one or "hart Studio" in one] == []
