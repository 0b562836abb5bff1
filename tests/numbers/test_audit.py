"""What was looked into for an earlier build is not looked into again, and nothing is told otherwise for that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voc_build.intake import checks
from voc_build.intake.cache import Cache
from voc_build.intake.load import Loaded, load
from voc_build.numbers import audit
from voc_build.numbers.audit import Reconciled, diagnose
from voc_build.numbers.statistics import statistics
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Diagnostic

Write = Callable[..., Path]
CASE = "issues/2023-06/cases/01.yml"
FIGURES = "issues/2023-05/figures.yml"
TICKETS = "issues/2023-06/tickets.yml"
EVERY = ["2023-05", "2023-06", "2023-07"]


class Builds:
    """Builds of one archive with one cache, and the issues each had to look into."""

    def __init__(self, data: Path, cache: Path) -> None:
        self.data, self.cache = data, Cache(cache)
        self.checked: list[str] = []
        self.reconciled: list[str] = []

    def read(self) -> Loaded:
        """The archive as it stands."""
        return load(self.data, cache=self.cache)

    def build(self) -> list[str]:
        """Everything that is wrong, the same as a build that knows of no other would tell."""
        self.checked.clear()
        self.reconciled.clear()
        found = [f"{one.place} {one.rule.code} {one.message} {one.help}" for one in diagnose(self.read())]
        looked = list(self.checked), list(self.reconciled)
        anew = [f"{one.place} {one.rule.code} {one.message} {one.help}" for one in diagnose(load(self.data))]
        self.checked, self.reconciled = looked
        assert found == anew
        return found

    def edit(self, file: str, old: str, new: str) -> None:
        """Save a file."""
        path = self.data / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def builds(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    """Builds of the small archive, which is of one year."""
    found = Builds(write(), tmp_path / "cache")
    work_out = audit.reconcile

    def reconcile(issue: Issue, *rest: object, **more: object) -> object:
        found.reconciled.append(str(issue.period))
        return work_out(issue, *rest, **more)  # type: ignore[arg-type]

    def look(loaded: Loaded, base: str, issue: Issue) -> tuple[Diagnostic, ...]:
        found.checked.append(str(issue.period))
        return ()

    monkeypatch.setattr(audit, "reconcile", reconcile)
    monkeypatch.setattr(checks, "ISSUE_CHECKS", (*checks.ISSUE_CHECKS, look))
    return found


def test_a_first_build_looks_at_everything_and_a_second_at_nothing(builds: Builds) -> None:
    """Where nothing changed."""
    assert builds.build() == []
    assert (builds.checked, builds.reconciled) == (EVERY, EVERY)
    assert builds.build() == []
    assert (builds.checked, builds.reconciled) == ([], [])


def test_a_case_in_other_words_is_looked_at_in_its_issue(builds: Builds) -> None:
    """It has no number that is held against another."""
    builds.build()
    builds.edit(CASE, "手续要一次办对。", "手续一次办对。")

    assert builds.build() == []
    assert (builds.checked, builds.reconciled) == (["2023-06"], [])


def test_a_number_is_held_against_those_of_its_year(builds: Builds) -> None:
    """What every issue of the year says may be wrong now."""
    builds.build()
    builds.edit(FIGURES, "消费投诉类工单: {件数: 3}", "消费投诉类工单: {件数: 4}")

    assert [one.split()[1] for one in builds.build()] == ["VOC503"]
    assert (builds.checked, builds.reconciled) == (["2023-05"], EVERY)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("archive.yml", "河源银行", "河流银行"),
        ("taxonomy/institutions.yml", "名称: 砚北分行, 起: 2023-06-01", "名称: 砚南分行, 起: 2023-06-01"),
    ],
)
def test_other_words_may_change_everything(builds: Builds, file: str, old: str, new: str) -> None:
    """Settings and taxonomy are asked for everywhere."""
    builds.build()
    builds.edit(file, old, new)
    builds.build()

    assert builds.checked == EVERY


def test_what_is_wrong_is_told_at_every_build(builds: Builds) -> None:
    """Only what was found sound is not looked at again."""
    builds.edit(CASE, "机构: 云溪分行", "机构: 云西分行")
    first = builds.build()
    second = builds.build()

    assert [one.split()[1] for one in first] == ["VOC103"]
    assert (second, builds.checked) == (first, ["2023-06"])


def test_an_id_is_missed_wherever_it_is_named(builds: Builds) -> None:
    """Also by issues that say the same as before."""
    builds.build()
    builds.edit(TICKETS, "编号: T-2", "编号: T-8")

    assert [one.split(":")[0] for one in builds.build()] == ["issues/2023-07/tickets.yml"]
    assert builds.checked == ["2023-06"]


def test_an_id_is_used_once_in_all_issues(builds: Builds) -> None:
    """Also by those that say the same as before."""
    builds.build()
    builds.edit(TICKETS, "编号: T-3", "编号: T-4")

    assert [one.split()[1] for one in builds.build()] == ["VOC202"]


def test_what_a_followup_is_about_is_missed_by_its_issue(builds: Builds) -> None:
    """Though nothing changed there."""
    builds.build()
    builds.edit("issues/2023-06/issue.yml", "编号: P1", "编号: P2")

    assert [one.split(":")[0] for one in builds.build()] == ["issues/2023-07/followups.yml"]


@pytest.mark.parametrize(
    ("file", "old", "new", "asked"),
    [
        (TICKETS, "机构: 墨砚分行", "机构: 云溪分行", []),
        (TICKETS, "编号: T-3", "编号: T-8", ["ids"]),
        (CASE, "手续要一次办对。", "手续一次办对。", ["words"]),
        (CASE, "工单: [T-1]", "工单: [T-1, T-3]", ["words", "ids"]),
        ("archive.yml", "河源银行", "河流银行", ["words", "ids"]),
    ],
)
def test_rules_are_asked_about_what_changed(
    file: str, old: str, new: str, asked: list[str], builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words and ids, each as a whole: what one issue says another may be wrong about."""
    looked: list[str] = []
    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS, lambda _: looked.append("words") or ()))
    monkeypatch.setattr(checks, "ID_CHECKS", (*checks.ID_CHECKS, lambda _: looked.append("ids") or ()))
    diagnose(builds.read())
    builds.edit(file, old, new)
    looked.clear()
    told = diagnose(builds.read())

    assert looked == asked
    assert told == diagnose(load(builds.data))


def test_a_file_with_a_fault_makes_nobody_sure(builds: Builds) -> None:
    """What the rules find depends on which files could be read."""
    builds.build()
    builds.edit(CASE, "类型: 投诉", "类型: 抱怨")

    assert [one.split()[1] for one in builds.build()] == ["VOC108"]
    assert builds.checked == EVERY


def test_two_issues_of_one_month_are_worked_out_each_time(builds: Builds) -> None:
    """It is not said which of them speaks for the month."""
    builds.edit("issues/2023-06/issue.yml", "统计月份: 2023-05", "统计月份: 2023-04")
    first = builds.build()

    assert "VOC208" in {one.split()[1] for one in first}
    assert builds.build() == first
    assert builds.reconciled == EVERY


def test_findings_come_back_as_they_were(builds: Builds, numbered: Path) -> None:
    """With their readings, their numbers in the text and the differences that explain them."""
    builds.data = numbered
    read = builds.read()
    worked_out = Reconciled(read.archive, statistics(read.archive), read.cache)
    before = [worked_out.of(issue) for issue in read.archive.issues]
    worked_out.save()
    builds.reconciled.clear()
    again = builds.read()
    kept = Reconciled(again.archive, statistics(again.archive), again.cache)
    after = [kept.of(issue) for issue in again.archive.issues]

    assert any(one.known for found in before for one in found) and any(one.mention for found in before for one in found)
    assert after == before
    assert [[one.readings for one in found] for found in after] == [[one.readings for one in found] for found in before]
    assert [repr(found) for found in after] == [repr(found) for found in before]
    assert not builds.reconciled


@pytest.fixture
def numbered() -> Path:
    """An archive that prints everything there is to hold against something."""
    return Path(__file__).parents[2] / "demo"
