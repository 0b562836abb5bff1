"""What each issue's tickets come to: counted once, kept by the issue's own files, put side by side.

A month's tickets are many, what is asked of them is not: so many by institution and class, so many closed in time.
One entry of the cache holds these counts for every issue of an archive; an issue whose files and taxonomy say the
same is taken from there, and its tickets are not even read.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from voc_build.intake.cache import Cache, digest
from voc_build.version import FINGERPRINT
from voc_build.words.measures import COUNTS, RATES

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many institutions there are, and terms of each axis."""

    institutions: int
    business: int
    cause: int
    channel: int
    groups: int

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The parts of an issue's row in their order, each with its shape; see `Tally`."""
        place = self.institutions
        return {
            "table": (len(COUNTS), place),
            "business": (len(COUNTS), place, self.business),
            **{axis: (2, place, getattr(self, axis)) for axis in ("cause", "channel", "groups")},
            "rates": (len(RATES), 2),
            "handling": (2,),
        }

    @property
    def width(self) -> int:
        """How many numbers a row has."""
        return sum(map(prod, self.shapes.values()))


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One issue's tickets counted: `counts` of shape (width,), and `cells` of shape (2, m).

    A cell is a class of complaint that occurs, (institution, business type, cause) as one ascending number, above
    how many tickets it has.
    """

    counts: Ints
    cells: Ints


@dataclass(frozen=True, eq=False)
class Tally:
    """Every issue's tickets counted, in archive order; an issue that does not count by tickets has zeros.

    `parts`, each with the issues first: `table` (n, count measures, institutions); `business` (n, count measures,
    institutions, terms); `cause`, `channel` and `groups` (n, 2, institutions, terms), complaints before praise, a
    ticket of several groups in each; `rates` (n, rates, 2), how many of how many; `handling` (n, 2), twice the median
    and the longest 办理天数 of closed tickets, -1 where none is closed.
    """

    parts: dict[str, Ints]
    cells: tuple[Ints, ...]
    """See `Row`; one array an issue."""

    @classmethod
    def of(cls, rows: Sequence[Row], sizes: Sizes) -> Tally:
        """Rows side by side."""
        counts = np.stack([row.counts for row in rows]) if rows else np.zeros((0, sizes.width), dtype=np.int32)
        ends = np.cumsum([0, *map(prod, sizes.shapes.values())]).tolist()
        parts = {
            name: counts[:, start:end].reshape(len(rows), *shape)
            for (name, shape), (start, end) in zip(sizes.shapes.items(), pairwise(ends), strict=True)
        }
        return cls(parts, tuple(row.cells for row in rows))


def tally(
    issues: Sequence[str],
    words: Iterable[str],
    sizes: Sizes,
    count: Callable[[list[int]], Iterable[Row]],
    cache: Cache,
) -> Tally:
    """The tally of issues by the digest of their files (empty: not to be kept); `words` are the taxonomy's digests.

    `count` gives the rows of the issues at these positions, where they are not kept.
    """
    words = tuple(words)
    _, kept = _recall(words, cache)
    found = [kept.get(issue) for issue in issues]
    missing = [at for at, row in enumerate(found) if row is None]
    for at, row in zip(missing, count(missing) if missing else (), strict=True):
        found[at] = row
    rows = [row for row in found if row is not None]
    if any(issues[at] for at in missing):
        _remember({issue: row for issue, row in zip(issues, rows, strict=True) if issue}, words, sizes, cache)
    return Tally.of(rows, sizes)


def recalled(issues: Sequence[str], words: Iterable[str], cache: Cache) -> Tally | None:
    """The same from the cache alone: without taxonomy and tickets, None where one of the issues is not kept."""
    sizes, kept = _recall(words, cache)
    if sizes is None or not kept.keys() >= set(issues):
        return None
    return Tally.of([kept[issue] for issue in issues], sizes)


def _remember(rows: dict[str, Row], words: Iterable[str], sizes: Sizes, cache: Cache) -> None:
    """Sizes and digests as JSON in the first line, then three arrays as numpy writes them."""
    out = io.BytesIO()
    out.write(json.dumps([astuple(sizes), list(rows)]).encode() + b"\n")
    arrays: tuple[npt.NDArray[Any], ...] = (
        np.stack([row.counts for row in rows.values()]),
        np.array([row.cells.shape[1] for row in rows.values()], dtype=np.int64),
        np.concatenate([row.cells for row in rows.values()], axis=1),
    )
    for array in arrays:
        np.lib.format.write_array(out, array, allow_pickle=False)
    cache.put("tally", _key(words), out.getvalue())


def _recall(words: Iterable[str], cache: Cache) -> tuple[Sizes | None, dict[str, Row]]:
    """What is kept: the rows by their issue's digest."""
    data = cache.get("tally", _key(words))
    if data is None:
        return None, {}
    held = io.BytesIO(data)
    sizes, issues = json.loads(held.readline())
    counts, lengths, cells = (np.lib.format.read_array(held, allow_pickle=False) for _ in range(3))
    ends = np.cumsum([0, *lengths.tolist()]).tolist()
    return Sizes(*sizes), {
        issue: Row(row, cells[:, start:end])
        for issue, row, (start, end) in zip(issues, counts, pairwise(ends), strict=True)
    }


def _key(words: Iterable[str]) -> str:
    return digest(FINGERPRINT, *words)
