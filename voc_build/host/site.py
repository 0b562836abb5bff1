"""What is done at each of MkDocs' events: load, add the sections, make the pages, put the site in place."""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import time
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from voc_build.checkout import CACHE, ROOT
from voc_build.host import edition, parts, preview, refreshing, search
from voc_build.host.keep import Stage, sweep
from voc_build.host.press import Press
from voc_build.host.shell import Shells
from voc_build.host.sitemap import write_sitemap
from voc_build.host.templates import make_light
from voc_build.intake.cache import Cache, digest
from voc_build.intake.folder import Layout, survey
from voc_build.intake.load import Loaded, load
from voc_build.intake.privacy.output import LastLook
from voc_build.intake.report import text_report
from voc_build.numbers.audit import diagnose
from voc_build.pages import catalogue
from voc_build.pages.publication import Publication
from voc_build.version import FINGERPRINT
from voc_build.words.archive import Archive
from voc_build.words.moments import release_time

log = logging.getLogger("mkdocs.voc")
_INDEX = "search/search_index.json"
_PLACE = "---\ntemplate: section.html\n---\n"
"""What MkDocs knows of a section's page: it stands in the navigation, and an empty page is not written."""

executor: Executor | None = None
"""What reduces months to columns: none (one after another) unless `voc build` says otherwise."""

surveyed: Layout | None = None
"""The archive's files where `voc build` has looked at them already: what it judged is what is built."""

previewing = False
"""Whether pages are made when asked for (`serve`) or all at once."""

current: Publication | None = None
"""What the macros of hand-written pages speak of; set at `on_config`, before any page is read."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build, as the environment says it: `voc build` sets it, `mkdocs build` takes what is there."""

    data: Path
    as_of: dt.datetime
    beside: str = ""
    edition: edition.Edition = "web"
    whole: bool = False
    """Unreleased issues too, for the preview of one."""

    @classmethod
    def from_environment(cls) -> Options:
        """VOC_DATA, VOC_AS_OF (else SOURCE_DATE_EPOCH, else the clock), VOC_BESIDE, VOC_EDITION, VOC_WHOLE."""
        return cls(
            data=Path(os.environ.get("VOC_DATA", "data")),
            as_of=moment(os.environ.get("VOC_AS_OF")),
            beside=os.environ.get("VOC_BESIDE", ""),
            edition=edition.named(os.environ.get("VOC_EDITION") or "web"),
            whole=bool(os.environ.get("VOC_WHOLE")),
        )


def moment(as_of: str | None) -> dt.datetime:
    """The moment embargoes are judged at: as asked, else SOURCE_DATE_EPOCH, else now."""
    if as_of:
        return release_time(as_of)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch) if epoch else time.time(), dt.UTC)


@dataclass
class Site:
    """One build's state between MkDocs' events."""

    problems: str = ""
    cache: Cache = field(default_factory=Cache)
    publication: Publication | None = None
    last_look: LastLook | None = None
    stage: Stage | None = None
    nav: Navigation | None = None
    files: Files | None = None
    env: jinja2.Environment | None = None
    index: bytes = b""
    """What a preview's search finds in hand-written pages."""

    def on_startup(self, command: str, dirty: bool, **_: Any) -> None:
        """Remember whether this is a preview: hooks are loaded anew for each build, the module is not."""
        global previewing
        previewing = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the archive, stop on problems, and send MkDocs' output to a stage."""
        if previewing:
            preview.busy.acquire()
        settings = self._read(config).settings
        config.site_name = settings.title
        if not previewing:
            config.site_url = settings.address.rstrip("/") + "/" if settings.address else ""
        if not config.site_url:
            # Material's instant navigation asks the sitemap which pages are its own; without an address there is none.
            config.theme["features"] = [one for one in config.theme["features"] if one != "navigation.instant"]
        edition.apply(config, Options.from_environment().edition)
        make_light(config.theme)
        if self.problems:
            if not previewing:
                log.error("\n" + self.problems)
                raise Abort("数据有误，网站未生成")
            config.nav = None
        elif not previewing:
            self._open_stage(config)
        return config

    def _read(self, config: MkDocsConfig) -> Archive:
        """The archive as it stands now, and what is wrong with it."""
        global current
        options = Options.from_environment()
        root = Path(config.config_file_path or ".").parent / options.data
        self.cache = Cache(CACHE)
        layout = surveyed if surveyed is not None and surveyed.root == root else survey(root, self.cache)
        memory = refreshing.issues if previewing else None
        as_of = None if options.whole else options.as_of
        loaded = load(layout, as_of=as_of, cache=self.cache, executor=executor, memory=memory)
        gc.freeze()  # what was read stays to the end: the collector need not look at it at every save
        self.publication = current = Publication.of(loaded, beside=options.beside)
        self.problems = problems_of(loaded, self.publication, self.cache)
        loaded.forget_files()
        self.last_look = LastLook(loaded)
        config.extra["voc"] = self.publication.around
        if self.problems and previewing:
            click.echo("\n" + self.problems, err=True)  # no record: a strict MkDocs would take it for its own failure
        return loaded.archive

    def _open_stage(self, config: MkDocsConfig) -> None:
        assert self.publication
        final = Path(config.site_dir)
        sweep(final, time.time())
        self.stage = Stage.open(final, self.cache, self.publication.beside)
        config.site_dir = str(self.stage.root)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Give each section of the navigation that no hand-written page fills its place."""
        if self.problems:
            return Files([File.generated(config, "index.md", content="# 数据有误\n")])
        for section in catalogue.SECTIONS:
            uri = f"{section}index.md"
            if files.get_file_from_path(uri) is None:
                files.append(File.generated(config, uri, content=_PLACE))
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

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Give hand-written pages the links of the edition."""
        return edition.linked(output, config)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Make every generated page that changed, take over the others, finish the index, and publish."""
        if self.problems:
            preview.show_problems(Path(config.site_dir), self.problems)
            preview.behind.done(frozenset())
            refreshing.latest = None  # MkDocs has swept away what it made before
            preview.busy.release()
            return
        publication = self.publication
        assert publication and self.env and self.nav and self.files
        if previewing:
            self._lay_out(config)
            preview.busy.release()
            return
        shells = Shells(self.env, config, self.files, self.nav, self._sections(catalogue.SECTIONS))
        pages = list(catalogue.pages(publication))
        stage = self.stage
        assert stage and self.last_look
        around = digest(FINGERPRINT, shells.fingerprint(), config.site_url or "", config.site_name)
        press = Press(stage, shells, around, self.last_look)
        press.print(pages, catalogue.downloads(publication), self._hand_written())
        if press.broken:
            log.error("\n".join(press.broken))
            raise Abort("站内链接有误")
        if press.sending:
            log.error("\n".join(f"{url} 的交互图没有关闭上传" for url in press.sending))
            raise Abort("交互图可能把数据发到外部，网站未发布")
        if press.personal:
            log.error("\n".join(f"error[VOC314]: {one}" for one in press.personal))
            raise Abort("生成的网页含有个人信息，网站未发布")
        search.write_index(stage.root / "search" / "search_index.json", pages, publication)
        write_sitemap(stage.root, config, [page.url for page in pages], self._hand_written(), publication)
        edition.finish(stage.root, config)
        stage.publish()
        done = f"{len(pages)} 个生成页（新写 {stage.written}，沿用 {len(stage.kept)}）"
        log.info(f"{publication.archive.settings.title}：{done}")

    def _lay_out(self, config: MkDocsConfig) -> None:
        """After a whole build: what MkDocs made stays, and this site can be refreshed."""
        assert self.files is not None
        root = Path(config.site_dir)
        for section in catalogue.SECTIONS:
            (root / section / "index.html").unlink(missing_ok=True)
        self.index = (root / _INDEX).read_bytes()
        (root / _INDEX).unlink()
        self._put_on_shelf(config)
        told = (file for file in self.files if file.page is not None and file.page.meta.get("render_macros"))
        preview.behind.done(frozenset(file.dest_uri for file in told))
        refreshing.latest = lambda: self._refresh(config)

    def _refresh(self, config: MkDocsConfig) -> None:
        """Pages of the archive as it stands now, without MkDocs."""
        with preview.busy:
            self._read(config)
            preview.behind.is_behind = True
            if self.problems:
                preview.show_problems(Path(config.site_dir), self.problems)
            else:
                self._put_on_shelf(config)

    def _put_on_shelf(self, config: MkDocsConfig) -> None:
        assert self.publication and self.env and self.nav and self.files
        shells = Shells(self.env, config, self.files, self.nav, self._sections(catalogue.SECTIONS))
        pages = preview.Pages(self.publication)
        root = Path(config.site_dir)

        def index() -> bytes:
            written = root / _INDEX
            written.write_bytes(self.index)
            search.write_index(written, pages.every(), pages.publication)
            return written.read_bytes()

        preview.fill(root, pages, shells, {_INDEX: index})

    def on_build_error(self, error: Exception) -> None:
        """A build that failed leaves the site as it was."""
        if self.stage is not None:
            self.stage.discard()
        if previewing and preview.busy.locked():
            preview.busy.release()

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> Any:
        """Watch the archive that is served, wherever it is."""
        from voc_build.host.watching import watch_closely

        data = Options.from_environment().data.resolve()
        server.watch(str(data))
        preview.attach(server)
        refreshing.rebuild(server, builder, watch_closely(server), data / "issues")
        return server

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
        return {"" if file.url == "./" else file.url for file in self.files if _included(file)}


def _included(file: File) -> bool:
    return bool(file.inclusion.is_included())  # type: ignore[no-untyped-call]


def problems_of(loaded: Loaded, publication: Publication, cache: Cache) -> str:
    """Every problem as a report when one is an error, else nothing; a clean archive is not searched again."""
    key = digest(FINGERPRINT, "clean", publication.key)
    if not loaded.diagnostics and cache.get("checked", key) is not None:
        return ""
    diagnostics = diagnose(loaded, publication.reconciled)
    if any(diagnostic.is_error for diagnostic in diagnostics):
        return text_report(diagnostics, loaded.files)
    if not diagnostics:
        cache.put("checked", key, b"clean")
    return ""
