"""数据浏览: any cut of the archive's tickets, counted in the browser from a small cube, without a server.

What is known at build time travels in the page (words, months) and in one classic script a year (counts and
printed figures), so that it works from a shared drive as well. The tickets themselves are one CSV a month.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from voc_build.intake.cache import digest
from voc_build.numbers.cube import cube
from voc_build.numbers.readings import BANK, ROWS, readings_of
from voc_build.numbers.shards import shard
from voc_build.numbers.shown import TICKETS_SHOWN
from voc_build.pages import addresses
from voc_build.pages.keys import Keys
from voc_build.pages.page import Download, Page, Passage
from voc_build.pages.publication import Publication
from voc_build.words.archive import Archive, Issue
from voc_build.words.measures import CLOSURE, COUNTS, Kind, Source
from voc_build.words.taxonomy import Axis, Institution

BY = (
    ("month", "月份"),
    ("institution", "机构"),
    ("source", "来源"),
    ("kind", "类型"),
    ("business", "业务"),
    ("cause", "原因"),
    ("group", "客户群体"),
)
"""What the table's rows may be."""


def pages(publication: Publication) -> Iterator[Page]:
    """The one page; its counts come with the scripts of `downloads`."""
    yield Page(
        url="explore/",
        section="explore/",
        title="数据浏览",
        description="按月份、机构、来源、类型、业务、原因和客户群体查看工单件数，直到逐条工单。",
        key=publication.once(Keys).numbers(publication.statistics.rate_counts[CLOSURE.code]),
        make=lambda: publication.render("explore.html", **_view(publication)),
        passages=lambda: (Passage("", "数据浏览", "按月份、机构、来源、类型、业务、原因、客户群体筛选工单，下载数据"),),
    )


def downloads(publication: Publication) -> Iterator[Download]:
    """One cube script a year of issues, one CSV of tickets an issue."""
    archive = publication.archive
    for year, issues in _by_year(archive):
        yield Download(
            url=f"explore/cube-{year}.js",
            key=digest(publication.words_key, *(issue.digest for issue in issues)),
            make=lambda issues=issues: _cube(publication, issues),  # type: ignore[misc]
            spoken=False,
        )
    for issue in archive.issues:
        if issue.by_tickets:
            yield Download(
                url=addresses.tickets(issue.period).removeprefix("@/"),
                key=digest(publication.words_key, issue.digest, *TICKETS_SHOWN),
                make=lambda issue=issue: _tickets(replace(archive, issues=(issue,))),  # type: ignore[misc]
                spoken=False,
            )


def _tickets(archive: Archive) -> bytes:
    from voc_build.numbers.ticket_csv import tickets_csv  # Arrow, only where a month's file is made

    return tickets_csv(archive)


def _by_year(archive: Archive) -> list[tuple[int, list[Issue]]]:
    return [(year, list(issues)) for year, issues in groupby(archive.issues, lambda one: one.period.year)]


def _cube(publication: Publication, issues: list[Issue]) -> bytes:
    """`vocCube({...})`: see `numbers.shards.Shard`; `stated` as in `_stated`."""
    taxonomy = publication.archive.taxonomy
    found = shard(
        cube(replace(publication.archive, issues=tuple(issues))),
        range(len(issues)),
        (len(taxonomy.business_types.terms), len(taxonomy.causes.terms)),
    )
    return _script(
        "vocCube",
        {
            "year": issues[0].period.year,
            "issues": [str(issue.period) for issue in issues],
            "sizes": found.sizes,
            "sets": found.sets,
            "cells": found.cells,
            "stated": [_stated(publication.archive, issue) for issue in issues],
        },
    )


def _script(function: str, value: object) -> bytes:
    """A classic script that hands over a value; it loads from a shared drive, where JSON does not."""
    return f"{function}({json.dumps(value, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def _inside(value: object) -> Markup:
    """JSON for a script element of the page: without `<` nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # no markup is left in it


def _stated(archive: Archive, issue: Issue) -> list[tuple[str, int, int, str]]:
    """What a 汇总 issue printed: measure code, institution's place (-1 the bank), count, source."""
    if issue.by_tickets:
        return []
    place = {code: index for index, code in enumerate(archive.taxonomy.by_code)}
    found = []
    for reading in readings_of(issue, {}):
        institution = archive.taxonomy.institution(reading.scope, issue.month)
        if reading.source != ROWS and (reading.scope == BANK or institution):
            at = place[institution.code] if institution else -1
            found.append((reading.measure.code, at, reading.value, reading.source))
    return found


def _view(publication: Publication) -> dict[str, object]:
    archive = publication.archive
    return {
        "index": _inside(_index(publication)),
        "issues": [(str(issue.period), issue.month.chinese) for issue in archive.issues],
        "institutions": [(one.code, one.name) for one in archive.taxonomy.rows],
        "axes": [
            (name, title, _options(axis))
            for name, title, axis in (
                ("business", "业务", archive.taxonomy.business_types),
                ("cause", "原因", archive.taxonomy.causes),
                ("group", "客户群体", archive.taxonomy.groups),
            )
        ],
        "by": BY,
        "years": [
            (year, [(issue.month.chinese, addresses.tickets(issue.period)) for issue in issues if issue.by_tickets])
            for year, issues in reversed(_by_year(archive))
            if any(issue.by_tickets for issue in issues)
        ],
        "only_printed": bool(archive.issues) and not any(issue.by_tickets for issue in archive.issues),
    }


def _options(axis: Axis) -> list[tuple[str, str]]:
    return [(term.code, "　" * _depth(axis, term.code) + term.name) for term in axis.terms]


def _depth(axis: Axis, code: str) -> int:
    parent = axis.parent_of.get(code)
    return 0 if parent is None else 1 + _depth(axis, parent.code)


def _index(publication: Publication) -> dict[str, object]:
    """What the script must know of words and months; positions are those of the cube."""
    archive, taxonomy = publication.archive, publication.archive.taxonomy
    tickets = publication.statistics.rate_counts[CLOSURE.code][:, 1].tolist()  # it is a share of all of them
    return {
        "issues": [
            [str(issue.period), issue.month.chinese, int(issue.by_tickets), count]
            for issue, count in zip(archive.issues, tickets, strict=True)
        ],
        "institutions": [
            [one.code, one.name, int(one.level != "统称"), _names(archive, one)] for one in taxonomy.by_code.values()
        ],
        "source": [[one.name.lower(), one.value] for one in Source],
        "kind": [[addresses.KIND_CODES[one.value], one.value] for one in Kind],
        "business": [[term.code, term.name] for term in taxonomy.business_types.terms],
        "cause": [[term.code, term.name] for term in taxonomy.causes.terms],
        "group": [[term.code, term.name] for term in taxonomy.groups.terms],
        "measures": [[measure.code, measure.name] for measure in COUNTS],
        "breaks": {measure.code: [month.chinese for month, _ in taxonomy.breaks(measure.code)] for measure in COUNTS},
        "columns": TICKETS_SHOWN,
    }


def _names(archive: Archive, one: Institution) -> list[tuple[str, int, int]]:
    """Its names over the issues: name, first and last position."""
    found = []
    named = groupby(enumerate(archive.issues), lambda row: one.name_in(row[1].month))
    for name, rows in named:
        places = [index for index, _ in rows]
        found.append((name, places[0], places[-1]))
    return found
