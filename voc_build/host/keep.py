"""Kept output: what did not change stays where it is; what did is made beside the site and moved in.

For every file the last build wrote, a manifest holds the key it was made from and what the file looked like
afterwards (size and time of change). One walk finds what stands when a build begins: a file whose key is unchanged
and that nobody touched since stays; the rest is made in a stage; what is not asked for goes. For the moment in which
the changed files are moved in, the site is renamed away, so a build that is cut off leaves the old site or none, never
a mixture. `alone` lets builds of one site wait for each other; one that came between without it is noticed.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from voc_build.intake.cache import Cache

_OLD_STAGE = 24 * 3600

Look = tuple[object, object]
"""Size and time of change of a file."""


@dataclass
class Stage:
    """A site in the making; `final` is where it will stand, `root` where its new files are made.

    `carry` names a folder of the site that another build fills; it is left alone.
    """

    final: Path
    root: Path
    cache: Cache
    carry: str = ""
    known: dict[str, list[object]] = field(default_factory=dict)
    """What the last build made and nobody touched since."""
    addresses: set[str] = field(default_factory=set)
    """Every address of the last build's site, for whoever fills the stage to tell which are gone and to replace."""
    made: dict[str, list[object]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    """Addresses of the files that stay."""
    _stood: Mapping[str, Look] = field(default_factory=dict)
    _mark: object = None
    _folders: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, final: Path, cache: Cache, carry: str = "") -> Stage:
        """A fresh stage beside the final place, knowing what the last build left there."""
        final.parent.mkdir(parents=True, exist_ok=True)
        stage = cls(final, Path(tempfile.mkdtemp(dir=final.parent, prefix=f".{final.name}.new-")), cache, carry)
        with contextlib.suppress(OSError):  # there is no site, or somebody is taking it away
            stage._mark = _mark(final)
            stage._stood = looks(final, carry)
        manifest = cache.get("manifests", _name(final))
        if manifest:
            addresses, made = json.loads(manifest)
            stage.addresses = set(addresses)
            stage.known = {url: one for url, one in made.items() if stage._stood.get(url) == (one[1], one[2])}
        return stage

    @property
    def written(self) -> int:
        """How many files were made."""
        return len(self.made) - len(self.kept)

    def keep(self, url: str, key: str) -> bool:
        """Let a file of the last build stay; False when it has to be made."""
        entry = self.known.get(url)
        if entry is None or entry[0] != key:
            return False
        self.made[url] = entry
        self.kept.append(url)
        return True

    def write(self, url: str, key: str, data: bytes, more: str = "") -> None:
        """Put a new file in the stage; `more` is remembered with it and given back by `remembered`."""
        folder, _, _ = url.rpartition("/")
        if folder not in self._folders:
            _make_folder(f"{self.root}/{folder}")
            self._folders.add(folder)
        with open(f"{self.root}/{url}", "wb", buffering=0) as file:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            status = os.fstat(file.fileno())
        self.made[url] = [key, status.st_size, status.st_mtime_ns, more]

    def remembered(self, url: str) -> str:
        """What was remembered with a file of this stage."""
        return str(self.made[url][3])

    def publish(self) -> None:
        """Move the stage's files into the site and remember what it holds.

        OSError (EBUSY) when another build changed the site meanwhile; that build's site then stands.
        """
        os.chmod(self.root, 0o755)
        kept = set(self.kept)
        new = {url: look for url, look in looks(self.root).items() if url not in kept}  # placeholders give way
        if kept:
            self._move_in(new)
        else:
            self._replace()
        known = {url: self._stood[url] for url in kept}
        self.cache.put("manifests", _name(self.final), json.dumps([sorted(self.addresses), self.made]).encode())
        self.cache.put("looks", _name(self.final), hashed(known | new).encode())

    def _move_in(self, new: Collection[str]) -> None:
        surplus = self._stood.keys() - {*self.kept, *new}
        with self._renamed_away() as site:
            for name in surplus:
                (site / name).unlink(missing_ok=True)
                _drop_empty(site, name)
            for name in new:
                target = f"{site}/{name}"
                try:
                    os.replace(f"{self.root}/{name}", target)
                except FileNotFoundError:
                    os.makedirs(os.path.dirname(target))
                    os.replace(f"{self.root}/{name}", target)
        shutil.rmtree(self.root)

    def _replace(self) -> None:
        if self.carry and (self.final / self.carry).is_dir():
            with self._renamed_away() as site:
                (self.root / self.carry).parent.mkdir(parents=True, exist_ok=True)
                os.replace(site / self.carry, self.root / self.carry)
                _place(self.root, self.final)
                shutil.rmtree(site)
        else:
            _place(self.root, self.final)

    @contextmanager
    def _renamed_away(self) -> Iterator[Path]:
        """The site out of everybody's sight; back in its place afterwards, if it is still there."""
        away = Path(tempfile.mkdtemp(dir=self.final.parent, prefix=f".{self.final.name}.old-"))
        site = away / "site"
        os.replace(self.final, site)
        if self.kept and _mark(site) != self._mark:
            _place(site, self.final)
            away.rmdir()
            self.discard()
            raise OSError(errno.EBUSY, "另一个构建同时写了这个网站，请再运行一次", str(self.final))
        os.utime(site)  # a build at work that does not wait for us will see that we came between
        yield site
        if site.exists():
            _place(site, self.final)
        away.rmdir()

    def discard(self) -> None:
        """Drop the stage; the old site stays as it is."""
        shutil.rmtree(self.root, ignore_errors=True)


@contextmanager
def alone(final: Path, cache: Cache) -> Iterator[None]:
    """While this lasts no other build that shares the cache touches the site; waits for one that does."""
    if cache.folder is None or sys.platform == "win32":
        yield
        return
    import fcntl

    locks = cache.folder / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    with open(locks / _name(final), "wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sweep(final: Path, now: float) -> None:
    """Remove stages that builds cut off more than a day ago left beside the site."""
    for pattern in (f".{final.name}.new-*", f".{final.name}.old-*"):
        for path in final.parent.glob(pattern):
            with contextlib.suppress(OSError):
                if now - path.stat().st_mtime > _OLD_STAGE:
                    shutil.rmtree(path, ignore_errors=True)


def _place(whole: Path, final: Path) -> None:
    """Rename a whole site into place; one that stands there goes."""
    while True:
        try:
            os.replace(whole, final)
        except OSError as taken:
            if taken.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
        else:
            return
        gone = Path(tempfile.mkdtemp(dir=final.parent, prefix=f".{final.name}.old-"))
        with contextlib.suppress(FileNotFoundError):  # another build took it away first
            os.replace(final, gone / "site")
        shutil.rmtree(gone, ignore_errors=True)


def _make_folder(path: str) -> None:
    """The folder and what is above it; most often it is the only one that is not there."""
    try:
        os.mkdir(path)
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(path)


def _mark(site: Path) -> tuple[int, int, int]:
    """What is another once any build has published; OSError when there is no site."""
    status = site.stat()
    return status.st_dev, status.st_ino, status.st_mtime_ns


def looks(site: Path, skip: str = "") -> dict[str, Look]:
    """Size and time of change of every file of a site but those in the folder `skip`; OSError when there is none."""
    found: dict[str, Look] = {}
    folders = [""]
    while folders:
        below = folders.pop()
        with os.scandir(f"{site}/{below}") as entries:
            for entry in entries:
                name = f"{below}{entry.name}"
                if not entry.is_dir(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    found[name] = status.st_size, status.st_mtime_ns
                elif name != skip:
                    folders.append(f"{name}/")
    return found


def hashed(found: Mapping[str, Look]) -> str:
    """One hash of how all files of a site look."""
    told = "\n".join(f"{name}\0{size}\0{changed}" for name, (size, changed) in sorted(found.items()))
    return blake2b(told.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()


def left(final: Path, cache: Cache) -> str:
    """How the last build left a site, `hashed`; empty when nobody knows."""
    return (cache.get("looks", _name(final)) or b"").decode()


def _drop_empty(site: Path, name: str) -> None:
    """Remove the folders that a file was the last in."""
    with contextlib.suppress(OSError):
        while name := name.rpartition("/")[0]:
            os.rmdir(f"{site}/{name}")


def _name(final: Path) -> str:
    """The manifest's name: by place, since two checkouts may share a cache."""
    return blake2b(str(final.resolve()).encode(), digest_size=20).hexdigest()
