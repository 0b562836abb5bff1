"""The tables behind the pages: every measure with its source, every ticket without what could name anyone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from voc_build.numbers.cube import KINDS, SOURCES, Column, Cube
from voc_build.numbers.readings import BANK, ROWS, readings_of, stands
from voc_build.numbers.statistics import Statistics
from voc_build.words.archive import Archive, Issue
from voc_build.words.measures import BY_NAME, COUNTS, RATES, Measure
from voc_build.words.model import PIE, TEXT, TICKETS
from voc_build.words.taxonomy import Axis
from voc_build.words.tickets import BETWEEN

WHOLE = "全行"
"""The whole bank, among the institutions."""
MEASURES = ("期号", "统计月份", "机构代码", "机构", "指标", "数值", "来源")
TICKETS_SHOWN = (
    "期号",
    "统计月份",
    "来源",
    "类型",
    "机构",
    "渠道",
    "业务",
    "原因",
    "有效",
    "重复",
    "客户群体",
    "办理天数",
)
"""All that is ever published of a ticket."""
_YES_NO = ("否", "是")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = (",", '"', "\n", "\r")


def measures_table(statistics: Statistics) -> pd.DataFrame:
    """One row a value with the columns `MEASURES`; 数值 is text: whole counts, rates 0-1 with six decimals.

    A 工单 issue has every count for the bank and each institution of the table, zeros too, and each rate
    whose base is not zero; a 汇总 issue has what was printed, once a source, and nothing else.
    """
    rows: list[tuple[str, ...]] = []
    for issue in statistics.archive.issues:
        found = _counted(statistics, issue) if issue.by_tickets else _printed(statistics.archive, issue)
        head = (str(issue.period), str(issue.month))
        rows += [
            (*head, code, plain(name), measure.name, value, source) for code, name, measure, value, source in found
        ]
    return pd.DataFrame(rows, columns=list(MEASURES), dtype=str)


_Value = tuple[str, str, Measure, str, str]
"""Institution code and name, measure, value, source."""


def _counted(statistics: Statistics, issue: Issue) -> Iterator[_Value]:
    index = statistics.position(issue)
    for measure in COUNTS:
        yield "", WHOLE, measure, f"{statistics.bank[measure.code][index]:.0f}", TICKETS
    for measure in RATES:
        part, whole = statistics.rate_counts[measure.code][index].tolist()
        if whole:
            yield "", WHOLE, measure, _rate(Decimal(part) / Decimal(whole)), TICKETS
    for place, one in enumerate(statistics.archive.taxonomy.by_code.values()):
        if one.in_table and one.exists_in(issue.month):
            for measure in COUNTS:
                value = statistics.table[measure.code][index, place]
                yield one.code, one.name_in(issue.month), measure, f"{value:.0f}", TICKETS


def _printed(archive: Archive, issue: Issue) -> Iterator[_Value]:
    figures = issue.figures
    if figures is None:
        return
    readings = readings_of(issue, {})
    for reading in readings:
        if reading.source != ROWS:
            code, name = _institution(archive, issue, reading.scope)
            yield code, name, reading.measure, str(reading.value), reading.source
    for entry in figures.known:
        if entry.pie is not None and stands(entry, readings):
            code, name = _institution(archive, issue, entry.institution or BANK)
            yield code, name, BY_NAME[entry.measure], str(entry.pie), PIE
    for measure in RATES:
        stated = figures.stated.get(measure.name)
        if stated is not None and stated.value is not None:
            yield "", WHOLE, measure, _rate(stated.value / 100), TEXT


def _institution(archive: Archive, issue: Issue, scope: str) -> tuple[str, str]:
    if scope == BANK:
        return "", WHOLE
    found = archive.taxonomy.institution(scope, issue.month)
    return (found.code if found else ""), scope


def _rate(share: Decimal) -> str:
    return f"{share:.6f}"


def tickets_table(archive: Archive, cube: Cube) -> pd.DataFrame:
    """The tickets of every 工单 issue, oldest issue first, with the columns `TICKETS_SHOWN`.

    Names are those of the month; an empty cell is unknown or does not apply, 办理天数 is empty while open;
    several 客户群体 are joined by `|`. Within a month rows stand in the order of their cells, which tells
    nothing of the order in which they came.
    """
    columns = cube.columns
    keys = ("repeat", "valid", "groups", "channel", "cause", "business", "kind", "source", "institution", "issue")
    rows = np.lexsort([cube.days, *(columns[key] for key in keys)])

    def cells(column: Column, words: list[str]) -> Any:
        return _categorical(column[rows], words)

    taxonomy = archive.taxonomy
    issues = columns["issue"]
    sets = [BETWEEN.join(taxonomy.groups.terms[term].name for term in one) for one in cube.group_sets]
    days = cube.days[rows]
    found = {
        "期号": cells(issues, [str(issue.period) for issue in archive.issues]),
        "统计月份": cells(issues, [str(issue.month) for issue in archive.issues]),
        "来源": cells(columns["source"], list(SOURCES)),
        "类型": cells(columns["kind"], list(KINDS)),
        "机构": cells(*_names_by_month(archive, cube)),
        "渠道": cells(columns["channel"], _names(taxonomy.channels)),
        "业务": cells(columns["business"], _names(taxonomy.business_types)),
        "原因": cells(columns["cause"], _names(taxonomy.causes)),
        "有效": cells(columns["valid"], list(_YES_NO)),
        "重复": cells(columns["repeat"], list(_YES_NO)),
        "客户群体": cells(columns["groups"], sets),
        "办理天数": _categorical(days, [str(day) for day in range(int(days.max(initial=-1)) + 1)]),
    }
    return pd.DataFrame(found, columns=list(TICKETS_SHOWN))


def tickets_by_issue(archive: Archive, cube: Cube) -> Callable[[int], bytes]:
    """The CSV of one issue's rows of `tickets_table`, by the issue's position, with a byte-order mark."""
    write = _writer(tickets_table(archive, cube), mark=True)
    ends = [0, *np.cumsum(np.bincount(cube.columns["issue"], minlength=cube.issues)).tolist()]
    return lambda index: write(ends[index], ends[index + 1])


def _names(axis: Axis) -> list[str]:
    return [term.name for term in axis.terms]


def _names_by_month(archive: Archive, cube: Cube) -> tuple[Column, list[str]]:
    """An institution goes by the name it had: one number for each (issue, institution)."""
    institutions = archive.taxonomy.by_code.values()
    names = [one.name_in(issue.month) for issue in archive.issues for one in institutions]
    place = cube.columns["institution"]
    at = cube.columns["issue"].astype(np.int64) * cube.institutions + place
    return np.where(place < 0, -1, at).astype(np.int32), names


def _categorical(codes: Column, words: list[str]) -> Any:
    """Codes with their words; the same word may have several codes."""
    unique = {plain(word): None for word in words}
    position = {word: index for index, word in enumerate(unique)}
    table = np.array([*(position[plain(word)] for word in words), -1], dtype=np.int32)
    return pd.Categorical.from_codes(table[codes], dtype=pd.CategoricalDtype(list(unique)))


def plain(word: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{word}" if word.startswith(_FORMULA) else word


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A table as UTF-8 CSV, each line ending in a line feed."""
    return _writer(frame, mark=False)(0, len(frame))


def _writer(frame: pd.DataFrame, *, mark: bool) -> Callable[[int, int], bytes]:
    """Writes rows from … to as CSV; `mark` adds the byte-order mark that office programs look for."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    schema = pa.schema([(name, pa.string()) for name in table.column_names])
    words = (word for name in frame for word in _vocabulary(frame[name]))
    needed = any(sign in word for word in words for sign in _QUOTED)
    options = arrow_csv.WriteOptions(include_header=False, quoting_style="needed" if needed else "none")
    head = b"\xef\xbb\xbf" * mark + (",".join(frame.columns) + "\n").encode()

    def write(first: int, end: int) -> bytes:
        out = io.BytesIO()
        out.write(head)
        arrow_csv.write_csv(table.slice(first, end - first).cast(schema), out, options)
        return out.getvalue()

    return write


def _vocabulary(column: pd.Series) -> list[str]:
    return list(column.cat.categories) if isinstance(column.dtype, pd.CategoricalDtype) else list(column.unique())
