"""What each issue's tickets come to: counted once, kept by the issue's own files, put side by side.

A month's tickets are many, what is asked of them is not: so many by institution and class, so many closed in time.
One entry of the cache holds these counts for every issue of an archive; an issue whose files and taxonomy say the
same is taken from there, and its tickets are not even read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from math import prod
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from voc_build.intake.cache import Cache, digest
from voc_build.intake.kept_arrays import Arrays, KeptArrays
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


Row: TypeAlias = Arrays
"""One issue's tickets counted: all `Tally.parts` of it in one array of shape (width,), and its `Tally.cells`."""


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
    """For each issue the classes of complaint that occur, shape (2, m): (institution, business type, cause) as one
    ascending number, above how many tickets it has."""

    @classmethod
    def of(cls, rows: Sequence[Row], sizes: Sizes) -> Tally:
        """Rows side by side."""
        counts = np.stack([counted for counted, _ in rows]) if rows else np.zeros((0, sizes.width), dtype=np.int32)
        ends = np.cumsum([0, *map(prod, sizes.shapes.values())]).tolist()
        parts = {
            name: counts[:, start:end].reshape(len(rows), *shape)
            for (name, shape), (start, end) in zip(sizes.shapes.items(), pairwise(ends), strict=True)
        }
        return cls(parts, tuple(cells for _, cells in rows))


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
    kept = KeptArrays(cache, "tally", _key(words))
    found = [kept.get(issue) for issue in issues]
    missing = [at for at, row in enumerate(found) if row is None]
    for at, row in zip(missing, count(missing) if missing else (), strict=True):
        found[at] = row
        if issues[at]:
            kept.put(issues[at], row)
    kept.save(astuple(sizes))
    return Tally.of([row for row in found if row is not None], sizes)


def recalled(issues: Sequence[str], words: Iterable[str], cache: Cache) -> Tally | None:
    """The same from the cache alone: without taxonomy and tickets, None where one of the issues is not kept."""
    kept = KeptArrays(cache, "tally", _key(words))
    rows = [row for issue in issues if (row := kept.get(issue)) is not None]
    return Tally.of(rows, Sizes(*kept.note)) if kept.note and len(rows) == len(issues) else None


def _key(words: Iterable[str]) -> str:
    return digest(FINGERPRINT, *words)
