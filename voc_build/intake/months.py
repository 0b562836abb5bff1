"""Ticket files into columns, each file once: read, validated, packed and kept by content hash.

`reduce` is a pure function from a file's bytes to packed bytes, so it runs as well in another process or on
another machine: `read_months` takes any `concurrent.futures.Executor`.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from voc_build.intake.cache import Cache, digest
from voc_build.intake.files import Files
from voc_build.intake.source import Unreadable
from voc_build.intake.tickets import read_tickets
from voc_build.version import FINGERPRINT
from voc_build.words.tickets import NAMED, PLAIN, Tickets

Wrong: TypeAlias = Unreadable | ValidationError
"""What a ticket file that is wrong raises, and `read_months` yields in its place."""


_AHEAD = 32
"""Months handed out at a time: enough for every worker of one machine or a few."""


def pack(tickets: Tickets) -> bytes:
    """A line of JSON with the words and the kinds of numbers, then each column in as few bytes as its numbers need."""
    columns = [tickets.keys, *map(_narrow, (tickets.columns[name] for name in NAMED + PLAIN))]
    head = {
        "size": len(tickets),
        "kinds": [column.dtype.str for column in columns],
        "vocabulary": tickets.vocabulary,
        "quiet": tickets.quiet,
    }
    return b"".join((json.dumps(head, ensure_ascii=False).encode(), b"\n", *(column.tobytes() for column in columns)))


def unpack(data: bytes) -> Tickets:
    """The inverse of `pack`."""
    at = data.index(b"\n") + 1
    head = json.loads(data[:at])
    columns: list[npt.NDArray[Any]] = []
    for kind in head["kinds"]:
        columns.append(np.frombuffer(data, dtype=kind, count=head["size"], offset=at))
        at += columns[-1].nbytes
    return Tickets(
        keys=columns[0].astype(np.uint64),
        columns={name: column.astype(np.int32) for name, column in zip(NAMED + PLAIN, columns[1:], strict=True)},
        vocabulary={name: tuple(words) for name, words in head["vocabulary"].items()},
        quiet=head["quiet"],
    )


def _narrow(column: npt.NDArray[np.int32]) -> npt.NDArray[Any]:
    """The same numbers in little-endian integers of one, two or four bytes."""
    least, most = (int(column.min()), int(column.max())) if len(column) else (0, 0)
    kind = next(kind for kind in ("<i1", "<i2", "<i4") if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max)
    return column.astype(kind)


def reduce(data: bytes, file: str) -> bytes:
    """One ticket file, packed; raises what `read_tickets` raises."""
    with no_collector():
        return pack(read_tickets(data, file))


def read_months(
    paths: Sequence[str], files: Files, cache: Cache, executor: Executor | None = None
) -> Iterator[Tickets | Wrong]:
    """The tickets of each ticket file in order, from the cache where it has them.

    A file that is wrong yields the `Unreadable` or `ValidationError` it raised, in its place.
    """
    ahead = _Ahead(files, cache, executor, iter(paths))
    for path in paths:
        packed = cache.get("months", _key(files.digest(path)))
        if packed is None:
            packed = ahead.result(path)
            try:
                packed = packed or reduce(files[path], path)
            except (Unreadable, ValidationError) as wrong:
                yield wrong
                continue
            cache.put("months", _key(files.digest(path)), packed)
        yield unpack(packed)


def _key(held: str) -> str:
    return digest(FINGERPRINT, "tickets", held)


@dataclass
class _Ahead:
    """Months being reduced elsewhere while earlier ones are used here; never many files' bytes at once."""

    files: Files
    cache: Cache
    executor: Executor | None
    paths: Iterator[str]
    pending: dict[str, Future[bytes | None]] = field(default_factory=dict)

    def result(self, path: str) -> bytes | None:
        """A month that another process reduced; None where there is none or it could not."""
        if self.executor is None:
            return None
        for following in self.paths:
            if self.cache.get("months", _key(self.files.digest(following))) is None:
                self.pending[following] = self.executor.submit(_attempt, self.files[following], following)
            if len(self.pending) >= _AHEAD:
                break
        return self.pending.pop(path).result() if path in self.pending else None


def _attempt(data: bytes, file: str) -> bytes | None:
    """`reduce` for another process: what is wrong cannot travel back, so it is found again at home."""
    try:
        return reduce(data, file)
    except (Unreadable, ValidationError):
        return None


@contextmanager
def no_collector() -> Iterator[None]:
    """No cyclic collection inside: reading makes many objects and no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
