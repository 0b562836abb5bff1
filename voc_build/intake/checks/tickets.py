"""Rules about tickets: nothing is done per ticket in Python until something is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from voc_build.intake.checks.rows import REPORTED, TICKETS, told
from voc_build.intake.load import Loaded
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Diagnostic, rule
from voc_build.words.measures import Kind, Source
from voc_build.words.month import Month
from voc_build.words.tickets import NONE, Tickets

_EPOCH = dt.date(1970, 1, 1).toordinal()


def unique_ticket_ids(loaded: Loaded) -> Iterator[Diagnostic]:
    """A ticket's id is its own in the whole archive, or one matter is counted twice."""
    ranked = loaded.ticket_ids.ranked
    again = np.flatnonzero(ranked[1:] == ranked[:-1]) + 1
    if not len(again):
        return
    holders = [(base, issue.tickets) for base, issue in loaded.each() if issue.tickets is not None]
    order = np.argsort(np.concatenate([tickets.keys for _, tickets in holders]), kind="stable")
    starts = np.cumsum([0, *(len(tickets) for _, tickets in holders)])

    def stand(index: int) -> tuple[str, int]:
        holder = int(np.searchsorted(starts, index, side="right")) - 1
        return f"{holders[holder][0]}/tickets.yml", index - int(starts[holder])

    count: dict[str, int] = {}
    for position in again.tolist():
        file, row = stand(int(order[position]))
        first, first_row = stand(int(order[np.searchsorted(ranked, ranked[position])]))
        count[file] = count.get(file, 0) + 1
        if count[file] > REPORTED:
            continue
        id = loaded.text(file, TICKETS, row, "编号")
        there = loaded.place(first, TICKETS, first_row, "编号")
        if id == loaded.text(first, TICKETS, first_row, "编号"):  # else two ids share a hash
            yield rule("VOC202").at(
                loaded.place(file, TICKETS, row, "编号"),
                f"工单编号“{id}”重复：{there} 已经用过",
                help="同一工单只留一行；不同工单请改用各自的编号",
            )
    for file, found in count.items():
        if found > REPORTED:
            yield rule("VOC202").at(
                loaded.place(file, TICKETS, key=True),
                f"这个文件里共有 {found} 个编号与别处重复，只列出 {REPORTED} 个",
                help="检查是否把同一份台账导入了两次",
            )


def received_in_month(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """A ticket belongs to the issue that counts the month in which it was received."""
    tickets = issue.tickets
    if tickets is None:
        return
    received = tickets.columns["received"]
    first, last = _number(issue.month.first_day), _number(issue.month.last_day)
    for row, place, note in told(loaded, base, (received < first) | (received > last), "受理日期"):
        day = _day(received[row])
        owner = loaded.archive.by_month.get(Month.of(day))
        move = f"移到统计 {Month.of(day)} 的一期" + (f"（{owner.period}）" if owner is not None else "")
        yield rule("VOC205").at(
            place,
            f"受理日期 {day} 不在统计月份 {issue.month} 内{note}",
            help=f"{move}，或改正受理日期",
        )


def closed_after_received(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """Nothing is closed before it came in."""
    tickets = issue.tickets
    if tickets is None:
        return
    received, closed = tickets.columns["received"], tickets.columns["closed"]
    wrong = (closed != NONE) & (closed < received)
    for row, place, note in told(loaded, base, wrong, "办结日期"):
        yield rule("VOC204").at(
            place,
            f"办结日期 {_day(closed[row])} 早于受理日期 {_day(received[row])}{note}",
            help="核对两个日期，改正写错的一个",
        )


def supervisors_send_no_opinions(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """监管转办 brings complaints (and, rarely, praise), never 意见."""
    tickets = issue.tickets
    if tickets is None:
        return
    wrong = _is(tickets, "source", Source.SUPERVISOR) & _is(tickets, "kind", Kind.OPINION)
    for _, place, note in told(loaded, base, wrong, "类型"):
        yield rule("VOC210").at(
            place,
            f"来源为 监管转办 的工单不能是 意见{note}",
            help="核对 来源 与 类型，通常是 类型: 投诉",
        )


def _is(tickets: Tickets, name: str, word: str) -> npt.NDArray[np.bool_]:
    vocabulary = tickets.vocabulary[name]
    index = vocabulary.index(word) if word in vocabulary else NONE - 1
    found: npt.NDArray[np.bool_] = tickets.columns[name] == index
    return found


def _number(day: dt.date) -> int:
    return day.toordinal() - _EPOCH


def _day(number: int) -> dt.date:
    return dt.date.fromordinal(int(number) + _EPOCH)
