"""The preview: pages are made when a browser asks for them, so a save costs reading the archive, not printing it.

MkDocs builds its few hand-written pages into a folder; everything generated lies on the shelf, unmade. A request
for a page takes it from there. While an archive is wrong, the shelf has its diagnostics under every page's address,
so that the browser shows what is wrong where the editor was looking, and comes back by itself.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Any

import jinja2

from voc_build.host.shell import Shells
from voc_build.pages.page import Download, Page

Maker = Callable[[], bytes]


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates from one rebuild to the next; in memory only, for a cache on disk holds no code."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill a template's bucket if it was compiled before."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_MARK = re.compile(r"^[^\n]+?:\d+:\d+: (?:error|warning)\[VOC\d{3}\]", re.MULTILINE)
"""Where a problem stands and what kind it is."""

_PROBLEMS = """\
<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>数据有误</title>
<style>
:root {{ color-scheme: light dark; font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }}
body {{ line-height: 1.7; margin: 0 auto; max-width: 60rem; padding: 2rem 1rem; }}
h1 {{ border-left: 0.35rem solid #a3241b; font-size: 1.4rem; line-height: 1.4; padding-left: 0.8rem; }}
pre {{
  background: #10202f; border-radius: 6px; color: #dbe6ef; overflow-x: auto; padding: 1rem 1.2rem;
  font-family: "Noto Sans Mono CJK SC", Consolas, Menlo, monospace; font-size: 0.85rem;
}}
mark {{ background: none; color: #ffb4a8; font-weight: 600; }}
</style>
</head>
<body>
<h1>数据有误，网站没有更新</h1>
<p>改好并保存后，这一页会自动恢复。</p>
<pre tabindex="0">{report}</pre>
</body>
</html>
"""

compiled = _Compiled()
"""The theme's templates, once compiled."""

busy = Lock()
"""Held while a build is at work: a request waits for the new shelf."""


@dataclass
class Shelf:
    """What can be asked for, by file name below the folder that is served."""

    root: Path
    makers: Mapping[str, Maker] = field(default_factory=dict)
    otherwise: Maker | None = None
    """What every other page's address gives."""

    def fetch(self, address: str) -> None:
        """Make the file behind an address, if it is ours and not made yet."""
        name = posixpath.normpath("/" + address + ("index.html" if address.endswith("/") else "")).lstrip("/")
        file = name if name in self.makers or PurePosixPath(name).suffix == ".html" else f"{name}/index.html"
        make = self.makers.get(file)
        if make is None and PurePosixPath(name).suffix in ("", ".html"):
            make = self.otherwise
        if make is None:
            return
        path = self.root / file
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(make())


shelf = Shelf(Path())
"""What is served now; each build puts a new one here."""


def fill(
    root: Path, pages: Iterable[Page], downloads: Iterable[Download], shells: Shells, more: Mapping[str, Maker]
) -> None:
    """Put a whole site on the shelf, unmade."""
    global shelf
    makers: dict[str, Maker] = {f"{page.url}index.html": _page(page, shells) for page in pages}
    makers |= {download.url: download.make for download in downloads}
    shelf = Shelf(root, {**makers, **more})


def _page(page: Page, shells: Shells) -> Maker:
    return lambda: shells.render(page).encode()


def show_problems(root: Path, report: str) -> None:
    """Put the diagnostics under every page's address."""
    global shelf
    text = _PROBLEMS.format(report=_MARK.sub(r"<mark>\g<0></mark>", escape(report, quote=False))).encode()
    shelf = Shelf(root, otherwise=lambda: text)


def attach(server: Any) -> None:
    """Let a request reach for the shelf before MkDocs' server looks at the folder."""
    plain = server.serve_request

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "ignore")
        if path.startswith("/livereload/"):
            return plain(environ, start_response)
        for _ in range(2):  # a build that begins now sweeps the page away before the server, which waits, looks
            with busy:
                shelf.fetch(path.removeprefix(server.mount_path.rstrip("/")))
            told: list[tuple[Any, ...]] = []
            body = plain(environ, lambda *words, told=told: told.append(words))
            if not told[0][0].startswith("404"):
                break
        start_response(*told[0])
        return body

    server.set_app(app)
