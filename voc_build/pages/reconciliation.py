"""对账: of everything the archive's issues print, what was held against what, and how it came out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields

from markupsafe import Markup

from voc_build.numbers.findings import Coverage, Finding, Status, coverage
from voc_build.pages import addresses
from voc_build.pages.checked import signed
from voc_build.pages.gate import address
from voc_build.pages.page import Download, Page, Passage
from voc_build.pages.publication import Publication
from voc_build.pages.views import Link, count_text, glued
from voc_build.words.archive import Issue

KINDS = {
    "rows": "机构表各行相加与合计",
    "sources": "正文、机构表与工单",
    "rate": "办结率等比率与工单",
    "institution": "机构表各格与工单",
    "row-sum": "机构表每行的总数与分项",
    "bound": "有效投诉不多于投诉与意见",
    "definition": "总数与三项之和",
    "shares": "业务占比与件数",
    "growth": "环比与上月件数",
    "growth-year": "同比与上年同月件数",
    "growth-parts": "各项的上月件数与总数的上月件数",
    "growth-back": "后来各期的环比、同比与本期件数",
    "year-to-date": "本年累计与各月件数",
    "prose": "文字里的数与数据",
    "stale": "已知差异是否还成立",
}
"""What each kind of finding compares, in words."""

STATUSES: dict[Status, str] = {
    "differs": "对不上",
    "impossible": "不可能成立",
    "explained": "对不上，已说明",
    "implied": "由原刊推出",
    "unmatched": "无处核对",
    "agrees": "相符",
}
_TOLD: tuple[Status, ...] = ("impossible", "differs", "explained", "implied", "unmatched")
"""Statuses whose findings are told one by one; what agrees is counted by kind."""


_ALL = "印出的数"
_CLASSES = (
    (_ALL, "各期正文、机构表、业务占比和文字里的数，同一处只数一次"),
    ("核对过", "与至少另一处对照过"),
    ("有旁证", "由工单或另一期证实，不只是同一期自己印了两次"),
    ("对不上，已说明", "编者核对后写明了原因和采用哪一处"),
    ("对不上，未说明", "有这样的数时网站不能生成；环比、累计和比率的矛盾只作提醒"),
)
"""The fields of `Coverage` in words."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words; `used` is the source a 已知差异 adopts, `note` what `signed` says who looked at it."""

    status: str
    word: str
    title: str
    detail: str
    place: str
    used: str
    note: str
    signed: str
    known: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An issue that prints figures."""

    period: Markup
    name: str
    url: Markup
    basis: str
    counts: tuple[str, ...]
    """Printed, checked, confirmed, explained, differing."""
    confirmed: str
    told: tuple[Told, ...]
    agreed: tuple[tuple[str, int], ...]


def pages(publication: Publication) -> Iterator[Page]:
    """One page."""
    yield Page(
        url="reconcile/",
        section="reconcile/",
        title="对账",
        description="各期印出的数字与工单、与别处、与别期逐一核对的结果。",
        key=publication.key,
        make=lambda: publication.render("reconcile.html", **_view(publication)),
        passages=lambda: (Passage("", "对账", "原刊数字核对：相符、对不上、已说明、无处核对；已知差异"),),
    )


def downloads(publication: Publication) -> Iterator[Download]:
    """Every finding as CSV."""
    yield Download("reconcile/findings.csv", publication.key, lambda: _csv(publication))


def _view(publication: Publication) -> dict[str, object]:
    found = [(issue, publication.findings(issue)) for issue in publication.newest_first]
    printing = [row for row in found if _prints(*row)]
    total = _sum([coverage(findings) for _, findings in printing])
    rows = [_row(issue, findings) for issue, findings in printing]
    years = dict.fromkeys(issue.period.year for issue, _ in printing)
    silent = [issue for issue, findings in found if not _prints(issue, findings)]
    return {
        "issues": len(found),
        "printing": len(rows),
        "total": total,
        "shares": _shares(total),
        "years": [(year, [row for row in rows if row.period.startswith(f"{year}-")]) for year in years],
        "silent": _by_year(silent),
        "silent_count": len(silent),
        "kinds": _kinds(findings for _, findings in printing),
        "statuses": [(status, STATUSES[status]) for status in ("agrees", *_TOLD)],
        "demo": publication.archive.is_demo,
    }


def _prints(issue: Issue, findings: Sequence[Finding]) -> bool:
    """Whether it prints numbers; a 汇总 issue always, for its numbers lead here though nothing was compared."""
    return coverage(findings).printed > 0 or (not issue.by_tickets and issue.figures is not None)


def _row(issue: Issue, findings: Sequence[Finding]) -> Row:
    covered = coverage(findings)
    agreed = Counter(KINDS[one.kind] for one in findings if one.status == "agrees")
    return Row(
        period=address(str(issue.period)),
        name=issue.name,
        url=addresses.issue(issue.period),
        basis="工单" if issue.by_tickets else "汇总",
        counts=tuple(count_text(number) for number in astuple(covered)),
        confirmed=_part(covered.confirmed, covered.printed),
        told=tuple(_told(one) for status in _TOLD for one in findings if one.status == status),
        agreed=tuple(agreed.items()),
    )


def _told(finding: Finding) -> Told:
    entry = finding.known
    return Told(
        finding.status,
        STATUSES[finding.status],
        glued(finding.title),
        glued(finding.detail),
        _place(finding),
        entry.adopted if entry else "",
        entry.note if entry else "",
        signed(entry) if entry else "",
        entry is not None and finding.status == "explained",
    )


def _place(finding: Finding) -> str:
    """Where it stands in the issue's files: `正文，监管转办投诉，件数`; rows count from one."""
    steps = (f"第 {step + 1} 条" if isinstance(step, int) else step for step in finding.path)
    return glued("，".join(steps))


def _sum(rows: Sequence[Coverage]) -> Coverage:
    columns = zip(*(astuple(row) for row in rows), strict=True) if rows else ((),) * len(fields(Coverage))
    return Coverage(*(sum(column) for column in columns))


def _part(part: int, whole: int) -> str:
    """A share with its counts; never rounded up to all or down to none."""
    if not whole:
        return "—"
    percent = min(99, max(1, round(part / whole * 100))) if 0 < part < whole else round(part / whole * 100)
    return f"{percent}%"


def _shares(total: Coverage) -> list[tuple[str, str, str, str]]:
    """(name, count, share, what it means) of each class of printed numbers."""
    return [
        (name, count_text(count), "" if name == _ALL or not count else _part(count, total.printed), meaning)
        for (name, meaning), count in zip(_CLASSES, astuple(total), strict=True)
    ]


def _kinds(every: Iterator[Sequence[Finding]] | Sequence[Sequence[Finding]]) -> list[tuple[str, list[str]]]:
    """How often each comparison was made and how it came out, in the order of `KINDS`."""
    counts = Counter((one.kind, one.status) for findings in every for one in findings)
    statuses: tuple[Status, ...] = ("agrees", *_TOLD)
    return [
        (words, [count_text(counts[kind, status]) if counts[kind, status] else "" for status in statuses])
        for kind, words in KINDS.items()
        if any(counts[kind, status] for status in statuses)
    ]


def _by_year(issues: Sequence[Issue]) -> list[tuple[int, list[Link]]]:
    years = dict.fromkeys(issue.period.year for issue in issues)
    return [
        (
            year,
            [
                Link(f"第{issue.period.month}期", addresses.issue(issue.period))
                for issue in issues
                if issue.period.year == year
            ],
        )
        for year in years
    ]


def _csv(publication: Publication) -> bytes:
    """UTF-8 with a byte-order mark, as office programs want it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    head = ("期号", "核对内容", "结果", "发现", "说明", "旁证", "采用", "编者说明", "说明人", "说明日期", "出处")
    writer.writerow(head)
    for issue in publication.archive.issues:
        lead = addresses.in_file(addresses.printed(issue.period), publication.archive.settings.address)
        for one in publication.findings(issue):
            entry = one.known
            cells = (KINDS[one.kind], STATUSES[one.status], one.title, one.detail, one.witness)
            explained = ("",) * 4
            if entry:
                on = str(entry.explained_on or "")
                explained = (entry.adopted, entry.note, entry.explained_by or "", on)
            writer.writerow([str(issue.period), *(_cell(text) for text in (*cells, *explained)), lead])
    return out.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    """One line that no spreadsheet takes for a formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") else flat
