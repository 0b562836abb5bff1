"""sitemap.xml of all pages, hand-written and generated; there is none while the site has no address."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from voc_build.pages.publication import Publication


def write_sitemap(
    root: Path,
    config: MkDocsConfig,
    generated: Iterable[str],
    written: Iterable[str],
    publication: Publication,
) -> None:
    """Replace MkDocs' sitemap, which knows the hand-written pages only and dates them with the clock."""
    plain, packed = root / "sitemap.xml", root / "sitemap.xml.gz"
    if not config.site_url:
        plain.unlink(missing_ok=True)
        packed.unlink(missing_ok=True)
        return
    day = publication.archive.data_date
    dated = f"<lastmod>{day}</lastmod>" if day else ""
    pages = sorted({*generated, *(url for url in written if url == "" or url.endswith("/"))})
    rows = "\n".join(f"<url><loc>{escape(config.site_url + url)}</loc>{dated}</url>" for url in pages)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{rows}\n</urlset>\n"
    )
    plain.write_text(text, "utf-8")
    packed.write_bytes(gzip.compress(text.encode(), mtime=0))
