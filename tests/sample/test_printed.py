"""Printed numbers: per cents that add up, changes as a bulletin writes them."""

from __future__ import annotations

import pytest

from voc_build.sample.printed import growth, percents


def test_a_pie_adds_to_a_hundred_with_ties_to_the_later() -> None:
    """The rule that a real printed pie follows."""
    assert percents([1, 1, 18, 1, 1]) == [4, 4, 82, 5, 5]


@pytest.mark.parametrize(
    ("count", "before", "printed"),
    [(22, 78, "-71.79"), (9, 8, "12.5"), (5, 5, "0"), (4, 2, "100"), (3, 0, None), (0, 3, "-100")],
)
def test_a_change_has_two_decimals_at_most(count: int, before: int, printed: str | None) -> None:
    """Trailing zeros are not printed, and over nothing there is no change."""
    assert growth(count, before) == printed
