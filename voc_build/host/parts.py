"""Browser parts from npm, put under `assets/vendor/` of a site: present after set-up, never committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SHIM = "assets/vendor/iframe-worker.js"
"""What stands in for a worker in a folder; Material looks for the name."""
VENDOR = {
    "assets/vendor/plotly-basic.min.js": "plotly.js-basic-dist-min/plotly-basic.min.js",
    SHIM: "iframe-worker/shim/index.js",
}
"""Address in the site, and the file of the npm package it comes from."""


def vendor_files(modules: Path) -> Iterator[tuple[str, bytes]]:
    """Each vendored file that set-up has installed."""
    for url, source in VENDOR.items():
        path = modules / source
        if path.is_file():
            yield url, path.read_bytes()
