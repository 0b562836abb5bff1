"""Before and after: windows, breaks of definition, and verdicts, against series written by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.numbers import counting
from tests.numbers.counting import BUSINESS, INSTITUTIONS, Row
from voc_build.numbers.change import Verdict, p_value
from voc_build.numbers.effect import Effect, Effects, Side
from voc_build.numbers.statistics import statistics
from voc_build.numbers.structure import Structure
from voc_build.words.archive import Archive
from voc_build.words.model import Recommendation
from voc_build.words.owed import Owed
from voc_build.words.taxonomy import Definition

COMPLAINT = Row("客户之声", "投诉", INSTITUTIONS[0], BUSINESS[0], "服务", (), True, False, 3, 5, 15)


def archive(counts, definitions=(), **others) -> Archive:
    """An archive with so many complaints a month from 2021-01 on; None leaves the month out."""
    drawn = {at: [COMPLAINT] * count for at, count in enumerate(counts) if count is not None}
    found = counting.archive(drawn)
    return replace(found, taxonomy=replace(found.taxonomy, definitions=tuple(definitions)), **others)


def effect(found: Archive, at: int, **target: str) -> Effect:
    """What a recommendation of the issue at that place did to its target."""
    advice = Recommendation.model_validate(
        {"编号": "R1", "对象": "云溪分行", "内容": "改", "目标": {"指标": "客户之声投诉", **target}}
    )
    owed = Owed("x", advice, found.issues[at], None, (), (), None)
    return Effects(statistics(found), Structure(found)).of([owed])["x"]


def test_the_month_of_release_is_in_neither_side():
    """Before are six months that end with the one counted; the one in which it came out is left out."""
    found = effect(archive([9, 1, 2, 3, 4, 5, 6, 99, 7, 8, 9, 10, 11, 12, 50]), 6)

    assert (found.before, found.after) == (Side(1 + 2 + 3 + 4 + 5 + 6, 6), Side(7 + 8 + 9 + 10 + 11 + 12, 6))


def test_a_clear_drop_is_beyond_chance_and_better():
    """The exact test of the two sums, the months as exposure; the definition says that down is better."""
    row = {"代码": "voice", "名称": "客户之声投诉", "方向": "降", "口径": "数", "起": "2020-01"}
    found = effect(archive([10] * 6 + [0] + [2] * 6, [Definition.model_validate(row)]), 5)

    assert found.verdict is Verdict.BEYOND and found.better is True
    assert found.p == p_value(60, 12, (6.0, 6.0))


def test_many_targets_share_one_false_discovery_rate():
    """A drop that stands alone falls among thirty that do not move."""
    elsewhere = replace(COMPLAINT, institution=INSTITUTIONS[1])
    months = {at: [COMPLAINT] * (3 if at < 6 else 1) + [elsewhere] * 3 for at in range(13)}
    found = counting.archive(months)

    def aimed(name: str) -> Owed:
        target = {"指标": "客户之声投诉", "机构": name}
        advice = {"编号": "R1", "对象": name, "内容": "改", "目标": target}
        return Owed(name, Recommendation.model_validate(advice), found.issues[5], None, (), (), None)

    still = [replace(aimed(INSTITUTIONS[1]), about=str(number)) for number in range(30)]
    drop = aimed(INSTITUTIONS[0])

    alone, among = (
        Effects(statistics(found), Structure(found)).of(rows)[drop.about] for rows in ([drop], [drop, *still])
    )
    assert (alone.verdict, among.verdict) == (Verdict.BEYOND, Verdict.MAYBE)
    assert alone.p == among.p


@pytest.mark.parametrize(
    "target", [{"机构": INSTITUTIONS[0]}, {"业务": BUSINESS[0]}, {"机构": INSTITUTIONS[0], "业务": BUSINESS[0]}]
)
def test_a_target_may_name_institution_and_business_type(target):
    """All the complaints are of one of each here."""
    assert effect(archive([4] * 13), 5, **target).before == Side(24, 6)


def test_an_institution_without_any_ticket_gives_zeros():
    """It is known to have none, and there is nothing to judge."""
    found = effect(archive([4] * 13), 5, 机构=INSTITUTIONS[3])

    assert (found.before, found.verdict) == (Side(0, 6), Verdict.FEW)


def test_gaps_are_left_out_and_too_few_months_are_not_compared():
    """Two known months afterwards are too few; the words say so."""
    found = effect(archive([5] * 7 + [4, None, None, 3]), 5)

    assert found.after == Side(7, 2)
    assert found.verdict is Verdict.UNKNOWN and "之后只有 2 个月" in found.why


def test_months_across_a_break_of_definition_are_refused_or_left_out():
    """A break between the sides refuses; one within a side shortens it."""

    def breaking(since: str) -> list[Definition]:
        row = {"代码": "voice", "名称": "客户之声投诉", "方向": "降", "口径": "数"}
        return [
            Definition.model_validate({**row, "起": "2020-01"}),
            Definition.model_validate({**row, "起": since, "间断": "是"}),
        ]

    assert effect(archive([5] * 13, breaking("2021-07")), 5).verdict is Verdict.BROKEN
    assert effect(archive([5] * 13, breaking("2021-08")), 5).verdict is Verdict.BROKEN
    assert effect(archive([5] * 13, breaking("2021-03")), 5).before == Side(20, 4)
    assert effect(archive([5] * 13, breaking("2021-12")), 5).after == Side(20, 4)


def test_shares_are_pooled_and_not_tested():
    """办结率 of both sides with its counts; an institution's share is not known."""
    found = effect(archive([4] * 13), 5, 指标="办结率")
    assert found.before == Side(24, 6, 24) and found.before.mean == 1.0
    assert found.verdict is Verdict.UNKNOWN and found.why

    assert effect(archive([4] * 13), 5, 指标="办结率", 机构=INSTITUTIONS[0]).before is None


def test_invented_months_never_stand_beside_real_ones():
    """A 演示 issue among real ones is left out of both sides."""
    found = archive([5] * 13)
    header = found.issues[2].header.model_copy(update={"demo": True})
    mixed = replace(
        found, issues=tuple(replace(one, header=header) if at == 2 else one for at, one in enumerate(found.issues))
    )

    assert effect(mixed, 5).before == Side(25, 5)


def test_a_release_long_after_moves_the_window():
    """After begins with the month that follows the release, whenever that was."""
    found = archive([5] * 6 + [50, 50] + [1] * 6)
    late = found.issues[5].header.model_copy(update={"release": dt.datetime(2021, 8, 2, tzinfo=dt.UTC)})
    moved = replace(
        found, issues=tuple(replace(one, header=late) if at == 5 else one for at, one in enumerate(found.issues))
    )

    assert effect(moved, 5).after == Side(6, 6)
