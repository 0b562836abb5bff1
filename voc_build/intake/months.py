"""Ticket files into columns, each file once: read, validated, packed as Arrow and kept by content hash.

`reduce` is a pure function from a file's bytes to packed bytes, so it runs as well in another process or on
another machine: `read_months` takes any `concurrent.futures.Executor`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pydantic import ValidationError

from voc_build.intake.cache import Cache, digest
from voc_build.intake.files import Files
from voc_build.intake.source import Unreadable
from voc_build.intake.tickets import read_tickets
from voc_build.version import FINGERPRINT
from voc_build.words.tickets import NAMED, PLAIN, KeptTickets, Tickets

Wrong: TypeAlias = Unreadable | ValidationError
"""What a ticket file that is wrong raises, and `read_months` yields in its place."""


_AHEAD = 32
"""Months handed out at a time: enough for every worker of one machine or a few."""


def pack(tickets: Tickets) -> bytes:
    """Columns as an Arrow IPC file (Feather v2); names as dictionary columns in file order.

    Arrays are put together from their buffers: pyarrow's converters would import pandas, which costs more than
    reading twenty years of months.
    """
    fields: dict[str, pa.Array] = {"key": _numbers(tickets.keys)}
    for name in PLAIN:
        fields[name] = _numbers(tickets.columns[name])
    for name in NAMED:
        codes = tickets.columns[name]
        known = np.packbits(codes >= 0, bitorder="little")
        indices = pa.Array.from_buffers(pa.int32(), len(codes), [pa.py_buffer(known), _buffer(codes)])
        fields[name] = pa.DictionaryArray.from_arrays(indices, _texts(tickets.vocabulary[name]))
    batch = pa.record_batch(list(fields.values()), names=list(fields))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def unpack(data: bytes) -> Tickets:
    """The inverse of `pack`; columns are read-only views."""
    batch = pa.ipc.open_file(pa.py_buffer(data)).get_batch(0)
    size = batch.num_rows

    def column(array: pa.Array, kind: str) -> npt.NDArray[Any]:
        held = array.buffers()[1]
        return np.frombuffer(held, dtype=kind, count=size) if size else np.zeros(0, dtype=kind)

    columns = {name: column(batch.column(name), "<i4") for name in PLAIN}
    vocabulary: dict[str, tuple[str, ...]] = {}
    for name in NAMED:
        coded = batch.column(name)
        columns[name] = column(coded.indices, "<i4")  # where a ticket has no such name its code is NONE all the same
        vocabulary[name] = _words(coded.dictionary)
    return Tickets(keys=column(batch.column("key"), "<u8"), columns=columns, vocabulary=vocabulary)


def _buffer(values: npt.NDArray[Any]) -> pa.Buffer:
    return pa.py_buffer(np.ascontiguousarray(values))


def _numbers(values: npt.NDArray[Any]) -> pa.Array:
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [None, _buffer(values)])


def _texts(words: Sequence[str]) -> pa.Array:
    letters = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, letters)], dtype=np.int32)
    return pa.StringArray.from_buffers(len(letters), _buffer(ends), pa.py_buffer(b"".join(letters)))


def _words(texts: pa.Array) -> tuple[str, ...]:
    if not len(texts):
        return ()
    _, ends, letters = texts.buffers()
    cuts = np.frombuffer(ends, dtype="<i4", count=len(texts) + 1).tolist()
    held = letters.to_pybytes() if letters is not None else b""
    return tuple(held[start:end].decode() for start, end in pairwise(cuts))


def reduce(data: bytes, file: str) -> bytes:
    """One ticket file, packed; raises what `read_tickets` raises."""
    with no_collector():
        return pack(read_tickets(data, file))


def read_months(
    paths: Sequence[str], files: Files, cache: Cache, executor: Executor | None = None
) -> Iterator[Tickets | Wrong]:
    """The tickets of each ticket file in order; those the cache has are read when somebody looks.

    A file that is wrong yields the `Unreadable` or `ValidationError` it raised, in its place.
    """
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
