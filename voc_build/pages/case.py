"""A case: what happened, what was found, what we learn, who must do what by when, and did they."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from voc_build.pages import addresses
from voc_build.pages.cards import card
from voc_build.pages.keys import Keys
from voc_build.pages.page import Page, Passage
from voc_build.pages.paper import Paper, paper
from voc_build.pages.promises import Promises, action
from voc_build.pages.publication import Publication
from voc_build.pages.related import Related
from voc_build.pages.views import MOODS, NBSP, Link, day, excerpt
from voc_build.words.archive import Issue
from voc_build.words.model import Case
from voc_build.words.month import Month
from voc_build.words.owed import DONE, DROPPED, Owed

Head = tuple[str, str, str, Sequence[str]]
"""Of a case its id, title, description and tags: what is known of its page without reading it."""


def pages(publication: Publication) -> Iterator[Page]:
    """One page a case, oldest first."""
    heads: list[Head] = publication.kept("heads", lambda: [_head(case) for case in publication.archive.cases])
    for index, (head, key) in enumerate(zip(heads, publication.once(Keys).cases, strict=True)):
        yield _page(publication, index, head, key)


def at(publication: Publication, url: str) -> Page | None:
    """The page of an address without all the others; None where it is no case's."""
    cases = enumerate(publication.archive.cases) if url.startswith("cases/") else ()
    index, case = next(((index, one) for index, one in cases if f"cases/{one.id}/" == url), (0, None))
    return None if case is None else _page(publication, index, _head(case), publication.once(Keys).case(index))


def _head(case: Case) -> Head:
    return str(case.id), case.title, excerpt(case.story, 80), case.tags


def _page(publication: Publication, index: int, head: Head, key: str) -> Page:
    id, title, description, tags = head
    period, number = id.rsplit("-", 1)
    issue = publication.archive.by_period[Month.parse(period)]

    def make() -> str:
        cases = publication.archive.cases
        case = cases[index]
        around, related = publication.once(_Around), publication.once(Related)
        advice = publication.once(Promises).of_case(case)
        before = cases[index - 1] if index else None
        after = cases[index + 1] if index + 1 < len(cases) else None
        printed = paper(publication, issue, f"cases/{case.id}/")
        return publication.render(
            "case.html",
            case=case,
            paper=printed,
            top=around.top(issue, printed),
            said=_said(advice),
            corrections=[(day(one.on), one.note) for one in issue.header.corrections if case.title in one.note],
            mood=MOODS[case.kind],
            labels=around.labels(issue, case),
            actions=[action(one) for one in advice],
            related=[card(publication, near, related.why(case, near)) for near in related.nearest(case)],
            before=Link(before.title, addresses.case(before.id)) if before else None,
            after=Link(after.title, addresses.case(after.id)) if after else None,
        )

    return Page(
        url=f"cases/{id}/",
        section="cases/",
        title=title,
        description=description,
        key=key,
        make=make,
        passages=lambda: _passages(issue, publication.archive.cases[index]),
        tags=tuple(tags),
        boost=1.5,
        source=f"issues/{period}/cases/{number}.yml",
    )


def _said(advice: Sequence[Owed]) -> str:
    """Did they: how many of the recommendations are done, open and overdue, in a sentence."""
    if not advice:
        return ""
    done = sum(one.state == DONE for one in advice)
    late = sum(one.overdue > 0 for one in advice)
    dropped = sum(one.state == DROPPED for one in advice)
    parts = [
        f"{number}{NBSP}项{word}" for number, word in ((done, "已完成"), (dropped, "撤销"), (late, "已逾期")) if number
    ]
    rest = len(advice) - done - late - dropped
    if rest:
        parts.append(f"{rest}{NBSP}项尚在期限内或未定期限")
    return f"共{NBSP}{len(advice)}{NBSP}项建议：" + "，".join(parts) + "。"


@dataclass(frozen=True, eq=False)
class _Around:
    """What many cases have around them, each made once: what stands above an issue's cases, links to their classes."""

    publication: Publication
    _tops: dict[Month, Markup] = field(default_factory=dict)
    _links: dict[tuple[str, str], Markup | None] = field(default_factory=dict)

    def top(self, issue: Issue, printed: Paper) -> Markup:
        """Head on paper and the way here; `printed` is that of any case of the issue."""
        if issue.period not in self._tops:
            self._tops[issue.period] = self.publication.part("case_top", printed, issue)
        return self._tops[issue.period]

    def labels(self, issue: Issue, case: Case) -> list[tuple[str, Markup]]:
        """What a case is filed under, as links by axis."""
        institution = self.publication.archive.taxonomy.institution(case.institution, issue.month)
        rows: list[tuple[str, Markup]] = []
        if institution is not None:
            own = Link(case.institution, addresses.institution(institution.code))
            rows.append(("机构", self.publication.part("link", own)))
        for title, axis, names in (
            ("业务", "business", (case.business,)),
            ("原因", "causes", (case.cause,)),
            ("客户群体", "groups", case.groups),
            ("标签", "tags", case.tags),
        ):
            links = [link for name in names if name and (link := self._link(axis, name)) is not None]
            if links:
                rows.append((title, Markup("、".join(links))))
        return rows

    def _link(self, axis: str, name: str) -> Markup | None:
        if (axis, name) not in self._links:
            url = self._address(axis, name)
            self._links[axis, name] = url and self.publication.part("link", Link(name, url))
        return self._links[axis, name]

    def _address(self, axis: str, name: str) -> Markup | None:
        if axis == "tags":
            return addresses.tag(name)
        taxonomy = self.publication.archive.taxonomy
        terms = {"business": taxonomy.business_types, "causes": taxonomy.causes, "groups": taxonomy.groups}[axis]
        term = terms.by_name.get(name)
        return addresses.term(axis, term.code) if term else None


def _passages(issue: Issue, case: Case) -> tuple[Passage, ...]:
    about = "，".join(
        word
        for word in (
            case.kind,
            case.institution,
            case.sub_branch,
            case.business,
            case.cause,
            *case.groups,
            *case.tags,
        )
        if word
    )
    advice = "".join(f"{one.addressee}：{one.content}" for one in case.recommendations)
    whole = "\n".join(part for part in (case.story, case.finding, case.lesson, advice) if part)
    return (Passage("", case.title, f"{issue.name}，{about}。{whole}"),)
