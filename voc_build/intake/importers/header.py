"""The row of headings, wherever it stands under titles and merged cells, and which column is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voc_build.intake.importers.book import Cell, Sheet
from voc_build.intake.importers.letters import clean, heading, plain_heading
from voc_build.intake.importers.mapping import ImportMapping
from voc_build.intake.importers.personal import is_personal

FEWEST = 3
"""Keys a row must name to be the headings."""


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of one sheet read by one mapping; rows and columns count from 0."""

    row: int
    """The last row of the headings: what follows is the table."""
    labels: tuple[str, ...]
    columns: dict[str, int]
    """The column of each key that has one."""
    spare: dict[str, tuple[int, ...]]
    """Further columns of a key, not used."""
    twins: dict[str, tuple[int, ...]]
    """Columns that claim a key alike, so that nobody can say which is meant."""
    dropped: tuple[int, ...]
    """Personal columns."""
    unknown: tuple[int, ...]

    @property
    def score(self) -> int:
        """How many keys were found."""
        return len(self.columns) + len(self.twins)


def find_header(sheet: Sheet, mapping: ImportMapping) -> Header | None:
    """The headings that name most keys, of one row or of two where groups of columns have a name above."""
    best: Header | None = None
    for number, row in enumerate(sheet.head):
        labels = [_label(cell) for cell in row]
        above = [_label(cell) for cell in sheet.head[number - 1]] if number else []
        for candidate in (labels, _stacked(above, labels)):
            found = _understood(number, candidate, mapping)
            if found.score >= FEWEST and (best is None or found.score > best.score):
                best = found
    return best


def best_mapping(sheets: Sequence[Sheet], mappings: Mapping[str, ImportMapping]) -> tuple[str, dict[int, Header]]:
    """The mapping that fits most headings (the first by name of equals), and the sheets it finds headings in."""
    found = {
        name: {index: header for index, sheet in enumerate(sheets) if (header := find_header(sheet, mapping))}
        for name, mapping in mappings.items()
    }
    name = max(found, key=lambda name: max((header.score for header in found[name].values()), default=0))
    return name, found[name]


def _label(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""


def _stacked(above: Sequence[str], labels: Sequence[str]) -> list[str]:
    """The lower heading of each column, the upper one where there is none below."""
    width = max(len(above), len(labels))
    pad = [""] * width
    return [low or high for high, low in zip([*above, *pad][:width], [*labels, *pad][:width], strict=True)]


def _understood(number: int, labels: Sequence[str], mapping: ImportMapping) -> Header:
    claims: dict[str, list[tuple[int, int]]] = {}
    dropped, unknown = [], []
    for column, label in enumerate(labels):
        if not label:
            continue
        known = mapping.headings
        claim = known.get(heading(label)) or known.get(plain_heading(label))
        if claim is not None and (claim[1] != "摘要" or mapping.keeps_summary):
            claims.setdefault(claim[1], []).append((claim[0], column))
        elif claim is not None or is_personal(label, mapping.personal):
            dropped.append(column)
        else:
            unknown.append(column)
    columns, spare, twins = {}, {}, {}
    for key, ranked in claims.items():
        ranked.sort()
        first = [column for rank, column in ranked if rank == ranked[0][0]]
        if len(first) > 1:
            twins[key] = tuple(first)
            continue
        columns[key] = first[0]
        if len(ranked) > 1:
            spare[key] = tuple(column for _, column in ranked[1:])
    return Header(number, tuple(labels), columns, spare, twins, tuple(dropped), tuple(unknown))
