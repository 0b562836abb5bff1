"""Kept output: a site is made beside the old one, from the old one where nothing changed, and then takes its place.

For every file the last build wrote, a manifest holds the key it was made from and what the file looked like
afterwards (size and time of change). A file whose key is unchanged and that nobody touched since is linked into the
new site; the rest is made anew; what is not asked for is not there. Two renames put the new site in place, so
a build that is cut off leaves the old site or none, never a mixture.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from voc_build.intake.cache import Cache

_OLD_STAGE = 24 * 3600


@dataclass
class Stage:
    """A site in the making; `final` is where it will stand, `root` where it is made."""

    final: Path
    root: Path
    cache: Cache
    known: dict[str, list[object]] = field(default_factory=dict)
    made: dict[str, list[object]] = field(default_factory=dict)
    kept: int = 0
    written: int = 0

    @classmethod
    def open(cls, final: Path, cache: Cache) -> Stage:
        """A fresh stage beside the final place, knowing what the last build left there."""
        final.parent.mkdir(parents=True, exist_ok=True)
        root = Path(tempfile.mkdtemp(dir=final.parent, prefix=f".{final.name}.new-"))
        manifest = cache.get("sites", _name(final))
        return cls(final, root, cache, json.loads(manifest) if manifest else {})

    def keep(self, url: str, key: str) -> bool:
        """Take a file over from the last build; False when it has to be made."""
        entry = self.known.get(url)
        if entry is None or entry[0] != key:
            return False
        old = self.final / url
        try:
            status = os.stat(old)
            if [status.st_size, status.st_mtime_ns] != entry[1:3]:
                return False
            _link(old, self._room(url))
        except OSError:
            return False
        self.made[url] = entry
        self.kept += 1
        return True

    def write(self, url: str, key: str, data: bytes, *more: object) -> None:
        """Put a new file in the stage; `more` is remembered with it and given back by `remembered`."""
        path = self._room(url)
        path.write_bytes(data)
        status = os.stat(path)
        self.made[url] = [key, status.st_size, status.st_mtime_ns, *more]
        self.written += 1

    def remembered(self, url: str) -> list[object]:
        """What was remembered with a file of this stage."""
        return self.made[url][3:]

    def publish(self, carry: str = "") -> None:
        """Put the stage in the place of the old site and remember what it holds.

        `carry` names a folder of the old site that another build fills; it comes along as it is.
        """
        os.chmod(self.root, 0o755)
        if carry and (self.final / carry).is_dir() and not (self.root / carry).exists():
            shutil.copytree(self.final / carry, self.root / carry, copy_function=_link)
        if self.final.exists():
            gone = Path(tempfile.mkdtemp(dir=self.final.parent, prefix=f".{self.final.name}.old-"))
            os.replace(self.final, gone / "site")
            os.replace(self.root, self.final)
            shutil.rmtree(gone, ignore_errors=True)
        else:
            os.replace(self.root, self.final)
        self.cache.put("sites", _name(self.final), json.dumps(self.made).encode())

    def discard(self) -> None:
        """Drop the stage; the old site stays as it is."""
        shutil.rmtree(self.root, ignore_errors=True)

    def _room(self, url: str) -> Path:
        path = self.root / url
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path

    _folders: set[Path] = field(default_factory=set)


def _link(old: str | Path, new: str | Path) -> None:
    """A hard link where the file system has them, a copy with the same times where not."""
    try:
        os.link(old, new)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(old, new)


def _name(final: Path) -> str:
    """The manifest's name: by place, since two checkouts may share a cache."""
    return blake2b(str(final.resolve()).encode(), digest_size=20).hexdigest()


def sweep(final: Path, now: float) -> None:
    """Remove stages that builds cut off more than a day ago left beside the site."""
    for pattern in (f".{final.name}.new-*", f".{final.name}.old-*"):
        for path in final.parent.glob(pattern):
            with contextlib.suppress(OSError):
                if now - path.stat().st_mtime > _OLD_STAGE:
                    shutil.rmtree(path, ignore_errors=True)
