"""What is left of a record with faults, so that one run tells the other problems of its file too.

Only the rules look at what is salvaged, never a page or a statistic: what is wrong was told while reading and
stops every build. A fault takes with it the value it is about, or the row it stands in; what a record cannot be
without is filled in with words that break no rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from voc_build.intake.source import LIMIT, Node, Unreadable, read
from voc_build.words.model import BY_FIGURES, BY_TICKETS, DRAFT, Case, Header, Ticket, TicketFile
from voc_build.words.record import Record

R = TypeVar("R", bound=Record)
Path = tuple[str | int, ...]
Kept = Mapping[Path, tuple[int, ...]]
"""For each list that lost items, which of them stayed, counted from 0."""

ROUNDS = 4
"""How often what is left is looked at again: a required value takes its row with it only then."""

CASE = {"标题": "案例", "类型": "表扬", "经过": "略", "启示": "略"}
TICKET = {"来源": "客户之声", "类型": "表扬"}
"""Stand-ins that ask for nothing more: praise needs neither business type nor verdict."""


@dataclass(frozen=True, slots=True)
class Salvaged(Generic[R]):
    """A record made of what is right in a file, and how its lists stand to those of the file."""

    record: R
    kept: Kept


def read_anyway(data: bytes, file: str, *, limit: int = LIMIT) -> Node | None:
    """The document as far as its faults leave no doubt what was meant; None where they do."""
    try:
        return read(data, file, limit=limit)
    except Unreadable as wrong:
        return wrong.node


def header_words(folder: str, has_tickets: bool) -> dict[str, str]:
    """Stand-ins for issue.yml: a draft, which owes nothing yet."""
    basis = BY_TICKETS if has_tickets else BY_FIGURES
    return {"期号": folder, "刊名": "客户之声", "编发部门": "部门", "状态": DRAFT, "数据口径": basis}


def words_for(model: type[Record], folder: str, has_tickets: bool) -> dict[str, str]:
    """The stand-ins of a kind of file; none for those whose every key may be left out."""
    if model is Header:
        return header_words(folder, has_tickets)
    return CASE if model is Case else {}


def salvage(model: type[R], root: object, words: Mapping[str, str] | None = None) -> Salvaged[R] | None:
    """The record without its faults; None where nothing of it can be held on to."""
    loss = _Loss(words or {})
    for _ in range(ROUNDS):
        left = loss.applied(root)
        try:
            return Salvaged(model.model_validate(left), loss.kept)
        except ValidationError as wrong:
            if not isinstance(left, dict) or not all([loss.take(one) for one in wrong.errors(include_url=False)]):
                return None
    return None


def salvage_tickets(root: object, day: str, stem: str) -> Salvaged[TicketFile] | None:
    """The rows of a ticket file; `day` and `stem` stand in for a date and an id that are wrong."""
    rows = root.get("工单") if isinstance(root, dict) else None
    if not isinstance(rows, list):
        return None
    found: dict[int, Ticket] = {}
    for index, row in enumerate(rows):
        one = salvage(Ticket, row, {"编号": f"{stem}-{index}", "受理日期": day, **TICKET})
        if one is not None:
            found[index] = one.record
    return Salvaged(TicketFile.model_construct(tickets=tuple(found.values())), {("工单",): tuple(found)})


@dataclass
class _Loss:
    """What has to go from a file, by its path there, and what stands in for it."""

    words: Mapping[str, str]
    gone: set[Path] = field(default_factory=set)
    kept: dict[Path, tuple[int, ...]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    def applied(self, root: object) -> object:
        """The plain values without what is gone, with the stand-ins that are needed."""
        self.kept = {}
        left = self._left(root, ())
        if isinstance(left, dict):
            left = {**left, **{key: self.words[key] for key in self.missing}}
        return left

    def _left(self, value: object, path: Path) -> object:
        if isinstance(value, dict):
            return {key: self._left(one, (*path, key)) for key, one in value.items() if (*path, key) not in self.gone}
        if isinstance(value, list):
            stay = tuple(index for index in range(len(value)) if (*path, index) not in self.gone)
            if len(stay) < len(value):
                self.kept[path] = stay
            return [self._left(value[index], (*path, index)) for index in stay]
        return value

    def take(self, error: ErrorDetails) -> bool:
        """Take away what an error is about; False where that leaves nothing to go on with."""
        stands = original(self.kept, tuple(part for part in error["loc"] if part != "[key]"))
        row = max((depth for depth, step in enumerate(stands) if isinstance(step, int)), default=None)
        lone = error["type"] == "extra_forbidden" or len(error["loc"]) != len(stands)
        if row is not None and not lone:
            self.gone.add(stands[: row + 1])
            return True
        if len(stands) == 1 and stands[0] in self.words and str(stands[0]) not in self.missing:
            self.missing.add(str(stands[0]))
        elif error["type"] == "missing" or not stands or stands in self.gone:
            return False
        self.gone.add(stands)
        return True


def original(kept: Kept, path: Sequence[str | int]) -> Path:
    """Where in the file the value at `path` of what was salvaged from it stands."""
    found: Path = ()
    for step in path:
        if isinstance(step, int) and found in kept and step < len(kept[found]):
            step = kept[found][step]
        found = (*found, step)
    return found
