"""An archive's files: listed at once, read when asked for, and not even read where nothing changed.

What a file holds is known by the digest of its bytes. The digest is remembered with the file's size, times and inode,
as git's index does, so an unchanged file of an old month costs one `stat`. A file that changed so shortly before it
was looked at that its time of change could not tell is not remembered.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voc_build.intake.cache import Cache, digest

LARGEST = 200_000_000
"""Bytes of the largest file there may be: a hundred times a large bank's busiest month."""
_HELD = 200_000
"""Bytes up to which a file is held once it was read; the months' tickets together weigh more than all else."""
_TOO_NEW = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use."""


@dataclass(eq=False)
class Files(Mapping[str, bytes]):
    """The bytes of files by their path in the archive; OSError when one cannot be read after all."""

    seen: Seen
    moved: bool = False
    """Whether one held something else when it was read than its digest had said: digests of several are made anew."""
    _where: dict[str, str] = field(default_factory=dict)
    _held: dict[str, bytes] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, where: str) -> None:
        """List a file; `where` is its place on the disk."""
        self._where[path] = where

    def drop(self, path: str) -> None:
        """Take a file from the list."""
        del self._where[path]

    def __getitem__(self, path: str) -> bytes:
        if path in self._held:
            return self._held[path]
        with open(self._where[path], "rb") as file:
            status = os.fstat(file.fileno())
            data = file.read(LARGEST + 1)  # of one beyond every limit only as much as shows that it is
        told, self._digests[path] = self._digests.get(path), self.seen.note(path, status, data)
        self.moved |= told is not None and told != self._digests[path]
        if len(data) <= _HELD:
            self._held[path] = data
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._where)

    def __len__(self) -> int:
        return len(self._where)

    def __contains__(self, path: object) -> bool:
        return path in self._where

    def digest(self, path: str) -> str:
        """Hash of what a file holds: of its bytes where they were read, else as remembered."""
        found = self._digests.get(path) or self.seen.digest(path, os.stat(self._where[path]))
        if found is None:
            self[path]
            found = self._digests[path]
        self._digests[path] = found
        return found

    def digest_of(self, paths: Iterable[str]) -> str:
        """One hash of several files and their names."""
        return digest(*(part for path in sorted(paths) for part in (path, self.digest(path))))

    def let_go(self) -> None:
        """Hold nothing any more; what is asked for again is read again."""
        self._held.clear()


@dataclass(eq=False)
class Seen:
    """The digests of files that were read before, by path: `[size, changed, changed inode, inode, digest]`."""

    root: Path
    cache: Cache
    _known: dict[str, list[object]] | None = None
    _now: dict[str, list[object]] = field(default_factory=dict)

    def digest(self, path: str, status: os.stat_result) -> str | None:
        """The digest of a file that looks as it did when it was read; None where it does not."""
        entry = self._before.get(path)
        if entry is None or entry[:-1] != _looks(status):
            return None
        self._now[path] = entry
        return str(entry[-1])

    def note(self, path: str, status: os.stat_result, data: bytes) -> str:
        """Remember what a file held; the digest. `status` is from before it was read."""
        found = digest(data)
        if self.cache.folder is not None:
            self._now[path] = [*_looks(status), found]
        return found

    def save(self) -> None:
        """Keep what is known of the files that were asked about."""
        if self.cache.folder is None or self._now == self._before:
            return
        sure = _clock(self.cache.folder) - _TOO_NEW
        kept = {path: entry for path, entry in self._now.items() if entry[1] < sure and entry[2] < sure}  # type: ignore[operator]
        self.cache.put("seen", self._key, json.dumps(kept).encode())

    @property
    def _before(self) -> dict[str, list[object]]:
        if self._known is None:
            kept = self.cache.get("seen", self._key)
            self._known = json.loads(kept) if kept else {}
        return self._known

    @property
    def _key(self) -> str:
        return digest(str(self.root.resolve()))


def _looks(status: os.stat_result) -> list[object]:
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _clock(folder: Path) -> int:
    """The time by the file system itself, which its files' times are measured against."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime_ns
