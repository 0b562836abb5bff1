"""What reconciling found, as values: findings, how much of the print they cover, which are problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from voc_build.numbers.mentions import Mention
from voc_build.numbers.readings import BANK, ROWS, Path, Reading
from voc_build.words.measures import Measure
from voc_build.words.model import KnownDifference

Status = Literal["agrees", "differs", "explained", "unmatched", "impossible", "implied"]
File = Literal["figures.yml", "issue.yml"]

FIGURES: File = "figures.yml"
HEADER: File = "issue.yml"

WRONG = ("differs", "impossible")


@dataclass(frozen=True)
class Finding:
    """One comparison and how it came out, in Chinese, with the readings it compared and where they stand.

    Kinds: rows, sources, rate, institution, row-sum, bound, definition, shares, growth, growth-year, growth-parts,
    growth-back, year-to-date, prose, stale. Statuses: agrees; differs and impossible (a problem); explained
    (was one of these, a standing 已知差异 says why); implied (follows from what was printed, nothing to hold
    it against); unmatched (nothing to compare with).

    `printed` names each printed number that was looked at; `witness` is what confirms them from outside the
    printed issue: 工单 or another issue's name, "" if nothing does. `mention` is the number of a text it judges.
    """

    kind: str
    status: Status
    title: str
    detail: str
    readings: tuple[Reading, ...] = ()
    path: Path = ()
    file: File = FIGURES
    known: KnownDifference | None = None
    measure: Measure | None = None
    scope: str = BANK
    printed: tuple[str, ...] = ()
    witness: str = ""
    mention: Mention | None = None


def printed_at(file: File, path: Path) -> str:
    """The name of one printed number, the same from every finding that looks at it."""
    return file + ":" + "/".join(str(step) for step in path)


def printed(readings: Iterable[Reading]) -> tuple[str, ...]:
    """The names of those readings that were printed as they are."""
    return tuple(printed_at(FIGURES, reading.path) for reading in readings if reading.path and reading.source != ROWS)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many printed numbers there are and what became of them.

    `checked`: held against something; `confirmed`: by tickets or another issue; `explained`, `differing`:
    stand in a difference that is explained, or is not. What is not checked had nothing to be held against.
    """

    printed: int
    checked: int
    confirmed: int
    explained: int
    differing: int


def coverage(findings: Iterable[Finding]) -> Coverage:
    """Printed numbers counted once each, however many findings look at them."""
    every: set[str] = set()
    checked: set[str] = set()
    confirmed: set[str] = set()
    explained: set[str] = set()
    differing: set[str] = set()
    for finding in findings:
        numbers = set(finding.printed)
        every |= numbers
        # prose that repeats a figure is the same print once more, not another source
        repeats = finding.kind == "prose" and finding.status == "agrees" and not finding.witness
        if finding.status in ("agrees", "explained", *WRONG) and not repeats:
            checked |= numbers
        if finding.status == "agrees" and finding.witness:
            confirmed |= numbers
        if finding.status == "explained":
            explained |= numbers
        if finding.status in WRONG:
            differing |= numbers
    return Coverage(len(every), len(checked), len(confirmed), len(explained), len(differing))


_CODES = {
    "rows": "VOC501",
    "shares": "VOC502",
    "stale": "VOC504",
    "rate": "VOC505",
    "growth": "VOC505",
    "growth-year": "VOC505",
    "growth-parts": "VOC505",
    "growth-back": "VOC505",
    "year-to-date": "VOC505",
}


def problems(findings: Iterable[Finding]) -> Iterator[tuple[str, Path, File, str, str]]:
    """Those findings that an editor must act on: rule code, path and file, message and help in Chinese.

    VOC505 is a warning: another issue may be the one to blame, and is not always at hand; and no 已知差异 can be
    written for a rate.
    """
    for finding in findings:
        if finding.status in WRONG or finding.kind == "stale":
            code = _CODES.get(finding.kind, "VOC503")
            message = f"{finding.title}。{finding.detail}".rstrip("。")
            yield code, finding.path, finding.file, message, _help(code, finding)


def _help(code: str, finding: Finding) -> str:
    if code == "VOC504":
        return "按现在的数字改写这条差异；差异已消失的，删掉它"
    if finding.file == HEADER:
        return "核对文字与数字后改正；所指不是这个指标的，把话说明白（如写明机构、月份）"
    if finding.measure is None:
        return "对照原刊核对后改正"
    which = "这一期和所比的一期" if code == "VOC505" else ""
    return f"对照原刊核对{which}后改正；原刊如此的，在 已知差异 中加一条：{_entry(finding)}"


def _entry(finding: Finding) -> str:
    """The 已知差异 entry an editor can complete: everything but the choice and the reason."""
    values = {
        reading.source: reading.value
        for reading in finding.readings
        if (reading.measure, reading.scope) == (finding.measure, finding.scope)
    }
    institution = f"机构: {finding.scope}, " if finding.scope else ""
    named = "".join(f"{source}: {value}, " for source, value in values.items())
    name = finding.measure.name if finding.measure else ""
    return f"{{指标: {name}, {institution}{named}采用: …, 说明: …}}"
