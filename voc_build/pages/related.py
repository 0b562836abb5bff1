"""Cases that really are related: shared cause, business, tags or group, and a word on why each is shown."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add

from voc_build.intake.cache import digest
from voc_build.pages.publication import Publication
from voc_build.words.model import Case

MOST = 3
_LOOK_AT = 12
"""Cases looked at in each shelf: the nearest in time. Keeps the cost of a case constant as the archive grows."""


Shelf = tuple[str, str]
"""What cases share: a kind of sharing (a key of `_WEIGHTS`) and the word that names it."""


@dataclass
class Related:
    """Shelves of cases by what they share; `to` picks from the shelves a case stands on."""

    publication: Publication
    words: str = field(init=False)
    """Hash of the words of the trade; with two cases' files it decides what they are said to share."""
    _names: list[Shelf] = field(default_factory=list)
    """Shelves by number."""
    _shelves: list[list[int]] = field(default_factory=list)
    """The cases on each, oldest first."""
    _of: list[tuple[int, ...]] = field(default_factory=list)
    """The shelves each case stands on."""
    _weights: list[float] = field(default_factory=list)
    """What sharing a shelf is worth: the less, the more cases stand on it; nothing where one stands alone."""
    _position: dict[int, int] = field(default_factory=dict)
    _near: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _why: dict[tuple[int, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        archive = self.publication.archive
        words = frozenset(archive.lexicon) | {word for row in archive.synonyms for word in row}
        words |= {tag for case in archive.cases for tag in case.tags}
        words = frozenset(word for word in words if _SHORTEST <= len(word) <= _LONGEST)
        self.words = digest(*sorted(words))
        starts: dict[str, list[str]] = defaultdict(list)
        for word in words:
            starts[word[:_SHORTEST]].append(word)
        numbers: dict[Shelf, int] = {}
        shelves: dict[int, list[int]] = defaultdict(list)
        for index, case in enumerate(archive.cases):
            self._position[id(case)] = index
            own = tuple(numbers.setdefault(shelf, len(numbers)) for shelf in (*_shelves(case), *_spoken(case, starts)))
            self._of.append(own)
            for number in own:
                shelves[number].append(index)
        self._names = list(numbers)
        self._shelves = list(shelves.values())
        for (kind, _), members in zip(self._names, self._shelves, strict=True):
            self._weights.append(_WEIGHTS[kind] / (1 + len(members)) ** 0.25 if len(members) > 1 else 0.0)

    def to(self, case: Case) -> tuple[tuple[Case, str], ...]:
        """The most related cases, best first, each with what it shares."""
        return tuple((near, self.why(case, near)) for near in self.nearest(case))

    def nearest(self, case: Case) -> tuple[Case, ...]:
        """The most related cases, best first."""
        own = self._position[id(case)]
        if own not in self._near:
            self._near[own] = self._nearest(own)
        cases = self.publication.archive.cases
        return tuple(cases[index] for index in self._near[own])

    def _nearest(self, own: int) -> tuple[int, ...]:
        points: dict[int, float] = {}
        so_far = points.get
        for shelf in self._of[own]:
            weight = self._weights[shelf]
            if weight:
                for index in _nearest(self._shelves[shelf], own):
                    points[index] = so_far(index, 0.0) + weight
        points.pop(own, None)
        best = sorted(points.values())[-MOST:]
        least = max(_ENOUGH, best[0]) if best else _ENOUGH
        enough = [(-reached, abs(index - own), index) for index, reached in points.items() if reached >= least]
        return tuple(index for _, _, index in sorted(enough)[:MOST])

    def why(self, case: Case, near: Case) -> str:
        """`同一业务和原因：自营理财，信息披露；都说到：赎回`."""
        theirs = self._of[self._position[id(near)]]
        both = tuple([shelf for shelf in self._of[self._position[id(case)]] if shelf in theirs])
        if both not in self._why:
            self._why[both] = _said(self._names[shelf] for shelf in both)
        return self._why[both]


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
"""Signs in a word of the trade; by the first two it is looked for."""
_SPOKEN = 3
"""Shared words named at most; a word within another shared one adds nothing."""
_TOLD = 60
"""Characters of a story that are looked through for words of the trade: what it is about stands at its start."""


def _said(both: Iterable[Shelf]) -> str:
    """What two cases share, in words."""
    shared: dict[str, list[str]] = defaultdict(list)
    for kind, word in both:
        shared[kind].append(word)
    if "both" in shared:
        shared.pop("business", None)
        shared.pop("cause", None)
    said = [word for words in shared.values() for word in words]
    shared["word"] = [word for word in shared["word"] if not any(word in other for other in said if other != word)][
        :_SPOKEN
    ]
    return "；".join(
        f"{words}：{'、'.join(dict.fromkeys(shared[kind]))}" for kind, words in _REASONS.items() if shared.get(kind)
    )


def _spoken(case: Case, starts: Mapping[str, Sequence[str]]) -> Iterator[Shelf]:
    """The words of the trade in a case's title and the start of its story, its labels aside; longer ones first.

    `starts` holds the words by their first two signs.
    """
    told = case.title + "\n" + case.story[:_TOLD]
    found = {
        word
        for at, start in enumerate(map(add, told, told[1:]))
        if start in starts
        for word in starts[start]
        if told.startswith(word, at)
    }
    labels = {case.business, case.cause, case.institution, *case.tags, *case.groups}
    for word in sorted(found - labels, key=lambda word: (-len(word), word)):
        yield "word", word


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
