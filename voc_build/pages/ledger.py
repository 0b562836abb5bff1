"""整改台账: what is open (overdue first), who closes what is asked, and did it help; everything else by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from markupsafe import Markup

from voc_build.numbers.change import Verdict
from voc_build.numbers.effect import LEAST, WINDOW, target_of
from voc_build.numbers.followup import Closing, closings
from voc_build.pages import addresses
from voc_build.pages.endings import Endings
from voc_build.pages.entries import Book
from voc_build.pages.gate import address, shown
from voc_build.pages.page import Page, Passage
from voc_build.pages.promises import Promises
from voc_build.pages.publication import Publication
from voc_build.pages.views import count_text, day
from voc_build.words.owed import DONE, Owed

OPEN_SHOWN = 100
"""Open entries on the first page, the most urgent; the others stand on the pages of their years."""
OPEN_FIRST = 20
"""Of these, how many stand open; the others unfold."""
TARGETS_SHOWN = 40
"""Newest recommendations with a 目标 on the first page."""
_OUTCOME = "<!--outcome-->"
"""A hole in a year's page; no text can hold it, the gate leaves no syntax in any."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A row of the table of owners; rates below the minimum stay counts."""

    name: str
    url: Markup | None
    cells: tuple[str, ...]
    overdue: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year's page with its counts."""

    year: int
    url: Markup
    cells: tuple[str, ...]


def pages(publication: Publication) -> Iterator[Page]:
    """The page of what is open, and one page a year."""
    book = Book(publication)
    endings = Endings(book, told)
    yield Page(
        url="ledger/",
        section="ledger/",
        title="整改台账",
        description="每一条建议和工作计划由谁负责、何时到期、做到哪一步、成效如何。",
        key=endings.first,
        make=lambda: publication.render("ledger.html", year=None, **_view(publication, book)),
        passages=lambda: (Passage("", "整改台账", "建议、工作计划、责任机构、期限、逾期、完成率、整改效果"),),
        boost=1.1,
    )
    for year, count, key in endings.years:
        yield _year_page(publication, book, year, count, key)


def _year_page(publication: Publication, book: Book, year: int, count: int, key: str) -> Page:
    def make() -> str:
        first, *others = publication.kept(f"ledger {year}", lambda: _asked(publication, book, year).split(_OUTCOME))
        ended = zip(book.outcomes(book.years[year]), others, strict=True)
        return first + "".join([f"{shown(outcome)}{after}" for outcome, after in ended])

    return Page(
        url=f"ledger/{year}/",
        section="ledger/",
        title=f"{year}年整改台账",
        description=f"{year}年各期提出的全部建议和工作计划，共 {count} 项。",
        key=key,
        make=make,
        passages=lambda: (Passage("", f"{year}年整改台账", f"{year}年各期的建议和工作计划"),),
    )


def _asked(publication: Publication, book: Book, year: int) -> str:
    """A year's page with a hole for each outcome: all else on it changes with prose alone."""
    rows = book.years[year]
    groups = [
        (address(str(period)), group[0].issue.name, addresses.issue(period), list(book.briefs(group)))
        for period, found in groupby(rows, key=lambda owed: owed.issue.period)
        if (group := list(found))
    ]
    return publication.render(
        "ledger.html", year=year, tally=_tally(rows), groups=groups, date=_date(publication), outcome=address(_OUTCOME)
    )


def _view(publication: Publication, book: Book) -> dict[str, object]:
    pressing = publication.once(Promises).open
    minimum = publication.archive.settings.minimum.percentage
    open_ = [book.entry(owed) for owed in _pressing(book)]
    return {
        "date": _date(publication),
        "tally": _tally(book.rows),
        "open": open_[:OPEN_FIRST],
        "open_more": open_[OPEN_FIRST:],
        "shown": len(open_),
        "open_count": len(pressing),
        "overdue_count": sum(owed.overdue > 0 for owed in pressing),
        "owners": [_owner(one, minimum) for one in closings(publication.archive, book.rows)],
        "minimum": minimum,
        "targets": [book.entry(owed) for owed in _aimed(book)],
        "target_count": len(book.judged),
        "outcomes": _outcomes([(verdict, better) for verdict, better, _ in book.judged.values()]),
        "window": WINDOW,
        "least": LEAST,
        "years": _years(book.rows),
    }


def told(book: Book) -> list[Owed]:
    """What the first page tells in full."""
    return [*_pressing(book), *_aimed(book)]


def _pressing(book: Book) -> Sequence[Owed]:
    """What is shown of what is open."""
    return book.publication.once(Promises).open[:OPEN_SHOWN]


def _aimed(book: Book) -> Sequence[Owed]:
    """What is shown of what names a 目标, newest first."""
    return list(islice((owed for owed in reversed(book.rows) if target_of(owed) is not None), TARGETS_SHOWN))


def _date(publication: Publication) -> str:
    date = publication.archive.data_date
    return day(date) if date else ""


def _tally(rows: Sequence[Owed]) -> list[tuple[str, str]]:
    states = Counter(owed.state for owed in rows)
    still = [owed for owed in rows if not owed.settled]
    return [
        ("提出", count_text(len(rows))),
        ("已完成", count_text(states[DONE])),
        ("撤销", count_text(len(rows) - states[DONE] - len(still))),
        ("未完成", count_text(len(still))),
        ("其中逾期", count_text(sum(owed.overdue > 0 for owed in still))),
    ]


def _owner(found: Closing, minimum: int) -> Owner:
    institution = found.institution
    url = addresses.institution(institution.code) if institution and institution.level != "统称" else None
    return Owner(
        found.name,
        url,
        (
            count_text(found.asked),
            count_text(found.done),
            count_text(found.dropped),
            count_text(found.open),
            count_text(found.overdue),
            _rate(found.done, found.due, minimum),
            _rate(found.in_time, found.dated, minimum),
        ),
        found.overdue > 0,
    )


def _rate(part: int, whole: int, minimum: int) -> str:
    """`62%（31/50）`; below the minimum only the counts."""
    if not whole:
        return "—"
    return f"{part}/{whole}" if whole < minimum else f"{round(part / whole * 100)}%（{part}/{whole}）"


def _outcomes(judged: Collection[tuple[Verdict, bool | None]]) -> list[tuple[str, str]]:
    """How many targets came out which way, in words."""
    verdicts = Counter(verdict for verdict, _ in judged)
    better = sum(verdict is Verdict.BEYOND and bool(better) for verdict, better in judged)
    kinds: list[tuple[str, int]] = [
        ("变好，超出偶然波动", better),
        ("变差，超出偶然波动", verdicts[Verdict.BEYOND] - better),
        ("可能是偶然波动", verdicts[Verdict.MAYBE]),
        ("件数太少，不作判断", verdicts[Verdict.FEW]),
        ("暂不能比较", verdicts[Verdict.UNKNOWN] + verdicts[Verdict.BROKEN]),
    ]
    return [(name, count_text(count)) for name, count in kinds]


def _years(rows: tuple[Owed, ...]) -> list[Year]:
    found = []
    for year, group in groupby(reversed(rows), key=lambda owed: owed.issue.period.year):
        tally = _tally(list(group))
        found.append(Year(year, addresses.ledger_year(year), tuple(count for _, count in tally)))
    return found
