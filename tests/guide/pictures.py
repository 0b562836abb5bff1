"""Draw the guide's pictures anew: `python -m tests.guide.pictures`, once the look of a page has changed.

The editor's own pages come from a real `voc serve` of what the guide's five steps lead to, first with the fault that
its case begins with, then mended; readers' pages come from a build of the demonstration archive.
No picture names a real bank.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

from tests.conftest import WORLD, laid_out
from tests.guide.steps import DOCS, MAPPING, STEP, TODAY, commands

FOLDER = DOCS / "assets/guide"
CHROMIUM = os.environ.get("VOC_CHROMIUM") or shutil.which("chromium")
WIDTH, SHARPNESS = 900, 1.5
"""A window as an editor leaves it beside the file, in CSS pixels; dots a pixel."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, what is to be seen on it, so many CSS pixels of it, from the heading with this id on."""

    address: str
    shown: str
    height: int
    heading: str = ""


PREVIEW = {
    "broken.webp": Picture("cases/2023-08-01/", "VOC103", 330),
    "case.webp": Picture("cases/2023-08-01/", "还款提醒晚到一天", 800),
    "draft.webp": Picture("issues/2023-08/", "砚北分行", 800),
}
"""In this order: the case is wrong for the first."""
READERS = {
    "month.webp": Picture("issues/2023-06/", "业务", 590, "business"),
    "ledger.webp": Picture("ledger/", "未完成的事项", 400, "open"),
    "difference.webp": Picture("reconcile/", "机构表", 560, "2021-07"),
}
PICTURES = PREVIEW | READERS
"""Every picture of the guide by its file."""


CASE, FAULT = "issues/2023-08/cases/01.yml", ("云溪分行", "云西分行")


def walk(root: Path) -> Path:
    """The small archive after the guide's five steps."""
    data = root / "data"
    for name, text in {**WORLD, "import/ledger.yml": MAPPING}.items():
        _save(data / name, laid_out(text))
    for match in STEP.finditer((DOCS / "guide/index.md").read_text(encoding="utf-8")):
        if match["file"] and match["file"].endswith(".csv"):
            (root / match["file"]).write_text(match["text"], encoding="gb18030")
        elif match["file"]:
            _save(data / match["file"], match["text"])
        for command in commands(match["run"] or ""):
            subprocess.run(_voc(*command), cwd=root, env=_environment(root), stdout=subprocess.DEVNULL, check=False)
    return data


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _voc(*words: str) -> list[str]:
    return [sys.executable, "-c", "from voc_build.cli import main; main()", *words]


def _environment(root: Path) -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": TODAY, "VOC_CACHE": str(root / "cache")}


@contextlib.contextmanager
def preview(root: Path) -> Iterator[str]:
    """`voc serve` of the month, its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(_voc("serve", "2023-08", "--addr", address), cwd=root, env=_environment(root))
    try:
        yield f"http://{address}/"
    finally:
        server.terminate()
        server.wait()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def readers(root: Path) -> Iterator[str]:
    """The demonstration archive's site, its address."""
    demo, site = DOCS.parent / "demo", root / "site"
    subprocess.run(_voc("build", "--data", str(demo), "--site-dir", str(site)), env=_environment(root), check=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def draw(page: Page, base: str, name: str) -> None:
    """Wait until it is to be seen, and keep it as WebP."""
    wanted = PICTURES[name]
    page.set_viewport_size({"width": WIDTH, "height": wanted.height})
    for _ in range(60):
        with contextlib.suppress(PlaywrightError):  # nobody listens yet
            answer = page.goto(base + wanted.address)
            if answer is not None and wanted.shown in answer.text():
                break
        page.wait_for_timeout(1000)
    else:
        raise SystemExit(f"{name}: {wanted.shown} is not to be seen")
    if wanted.heading:
        page.evaluate("id => document.getElementById(id).scrollIntoView()", wanted.heading)
    page.wait_for_timeout(800)
    Image.open(io.BytesIO(page.screenshot())).save(FOLDER / name, quality=70, method=6)


def main() -> None:
    """Look at every page as it is served."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        root = Path(folder)
        data = walk(root)
        mended = (data / CASE).read_text(encoding="utf-8")
        broken = mended.replace(*FAULT)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(device_scale_factor=SHARPNESS)
        (data / CASE).write_text(broken, encoding="utf-8")
        with preview(root) as base:
            for name in PREVIEW:
                draw(page, base, name)
                (data / CASE).write_text(mended, encoding="utf-8")
        with readers(root) as base:
            for name in READERS:
                draw(page, base, name)
        browser.close()


if __name__ == "__main__":
    main()
