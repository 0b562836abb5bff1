"""案例检索: any string of any case or issue, with facets; the data come in shards that need no server.

`head.js` holds what stands in lists (title, tags, names), `shard-<year>.js` the texts of a year, `near.js`
the vocabulary and the readings of characters for queries that stand nowhere. They are classic scripts that
call `vocFinder.<name>(…)`, since a page opened from a shared drive may fetch nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from voc_build.intake.cache import digest
from voc_build.pages.addresses import KIND_CODES
from voc_build.pages.cutting import synonyms, vocabulary
from voc_build.pages.keys import Keys
from voc_build.pages.overview import draft
from voc_build.pages.page import Download, Page, Passage
from voc_build.pages.promises import Promises
from voc_build.pages.publication import Publication
from voc_build.words.archive import Archive, Issue
from voc_build.words.model import Case
from voc_build.words.owed import Owed
from voc_build.words.taxonomy import Axis

_ISSUE = "期刊"
_KINDS = (*KIND_CODES.items(), (_ISSUE, "issue"))


def pages(publication: Publication) -> Iterator[Page]:
    """The one page of the finder."""
    archive, version = publication.archive, digest(_head_key(publication), _near_key(publication))
    yield Page(
        url="finder/",
        section="finder/",
        title="案例检索",
        description="按任意词句查找全部案例和各期内容，可按年份、类型、机构、业务、原因和客户群体筛选。",
        key=version,
        make=lambda: publication.render(
            "finder.html", total=archive.case_count, issues=len(archive.issues), version=version[:12]
        ),
        passages=lambda: (Passage("", "案例检索", "按任意词句查找全部案例和各期内容"),),
    )


def downloads(publication: Publication) -> Iterator[Download]:
    """The finder's data: head, a shard a year, and what near matches need."""
    yield Download("finder/head.js", _head_key(publication), lambda: _call("head", head(publication)))
    yield Download("finder/near.js", _near_key(publication), lambda: _call("near", nearby(publication)))
    for year, issues in _years(publication.archive):
        yield Download(
            f"finder/shard-{year}.js",
            publication.once(_shard_keys)[year],
            lambda year=year, issues=issues: _call(  # type: ignore[misc]
                "shard", [str(year), texts(publication, issues)]
            ),
        )


def head(publication: Publication) -> dict[str, object]:
    """What lists and facets need: names by axis, years with the version of their shard, and a row an entry.

    A row is `[id, title, kind, institution, business, cause, groups, tags, sub-branch]`, oldest first; classes
    are positions in their axis, -1 where there is none; an issue's row ends after its kind.
    """
    archive = publication.archive
    taxonomy = archive.taxonomy
    axes = {
        name: _places(axis)
        for name, axis in (
            ("business", taxonomy.business_types),
            ("cause", taxonomy.causes),
            ("group", taxonomy.groups),
        )
    }
    institutions = {one.code: at for at, one in enumerate(taxonomy.institutions)}
    kinds = {name: at for at, name in enumerate(KIND_CODES)}
    rows: list[list[object]] = []
    for issue in archive.issues:
        rows.append([str(issue.period), f"{issue.header.title} {issue.name}", len(KIND_CODES)])
        for case in issue.cases:
            found = taxonomy.institution(case.institution, issue.month)
            rows.append(
                [
                    str(case.id),
                    case.title,
                    kinds[case.kind],
                    institutions[found.code] if found else -1,
                    axes["business"].get(case.business or "", -1),
                    axes["cause"].get(case.cause or "", -1),
                    [axes["group"][name] for name in case.groups if name in axes["group"]],
                    case.tags,
                    case.sub_branch or "",
                ]
            )
    return {
        "years": [[str(year), version[:12]] for year, version in publication.once(_shard_keys).items()],
        "kind": [[code, name] for name, code in _KINDS],
        "institution": [
            [one.code, one.name, [*dict.fromkeys([*(dated.name for dated in one.names), *one.aliases])]]
            for one in taxonomy.institutions
        ],
        "business": _terms(taxonomy.business_types),
        "cause": _terms(taxonomy.causes),
        "group": _terms(taxonomy.groups),
        "synonyms": synonyms(archive),
        "rows": rows,
    }


def texts(publication: Publication, issues: list[Issue]) -> list[str]:
    """The texts of a year's entries in the order of their rows: all a reader sees, in one line."""
    return [
        _flat(text)
        for issue in issues
        for text in (_issue_text(publication, issue), *(_case_text(publication, case) for case in issue.cases))
    ]


def nearby(publication: Publication) -> dict[str, object]:
    """The vocabulary, and the readings without tones of every character in titles, tags and names."""
    from pypinyin import Style, pinyin

    words = publication.once(vocabulary)
    characters = sorted(
        {mark for name in (*words, *_titles(publication.archive)) for mark in name if "\u3400" <= mark <= "\u9fff"}
    )
    readings = pinyin(characters, style=Style.NORMAL, heteronym=True)
    return {
        "words": words,
        "readings": {mark: " ".join(sounds) for mark, sounds in zip(characters, readings, strict=True)},
    }


def _titles(archive: Archive) -> list[str]:
    found = [f"{issue.header.title}" for issue in archive.issues]
    for case in archive.cases:
        found += [case.title, *case.tags, case.sub_branch or ""]
    return found


def _case_text(publication: Publication, case: Case) -> str:
    advice = (f"{one.addressee}：{one.content}" for one in case.recommendations)
    parts = (case.story, case.finding, case.lesson, *advice, *_notes(publication.once(Promises).of_case(case)))
    return "\n".join(part for part in parts if part)


def _issue_text(publication: Publication, issue: Issue) -> str:
    header = issue.header
    plan = (f"{item.title}，{'、'.join(item.owners)}：{item.content}" for item in header.plan)
    overview = header.overview or draft(publication.statistics, issue)
    corrections = (one.note for one in header.corrections)
    first = (issue.month.chinese, header.department, *header.takeaways, overview)
    planned = publication.once(Promises).planned(issue)
    return "\n".join((*first, *plan, *_notes(planned), *corrections))


def _notes(promises: Iterable[Owed]) -> list[str]:
    """What later issues noted on recommendations or plan items."""
    return [note.note for one in promises for note in one.notes]


def _flat(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())


def _years(archive: Archive) -> list[tuple[int, list[Issue]]]:
    return [(year, list(rows)) for year, rows in groupby(archive.issues, key=lambda one: one.period.year)]


def _shard_keys(publication: Publication) -> dict[int, str]:
    """The key of each year's shard, which its address carries too, so that a reader never sees an old one."""
    keys, noted = publication.once(Keys), publication.kept("noted", lambda: _noted(publication))
    return {year: digest(keys.drafted(issues), noted[str(year)]) for year, issues in _years(publication.archive)}


def _head_key(publication: Publication) -> str:
    return digest(publication.prose_key, *publication.once(_shard_keys).values())


def _near_key(publication: Publication) -> str:
    return publication.kept(
        "near", lambda: digest(*publication.archive.lexicon, *_titles(publication.archive), publication.words_key)
    )


def _noted(publication: Publication) -> dict[str, str]:
    """What was noted on each year's recommendations and plan items, as a hash."""
    found: dict[str, list[str]] = {str(year): [] for year, _ in _years(publication.archive)}
    for one in publication.once(Promises).every:
        found[str(one.issue.period.year)] += [note.note for note in one.notes]
    return {year: digest(*notes) for year, notes in found.items()}


def _places(axis: Axis) -> dict[str, int]:
    at = {term.code: place for place, term in enumerate(axis.terms)}
    return {name: at[term.code] for name, term in axis.by_name.items()}


def _terms(axis: Axis) -> list[list[object]]:
    return [[term.code, term.name, [term.name, *term.aliases]] for term in axis.terms]


def _call(name: str, value: object) -> bytes:
    return f"vocFinder.{name}({json.dumps(value, ensure_ascii=False, separators=(',', ':'))});\n".encode()
