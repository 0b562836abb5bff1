"""What is done at each of MkDocs' events: load, add the sections, make the pages, put the site in place."""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from voc_build.host import parts, search
from voc_build.host.keep import Stage, sweep
from voc_build.host.shell import Shells
from voc_build.host.sitemap import write_sitemap
from voc_build.intake.cache import Cache, digest
from voc_build.intake.load import load, release_time
from voc_build.pages import catalogue
from voc_build.pages.page import Page
from voc_build.pages.publication import Publication
from voc_build.version import FINGERPRINT

log = logging.getLogger("mkdocs.voc")

ROOT = Path(__file__).parents[2]
"""The checkout."""

current: Publication | None = None
"""What the macros of hand-written pages speak of; set at `on_config`, before any page is read."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build, as the environment says it: `voc build` sets it, `mkdocs build` takes what is there."""

    data: Path
    as_of: dt.datetime
    beside: str = ""
    executor: Executor | None = None

    @classmethod
    def from_environment(cls) -> Options:
        """VOC_DATA, VOC_AS_OF (else SOURCE_DATE_EPOCH, else the clock), VOC_BESIDE."""
        return cls(
            data=Path(os.environ.get("VOC_DATA", "data")),
            as_of=moment(os.environ.get("VOC_AS_OF")),
            beside=os.environ.get("VOC_BESIDE", ""),
        )


def moment(as_of: str | None) -> dt.datetime:
    """The moment embargoes are judged at: as asked, else SOURCE_DATE_EPOCH, else now."""
    if as_of:
        return release_time(as_of)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch) if epoch else time.time(), dt.timezone.utc)


@dataclass
class Site:
    """One build's state between MkDocs' events."""

    options: Options | None = None
    executor: Executor | None = None
    cache: Cache = field(default_factory=Cache)
    publication: Publication | None = None
    stage: Stage | None = None
    nav: Navigation | None = None
    files: Files | None = None
    env: jinja2.Environment | None = None

    def on_startup(self, command: str, dirty: bool, **_: Any) -> None:
        """Nothing yet: everything is read afresh for each build, so that serve sees what was saved."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the archive, stop on problems, and send MkDocs' output to a stage."""
        global current
        options = self.options or Options.from_environment()
        root = options.data if options.data.is_absolute() else Path(config.config_file_path or ".").parent / options.data
        self.cache = Cache(ROOT / ".cache" / "voc")
        loaded = load(root, as_of=options.as_of, cache=self.cache, executor=self.executor)
        stop_on_problems(loaded)
        self.publication = current = Publication(loaded.archive, beside=options.beside)
        settings = loaded.archive.settings
        config.site_name = settings.title
        config.site_url = settings.address.rstrip("/") + "/" if settings.address else ""
        if not config.site_url:
            # Material's instant navigation asks the sitemap which pages are its own; without an address there is none.
            config.theme["features"] = [one for one in config.theme["features"] if one != "navigation.instant"]
        config.extra["voc"] = self.publication.around
        final = Path(config.site_dir)
        sweep(final, time.time())
        self.stage = Stage.open(final, self.cache)
        config.site_dir = str(self.stage.root)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Give each section of the navigation that no hand-written page fills its place."""
        for section in catalogue.SECTIONS:
            uri = f"{section}index.md"
            if files.get_file_from_path(uri) is None:
                files.append(File.generated(config, uri, content=""))
        for url, data in parts.vendor_files(ROOT / "node_modules"):
            files.append(File.generated(config, url, content=data))
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation the shells print."""
        self.nav, self.files = nav, files
        return nav

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Remember the environment the shells are rendered in."""
        self.env = env
        return env

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Make every generated page that changed, take over the others, finish the index, and publish."""
        stage, publication = self.stage, self.publication
        assert stage and publication and self.env and self.nav and self.files
        shells = Shells(self.env, config, self.files, self.nav, self._sections(catalogue.SECTIONS))
        around = digest(FINGERPRINT, shells.fingerprint(), config.site_url or "", config.site_name)
        pages = list(catalogue.pages(publication))
        known = {page.url for page in pages} | self._hand_written() | {d.url for d in catalogue.downloads(publication)}
        problems: list[str] = []
        for page in pages:
            self._make(page, shells, around, stage, known, problems)
        for download in catalogue.downloads(publication):
            if not stage.keep(download.url, download.key):
                stage.write(download.url, download.key, download.make())
        if problems:
            for problem in problems:
                log.error(problem)
            raise Abort("站内链接有误")
        search.write_index(stage.root / "search" / "search_index.json", pages, publication.archive, self.cache)
        write_sitemap(stage.root, config, [page.url for page in pages], self._hand_written(), publication)
        stage.publish()
        log.info(f"{publication.archive.settings.title}：{len(pages)} 个生成页（新写 {stage.written}，沿用 {stage.kept}）")

    def on_build_error(self, error: Exception) -> None:
        """A build that failed leaves the site as it was."""
        if self.stage is not None:
            self.stage.discard()

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> Any:
        """Watch the archive that is served, wherever it is."""
        options = self.options or Options.from_environment()
        server.watch(str(options.data.resolve()))
        return server

    def _make(
        self, page: Page, shells: Shells, around: str, stage: Stage, known: set[str], problems: list[str]
    ) -> None:
        file = f"{page.url}index.html"
        key = digest(around, page.key, page.title, page.description)
        if not stage.keep(file, key):
            html = shells.render(page).encode()
            stage.write(file, key, html, *sorted(page.links))
        for link in stage.remembered(file):
            if link not in known:
                problems.append(f"{page.url} 链接到不存在的 {link}")

    def _sections(self, urls: tuple[str, ...]) -> dict[str, MkDocsPage]:
        assert self.files is not None
        found = {}
        for url in urls:
            file = self.files.get_file_from_path(f"{url}index.md")
            if file is not None and file.page is not None:
                found[url] = file.page
        return found

    def _hand_written(self) -> set[str]:
        assert self.files is not None
        return {"" if file.url == "./" else file.url for file in self.files if file.inclusion.is_included()}


def stop_on_problems(loaded: Any) -> None:
    """Print every problem; Abort when one of them is an error."""
    from voc_build.intake.report import text_report
    from voc_build.numbers.audit import diagnose

    diagnostics = diagnose(loaded)
    if any(diagnostic.is_error for diagnostic in diagnostics):
        log.error("\n" + text_report(diagnostics, loaded.files))
        raise Abort("数据有误，网站未生成")
