"""Which program this is: what kept output must be thrown away for."""

from __future__ import annotations

from hashlib import blake2b
from importlib.metadata import distributions
from pathlib import Path


def _fingerprint() -> str:
    """Hash of the program's own files and of every installed distribution's version."""
    hasher = blake2b(digest_size=16)
    root = Path(__file__).parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            hasher.update(path.relative_to(root).as_posix().encode())
            hasher.update(path.read_bytes())
    for name in sorted({f"{one.name} {one.version}" for one in distributions()}):
        hasher.update(name.encode())
    return hasher.hexdigest()


FINGERPRINT = _fingerprint()
