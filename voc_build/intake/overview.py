"""`voc status`: one line an issue, for the editor who wants to know what is left to do."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from voc_build.intake.load import Loaded
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Diagnostic
from voc_build.words.model import RELEASED


def overview(loaded: Loaded, found: Iterable[Diagnostic], as_of: dt.datetime) -> Iterator[str]:
    """Each issue: state at `as_of`, month counted, tickets, cases, problems; broken ones are named last."""
    errors = Counter(_folder(one.place.file) for one in found if one.is_error)
    for base, issue in loaded.each():
        tickets = f"工单 {len(issue.tickets)} 件" if issue.tickets is not None else "无工单"
        parts = [
            base.rpartition("/")[2],
            f"统计 {issue.month}",
            _state(issue, as_of),
            issue.header.basis,
            tickets,
            f"案例 {len(issue.cases)} 篇",
        ]
        if issue.header.pending:
            parts.append(f"待核 {len(issue.header.pending)} 项")
        if errors[base]:
            parts.append(f"错误 {errors[base]} 个")
        yield "  ".join(parts)
    readable = set(loaded.folders)
    for files in loaded.layout.issues:
        if files.folder not in readable:
            yield f"{files.folder}  issue.yml 读不出来"


def _folder(file: str) -> str:
    return "/".join(file.split("/")[:2])


def _state(issue: Issue, as_of: dt.datetime) -> str:
    header = issue.header
    if header.state != RELEASED:
        return str(header.state)
    if header.release is None:
        return f"{RELEASED}（没有发布日期）"
    return RELEASED if header.release <= as_of else f"{RELEASED}（{header.release:%Y-%m-%d %H:%M} 起可见）"
