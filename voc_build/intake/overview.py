"""`voc status`: one line an issue, then what is left to do, for the editor who opens the archive in the morning."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from voc_build.intake.load import Loaded
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Diagnostic
from voc_build.words.model import RELEASED, Pending
from voc_build.words.owed import Owed, ledger

UNDECLARED = "VOC503"
"""Two sources of one number that differ, and no 已知差异 says so."""

_MOST = 20
_LONGEST = 40


def overview(loaded: Loaded, found: Iterable[Diagnostic], as_of: dt.datetime) -> Iterator[str]:
    """Each issue's state at `as_of`; then what is embargoed, doubtful, undeclared and overdue, if anything is."""
    found = tuple(found)
    errors = Counter(_folder(one.place.file) for one in found if one.is_error)
    undeclared = Counter(_folder(one.place.file) for one in found if one.rule.code == UNDECLARED)
    for base, issue in loaded.each():
        yield "  ".join(_line(base, issue, as_of, errors[base], undeclared[base]))
    readable = set(loaded.folders)
    for files in loaded.layout.issues:
        if files.folder not in readable:
            yield f"{files.folder}  issue.yml 读不出来"
    yield from _section("未到发布时间", [_embargo(issue, as_of) for _, issue in loaded.each() if _waits(issue, as_of)])
    yield from _section("待核", [_doubt(base, row) for base, issue in loaded.each() for row in issue.header.pending])
    yield from _section("未说明的差异", [f"{one.place}  {one.message}" for one in found if one.rule.code == UNDECLARED])
    yield from _section("逾期未了结", _overdue(loaded, as_of))


def _line(base: str, issue: Issue, as_of: dt.datetime, errors: int, undeclared: int) -> Iterator[str]:
    yield base.rpartition("/")[2]
    yield f"统计 {issue.month}"
    yield _state(issue, as_of)
    yield issue.header.basis
    yield f"工单 {len(issue.tickets)} 件" if issue.tickets is not None else "无工单"
    yield f"案例 {len(issue.cases)} 篇"
    if issue.header.pending:
        yield f"待核 {len(issue.header.pending)} 项"
    if undeclared:
        yield f"未说明的差异 {undeclared} 处"
    if errors:
        yield f"错误 {errors} 个"


def _folder(file: str) -> str:
    return "/".join(file.split("/")[:2])


def _state(issue: Issue, as_of: dt.datetime) -> str:
    header = issue.header
    if header.state != RELEASED:
        return str(header.state)
    if header.release is None:
        return f"{RELEASED}（没有发布日期）"
    return RELEASED if header.release <= as_of else f"{RELEASED}（{header.release:%Y-%m-%d %H:%M} 起可见）"


# -- what is left to do ---------------------------------------------------------------------------
def _section(title: str, rows: list[str]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"{title} {len(rows)} 项："
    yield from (f"  {row}" for row in rows[:_MOST])
    if len(rows) > _MOST:
        yield f"  ……另有 {len(rows) - _MOST} 项"


def _waits(issue: Issue, as_of: dt.datetime) -> bool:
    header = issue.header
    return header.state == RELEASED and header.release is not None and header.release > as_of


def _embargo(issue: Issue, as_of: dt.datetime) -> str:
    release = issue.header.release
    assert release is not None
    left = release - as_of
    after = f"{left.days} 天后" if left.days else "不到一天"
    return f"{issue.period}  {release:%Y-%m-%d %H:%M} 公开（{after}）"


def _doubt(base: str, row: Pending) -> str:
    page = f"（第 {row.page} 页）" if row.page is not None else ""
    return f"{base}/issue.yml  {row.field}：{row.reason}{page}"


def _overdue(loaded: Loaded, as_of: dt.datetime) -> list[str]:
    """The longest overdue first, counted from the newest issue that readers can see."""
    seen = tuple(
        issue
        for issue in loaded.archive.issues
        if issue.header.state == RELEASED and issue.header.release is not None and issue.header.release <= as_of
    )
    today = max((issue.header.release.date() for issue in seen if issue.header.release), default=None)
    asked = ledger(loaded.archive, reversed(seen))
    late = sorted(((one.days_late(today), one) for one in asked), key=lambda pair: -pair[0])
    return [_late(days, one) for days, one in late if days]


def _late(days: int, one: Owed) -> str:
    title = " ".join(one.title.split())
    title = title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
    return f"{one.about}  {'、'.join(one.names)}  期限 {one.item.due_on}，已过 {days} 天  {title}"
