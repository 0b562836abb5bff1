"""Tickets with a problem, found by array arithmetic: which of them are told, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from voc_build.intake.load import Loaded
from voc_build.words.diagnostics import Place

REPORTED = 20
"""How many tickets of a file are named with one problem; the rest is a number."""

TICKETS = "工单"
"""The one top key of tickets.yml."""


def told(loaded: Loaded, base: str, wrong: npt.NDArray[np.bool_], *path: str | int) -> Iterator[tuple[int, Place, str]]:
    """The first tickets where `wrong` (n,) holds: row, place of its `path`, and a note after the last."""
    rows = np.flatnonzero(wrong).tolist()
    shown = rows[:REPORTED]
    for row in shown:
        rest = len(rows) - len(shown) if row == shown[-1] else 0
        note = f"（此后还有 {rest} 件同样如此）" if rest else ""
        yield row, loaded.place(f"{base}/tickets.yml", TICKETS, row, *path), note
