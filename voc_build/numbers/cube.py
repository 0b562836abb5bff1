"""The cube: every ticket of an archive as one row of small integers, and counts of them by array arithmetic.

Names become archive-wide codes once a month (a month has a few dozen names, whatever its tickets), so the cost
per ticket is an indexed copy. Everything counted afterwards is a `bincount` over combined codes; no loop over
months with filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from voc_build.words.measures import (
    BY_CODE,
    COMPLAINTS,
    OPINIONS,
    PRAISE,
    SUPERVISOR,
    VALID,
    VOICE,
    Kind,
    Measure,
    Source,
)
from voc_build.words.tickets import BETWEEN, NONE, Tickets

if TYPE_CHECKING:  # numbers are read from the cache without any model
    from voc_build.words.archive import Archive, Issue
    from voc_build.words.taxonomy import Axis, Taxonomy

Counts = npt.NDArray[np.int64]
Column = npt.NDArray[np.int32]

SOURCES = tuple(Source)
KINDS = tuple(Kind)
AXES = ("business", "cause", "channel", "groups")
"""The axes tickets are counted by, beside institution, source and kind."""


def axis_of(taxonomy: Taxonomy, name: str) -> Axis:
    """The taxonomy axis behind a cube column."""
    return {
        "business": taxonomy.business_types,
        "cause": taxonomy.causes,
        "channel": taxonomy.channels,
        "groups": taxonomy.groups,
    }[name]


@dataclass(frozen=True)
class Cube:
    """n tickets of the issues that have any, in archive order.

    `columns`: issue, institution, source, kind, business, cause, channel, groups (index into `group_sets`),
    valid, repeat, received, closed, limit; each of shape (n,), -1 empty. Indices mean positions in
    `archive.issues`, `taxonomy.institutions`, `SOURCES`, `KINDS` and each axis' `terms`.
    """

    columns: dict[str, Column]
    group_sets: tuple[tuple[int, ...], ...]
    issues: int
    institutions: int
    releases: Column
    """Day of release of each issue since 1970-01-01; the far future while there is none."""

    def __len__(self) -> int:
        return len(self.columns["issue"])

    def of(self, index: int) -> Cube:
        """The tickets of the issue at a position alone."""
        first, end = np.searchsorted(self.columns["issue"], [index, index + 1])
        return replace(self, columns={name: column[first:end] for name, column in self.columns.items()})

    @cached_property
    def is_complaint(self) -> npt.NDArray[np.bool_]:
        """消费投诉类工单: everything but praise."""
        praise: npt.NDArray[np.bool_] = self.columns["kind"] == KINDS.index(Kind.PRAISE)
        return ~praise

    def where(self, measure: Measure) -> npt.NDArray[np.bool_]:
        """The tickets a count measure counts."""
        kind, source = self.columns["kind"], self.columns["source"]
        complaint = kind == KINDS.index(Kind.COMPLAINT)
        found: dict[Measure, npt.NDArray[np.bool_]] = {
            COMPLAINTS: self.is_complaint,
            SUPERVISOR: complaint & (source == SOURCES.index(Source.SUPERVISOR)),
            VOICE: complaint & (source == SOURCES.index(Source.VOICE)),
            OPINIONS: kind == KINDS.index(Kind.OPINION),
            VALID: self.is_complaint & (self.columns["valid"] == 1),
            PRAISE: ~self.is_complaint,
        }
        return found[measure]

    def count(self, mask: npt.NDArray[np.bool_], *by: tuple[Column, int]) -> Counts:
        """Tickets in `mask` by issue, institution and each further (column, size); empty cells are left out.

        Shape (issues, institutions, *sizes).
        """
        columns = [
            (self.columns["issue"], self.issues),
            (self.columns["institution"], self.institutions),
            *by,
        ]
        sizes = [size for _, size in columns]
        inside = mask.copy()
        for column, _ in columns:
            inside &= column >= 0
        flat = np.zeros(int(inside.sum()), dtype=np.int64)
        for column, size in columns:
            flat = flat * size + column[inside]
        return np.bincount(flat, minlength=int(np.prod(sizes))).reshape(sizes)

    def count_groups(self, mask: npt.NDArray[np.bool_], size: int) -> Counts:
        """Tickets in `mask` by issue, institution and customer group; a ticket counts in each of its groups."""
        sets = self.count(mask, (self.columns["groups"], len(self.group_sets)))
        found = np.zeros((*sets.shape[:2], size), dtype=np.int64)
        for index, terms in enumerate(self.group_sets):
            for term in terms:
                found[:, :, term] += sets[:, :, index]
        return found

    @cached_property
    def days(self) -> Column:
        """办理天数 of closed tickets, -1 while open."""
        closed, received = self.columns["closed"], self.columns["received"]
        return np.where(closed >= 0, closed - received, NONE).astype(np.int32)

    @cached_property
    def closed_by_release(self) -> npt.NDArray[np.bool_]:
        """Closed on or before the issue's 发布日期."""
        closed = self.columns["closed"]
        return (closed >= 0) & (closed <= self.releases[self.columns["issue"]])

    @cached_property
    def on_time(self) -> npt.NDArray[np.bool_]:
        """Closed within its 时限, whatever the 发布日期."""
        return (self.days >= 0) & (self.days <= self.columns["limit"])


def cube(archive: Archive) -> Cube:
    """The cube of every issue whose numbers come from tickets."""
    taxonomy = archive.taxonomy
    institutions = {code: index for index, code in enumerate(taxonomy.by_code)}
    group_sets: dict[tuple[int, ...], int] = {}
    parts: dict[str, list[Column]] = {}
    for index, issue in enumerate(archive.issues):
        tickets = issue.tickets
        if tickets is None or not issue.by_tickets or not len(tickets):
            continue
        coded = _recode(tickets, issue, taxonomy, institutions, group_sets)
        coded["issue"] = np.full(len(tickets), index, dtype=np.int32)
        for name, column in coded.items():
            parts.setdefault(name, []).append(column)
    names = (
        "issue",
        "institution",
        "source",
        "kind",
        *AXES,
        "valid",
        "repeat",
        "received",
        "closed",
        "limit",
    )
    empty = np.zeros(0, dtype=np.int32)
    columns = {name: np.concatenate(parts[name]) if name in parts else empty for name in names}
    sets = sorted(group_sets)  # by themselves, not by who came first: a month's rows do not hang on other months
    columns["groups"] = np.array([*map(sets.index, group_sets), NONE], dtype=np.int32)[columns["groups"]]
    far = np.iinfo(np.int32).max
    releases = [(issue.published_on.toordinal() - _EPOCH) if issue.published_on else far for issue in archive.issues]
    return Cube(
        columns=columns,
        group_sets=tuple(sets),
        issues=len(archive.issues),
        institutions=len(institutions),
        releases=np.array(releases, dtype=np.int32),
    )


_EPOCH = 719163
"""Ordinal of 1970-01-01."""


def _recode(
    tickets: Tickets,
    issue: Issue,
    taxonomy: Taxonomy,
    institutions: dict[str, int],
    group_sets: dict[tuple[int, ...], int],
) -> dict[str, Column]:
    coded = {name: tickets.columns[name] for name in ("valid", "repeat", "received", "closed", "limit")}

    def mapped(name: str, codes: Sequence[int]) -> Column:
        table = np.array([*codes, NONE], dtype=np.int32)
        return table[tickets.columns[name]]

    def institution(name: str) -> int:
        found = taxonomy.institution(name, issue.month)
        return institutions[found.code] if found else NONE

    coded["institution"] = mapped("institution", [institution(name) for name in tickets.vocabulary["institution"]])
    coded["source"] = mapped("source", [SOURCES.index(Source(word)) for word in tickets.vocabulary["source"]])
    coded["kind"] = mapped("kind", [KINDS.index(Kind(word)) for word in tickets.vocabulary["kind"]])
    for name in ("business", "cause", "channel"):
        index = axis_index(axis_of(taxonomy, name))
        coded[name] = mapped(name, [index.get(word, NONE) for word in tickets.vocabulary[name]])
    groups = axis_index(taxonomy.groups)
    sets = [_known(word.split(BETWEEN), groups) for word in tickets.vocabulary["groups"]]
    coded["groups"] = mapped("groups", [group_sets.setdefault(one, len(group_sets)) for one in sets])
    return coded


def axis_index(axis: Axis) -> dict[str, int]:
    """Position in `axis.terms` of every name and alias."""
    position = {term.code: index for index, term in enumerate(axis.terms)}
    return {name: position[term.code] for name, term in axis.by_name.items()}


def _known(names: Iterable[str], index: dict[str, int]) -> tuple[int, ...]:
    return tuple(sorted({index[name] for name in names if name in index}))


def measure_counts(cube: Cube) -> dict[str, Counts]:
    """Every count measure by issue and institution, keyed by measure code."""
    return {code: cube.count(cube.where(measure)) for code, measure in BY_CODE.items() if not measure.is_rate}
