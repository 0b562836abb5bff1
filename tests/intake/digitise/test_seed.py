"""The one real issue at hand, read from beside the checkout where it is kept; nothing of its text is here."""

from __future__ import annotations

from pathlib import Path

import pytest

import voc_build
from voc_build.intake.digitise.accounting import account
from voc_build.intake.digitise.draft import Draft, draft
from voc_build.intake.digitise.pages import read
from voc_build.intake.load import load
from voc_build.words.archive import Archive
from voc_build.words.month import Month

ROOT = Path(voc_build.__file__).parents[1]
SEED = ROOT.parent / "shared" / "seed" / "bulletin-2022-05.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the real issue is not kept beside this checkout")


@pytest.fixture(scope="module")
def archive() -> Archive:
    """The bank's own archive."""
    return load(ROOT / "data").archive


@pytest.fixture(scope="module")
def found(archive: Archive) -> Draft:
    """The issue as digitised."""
    return draft(read(SEED), archive.taxonomy, Month(2022, 5))


def test_figures_are_those_that_were_entered_by_hand(found: Draft, archive: Archive) -> None:
    """Sentences, table and pie, with their titles."""
    figures = archive.by_period[Month(2022, 5)].figures
    assert figures is not None and figures.table is not None and figures.pie is not None
    assert found.table is not None and found.pie is not None

    stated = {name: (one.count, one.growth, one.value) for name, one in figures.stated.items()}
    assert {name: (one.count, one.growth, one.rate) for name, one in found.figures.stated.items()} == stated
    assert found.table.title == figures.table.title
    assert found.table.rows == [
        (row.institution, {"监管转办投诉": row.supervisor, "客户之声投诉": row.voice, "客户之声意见": row.opinions,
                           "有效投诉": row.valid, "表扬": row.praise})
        for row in figures.table.rows
    ]  # fmt: skip
    assert list(found.table.total.values()) == [21, 1, 5, 7, 10]
    assert (found.pie.title, found.pie.slices) == (
        figures.pie.title, [(part.business, part.percent) for part in figures.pie.slices],
    )  # fmt: skip


def test_the_head_is_that_of_the_issue(found: Draft, archive: Archive) -> None:
    """The day on the site is only proposed."""
    header = archive.by_period[Month(2022, 5)].header

    assert (found.head.name, found.head.department) == (header.title, header.department)
    assert (found.period, found.month, found.pages) == (header.period, header.month, 5)
    assert found.release == header.release.date() if header.release else None


def test_cases_name_whom_they_name(found: Draft, archive: Archive) -> None:
    """Institutions, sub-branches, types and addressees as entered by hand; each text ends its last sentence."""
    cases = archive.by_period[Month(2022, 5)].cases
    by_hand = [
        (one.kind, one.institution, one.sub_branch or "", [advice.addressee for advice in one.recommendations])
        for one in cases
    ]

    assert [
        (one.kind, one.institution, one.sub_branch, [advice.addressee for advice in one.advice]) for one in found.cases
    ] == by_hand
    assert [one.business for one in found.cases] == [one.business or "" for one in cases]
    assert [bool(one.finding) for one in found.cases] == [True, False, False]
    assert all(text.endswith("。") for one in found.cases for text in (one.story, one.lesson))


def test_no_label_or_wrap_is_left_in_a_sentence(found: Draft) -> None:
    """Nothing of the pie, of pages or of the site; no space between two Han letters."""
    texts = [found.overview, *(item.content for item in found.plan)]
    texts += [text for one in found.cases for text in (one.story, one.finding, one.lesson)]
    together = "".join(texts)

    assert "%" not in "".join(texts[1:])
    assert not any(word in together for word in ("第3页", "{{", "云展网", "借记卡业务", "◼", ",", "\n"))


def test_the_plan_is_complete(found: Draft, archive: Archive) -> None:
    """Two items with whom they name."""
    by_hand = archive.by_period[Month(2022, 5)].header.plan

    assert [item.owners for item in found.plan] == [item.owners for item in by_hand]
    assert all(by.title in item.title for item, by in zip(found.plan, by_hand, strict=True))


def test_only_what_the_text_cannot_say_is_doubtful(found: Draft) -> None:
    """The day of release; a case's institution, type or business where none is named."""
    assert [doubt.reason.split("：")[0] for doubt in found.doubts if doubt.field == "案例"] == [
        "案例 01 的业务", "案例 02 的机构", "案例 02 的类型", "案例 02 的业务", "案例 03 的类型",
    ]  # fmt: skip
    assert {doubt.field for doubt in found.doubts} == {"发布日期", "案例"}


def test_every_line_and_number_is_accounted_for(found: Draft) -> None:
    """Nothing missing, nothing unclaimed."""
    counted = account(found)

    assert (counted.missing, counted.listed) == ((), ())
    assert sum(counted.homes.values()) == counted.lines
