"""What is wrong with a table, cell by cell: told once where it is the same in many rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from voc_build.intake.importers.letters import column_name
from voc_build.words.diagnostics import Diagnostic, Place, in_order, rule

_NAMED = 20
"""Rows that are named where many have the same problem."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell or row, whatever its place."""

    code: str
    message: str
    help: str


@dataclass(slots=True)
class Problems:
    """The faults of one sheet; `source` is the file and sheet as they are named to the editor."""

    source: str
    _rows: dict[tuple[Fault, int, str], list[int]] = field(default_factory=dict)
    _others: list[Diagnostic] = field(default_factory=list)

    def at(self, row: int, column: int, label: str, fault: Fault) -> None:
        """A fault of a cell; rows and columns count from 0, the label is the column's heading."""
        self._rows.setdefault((fault, column, label), []).append(row)

    def also(self, *diagnostics: Diagnostic) -> None:
        """Problems with places of their own."""
        self._others += diagnostics

    def of_table(self, fault: Fault, row: int = 0, column: int = 0) -> None:
        """A fault of the table as a whole."""
        self.also(rule(fault.code).at(Place(self.source, row + 1, column + 1), fault.message, help=fault.help))

    def __bool__(self) -> bool:
        """True when nothing may be written."""
        return any(one.is_error for one in self.diagnostics())

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All of them, by row."""
        return in_order([*self._others, *self._grouped()])

    def _grouped(self) -> Iterator[Diagnostic]:
        for (fault, column, label), rows in self._rows.items():
            name = f"{column_name(column)} 列“{label}”：" if label else ""
            place = Place(self.source, rows[0] + 1, column + 1)
            yield rule(fault.code).at(place, f"{name}{fault.message}{_same(rows)}", help=fault.help)


def _same(rows: list[int]) -> str:
    if len(rows) == 1:
        return ""
    named = "、".join(str(row + 1) for row in rows[:_NAMED])
    return f"（共 {len(rows):,} 行：第 {named}{' 等' if len(rows) > _NAMED else ''} 行）"
