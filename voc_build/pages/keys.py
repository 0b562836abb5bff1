"""What a page's body is made from, as a hash, so that a month's change remakes the pages that speak of it.

A key is finer than the whole archive where a page says less than all of it. Equal keys must mean equal bodies: a
test changes an archive in many ways and renders every page of every state to see that it is so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from voc_build.intake.cache import digest
from voc_build.pages.promises import Promises
from voc_build.pages.publication import Publication
from voc_build.pages.related import Related
from voc_build.words.archive import Archive, Issue
from voc_build.words.measures import COMPLAINTS, COUNTS
from voc_build.words.model import Case
from voc_build.words.owed import Owed
from voc_build.words.taxonomy import Institution

_YEAR, _TWO_YEARS = 12, 23
"""Months an issue is held against: the year before it and that year's own, the month after it and a year later."""


@dataclass(frozen=True, eq=False)
class Keys:
    """Keys of the page types that have many pages; build once."""

    publication: Publication

    @cached_property
    def cases(self) -> list[str]:
        """Every case, oldest first."""
        return self.publication.kept("cases", lambda: [self.case(at) for at in range(self._archive.case_count)])

    def case(self, at: int) -> str:
        """The case at a place: its issue's prose, the cases shown beside it, what became of its advice."""
        cases, related = self._archive.cases, self.publication.once(Related)
        case = cases[at]
        alike = related.nearest(case)
        neighbours = (*cases[max(at - 1, 0) : at], *cases[at + 1 : at + 2])
        promises = self.publication.once(Promises)
        return digest(
            self.publication.words_key,
            self._archive.by_period[case.id.issue].words,
            str(case.id),
            related.words if alike else "",
            *self._cases(alike),
            *(f"{near.id} {near.title}" for near in neighbours),
            *self._promised(promises.of_case(case)),
        )

    def issue(self, issue: Issue) -> str:
        """An issue: its files, the words and counts of those it is held against, what became of its plan.

        Of the tickets of other issues only the bank's counts are told, of months long ago only its complaints.
        """
        statistics, issues = self.publication.statistics, self._archive.issues
        index = statistics.position(issue)
        month, places = statistics.month_place(index), statistics.places
        months = (*places[max(month - _TWO_YEARS, 0) : month + 2], *places[month + _YEAR : month + _YEAR + 1])
        counted = [at for at in months if at is not None]
        near = [*(issues[at] for at in counted), *issues[max(index - 1, 0) : index + 2]]
        return digest(
            self._words,
            self._history[index],
            str(issue.period),
            issue.digest,
            *(one.words for one in near),
            *(self._counts[at] for at in counted),
            self._promised_in[index],
        )

    @cached_property
    def _promised_in(self) -> list[str]:
        """Of each issue: where its plan stands, and what it reports on."""
        return self.publication.kept("issues", lambda: [self._tell_issue(issue) for issue in self._archive.issues])

    def _tell_issue(self, issue: Issue) -> str:
        promises = self.publication.once(Promises)
        return digest(
            *self._promised((*promises.planned(issue), *(promise for _, promise in promises.followed(issue))))
        )

    def drafted(self, issues: Iterable[Issue]) -> str:
        """What issues print, and what is drafted from the bank's numbers, held against those of the months before."""
        issues, statistics = tuple(issues), self.publication.statistics
        places = [statistics.position(issue) for issue in issues]
        before = (statistics.months_back(at, 1) for at in places)
        return digest(
            self._words,
            *(
                f"{issue.period} {issue.words} {statistics.handling(at)}"
                for issue, at in zip(issues, places, strict=True)
            ),
            *(self._counts[at] for at in (*places, *(at for at in before if at is not None))),
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
        return digest(
            self._words,
            self._frame,
            self._recent,
            newest,
            one.code,
            *(found.statistics.table[measure.code][:, mine].tobytes() for measure in COUNTS),
            self.told_of[one.code],
        )

    @cached_property
    def told_of(self) -> dict[str, str]:
        """Of each institution: its cases and what it owes."""
        institutions = self._archive.taxonomy.institutions
        return self.publication.kept(
            "institutions", lambda: {one.code: self._tell_institution(one.code) for one in institutions}
        )

    def promised(self, rows: Iterable[Owed]) -> str:
        """Where these promises stand, and how long they took."""
        return digest(*(f"{self._stand(one)} {one.age}" for one in rows))

    def _tell_institution(self, code: str) -> str:
        open_, settled = self.publication.once(Promises).of(code)
        cases = self.publication.cases_by.get("institution", {}).get(code, ())
        return digest(*self._cases(cases), *self._promised((*open_, *settled)))

    def told(self, topics: Mapping[str, Sequence[Case]]) -> dict[str, str]:
        """What topics tell, by their address: their cases and what those ask for. `topics` are all there are."""
        return self.publication.kept("topics", lambda: {url: self._tell_topic(own) for url, own in topics.items()})

    def _tell_topic(self, cases: Sequence[Case]) -> str:
        promises = self.publication.once(Promises)
        owed = (promise for case in cases for promise in promises.open_of(case))
        return digest(*self._cases(cases), *self._promised(owed))

    def topic(self, url: str, told: str, *columns: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
        """A topic: what it tells, and its columns; one without columns heeds no numbers at all."""
        frame = self._frame if columns else ""
        return digest(self._words, frame, url, told, *(column.tobytes() for column in columns))

    @property
    def _archive(self) -> Archive:
        return self.publication.archive

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
    def _counts(self) -> list[bytes]:
        """For each issue every measure of the bank, rates with how many of how many tickets they are."""
        statistics = self.publication.statistics
        columns = [*statistics.bank.values(), *(counts.T for counts in statistics.rate_counts.values())]
        return [row.tobytes() for row in np.vstack(columns).T]

    @cached_property
    def _recent(self) -> bytes:
        """The newest year's complaints of every institution, which rates are compared over."""
        statistics = self.publication.statistics
        return statistics.table[COUNTS[0].code][-_YEAR:].tobytes()

    def _cases(self, cases: Iterable[Case]) -> Iterable[str]:
        return (f"{case.id} {case.digest}" for case in cases)

    def _promised(self, promises: Iterable[Owed]) -> Iterable[str]:
        return map(self._stand, promises)

    def _stand(self, one: Owed) -> str:
        """Where a promise stands: who asks what, what became of it, how late it is."""
        found = self._stands.get(one.about)
        if found is None:
            asked = one.case.digest if one.case else repr(one.item)
            said = "".join(f"\n{note.on} {note.state} {note.note}" for note in one.notes)
            found = self._stands[one.about] = f"{one.about} {one.overdue} {asked}{said}"
        return found

    @cached_property
    def _stands(self) -> dict[str, str]:
        return {}
