"""`voc sample`: whole archives of any size, the same every time, that load without a word."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path

import pytest

from voc_build.intake.load import Loaded, load
from voc_build.numbers.audit import diagnose
from voc_build.sample import write
from voc_build.sample.cases import LONGEST, LONGEST_TITLE, SHORTEST

ISSUES, CASES, TICKETS = 30, 600, 3_000


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A sample with every feature: two and a half years, three of its months 汇总."""
    folder = tmp_path_factory.mktemp("sample")
    write(ISSUES, CASES, TICKETS, folder)
    return load(folder)


def fingerprint(folder: Path) -> str:
    """A hash of every path and byte below a folder."""
    found = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two processes that order their sets differently write the same archive."""
    order = "import sys, pathlib, voc_build.sample as s; s.write(12, 60, 1000, pathlib.Path(sys.argv[1]))"
    for name in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": name}
        command = [sys.executable, "-c", order, str(tmp_path / name)]
        subprocess.run(command, env=environment, check=True, capture_output=True)

    assert fingerprint(tmp_path / "1") == fingerprint(tmp_path / "2")


def test_another_seed_gives_another_archive(tmp_path: Path) -> None:
    """The seed reaches tickets and cases alike."""
    write(1, 1, 5, tmp_path / "one", seed=1)
    write(1, 1, 5, tmp_path / "two", seed=2)

    for name in ("tickets.yml", "cases/01.yml"):
        path = Path("issues/2024-12") / name
        assert (tmp_path / "one" / path).read_bytes() != (tmp_path / "two" / path).read_bytes()


def test_a_sample_loads_and_audits_without_a_word(loaded: Loaded) -> None:
    """No diagnostic of reading, checking, or reconciling."""
    assert [*loaded.diagnostics, *diagnose(loaded)] == []


@pytest.mark.parametrize(
    ("issues", "cases", "tickets"), [(1, 0, 0), (1, 5, 2), (2, 1, 1), (9, 3, 4), (12, 300, 20), (45, 0, 90)]
)
def test_odd_sizes_load_without_a_word(tmp_path: Path, issues: int, cases: int, tickets: int) -> None:
    """Months without tickets, without cases and with more cases than tickets are archives too."""
    write(issues, cases, tickets, tmp_path)
    loaded = load(tmp_path)

    assert [*loaded.diagnostics, *diagnose(loaded)] == []


def test_counts_are_the_ones_asked_for(loaded: Loaded) -> None:
    """Issues, cases and tickets add up over the archive; the last issue is 2024-12."""
    issues = loaded.archive.issues
    tickets = sum(len(issue.tickets) for issue in issues if issue.tickets is not None)

    assert (len(issues), len(loaded.archive.cases), tickets) == (ISSUES, CASES, TICKETS)
    assert str(issues[-1].period) == "2024-12"


def test_stories_differ_and_have_a_length(loaded: Loaded) -> None:
    """At least 95 of 100 stories are told but once, within the lengths promised."""
    stories = [case.story for case in loaded.archive.cases]

    assert len(set(stories)) >= 0.95 * len(stories)
    assert all(SHORTEST <= len(story) <= LONGEST for story in stories)
    assert max(map(len, stories)) > 2 * min(map(len, stories))


def test_titles_are_short(loaded: Loaded) -> None:
    """A title fits a line of a phone."""
    assert max(len(case.title) for case in loaded.archive.cases) <= LONGEST_TITLE


def test_every_feature_is_used(loaded: Loaded) -> None:
    """What an archive may hold, a sample does hold."""
    archive = loaded.archive
    cases, issues = archive.cases, archive.issues
    advice = [one for case in cases for one in case.recommendations]
    followups = [one for issue in issues for one in issue.followups]
    figures = [issue.figures for issue in issues if issue.figures is not None]

    assert {case.kind for case in cases} == {"投诉", "意见", "表扬"}
    assert {one.state for one in followups} == {"进行中", "已完成", "未落实", "撤销"}
    assert {bool("/P" in one.about) for one in followups} == {True, False}
    assert any(one.target for one in advice) and any(one.due_on for one in advice)
    assert any(case.sub_branch and case.groups and case.tags and case.tickets for case in cases)
    assert any(case.staff_consent for case in cases)
    assert any(issue.header.corrections for issue in issues)
    assert any(len(one.names) > 1 for one in archive.taxonomy.institutions)
    assert any(one.merged for one in archive.taxonomy.institutions)
    assert len(archive.taxonomy.breaks("valid")) == 1
    assert any(one.known for one in figures) and any(one.pie for one in figures)
    assert sum(not issue.by_tickets for issue in issues) == ISSUES // 10
    assert archive.settings.events and archive.settings.rebases and archive.synonyms and archive.is_demo


def test_an_earlier_sample_is_replaced(tmp_path: Path) -> None:
    """Nothing of a larger sample stays behind in a smaller one."""
    write(12, 60, 100, tmp_path / "again")
    write(2, 2, 10, tmp_path / "again")
    write(2, 2, 10, tmp_path / "fresh")

    assert fingerprint(tmp_path / "again") == fingerprint(tmp_path / "fresh")


def test_anything_else_is_left_alone(tmp_path: Path) -> None:
    """A folder that is no sample is refused, untouched."""
    (tmp_path / "archive.yml").write_text("名称: 真的档案\n", "utf-8")

    with pytest.raises(FileExistsError):
        write(1, 1, 1, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["archive.yml"]


@pytest.mark.parametrize(("issues", "cases", "tickets"), [(0, 0, 0), (5_000, 0, 0), (1, -1, 0), (1, 1_000, 0)])
def test_impossible_sizes_are_refused(tmp_path: Path, issues: int, cases: int, tickets: int) -> None:
    """Nothing is written for numbers no archive can have."""
    with pytest.raises(ValueError):
        write(issues, cases, tickets, tmp_path / "none")
    assert not (tmp_path / "none").exists()
