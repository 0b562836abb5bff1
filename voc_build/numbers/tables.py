"""The tables behind the pages: every measure with its source, every ticket without what could name anyone.

The export's: a build needs no frame, and importing pandas would be a quarter of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from voc_build.numbers.cube import Column
from voc_build.numbers.readings import BANK, ROWS, readings_of, stands
from voc_build.numbers.shown import TICKETS_SHOWN, cells, plain
from voc_build.numbers.statistics import Statistics
from voc_build.numbers.ticket_csv import csv_of
from voc_build.words.archive import Archive, Issue
from voc_build.words.measures import BY_NAME, COUNTS, RATES, Measure
from voc_build.words.model import PIE, TEXT, TICKETS

WHOLE = "全行"
"""The whole bank, among the institutions."""
MEASURES = ("期号", "统计月份", "机构代码", "机构", "指标", "数值", "来源")


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


def tickets_table(archive: Archive) -> pd.DataFrame:
    """The tickets of every 工单 issue, oldest issue first, with the columns `TICKETS_SHOWN`.

    Names are those of the month; an empty cell is unknown or does not apply, 办理天数 is empty while open;
    several 客户群体 are joined by `|`. Within a month rows stand in the order of their cells, which tells
    nothing of the order in which they came.
    """
    found = {name: _categorical(codes, words) for name, codes, words in cells(archive)}
    return pd.DataFrame(found, columns=list(TICKETS_SHOWN))


def _categorical(codes: Column, words: list[str]) -> Any:
    """Codes with their words; the same word may have several codes."""
    position = {word: index for index, word in enumerate(dict.fromkeys(words))}
    table = np.array([*(position[word] for word in words), -1], dtype=np.int32)
    return pd.Categorical.from_codes(table[codes], dtype=pd.CategoricalDtype(list(position)))


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A table as UTF-8 CSV, each line ending in a line feed."""
    words = {word for name in frame for word in _vocabulary(frame[name])}
    return csv_of(pa.Table.from_pandas(frame, preserve_index=False), words, mark=False)


def _vocabulary(column: pd.Series) -> list[str]:
    return list(column.cat.categories) if isinstance(column.dtype, pd.CategoricalDtype) else list(column.unique())
