"""What was made of each of many small things before, in one entry of the cache for all of them.

Each is named by a hash of all it was made from, so what is found here need not be doubted.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from voc_build.intake.cache import Cache, digest

if TYPE_CHECKING:  # plain values are kept without numpy
    import numpy.typing as npt

    from voc_build.words.archive import Archive

Arrays: TypeAlias = "tuple[npt.NDArray[Any], ...]"


@dataclass(eq=False)
class Kept:
    """Plain values (what JSON can hold) by the hash of what they were made from; `key` is what all have in common."""

    cache: Cache
    kind: str
    key: str
    _now: dict[str, Any] = field(default_factory=dict, init=False)

    def get(self, made_from: str) -> Any:
        """What was kept when this was last saved; None where there was nothing."""
        found = self._before.get(made_from)
        if found is not None:
            self._now[made_from] = found
        return found

    def put(self, made_from: str, value: Any) -> None:
        """Keep a value, other than None, for the next time."""
        self._now[made_from] = value

    def save(self) -> None:
        """Write down what was asked for or put; the rest is forgotten."""
        if self._now.keys() != self._before.keys():
            written = json.dumps(self._now, ensure_ascii=False, separators=(",", ":"))
            self.cache.put(self.kind, self.key, written.encode())

    @cached_property
    def _before(self) -> dict[str, Any]:
        kept = self.cache.get(self.kind, self.key)
        return json.loads(kept) if kept else {}


@dataclass(eq=False)
class KeptArrays:
    """The same for numbers: as many arrays each, alike in all but the length of their last axis."""

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
        import numpy as np

        if self._now.keys() == self._before.keys():
            return
        out = io.BytesIO()
        out.write(json.dumps([note, list(self._now)]).encode() + b"\n")
        for column in zip(*self._now.values(), strict=True):
            for array in (np.array([one.shape[-1] for one in column]), np.concatenate(column, axis=-1)):
                np.lib.format.write_array(out, array, allow_pickle=False)
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
        import numpy as np

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


def words_key(archive: Archive) -> str:
    """Hash of settings and taxonomy."""
    return digest(*(f"{name} {value}" for name, value in archive.digests.items()))
