"""Cases that really are related: shared cause, business, tags or group, and a word on why each is shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from voc_build.pages.publication import Publication
from voc_build.words.model import Case

MOST = 4
_LOOK_AT = 40
"""Cases looked at in each shelf: the nearest in time. Keeps the cost of a case constant as the archive grows."""


@dataclass
class Related:
    """Shelves of cases by what they share; `to` picks from the shelves a case stands on."""

    publication: Publication
    _shelves: dict[tuple[str, str], list[int]] = field(init=False)
    _position: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self._shelves = defaultdict(list)
        self._position = {}
        for index, case in enumerate(self.publication.archive.cases):
            self._position[id(case)] = index
            for shelf in _shelves(case):
                self._shelves[shelf].append(index)

    def to(self, case: Case) -> tuple[tuple[Case, str], ...]:
        """The most related cases, best first, each with what it shares."""
        own = self._position[id(case)]
        cases = self.publication.archive.cases
        points: dict[int, float] = defaultdict(float)
        shared: dict[int, list[str]] = defaultdict(list)
        for shelf in _shelves(case):
            members = self._shelves[shelf]
            weight = _WEIGHTS[shelf[0]] / (1 + len(members)) ** 0.25
            for index in _nearest(members, own):
                points[index] += weight
                shared[index].append(shelf[1])
        points.pop(own, None)
        best = sorted(points, key=lambda index: (-points[index], abs(index - own), index))
        return tuple(
            (cases[index], "同为：" + "、".join(dict.fromkeys(shared[index])))
            for index in best
            if points[index] >= _ENOUGH
        )[:MOST]


_WEIGHTS = {"cause+business": 5.0, "tag": 3.0, "business": 1.2, "cause": 1.0, "group": 0.6, "place": 0.6}
_ENOUGH = 0.5


def _shelves(case: Case) -> list[tuple[str, str]]:
    shelves = [("tag", tag) for tag in case.tags]
    shelves += [("group", group) for group in case.groups]
    if case.business and case.cause:
        shelves.append(("cause+business", f"{case.business}（{case.cause}）"))
    elif case.business:
        shelves.append(("business", case.business))
    if case.kind == "表扬":
        shelves.append(("place", f"{case.institution}的表扬"))
    return shelves


def _nearest(members: list[int], own: int) -> list[int]:
    """The members nearest to `own` in time."""
    if len(members) <= _LOOK_AT:
        return members
    from bisect import bisect_left

    at = bisect_left(members, own)
    start = max(0, min(at - _LOOK_AT // 2, len(members) - _LOOK_AT))
    return members[start : start + _LOOK_AT]
