"""Whether there is anything to do at all: one hash of everything a site is made from, and a look at what stands.

When archive, program, theme, hand-written pages and options are those of the last build, and every file that build
left still has its size and time of change, nothing is made and MkDocs is not even imported.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from voc_build.intake.cache import Cache, digest
from voc_build.intake.folder import Layout
from voc_build.intake.release import hidden
from voc_build.version import FINGERPRINT


def state(root: Path, layout: Layout, as_of: dt.datetime, *options: str) -> str:
    """Hash of all that decides the bytes of a site built in the checkout `root` from an archive's files."""
    parts: list[bytes | str] = [FINGERPRINT, *options, *(str(one) for one in layout.diagnostics)]
    shut = hidden(layout, as_of)
    shown = [files for files in layout.issues if files.folder not in shut]
    parts += [layout.files.digest_of(layout.top), *(files.digest for files in shown)]
    layout.files.seen.save()
    for path in _own_files(root):
        parts += [path.relative_to(root).as_posix(), path.read_bytes()]
    return digest(*parts)


def _own_files(root: Path) -> Iterator[Path]:
    """What the checkout itself gives a site, beside the program."""
    yield root / "mkdocs.yml"
    lock = root / "node_modules" / ".package-lock.json"
    if lock.is_file():
        yield lock
    for folder in ("docs", "hooks"):
        yield from sorted(path for path in (root / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")


def _key(final: Path) -> str:
    return blake2b(str(final.resolve()).encode(), digest_size=20).hexdigest()


def is_current(final: Path, asked: str, cache: Cache) -> bool:
    """True when `final` holds the site of that state, untouched since."""
    kept = cache.get("states", _key(final))
    if kept is None:
        return False
    entry = json.loads(kept)
    return bool(entry["state"] == asked) and _looks(final) == entry["looks"]


def remember(final: Path, asked: str, cache: Cache) -> None:
    """Note that `final` holds the site of that state."""
    cache.put("states", _key(final), json.dumps({"state": asked, "looks": _looks(final)}).encode())


def _looks(folder: Path) -> str:
    """A hash of every file's name, size and time of change."""
    hasher = blake2b(digest_size=20)
    for name, size, changed in sorted(_walk(str(folder), "")):
        hasher.update(f"{name}\0{size}\0{changed}\n".encode())
    return hasher.hexdigest()


def _walk(folder: str, below: str) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        name = f"{below}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, name)
        else:
            status = entry.stat(follow_symlinks=False)
            yield name, status.st_size, status.st_mtime_ns
