"""Everything that is wrong with an archive: reading, rules across records, numbers that do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from voc_build.intake.checks import CHECKS
from voc_build.intake.load import Loaded
from voc_build.numbers.neighbours import neighbours_of
from voc_build.numbers.readings import BANK, Computed, Reading, readings_of
from voc_build.numbers.reconcile import Finding, problems, reconcile
from voc_build.numbers.statistics import Statistics, statistics
from voc_build.words.archive import Archive, Issue
from voc_build.words.diagnostics import Diagnostic, in_order, rule
from voc_build.words.measures import CLOSURE, COUNTS, ON_TIME, REPEAT
from voc_build.words.month import Month

_NAMES = ("VOC103", "VOC110")


def diagnose(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """All problems of an archive, once each, by place."""
    found = [*loaded.diagnostics]
    for check in CHECKS:
        found += check(loaded)
    return in_order([*found, *_disagreements(loaded, found)])


def findings_of(archive: Archive, numbers: Statistics, issue: Issue) -> tuple[Finding, ...]:
    """What holding one issue's numbers against each other and against other issues shows."""
    return reconcile(
        issue,
        _computed(numbers, issue),
        neighbours_of(issue, archive, _Readings(archive, numbers)),
        business=_business(numbers, issue),
    )


def _disagreements(loaded: Loaded, told: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Reconciliation as diagnostics; nothing where words or tickets cannot be counted upon."""
    archive = loaded.archive
    miscounted = {one.place.file for one in told if one.rule.code in _NAMES} | loaded.faulty
    if any(one.is_error and one.place.file.startswith("taxonomy/") for one in told):
        return
    numbers = statistics(archive)
    for base, issue in loaded.each():
        if miscounted & {f"{base}/tickets.yml", f"{base}/figures.yml"}:
            continue
        for code, path, file, message, help in problems(findings_of(archive, numbers, issue)):
            yield rule(code).at(loaded.place(f"{base}/{file}", *path), message, help=help)


@dataclass(frozen=True)
class _Readings(Mapping[Month, tuple[Reading, ...]]):
    """What every issue says by 期号, worked out when it is asked for."""

    archive: Archive
    numbers: Statistics
    _known: dict[Month, tuple[Reading, ...]] = field(default_factory=dict)

    def __getitem__(self, period: Month) -> tuple[Reading, ...]:
        if period not in self._known:
            issue = self.archive.by_period[period]
            self._known[period] = readings_of(issue, _computed(self.numbers, issue))
        return self._known[period]

    def __iter__(self) -> Iterator[Month]:
        return iter(self.archive.by_period)

    def __len__(self) -> int:
        return len(self.archive.by_period)


def _computed(numbers: Statistics, issue: Issue) -> Computed:
    """The issue's tickets counted, for the bank and each institution of the table; empty for a 汇总 issue."""
    if not issue.by_tickets or issue.tickets is None:
        return {}
    index = numbers.position(issue)
    rows = {
        position: one.name_in(issue.month)
        for position, one in enumerate(numbers.archive.taxonomy.by_code.values())
        if one.in_table and one.exists_in(issue.month)
    }
    found: dict[tuple[str, str], int | Fraction] = {}
    for measure in COUNTS:
        cells = numbers.table[measure.code][index]
        found[measure.code, BANK] = int(cells.sum())
        found |= {(measure.code, name): int(cells[position]) for position, name in rows.items()}
    return found | _rates(numbers, index)


def _rates(numbers: Statistics, index: int) -> dict[tuple[str, str], int | Fraction]:
    cube = numbers.cube
    own = cube.columns["issue"] == index
    found: dict[tuple[str, str], int | Fraction] = {}
    for measure, part, whole in (
        (CLOSURE, cube.closed_by_release, own),
        (ON_TIME, cube.on_time, own & cube.is_complaint),
        (REPEAT, cube.columns["repeat"] == 1, own & cube.is_complaint),
    ):
        base = int(np.count_nonzero(whole))
        if base:
            found[measure.code, BANK] = Fraction(int(np.count_nonzero(whole & part)), base)
    return found


def _business(numbers: Statistics, issue: Issue) -> dict[str, int] | None:
    """消费投诉类工单 by business type, each counted for the class of the printed pie that holds it."""
    if not issue.by_tickets or issue.tickets is None:
        return None
    axis = numbers.archive.taxonomy.business_types
    pie = issue.figures.pie if issue.figures else None
    printed = {
        axis.by_name[part.business].code: part.business
        for part in (pie.slices if pie else ())
        if part.business in axis.by_name
    }
    counts = numbers.axes["business"][numbers.position(issue)].sum(axis=0)
    found: dict[str, int] = {}
    for term, count in zip(axis.terms, counts.tolist(), strict=True):
        above = term
        while above.code not in printed and above.code in axis.parent_of:
            above = axis.parent_of[above.code]
        name = printed.get(above.code, term.name)
        found[name] = found.get(name, 0) + int(count)
    return found
