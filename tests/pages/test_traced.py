"""Numbers in an issue's own words lead to their tickets or their print; what is no figure leads nowhere."""

from __future__ import annotations

import re
from html import unescape

import pytest

from voc_build.pages.publication import Publication
from voc_build.pages.traced import Traced

ISSUE = "issues/2023-06/issue.yml"
PRINTED = "issues/2023-05/issue.yml"
_LINK = re.compile(r'<a class="voc-traced" href="([^"]+)">([^<]+)</a>')


@pytest.fixture
def leads(read_in, swap):
    """(number, address) of every link in an issue's overview, with this text in issue.yml."""

    def found(path: str, overview: str = "") -> list[tuple[str, str]]:
        changes = swap(path, "状态: 已发布", f"状态: 已发布\n总体情况: {overview}") if overview else {}
        publication = Publication(read_in(changes).archive)
        period = path.split("/")[1]
        issue = next(one for one in publication.archive.issues if str(one.period) == period)
        html = Traced(publication, issue).overview
        return [(unescape(text).replace("\u00a0", " "), unescape(href)) for href, text in _LINK.findall(html)]

    return found


def test_a_count_leads_to_its_tickets(leads):
    """Of its measure, and of its institution where one is named."""
    text = "消费投诉类工单 2 件；云溪分行监管转办投诉 1 件；贷款业务 2 件。"

    assert leads(ISSUE, text) == [
        ("2 件", "@/explore/?from=2023-06&to=2023-06"),
        ("1 件", "@/explore/?from=2023-06&to=2023-06&institution=yunxi&source=supervisor&kind=complaint"),
        ("2 件", "@/explore/?from=2023-06&to=2023-06&business=loan"),
    ]


def test_a_number_of_print_leads_to_what_it_was_held_against(leads):
    """There are no tickets to show."""
    assert leads(PRINTED, "消费投诉类工单 3 件。") == [("3 件", "@/reconcile/#2023-05")]


def test_a_change_leads_to_both_months(leads):
    """Where both are counted from tickets; else to 对账."""
    july = "issues/2023-07/issue.yml"

    assert leads(july, "消费投诉类工单 1 件，比上月减少 1 件。")[1:] == [
        ("1 件", "@/explore/?from=2023-06&to=2023-07&by=month")
    ]
    assert leads(ISSUE, "消费投诉类工单 2 件，比上月减少 1 件。")[1:] == [("1 件", "@/reconcile/#2023-06")]


def test_what_is_no_figure_leads_nowhere(leads):
    """Neither what contradicts the figures, nor a date, nor a number of something else."""
    assert leads(ISSUE, "2023 年 5 月，消费投诉类工单 9 件，安排 15 天。") == []


def test_what_was_worded_from_the_numbers_is_traced_too(leads):
    """An issue without words of its own: total, parts and the rates of handling."""
    found = leads(ISSUE)

    assert ("2 件", "@/explore/?from=2023-06&to=2023-06") in found
    assert ("1 件", "@/explore/?from=2023-06&to=2023-06&kind=praise") in found
    assert all(href.startswith("@/explore/") for _, href in found)


def test_words_keep_passing_the_gate(leads, read_in, swap):
    """A link within a text opens no way for markup."""
    changes = swap(ISSUE, "状态: 已发布", "状态: 已发布\n总体情况: '<b>消费投诉类工单 2 件</b> & x'")
    publication = Publication(read_in(changes).archive)

    html = str(Traced(publication, publication.archive.issues[1]).overview)

    assert re.sub(r"</?a[^>]*>|</?p>", "", html).count("<") == 0
    assert "&#60;b&#62;" in html
