"""比较: any two issues, or any two institutions, side by side, with a verdict on every difference.

The numbers travel in one classic script, so that the page works from a shared drive; the verdicts are reached
in the browser by the tests of `numbers.change`, and the browser tests hold both against each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from voc_build.numbers.change import FEWEST, LEVEL, Verdict
from voc_build.numbers.statistics import Floats, Statistics
from voc_build.numbers.structure import THEN, TODAY, WAYS, Line, Structure
from voc_build.pages.institution_numbers import Structured
from voc_build.pages.keys import Keys
from voc_build.pages.page import Download, Page, Passage
from voc_build.pages.publication import Publication
from voc_build.words.archive import Archive
from voc_build.words.measures import COUNTS, RATES
from voc_build.words.taxonomy import Institution

_FEWEST_ISSUES = 2


def pages(publication: Publication) -> Iterator[Page]:
    """The one page; its numbers come with the script of `downloads`."""
    yield Page(
        url="compare/",
        section="compare/",
        title="比较",
        description="任意两期或两个机构并列比较，每个差别都说明是否超出偶然波动。",
        key=publication.once(Keys).numbers(),
        make=lambda: publication.render(
            "compare.html", **_view(publication.archive, publication.once(Structured).structure)
        ),
        passages=lambda: (Passage("", "比较", "任意两期或两个机构并列比较，差别是否超出偶然波动"),),
    )


def downloads(publication: Publication) -> Iterator[Download]:
    """Every measure of every issue and institution as a script."""
    statistics = publication.statistics
    columns = [*statistics.bank.values(), *statistics.rate_counts.values(), *statistics.table.values()]
    yield Download(
        url="compare/measures.js",
        key=publication.once(Keys).numbers(*columns, statistics.by_axis["business"]),
        make=lambda: _script(statistics, publication.once(Structured).structure),
    )


def _view(archive: Archive, structure: Structure) -> dict[str, object]:
    return {
        "issues": [(str(one.period), f"{one.month.chinese}（{one.name}）") for one in reversed(archive.issues)],
        "months": [(str(one.period), one.month.chinese) for one in archive.issues],
        "institutions": [(one.code, one.name) for one in archive.taxonomy.rows],
        "measures": [(measure.code, measure.name) for measure in COUNTS],
        "structures": [(way, WAYS[way]) for way in (TODAY, THEN)] if structure.merged else [],
        "enough": len(archive.issues) >= _FEWEST_ISSUES or len(archive.taxonomy.rows) > 1,
    }


def _script(statistics: Statistics, structure: Structure) -> bytes:
    """`vocMeasures({...})`: see `_numbers`."""
    text = json.dumps(_numbers(statistics, structure), ensure_ascii=False, separators=(",", ":"))
    return f"vocMeasures({text});\n".encode()


def _numbers(statistics: Statistics, structure: Structure) -> dict[str, Any]:
    """Everything to compare; lists of numbers are by issue, null is not known.

    `rates` are shares 0-1 with how many of how many where that is known. An institution is its code, name, counts by
    measure and outlets; `today` are those with others merged in, which it names, and `gone` where the others went.
    """
    archive = statistics.archive
    rows = [(place, one) for place, one in enumerate(archive.taxonomy.by_code.values()) if one.in_table]
    terms = archive.taxonomy.business_types.terms
    return {
        "issues": [
            [str(one.period), one.month.chinese, one.month.index, int(one.by_tickets), one.name]
            for one in archive.issues
        ],
        "measures": [[measure.code, measure.name] for measure in COUNTS],
        "breaks": {
            measure.code: [[month.index, month.chinese] for month, _ in archive.taxonomy.breaks(measure.code)]
            for measure in (*COUNTS, *RATES)
        },
        "bank": {measure.code: _column(statistics.bank[measure.code]) for measure in COUNTS},
        "rates": [[measure.code, measure.name, _rates(statistics, measure.code)] for measure in RATES],
        "institutions": [
            [
                one.code,
                one.name,
                {
                    measure.code: _column(
                        np.where(structure.exists[:, place], statistics.table[measure.code][:, place], np.nan)
                    )
                    for measure in COUNTS
                },
                _outlets(archive, one),
            ]
            for place, one in rows
        ],
        "today": [
            [
                line.institution.code,
                line.name,
                {measure.code: _column(structure.values(line, statistics.table[measure.code])) for measure in COUNTS},
                _outlets_of(structure, line),
                line.note,
            ]
            for line in structure.merged
        ],
        "gone": {one.code: heir.name for one, heir in structure.gone},
        "business": [
            [term.code, term.name, _column(statistics.by_axis["business"][:, index])]
            for index, term in enumerate(terms)
        ],
        "minimum": archive.settings.minimum.percentage,
        "level": LEVEL,
        "fewest": FEWEST,
        "verdicts": {verdict.name: verdict.value for verdict in Verdict},
    }


def _column(values: Floats) -> list[int | None]:
    return [None if value != value else int(value) for value in values.tolist()]


def _rates(statistics: Statistics, code: str) -> list[list[float | int] | None]:
    found: list[list[float | int] | None] = []
    for value, (part, whole) in zip(statistics.bank[code].tolist(), statistics.rate_counts[code].tolist(), strict=True):
        if value != value:
            found.append(None)
        else:
            found.append([round(value, 6), part, whole] if whole else [round(value, 6)])
    return found


def _outlets(archive: Archive, one: Institution) -> list[int | None]:
    sizes = [one.size_in(issue.month) for issue in archive.issues]
    return [size.outlets if size and size.outlets else None for size in sizes]


def _outlets_of(structure: Structure, line: Line) -> list[int | None]:
    """Outlets of all its institutions that existed in a month; null where one of them is not known."""
    found: list[int | None] = []
    for index in range(len(structure.archive.issues)):
        parts = [size.outlets if size else None for size in structure.sizes(line, index)]
        known = [outlets for outlets in parts if outlets]
        found.append(sum(known) if known and len(known) == len(parts) else None)
    return found
