"""`voc build` and `voc serve`: MkDocs run with our options, one archive or two in one stage."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from voc_build.host.site import ROOT

CONFIG = ROOT / "mkdocs.yml"


@contextmanager
def _environment(**values: str | None) -> Iterator[None]:
    """Environment variables for the hook, taken back afterwards."""
    saved = {name: os.environ.get(name) for name in values}
    try:
        for name, value in values.items():
            if value:
                os.environ[name] = value
        yield
    finally:
        for name, value in saved.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def build(
    data: Path,
    site_dir: Path,
    edition: str = "web",
    as_of: str | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    beside: str = "",
) -> int:
    """Build one archive into `site_dir`; returns the exit code. `beside` is linked from the home page."""
    _talk()
    with _environment(VOC_DATA=str(data.resolve()), VOC_AS_OF=as_of, VOC_BESIDE=beside):
        try:
            config = load_config(str(CONFIG), site_dir=str(site_dir.resolve()), strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build.build(config)
        except (Abort, ConfigurationError) as stopped:
            logging.getLogger("mkdocs.voc").error(str(stopped))
            return 1
    return 0


def serve(data: Path, issue: str | None = None) -> int:
    """Preview an archive live."""
    _talk()
    with _environment(VOC_DATA=str(data.resolve())):
        mkdocs_serve.serve(str(CONFIG))
    return 0


def _talk() -> None:
    log = logging.getLogger("mkdocs")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        log.addHandler(handler)
    log.setLevel(logging.INFO)
