"""A case: what happened, what was found, what we learn, who must do what by when, and did they."""

from __future__ import annotations

from collections.abc import Iterator

from voc_build.intake.cache import digest
from voc_build.pages import addresses
from voc_build.pages.page import Page, Passage
from voc_build.pages.paper import paper
from voc_build.pages.promises import Promises, action
from voc_build.pages.publication import Publication
from voc_build.pages.related import Related
from voc_build.pages.views import MOODS, NBSP, Link, card, day, excerpt
from voc_build.words.archive import Issue
from voc_build.words.model import Case
from voc_build.words.owed import DONE, DROPPED, Owed


def pages(publication: Publication) -> Iterator[Page]:
    """One page a case, oldest first."""
    for index in range(len(publication.archive.cases)):
        yield _nth(publication, index)


def at(publication: Publication, url: str) -> Page | None:
    """The page of an address without all the others; None where it is no case's."""
    ids = (f"cases/{case.id}/" for case in publication.archive.cases)
    index = next((index for index, one in enumerate(ids) if one == url), None) if url.startswith("cases/") else None
    return None if index is None else _nth(publication, index)


def _nth(publication: Publication, index: int) -> Page:
    cases = publication.archive.cases
    case = cases[index]
    before = cases[index - 1] if index else None
    after = cases[index + 1] if index + 1 < len(cases) else None
    issue = publication.archive.by_period[case.id.issue]
    return _page(publication, issue, case, publication.once(Related), before, after)


def _page(
    publication: Publication,
    issue: Issue,
    case: Case,
    related: Related,
    before: Case | None,
    after: Case | None,
) -> Page:
    alike = related.nearest(case)
    promises = publication.once(Promises).by_about
    advice = [promises[f"{case.id.issue}/{case.id.number}/{one.number}"] for one in case.recommendations]
    key = digest(
        publication.words_key,
        issue.words,
        str(case.id),
        related.words if alike else "",
        *(f"{near.id} {near.digest}" for near in alike),
        *(f"{near.id} {near.title}" for near in (before, after) if near),
        "" if after else "last",
        repr([one.notes for one in advice]),
        str(publication.archive.data_date) if any(one.item.due_on for one in advice) else "",
    )

    def make() -> str:
        return publication.render(
            "case.html",
            case=case,
            issue=issue,
            paper=paper(publication, issue, f"cases/{case.id}/"),
            said=_said(advice),
            corrections=[(day(one.on), one.note) for one in issue.header.corrections if case.title in one.note],
            mood=MOODS[case.kind],
            labels=_labels(publication, issue, case),
            actions=[action(one) for one in advice],
            related=[card(near, related.why(case, near)) for near in alike],
            before=Link(before.title, addresses.case(before.id)) if before else None,
            after=Link(after.title, addresses.case(after.id)) if after else None,
        )

    return Page(
        url=f"cases/{case.id}/",
        section="cases/",
        title=case.title,
        description=excerpt(case.story, 80),
        key=key,
        make=make,
        passages=lambda: _passages(issue, case),
        tags=case.tags,
        boost=1.5,
        source=f"issues/{issue.period}/cases/{case.id.number}.yml",
    )


def _said(advice: list[Owed]) -> str:
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


def _labels(publication: Publication, issue: Issue, case: Case) -> list[tuple[str, list[Link]]]:
    taxonomy = publication.archive.taxonomy
    institution = taxonomy.institution(case.institution, issue.month)
    rows: list[tuple[str, list[Link]]] = []
    if institution is not None:
        rows.append(("机构", [Link(case.institution, addresses.institution(institution.code))]))
    for title, axis, terms, names in (
        ("业务", "business", taxonomy.business_types, [case.business]),
        ("原因", "causes", taxonomy.causes, [case.cause]),
        ("客户群体", "groups", taxonomy.groups, list(case.groups)),
    ):
        known = [(name, terms.by_name.get(name)) for name in names if name]
        links = [Link(name, addresses.term(axis, term.code)) for name, term in known if term]
        if links:
            rows.append((title, links))
    if case.tags:
        rows.append(("标签", [Link(tag, addresses.tag(tag)) for tag in case.tags]))
    return rows


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
