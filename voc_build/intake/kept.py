"""What was made of each of many small things before, in one entry of the cache for all of them.

Each is named by a hash of all it was made from, so what is found here need not be doubted, or holds such a hash.
An entry has a line for each, which is not even parsed until somebody asks for that one.
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
    """Plain values (what JSON can hold) by the hash of what they were made from; `key` is what all have in common.

    Such a name holds no white space.
    """

    cache: Cache
    kind: str
    key: str
    _now: dict[str, str] = field(default_factory=dict, init=False)

    def get(self, made_from: str) -> Any:
        """What was kept when this was last saved; None where there was nothing."""
        found = self._before.get(made_from)
        if found is None:
            return None
        self._now[made_from] = found
        return json.loads(found)

    def put(self, made_from: str, value: Any) -> None:
        """Keep a value, other than None, for the next time."""
        self._now[made_from] = json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def save(self) -> None:
        """Write down what was asked for or put; the rest is forgotten."""
        if self._now != self._before:
            written = "\n".join(f"{made_from} {value}" for made_from, value in self._now.items())
            self.cache.put(self.kind, self.key, written.encode())

    @cached_property
    def _before(self) -> dict[str, str]:
        kept = self.cache.get(self.kind, self.key)
        return dict(line.split(" ", 1) for line in kept.decode().split("\n")) if kept else {}


def words_key(archive: Archive) -> str:
    """Hash of settings and taxonomy."""
    return digest(*(f"{name} {value}" for name, value in archive.digests.items()))
