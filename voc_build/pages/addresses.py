"""Where everything stands in the site: addresses are made of codes, numbers and hashes, never of text.

Once published an address stays. `@/` is the site's root; the host turns it into the relative way there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from voc_build.pages.gate import address
from voc_build.words.archive import Issue
from voc_build.words.model import CaseId
from voc_build.words.month import Month
from voc_build.words.slugs import tag_slug

HOME = address("@/")
ISSUES = address("@/issues/")
CASES = address("@/cases/")
INSTITUTIONS = address("@/institutions/")
TOPICS = address("@/topics/")
TRENDS = address("@/trends/")
RECONCILE = address("@/reconcile/")
LEDGER = address("@/ledger/")
METHOD = address("@/method/")

KIND_CODES = {"投诉": "complaint", "意见": "opinion", "表扬": "praise"}


def issue(period: Month) -> Markup:
    """An issue's page."""
    return address(f"@/issues/{period}/")


def issue_table(period: Month) -> Markup:
    """An issue's table of institutions."""
    return address(f"@/issues/{period}/#table")


def case(id: CaseId) -> Markup:
    """A case's page."""
    return address(f"@/cases/{id}/")


def institution(code: str) -> Markup:
    """An institution's page."""
    return address(f"@/institutions/{code}/")


def trend(page: Markup) -> Markup:
    """The months of an institution's or a topic's page, each with where its number comes from."""
    return page + address("#trend")


def control(measure: str) -> Markup:
    """A measure's control chart, whose table has the months."""
    return address(f"@/trends/#control-{measure}")


def ledger_year(year: int) -> Markup:
    """The ledger of what a year's issues asked."""
    return address(f"@/ledger/{year}/")


def kind(name: str) -> Markup:
    """The page of 投诉, 意见 or 表扬."""
    return address(f"@/types/{KIND_CODES[name]}/")


def term(axis: str, code: str) -> Markup:
    """A business type's, cause's or group's page; `axis` is business, causes or groups."""
    return address(f"@/{axis}/{code}/")


def tag(name: str) -> Markup:
    """A free tag's page."""
    return address(f"@/tags/{tag_slug(name)}/")


EXPLORE = address("@/explore/")
COMPARE = address("@/compare/")
EXPLORED = ("from", "to", "institution", "source", "kind", "valid", "business", "cause", "group", "by")
"""What `explore/` reads from its address, in this order.

`from`, `to`: 期号; `source`: supervisor, voice; `kind`: complaint, opinion, praise, all (left out: the first
two, 消费投诉类工单); `valid`: yes, no; `by`: month, institution, source, kind, business, cause, group; the others
codes of the taxonomy, `-` where none was given.
"""
_EXPLORED = frozenset(EXPLORED)
_COUNTED_BY = {
    "complaints": {},
    "supervisor": {"source": "supervisor", "kind": "complaint"},
    "voice": {"source": "voice", "kind": "complaint"},
    "opinions": {"kind": "opinion"},
    "valid": {"valid": "yes"},
    "praise": {"kind": "praise"},
    "closure": {"kind": "all"},
    "ontime": {},
    "repeat": {},
}
"""By measure: the filters that count just its tickets; of a rate, the tickets that it is a share of."""


def explore(period: Month | None = None, *, measure: str = "", **filters: str) -> Markup:
    """`explore/` with these filters: the tickets behind a number, of one issue or from … to.

    `measure` is a measure's code; `filters` are those of `EXPLORED` (`from_` for `from`).
    """
    given = {name.rstrip("_"): value for name, value in filters.items() if value}
    if period is not None:
        given["from"] = given["to"] = str(period)
    if measure:
        given |= _COUNTED_BY[measure]
    if not given.keys() <= _EXPLORED:
        raise KeyError(f"explore/ knows no filter {sorted(given.keys() - _EXPLORED)}")
    query = "&amp;".join([f"{name}={given[name]}" for name in EXPLORED if name in given])
    return address(f"@/explore/?{query}" if query else "@/explore/")


def tickets(period: Month) -> Markup:
    """The CSV of an issue's tickets."""
    return address(f"@/explore/tickets-{period}.csv")


def printed(period: Month) -> Markup:
    """Where a number of a 汇总 issue was printed and what it was held against."""
    return address(f"@/reconcile/#{period}")


def behind(issue: Issue, measure: str, institution: str = "") -> Markup:
    """Where an issue's number of a measure comes from: the tickets it counts, or the print it was taken from."""
    if not issue.by_tickets:
        return printed(issue.period)
    # pages have hundreds of these: the filters are put in order once a measure
    period = str(issue.period)
    return address(
        _behind(measure, bool(institution)) % ((period, period, institution) if institution else (period, period))
    )


@cache
def _behind(measure: str, of_institution: bool) -> str:
    """The address of a month's tickets with places for its 期号, twice, and an institution's code."""
    return str(explore(None, measure=measure, from_="%s", to="%s", institution="%s" if of_institution else ""))


def behind_total(issues: Sequence[Issue], months: Markup, **filters: str) -> Markup | None:
    """Where a sum over these issues comes from: its tickets, its one print, or `months`, None without any.

    `months` is where they stand month by month, each with its own source: print has no list that shows it all.
    """
    if not issues:
        return None
    if all(issue.by_tickets for issue in issues):
        return explore(None, from_=str(issues[0].period), to=str(issues[-1].period), **filters)
    return printed(issues[0].period) if len(issues) == 1 else months


def in_file(lead: Markup | None, site: str = "") -> str:
    """An address as a file carries it, where no page stands around it: from the root on, or whole; empty for none."""
    if lead is None:
        return ""
    path = str(lead).replace("&amp;", "&").removeprefix("@/")  # codes and numbers hold no other reference
    return f"{site.rstrip('/')}/{path}" if site else path
