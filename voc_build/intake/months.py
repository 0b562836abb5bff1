"""Ticket files into columns, each file once: read, validated, packed as Arrow and kept by content hash.

`reduce` is a pure function from a file's bytes to packed bytes, so it runs as well in another process or on
another machine: `read_months` takes any `concurrent.futures.Executor`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TypeAlias

import pyarrow as pa
from pydantic import ValidationError

from voc_build.intake.cache import Cache, digest
from voc_build.intake.source import Unreadable
from voc_build.intake.tickets import read_tickets
from voc_build.version import FINGERPRINT
from voc_build.words.tickets import NAMED, PLAIN, Tickets

Wrong: TypeAlias = Unreadable | ValidationError
"""What a ticket file that is wrong raises, and `read_months` yields in its place."""


def pack(tickets: Tickets) -> bytes:
    """Columns as an Arrow IPC file (Feather v2); names as dictionary columns in file order."""
    fields: dict[str, pa.Array] = {"key": pa.array(tickets.keys)}
    for name in PLAIN:
        fields[name] = pa.array(tickets.columns[name])
    for name in NAMED:
        indices = pa.array(tickets.columns[name], mask=tickets.columns[name] < 0)
        words = pa.array(tickets.vocabulary[name], type=pa.string())
        fields[name] = pa.DictionaryArray.from_arrays(indices, words)
    batch = pa.record_batch(list(fields.values()), names=list(fields))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def unpack(data: bytes) -> Tickets:
    """The inverse of `pack`; columns are read-only views where Arrow allows."""
    batch = pa.ipc.open_file(pa.py_buffer(data)).get_batch(0)
    columns = {name: batch.column(name).to_numpy() for name in PLAIN}
    vocabulary: dict[str, tuple[str, ...]] = {}
    for name in NAMED:
        coded = batch.column(name)
        columns[name] = coded.indices.fill_null(-1).to_numpy()
        vocabulary[name] = tuple(coded.dictionary.to_pylist())
    return Tickets(keys=batch.column("key").to_numpy(), columns=columns, vocabulary=vocabulary)


def reduce(data: bytes, file: str) -> bytes:
    """One ticket file, packed; raises what `read_tickets` raises."""
    with no_collector():
        return pack(read_tickets(data, file))


def read_months(
    files: Sequence[tuple[str, bytes]], cache: Cache, executor: Executor | None = None
) -> Iterator[Tickets | Wrong]:
    """The tickets of each (path, bytes) in order, from the cache where it has them.

    A file that is wrong yields the `Unreadable` or `ValidationError` it raised, in its place.
    """
    keys = [digest(FINGERPRINT, "tickets", data) for _, data in files]
    kept = [cache.get("months", key) for key in keys]
    pending = {}
    if executor is not None:
        pending = {
            index: executor.submit(_attempt, data, file)
            for index, (file, data) in enumerate(files)
            if kept[index] is None
        }
    for index, (file, data) in enumerate(files):
        packed = kept[index]
        kept[index] = None
        if packed is None:
            try:
                packed = pending.pop(index).result() if index in pending else None
                packed = packed or reduce(data, file)
            except (Unreadable, ValidationError) as wrong:
                yield wrong
                continue
            cache.put("months", keys[index], packed)
        yield unpack(packed)


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
