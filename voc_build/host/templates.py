"""The theme's templates: compiled once for all who ask for them, and listed without the icons.

MkDocs has each build list all of a theme's files, and Material keeps 14,000 icons in a hidden folder, of which MkDocs
takes nothing; templates still find every icon they ask for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import jinja2
from mkdocs.theme import Theme


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates, from one environment or rebuild to the next; in memory only, for a cache holds no code."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill a template's bucket if it was compiled before."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


class _Files(jinja2.FileSystemLoader):
    def list_templates(self) -> list[str]:
        """The names of all files that no hidden folder holds, sorted."""
        return sorted({name for folder in self.searchpath for name in _shown(folder, "")})


_compiled = _Compiled()


def make_light(theme: Theme) -> None:
    """Give each environment of a theme what was compiled before, and no hidden folder to list."""
    plain = theme.get_env

    def get_env() -> jinja2.Environment:
        env = plain()
        env.loader, env.bytecode_cache = _Files(theme.dirs), _compiled
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def _shown(folder: str, below: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                yield below + entry.name
            elif not entry.name.startswith("."):
                yield from _shown(entry.path, f"{below}{entry.name}/")
