"""Tables of counts by month, shaded on one scale: the count is always printed, shade is never alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from voc_build.pages import addresses
from voc_build.pages.publication import Publication
from voc_build.pages.views import count_text, shade
from voc_build.words.archive import Issue
from voc_build.words.month import Month

BLOCK, BLOCKS = 24, 3
"""Months side by side, and how many such tables one page holds: what is older is for `explore/`."""
SHADES = 5


@dataclass(frozen=True, slots=True)
class Series:
    """One row: its values by month (None: not known) and in which months it exists at all."""

    name: str
    url: Markup | None
    values: tuple[float | None, ...]
    exists: tuple[bool, ...]
    note: str = ""
    filters: Mapping[str, str] | None = None
    """What `explore/` must filter by to show the tickets of a cell; None where no filter can."""


@dataclass(frozen=True, slots=True)
class Column:
    """A month: its number and the issue that counts it, None where there is no issue."""

    text: str
    title: str
    url: Markup | None


@dataclass(frozen=True, slots=True)
class Row:
    """Cells as (text, CSS class, where its tickets or its print are), with what they add up to."""

    name: str
    url: Markup | None
    note: str
    cells: tuple[tuple[str, str, Markup | None], ...]
    total: str
    lead: Markup | None
    """Where the total comes from."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some months of a table; `years` are (year, how many of its months)."""

    title: str
    years: tuple[tuple[str, int], ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """A table, newest block first and apart from the older ones; `empty` names rows that have nothing.

    `since` is the first month shown, empty when there is none before it.
    """

    newest: Block
    older: tuple[Block, ...]
    empty: str
    since: str


def peak(rows: Sequence[Series]) -> float:
    """The largest value of all: give the same to every table of one scale."""
    return max((value for row in rows for value in row.values if value is not None), default=0.0)


def legend(highest: float) -> list[tuple[str, str]]:
    """(counts, CSS class) of each shade that some whole number takes, lightest first."""
    edges = [int(highest * step // SHADES) for step in range(SHADES + 1)]
    found = [("0", "voc-h0")]
    for step in range(1, SHADES + 1):
        low, high = edges[step - 1] + 1, edges[step]
        if low <= high:
            found.append((f"{low}–{high}" if low < high else str(low), f"voc-h{step}"))
    return found


def heat(publication: Publication, span: Sequence[Month], rows: Sequence[Series], highest: float) -> Heat | None:
    """A table of rows by months; None where nothing is known, or nothing was counted."""
    filled = [row for row in rows if any(row.values)]
    if not filled:
        return None
    stops = range(len(span), 0, -BLOCK)[:BLOCKS]
    first = max(0, len(span) - BLOCK * BLOCKS)
    blocks = [
        # links of the older blocks would outweigh their numbers; their months lead on
        _block(publication, span, filled, range(max(0, stop - BLOCK), stop), highest, linked=stop == len(span))
        for stop in stops
    ]
    return Heat(
        blocks[0],
        tuple(blocks[1:]),
        "、".join(row.name for row in rows if not any(row.values)),
        span[first].chinese if first else "",
    )


def _block(
    publication: Publication,
    span: Sequence[Month],
    rows: Sequence[Series],
    at: range,
    highest: float,
    *,
    linked: bool,
) -> Block:
    months = [span[index] for index in at]
    by_month = publication.archive.by_month
    columns = tuple(
        Column(
            str(month.month),
            month.chinese,
            addresses.issue(by_month[month].period) if month in by_month else None,
        )
        for month in months
    )
    return Block(
        title=months[0].chinese if len(months) == 1 else f"{months[0].chinese}至{months[-1].chinese}",
        years=tuple((f"{year}", len(list(group))) for year, group in groupby(months, lambda month: month.year)),
        columns=columns,
        rows=tuple(
            _row(row, at, highest, [by_month.get(month) for month in months], linked=linked)
            for row in rows
            if any(row.exists[index] for index in at)
        ),
    )


def lead_of(issue: Issue | None, row: Series) -> Markup | None:
    """Where a number comes from: the tickets it counts, the print and what it was held against, or the institutions
    of the issue that it is the sum of."""
    if issue is None:
        return None
    if not issue.by_tickets:
        return addresses.printed(issue.period)
    return (
        addresses.issue_table(issue.period) if row.filters is None else addresses.explore(issue.period, **row.filters)
    )


def _row(row: Series, at: range, highest: float, issues: Sequence[Issue | None], *, linked: bool) -> Row:
    values = [row.values[index] for index in at]
    seen = [value for value in values if value is not None]
    cells = tuple(
        (count_text(value), f"voc-h{shade(value, highest)}", lead_of(issue, row) if value and linked else None)
        if row.exists[index]
        else ("", "voc-gone", None)
        for index, value, issue in zip(at, values, issues, strict=True)
    )
    counted = [issue for issue, value in zip(issues, values, strict=True) if issue is not None and value is not None]
    total = count_text(sum(seen)) if seen else "—"
    return Row(row.name, row.url, row.note, cells, total, _total_lead(counted, row) if sum(seen) else None)


def _total_lead(counted: Sequence[Issue], row: Series) -> Markup | None:
    """Several institutions together have no one list of tickets: their page has the months."""
    months = addresses.trend(row.url) if row.url else None
    if row.filters is None or months is None:
        return months
    return addresses.behind_total(counted, months, **row.filters)
