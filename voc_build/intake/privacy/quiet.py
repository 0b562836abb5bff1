"""Files that were searched before and held nothing about a person: they need no second search until they change."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from voc_build.intake.cache import digest
from voc_build.intake.loaded import Loaded
from voc_build.intake.privacy.scan import scan
from voc_build.intake.privacy.written import BETWEEN
from voc_build.version import FINGERPRINT


def are_quiet(texts: Iterable[str]) -> bool:
    """True when none of these holds anything about a person, not even a number that may be told."""
    return not scan(BETWEEN.join(texts))


@dataclass(eq=False)
class Quiet:
    """What is known of an archive's files, by what they hold; `public` are the numbers that may be told."""

    loaded: Loaded
    public: Collection[str]
    _before: frozenset[str] = field(init=False)
    _now: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        kept = self.loaded.cache.get("quiet", self._key)
        self._before = frozenset(json.loads(kept)) if kept else frozenset()

    def is_quiet(self, file: str) -> bool:
        """True for a file that was searched to its end and held nothing."""
        held = self._held(file)
        if held not in self._before:
            return False
        self._now.add(held)
        return True

    def note(self, file: str) -> None:
        """Remember that nothing was found; of a file with faults not everything was looked at."""
        if file not in self.loaded.faulty:
            self._now.add(self._held(file))

    def save(self) -> None:
        """Keep what is known of the files that were asked about."""
        if self._now != self._before:
            self.loaded.cache.put("quiet", self._key, json.dumps(sorted(self._now)).encode())

    def _held(self, file: str) -> str:
        return self.loaded.files.digest(file)

    @property
    def _key(self) -> str:
        return digest(FINGERPRINT, str(self.loaded.layout.root.resolve()), *sorted(self.public))
