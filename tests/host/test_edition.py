"""The folder edition: the same pages, and links that lead to files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from mkdocs.config.defaults import MkDocsConfig

from voc_build.host import edition

_LINKS = re.compile(r' (?:href|action|src)="([^"]*)"')
_IDS = re.compile(r' id="([^"]*)"')


def _config(name: edition.Edition) -> MkDocsConfig:
    config = MkDocsConfig()
    config.extra = {"edition": name}  # type: ignore[assignment]
    return config


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("../", "../index.html"),
        ("..", "../index.html"),
        (".", "./index.html"),
        ("../../cases/2023-06-01/", "../../cases/2023-06-01/index.html"),
        ("../explore/?from=2023-06&amp;by=cause", "../explore/index.html?from=2023-06&amp;by=cause"),
        ("reconcile/#2021-06", "reconcile/index.html#2021-06"),
        ("#top", "#top"),
        ("", ""),
        ("?kw=a/b", "?kw=a/b"),
        ("../index.html", "../index.html"),
        ("../explore/tickets-2023-06.csv", "../explore/tickets-2023-06.csv"),
        ("https://voc.example/archive/", "https://voc.example/archive/"),
        ("mailto:a@voc.example", "mailto:a@voc.example"),
    ],
)
def test_a_link_to_a_folder_names_its_file(written: str, meant: str) -> None:
    """Queries and anchors stay behind it, other hosts and files stay as they are, and twice is once."""
    once = edition.linked(f'<a href="{written}">', _config("folder"))

    assert once == f'<a href="{meant}">'
    assert edition.linked(once, _config("folder")) == once
    assert edition.linked(f'<a href="{written}">', _config("web")) == f'<a href="{written}">'


def test_an_unknown_edition_is_refused() -> None:
    """A slip in VOC_EDITION builds nothing."""
    with pytest.raises(ValueError, match="papyrus"):
        edition.named("papyrus")


def _dead(root: Path) -> Iterator[str]:
    """Every link of every page that leads to no file, or to a place its page does not have."""
    anchors: dict[Path, set[str]] = {}
    for path in sorted(root.rglob("*.html")):
        for link in _LINKS.findall(path.read_text("utf-8")):
            parts = urlsplit(unescape(link))
            if parts.scheme in ("http", "https", "mailto", "data"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                yield f"{path.relative_to(root)}: {link}"
            elif parts.fragment and target.suffix == ".html":
                if target not in anchors:
                    anchors[target] = {unescape(one) for one in _IDS.findall(target.read_text("utf-8"))}
                if unquote(parts.fragment) not in anchors[target]:
                    yield f"{path.relative_to(root)}: {link}"


@pytest.mark.parametrize("address", ["", "https://voc.example/archive/"])
def test_every_link_leads_to_a_file(write, build, address: str) -> None:  # type: ignore[no-untyped-def]
    """On every page, links, forms, styles and scripts alike; and nothing is asked of another host."""
    data = write({"archive.yml": f'名称: 客户之声档案\n机构名称: 河源银行\n网址: "{address}"\n'})
    site = build(data, edition="folder")

    assert list(_dead(site)) == []
    assert not (site / "404.html").exists()
    assert "unpkg" not in "".join(path.read_text("utf-8") for path in site.rglob("*.html"))


def test_both_editions_hold_the_same_addresses(write, build, tree) -> None:  # type: ignore[no-untyped-def]
    """A folder has its index as a script, once, and no page for a server's wrong addresses."""
    data = write()
    web = set(tree(build(data, "web")))
    folder = set(tree(build(data, "folder", edition="folder")))

    assert web - folder <= {"404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json"}
    assert folder - web == {"search/search_index.js"}
    assert "search/search_index.json" in web - folder


def test_changing_the_edition_in_place_leaves_nothing_of_the_other(  # type: ignore[no-untyped-def]
    write, build, tree: Callable[[Path], Mapping[str, str]]
) -> None:
    """Kept pages are those of the edition: building web, folder and web again into one place is building each anew."""
    data = write()
    web = tree(build(data))
    folder = tree(build(data, edition="folder"))

    assert tree(build(data)) == web
    assert folder == tree(build(data, "elsewhere", cache="other", edition="folder"))
