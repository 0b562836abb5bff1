"""Figures from sentences, in the turns of phrase that bulletins use."""

from __future__ import annotations

from decimal import Decimal

import pytest

from voc_build.intake.digitise.letters import compact
from voc_build.intake.digitise.overview import Stated, figures


@pytest.mark.parametrize(
    ("text", "name", "stated"),
    [
        ("受理消费投诉类工单 22 件,环比下降 5.2%,同比上升 3%。", "消费投诉类工单",
         Stated(count=22, growth=Decimal("-5.2"), growth_year=Decimal(3))),
        ("监管转办投诉 7 件,较上月减少 30 件,降幅 81.08%。", "监管转办投诉", Stated(count=7, growth=Decimal("-81.08"))),
        ("客户之声投诉由 9 件下降至 6 件。", "客户之声投诉", Stated(count=6)),
        ("意见工单 1,204 件。", "客户之声意见", Stated(count=1204)),
        ("表扬工单0件。", "表扬", Stated(count=0)),
        ("有效投诉 7 件,占比 31.8%,本年累计有效投诉 40 件。", "有效投诉", Stated(count=7, year_to_date=40)),
        ("工单办结率 98.5%,及时办结率为 97%。", "及时办结率", Stated(rate=Decimal(97))),
        ("消费者投诉总量 22 件,投诉量增长 10%。", "消费投诉类工单", Stated(count=22, growth=Decimal(10))),
        ("监管转办投诉 7 件;客户之声投诉 6 件。监管转办量下降 81.08%。", "监管转办投诉",
         Stated(count=7, growth=Decimal("-81.08"))),
    ],
)  # fmt: skip
def test_what_a_sentence_states(text: str, name: str, stated: Stated) -> None:
    """Counts, changes with their sign, rates and running totals."""
    assert figures(compact(text), 1).stated[name] == stated


def test_a_number_said_twice_differently_is_doubtful() -> None:
    """The first stands."""
    found = figures("有效投诉7件。其中有效投诉8件。", 1)

    assert found.stated["有效投诉"].count == 7
    assert any(doubt.field == "有效投诉" and "先后" in doubt.reason for doubt in found.doubts)


@pytest.mark.parametrize(
    ("text", "month"), [("2022年4月份", (2022, 4)), ("11月受理", (0, 11)), ("1-5月累计", None), ("共22件", None)]
)
def test_the_month_that_is_counted(text: str, month: tuple[int, int] | None) -> None:
    """As first named, with its year if that is said."""
    assert figures(text, 1).month == month


def test_what_nobody_claims_is_listed_with_its_words() -> None:
    """Every number once."""
    found = figures("有效投诉7件,涉及网点12个,占比5%。", 1)

    assert (found.claimed, found.listed) == (["7"], ["涉及网点12个", "占比5%"])
