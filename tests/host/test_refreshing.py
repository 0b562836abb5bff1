"""A save costs what was saved: the rest is taken as it was, and MkDocs is asked only where it must be."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from voc_build.host import preview, refreshing
from voc_build.host.preview import Behind
from voc_build.intake.load import load
from voc_build.pages.publication import Publication
from voc_build.words.archive import Issue

Write = Callable[..., Path]
CASE = "issues/2023-06/cases/01.yml"


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(refreshing, "issues", {})
    monkeypatch.setattr(refreshing, "latest", None)
    monkeypatch.setattr(refreshing, "_tidy_later", lambda: None)
    monkeypatch.setattr(preview, "behind", Behind())
    yield
    gc.enable()


def edit(data: Path, file: str, old: str, new: str) -> None:
    """Save a file."""
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_issue_that_was_not_touched_is_not_read_again(write: Write) -> None:
    """Its neighbour with the change is."""
    data = write()
    memory: dict[str, Issue] = {}
    before = load(data, memory=memory).archive
    edit(data, CASE, "手续要一次办对。", "手续一次办对。")
    after = load(data, memory=memory).archive

    assert [one is other for one, other in zip(before.issues, after.issues, strict=True)] == [True, False, True]
    assert after.cases[0].lesson == "手续一次办对。"
    assert after == load(data).archive


def test_what_is_wrong_is_told_at_each_reading(write: Write) -> None:
    """Also of a file that was not saved since."""
    data = write()
    memory: dict[str, Issue] = {}
    load(data, memory=memory)
    edit(data, CASE, "类型: 投诉", "类型: 抱怨")
    told = [[one.rule.code for one in load(data, memory=memory).diagnostics] for _ in range(2)]
    edit(data, CASE, "类型: 抱怨", "类型: 投诉")

    assert told == [["VOC108"], ["VOC108"]]
    assert load(data, memory=memory).diagnostics == ()


def test_an_issue_that_is_gone_is_gone(write: Write) -> None:
    """Whatever is remembered."""
    data = write()
    memory: dict[str, Issue] = {}
    load(data, memory=memory)
    (data / "issues/2023-07/issue.yml").rename(data / "issues/2023-07/alt.yml")

    assert [str(one.period) for one in load(data, memory=memory).archive.issues] == ["2023-05", "2023-06"]


@pytest.mark.parametrize(
    ("changed", "wanted", "by"),
    [
        (["issues/2023-06/cases/01.yml"], False, "site"),
        (["issues/2023-06/issue.yml", "issues/2023-07/tickets.yml"], False, "site"),
        (["issues/2023-06/issue.yml", "archive.yml"], False, "mkdocs"),
        (["taxonomy/channels.yml"], False, "mkdocs"),
        (["../docs/index.md"], False, "mkdocs"),
        (["issues/2023-06/issue.yml"], True, "mkdocs"),
        ([], False, "mkdocs"),
    ],
)
def test_mkdocs_is_asked_only_where_it_must_be(
    changed: list[str], wanted: bool, by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings, words and hand-written pages stand on every page."""
    asked: list[str] = []
    server = SimpleNamespace(builder=None)
    watch = SimpleNamespace(take=lambda: frozenset((tmp_path / name).resolve() for name in changed))
    monkeypatch.setattr(refreshing, "latest", lambda: asked.append("site"))
    preview.behind.wanted = wanted
    refreshing.rebuild(server, lambda: asked.append("mkdocs"), watch, tmp_path.resolve() / "issues")  # type: ignore[arg-type]
    server.builder()

    assert asked == [by]


def test_a_page_is_found_by_its_address(write: Write) -> None:
    """As it is among all of them."""
    found = Publication.of(load(write()))
    pages = preview.Pages(found)
    every = {page.url: page for page in pages.every()}

    for url, page in every.items():
        one = pages.at(url)
        assert one is not None and (one.title, one.key, one.body) == (page.title, page.key, page.body)
    assert pages.at("cases/2023-06-09/") is None and pages.at("nowhere/") is None
