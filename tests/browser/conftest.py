"""Both archives built once a session, served, and a Chromium to look at them with."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"
CHROMIUM = os.environ.get("VOC_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
"""What `make test` found or installed; without make, the browser of the machine."""


@dataclass(frozen=True, slots=True)
class Sites:
    """Where the two archives' sites stand on disk, web edition."""

    data: Path
    demo: Path


def _left_out(why: str) -> NoReturn:
    """Skip, except in CI, where what is not looked at has not passed."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Both archives, built as `voc build` does."""
    if CHROMIUM is None or not MODULES.is_dir():
        _left_out("no Chromium or no node_modules: run make setup-dev first")
    from voc_build.host.build import build

    root = tmp_path_factory.mktemp("sites")
    for name in ("data", "demo"):
        assert build(ROOT / name, root / name) == 0, f"{name}/ does not build"
    return Sites(root / "data", root / "demo")


@pytest.fixture(scope="session")
def served(sites: Sites) -> Iterator[str]:
    """The address both sites are served at: `…/data/` and `…/demo/`."""
    handler = functools.partial(_Quiet, directory=str(sites.data.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A Chromium of the module's own: Playwright's loop must be gone before another module starts one."""
    if CHROMIUM is None:
        _left_out("no Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()
