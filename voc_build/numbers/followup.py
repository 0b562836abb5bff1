"""How owners close what they owe: one row an owner, counts and rates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voc_build.words.archive import Archive
from voc_build.words.owed import DONE, DROPPED, Owed
from voc_build.words.taxonomy import Institution


@dataclass(frozen=True, slots=True)
class Closing:
    """How one owner closes what it owes; an item of several owners counts for each of them."""

    name: str
    institution: Institution | None
    asked: int
    done: int
    dropped: int
    open: int
    overdue: int
    in_time: int
    """Of those done, how many by their 期限; without one they do not count."""
    dated: int
    """Of those done, how many had a 期限."""

    @property
    def due(self) -> int:
        """What the closing rate is of: asked and not dropped."""
        return self.asked - self.dropped

    @property
    def rate(self) -> float | None:
        """完成率 (0-1), None while nothing is owed."""
        return self.done / self.due if self.due else None


def closings(archive: Archive, rows: Iterable[Owed]) -> tuple[Closing, ...]:
    """One row an owner, in printed order; owners no institution goes by come last, by name."""
    shelves: dict[str, list[Owed]] = {}
    owners: dict[str, tuple[str, Institution | None]] = {}
    for owed in rows:
        for name, institution in owed.owners:
            code = institution.code if institution else f" {name}"
            owners.setdefault(code, (institution.name if institution else name, institution))
            shelves.setdefault(code, []).append(owed)
    order = {code: place for place, code in enumerate(archive.taxonomy.by_code)}
    codes = sorted(shelves, key=lambda code: (order.get(code, len(order)), code))
    return tuple(_closing(*owners[code], shelves[code]) for code in codes)


def _closing(name: str, institution: Institution | None, rows: list[Owed]) -> Closing:
    done = [owed for owed in rows if owed.state == DONE]
    dated = [owed.late for owed in done if owed.late is not None]
    return Closing(
        name=name,
        institution=institution,
        asked=len(rows),
        done=len(done),
        dropped=sum(owed.state == DROPPED for owed in rows),
        open=sum(not owed.settled for owed in rows),
        overdue=sum(owed.overdue > 0 for owed in rows),
        in_time=sum(late <= 0 for late in dated),
        dated=len(dated),
    )
