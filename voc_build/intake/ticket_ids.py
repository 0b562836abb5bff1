"""The ids of all tickets, and those they name as 关联, as hashes: what one month is asked about another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from voc_build.intake.cache import Cache, digest
from voc_build.intake.kept import Kept
from voc_build.intake.kept_arrays import KeptArrays
from voc_build.version import FINGERPRINT
from voc_build.words.archive import Issue
from voc_build.words.tickets import Tickets, keys_of

Keys: TypeAlias = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class TicketIds:
    """An array an issue, empty for one without tickets: the ids of its tickets, in their order, and those they name."""

    own: tuple[Keys, ...]
    related: tuple[Keys, ...]

    @cached_property
    def ranked(self) -> Keys:
        """All own ids, rising."""
        return np.sort(np.concatenate([np.zeros(0, dtype=np.uint64), *self.own]))

    def have(self, asked: Keys) -> npt.NDArray[np.bool_]:
        """Which of some ids are tickets' own."""
        if not len(self.ranked):
            return np.zeros(len(asked), dtype=bool)
        at = np.minimum(np.searchsorted(self.ranked, asked), len(self.ranked) - 1)
        found: npt.NDArray[np.bool_] = self.ranked[at] == asked
        return found


def ticket_ids(issues: Iterable[Issue], root: Path, cache: Cache) -> TicketIds:
    """The ids of an archive's issues; of those that say the same as before from the cache, without their tickets."""
    kept = KeptArrays(cache, "ids", digest(FINGERPRINT, str(root.resolve())))
    rows = []
    for issue in issues:
        found = kept.get(issue.digest) if issue.digest else None
        if found is None:
            found = _of(issue.tickets)
            if issue.digest:
                kept.put(issue.digest, found)
        rows.append(found)
    kept.save()
    return TicketIds(tuple(own for own, _ in rows), tuple(related for _, related in rows))


def ids_key(issues: Iterable[Issue], root: Path, cache: Cache) -> str:
    """Hash of the ids of an archive's tickets, issue by issue, and of those named in 关联 and in cases.

    Of issues that say the same as before it comes from the cache, without their tickets.
    """
    kept = Kept(cache, "idskeys", digest(FINGERPRINT, str(root.resolve())))
    parts = []
    for issue in issues:
        found = kept.get(issue.digest) if issue.digest else None
        if found is None:
            own, related = _of(issue.tickets)
            cited = (id for case in issue.cases for id in case.tickets)
            found = digest(own.tobytes(), related.tobytes(), *cited)
            if issue.digest:
                kept.put(issue.digest, found)
        parts.append(found)
    kept.save()
    return digest(*parts)


def _of(tickets: Tickets | None) -> tuple[Keys, Keys]:
    if tickets is None:
        return keys_of(()), keys_of(())
    return tickets.keys, keys_of(tickets.vocabulary["related"])
