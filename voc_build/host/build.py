"""`voc build` and `voc serve`: MkDocs run with our options, unless nothing changed at all."""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

import click

from voc_build.checkout import CACHE, ROOT
from voc_build.host import fresh
from voc_build.host.keep import alone
from voc_build.intake.cache import Cache
from voc_build.intake.collector import no_collector
from voc_build.intake.folder import Layout, survey
from voc_build.words.moments import release_time

CONFIG = ROOT / "mkdocs.yml"


def build(
    data: Path,
    site_dir: Path,
    edition: str = "web",
    as_of: str | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    beside: Path | None = None,
) -> int:
    """Build an archive into `site_dir`; the exit code.

    With `beside` a second archive is built after it, into the folder of its name below the site, and linked from
    the home page. `jobs` > 1 or `cluster` (a Dask scheduler's address) spread the reading of tickets.
    """
    moment = release_time(as_of) if as_of else dt.datetime.now(dt.UTC)
    name = beside.name if beside is not None and beside.is_dir() else ""
    made = [(data, site_dir, name)]
    if name:
        made.append((beside or data, site_dir / name, ""))
    cache = Cache(CACHE)
    with no_collector(), alone(site_dir, cache), _executor(jobs, cluster) as executor:
        for archive, final, linked in made:
            layout = survey(archive.resolve(), cache)
            asked = fresh.state(ROOT, layout, moment, edition, linked)
            if fresh.is_current(final, asked, cache, linked):
                click.echo(f"没有变化，网站已是最新：{final}")
                continue
            code = _mkdocs(layout, final.resolve(), moment, edition, linked, executor)
            if code:
                return code
            fresh.remember(final, asked, cache)
            click.echo(f"网站已生成：{final}")
        gc.freeze()  # what the build leaves behind goes with the process: the collector need not look at it
    return 0


def _mkdocs(
    layout: Layout, final: Path, as_of: dt.datetime, edition: str, beside: str, executor: Executor | None
) -> int:
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    from voc_build.host import site
    from voc_build.host.talk import talk

    talk()
    site.executor, site.surveyed = executor, layout
    told = {"VOC_DATA": str(layout.root), "VOC_AS_OF": as_of.isoformat(), "VOC_BESIDE": beside, "VOC_EDITION": edition}
    with _environment(**told):
        try:
            config = load_config(str(CONFIG), site_dir=str(final), strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
        except (Abort, ConfigurationError) as stopped:
            click.echo(f"voc：{stopped}", err=True)
            return 1
        finally:
            site.executor = site.surveyed = None
    return 0


def serve(data: Path, issue: str | None = None, address: str = "127.0.0.1:8000") -> int:
    """Preview an archive live; with an issue's 期号 unreleased ones are shown too, and its address is said."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    from voc_build.host.talk import talk

    talk()
    if issue is not None and not (data / "issues" / issue).is_dir():
        click.echo(f"voc：没有 {issue} 这一期，先运行 voc new {issue}", err=True)
        return 2
    where = f"issues/{issue}/" if issue else ""
    click.echo(f"预览：http://{address}/{where}（Ctrl-C 结束；保存 YAML 后网页自动更新）")
    with _environment(VOC_DATA=str(data.resolve()), VOC_WHOLE="1" if issue else ""):
        mkdocs_serve(str(CONFIG), dev_addr=address, strict=False)  # a warning is no reason to show nothing
    return 0


@contextmanager
def _executor(jobs: int, cluster: str | None) -> Iterator[Executor | None]:
    """Whatever reduces months to columns; None is one after another, in this process."""
    if cluster:
        from distributed import Client

        with Client(cluster) as client:  # type: ignore[no-untyped-call]
            yield client.get_executor()
    elif jobs > 1:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(jobs) as pool:
            yield pool
    else:
        yield None


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Environment variables for the hook, taken back afterwards."""
    saved = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in saved.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
