"""The cube of a few issues as one short text for the browser: counts by everything `explore/` filters by.

Each kind of ticket that occurs is one number (its place in a box of the sizes given); in order, as differences,
written in base 64 with five bits a sign, most of them take two or three signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from voc_build.numbers.cube import KINDS, SOURCES, Cube

_SIGNS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", dtype=np.uint8)
_BITS, _MORE = 5, 32


@dataclass(frozen=True, slots=True)
class Shard:
    """Tickets of some issues, counted.

    A cell's place in the box `sizes` is that of (issue among these, institution, source, kind, valid, business,
    cause, group set); all but issue, source and kind count from 1, 0 being empty; valid 1 is no, 2 is yes.
    `cells` holds for each cell that occurs, in order, twice the difference to the place before (the first to
    -1), plus one when a count above one follows. `sets` are the group sets, each of positions in the axis.
    """

    sizes: tuple[int, ...]
    sets: tuple[tuple[int, ...], ...]
    cells: str


def shard(cube: Cube, issues: Sequence[int], terms: tuple[int, int]) -> Shard:
    """The tickets of the issues at these positions; `terms`: how many business types and causes there are."""
    columns = cube.columns
    order = np.full(cube.issues + 1, -1, dtype=np.int64)
    order[list(issues)] = np.arange(len(issues))
    rows = np.flatnonzero(order[columns["issue"]] >= 0)
    groups = columns["groups"][rows]
    occurs = np.bincount(groups + 1, minlength=len(cube.group_sets) + 1) > 0
    occurs[0] = False  # the empty set has no number
    numbers = np.cumsum(occurs, dtype=np.int64)
    sizes = (
        len(issues),
        cube.institutions + 1,
        len(SOURCES),
        len(KINDS),
        3,
        terms[0] + 1,
        terms[1] + 1,
        int(occurs.sum()) + 1,
    )
    place = order[columns["issue"][rows]]
    others: tuple[npt.NDArray[Any], ...] = (
        columns["institution"][rows] + 1,
        columns["source"][rows],
        columns["kind"][rows],
        columns["valid"][rows] + 1,
        columns["business"][rows] + 1,
        columns["cause"][rows] + 1,
        numbers[groups + 1],
    )
    for size, column in zip(sizes[1:], others, strict=True):
        place = place * size + column
    places, counts = np.unique(place, return_counts=True)
    steps = np.diff(places, prepend=-1) * 2 + (counts > 1)
    pairs = np.stack([steps, counts], axis=1).ravel()
    kept = np.stack([np.ones(len(counts), dtype=bool), counts > 1], axis=1).ravel()
    return Shard(
        sizes=sizes,
        sets=tuple(cube.group_sets[index - 1] for index in np.flatnonzero(occurs).tolist()),
        cells=written(pairs[kept]),
    )


def written(numbers: npt.NDArray[np.int64]) -> str:
    """Whole numbers from 0 on, five bits a sign, lowest first; a sign above 31 goes on."""
    lengths = np.ones(len(numbers), dtype=np.int64)
    rest = numbers >> _BITS
    while rest.any():
        lengths += rest > 0
        rest = rest >> _BITS
    starts = np.cumsum(lengths) - lengths
    signs = np.zeros(int(lengths.sum()), dtype=np.uint8)
    for digit in range(int(lengths.max(initial=0))):
        has = lengths > digit
        more = np.where(lengths[has] > digit + 1, _MORE, 0)
        signs[starts[has] + digit] = ((numbers[has] >> (_BITS * digit)) & (_MORE - 1)) + more
    return _SIGNS[signs].tobytes().decode("ascii")
