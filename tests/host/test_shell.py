"""The shell gives what Jinja gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voc_build.host.press import Press
from voc_build.host.shell import Shells
from voc_build.pages.page import Page


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Shells, list[Page]]]:
    """What each press of a build was given."""
    seen: list[tuple[Shells, list[Page]]] = []
    plain = Press.print

    def watched(self: Press, pages, downloads, others):  # type: ignore[no-untyped-def]
        listed = list(pages)
        seen.append((self.shells, listed))
        plain(self, listed, downloads, others)

    monkeypatch.setattr(Press, "print", watched)
    return seen


def _kinds(pages: list[Page]) -> dict[tuple[str, int, bool, bool, str], Page]:
    """One page of every section, depth, shape and first folder."""
    return {
        (page.section, page.depth, bool(page.headings), bool(page.source), page.url.split("/")[0]): page
        for page in pages
    }


@pytest.mark.parametrize("edition", ["web", "folder"])
@pytest.mark.parametrize("address", ["", "https://voc.example/archive/"])
def test_a_filled_shell_equals_the_full_rendering(
    write,
    build,
    printed,
    address: str,  # type: ignore[no-untyped-def]
    edition: str,
) -> None:
    """Byte for byte, for a page of every kind, in both editions, with and without an address of the site."""
    build(write({"archive.yml": f'名称: 客户之声档案\n机构名称: 河源银行\n网址: "{address}"\n'}), edition=edition)
    shells, pages = printed[0]

    kinds = _kinds(pages)

    assert len(kinds) > 8
    for page in kinds.values():
        assert shells.render(page) == shells.full(page).encode(), page.url


def test_no_placeholder_reaches_a_page(write: Callable[..., Path], build) -> None:  # type: ignore[no-untyped-def]
    """Nor the mark that stands for the site's root."""
    site = build(write())

    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "VOCSLOT" not in text and '"@/' not in text, path


def test_the_fingerprint_tells_a_changed_theme(write, build, printed) -> None:  # type: ignore[no-untyped-def]
    """Pages are made again when what stands around them changes."""
    build(write())
    shells, _ = printed[0]
    before = shells.fingerprint()
    shells._shells.clear()
    shells.config.site_name = "另一个名称"

    assert shells.fingerprint() != before
