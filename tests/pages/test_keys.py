"""Equal keys mean equal bodies: an archive is changed in many ways, and nothing that would be kept is stale."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from voc_build.checkout import ROOT
from voc_build.intake.cache import Cache
from voc_build.intake.load import load
from voc_build.pages import catalogue, ledger
from voc_build.pages.inserts import home
from voc_build.pages.page import Download, Page
from voc_build.pages.publication import Publication

Change = Callable[[Path], None]


def _state(root: Path) -> tuple[dict[str, Page], dict[str, Download]]:
    publication = Publication.of(load(root))
    pages = {page.url: page for page in catalogue.pages(publication)}
    return pages, {download.url: download for download in catalogue.downloads(publication)}


@cache
def _before() -> tuple[dict[str, Page], dict[str, Download]]:
    return _state(ROOT / "demo")


def _edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text("utf-8")
    changed = re.sub(old, new, text, count=1)
    assert changed != text, f"{file} holds nothing like {old}"
    path.write_text(changed, "utf-8")


def _cause(root: Path) -> None:
    _edit(root, "issues/2022-05/tickets.yml", "原因: 定价收费", "原因: 合同条款")


def _another_institution(root: Path) -> None:
    _edit(root, "issues/2022-05/tickets.yml", "(类型: 投诉, 机构: )[^,]+", r"\1信用卡中心")


def _validity(root: Path) -> None:
    _edit(root, "issues/2023-06/tickets.yml", "有效: 否", "有效: 是")


def _closing_day(root: Path) -> None:
    _edit(root, "issues/2021-09/tickets.yml", "办结日期: ....-..-..", "办结日期: 2021-12-30")


def _story(root: Path) -> None:
    _edit(root, "issues/2022-05/cases/01.yml", "经过: [^\\n]*\\n", "经过: |\n  另一件事的经过。\n")


def _case_title(root: Path) -> None:
    _edit(root, "issues/2021-04/cases/01.yml", "标题: [^\\n]*", "标题: 改过的标题")


def _no_case(root: Path) -> None:
    (root / "issues/2022-09/cases/02.yml").unlink()


def _no_answers(root: Path) -> None:
    (root / "issues/2022-11/followups.yml").unlink()


def _plan(root: Path) -> None:
    _edit(root, "issues/2021-08/issue.yml", "(工作计划:\\n(?:.*\\n)*?.*内容: )[^\\n}]*", r"\1改做别的")


def _figure(root: Path) -> None:
    file = next(
        path for path in sorted((root / "issues").glob("*/figures.yml")) if "消费投诉类工单: {件数" in path.read_text()
    )
    _edit(root, file.relative_to(root).as_posix(), "消费投诉类工单: {件数: \\d+", "消费投诉类工单: {件数: 99")


def _row(root: Path) -> None:
    _edit(root, "issues/2021-06/figures.yml", r"(行:\n(?:.*\n)*?[^\d\n]*)\d+", r"\g<1>77")


def _overview(root: Path) -> None:
    _edit(root, "issues/2022-06/issue.yml", "(总体情况: \\|\n).*\n", r"\1  另一番话。\n")


def _released_later(root: Path) -> None:
    _edit(root, "issues/2023-06/issue.yml", "发布日期: .*", "发布日期: 2023-06-29")


def _counted_from_print(root: Path) -> None:
    _edit(root, "issues/2021-06/issue.yml", "数据口径: 汇总", "数据口径: 工单")


def _no_newest(root: Path) -> None:
    shutil.rmtree(root / "issues/2023-06")


def _no_oldest(root: Path) -> None:
    shutil.rmtree(root / "issues/2021-01")


CHANGES: tuple[Change, ...] = (
    _cause,
    _another_institution,
    _validity,
    _closing_day,
    _story,
    _case_title,
    _no_case,
    _no_answers,
    _plan,
    _figure,
    _row,
    _overview,
    _released_later,
    _counted_from_print,
    _no_newest,
    _no_oldest,
)


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[Path]:
    """A copy of the invented bank's archive."""
    yield Path(shutil.copytree(ROOT / "demo", tmp_path / "demo"))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_what_has_its_key_still_says_what_it_said(changed: Path, change: Change) -> None:
    """Whatever changes, no page and no download that would be kept differs from what would be made now."""
    pages, files = _before()
    change(changed)
    new_pages, new_files = _state(changed)
    kept = [url for url, page in new_pages.items() if url in pages and pages[url].key == page.key]
    kept_files = [url for url, file in new_files.items() if url in files and files[url].key == file.key]

    stale = [url for url in kept if new_pages[url].body != pages[url].body]
    stale += [url for url in kept_files if new_files[url].make() != files[url].make()]
    assert stale == []


def test_a_tickets_cause_remakes_no_case_and_few_issues(changed: Path) -> None:
    """What a change costs goes with what it touches: its own issue, and nothing that tells of no causes."""
    pages, _ = _before()
    _cause(changed)
    remade = [url for url, page in _state(changed)[0].items() if page.key != pages[url].key]

    assert not [url for url in remade if re.fullmatch("cases/.+/", url)]
    assert [url for url in remade if re.fullmatch("issues/.+/", url)] == ["issues/2022-05/"]
    assert not [url for url in remade if url.startswith(("tags/", "institutions/", "compare/", "method/"))]
    assert not {"issues/", "cases/", "trends/", "explore/"} & set(remade)


def test_a_tickets_cause_leaves_the_finder_as_it_is(changed: Path) -> None:
    """Its texts tell of tickets in drafted overviews alone, and no draft tells of causes."""
    pages, files = _before()
    _cause(changed)
    new_pages, new_files = _state(changed)

    assert new_pages["finder/"].key == pages["finder/"].key
    assert not [url for url, file in new_files.items() if url.startswith("finder/") and file.key != files[url].key]


def test_a_tickets_institution_remakes_the_issues_held_against_it_at_most(changed: Path) -> None:
    """Of other issues' tickets a page tells the bank's counts alone."""
    pages, _ = _before()
    _another_institution(changed)
    remade = [url for url, page in _state(changed)[0].items() if page.key != pages[url].key]

    assert [url for url in remade if re.fullmatch("issues/.+/", url)] == ["issues/2022-05/"]
    assert "institutions/" in remade and "trends/" in remade


@pytest.mark.parametrize(
    "change",
    (_cause, _another_institution, _validity, _story, _no_answers, _plan, _no_newest),
    ids=lambda change: change.__name__,
)
def test_keys_that_were_kept_are_those_that_would_be_worked_out(changed: Path, change: Change) -> None:
    """What an earlier build left in the cache, of this state of the archive or of another, changes no key."""
    cache = Cache(changed.parent / "cache")
    for _ in range(2):
        _keys(changed, cache)
    change(changed)

    assert _keys(changed, cache) == _keys(changed, cache) == _keys(changed, Cache())


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_a_home_page_that_was_kept_says_what_would_be_said_now(changed: Path, change: Change) -> None:
    """It is taken from an earlier build while nothing it tells of changed."""
    cache = Cache(changed.parent / "cache")
    home(Publication.of(load(changed, cache=cache)))
    change(changed)
    found = load(changed, cache=cache)

    assert home(Publication.of(found)) == home(replace(Publication.of(found), cache=Cache()))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_years_of_the_ledger_that_were_kept_say_what_would_be_said_now(changed: Path, change: Change) -> None:
    """All but the outcomes is taken from an earlier build while no prose changed."""
    cache = Cache(changed.parent / "cache")
    _ledger(Publication.of(load(changed, cache=cache)))
    change(changed)
    found = Publication.of(load(changed, cache=cache))

    assert _ledger(found) == _ledger(replace(found, cache=Cache()))


def _ledger(publication: Publication) -> dict[str, str]:
    return {page.url: page.body for page in ledger.pages(publication)}


def _keys(root: Path, cache: Cache) -> dict[str, str]:
    publication = Publication.of(load(root, cache=cache))
    made = (*catalogue.pages(publication), *catalogue.downloads(publication))
    return {one.url: one.key for one in made}
