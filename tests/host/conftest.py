"""Building the small archive into a site, with a cache of the test's own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from voc_build.host import build as building
from voc_build.host import site as hooked

AS_OF = "2024-01-01"


@dataclass
class Builder:
    """Builds archives of the test into sites of the test."""

    folder: Path
    use_cache: Callable[[Path], None]

    def __call__(
        self, data: Path, name: str = "site", *, cache: str = "cache", beside: Path | None = None, edition: str = "web"
    ) -> Path:
        """Build; the site's folder. Fails the test when the build does."""
        assert self.code(data, name, cache=cache, beside=beside, edition=edition) == 0
        return self.folder / name

    def code(
        self, data: Path, name: str = "site", *, cache: str = "cache", beside: Path | None = None, edition: str = "web"
    ) -> int:
        """Build; the exit code."""
        self.use_cache(self.folder / cache)
        return building.build(data, self.folder / name, edition, as_of=AS_OF, beside=beside)


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builder:
    """A builder whose caches and sites lie in the test's own folder."""

    def use(cache: Path) -> None:
        monkeypatch.setattr(building, "CACHE", cache)
        monkeypatch.setattr(hooked, "CACHE", cache)

    return Builder(tmp_path, use)


@pytest.fixture
def tree() -> Callable[[Path], Mapping[str, str]]:
    """Every file of a folder by name, with a hash of its bytes."""

    def read(root: Path) -> Mapping[str, str]:
        return {
            path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }

    return read
