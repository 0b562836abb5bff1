"""Ticket files into columns, each file once: read, validated, packed and kept by content hash.

`reduce` is a pure function from a file's bytes to packed bytes, so it runs as well in another process or on
another machine: `read_months` takes any `concurrent.futures.Executor`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from pydantic import ValidationError

from voc_build.intake.cache import Cache, digest
from voc_build.intake.collector import no_collector
from voc_build.intake.files import Files
from voc_build.intake.source import Unreadable
from voc_build.intake.tickets import read_tickets
from voc_build.version import FINGERPRINT
from voc_build.words.tickets import KeptTickets, Tickets

Wrong: TypeAlias = Unreadable | ValidationError
"""What a ticket file that is wrong raises, and `read_months` yields in its place."""


_AHEAD = 32
"""Months handed out at a time: enough for every worker of one machine or a few."""


def reduce(data: bytes, file: str) -> bytes:
    """One ticket file, packed; raises what `read_tickets` raises."""
    from voc_build.intake.packed import pack  # Arrow is imported where a month needs it

    with no_collector():
        return pack(read_tickets(data, file))


def read_months(
    paths: Sequence[str], files: Files, cache: Cache, executor: Executor | None = None
) -> Iterator[Tickets | Wrong]:
    """The tickets of each ticket file in order; those the cache has are read when somebody looks.

    A file that is wrong yields the `Unreadable` or `ValidationError` it raised, in its place.
    """
    from voc_build.intake.packed import unpack

    ahead = _Ahead(files, cache, executor, iter(paths))
    for path in paths:
        if cache.has("months", _key(files.digest(path))):
            yield KeptTickets(partial(_recall, path, files, cache))
            continue
        packed = ahead.result(path)
        try:
            packed = packed or reduce(files[path], path)
        except (Unreadable, ValidationError) as wrong:
            yield wrong
            continue
        cache.put("months", _key(files.digest(path)), packed)
        yield unpack(packed)


def _recall(path: str, files: Files, cache: Cache) -> Tickets:
    """A month the cache has; one that is damaged is reduced again, which went well before."""
    from voc_build.intake.packed import unpack

    return unpack(cache.get("months", _key(files.digest(path))) or reduce(files[path], path))


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
            if not self.cache.has("months", _key(self.files.digest(following))):
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
