"""Addresses: a figure leads to its tickets or to its print, never to another number."""

from __future__ import annotations

import pytest

from voc_build.pages import addresses
from voc_build.pages.publication import Publication
from voc_build.words.measures import MEASURES, SUPERVISOR


@pytest.fixture
def issues(read_in):
    """One printed issue, two counted from tickets."""
    return Publication(read_in().archive).archive.issues


def test_a_counted_number_leads_to_its_tickets(issues):
    """The month and the filters of its measure and institution."""
    assert addresses.behind(issues[1], SUPERVISOR.code, "yunxi") == (
        "@/explore/?from=2023-06&amp;to=2023-06&amp;institution=yunxi&amp;source=supervisor&amp;kind=complaint"
    )


def test_a_printed_number_leads_to_its_print(issues):
    """For 汇总 issues there are no tickets to show."""
    assert addresses.behind(issues[0], SUPERVISOR.code, "yunxi") == "@/reconcile/#2023-05"


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_every_measure_leads_somewhere(issues, measure):
    """Rates too: to the tickets that they are a share of."""
    assert addresses.behind(issues[1], measure.code).startswith("@/explore/?from=2023-06")


def test_a_sum_leads_to_all_it_adds_up(issues):
    """To its tickets or its one print; where print is added up, to the months, each with its own source."""
    months = addresses.trend(addresses.institution("yunxi"))

    assert addresses.behind_total(issues[1:], months, cause="rates") == (
        "@/explore/?from=2023-06&amp;to=2023-07&amp;cause=rates"
    )
    assert addresses.behind_total(issues[:1], months) == "@/reconcile/#2023-05"
    assert addresses.behind_total(issues, months) == "@/institutions/yunxi/#trend"
    assert addresses.behind_total((), months) is None
