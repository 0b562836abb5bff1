"""What each place says: one number of one measure, for one scope, as one source has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from voc_build.words import measures as m
from voc_build.words.archive import Issue
from voc_build.words.measures import Measure
from voc_build.words.model import NEITHER, PIE, TABLE, TEXT, TICKETS, KnownDifference, PrintedTable

BANK = ""
"""The scope of the whole bank."""
ROWS = "各行之和"
"""The source that nobody printed: what the rows of the institution table add up to."""

Path = tuple[str | int, ...]
Computed = Mapping[tuple[str, str], "int | Fraction"]
"""From tickets, by (measure code, institution name valid in the month or ""): counts, rates as 0-1."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` pieces of `measure` in `scope` ("" or an institution as printed), as `source` has it.

    Sources are 正文, 机构表, 各行之和, 图 and 工单. `path` is where it stands in figures.yml, () if computed.
    """

    measure: Measure
    scope: str
    source: str
    value: int
    path: Path = field(default=(), compare=False)


def readings_of(issue: Issue, computed: Computed) -> tuple[Reading, ...]:
    """Every count the issue states or its tickets give; `computed` is empty for a 汇总 issue.

    A column that leaves out some row has no 各行之和: what was not printed is not taken for zero.
    """
    found: list[Reading] = []
    if issue.figures is not None:
        for name, stated in issue.figures.stated.items():
            if stated.count is not None and not m.BY_NAME[name].is_rate:
                path = (TEXT, name, "件数")
                found.append(Reading(m.BY_NAME[name], BANK, TEXT, stated.count, path))
        if issue.figures.table is not None:
            found += _table(issue.figures.table)
    for (code, scope), value in computed.items():
        measure = m.BY_CODE[code]
        if isinstance(value, int) and not measure.is_rate:
            found.append(Reading(measure, scope, TICKETS, value))
    return tuple(found)


def _table(table: PrintedTable) -> Iterator[Reading]:
    for measure in m.COUNTS:
        total = getattr(table.total, measure.code)
        cells = [getattr(row, measure.code) for row in table.rows]
        if total is not None:
            yield Reading(measure, BANK, TABLE, total, (TABLE, "合计", measure.name))
        if None not in cells:
            yield Reading(measure, BANK, ROWS, sum(cells), (TABLE, "行"))
        for index, (row, value) in enumerate(zip(table.rows, cells, strict=True)):
            if value is not None:
                path = (TABLE, "行", index, measure.name)
                yield Reading(measure, row.institution, TABLE, value, path)


def sources(readings: Iterable[Reading], measure: Measure, scope: str = BANK) -> tuple[Reading, ...]:
    """What is said of one measure in one scope, once for each independent source."""
    return independent([
        reading for reading in readings if reading.scope == scope and reading.measure.code == measure.code
    ])  # fmt: skip


def independent(said: Sequence[Reading]) -> tuple[Reading, ...]:
    """What is said of one thing, without the sum of the rows where a total was printed.

    Whether it equals the total is asked apart.
    """
    if len(said) == 1:
        return tuple(said)
    has_total = any(reading.source == TABLE for reading in said)
    return tuple(reading for reading in said if reading.source != ROWS or not has_total)


def stands(entry: KnownDifference, readings: Iterable[Reading]) -> bool:
    """True when a 已知差异 entry names exactly the values that now stand, and adopts one of those it names.

    各行之和 must be named where it differs from the printed total, and may be where it does not. 图 gives no
    count of its own, so a value named for it is not held against the readings.
    """
    scope = entry.institution or BANK
    now: dict[str, int] = {}
    for reading in readings:
        if (reading.measure.name, reading.scope) == (entry.measure, scope):
            now[reading.source] = reading.value
    named = named_values(entry)
    adopts = entry.adopted == NEITHER or entry.adopted in named
    named.pop(PIE, None)
    if ROWS not in named and now.get(ROWS) == now.get(TABLE):
        now.pop(ROWS, None)
    return adopts and named == now


def named_values(entry: KnownDifference) -> dict[str, int]:
    """The values an entry names, by source."""
    values = {TEXT: entry.text, TABLE: entry.table, ROWS: entry.rows, PIE: entry.pie, TICKETS: entry.tickets}
    return {source: value for source, value in values.items() if value is not None}


def adopted(issue: Issue, measure: Measure, readings: Iterable[Reading]) -> int | None:
    """The bank-wide count to use in a series: what all sources say, else what a standing 已知差异 adopts.

    None where nothing is said, where sources differ without a standing entry, and for 都不用 (a gap).
    """
    readings = tuple(readings)
    said = sources(readings, measure)
    for entry in issue.figures.known if issue.figures else ():
        if entry.measure == measure.name and entry.institution is None and stands(entry, readings):
            return named_values(entry).get(entry.adopted)
    values = {reading.value for reading in said}
    return values.pop() if len(values) == 1 else None
