"""Every page type against axe (WCAG 2.2 AA and best practice), and what a keyboard and a screen reader need."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "data": ("", "issues/2022-05/", "cases/2022-05-01/", "institutions/changchun/", "trends/", "reconcile/", "ledger/"),
    "demo": (
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
        "tags/3f0127/",
        "finder/",
        "finder/?kw=信用卡",
        "explore/",
        "explore/?from=2021-01&to=2023-06&kind=all&by=institution",
        "compare/",
        "trends/",
        "reconcile/",
        "ledger/",
        "ledger/2023/",
        "method/",
        "about/",
        "guide/",
        "guide/rules/",
        "guide/correct/",
        "guide/embargo/",
        "guide/import/",
        "guide/digitise/",
        "guide/never/",
        "guide/scale/",
        "404.html",
    ),
}
MODES = {"light": (1280, "light"), "dark": (1280, "dark"), "phone": (390, "light"), "phone-dark": (390, "dark")}


READY = """() => {
  const finder = document.querySelector('#voc-finder');
  const form = document.querySelector('form[data-voc-explore], form[data-voc-compare]');
  return (!finder || finder.getAttribute('aria-busy') === 'false') && (!form || 'shown' in form.dataset);
}"""
"""Whatever scripts fill is filled."""


def _view(browser, mode: str, **more):
    width, scheme = MODES[mode]
    return browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, **more)


@pytest.fixture
def page(browser):
    """A light page of office size, closed afterwards."""
    opened = _view(browser, "light")
    yield opened
    opened.close()


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_no_violation(browser, served, mode):
    """Every page type, with everything that folds unfolded, in light, dark and on a phone."""
    page = _view(browser, mode)
    found = []
    for site, urls in PAGES.items():
        for url in urls:
            page.goto(f"{served}{site}/{url}")
            page.wait_for_selector("main h1")
            page.wait_for_function(READY)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            page.evaluate(AXE.read_text(encoding="utf-8"))
            told = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
            found += [
                f"{site}/{url} {one['id']} {node['html'][:120]}" for one in told["violations"] for node in one["nodes"]
            ]
    page.close()

    assert found == []


WIDTHS = (320, 390, 800, 1280, 1600, 1920, 2560)


def test_no_page_scrolls_sideways(page, served):
    """Wide tables scroll in their own box; the page itself never does, from a small phone to a wide screen."""
    wide = []
    for site, urls in PAGES.items():
        for url in urls:
            page.goto(f"{served}{site}/{url}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    wide.append(f"{width} {site}/{url}")

    assert wide == []


def test_a_sorted_table_says_its_order(page, served):
    """By keyboard alone: the heading takes focus, Enter sorts, `aria-sort` and a status line tell."""
    page.goto(f"{served}demo/issues/2023-06/")
    button = page.locator("table[data-voc-sort] thead .voc-sort").nth(1)
    button.focus()
    page.keyboard.press("Enter")
    head = page.locator("table[data-voc-sort] thead th").nth(1)
    said = page.locator("table[data-voc-sort] + [role=status]")
    counts = page.locator("table[data-voc-sort] tbody td:nth-child(2)").all_inner_texts()
    first = (head.get_attribute("aria-sort"), said.inner_text(), counts == sorted(counts, key=int, reverse=True))
    page.keyboard.press("Enter")
    second = (head.get_attribute("aria-sort"), said.inner_text())
    page.locator("table[data-voc-sort] thead .voc-sort").nth(0).press("Enter")

    assert first == ("descending", "已按监管转办投诉从大到小排列", True)
    assert second == ("ascending", "已按监管转办投诉从小到大排列")
    assert said.inner_text() == "已恢复原来的次序"


def test_focus_is_seen_everywhere(page, served):
    """Each of the first stops of the tab key is inside the picture and has an outline."""
    page.goto(f"{served}demo/")
    blind = []
    for _ in range(40):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => {
              const one = document.activeElement, style = getComputedStyle(one);
              const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
              return [one.outerHTML.slice(0, 100), outlined];
            }"""
        )
        if not told[1]:
            blind.append(told[0])

    assert blind == []


def test_reduced_motion_is_heeded(browser, served):
    """Nothing takes its time for a reader who asked for less motion."""
    page = _view(browser, "light", reduced_motion="reduce")
    page.goto(f"{served}demo/")
    slowest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('*')].map(one =>
             Math.max(...getComputedStyle(one).transitionDuration.split(',').map(parseFloat))))"""
    )
    page.close()

    assert slowest <= 0.001


def test_a_table_is_copied_as_it_stands(browser, served):
    """The button puts the table on the clipboard, cells apart by tabs, and says that it did."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}data/issues/2022-05/")
    page.get_by_role("button", name="复制表格").last.click()
    page.wait_for_function("document.querySelector('.voc-said')?.textContent === '已复制'")
    lines = page.evaluate("navigator.clipboard.readText()").split("\r\n")
    context.close()

    assert lines[0].split("\t")[:2] == ["机构", "监管转办投诉"]
    assert "信用卡中心\t13\t0\t0\t0\t0" in lines


def test_headings_and_figures_have_links_of_their_own(page, served):
    """A permalink for every section and figure, each leading to where it stands."""
    page.goto(f"{served}demo/issues/2023-06/")
    page.wait_for_selector("h2 .headerlink")
    wrong = page.evaluate(
        """() => [...document.querySelectorAll('.md-content h2[id], .md-content figure[id]')].filter(one =>
             one.querySelector('.headerlink')?.getAttribute('href') !== `#${one.id}`).map(one => one.id)"""
    )

    assert wrong == []


def test_print_leaves_only_the_text(page, served):
    """On paper: the 简报 head, no navigation, no buttons, no data tables."""
    page.goto(f"{served}demo/issues/2023-06/")
    page.emulate_media(media="print")
    seen = {
        css: page.locator(css).first.is_visible()
        for css in (".voc-paper__name", "svg.voc-chart", ".md-header", ".md-footer", ".voc-button", "details.voc-data")
    }

    assert seen == {
        ".voc-paper__name": True,
        "svg.voc-chart": True,
        ".md-header": False,
        ".md-footer": False,
        ".voc-button": False,
        "details.voc-data": False,
    }
