"""A month's columns as Arrow, and back.

Arrays are put together from their buffers: pyarrow's converters would import pandas, which costs more than reading
twenty years of months.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from voc_build.intake.kept_arrays import narrow
from voc_build.words.tickets import NAMED, PLAIN, Tickets


def pack(tickets: Tickets) -> bytes:
    """Columns as an Arrow IPC file (Feather v2), in as few bytes as their numbers need; names as dictionary columns."""
    fields: dict[str, pa.Array] = {"key": _numbers(tickets.keys)}
    for name in PLAIN:
        fields[name] = _numbers(narrow(tickets.columns[name]))
    for name in NAMED:
        fields[name] = coded(narrow(tickets.columns[name]), tickets.vocabulary[name])
    batch = pa.record_batch(list(fields.values()), names=list(fields), metadata=_QUIET if tickets.quiet else None)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def unpack(data: bytes) -> Tickets:
    """The inverse of `pack`."""
    batch = pa.ipc.open_file(pa.py_buffer(data)).get_batch(0)

    def column(array: pa.Array) -> npt.NDArray[Any]:
        kind = str(array.type)  # numpy's name for it too
        return (
            np.frombuffer(array.buffers()[1], dtype=kind, count=len(array)) if len(array) else np.zeros(0, dtype=kind)
        )

    columns = {name: column(batch.column(name)).astype(np.int32) for name in PLAIN}
    vocabulary: dict[str, tuple[str, ...]] = {}
    for name in NAMED:
        coded = batch.column(name)
        columns[name] = column(coded.indices).astype(np.int32)  # NONE where a ticket has no such name
        vocabulary[name] = _words(coded.dictionary)
    return Tickets(
        keys=column(batch.column("key")),
        columns=columns,
        vocabulary=vocabulary,
        quiet=batch.schema.metadata == _QUIET,
    )


_QUIET = {b"quiet": b"1"}


def coded(codes: npt.NDArray[Any], words: Sequence[str]) -> pa.DictionaryArray:
    """A dictionary column; a code of -1 is an empty cell."""
    known = np.packbits(codes >= 0, bitorder="little")
    kind = pa.from_numpy_dtype(codes.dtype)
    indices = pa.Array.from_buffers(kind, len(codes), [pa.py_buffer(known), _buffer(codes)])
    return pa.DictionaryArray.from_arrays(indices, _texts(words))


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
