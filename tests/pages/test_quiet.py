"""A month without a complaint, and an archive of nothing but such months: sentences, no empty tables."""

from __future__ import annotations

import pytest

from tests.pages.sound import faults, text_of
from voc_build.pages import issue, trends
from voc_build.pages.publication import Publication

QUIET = {
    "issues/2023-05/issue.yml": None,
    "issues/2023-05/figures.yml": None,
    "issues/2023-06/tickets.yml": "工单: []\n",
    "issues/2023-06/cases/01.yml": None,
    "issues/2023-07/tickets.yml": "工单: []\n",
    "issues/2023-07/followups.yml": None,
}


@pytest.fixture
def publication(read_in) -> Publication:
    """Two months in which nobody complained."""
    return Publication(read_in(QUIET).archive)


def test_an_issue_says_that_nobody_complained(publication):
    """Instead of a chart of nothing with a table of nothing."""
    body = next(issue.pages(publication)).body

    assert "这个月没有受理消费投诉类工单。" in text_of(body)
    assert "<tbody>\n</tbody>" not in body and 'id="by-business"' not in body
    assert faults(body) == []


def test_trends_say_it_too(publication):
    """Neither heat table has a row to show."""
    (page,) = trends.pages(publication)

    assert text_of(page.body).count("这些月份没有消费投诉类工单。") >= 2
    assert "<tbody>\n</tbody>" not in page.body
    assert faults(page.body) == []
