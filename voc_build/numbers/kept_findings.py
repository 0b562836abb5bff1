"""Findings as plain values and back: what reconciling an issue gave is kept for the next build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from voc_build.numbers.findings import Finding
from voc_build.numbers.mentions import Mention
from voc_build.numbers.readings import Path, Reading
from voc_build.words.archive import Issue
from voc_build.words.measures import BY_CODE, Measure

Plain = dict[str, Any]
"""The fields of a value as JSON can hold them."""
_FIELDS = {each: tuple(field.name for field in fields(each)) for each in (Finding, Mention)}


def packed(issue: Issue, findings: Iterable[Finding]) -> list[Plain]:
    """An issue's findings: measures by code, a 已知差异 by its place among the issue's."""
    known = issue.figures.known if issue.figures else ()
    return [
        _plain(one)
        | {
            "readings": [(said.measure.code, said.scope, said.source, said.value, said.path) for said in one.readings],
            "known": None if one.known is None else known.index(one.known),
            "measure": _code(one.measure),
            "mention": None if one.mention is None else _plain_mention(one.mention),
        }
        for one in findings
    ]


def unpacked(issue: Issue, rows: Iterable[Plain]) -> tuple[Finding, ...]:
    """The inverse of `packed`, for an issue that says the same."""
    known = issue.figures.known if issue.figures else ()
    return tuple(
        Finding(**{
            **row,
            "readings": tuple(_reading(*said) for said in row["readings"]),
            "path": tuple(row["path"]),
            "known": None if row["known"] is None else known[row["known"]],
            "measure": _measure(row["measure"]),
            "printed": tuple(row["printed"]),
            "mention": None if row["mention"] is None else _mention(row["mention"]),
        })
        for row in rows
    )  # fmt: skip


def _plain(value: Finding | Mention) -> Plain:
    return {name: getattr(value, name) for name in _FIELDS[type(value)]}


def _code(measure: Measure | None) -> str | None:
    return None if measure is None else measure.code


def _measure(code: str | None) -> Measure | None:
    return None if code is None else BY_CODE[code]


def _reading(code: str, scope: str, source: str, value: int, path: Path) -> Reading:
    return Reading(BY_CODE[code], scope, source, value, tuple(path))


def _plain_mention(mention: Mention) -> Plain:
    return _plain(mention) | {"value": str(mention.value), "measure": _code(mention.measure)}


def _mention(row: Plain) -> Mention:
    month = row["month"] and tuple(row["month"])
    return Mention(**{**row, "value": Decimal(row["value"]), "measure": _measure(row["measure"]), "month": month})
