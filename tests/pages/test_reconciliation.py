"""对账: every issue that prints numbers with what became of them; the CSV says the same."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import get_args

import pytest

from tests.pages.sound import faults, text_of
from tests.pages.test_trends import NONE, ONLY_ONE
from voc_build.intake.load import load
from voc_build.numbers.findings import Status, coverage
from voc_build.pages import issue, reconciliation
from voc_build.pages.publication import Publication
from voc_build.pages.reconciliation import KINDS, STATUSES

DATA = Path(__file__).parents[2] / "data"


def body(publication):
    """The page's HTML."""
    (page,) = reconciliation.pages(publication)
    return page.body


@pytest.fixture
def small(read_in) -> Publication:
    """The small archive."""
    return Publication(read_in().archive)


@pytest.fixture(scope="module")
def real() -> Publication:
    """The archive this repository holds."""
    return Publication(load(DATA).archive)


def test_the_page_says_what_it_said(small, golden):
    """Every byte of a tiny archive's page."""
    golden("pages/reconcile.html", body(small))


@pytest.mark.parametrize("changes", [{}, ONLY_ONE, NONE])
def test_nothing_is_out_of_place(read_in, changes):
    """No NaN, no id twice, whatever the archive."""
    assert faults(body(Publication(read_in(changes).archive))) == []


def test_an_issue_has_the_anchor_that_other_pages_lead_to(small):
    """The one that prints; those that print nothing stand in one line."""
    found = body(small)

    assert '<h3 id="2023-05">' in found and 'id="2023-06"' not in found
    assert "以下 2 期的数全部由工单统计" in text_of(found)


def test_the_four_differences_of_the_printed_issue_are_explained(real):
    """Both values, what is used and why; which readings fit is in the detail."""
    words = text_of(body(real))

    for said in ("监管转办投诉：正文 7 件，机构表 21 件", "表扬：正文 9 件，机构表 10 件", "采用：都不用", "编者说明"):
        assert said in words
    assert "机构表：21、1 相加为 22 件，意见不计入" in words
    assert "位置：正文，监管转办投诉，件数" in words


SIGNED = "{指标: 监管转办投诉, 正文: 2, 机构表: 1, 采用: 机构表, 说明: 重复 1 件, 说明人: 消保部, 日期: 2023-05-20}"


def test_a_difference_says_who_explained_it_and_when(read_in, swap):
    """On 对账, on the issue's page and in the download; nothing stands there where nobody is named."""
    stated = "监管转办投诉: {件数: 2}"
    changed = swap("issues/2023-05/figures.yml", "消费投诉类工单: {件数: 3}", stated)
    ((path, text),) = changed.items()
    signed = Publication(read_in({path: f"{text}已知差异:\n  - {SIGNED}\n"}).archive)
    bare = Publication(read_in({path: f"{text}已知差异:\n  - {SIGNED.split(', 说明人')[0]}}}\n"}).archive)
    bodies = [body(signed), next(iter(issue.pages(signed))).body]
    (download,) = reconciliation.downloads(signed)

    assert all("重复 1 件 消保部，2023年5月20日" in text_of(one) for one in bodies)
    assert ",重复 1 件,消保部,2023-05-20" in download.make().decode("utf-8-sig")
    assert "voc-signed" in bodies[0] and "voc-signed" not in body(bare)


def test_the_totals_are_those_of_the_findings(real):
    """Coverage of the only issue."""
    covered = coverage(real.findings(real.archive.issues[0]))

    assert f"印出的数 {covered.printed} 个" in text_of(body(real))
    assert f"核对过 {covered.checked} 个" in text_of(body(real))


def test_what_is_not_explained_is_open_and_marked(read_in, swap):
    """A new contradiction, as an editor's preview shows it."""
    changed = swap("issues/2023-05/figures.yml", "消费投诉类工单: {件数: 3}", "监管转办投诉: {件数: 2}")
    found = body(Publication(read_in(changed).archive))

    assert '<details class="voc-told" open><summary><span class="voc-status voc-status--differs">对不上' in found


def test_without_printed_numbers_there_is_a_sentence(read_in):
    """All issues from tickets: nothing to reconcile."""
    printed = {"issues/2023-05/issue.yml": None, "issues/2023-05/figures.yml": None}

    assert "没有印出的数字需要核对" in text_of(body(Publication(read_in(printed).archive)))


def test_every_kind_and_status_has_words(real):
    """A finding never shows the program's own name for it."""
    assert set(STATUSES) == set(get_args(Status))
    assert {one.kind for issue in real.archive.issues for one in real.findings(issue)} <= set(KINDS)


def test_the_download_has_every_finding_and_no_formula(real):
    """As many rows as findings; no cell that a spreadsheet would run."""
    (download,) = reconciliation.downloads(real)
    rows = list(csv.reader(io.StringIO(download.make().decode("utf-8-sig"))))

    assert len(rows) - 1 == sum(len(real.findings(issue)) for issue in real.archive.issues)
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
