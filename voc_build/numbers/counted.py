"""The tickets of a few issues counted by array arithmetic: the rows of a tally."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from voc_build.numbers.cube import AXES, Counts, Cube, axis_of, cube, measure_counts
from voc_build.numbers.tally import Row, Sizes
from voc_build.words.archive import Archive
from voc_build.words.measures import CLOSURE, COUNTS, ON_TIME, RATES, REPEAT
from voc_build.words.taxonomy import Taxonomy

_TOGETHER = 12
"""Issues whose tickets are held at a time: a year's."""

Mask = npt.NDArray[np.bool_]


def sizes_of(taxonomy: Taxonomy) -> Sizes:
    """What a row must have room for."""
    return Sizes(len(taxonomy.by_code), **{axis: len(axis_of(taxonomy, axis).terms) for axis in AXES})


def counted(archive: Archive, positions: Sequence[int]) -> Iterator[Row]:
    """The row of each issue at these positions."""
    for start in range(0, len(positions), _TOGETHER):
        issues = tuple(archive.issues[at] for at in positions[start : start + _TOGETHER])
        yield from _rows(replace(archive, issues=issues))


def _rows(archive: Archive) -> Iterator[Row]:
    tickets = cube(archive)
    sizes = sizes_of(archive.taxonomy)
    measures = [tickets.where(measure) for measure in COUNTS]
    halves = (tickets.is_complaint, ~tickets.is_complaint)
    counts = measure_counts(tickets)
    business = [tickets.count(mask, (tickets.columns["business"], sizes.business)) for mask in measures]
    parts: list[Counts] = [
        np.stack([counts[measure.code] for measure in COUNTS], axis=1),
        np.stack(business, axis=1),
        *(np.stack([_by_axis(tickets, half, axis, sizes) for half in halves], axis=1) for axis in _PLAIN),
        np.stack([_groups(tickets, half, sizes) for half in halves], axis=1),
        _rates(tickets),
        _handling(tickets),
    ]
    flat = np.concatenate([part.reshape(len(archive.issues), -1) for part in parts], axis=1).astype(np.int32)
    yield from zip(flat, _cells(tickets, sizes), strict=True)


_PLAIN = ("cause", "channel")


def _by_axis(tickets: Cube, mask: Mask, axis: str, sizes: Sizes) -> Counts:
    return tickets.count(mask, (tickets.columns[axis], getattr(sizes, axis)))


def _groups(tickets: Cube, mask: Mask, sizes: Sizes) -> Counts:
    return tickets.count_groups(mask, sizes.groups)


def _rates(tickets: Cube) -> Counts:
    """How many of how many tickets each rate is, shape (issues, rates, 2)."""
    everything = np.ones(len(tickets), dtype=bool)
    of: dict[str, tuple[Mask, Mask]] = {
        CLOSURE.code: (tickets.closed_by_release, everything),
        ON_TIME.code: (tickets.on_time, tickets.is_complaint),
        REPEAT.code: (tickets.columns["repeat"] == 1, tickets.is_complaint),
    }
    issue = tickets.columns["issue"]
    found = np.zeros((tickets.issues, len(RATES), 2), dtype=np.int64)
    for at, rate in enumerate(RATES):
        part, whole = of[rate.code]
        found[:, at, 0] = np.bincount(issue[whole & part], minlength=tickets.issues)
        found[:, at, 1] = np.bincount(issue[whole], minlength=tickets.issues)
    return found


def _handling(tickets: Cube) -> Counts:
    """Twice the median and the longest 办理天数, -1 where nothing is closed; shape (issues, 2)."""
    found = np.full((tickets.issues, 2), -1, dtype=np.int64)
    for at in range(tickets.issues):
        days = tickets.of(at).days
        days = days[days >= 0]
        if len(days):
            found[at] = 2 * np.median(days), days.max()
    return found


def _cells(tickets: Cube, sizes: Sizes) -> Iterator[npt.NDArray[np.int32]]:
    """For each issue the classes of complaint that occur, and how often; see `Tally.cells`."""
    columns = tickets.columns
    known = tickets.is_complaint.copy()
    for name in ("institution", "business", "cause"):
        known &= columns[name] >= 0
    cell = columns["institution"][known].astype(np.int64) * sizes.business + columns["business"][known]
    cell = cell * sizes.cause + columns["cause"][known]
    ends = np.searchsorted(columns["issue"][known], np.arange(tickets.issues + 1))
    for start, end in pairwise(ends.tolist()):
        yield np.stack(np.unique(cell[start:end], return_counts=True)).astype(np.int32)
