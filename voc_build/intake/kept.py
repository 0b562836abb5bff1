"""What was made of each of many small things before, in one entry of the cache for all of them.

Each is named by a hash of all it was made from, so what is found here need not be doubted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from voc_build.intake.cache import Cache, digest

if TYPE_CHECKING:
    from voc_build.words.archive import Archive


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


def words_key(archive: Archive) -> str:
    """Hash of settings and taxonomy."""
    return digest(*(f"{name} {value}" for name, value in archive.digests.items()))
