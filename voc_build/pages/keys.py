"""What a page's body is made from, as a hash, so that a month's change remakes the pages that speak of it.

A key is finer than the whole archive where a page says less than all of it. Equal keys must mean equal bodies: a
test changes an archive in many ways and renders every page of every state to see that it is so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from voc_build.intake.cache import digest
from voc_build.pages.promises import Promises
from voc_build.pages.publication import Publication
from voc_build.words.archive import Issue
from voc_build.words.measures import COMPLAINTS, COUNTS
from voc_build.words.model import Case
from voc_build.words.month import Month
from voc_build.words.owed import Owed
from voc_build.words.taxonomy import Institution

_YEAR, _TWO_YEARS = 12, 23
"""Months an issue is held against: the year before it and that year's own, the month after it and a year later."""


@dataclass(frozen=True, eq=False)
class Keys:
    """Keys of the page types that have many pages; build once."""

    publication: Publication

    def issue(self, issue: Issue) -> str:
        """An issue: its files, the words and counts of those it is held against, what became of its plan.

        Of the tickets of other issues only the bank's counts are told, of months long ago only its complaints.
        """
        archive, by_month = self.publication.archive, self.publication.archive.by_month
        promises = self.publication.once(Promises)
        index = self.publication.statistics.position(issue)
        steps = [*range(-_TWO_YEARS, 2), _YEAR]
        counted = [one for step in steps if (one := by_month.get(issue.month + step)) is not None]
        near = [*counted, *archive.issues[max(index - 1, 0) : index + 2]]
        plan = [promises.by_about[f"{issue.period}/{item.number}"] for item in issue.header.plan]
        followed = [promise for _, promise in promises.followed(issue)]
        return digest(
            self._words,
            self._history[index],
            str(issue.period),
            issue.digest,
            *(one.words for one in near),
            *(self._counts[one.period] for one in counted),
            *self._promised((*plan, *followed)),
        )

    def tickets(self, issue: Issue) -> str:
        """What tells of an issue's own numbers alone."""
        return digest(self._words, str(issue.period), issue.digest)

    def numbers(self, *columns: npt.NDArray[Any], beside: Iterable[str] = ()) -> str:
        """A page that tells of every issue: these columns, which issues there are, and what stands `beside` them."""
        return digest(self._words, self._frame, *(column.tobytes() for column in columns), "", *beside)

    def institution(self, one: Institution, places: Iterable[int]) -> str:
        """An institution: its columns, everybody's newest year, its cases, what it owes."""
        found = self.publication
        mine = sorted(places)
        newest = found.archive.issues[-1].words if found.archive.issues else ""
        cases = found.cases_by.get("institution", {}).get(one.code, ())
        open_, settled = found.once(Promises).of(one.code)
        return digest(
            self._words,
            self._frame,
            self._recent,
            newest,
            one.code,
            *(found.statistics.table[measure.code][:, mine].tobytes() for measure in COUNTS),
            *self._cases(cases),
            *self._promised((*open_, *settled)),
        )

    def topic(
        self, url: str, cases: Iterable[Case], *columns: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    ) -> str:
        """A topic: its columns, its cases and what they ask for; one without columns heeds no numbers at all."""
        cases = tuple(cases)
        promises = self.publication.once(Promises).open_of_case
        owed = [promise for case in cases for promise in promises.get(case.id, ())]
        return digest(
            self._words,
            self._frame if columns else "",
            url,
            *(column.tobytes() for column in columns),
            *self._cases(cases),
            *self._promised(owed),
        )

    def ledger(self, rows: Iterable[Owed], endings: Iterable[str]) -> str:
        """A page of the ledger: what was promised by these rows and what came of it, on that day."""
        archive = self.publication.archive
        return digest(self._words, self._frame, str(archive.data_date), *self._promised(rows), "", *endings)

    @cached_property
    def _words(self) -> str:
        return digest(self.publication.words_key, self.publication.beside)

    @cached_property
    def _frame(self) -> str:
        """Which issues there are, which months they count and how."""
        return digest(
            *(f"{one.period} {one.month} {one.by_tickets} {one.header.demo}" for one in self.publication.archive.issues)
        )

    @cached_property
    def _history(self) -> list[str]:
        """For each issue which issues there were up to it, how they count, and the bank's complaints."""
        running = blake2b(digest_size=20)
        found = []
        complaints = self.publication.statistics.bank[COMPLAINTS.code].tolist()
        for issue, count in zip(self.publication.archive.issues, complaints, strict=True):
            running.update(f"{issue.period} {issue.month} {issue.by_tickets} {issue.header.demo} {count}\n".encode())
            found.append(running.hexdigest())
        return found

    @cached_property
    def _counts(self) -> dict[Month, bytes]:
        """By 期号 every measure of the bank in an issue, rates with how many of how many tickets they are."""
        statistics = self.publication.statistics
        columns = [*statistics.bank.values(), *(counts.T for counts in statistics.rate_counts.values())]
        rows = np.vstack(columns).T
        return {issue.period: row.tobytes() for issue, row in zip(self.publication.archive.issues, rows, strict=True)}

    @cached_property
    def _recent(self) -> bytes:
        """The newest year's complaints of every institution, which rates are compared over."""
        statistics = self.publication.statistics
        return statistics.table[COUNTS[0].code][-_YEAR:].tobytes()

    def _cases(self, cases: Iterable[Case]) -> Iterable[str]:
        return (f"{case.id} {case.digest}" for case in cases)

    def _promised(self, promises: Iterable[Owed]) -> Iterable[str]:
        return (self._stand[one.about] for one in promises)

    @cached_property
    def _stand(self) -> dict[str, str]:
        """Where every promise stands, by its address: who asks what, what became of it, how late it is."""
        found = {}
        for one in self.publication.once(Promises).every:
            asked = one.case.digest if one.case else repr(one.item)
            said = "".join(f"\n{note.on} {note.state} {note.note}" for note in one.notes)
            found[one.about] = f"{one.about} {one.overdue} {asked}{said}"
        return found
