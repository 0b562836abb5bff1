"""Cases that really are related: shared cause, business, tags or group, and a word on why each is shown."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from voc_build.pages.publication import Publication
from voc_build.words.model import Case

MOST = 3
_LOOK_AT = 40
"""Cases looked at in each shelf: the nearest in time. Keeps the cost of a case constant as the archive grows."""


@dataclass
class Related:
    """Shelves of cases by what they share; `to` picks from the shelves a case stands on."""

    publication: Publication
    _shelves: dict[tuple[str, str], list[int]] = field(init=False)
    _position: dict[int, int] = field(init=False)
    _words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._shelves = defaultdict(list)
        self._position = {}
        archive = self.publication.archive
        words = frozenset(archive.lexicon) | {word for row in archive.synonyms for word in row}
        words |= {tag for case in archive.cases for tag in case.tags}
        self._words = frozenset(word for word in words if _SHORTEST <= len(word) <= _LONGEST)
        for index, case in enumerate(archive.cases):
            self._position[id(case)] = index
            for shelf in self._shelves_of(case):
                self._shelves[shelf].append(index)

    def _shelves_of(self, case: Case) -> list[tuple[str, str]]:
        told = case.title + "\n" + case.story[:_TOLD]
        own = {case.business, case.cause, case.institution, *case.tags, *case.groups}
        spoken = dict.fromkeys(word for word in _pieces(told) if word in self._words and word not in own)
        return [*_shelves(case), *(("word", word) for word in spoken)]

    def to(self, case: Case) -> tuple[tuple[Case, str], ...]:
        """The most related cases, best first, each with what it shares."""
        own = self._position[id(case)]
        cases = self.publication.archive.cases
        points: dict[int, float] = defaultdict(float)
        shared: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for shelf in self._shelves_of(case):
            members = self._shelves[shelf]
            weight = _WEIGHTS[shelf[0]] / (1 + len(members)) ** 0.25
            for index in _nearest(members, own):
                points[index] += weight
                shared[index][shelf[0]].append(shelf[1])
        points.pop(own, None)
        best = sorted(points, key=lambda index: (-points[index], abs(index - own), index))
        return tuple((cases[index], _why(shared[index])) for index in best if points[index] >= _ENOUGH)[:MOST]


_WEIGHTS = {"both": 5.0, "tag": 3.0, "business": 1.2, "cause": 0.5, "group": 0.6, "place": 0.6, "word": 1.5}
_ENOUGH = 0.5
_REASONS = {
    "both": "同一业务和原因",
    "business": "同一业务",
    "cause": "同一原因",
    "tag": "同有标签",
    "group": "同一客群",
    "place": "同是",
    "word": "都说到",
}
"""Why a case is shown, in the order the reasons are given."""
_SHORTEST, _LONGEST = 2, 6
_SPOKEN = 3
"""Shared words named at most; a word within another shared one adds nothing."""
_TOLD = 80
"""Characters of a story that are looked through for words of the trade: what it is about stands at its start."""


def _why(shared: dict[str, list[str]]) -> str:
    """`同一业务和原因：自营理财、信息披露；都说到：赎回`."""
    covered = {"business", "cause"} if "both" in shared else set()
    said = [text for texts in shared.values() for text in texts]
    spoken = [one for one in shared.get("word", ()) if not any(one in other for other in said if other != one)]
    shared = {**shared, "word": spoken[:_SPOKEN]} if spoken else {k: v for k, v in shared.items() if k != "word"}
    return "；".join(
        f"{words}：{'、'.join(dict.fromkeys(shared[kind]))}"
        for kind, words in _REASONS.items()
        if kind in shared and kind not in covered
    )


def _pieces(text: str) -> Iterator[str]:
    for size in range(_LONGEST, _SHORTEST - 1, -1):
        for start in range(len(text) - size + 1):
            yield text[start : start + size]


def _shelves(case: Case) -> list[tuple[str, str]]:
    shelves = [("tag", tag) for tag in case.tags]
    shelves += [("group", group) for group in case.groups]
    if case.business and case.cause:
        shelves.append(("both", f"{case.business}，{case.cause}"))
    if case.business:
        shelves.append(("business", case.business))
    if case.cause:
        shelves.append(("cause", case.cause))
    if case.kind == "表扬":
        shelves.append(("place", f"{case.institution}的表扬"))
    return shelves


def _nearest(members: list[int], own: int) -> list[int]:
    """The members nearest to `own` in time."""
    if len(members) <= _LOOK_AT:
        return members
    at = bisect_left(members, own)
    start = max(0, min(at - _LOOK_AT // 2, len(members) - _LOOK_AT))
    return members[start : start + _LOOK_AT]
