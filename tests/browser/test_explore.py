"""数据浏览 and 比较 in a real Chromium, served and from a folder: counts and verdicts are those of Python."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from voc_build.intake.load import load
from voc_build.numbers.change import change, changes, p_value
from voc_build.numbers.statistics import Statistics, statistics
from voc_build.numbers.tables import csv_bytes, tickets_table
from voc_build.words.measures import COMPLAINTS, COUNTS

pytestmark = pytest.mark.browser

DEMO = Path(__file__).parents[2] / "demo"
RULES = {"level": 0.05, "fewest": 6}


@pytest.fixture(scope="module")
def counted() -> Statistics:
    """The invented bank, counted in Python."""
    return statistics(load(DEMO).archive)


@pytest.fixture(scope="module")
def tickets(counted: Statistics) -> list[dict[str, str]]:
    """Its tickets as they are published."""
    text = csv_bytes(tickets_table(counted.archive)).decode()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def page(browser: Any) -> Any:
    """A page that takes no error for granted."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    yield opened
    opened.close()
    assert not faults


def _ready(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("form[data-shown]")


def _rows(page: Any, table: str = "[data-voc-table-place] tbody tr") -> list[list[str]]:
    return page.eval_on_selector_all(
        table, "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    )


WHOLE = "from=2021-01&to=2023-06"
CASES: dict[str, tuple[str, Any]] = {
    "kind=all&by=institution": ("机构", lambda row: True),
    "business=credit-card&by=cause": (
        "原因",
        lambda row: row["类型"] != "表扬" and row["业务"] == "信用卡业务",
    ),
    "source=supervisor&kind=complaint&valid=yes&by=business": (
        "业务",
        lambda row: row["来源"] == "监管转办" and row["类型"] == "投诉" and row["有效"] == "是",
    ),
    "cause=-&kind=praise&by=institution": (
        "机构",
        lambda row: row["类型"] == "表扬" and not row["原因"],
    ),
}


@pytest.mark.parametrize("query", CASES)
def test_the_table_counts_what_python_counts(query: str, page: Any, served: str, tickets: Any) -> None:
    """Filters and rows against the published tickets, row by row (an institution under its name today)."""
    column, lets = CASES[query]
    today = {"墨砚分行": "砚北分行"}
    expected = Counter(today.get(row[column], row[column]) or "（没有填写）" for row in tickets if lets(row))

    _ready(page, f"{served}demo/explore/?{WHOLE}&{query}")

    assert {row[0]: int(row[1].replace(",", "")) for row in _rows(page)} == expected
    assert f"共 {sum(expected.values()):,} 件" in page.inner_text("[data-voc-said]")


def test_a_ticket_counts_in_each_of_its_groups(page: Any, served: str, tickets: Any) -> None:
    """Rows by customer group, with a sentence on why they may add up to more."""
    expected: Counter[str] = Counter()
    for row in tickets:
        if row["类型"] != "表扬":
            expected.update(row["客户群体"].split("|") if row["客户群体"] else ["（没有填写）"])

    _ready(page, f"{served}demo/explore/?{WHOLE}&by=group")

    assert {row[0]: int(row[1].replace(",", "")) for row in _rows(page)} == expected
    assert "各算一次" in page.inner_text("[data-voc-notes]")


def test_every_key_number_leads_to_as_many_tickets(page: Any, served: str, counted: Statistics) -> None:
    """The addresses that pages link to count what the statistics count."""
    from voc_build.pages import addresses

    issue = counted.archive.issues[-1]
    for measure in COUNTS:
        address = addresses.explore(issue.period, measure=measure.code).unescape().removeprefix("@/")
        _ready(page, f"{served}demo/{address}")
        assert f"共 {counted.value(measure, len(counted.archive.issues) - 1):,.0f} 件" in page.inner_text(
            "[data-voc-said]"
        )


FIGURE_LINKS = "table.voc-table--institutions td a, .voc-number__value a, a.voc-traced, .voc-data td a"


def _said(page: Any) -> int:
    return int(re.search(r"共 ([\d,]+) 件", page.inner_text("[data-voc-said]")).group(1).replace(",", ""))


def test_every_figure_of_an_issue_leads_to_as_many_tickets(page: Any, served: str) -> None:
    """Cells of its tables, key numbers and the numbers in its prose: their addresses count what they say."""
    page.goto(f"{served}demo/issues/2023-06/")
    found = page.eval_on_selector_all(
        FIGURE_LINKS, "links => links.map(link => [link.href, link.textContent.replace(/[件,\\s]/g, '')])"
    )
    counts = {href: int(text) for href, text in found if not text.endswith("%")}
    assert len(counts) > 20
    for href, count in counts.items():
        _ready(page, href)
        assert _said(page) == count, href


def test_a_cell_is_clicked_and_its_tickets_are_there(page: Any, served: str) -> None:
    """From the table to 数据浏览 and its tickets, three cells; each is as large as a finger needs."""
    for at in (0, 10, -1):
        page.goto(f"{served}demo/issues/2023-06/")
        cell = page.locator("table.voc-table--institutions tbody td a").nth(at)
        count, box = int(cell.inner_text().replace(",", "")), cell.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24
        cell.click()
        page.wait_for_selector("form[data-shown]")
        assert _said(page) == count
        page.click("[data-voc-tickets] button")
        page.wait_for_selector("[data-voc-tickets] table")
        assert len(_rows(page, "[data-voc-tickets] tbody tr")) == count


def test_a_printed_figure_leads_to_where_it_was_held_against_others(page: Any, served: str) -> None:
    """A cell of a 汇总 issue opens 对账 at that issue."""
    page.goto(f"{served}data/issues/2022-05/")
    page.locator("table.voc-table--institutions tbody td a").first.click()
    page.wait_for_url("**/reconcile/#2022-05")
    assert page.locator("[id='2022-05']").is_visible()


def test_totals_of_topics_lead_to_as_many_tickets(page: Any, served: str) -> None:
    """Sums over all months, of causes and customer groups, which no print counts."""
    page.goto(f"{served}demo/topics/")
    found = page.eval_on_selector_all(
        "article a[href*='explore/?']",
        "links => links.map(link => [link.href, link.textContent.replace(/[件,]/g, '')])",
    )
    assert found
    for href, text in found[::3]:
        _ready(page, href)
        assert _said(page) == int(text), href


def test_a_choice_goes_into_the_address_and_back(page: Any, served: str) -> None:
    """What was chosen survives a reload; the file holds exactly the rows shown."""
    _ready(page, f"{served}demo/explore/")
    page.select_option("select[name=institution]", "yunxi")
    page.select_option("select[name=by]", "business")
    page.wait_for_function("document.querySelector('form[data-shown]').dataset.shown.includes('by=business')")
    before = _rows(page)

    _ready(page, page.url)

    assert "institution=yunxi" in page.url and before and _rows(page) == before
    with page.expect_download() as download:
        page.click("[data-voc-table-place] a[download]")
    written = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert written == [["业务", "件数", "占比"], *before]


def test_the_tickets_come_on_demand(page: Any, served: str, tickets: Any) -> None:
    """Row by row, those that the filters let through, with the published columns."""
    _ready(page, f"{served}demo/explore/?{WHOLE}&institution=yanbei&kind=complaint")
    page.click("[data-voc-tickets] button")
    page.wait_for_selector("[data-voc-tickets] table")

    rows = _rows(page, "[data-voc-tickets] tbody tr")

    expected = [row for row in tickets if row["机构"] in ("墨砚分行", "砚北分行") and row["类型"] == "投诉"]
    assert sorted(rows) == sorted([list(row.values()) for row in expected])


def test_a_printed_month_shows_what_was_printed_and_where(page: Any, served: str) -> None:
    """Both values of a contradiction, each with its source, leading to where they are reconciled."""
    _ready(page, f"{served}data/explore/?source=supervisor&kind=complaint")

    assert _rows(page) == [["2022年4月", "7（正文）／21（机构表）"]]
    link = page.get_attribute("[data-voc-table-place] tbody td a", "href")
    assert link.endswith("/reconcile/#2022-05")
    assert "没有逐条工单" in page.inner_text("[data-voc-tickets]")


def test_a_break_of_definition_is_told(page: Any, served: str) -> None:
    """有效投诉 changed in January 2022."""
    _ready(page, f"{served}demo/explore/?from=2021-06&to=2022-06&valid=yes")

    assert "口径自2022年1月起改变" in page.inner_text("[data-voc-notes]")


def test_it_works_from_a_folder(page: Any, sites: Any) -> None:
    """Opened as files: counts and comparisons as served; tickets as files to take along."""
    _ready(page, f"{(sites.demo / 'explore/index.html').as_uri()}?{WHOLE}&by=institution")
    assert len(_rows(page)) > 3
    assert page.locator("[data-voc-tickets] a[download]").count() == 24

    _ready(page, f"{(sites.demo / 'compare/index.html').as_uri()}?what=issues&a=2023-05&b=2023-06")
    assert len(_rows(page, "[data-voc-tables] tbody tr")) > len(COUNTS)


def test_without_scripts_both_pages_say_what_to_do(browser: Any, served: str) -> None:
    """A sentence, and the tickets as files."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}demo/explore/")
    assert "JavaScript" in page.inner_text("article")
    assert page.locator("a[href*='tickets-2023-06.csv']").count() == 1
    page.goto(f"{served}demo/compare/")
    assert "JavaScript" in page.inner_text("article")
    context.close()


# -- the exact test ---------------------------------------------------------------------------------
PAIRS = [(78, 22), (37, 7), (23, 7), (0, 0), (0, 6), (5, 0), (10, 10), (1000, 1100), (4000, 4321), (1, 900), (3, 4)]


def test_verdicts_in_the_browser_are_those_of_python(page: Any, served: str) -> None:
    """p-values to nine digits, with unequal exposures too; verdicts alone and in a table."""
    _ready(page, f"{served}demo/compare/")
    for exposures in ((1.0, 1.0), (12.0, 1.0), (84.0, 210.0)):
        for before, now in PAIRS:
            found = page.evaluate("([a, b, e]) => window.vocVerdicts.pValue(a, b, e)", [before, now, list(exposures)])
            assert math.isclose(found, p_value(before, now, exposures), rel_tol=1e-9), (before, now, exposures)
    alone = page.evaluate(
        "([pairs, rules]) => pairs.map(([a, b]) => window.vocVerdicts.change(a, b, false, rules).verdict)",
        [PAIRS, RULES],
    )
    assert alone == [change(*pair).verdict.name for pair in PAIRS]
    table = page.evaluate("([pairs, rules]) => window.vocVerdicts.changes(pairs, false, rules)", [PAIRS, RULES])
    expected = changes(*zip(*PAIRS, strict=True))
    assert [one["verdict"] for one in table] == [one.verdict.name for one in expected]


@pytest.mark.parametrize(("a", "b"), [("2022-05", "2022-06"), ("2021-03", "2023-06"), ("2022-04", "2022-03")])
def test_two_issues_side_by_side_are_judged_as_python_judges(
    a: str, b: str, page: Any, served: str, counted: Statistics
) -> None:
    """The table of institutions as they were, verdict by verdict, the earlier issue first."""
    _ready(page, f"{served}demo/compare/?what=issues&a={a}&b={b}&structure=then")
    periods = [str(issue.period) for issue in counted.archive.issues]
    first, last = sorted((periods.index(a), periods.index(b)))

    shown = page.eval_on_selector_all(
        "[data-voc-tables] table:nth-of-type(1)",
        "tables => tables.map(table => [...table.tBodies[0].rows].map(row => ["
        "row.cells[0].textContent, row.cells[1].textContent, row.cells[2].textContent, "
        "row.cells[3].dataset.verdict ?? '']))",
    )

    rows = []
    for place, one in enumerate(counted.archive.taxonomy.by_code.values()):
        values = [
            counted.table[COMPLAINTS.code][at, place] if one.exists_in(counted.archive.issues[at].month) else None
            for at in (first, last)
        ]
        if one.in_table and any(value is not None and not math.isnan(value) for value in values):
            rows.append((one.name, *values))
    judged = changes([row[1] for row in rows], [row[2] for row in rows])
    institutions = next(table for table in shown if table[0][0] == rows[0][0])
    assert [(row[0], row[3]) for row in institutions] == [
        (row[0], one.verdict.name) for row, one in zip(rows, judged, strict=True)
    ]


def test_institutions_are_compared_as_they_are_today_or_as_they_were(page: Any, served: str) -> None:
    """What was merged away has no row today and counts where it went; one switch shows both as they were."""
    _ready(page, f"{served}demo/compare/?what=issues&a=2022-06&b=2023-06")

    def rows() -> dict[str, str]:
        return {row[0]: row[1] for row in _rows(page, "[data-voc-tables] .voc-scroll:nth-of-type(3) tbody tr")}

    today = rows()
    assert "桑野分行" not in today and "含2022年10月并入的桑野分行" in page.inner_text("[data-voc-notes]")
    page.select_option("select[name=structure]", "then")
    page.wait_for_function("document.querySelector('form[data-shown]').dataset.shown.includes('structure=then')")
    then = rows()
    assert int(today["穗源分行"]) == int(then["穗源分行"]) + int(then["桑野分行"])

    _ready(page, f"{served}demo/compare/?what=institutions&x=sangye&y=yunxi")
    assert "桑野分行已并入穗源分行" in page.inner_text("[data-voc-said]")


def test_a_comparison_across_a_break_is_refused_in_words(page: Any, served: str) -> None:
    """有效投诉 before and after its definition changed: both counts, no difference, a sentence."""
    _ready(page, f"{served}demo/compare/?what=issues&a=2021-12&b=2022-06")

    row = next(one for one in _rows(page, "[data-voc-tables] tbody tr") if one[0] == "有效投诉")
    assert row[3] == "≠ 口径不同，不作比较"
    assert "有效投诉的口径自2022年1月起改变" in page.inner_text("[data-voc-notes]")


def test_institutions_are_compared_by_their_outlets_or_not_at_all(page: Any, served: str) -> None:
    """With outlets known each count has a verdict; without them the page says why there is none."""
    _ready(page, f"{served}demo/compare/?what=institutions&x=luping&y=yunxi")
    assert all(row[5] for row in _rows(page, "[data-voc-tables] tbody tr"))
    assert "每个网点每月的件数" in page.inner_text("[data-voc-notes]")

    _ready(page, f"{served}data/compare/")
    assert {row[5] for row in _rows(page, "[data-voc-tables] tbody tr")} == {"— 无从比较"}
    assert "不作判断" in page.inner_text("[data-voc-notes]")


def test_the_keyboard_is_enough(page: Any, served: str) -> None:
    """From the radio buttons to the selects and back, nothing needs a pointer."""
    _ready(page, f"{served}demo/compare/")
    page.focus("input[name=what]:checked")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('form[data-shown]').dataset.shown.includes('institutions')")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.name") == "x"


def test_a_downloaded_table_says_where_its_numbers_come_from(page: Any, served: str) -> None:
    """After the columns as shown comes an address for each number that leads somewhere, column by column."""
    page.goto(f"{served}demo/institutions/yunxi/")
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    table = page.locator(".voc-scroll[aria-label='历月数字']").first
    with page.expect_download() as download:
        table.locator("xpath=following-sibling::p[1]").get_by_text("下载 CSV").click()
    head, newest, *_ = csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig")))

    row = dict(zip(head, newest, strict=True))
    name = next(one for one in head if one.endswith("出处") and one != "出处" and row[one])
    link = table.locator("tbody tr").first.locator("td a").first
    assert row[name] == link.evaluate("one => one.href")
    assert row[name.removesuffix("出处")] == link.inner_text()
