"""Which program this is: what kept output must be thrown away for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b

_INSTALLED = (".dist-info", ".egg-info")
"""How the folder ends that stands beside an installed package; before that it says name and version."""


def fingerprint(program: str, paths: list[str]) -> str:
    """Hash of the files of a program's folder and of the name and version of all that is installed in `paths`."""
    hasher = blake2b(digest_size=16)
    for name, path in sorted(_files(program, "")):
        hasher.update(name.encode())
        with open(path, "rb") as file:
            hasher.update(file.read())
    for name in sorted({name for path in paths for name in _installed(path)}):
        hasher.update(name.encode())
    return hasher.hexdigest()


def _files(folder: str, below: str) -> Iterator[tuple[str, str]]:
    """Each file's way from the folder, and its place; what Python compiled left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                yield below + entry.name, entry.path
            elif entry.name != "__pycache__":
                yield from _files(entry.path, f"{below}{entry.name}/")


def _installed(path: str) -> list[str]:
    """What one place of Python's search path says of itself by its names alone; reading each would take ten times."""
    with suppress(OSError):  # a zip file, or nothing
        return [name for name in os.listdir(path or ".") if name.endswith(_INSTALLED)]
    return []


FINGERPRINT = fingerprint(os.path.dirname(__file__), sys.path)
