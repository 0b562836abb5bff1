"""The lists everything can be found from: all issues by year, all cases by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from voc_build.pages import addresses
from voc_build.pages.keys import Keys
from voc_build.pages.page import Page, Passage
from voc_build.pages.publication import Publication
from voc_build.pages.trend import measure_trend
from voc_build.pages.views import MOODS, count_text, day
from voc_build.words.archive import Issue
from voc_build.words.measures import COMPLAINTS, PRAISE, Measure
from voc_build.words.model import Case


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue in the list."""

    url: Markup
    name: str
    month: str
    published: str
    complaints: tuple[str, Markup | None]
    praise: tuple[str, Markup | None]
    """A count and where it comes from."""
    cases: int
    lead: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list: one line."""

    url: Markup
    title: str
    kind: str
    mood: str
    place: str
    what: str


def pages(publication: Publication) -> Iterator[Page]:
    """The page of all issues and the page of all cases."""
    words = [issue.words for issue in publication.archive.issues]
    yield Page(
        url="issues/",
        section="issues/",
        title="各期",
        description=f"{publication.archive.settings.title}收录的全部各期，按年份排列。",
        key=publication.once(Keys).numbers(
            *(publication.statistics.bank[measure.code] for measure in (COMPLAINTS, PRAISE)), beside=words
        ),
        make=lambda: publication.render(
            "issues.html",
            years=[
                (year, [issue_row(publication, issue) for issue in issues]) for year, issues in by_year(publication)
            ],
            chart=measure_trend(publication, COMPLAINTS),
        ),
        passages=lambda: (Passage("", "各期", "全部各期，按年份排列"),),
    )
    yield Page(
        url="cases/",
        section="cases/",
        title="案例",
        description="全部典型案例，按年份和期次排列。",
        key=publication.once(Keys).numbers(beside=words),
        make=lambda: publication.render("cases.html", total=publication.archive.case_count, years=_cases(publication)),
        passages=lambda: (Passage("", "案例", "全部典型案例，按年份和期次排列"),),
    )


def by_year(publication: Publication) -> list[tuple[int, list[Issue]]]:
    """Issues newest first, by the year of their 期号."""
    return [(year, list(rows)) for year, rows in groupby(publication.newest_first, key=lambda one: one.period.year)]


def issue_row(publication: Publication, issue: Issue) -> IssueRow:
    """One issue's line."""
    statistics = publication.statistics

    def counted(measure: Measure) -> tuple[str, Markup | None]:
        value = statistics.value(measure, statistics.position(issue))
        return count_text(value), addresses.behind(issue, measure.code) if value else None

    return IssueRow(
        url=addresses.issue(issue.period),
        name=issue.name,
        month=issue.month.chinese,
        published=day(issue.published_on) if issue.published_on else "",
        complaints=counted(COMPLAINTS),
        praise=counted(PRAISE),
        cases=len(issue.cases),
        lead=issue.header.takeaways[0] if issue.header.takeaways else "",
    )


def _cases(publication: Publication) -> list[tuple[int, list[tuple[str, Markup, list[CaseRow]]]]]:
    found = []
    for year, issues in by_year(publication):
        rows = [
            (issue.name, addresses.issue(issue.period), [case_row(case) for case in issue.cases])
            for issue in issues
            if issue.cases
        ]
        if rows:
            found.append((year, rows))
    return found


def case_row(case: Case) -> CaseRow:
    """One case's line."""
    return CaseRow(
        url=addresses.case(case.id),
        title=case.title,
        kind=case.kind,
        mood=MOODS[case.kind],
        place=case.institution,
        what=case.business or "",
    )
