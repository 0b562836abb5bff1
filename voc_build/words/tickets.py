"""The tickets of one issue as columns: a month may hold thousands, an archive a million.

Names are kept as the file spells them, once each in `vocabulary`; columns hold indices into it. What a name
means (which institution, which class) is decided later, so a cached month survives a change of taxonomy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
NONE = -1
"""An empty cell in any index or day column."""

NAMED = ("source", "kind", "institution", "channel", "business", "cause", "groups", "related")
"""Columns whose cells are indices into the vocabulary of the same name; -1 is empty.

A `groups` word is the names joined by `BETWEEN`; a `related` word is another ticket's id.
"""
BETWEEN = "|"
"""Stands between the names of a `groups` word; no name may contain it."""
PLAIN = ("received", "closed", "limit", "valid", "repeat")
"""Days since 1970-01-01 (`closed` -1 while open), days allowed, and 1 / 0 / -1 for yes, no, not said."""
_UNUSED = blake2b(digest_size=8)  # copied, which is quicker than made


def key_of(id: str) -> bytes:
    """The 8 bytes (little endian) that stand for a ticket's id."""
    hasher = _UNUSED.copy()
    hasher.update(id.encode())
    return hasher.digest()


def keys_of(ids: Iterable[str]) -> npt.NDArray[np.uint64]:
    """The keys of several ids as numbers, in their order."""
    return np.frombuffer(b"".join(map(key_of, ids)), dtype="<u8")


@dataclass(frozen=True, eq=False)
class Tickets:
    """n tickets in file order: `columns[name]` has shape (n,), `vocabulary[name]` the words its indices mean.

    `keys` are 64-bit hashes of the ids (`key_of`): enough to find a repeated or a missing one, whose text is
    then read again. `quiet` says that nothing in their 摘要, which are not kept here, leads to a person; False is
    unknown.
    """

    keys: npt.NDArray[np.uint64]
    columns: dict[str, Ints]
    vocabulary: dict[str, tuple[str, ...]]
    quiet: bool = False

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self.columns["received"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tickets) and (
            np.array_equal(self.keys, other.keys)
            and self.vocabulary == other.vocabulary
            and all(np.array_equal(self.columns[name], other.columns[name]) for name in NAMED + PLAIN)
        )

    def words(self, name: str) -> list[str]:
        """One column spelled out; the empty cell is the empty text."""
        vocabulary = (*self.vocabulary[name], "")
        return [vocabulary[index] for index in self.columns[name].tolist()]


class KeptTickets(Tickets):
    """Tickets that are kept somewhere and read when somebody looks: most months of an archive nobody asks about."""

    _read: Callable[[], Tickets]

    def __init__(self, read: Callable[[], Tickets]) -> None:
        object.__setattr__(self, "_read", read)

    def __getattribute__(self, name: str) -> Any:
        own = object.__getattribute__(self, "__dict__")
        if name in _FIELDS and name not in own:
            own.update(vars(self._read()))
        return object.__getattribute__(self, name)


_FIELDS = frozenset(field.name for field in fields(Tickets))
