"""Everything that is wrong with an archive: reading, rules across records, numbers that do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from voc_build.intake.cache import Cache, digest
from voc_build.intake.checks import broken_rules
from voc_build.intake.kept import Kept, words_key
from voc_build.intake.load import Loaded
from voc_build.numbers.agreement import rows_add_up
from voc_build.numbers.evidence import Evidence
from voc_build.numbers.kept_findings import packed, unpacked
from voc_build.numbers.mentions import has_numbers
from voc_build.numbers.neighbours import NO_NEIGHBOURS, neighbours_of
from voc_build.numbers.prose_numbers import prose
from voc_build.numbers.readings import BANK, Computed, Reading, readings_of
from voc_build.numbers.reconcile import Finding, problems, reconcile
from voc_build.numbers.statistics import Statistics, statistics
from voc_build.version import FINGERPRINT
from voc_build.words.archive import Archive, Issue
from voc_build.words.diagnostics import Diagnostic, in_order, rule
from voc_build.words.measures import COUNTS
from voc_build.words.model import TABLE
from voc_build.words.month import Month

_NAMES = ("VOC103", "VOC110")


def diagnose(loaded: Loaded, reconciled: Reconciled | None = None) -> tuple[Diagnostic, ...]:
    """All problems of an archive, once each, by place; `reconciled`, if at hand, is not worked out again."""
    seen = _to_check(loaded)
    found = [*seen.diagnostics, *broken_rules(seen), *_faulty_tables(seen)]
    return in_order([*found, *_disagreements(loaded, found, reconciled)])


def _to_check(loaded: Loaded) -> Loaded:
    """What the rules look at: where files have faults, what is right in these too."""
    if not loaded.faulty:
        return loaded
    from voc_build.intake.partial import to_check

    return to_check(loaded)


def _faulty_tables(seen: Loaded) -> Iterator[Diagnostic]:
    """Rows that do not add up, in files with faults elsewhere: nothing else can be asked of them yet."""
    for base, issue in seen.each():
        file = f"{base}/figures.yml"
        if file not in seen.faulty or (TABLE, "行") in seen.kept.get(file, {}):
            continue
        evidence = Evidence(issue, readings_of(issue, {}), NO_NEIGHBOURS, {}, None)
        for code, path, name, message, help in problems(tuple(rows_add_up(evidence))):
            yield rule(code).at(seen.place(f"{base}/{name}", *path), message, help=help)


@dataclass(frozen=True)
class Reconciled:
    """What holding an archive's numbers against each other shows, each issue worked out once, when asked.

    The cache keeps what was worked out: of an issue of which nothing changed that was held against it, it stays.
    """

    archive: Archive
    numbers: Statistics
    cache: Cache = field(default_factory=Cache)
    _found: dict[Month, tuple[Finding, ...]] = field(default_factory=dict, repr=False)

    def of(self, issue: Issue) -> tuple[Finding, ...]:
        """The findings of one issue."""
        if issue.period not in self._found:
            key = self._made_from(issue)
            kept = self._kept.get(key)
            found = self._work_out(issue) if kept is None else unpacked(issue, kept)
            if kept is None:
                self._kept.put(key, packed(issue, found))
            self._found[issue.period] = found
        return self._found[issue.period]

    def save(self) -> None:
        """Keep the findings of the issues that were asked for."""
        self._kept.save()

    def _work_out(self, issue: Issue) -> tuple[Finding, ...]:
        return reconcile(
            issue,
            _computed(self.numbers, issue),
            neighbours_of(issue, self.archive, self._readings),
            business=_business(self.numbers, issue),
        )

    def _made_from(self, issue: Issue) -> str:
        """Hash of the numbers of an issue and of all that can speak for it (`numbers.neighbours`)."""
        now = issue.month.index
        months = (now - 12, now - 1, now + 1, now + 12, *range(now - issue.month.month + 1, now))
        return digest(str(issue.period), issue.numbers, *(self._numbers.get(month, "") for month in months))

    @cached_property
    def _numbers(self) -> dict[int, str]:
        return {issue.month.index: issue.numbers for issue in self.archive.issues}

    @cached_property
    def _kept(self) -> Kept:
        issues = len(self.archive.issues)
        is_clear = issues == len(self.archive.by_period) == len(self.archive.by_month)
        cache = self.cache if is_clear else Cache()  # two issues of one month are one too many: who speaks is not said
        return Kept(cache, "findings", digest(FINGERPRINT, words_key(self.archive)))

    @cached_property
    def _readings(self) -> _Readings:
        return _Readings(self.archive, self.numbers)


def _disagreements(loaded: Loaded, told: list[Diagnostic], reconciled: Reconciled | None) -> Iterator[Diagnostic]:
    """Reconciliation as diagnostics; nothing where words or tickets cannot be counted upon."""
    archive = loaded.archive
    miscounted = {one.place.file for one in told if one.rule.code in _NAMES} | loaded.faulty
    if any(one.is_error and one.place.file.startswith("taxonomy/") for one in told):
        return
    reconciled = reconciled or Reconciled(archive, statistics(archive, loaded.cache), loaded.cache)
    for base, issue in loaded.each():
        if miscounted & {f"{base}/tickets.yml", f"{base}/figures.yml"}:
            continue
        for code, path, file, message, help in problems(reconciled.of(issue)):
            yield rule(code).at(loaded.place(f"{base}/{file}", *path), message, help=help)
    reconciled.save()


@dataclass(frozen=True)
class _Readings(Mapping[Month, tuple[Reading, ...]]):
    """What every issue says of the whole bank by 期号: neighbours are asked for no more."""

    archive: Archive
    numbers: Statistics
    _known: dict[Month, tuple[Reading, ...]] = field(default_factory=dict)

    def __getitem__(self, period: Month) -> tuple[Reading, ...]:
        if period not in self._known:
            issue = self.archive.by_period[period]
            said = readings_of(issue, _counted(self.numbers, issue))
            self._known[period] = tuple(reading for reading in said if reading.scope == BANK)
        return self._known[period]

    def __iter__(self) -> Iterator[Month]:
        return iter(self.archive.by_period)

    def __len__(self) -> int:
        return len(self.archive.by_period)


def _computed(numbers: Statistics, issue: Issue) -> Computed:
    """The issue's tickets counted, for the bank and each institution of the table; empty for a 汇总 issue."""
    found = _counted(numbers, issue)
    if not found or not _prints_numbers(issue):
        return found
    index = numbers.position(issue)
    rows = {
        position: one.name_in(issue.month)
        for position, one in enumerate(numbers.archive.taxonomy.by_code.values())
        if one.in_table and one.exists_in(issue.month)
    }
    for measure in COUNTS:
        cells = numbers.table[measure.code][index].tolist()
        found |= {(measure.code, name): int(cells[position]) for position, name in rows.items()}
    return found | _rates(numbers, index)


def _prints_numbers(issue: Issue) -> bool:
    """False when there is nothing of its own to hold its tickets' numbers against."""
    return issue.figures is not None or any(has_numbers(text) for _, text in prose(issue))


def _counted(numbers: Statistics, issue: Issue) -> dict[tuple[str, str], int | Fraction]:
    """The counts of the whole bank, from tickets; empty for a 汇总 issue."""
    if not issue.by_tickets or issue.tickets is None:
        return {}
    index = numbers.position(issue)
    return {(measure.code, BANK): int(numbers.bank[measure.code][index]) for measure in COUNTS}


def _rates(numbers: Statistics, index: int) -> dict[tuple[str, str], int | Fraction]:
    found: dict[tuple[str, str], int | Fraction] = {}
    for code, counts in numbers.rate_counts.items():
        part, whole = counts[index].tolist()
        if whole:
            found[code, BANK] = Fraction(part, whole)
    return found


def _business(numbers: Statistics, issue: Issue) -> dict[str, int] | None:
    """消费投诉类工单 by business type, each counted for the class of the printed pie that holds it."""
    if not issue.by_tickets or issue.tickets is None or not _prints_numbers(issue):
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
