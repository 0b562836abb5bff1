"""The institution table of an issue: counts in one scale of shades, printed totals, and the same as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from markupsafe import Markup

from voc_build.numbers.statistics import known
from voc_build.pages import addresses
from voc_build.pages.institution_numbers import Structured
from voc_build.pages.publication import Publication
from voc_build.pages.views import COMPUTED, PRINTED, count_text, shade
from voc_build.words.archive import Issue
from voc_build.words.measures import PRAISE, TABLE, Measure
from voc_build.words.model import TABLE as TABLE_SOURCE
from voc_build.words.model import TICKETS


class Cell(NamedTuple):
    """One count of the institution table; `shade` is a CSS class, empty for none; `lead` where it comes from."""

    text: str
    shade: str
    lead: Markup | None


@dataclass(frozen=True, slots=True)
class Row:
    """One institution of the table."""

    name: str
    url: Markup | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The institution table: one row an institution, in printed order."""

    title: str
    origin: str
    source: str
    """What its counts were taken from, as in `measures.csv`."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: tuple[Cell, ...]


def table(publication: Publication, issue: Issue) -> Table | None:
    """The institution table of an issue, None where nothing is known by institution."""
    statistics = publication.statistics
    index = statistics.position(issue)
    columns = [statistics.table[measure.code][index] for measure in TABLE]
    if all(np.isnan(column).all() for column in columns):
        return None
    names = _names(publication, issue)
    rows = [(place, code) for place, code in enumerate(publication.archive.taxonomy.by_code) if code in names]
    places = [place for place, _ in rows]
    # one scale for all columns, praise in its own colour: the same count is the same depth everywhere
    peak = max((float(np.nanmax(column[places], initial=0)) for column in columns), default=0.0)
    counts = [(measure, column.tolist()) for measure, column in zip(TABLE, columns, strict=True)]
    listed = [
        Row(
            names[code],
            addresses.institution(code),
            tuple([_cell(issue, measure, code, known(column[place]), peak) for measure, column in counts]),
        )
        for place, code in rows
    ]
    title = issue.figures.table.title if issue.figures and issue.figures.table else None
    return Table(
        title=title or f"{issue.month.month}月各机构工单情况",
        origin=COMPUTED if issue.by_tickets else PRINTED,
        source=TICKETS if issue.by_tickets else TABLE_SOURCE,
        columns=tuple(measure.name for measure in TABLE),
        rows=tuple(listed),
        total=_totals(publication, issue, places),
    )


def _names(publication: Publication, issue: Issue) -> dict[str, str]:
    """The rows of the table, code to the name of the month: as printed, or all that exist then."""
    taxonomy = publication.archive.taxonomy
    if not issue.by_tickets and issue.figures and issue.figures.table:
        printed = {}
        for row in issue.figures.table.rows:
            institution = taxonomy.institution(row.institution, issue.month)
            if institution is not None:
                printed[institution.code] = row.institution
        return printed
    exists = publication.once(Structured).structure.exists[publication.statistics.position(issue)].tolist()
    return {
        one.code: one.name_in(issue.month)
        for one, there in zip(taxonomy.institutions, exists, strict=True)
        if there and one.in_table
    }


def _totals(publication: Publication, issue: Issue, places: list[int]) -> tuple[Cell, ...]:
    """The printed totals where there is a print, else the sums of the rows."""
    if not issue.by_tickets and issue.figures and issue.figures.table:
        total = issue.figures.table.total
        return tuple(_total(issue, measure, getattr(total, measure.code)) for measure in TABLE)
    index = publication.statistics.position(issue)
    return tuple(_total(issue, m, publication.statistics.table[m.code][index][places].sum()) for m in TABLE)


def _total(issue: Issue, measure: Measure, value: float | None) -> Cell:
    return Cell(count_text(value), "", addresses.behind(issue, measure.code) if value else None)


def _cell(issue: Issue, measure: Measure, code: str, value: float | None, peak: float) -> Cell:
    scale = "p" if measure is PRAISE else "h"
    lead = addresses.behind(issue, measure.code, code) if value else None
    return Cell(count_text(value), f"voc-{scale}{shade(value, peak)}", lead)


def as_csv(found: Table | None, site: str = "") -> bytes:
    """UTF-8 with a byte-order mark, as office programs want it; names come from the taxonomy's checked words.

    After the counts come the addresses of the tickets they count or of their print, from the site's root on, with
    `site` before them where it is known.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    if found is not None:
        writer.writerow(["机构", *found.columns, "来源", *(f"{name}出处" for name in found.columns)])
        for name, cells in (*((row.name, row.cells) for row in found.rows), ("合计", found.total)):
            counts = (cell.text.replace(",", "") for cell in cells)
            leads = (addresses.in_file(cell.lead, site) for cell in cells)
            writer.writerow([name, *counts, found.source, *leads])
    return out.getvalue().encode("utf-8-sig")
