"""tickets.yml into columns, two readers of one meaning.

Importers write one ticket a line, `  - {编号: …, 受理日期: …}`. `_swift` reads that form only: each distinct
`键: 值` is understood once and looked up ever after, so a ticket costs its dictionary look-ups. At the first
thing that is not that form to the letter it gives up, and `_careful` reads the whole file as YAML.
A property test holds the two to the same answer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from voc_build.intake.files import LARGEST
from voc_build.intake.source import values
from voc_build.words.model import Ticket, TicketFile
from voc_build.words.tickets import BETWEEN, NAMED, NONE, PLAIN, Tickets, key_of

_ALIASES = {field.alias: name for name, field in Ticket.model_fields.items() if field.alias}
_REQUIRED = ("id", "received_on", "source", "kind", "institution")
_COMPLETE = ("business", "valid")
_SLOTS = tuple(_ALIASES.values())
_SLOT = {name: index for index, name in enumerate(_SLOTS)}
_TYPES = {
    name: TypeAdapter(field.rebuild_annotation())
    for name, field in Ticket.model_fields.items()
    if name not in ("id", "groups")
}
_HEAD, _TAIL = "  - {", "}"
_CELL = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff、，；（）()-]*", re.ASCII)
_GROUPS = re.compile(r"客户群体: \[([^\[\]{}]*)\]")
_SWIFT_FILE = re.compile(r"工单:\n(?:  - \{编号: [^\n\"'\\]*\}\n)*+")
_SUMMARY = re.compile(rf", 摘要: ({_CELL.pattern})(?=, |\}})", re.ASCII)
_EPOCH = dt.date(1970, 1, 1)
_FIELDS = {name: {"received": "received_on", "closed": "closed_on"}.get(name, name) for name in NAMED + PLAIN}


class _Unusual(Exception):
    """The file is not in the one form the swift reader knows; not an error of the editor's."""


def read_tickets(data: bytes, file: str) -> Tickets:
    """The tickets of one file; raises `Unreadable` or `ValidationError` (loc begins 工单, row)."""
    try:
        return _swift(data)
    except _Unusual:
        return _careful(data, file)


# -- the swift reader -----------------------------------------------------------------------------
def _swift(data: bytes) -> Tickets:
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise _Unusual from None
    if lines[0] != "工单:" or lines[-1] != "":
        raise _Unusual
    known: dict[str, tuple[int, int]] = {}
    words: dict[str, dict[str, int]] = {name: {} for name in NAMED}
    ids: list[str] = []
    rows: list[list[int]] = []
    empty = [NONE] * len(_SLOTS)
    head, width = len(_HEAD), len("编号: ")
    for line in lines[1:-1]:
        if not (line.startswith("  - {编号: ") and line.endswith(_TAIL)):
            raise _Unusual
        body = line[head:-1]
        row = empty.copy()
        if "[" in body:
            body = _take_groups(body, row, words["groups"])
        cells = body.split(", ")
        ids.append(cells[0][width:])
        for cell in cells[1:]:
            found = known.get(cell)
            if found is None:
                found = known[cell] = _understand(cell, words)
            slot, value = found
            if row[slot] != NONE:
                raise _Unusual
            row[slot] = value
        rows.append(row)
    if not rows:
        raise _Unusual
    if _TICKET_IDS("\n".join(ids)) is None:
        raise _Unusual
    table = np.array(rows, dtype=np.int32)
    for name in _REQUIRED[1:]:
        if (table[:, _SLOT[name]] == NONE).any():
            raise _Unusual
    praise = table[:, _SLOT["kind"]] == words["kind"].get("表扬", NONE)
    for name in _COMPLETE:
        if ((table[:, _SLOT[name]] == NONE) & ~praise).any():
            raise _Unusual
    return _tickets(ids, table, words)


_TICKET_IDS: Callable[[str], re.Match[str] | None] = re.compile(
    r"[A-Za-z0-9-]{1,40}(?:\n[A-Za-z0-9-]{1,40})*+", re.ASCII
).fullmatch


def swift_summaries(data: bytes) -> list[tuple[int, str]] | None:
    """(row, 摘要) of a file in the one form the swift reader knows; None where it has to be read as YAML."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not _SWIFT_FILE.fullmatch(text):
        return None
    found: list[tuple[int, str]] = []
    row, at = 0, text.index("\n") + 1
    for match in _SUMMARY.finditer(text):
        row += text.count("\n", at, match.start())
        at = match.start()
        found.append((row, match[1]))
    return found if len(found) == text.count("摘要") else None


def _take_groups(body: str, row: list[int], words: dict[str, int]) -> str:
    match = _GROUPS.search(body)
    if match is None:
        raise _Unusual
    names = match[1].split(", ")
    if not all(_CELL.fullmatch(name) for name in names):
        raise _Unusual
    row[_SLOT["groups"]] = words.setdefault(BETWEEN.join(names), len(words))
    before, after = body[: match.start()], body[match.end() :]
    if not before.endswith(", ") or (after and not after.startswith(", ")):
        raise _Unusual
    return before[:-2] + after


def _understand(cell: str, words: dict[str, dict[str, int]]) -> tuple[int, int]:
    key, colon, text = cell.partition(": ")
    name = _ALIASES.get(key)
    if not colon or name is None or name in ("id", "groups") or not _CELL.fullmatch(text):
        raise _Unusual
    try:
        value = _TYPES[name].validate_python(text)
    except ValidationError:
        raise _Unusual from None
    return _SLOT[name], _code(name, value, words)


# -- the careful reader ---------------------------------------------------------------------------
def _careful(data: bytes, file: str) -> Tickets:
    root = values(data, file, limit=LARGEST)
    return columns_of(TicketFile.model_validate({} if root is None else root).tickets)


def columns_of(tickets: Sequence[Ticket]) -> Tickets:
    """Tickets read one by one as columns."""
    words: dict[str, dict[str, int]] = {name: {} for name in NAMED}
    rows = np.full((len(tickets), len(_SLOTS)), NONE, dtype=np.int32)
    for row, ticket in zip(rows, tickets, strict=True):
        for name in ticket.model_fields_set - {"id", "groups"}:
            value = getattr(ticket, name)
            if value is not None:
                row[_SLOT[name]] = _code(name, value, words)
        if ticket.groups:
            row[_SLOT["groups"]] = words["groups"].setdefault(BETWEEN.join(ticket.groups), len(words["groups"]))
    return _tickets([ticket.id for ticket in tickets], rows, words)


# -- what both give -------------------------------------------------------------------------------
def _code(name: str, value: object, words: dict[str, dict[str, int]]) -> int:
    """One understood value as the number its column holds."""
    if name in words:
        return words[name].setdefault(str(value), len(words[name]))
    if isinstance(value, dt.date):
        return (value - _EPOCH).days
    if isinstance(value, bool):
        return int(value)
    return int(str(value)) if name == "limit" else 0


def _tickets(ids: Sequence[str], rows: npt.NDArray[np.int32], words: dict[str, dict[str, int]]) -> Tickets:
    columns = {name: np.ascontiguousarray(rows[:, _SLOT[field]]) for name, field in _FIELDS.items()}
    columns["limit"][columns["limit"] == NONE] = int(Ticket.model_fields["limit"].default)
    columns["repeat"][columns["repeat"] == NONE] = 0
    keys = b"".join(map(key_of, ids))
    return Tickets(
        keys=np.frombuffer(keys, dtype="<u8"),
        columns=columns,
        vocabulary={name: tuple(known) for name, known in words.items()},
    )
