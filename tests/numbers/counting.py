"""Random small archives and a second, plain count of them: lists and sums, nothing of the program's arrays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from voc_build.words.archive import Archive, Issue
from voc_build.words.model import Header
from voc_build.words.month import Month
from voc_build.words.settings import Settings
from voc_build.words.taxonomy import Axis, Institution, Taxonomy, Term
from voc_build.words.tickets import NAMED, PLAIN, Tickets, key_of

EPOCH = dt.date(1970, 1, 1)
INSTITUTIONS = ("云溪分行", "澜渚分行", "客服中心", "从无工单部")
BUSINESS = ("贷款业务", "信用卡业务")
CAUSES = ("服务", "收费")
GROUPS = ("老年客户", "学生")


@dataclass(frozen=True)
class Row:
    """One ticket, spelled out."""

    source: str
    kind: str
    institution: str
    business: str
    cause: str
    groups: tuple[str, ...]
    valid: bool
    repeat: bool
    day: int
    days: int | None
    limit: int


def _axis(title: str, names: tuple[str, ...]) -> Axis:
    terms = tuple(Term.model_validate({"代码": f"t-{at}", "名称": name}) for at, name in enumerate(names))
    return Axis(title, terms)


def _institution(at: int, name: str) -> Institution:
    return Institution.model_validate({"代码": f"i-{at}", "层级": "分行", "名称": [{"名称": name}]})


TAXONOMY = Taxonomy(
    tuple(_institution(at, name) for at, name in enumerate(INSTITUTIONS)),
    _axis("渠道", ("电话",)),
    _axis("业务", BUSINESS),
    _axis("原因", CAUSES),
    _axis("客户群体", GROUPS),
    (),
)


@st.composite
def row(draw: st.DrawFn) -> Row:
    """Any ticket of the three institutions that have some; praise has no business type."""
    kind = draw(st.sampled_from(("投诉", "意见", "表扬")))
    praise = kind == "表扬"
    return Row(
        source="客户之声" if kind == "意见" else draw(st.sampled_from(("监管转办", "客户之声"))),
        kind=kind,
        institution=draw(st.sampled_from(INSTITUTIONS[:3])),
        business="" if praise else draw(st.sampled_from(BUSINESS)),
        cause=draw(st.sampled_from(("", *CAUSES))),
        groups=tuple(sorted(draw(st.sets(st.sampled_from(GROUPS))))),
        valid=not praise and draw(st.booleans()),
        repeat=not praise and draw(st.booleans()),
        day=draw(st.integers(1, 28)),
        days=draw(st.none() | st.integers(0, 70)),
        limit=draw(st.sampled_from((15, 30, 60))),
    )


months = st.dictionaries(st.integers(0, 15), st.lists(row(), max_size=12), max_size=6)
"""Tickets by month after 2021-01: months may be missing, and a month may have none."""


def month(number: int) -> Month:
    """The month of a key of `months`."""
    return Month(2021, 1) + number


def release(number: int) -> dt.date:
    """The day its issue is published."""
    following = month(number) + 1
    return dt.date(following.year, following.month, 12)


def tickets(number: int, rows: list[Row]) -> Tickets:
    """Rows as the columns that reading a file gives."""
    words: dict[str, dict[str, int]] = {name: {} for name in NAMED}

    def index(name: str, word: str) -> int:
        return words[name].setdefault(word, len(words[name])) if word else -1

    columns: dict[str, list[int]] = {name: [] for name in NAMED + PLAIN}
    for one in rows:
        received = (dt.date(month(number).year, month(number).month, one.day) - EPOCH).days
        cells = {
            "source": one.source, "kind": one.kind, "institution": one.institution, "channel": "",
            "business": one.business, "cause": one.cause, "groups": "|".join(one.groups), "related": "",
        }  # fmt: skip
        for name, word in cells.items():
            columns[name].append(index(name, word))
        columns["received"].append(received)
        columns["closed"].append(-1 if one.days is None else received + one.days)
        columns["limit"].append(one.limit)
        columns["valid"].append(int(one.valid))
        columns["repeat"].append(int(one.repeat))
    return Tickets(
        keys=np.array([int.from_bytes(key_of(f"T-{number}-{at}"), "little") for at in range(len(rows))], np.uint64),
        columns={name: np.array(cells, dtype=np.int32) for name, cells in columns.items()},
        vocabulary={name: tuple(known) for name, known in words.items()},
    )


def issue(number: int, rows: list[Row]) -> Issue:
    """The issue that counts a month, from its rows."""
    header = Header.model_validate(
        {
            "期号": str(month(number) + 1),
            "统计月份": str(month(number)),
            "刊名": "客户之声",
            "编发部门": "消保部",
            "发布日期": str(release(number)),
            "状态": "已发布",
            "数据口径": "工单",
        }
    )
    return Issue(header, tickets=tickets(number, rows))


def archive(drawn: dict[int, list[Row]]) -> Archive:
    """An archive of such months, oldest first."""
    return Archive(Settings(), TAXONOMY, tuple(issue(number, drawn[number]) for number in sorted(drawn)))


def is_complaint(one: Row) -> bool:
    """消费投诉类工单, by hand."""
    return one.kind != "表扬"


BY_HAND = {
    "complaints": is_complaint,
    "supervisor": lambda one: one.source == "监管转办" and one.kind == "投诉",
    "voice": lambda one: one.source == "客户之声" and one.kind == "投诉",
    "opinions": lambda one: one.kind == "意见",
    "valid": lambda one: one.kind != "表扬" and one.valid,
    "praise": lambda one: one.kind == "表扬",
}
"""Which tickets a count measure counts, as the contract words it."""
