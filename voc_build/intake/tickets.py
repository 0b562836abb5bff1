"""tickets.yml into columns, two readers of one meaning.

Importers write one ticket a line, `  - {编号: …, 受理日期: …}`. `_swift` reads that form only: the file is cut into
cells and each distinct `键: 值` is understood once, so no ticket is looked at by itself. At the first thing that is
not that form to the letter it gives up, and `_careful` reads the whole file as YAML. Property tests hold the two to
the same answer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

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
_TOP, _HEAD, _AFTER, _END = "工单:\n".encode(), "  - {编号: ".encode(), b", ", b"}\n"
_NEWLINE, _COMMA, _SPACE, _OPEN, _CLOSE = b"\n, []"
_ID_CELLS = re.compile(b"(?:%s[A-Za-z0-9-]{1,40}%s)++" % (re.escape(_HEAD), _AFTER)).fullmatch
_CELL = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff、，；（）()-]*", re.ASCII)
_SUMMARY, _SUMMARY_CELL = "摘要".encode(), re.compile(rb": ([^,}]*)(?=, |\})").match
_WORDS = (*NAMED, "summary")
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


def read_summaries(data: bytes, file: str) -> list[tuple[int, str]]:
    """(row, 摘要) of one file's tickets, which are no part of `Tickets`; raises `Unreadable`."""
    try:
        return _swift_summaries(data)
    except _Unusual:
        return list(_careful_summaries(values(data, file, limit=LARGEST)))


# -- the swift reader -----------------------------------------------------------------------------
def _swift(data: bytes) -> Tickets:
    if not (data.startswith(_TOP) and data.endswith(_END)):
        raise _Unusual
    letters = np.frombuffer(data, dtype=np.uint8, offset=len(_TOP))
    ends = _cell_ends(letters)
    last = np.flatnonzero(letters[ends - 1] == _NEWLINE)
    cells = np.diff(last, prepend=-1)  # of each row, its id being the first
    if (cells < len(_REQUIRED)).any():
        raise _Unusual
    ids, codes, known = _distinct(letters, ends, last + 1 - cells)
    words: dict[str, dict[str, int]] = {name: {} for name in _WORDS}
    starts, values = np.empty(len(known), dtype=np.int64), np.empty(len(known), dtype=np.int32)
    for at, cell in enumerate(known):
        if not cell.endswith((_AFTER, _END)):
            raise _Unusual
        name, said = _understand(cell[:-2])
        starts[at] = _SLOT[name] * len(cells)
        values[at] = _code(name, said, words)
    table = np.full((len(_SLOTS), len(cells)), NONE, dtype=np.int32)
    table.reshape(-1)[starts[codes] + np.repeat(np.arange(len(cells)), cells - 1)] = values[codes]
    if np.count_nonzero(table != NONE) != len(codes):  # a key stands twice in a row
        raise _Unusual
    for name in _REQUIRED[1:]:
        if (table[_SLOT[name]] == NONE).any():
            raise _Unusual
    praise = table[_SLOT["kind"]] == words["kind"].get("表扬", NONE)
    for name in _COMPLETE:
        if ((table[_SLOT[name]] == NONE) & ~praise).any():
            raise _Unusual
    return _tickets(_ids(ids), table, words)


def _cell_ends(letters: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Where each cell ends, counting what ends it: a comma and a space that stand in no brackets, or the line."""
    ends = letters == _SPACE
    ends[0] = False
    ends[1:] &= letters[:-1] == _COMMA
    ends |= letters == _NEWLINE
    found = np.flatnonzero(ends) + 1
    brackets = np.flatnonzero((letters == _OPEN) | (letters == _CLOSE))
    if len(brackets) % 2 or (letters[brackets[::2]] != _OPEN).any() or (letters[brackets[1::2]] != _CLOSE).any():
        raise _Unusual
    pairs = np.searchsorted(found, brackets, "right").reshape(-1, 2)
    inside = [np.arange(*pair) for pair in pairs[pairs[:, 0] < pairs[:, 1]].tolist()]
    return np.delete(found, np.concatenate(inside)) if inside else found


def _distinct(
    letters: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64], first: npt.NDArray[np.int64]
) -> tuple[bytes, npt.NDArray[np.int32], list[bytes]]:
    """The first cells of all rows together, and the others: each one's index into those that differ.

    Arrow finds those that differ as it makes one dictionary of several. `dictionary_encode` does too, but belongs to
    `pyarrow.compute`, which takes longer to import than a month to read.
    """
    import pyarrow as pa  # where no ticket file changed it is not needed

    lengths = np.diff(ends, prepend=0)
    others = np.ones(len(ends), dtype=bool)
    others[first] = False
    held = np.repeat(others, lengths)
    offsets = np.concatenate([[0], np.cumsum(lengths[others])]).astype(np.int32)
    count = len(offsets) - 1
    cells = pa.Array.from_buffers(pa.binary(), count, [None, pa.py_buffer(offsets), pa.py_buffer(letters[held])])
    numbers = pa.Array.from_buffers(pa.int32(), count, [None, pa.py_buffer(np.arange(count, dtype=np.int32))])
    each, none = (pa.DictionaryArray.from_arrays(numbers[:end], cells[:end]) for end in (count, 0))
    encoded = pa.chunked_array([each, none]).unify_dictionaries().chunk(0)
    codes = np.frombuffer(encoded.indices.buffers()[1], dtype=np.int32, count=count)
    return letters[~held].tobytes(), codes, encoded.dictionary.to_pylist()


def _ids(cells: bytes) -> list[str]:
    if _ID_CELLS(cells) is None:
        raise _Unusual
    return cells[len(_HEAD) : -len(_AFTER)].decode().split(", " + _HEAD.decode())


@lru_cache(maxsize=10_000)
def _understand(cell: bytes) -> tuple[str, str | int]:
    """The field a cell is of and what it says there: the word of a named column, else the number the column holds."""
    try:
        key, _, text = cell.decode().partition(": ")
    except UnicodeDecodeError:
        raise _Unusual from None
    name = _ALIASES.get(key)
    if name == "groups" and text.startswith("[") and text.endswith("]"):
        names = text[1:-1].split(", ")
        if all(map(_CELL.fullmatch, names)):
            return name, BETWEEN.join(names)
    if name not in _TYPES or not _CELL.fullmatch(text):
        raise _Unusual
    try:
        return name, _said(name, _TYPES[name].validate_python(text))
    except ValidationError:
        raise _Unusual from None


def _swift_summaries(data: bytes) -> list[tuple[int, str]]:
    pieces = data.split(_SUMMARY)
    if len(pieces) == 1:
        return []
    lines = [piece.count(b"\n") for piece in pieces]
    if not (data.startswith(_TOP + _HEAD) and data.endswith(_END) and data.count(_END + _HEAD) == sum(lines) - 2):
        raise _Unusual
    if any(mark in data for mark in (b'"', b"'", b"\\")):
        raise _Unusual
    found: list[tuple[int, str]] = []
    for line, (before, after) in zip(accumulate(lines), pairwise(pieces), strict=False):
        text = _SUMMARY_CELL(after)
        if text is None or not before.endswith(_AFTER):
            raise _Unusual
        found.append((line - 1, text[1].decode(errors="replace")))
    if not all(_CELL.fullmatch(text) for _, text in found):
        raise _Unusual
    return found


# -- the careful reader ---------------------------------------------------------------------------
def _careful(data: bytes, file: str) -> Tickets:
    root = values(data, file, limit=LARGEST)
    return columns_of(TicketFile.model_validate({} if root is None else root).tickets)


def _careful_summaries(root: object) -> Iterator[tuple[int, str]]:
    for row, ticket in enumerate((root.get("工单") if isinstance(root, dict) else None) or ()):
        if isinstance(ticket, dict) and isinstance(ticket.get("摘要"), str):
            yield row, ticket["摘要"]


def columns_of(tickets: Sequence[Ticket]) -> Tickets:
    """Tickets read one by one as columns."""
    words: dict[str, dict[str, int]] = {name: {} for name in _WORDS}
    table = np.full((len(_SLOTS), len(tickets)), NONE, dtype=np.int32)
    for row, ticket in enumerate(tickets):
        for name in ticket.model_fields_set - {"id", "groups"}:
            value = getattr(ticket, name)
            if value is not None:
                table[_SLOT[name], row] = _code(name, _said(name, value), words)
        if ticket.groups:
            table[_SLOT["groups"], row] = _code("groups", BETWEEN.join(ticket.groups), words)
    return _tickets([ticket.id for ticket in tickets], table, words)


# -- what both give -------------------------------------------------------------------------------
def _said(name: str, value: object) -> str | int:
    """One understood value: the word of a named column, else the number its column holds."""
    if name in _WORDS:
        return str(value)
    if isinstance(value, dt.date):
        return (value - _EPOCH).days
    if isinstance(value, bool):
        return int(value)
    return int(str(value)) if name == "limit" else 0


def _code(name: str, said: str | int, words: dict[str, dict[str, int]]) -> int:
    """The number a column holds for what is said."""
    return words[name].setdefault(said, len(words[name])) if isinstance(said, str) else said


def _tickets(ids: Sequence[str], table: npt.NDArray[np.int32], words: dict[str, dict[str, int]]) -> Tickets:
    """`table[slot]` has a number for each ticket; of the 摘要 nothing is kept but whether they are quiet."""
    from voc_build.intake.privacy.quiet import are_quiet  # not needed where no ticket file changed

    columns = {name: table[_SLOT[field]] for name, field in _FIELDS.items()}
    columns["limit"][columns["limit"] == NONE] = int(Ticket.model_fields["limit"].default)
    columns["repeat"][columns["repeat"] == NONE] = 0
    keys = b"".join(map(key_of, ids))
    return Tickets(
        keys=np.frombuffer(keys, dtype="<u8"),
        columns=columns,
        vocabulary={name: tuple(words[name]) for name in NAMED},
        quiet=are_quiet(words["summary"]),
    )
