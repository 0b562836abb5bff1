"""`Kept` for numbers: arrays of many small things in one entry of the cache, as numpy writes them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from voc_build.intake.cache import Cache

Arrays: TypeAlias = tuple[npt.NDArray[Any], ...]


@dataclass(eq=False)
class KeptArrays:
    """As many arrays each, alike in all but the length of their last axis; whole numbers come back narrow."""

    cache: Cache
    kind: str
    key: str
    _now: dict[str, Arrays] = field(default_factory=dict, init=False)

    def get(self, made_from: str) -> Arrays | None:
        """See `Kept.get`; arrays are read-only views."""
        found = self._before.get(made_from)
        if found is not None:
            self._now[made_from] = found
        return found

    def put(self, made_from: str, arrays: Arrays) -> None:
        """See `Kept.put`."""
        self._now[made_from] = arrays

    def save(self, note: Any = None) -> None:
        """See `Kept.save`; `note` is given back as `note`."""
        if self._now.keys() == self._before.keys():
            return
        out = io.BytesIO()
        out.write(json.dumps([note, list(self._now)]).encode() + b"\n")
        for column in zip(*self._now.values(), strict=True):
            for array in (np.array([one.shape[-1] for one in column]), np.concatenate(column, axis=-1)):
                np.lib.format.write_array(out, narrow(array), allow_pickle=False)
        self.cache.put(self.kind, self.key, out.getvalue())

    @property
    def note(self) -> Any:
        """What was said of all of them when they were saved; None where there is nothing."""
        return self._entry[0]

    @property
    def _before(self) -> dict[str, Arrays]:
        return self._entry[1]

    @cached_property
    def _entry(self) -> tuple[Any, dict[str, Arrays]]:
        data = self.cache.get(self.kind, self.key)
        if data is None:
            return None, {}
        held = io.BytesIO(data)
        note, names = json.loads(held.readline())
        columns: list[Iterable[npt.NDArray[Any]]] = []
        while held.tell() < len(data):
            lengths, whole = (np.lib.format.read_array(held, allow_pickle=False) for _ in range(2))
            whole.flags.writeable = False
            ends = np.cumsum([0, *lengths.tolist()]).tolist()
            columns.append([whole[..., start:end] for start, end in pairwise(ends)])
        return note, dict(zip(names, zip(*columns, strict=True), strict=True))


def narrow(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same numbers in signed integers of one, two, four or eight bytes; others as they are."""
    if numbers.dtype.kind != "i":
        return numbers
    least, most = (int(numbers.min()), int(numbers.max())) if numbers.size else (0, 0)
    kinds = (np.int8, np.int16, np.int32, np.int64)
    return numbers.astype(next(kind for kind in kinds if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max))
