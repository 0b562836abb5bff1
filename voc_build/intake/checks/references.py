"""Rules about what one record says of another: cited tickets, follow-ups of advice and plans."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from voc_build.intake.bind import suggestion
from voc_build.intake.checks.rows import told
from voc_build.intake.load import Loaded
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Diagnostic, rule
from voc_build.words.model import RELEASED, Followup
from voc_build.words.tickets import keys_of

_ABOUT = re.compile(r"(\d{4}-\d{2})/(?:(\d{2,3})/)?([A-Z]\d{1,3})", re.ASCII)
_ABOUT_HELP = "写成 2023-06/01/R1（建议）或 2023-06/P1（工作计划）"


def cases_cite_known_tickets(loaded: Loaded) -> Iterator[Diagnostic]:
    """A ticket that a case tells of is in the archive."""
    cited = [
        (base, case, index, id)
        for base, issue in loaded.each()
        for case in issue.cases
        for index, id in enumerate(case.tickets)
    ]
    if not cited or _tickets_unsure(loaded):
        return
    found = loaded.ticket_ids.have(keys_of(id for *_, id in cited))
    for (base, case, index, id), known in zip(cited, found.tolist(), strict=True):
        if not known:
            yield rule("VOC206").at(
                loaded.place(f"{base}/cases/{case.id.number}.yml", "工单", index),
                f"档案里没有编号为“{id}”的工单",
                help="核对编号，或从 工单 中删掉它",
            )


def related_tickets_exist(loaded: Loaded) -> Iterator[Diagnostic]:
    """关联 names a ticket of the archive."""
    if _tickets_unsure(loaded):
        return
    ids = loaded.ticket_ids
    for (base, issue), named in zip(loaded.each(), ids.related, strict=True):
        unknown = np.flatnonzero(~ids.have(named)).tolist()
        for index in unknown:
            assert issue.tickets is not None
            word = issue.tickets.vocabulary["related"][index]
            for _, place, note in told(loaded, base, issue.tickets.columns["related"] == index, "关联"):
                yield rule("VOC206").at(place, f"档案里没有编号为“{word}”的工单{note}", help="核对编号，或删掉 关联")


def followups_are_about_something(loaded: Loaded) -> Iterator[Diagnostic]:
    """A follow-up names a recommendation or plan item of an earlier issue."""
    actions = loaded.archive.actions
    unknown = {followup.about for issue in loaded.archive.issues for followup in issue.followups} - actions.keys()
    for base, issue in loaded.each() if unknown else ():
        for index, followup in enumerate(issue.followups):
            about = followup.about
            if about not in unknown:
                continue
            match = _ABOUT.fullmatch(about)
            if match is not None and _unreadable(loaded, match[1], match[2]):
                continue
            kind = "建议或工作计划"
            help = suggestion(about, actions, _ABOUT_HELP) if match else _ABOUT_HELP
            yield rule("VOC206").at(
                loaded.place(f"{base}/followups.yml", "跟踪", index, "针对"),
                f"档案里没有“{about[:40]}”这条{kind}",
                help=help,
            )


def followups_in_their_time(loaded: Loaded) -> Iterator[Diagnostic]:
    """A follow-up is dated between the release of what it is about and the release of its own issue."""
    by_period = {str(issue.period): issue for issue in loaded.archive.issues}
    actions = loaded.archive.actions
    for base, issue in loaded.each():
        about: dict[str, list[tuple[int, Followup]]] = {}
        for index, followup in enumerate(issue.followups):
            if followup.about in actions:
                about.setdefault(followup.about.partition("/")[0], []).append((index, followup))
        for period, rows in about.items():
            if not loaded.faulty & {f"{base}/issue.yml", f"issues/{period}/issue.yml"}:
                yield from _out_of_time(loaded, f"{base}/followups.yml", issue, by_period[period], rows)


def _out_of_time(
    loaded: Loaded, file: str, issue: Issue, earlier: Issue, rows: list[tuple[int, Followup]]
) -> Iterator[Diagnostic]:
    """Of an issue's follow-ups of one other issue: which should stand elsewhere or have another date."""
    too_early = earlier.period >= issue.period
    not_yet_out = issue.header.state == RELEASED != earlier.header.state
    after, before = earlier.published_on, issue.published_on
    for index, followup in rows:
        if too_early:
            yield rule("VOC213").at(
                loaded.place(file, "跟踪", index, "针对"),
                f"{followup.about} 不早于本期 {issue.period}",
                help="跟踪写在以后的一期里",
            )
        elif not_yet_out:
            yield rule("VOC213").at(
                loaded.place(file, "跟踪", index, "针对"),
                f"{followup.about} 所在的一期还是 {earlier.header.state}，本期却已发布",
                help="先发布那一期，或把这条跟踪移到以后的一期",
            )
        elif after is not None and followup.on < after:
            yield rule("VOC213").at(
                loaded.place(file, "跟踪", index, "日期"),
                f"跟踪日期 {followup.on} 早于 {earlier.period} 的发布日期 {after}",
                help="核对 日期",
            )
        elif before is not None and followup.on > before:
            yield rule("VOC213").at(
                loaded.place(file, "跟踪", index, "日期"),
                f"跟踪日期 {followup.on} 晚于本期发布日期 {before}",
                help="核对 日期，或写到以后的一期里",
            )


def _tickets_unsure(loaded: Loaded) -> bool:
    """Whether tickets may stand where nobody looked: in a file with a fault, or in an issue not released."""
    return bool(loaded.hidden) or any(file.endswith(("/tickets.yml", "/issue.yml")) for file in loaded.faulty)


def _unreadable(loaded: Loaded, period: str, case: str | None) -> bool:
    """Whether what is named may stand in a file with a fault, or in a folder with another issue's 期号."""
    periods = {str(issue.period) for issue in loaded.archive.issues}
    if period in loaded.folders and period not in periods:
        return True
    own = f"issues/{period}/cases/{case}.yml" if case else f"issues/{period}/issue.yml"
    return own in loaded.faulty or f"issues/{period}/issue.yml" in loaded.faulty
