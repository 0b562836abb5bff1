"""What an issue's page says of its printed numbers is what 对账 counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from voc_build.intake.load import load
from voc_build.numbers.findings import coverage
from voc_build.pages.checked import checked
from voc_build.pages.publication import Publication
from voc_build.pages.views import NBSP

DATA = Path(__file__).parents[2] / "data"


def test_the_printed_issue_says_how_much_was_checked():
    """Counts are those of the findings; nothing is called unexplained where everything is explained."""
    publication = Publication(load(DATA).archive)
    findings = publication.findings(publication.archive.issues[0])
    covered, found = coverage(findings), Counter(one.status for one in findings)

    said = checked(findings).replace(NBSP, " ")

    assert f"印出 {covered.printed} 个数，核对过 {covered.checked} 个" in said
    assert f"相符 {found['agrees']} 项，对不上而已说明 {found['explained']} 项" in said
    assert "未说明" not in said


def test_without_print_nothing_is_said():
    """An issue counted from tickets alone has nothing to hold against anything."""
    assert checked(()) == ""
