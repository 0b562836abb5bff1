"""The cache: bytes kept by the hash of everything they were made from.

An entry is `<kind>/<2 hex>/<key>`; its first 16 bytes are a digest of the rest, so a truncated or damaged
entry is as good as none. Entries are written beside and renamed into place, so two builds at once, or a build
that is cut off, leave whole entries only. Nothing here is executable: entries are JSON, numbers or HTML, never
pickles, so a cache may be shared between CI runs. Deleting the folder costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

_SEAL = 16


def digest(*parts: bytes | str) -> str:
    """One hash of several parts; moving a byte from one part to the next changes it."""
    hasher = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8") if isinstance(part, str) else part
        hasher.update(len(data).to_bytes(8, "little"))
        hasher.update(data)
    return hasher.hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of sealed entries; `folder` None keeps nothing."""

    folder: Path | None = None

    def has(self, kind: str, key: str) -> bool:
        """Whether something is kept under that key; it may still be damaged."""
        return self.folder is not None and self._path(kind, key).exists()

    def get(self, kind: str, key: str) -> bytes | None:
        """The payload kept under that key, None where there is none or it is damaged."""
        if self.folder is None:
            return None
        try:
            data = self._path(kind, key).read_bytes()
        except OSError:
            return None
        payload = data[_SEAL:]
        return payload if data[:_SEAL] == _seal(payload) else None

    def put(self, kind: str, key: str, payload: bytes) -> None:
        """Keep a payload; a cache that cannot be written is no reason to fail."""
        if self.folder is None:
            return
        path = self._path(kind, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(payload))
                file.write(payload)
            os.replace(name, path)

    def _path(self, kind: str, key: str) -> Path:
        assert self.folder is not None
        return self.folder / kind / key[:2] / key


def _seal(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=_SEAL).digest()
