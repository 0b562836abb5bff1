"""Whole bodies of a tiny archive's pages, held against files: VOC_UPDATE=1 rewrites them."""

from __future__ import annotations

import re

import pytest

from voc_build.pages import case, institution, issue, listings, topics
from voc_build.pages.inserts import home
from voc_build.pages.publication import Publication

TYPES = (listings, issue, case, institution, topics)
PAGES = {
    "issues/": "issues",
    "issues/2023-05/": "issue-printed",
    "issues/2023-06/": "issue",
    "cases/": "cases",
    "cases/2023-06-01/": "case",
    "institutions/": "institutions",
    "institutions/yunxi/": "institution",
    "institutions/sangye/": "institution-merged",
    "institutions/wealth/": "institution-department",
    "topics/": "topics",
    "types/complaint/": "topic-type",
    "business/loan/": "topic-business",
}


@pytest.fixture
def publication(read_in) -> Publication:
    """The small archive, about to be published."""
    return Publication(read_in().archive)


@pytest.mark.parametrize("url", PAGES)
def test_a_page_says_what_it_said(publication, golden, url):
    """The body of one page of each type, every byte."""
    page = next(page for one in TYPES for page in one.pages(publication) if page.url == url)

    golden(f"pages/{PAGES[url]}.html", page.body)


def test_the_home_page_says_what_it_said(publication, golden):
    """What `{{ home() }}` puts on the first page."""
    golden("pages/home.html", str(home(publication)))


def test_no_page_shows_a_number_that_is_none(publication):
    """Neither NaN nor infinity nor None ever reaches a reader, and no id stands twice on a page."""
    wrong = []
    for page in (page for one in TYPES for page in one.pages(publication)):
        if re.search(r"\b(nan|inf|None)\b", re.sub(r"<[^>]*>", " ", page.body)):
            wrong.append(page.url)
        ids = re.findall(r' id="([^"]+)"', page.body)
        if len(ids) != len(set(ids)):
            wrong.append(page.url + " ids")

    assert wrong == []


def test_a_draft_says_that_it_is_one(read_in, swap):
    """Only a preview shows drafts; nobody should take one for what readers see."""
    header = "issues/2023-07/issue.yml"
    publication = Publication(read_in(swap(header, "已发布", "草稿")).archive)
    shown = {page.url: page.body for page in issue.pages(publication)}

    assert "草稿，尚未发布" in shown["issues/2023-07/"]
    assert "尚未发布" not in shown["issues/2023-06/"]


def test_an_archive_without_issues_has_a_home_page(read_in):
    """A sentence stands where there is nothing to show."""
    empty = {f"issues/{issue}/{file}": None for issue, file in (
        ("2023-05", "issue.yml"), ("2023-05", "figures.yml"), ("2023-06", "issue.yml"), ("2023-06", "tickets.yml"),
        ("2023-06", "cases/01.yml"), ("2023-07", "issue.yml"), ("2023-07", "tickets.yml"), ("2023-07", "followups.yml"),
    )}  # fmt: skip
    publication = Publication(read_in(empty).archive)

    assert "还没有已发布的一期" in home(publication)
    assert all(page.body for one in TYPES for page in one.pages(publication))
