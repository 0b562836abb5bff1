"""Whether there is anything to do at all: one hash of everything a site is made from, and a look at what stands.

When archive, program, theme, hand-written pages and options are those of the last build, and every file that build
left still has its size and time of change, nothing is made and MkDocs is not even imported.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from voc_build.host.keep import hashed, left, looks
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


def is_current(final: Path, asked: str, cache: Cache, beside: str = "") -> bool:
    """True when `final` holds the site of that state, untouched since; the folder `beside` is another's."""
    kept = cache.get("states", _key(final))
    if kept is None:
        return False
    entry = json.loads(kept)
    try:
        return bool(entry["state"] == asked) and hashed(looks(final, beside)) == entry["looks"]
    except OSError:
        return False  # there is no site, or somebody is taking it away


def remember(final: Path, asked: str, cache: Cache) -> None:
    """Note that what the last build left in `final` is the site of that state."""
    cache.put("states", _key(final), json.dumps({"state": asked, "looks": left(final, cache)}).encode())
