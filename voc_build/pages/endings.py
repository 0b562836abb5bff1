"""What came of promises, in short: what the keys of the ledger's pages are made from.

What was asked and what later cases tell changes with prose alone, whether it helped with counts, and which tickets
came again with any ticket. Each is asked for apart, and what did not change is kept from an earlier build.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from voc_build.intake.cache import digest
from voc_build.pages.entries import SHOWN, Book
from voc_build.pages.keys import Keys
from voc_build.words.owed import Owed

Told = tuple[str, int, str, list[int], list[int]]
"""A page: its year, how many rows it has, a hash of their prose; where tickets of its cases stand: rows and issues."""


@dataclass(frozen=True, eq=False)
class Endings:
    """The keys of the ledger's pages; `shown` gives the rows of the first page."""

    book: Book
    shown: Callable[[Book], Sequence[Owed]]

    @property
    def first(self) -> str:
        """The first page's: its own rows and how all others ended."""
        return self._keys[""]

    @property
    def years(self) -> list[tuple[int, int, str]]:
        """Each year, how many promises it has, and the key of its page."""
        return [(int(year), count, self._keys[year]) for year, count, *_ in self._prose if year]

    @cached_property
    def _keys(self) -> dict[str, str]:
        publication = self.book.publication
        after, last = self.book.recurrences.tickets
        date = str(publication.archive.data_date)
        return {
            year: publication.once(Keys).numbers(
                after[rows, issues],
                np.where(last[rows] >= issues, last[rows], -1),
                beside=(date, prose, helped),
            )
            for (year, _, prose, rows, issues), helped in zip(self._prose, self._helped, strict=True)
        }

    @cached_property
    def _pages(self) -> list[tuple[str, Sequence[Owed]]]:
        return [("", self.shown(self.book)), *((str(year), rows) for year, rows in self.book.years.items())]

    @cached_property
    def _prose(self) -> list[Told]:
        """Every page as `Told`, the first before the years."""
        return self.book.publication.kept("ledger", self._tell)

    def _tell(self) -> list[Told]:
        (_, first), *years = self._pages
        found = [self._told(year, rows) for year, rows in years]
        own = self._told("", first, *(prose for _, _, prose, *_ in found))
        return [own, *found]

    def _told(self, year: str, rows: Sequence[Owed], *beside: str) -> Told:
        recurrences = self.book.recurrences
        cases = [(owed.issue, owed.case) for owed in rows if owed.case is not None]
        asked = [found for _, case in cases if (found := recurrences.asked(case)) is not None]
        later = (recurrences.later(issue, case) for issue, case in cases)
        said = (f"{len(found)} {' '.join(case.digest for case in found[-SHOWN:])}" for found in later)
        prose = digest(self.book.publication.once(Keys).promised(rows), *said, *beside)
        return year, len(rows), prose, [row for row, _ in asked], [issue for _, issue in asked]

    @cached_property
    def _helped(self) -> list[str]:
        """How the promises of every page helped; the first page says it of all."""
        return self.book.publication.kept("helped", self._help, self.book.counts)

    def _help(self) -> list[str]:
        (_, first), *years = self._pages
        every = (f"{about} {effect.verdict} {effect.better}" for about, effect in self.book.effects.items())
        own = digest(*every, *map(self.book.helped, first))
        verdicts = self.book.verdicts
        return [own, *(digest(*(verdicts.get(owed.about, "") for owed in rows)) for _, rows in years)]
