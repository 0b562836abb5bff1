"""What is published of a ticket, as codes and the words they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from voc_build.numbers.cube import KINDS, SOURCES, Column, cube
from voc_build.words.archive import Archive
from voc_build.words.taxonomy import Axis
from voc_build.words.tickets import BETWEEN

TICKETS_SHOWN = (
    "期号",
    "统计月份",
    "来源",
    "类型",
    "机构",
    "渠道",
    "业务",
    "原因",
    "有效",
    "重复",
    "客户群体",
    "办理天数",
)
"""All that is ever published of a ticket."""
_MOST = 2**62
_YES_NO = ("否", "是")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cells(archive: Archive) -> Iterator[tuple[str, Column, list[str]]]:
    """Each column of `TICKETS_SHOWN`: its name, a code a ticket (-1 is empty), and the words codes stand for.

    Rows stand in the order of their cells.
    """
    tickets = cube(archive)
    columns = tickets.columns
    keys = ("issue", "institution", "source", "kind", "business", "cause", "channel", "groups", "valid", "repeat")
    rows = in_order([*(columns[key] for key in keys), tickets.days])
    taxonomy = archive.taxonomy
    issues, of_issue = np.unique(columns["issue"], return_inverse=True)
    here = [archive.issues[index] for index in issues.tolist()]
    named = [one.name_in(issue.month) for issue in here for one in taxonomy.by_code.values()]
    place = columns["institution"]
    sets = [BETWEEN.join(taxonomy.groups.terms[term].name for term in one) for one in tickets.group_sets]
    days = [str(day) for day in range(int(tickets.days.max(initial=-1)) + 1)]
    for name, codes, words in (
        ("期号", of_issue, [str(issue.period) for issue in here]),
        ("统计月份", of_issue, [str(issue.month) for issue in here]),
        ("来源", columns["source"], list(SOURCES)),
        ("类型", columns["kind"], list(KINDS)),
        ("机构", np.where(place < 0, -1, of_issue * tickets.institutions + place), named),
        ("渠道", columns["channel"], _names(taxonomy.channels)),
        ("业务", columns["business"], _names(taxonomy.business_types)),
        ("原因", columns["cause"], _names(taxonomy.causes)),
        ("有效", columns["valid"], list(_YES_NO)),
        ("重复", columns["repeat"], list(_YES_NO)),
        ("客户群体", columns["groups"], sets),
        ("办理天数", tickets.days, days),
    ):
        yield name, codes[rows].astype(np.int32), [plain(word) for word in words]


def in_order(columns: Sequence[Column]) -> npt.NDArray[np.int64]:
    """The order of rows by these columns, codes from -1 on, the first the weightiest; equal rows in any order."""
    key, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        width = int(column.max(initial=-1)) + 2
        if size * width > _MOST:  # too many classes for one number: those that occur are few
            kept, key = np.unique(key, return_inverse=True)
            size = len(kept)
        key, size = key * width + column + 1, size * width
    return np.argsort(key)


def _names(axis: Axis) -> list[str]:
    return [term.name for term in axis.terms]


def plain(word: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{word}" if word.startswith(_FORMULA) else word
