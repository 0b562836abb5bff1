"""Tickets as a file."""

from __future__ import annotations

import io
from collections.abc import Collection

import pyarrow as pa
from pyarrow import csv as arrow_csv

from voc_build.intake.packed import coded
from voc_build.numbers.shown import cells
from voc_build.words.archive import Archive

_QUOTED = (",", '"', "\n", "\r")


def tickets_csv(archive: Archive) -> bytes:
    """The rows of `tickets_table` as CSV with a byte-order mark."""
    table, words = {}, set()
    for name, codes, vocabulary in cells(archive):
        table[name] = coded(codes, vocabulary)
        words.update(vocabulary)
    return csv_of(pa.record_batch(list(table.values()), names=list(table)), words, mark=True)


def csv_of(table: pa.Table | pa.RecordBatch, words: Collection[str], *, mark: bool) -> bytes:
    """A table of these words as CSV; `mark` adds the byte-order mark that office programs look for."""
    needed = any(sign in word for word in words for sign in _QUOTED)
    options = arrow_csv.WriteOptions(include_header=False, quoting_style="needed" if needed else "none")
    out = io.BytesIO()
    out.write(b"\xef\xbb\xbf" * mark + (",".join(table.column_names) + "\n").encode())
    arrow_csv.write_csv(table, out, options)
    return out.getvalue()
