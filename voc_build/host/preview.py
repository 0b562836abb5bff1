"""The preview: pages are made when a browser asks for them, so a save costs reading the archive, not printing it.

MkDocs builds its few hand-written pages into a folder; everything generated lies on the shelf, unmade. A request
for a page takes it from there. While an archive is wrong, the shelf has its diagnostics under every page's address,
so that the browser shows what is wrong where the editor was looking, and comes back by itself.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path, PurePosixPath
from threading import Event, Lock
from typing import Any

from voc_build.host.shell import Shells
from voc_build.pages import case, catalogue
from voc_build.pages.page import Page
from voc_build.pages.publication import Publication

Maker = Callable[[], bytes]
_TROUBLE = "voc-problems.html"
_PATIENCE = 60.0


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

busy = Lock()
"""Held while a build is at work: a request waits for the new shelf."""


@dataclass
class Pages:
    """A publication's pages, made out one type after another until the one that is asked for is among them."""

    publication: Publication
    _found: dict[str, Page] = field(default_factory=dict)
    _open: dict[int, Iterator[Page]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._open = {number: make(self.publication) for number, make in enumerate(catalogue.TYPES)}

    def at(self, url: str) -> Page | None:
        """The page of an address, None where there is none."""
        if url not in self._found and (case_page := case.at(self.publication, url)) is not None:
            self._found[url] = case_page
        usual = _usual.get(url.partition("/")[0])
        for number in sorted(self._open, key=lambda number: number != usual):
            if url in self._found:
                break
            self._look(number, url)
        return self._found.get(url)

    def every(self) -> list[Page]:
        """All of them."""
        return list(catalogue.pages(self.publication))

    def _look(self, number: int, url: str) -> None:
        for page in self._open[number]:
            self._found.setdefault(page.url, page)
            if page.url == url:
                _usual[url.partition("/")[0]] = number
                return
        del self._open[number]


_usual: dict[str, int] = {}
"""Which type of page was found under the first part of an address."""


@dataclass
class Shelf:
    """What can be asked for, by file name below the folder that is served."""

    root: Path
    makers: Callable[[str], Maker | None]
    problems: bytes | None = None
    """What every page's address gives while the archive is wrong."""
    made: set[Path] = field(default_factory=set)

    def fetch(self, address: str) -> str:
        """Make the file behind an address, if it is ours and not made yet; the address that is to be served."""
        name = file_of(address)
        if self.problems is not None and PurePosixPath(name).suffix in ("", ".html"):
            self._keep(self.root / _TROUBLE, self.problems)
            return _TROUBLE
        ours = not PurePosixPath(name).suffix and f"{name}/index.html"
        for file in (name, ours) if ours else (name,):
            path = self.root / file
            if path.is_file():
                break
            make = self.makers(file)
            if make is not None:
                self._keep(path, make())
                break
        return address

    def sweep(self) -> None:
        """Take away what was made."""
        for path in self.made:
            path.unlink(missing_ok=True)

    def _keep(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.made.add(path)


def file_of(address: str) -> str:
    """The file an address means, below the folder that is served."""
    return posixpath.normpath("/" + address + ("index.html" if address.endswith("/") else "")).lstrip("/")


shelf = Shelf(Path(), lambda file: None)
"""What is served now; each build puts a new one here."""


def fill(root: Path, pages: Pages, shells: Shells, more: Mapping[str, Maker]) -> None:
    """Put a whole site on the shelf, unmade."""

    @cache
    def downloads() -> dict[str, Maker]:
        return {one.url: one.make for one in catalogue.downloads(pages.publication)}

    def maker(file: str) -> Maker | None:
        if not file.endswith(".html"):
            return more.get(file) or downloads().get(file)
        page = pages.at(file.removesuffix("index.html")) if file.endswith("/index.html") else None
        return None if page is None else lambda: shells.render(page)

    _replace(Shelf(root, maker))


def show_problems(root: Path, report: str) -> None:
    """Put the diagnostics under every page's address."""
    text = _PROBLEMS.format(report=_MARK.sub(r"<mark>\g<0></mark>", escape(report, quote=False))).encode()
    _replace(Shelf(root, lambda file: None, text))


def _replace(new: Shelf) -> None:
    global shelf
    shelf.sweep()
    shelf = new


@dataclass
class Behind:
    """Hand-written pages that tell of the archive: MkDocs makes them anew only when one of them is asked for."""

    files: frozenset[str] = frozenset()
    is_behind: bool = False
    wanted: bool = False
    caught_up: Event = field(default_factory=Event)

    def catch_up(self, server: Any, file: str) -> None:
        """Have MkDocs build everything if that file needs it, and wait."""
        if not self.is_behind or file not in self.files:
            return
        self.caught_up.clear()
        self.wanted = True
        with server._rebuild_cond:
            server._want_rebuild = True
            server._rebuild_cond.notify_all()
        self.caught_up.wait(_PATIENCE)

    def done(self, files: frozenset[str]) -> None:
        """MkDocs has built everything."""
        self.files, self.is_behind, self.wanted = files, False, False
        self.caught_up.set()


behind = Behind()
"""What hand-written pages of this preview need."""


def attach(server: Any) -> None:
    """Let a request reach for the shelf before MkDocs' server looks at the folder."""
    plain = server.serve_request

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "ignore")
        if path.startswith("/livereload/"):
            return plain(environ, start_response)
        address = path.removeprefix(server.mount_path.rstrip("/"))
        if shelf.problems is None:
            behind.catch_up(server, file_of(address))
        for _ in range(2):  # a build that begins now sweeps the page away before the server, which waits, looks
            with busy:
                served = shelf.fetch(address)
            asked = environ if served == address else environ | {"PATH_INFO": server.mount_path + served}
            told: list[tuple[Any, ...]] = []
            body = plain(asked, lambda *words, told=told: told.append(words))
            if not told[0][0].startswith("404"):
                break
        start_response(*told[0])
        return body

    server.set_app(app)
