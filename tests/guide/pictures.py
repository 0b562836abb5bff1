"""Draw the guide's pictures anew: `python -m tests.guide.pictures`, once the look of a page has changed.

The page is the one the guide's own five steps lead to, so it names no real bank.
"""

from __future__ import annotations

import functools
import http.server
import io
import os
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.conftest import WORLD, laid_out
from tests.guide.test_guide import DOCS, STEP
from voc_build import cli

WIDTH, HEIGHT = 1100, 760
TICKETS = """
    工单:
      - {编号: T-202307-01, 受理日期: 2023-07-04, 来源: 监管转办, 类型: 投诉, 机构: 云溪分行, 业务: 贷款业务, 有效: 是}
    """


def archive(root: Path) -> Path:
    """The small archive after the guide's first path, its last month released."""
    data = root / "data"
    files = {name: laid_out(text) for name, text in WORLD.items()}
    guide = (DOCS / "guide/index.md").read_text(encoding="utf-8")
    files |= {match["file"]: match["text"] for match in STEP.finditer(guide) if (match["file"] or "").endswith(".yml")}
    header = files["issues/2023-07/issue.yml"].replace("2023-07", "2023-08").replace("2023-06", "2023-07")
    files["issues/2023-08/issue.yml"] = header
    files["issues/2023-08/tickets.yml"] = laid_out(TICKETS)
    for name, text in files.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return data


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def main() -> None:
    """Build, look, and keep what was seen as WebP."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        assert cli.run(["build", "--data", str(archive(Path(folder))), "--site-dir", str(site)]) == 0
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=os.environ.get("VOC_CHROMIUM"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(f"http://127.0.0.1:{server.server_port}/cases/2023-08-01/")
            page.wait_for_timeout(500)
            picture = Image.open(io.BytesIO(page.screenshot()))
            browser.close()
        server.shutdown()
    picture.save(DOCS / "assets/guide/case.webp", quality=80, method=6)


if __name__ == "__main__":
    main()
