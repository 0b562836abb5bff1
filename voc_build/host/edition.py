"""The two editions of a site: `web` for a server, `folder` for a shared drive, opened without one (`file://`).

Both hold the same pages at the same addresses. In a folder nothing turns `cases/` into `cases/index.html`, so every
link says so itself; workers and fetched data do not exist there, so search runs in a frame (iframe-worker's shim) and
its index comes as a script; there is no server to answer a wrong address, and no navigation without loading.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, cast, get_args

from mkdocs.config.defaults import MkDocsConfig

from voc_build.host.parts import SHIM

Edition = Literal["web", "folder"]

_TO_FOLDER = re.compile(r'( (?:href|action)=")((?:[^"#?:]*/)(?:\.\.?)?|\.\.?)(?=["#?])')
"""A relative link that ends at a folder: `../`, `cases/?kw=…`, `../..`; never one with a scheme."""


def named(name: str) -> Edition:
    """An edition by its name; ValueError for any other."""
    if name not in get_args(Edition):
        raise ValueError(f"no edition {name!r}")
    return cast(Edition, name)


def apply(config: MkDocsConfig, edition: Edition) -> None:
    """Set MkDocs and Material up for an edition."""
    config.extra["edition"] = edition
    if edition == "folder":
        config.theme["features"] = [one for one in config.theme["features"] if one != "navigation.instant"]
        config.extra["polyfills"] = [*config.extra.get("polyfills", []), SHIM]
        config.theme.static_templates.discard("404.html")


def linked(html: str, config: MkDocsConfig) -> str:
    """HTML with the links its edition needs; twice is as good as once."""
    if config.extra.get("edition") != "folder":
        return html
    return _TO_FOLDER.sub(_to_file, html)


def _to_file(found: re.Match[str]) -> str:
    before, folder = found.groups()
    return f"{before}{folder}{'' if folder.endswith('/') else '/'}index.html"


def finish(root: Path, config: MkDocsConfig) -> None:
    """Turn the finished search index of a folder into a script: nothing there could fetch it as data."""
    if config.extra.get("edition") == "folder":
        index = root / "search" / "search_index.json"
        index.with_suffix(".js").write_text(f"var __index={index.read_text('utf-8')}", "utf-8")
        index.unlink()
