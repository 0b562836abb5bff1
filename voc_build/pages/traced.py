"""Prose whose numbers lead to where they come from: those that are a figure, as reconciliation found them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from voc_build.numbers.change import YEAR
from voc_build.numbers.mentions import Mention, mentions_in
from voc_build.numbers.readings import Path
from voc_build.pages import addresses
from voc_build.pages.gate import paragraphs
from voc_build.pages.overview import draft, takeaway
from voc_build.pages.publication import Publication
from voc_build.words.archive import Issue
from voc_build.words.measures import Measure

_BACK = {"上月": 1, "上年同月": YEAR}


@dataclass(frozen=True, slots=True)
class Traced:
    """The texts of one issue."""

    publication: Publication
    issue: Issue

    @property
    def overview(self) -> Markup:
        """总体情况, as written or else as drafted."""
        written = self.issue.header.overview
        if written is None:
            return self._drafted(draft(self.publication.statistics, self.issue))
        return self._written(written, ("总体情况",))

    @property
    def takeaways(self) -> tuple[Markup, ...]:
        """要点, as written or else the one sentence of our own."""
        written = self.issue.header.takeaways
        own = takeaway(self.publication.statistics, self.issue)
        if not written:
            return (self._drafted(own),) if own else ()
        return tuple(self._written(text, ("要点", index)) for index, text in enumerate(written))

    def _written(self, text: str, path: Path) -> Markup:
        """A number that agrees with no figure is left as it is."""
        agreeing = [
            one.mention
            for one in self.publication.findings(self.issue)
            if one.mention is not None and one.path == path and one.status == "agrees"
        ]
        return paragraphs(text, tuple(self._leads(agreeing)))

    def _drafted(self, text: str) -> Markup:
        """A count or rate that is the issue's own leads to its tickets, where it stands first."""
        own = (one for one in reversed(mentions_in(text)) if not one.when and self._is_own(one))
        first = {one.measure: one for one in own}
        return paragraphs(text, tuple(self._leads(sorted(first.values(), key=lambda one: one.start))))

    def _is_own(self, mention: Mention) -> bool:
        if mention.measure is None or mention.role not in ("count", "rate"):
            return False
        statistics = self.publication.statistics
        value = statistics.value(mention.measure, statistics.position(self.issue))
        scale, digits = (100, 1) if mention.role == "rate" else (1, 0)
        return value is not None and round(value * scale, digits) == float(mention.value)

    def _leads(self, mentions: list[Mention]) -> Iterator[tuple[int, int, Markup]]:
        for mention in mentions:
            lead = self._lead(mention) if mention.value or mention.role in ("rate", "share") else None
            if lead is not None:
                yield mention.start, mention.end, lead

    def _lead(self, mention: Mention) -> Markup | None:
        """To the tickets; to 对账 where it is print, or a comparison with print."""
        if mention.role in ("date", "other"):
            return None
        if not self.issue.by_tickets:
            return addresses.printed(self.issue.period)
        if mention.role == "share" or mention.business:
            code = self._business(mention.business)
            return addresses.explore(self.issue.period, business=code) if code else None
        if mention.measure is None:
            return addresses.printed(self.issue.period)
        if mention.role in ("growth", "change"):
            return self._both(_BACK.get(mention.when, 1), mention.measure)
        if mention.when == "累计":
            return self._so_far(mention.measure)
        issue = self._back(_BACK[mention.when]) if mention.when in _BACK else self.issue
        if issue is None:
            return None
        return addresses.behind(issue, mention.measure.code, self._institution(mention.scope))

    def _back(self, months: int) -> Issue | None:
        return self.publication.archive.by_month.get(self.issue.month + -months)

    def _both(self, back: int, measure: Measure) -> Markup:
        """The tickets of both months, month by month; 对账 where one of them is print."""
        before = self._back(back)
        if before is None or not before.by_tickets:
            return addresses.printed(self.issue.period)
        period = str(self.issue.period)
        return addresses.explore(None, measure=measure.code, from_=str(before.period), to=period, by="month")

    def _so_far(self, measure: Measure) -> Markup | None:
        month = self.issue.month
        first = month + (1 - month.month)
        issues = [one for one in self.publication.archive.issues if first <= one.month <= month]
        return addresses.behind_total(issues, addresses.printed(self.issue.period), measure=measure.code)

    def _institution(self, name: str) -> str:
        found = self.publication.archive.taxonomy.institution(name, self.issue.month) if name else None
        return found.code if found else ""

    def _business(self, name: str) -> str:
        term = self.publication.archive.taxonomy.business_types.by_name.get(name)
        return term.code if term else ""
