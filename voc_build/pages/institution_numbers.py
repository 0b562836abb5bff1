"""An institution against itself: its newest month, its course and its months, with and without what was merged in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from voc_build.numbers.change import Change, held
from voc_build.numbers.past import past
from voc_build.numbers.statistics import Floats, known
from voc_build.numbers.structure import WAYS, Line, Structure
from voc_build.pages import addresses
from voc_build.pages.earlier import Earlier, earlier
from voc_build.pages.key_numbers import Number, change_text, mood, said_once, sign_of, verdict_text
from voc_build.pages.publication import Publication
from voc_build.pages.trend import Course, course, course_chart
from voc_build.pages.views import COMPUTED, NBSP, PRINTED, count_text
from voc_build.pictures.charts import Chart
from voc_build.words.archive import Issue
from voc_build.words.measures import COMPLAINTS, COUNTS, TABLE, Measure
from voc_build.words.taxonomy import Institution

MONTHS_LINKED = 24
"""Newest months whose every count has a link: of all months they would outweigh their numbers; the month leads on."""


MonthRow = tuple[str, Markup, tuple[tuple[str, Markup | None], ...]]
"""A month, its issue, and a text a column with where it comes from."""


@dataclass(frozen=True, slots=True)
class Side:
    """An institution on one structure; `chart` is None below two known months."""

    code: str
    name: str
    chart: Chart | None
    earlier: Earlier | None
    months: tuple[MonthRow, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest month of an institution's table row."""

    month: str
    rows: tuple[Number, ...]
    once: str
    """What would stand under each of them, said once."""
    printed: bool
    origin: str


@dataclass(frozen=True)
class Structured:
    """The structures of an archive; build once."""

    publication: Publication

    @cached_property
    def structure(self) -> Structure:
        """Both of them."""
        return Structure(self.publication.archive)

    def of(self, one: Institution) -> Itself:
        """An institution's own numbers."""
        return Itself(self.publication, self.structure, one)


@dataclass(frozen=True)
class Itself:
    """An institution of the table against itself, first as it is today."""

    publication: Publication
    structure: Structure
    one: Institution

    @cached_property
    def lines(self) -> dict[str, Line]:
        """By structure, today's first."""
        return self.structure.of(self.one.code)

    @property
    def line(self) -> Line:
        """The one that compares like with like: with all that was merged in."""
        return next(iter(self.lines.values()))

    def column(self, measure: Measure, line: Line | None = None) -> Floats:
        """A count of every issue; NaN where it is not known or the institution was not there."""
        return self.structure.values(line or self.line, self.publication.statistics.table[measure.code])

    @cached_property
    def course(self) -> Course:
        """Its 消费投诉类工单, judged."""
        return self.course_of(COMPLAINTS)

    def course_of(self, measure: Measure, line: Line | None = None) -> Course:
        """A count of it, judged."""
        return course(self.publication, measure, self.column(measure, line), institution=self.one.name)

    @property
    def absorbed(self) -> str:
        """What its numbers of earlier months hold besides its own, in words; empty for nothing."""
        return self.line.note if len(self.line.places) > 1 else ""

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """One, or two where something was merged in."""
        return tuple(self._side(which, line) for which, line in self.lines.items())

    def newest(self) -> Newest | None:
        """The newest month against the month before; verdicts hold for the row as a whole; None without numbers."""
        archive, statistics = self.publication.archive, self.publication.statistics
        index = len(archive.issues) - 1
        if index < 0 or not self.one.exists_in(archive.issues[index].month):
            return None
        issue = archive.issues[index]
        pasts = [past(statistics, index, measure, self.column(measure)) for measure in COUNTS]
        if all(own.values[-1] is None for own in pasts):
            return None
        moved = held([own.month for own in pasts])
        numbers = tuple(
            self._number(issue, measure, change)
            for measure, change in zip(COUNTS, moved, strict=True)
            if measure in TABLE
        )
        origin = COMPUTED if issue.by_tickets else PRINTED
        return Newest(issue.month.chinese, *said_once(numbers), not issue.by_tickets, origin)

    def _number(self, issue: Issue, measure: Measure, moved: Change) -> Number:
        archive = self.publication.archive
        definition = archive.taxonomy.definition(measure.code, issue.month)
        now = moved.now
        return Number(
            measure.name,
            count_text(now),
            measure.unit if now is not None else "",
            definition.meaning if definition else "",
            sign=sign_of(moved),
            change=change_text(moved, archive.settings.minimum.percentage),
            before=f"上月{NBSP}{moved.before:,}{NBSP}件" if moved.before is not None else "",
            verdict=verdict_text(moved),
            mood=mood(moved, definition.better if definition else "降"),
            lead=addresses.behind(issue, measure.code, self.one.code) if now else None,
        )

    def _up_to_its_end(self, line: Line) -> Course:
        """Its course, without the months after what it went into took over."""
        there = [at for at, exists in enumerate(line.months) if exists]
        if not there or there[-1] == len(line.months) - 1:
            return self.course if line is self.line else self.course_of(COMPLAINTS, line)
        return course(
            self.publication, COMPLAINTS, self.column(COMPLAINTS, line), upto=there[-1], institution=self.one.name
        )

    def _side(self, which: str, line: Line) -> Side:
        found = self._up_to_its_end(line)
        name = self.one.name + ("（不含并入的机构）" if line is not self.line else "")
        what = f"{name}{COMPLAINTS.name}的逐月件数。"
        title = f"{name}{COMPLAINTS.name}逐月走势"
        id = "trend" if line is self.line else f"trend-{which}"
        chart = course_chart(
            self.publication,
            COMPLAINTS,
            found,
            title,
            what,
            lead=lambda issue: self._lead(line, issue, COMPLAINTS),
            id=id,
        )
        columns = {measure: self.column(measure, line) for measure in COUNTS}
        statistics, issues = self.publication.statistics, self.publication.archive.issues
        there = bool(issues) and self.one.exists_in(issues[-1].month)
        held_against = None
        if there:
            held_against = earlier(statistics, len(issues) - 1, columns, self._sum_lead(line), together=True)
        months = self._months(line, [columns[measure] for measure in TABLE])
        return Side(which, WAYS[which], chart, held_against, months)

    def _months(self, line: Line, columns: Sequence[Floats]) -> tuple[MonthRow, ...]:
        rows: list[MonthRow] = []
        for issue in self.publication.newest_first:
            index = self.publication.statistics.position(issue)
            cells = [known(column[index]) for column in columns]
            if all(cell is None for cell in cells):
                continue
            linked = len(rows) < MONTHS_LINKED
            leads = [
                self._lead(line, issue, measure) if cell and linked else None
                for measure, cell in zip(TABLE, cells, strict=True)
            ]
            texts = tuple((count_text(cell), lead) for cell, lead in zip(cells, leads, strict=True))
            origin = (COMPUTED if issue.by_tickets else PRINTED, None)
            rows.append((issue.month.chinese, addresses.issue(issue.period), (*texts, origin)))
        return tuple(rows)

    def _sum_lead(self, line: Line) -> Callable[[Measure, Sequence[Issue]], Markup | None]:
        def lead(measure: Measure, issues: Sequence[Issue]) -> Markup | None:
            if len(issues) == 1:
                return self._lead(line, issues[0], measure)
            months = addresses.trend(addresses.institution(self.one.code))
            if len(line.places) > 1:
                return months
            return addresses.behind_total(issues, months, measure=measure.code, institution=self.one.code)

        return lead

    def _lead(self, line: Line, issue: Issue, measure: Measure) -> Markup:
        """Where a count comes from; what several institutions add up to stands in the issue's table, row by row."""
        index = self.publication.statistics.position(issue)
        there = [place for place in line.places if self.structure.exists[index, place]]
        if len(there) > 1:
            return addresses.issue_table(issue.period)
        return addresses.behind(issue, measure.code, self.structure.archive.taxonomy.institutions[there[0]].code)
