"""Institutions over time: on the structure of each month, or with mergers and renames folded into today's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from voc_build.numbers.statistics import Floats
from voc_build.words.archive import Archive
from voc_build.words.taxonomy import Institution, Size, Taxonomy

Flags = npt.NDArray[np.bool_]
THEN, TODAY = "then", "today"
WAYS = {TODAY: "按今天的机构", THEN: "按当时的机构"}
"""Both ways in words."""


@dataclass(frozen=True, eq=False)
class Line:
    """One row of a table over months: under which name which institutions are added up.

    `places` are positions in `Taxonomy.by_code`, `months` (issues,) says in which issues the row exists.
    """

    name: str
    institution: Institution
    places: tuple[int, ...]
    months: Flags
    note: str = ""


@dataclass(frozen=True, eq=False)
class Structure:
    """The rows of the institution table over all issues, in printed order, both ways."""

    archive: Archive

    @cached_property
    def exists(self) -> Flags:
        """Which institution exists in which issue's month: shape (issues, institutions)."""
        institutions = self.archive.taxonomy.institutions
        rows = [[one.exists_in(issue.month) for one in institutions] for issue in self.archive.issues]
        return np.array(rows, dtype=bool).reshape(len(self.archive.issues), len(institutions))

    @cached_property
    def then(self) -> tuple[Line, ...]:
        """A row for every name an institution of the table ever went by, in the months it did."""
        return tuple(self._then())

    @cached_property
    def today(self) -> tuple[Line, ...]:
        """A row for every institution that was not merged, with all that went into it, by its newest name."""
        return tuple(self._today())

    def lines(self, which: str) -> tuple[Line, ...]:
        """`then` or `today`."""
        return {THEN: self.then, TODAY: self.today}[which]

    def of(self, code: str) -> dict[str, Line]:
        """An institution with all that was merged into it (`TODAY`; what was merged away has no such line), and by
        itself under whichever name (`THEN`); one line where both are the same."""
        place = list(self.archive.taxonomy.by_code).index(code)
        one = self.archive.taxonomy.institutions[place]
        found = {line.institution.code: line for line in self.today}.get(code)
        if found is not None and found.places == (place,):
            return {TODAY: found}
        own = {THEN: Line(one.name, one, (place,), self.exists[:, place])}
        return own if found is None else {TODAY: found, **own}

    @property
    def differs(self) -> bool:
        """False where nothing was merged or renamed: then one table says it all."""
        return [line.name for line in self.then] != [line.name for line in self.today]

    @cached_property
    def merged(self) -> tuple[Line, ...]:
        """The rows of today that hold more than one institution."""
        return tuple(line for line in self.today if len(line.places) > 1)

    @cached_property
    def gone(self) -> tuple[tuple[Institution, Institution], ...]:
        """What was merged away, and into what in the end."""
        institutions = self.archive.taxonomy.institutions
        return tuple(
            (institutions[place], line.institution)
            for line in self.merged
            for place in line.places
            if institutions[place] is not line.institution
        )

    def values(self, line: Line, cells: Floats) -> Floats:
        """A row's values, shape (issues,), out of cells (issues, institutions).

        NaN where the row does not exist, and where a part of it that exists is not known: a sum that leaves
        one out would look like an improvement.
        """
        places = list(line.places)
        there = self.exists[:, places]
        parts = np.where(there, cells[:, places], 0.0)
        found: Floats = np.where(line.months & there.any(axis=1), parts.sum(axis=1), np.nan)
        return found

    def sizes(self, line: Line, index: int) -> tuple[Size | None, ...]:
        """The 规模 in an issue's month of each institution in a row that existed then."""
        institutions, month = self.archive.taxonomy.institutions, self.archive.issues[index].month
        return tuple(institutions[place].size_in(month) for place in line.places if self.exists[index, place])

    @property
    def _today_is(self) -> dt.date:
        """The end of the newest month: what is merged later is not merged yet."""
        return max((issue.month.last_day for issue in self.archive.issues), default=dt.date.min)

    def _then(self) -> Iterator[Line]:
        issues = self.archive.issues
        for place, one in enumerate(self.archive.taxonomy.institutions):
            if not one.in_table:
                continue
            names = [one.name_in(issue.month) for issue in issues]
            for name in dict.fromkeys(dated.name for dated in one.names):
                months: Flags = self.exists[:, place] & np.array([known == name for known in names], dtype=bool)
                if months.any():
                    yield Line(name, one, (place,), months, _then_note(self.archive.taxonomy, one, name))

    def _today(self) -> Iterator[Line]:
        taxonomy = self.archive.taxonomy
        parts: dict[str, list[int]] = {}
        for place, one in enumerate(taxonomy.institutions):
            if one.in_table:
                parts.setdefault(successor(taxonomy, one, self._today_is).code, []).append(place)
        for one in taxonomy.institutions:
            places = tuple(place for place in parts.get(one.code, ()) if self.exists[:, place].any())
            months = np.any(self.exists[:, list(places)], axis=1, keepdims=False)
            if places:
                yield Line(one.name, one, places, months, _today_note(taxonomy, one, self._today_is))


def successor(taxonomy: Taxonomy, institution: Institution, upto: dt.date = dt.date.max) -> Institution:
    """Itself, or what it was merged into in the end, by that day; an unknown code or a circle ends the search."""
    seen = {institution.code}
    while institution.merged is not None and institution.merged.on <= upto:
        following = taxonomy.by_code.get(institution.merged.into)
        if following is None or following.code in seen:
            break
        seen.add(following.code)
        institution = following
    return institution


def _then_note(taxonomy: Taxonomy, one: Institution, name: str) -> str:
    newest = name == one.name
    if newest and one.merged is not None:
        into = taxonomy.by_code.get(one.merged.into)
        return f"{_month(one.merged.on)}并入{into.name if into else one.merged.into}"
    if not newest:
        until = next((dated.until for dated in one.names if dated.name == name and dated.until), None)
        return f"{_month(until)}后更名为{one.name}" if until else f"后更名为{one.name}"
    older = [dated.name for dated in one.names if dated.name != name]
    return f"原{'、'.join(dict.fromkeys(older))}" if older else ""


def _today_note(taxonomy: Taxonomy, one: Institution, upto: dt.date) -> str:
    older = dict.fromkeys(dated.name for dated in one.names if dated.name != one.name)
    absorbed = [
        f"{_month(other.merged.on)}并入的{other.name}"
        for other in taxonomy.institutions
        if other.merged is not None and other is not one and successor(taxonomy, other, upto) is one and other.in_table
    ]
    said = [f"含{'、'.join(absorbed)}"] if absorbed else []
    return "，".join(([f"原{'、'.join(older)}"] if older else []) + said)


def _month(day: object) -> str:
    year, month = str(day).split("-")[:2]
    return f"{int(year)}年{int(month)}月"
