"""`voc pages`: Markdown that a person can read and plain MkDocs can build."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path

import markdown as python_markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc_build.pages.gate import gate, paragraphs
from voc_build.pages.markdown import markdown
from voc_build.pages.markdown import write as write_pages

Write = Callable[[Mapping[str, str | bytes | None]], Path]
HOSTILE = "<script>alert(1)</script> [甲](http://x) *重* _下_ {{ 宏 }} {: .c } | 表 | `码` \\ & &amp; # 题"


def _read(body: str) -> str:
    """The text a reader sees once plain MkDocs has rendered a page's Markdown."""
    html = python_markdown.markdown(markdown(body, "x/", {"cases/"}, "题"), extensions=["tables", "fenced_code"])
    assert "<script" not in html and "<a " not in html
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_what_an_editor_typed_stays_text() -> None:
    """No piece of prose reads as HTML, Markdown, a macro or an attribute list."""
    assert HOSTILE in _read(f"<h1>题</h1>{paragraphs(HOSTILE)}")


@settings(deadline=None)  # the first example imports
@given(st.text(st.sampled_from("甲1.#-+=~:!>|`*_[](){}<&\\ \n"), max_size=30))
def test_any_paragraph_reads_as_it_was_typed(text: str) -> None:
    """Whatever marks begin a line: no list, heading, quotation, rule or code comes of them."""
    words = "".join(text.split())

    shown = _read(f"<h1>题</h1><p>始</p>{paragraphs(text)}<p>终</p>")

    assert "".join(shown.split()) == f"题始{words}终"


@settings(deadline=None)  # the first example imports
@given(st.text(st.sampled_from("甲1.#-|`*_[]{}<&\\"), min_size=1, max_size=12))
def test_any_cell_stays_in_its_cell(text: str) -> None:
    """A table has the columns it had, whatever stands in it."""
    cell = gate(text)
    body = f"<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tr><td>{cell}</td><td>2</td></tr></table>"

    html = python_markdown.markdown(markdown(body, "x/", (), "题"), extensions=["tables"])

    assert [unescape(found) for found in re.findall(r"<td>(.*?)</td>", html)] == [text, "2"]


def test_links_lead_to_files_that_are_there_and_others_become_text() -> None:
    """A page's link is relative to its file; downloads and unknown places are no links."""
    body = (
        '<h1>题</h1><p><a href="@/cases/2022-05-01/?a=1#b">案例</a> <a href="@/nowhere/">别处</a></p>'
        '<p><a href="@/issues/t.csv" download>下载</a></p>'
    )

    assert markdown(body, "issues/2022-05/", {"cases/2022-05-01/"}, "题") == (
        "# 题\n\n[案例](../../cases/2022-05-01/index.md) 别处\n"
    )


def test_a_chart_becomes_its_data() -> None:
    """The picture, its switch and its figure are left out; the table behind it stays."""
    body = (
        "<figure><figcaption>走势</figcaption><svg><text>图</text></svg><button>交互图</button>"
        '<script type="application/json">{"a": 1}</script><details><summary>数据表</summary>'
        "<table><thead><tr><th>月</th><th>件</th></tr></thead><tbody><tr><th>四月</th><td>22</td></tr></tbody></table>"
        "</details></figure>"
    )

    assert markdown(body, "x/", (), "题") == "# 题\n\n**走势**\n\n| 月 | 件 |\n| --- | --- |\n| 四月 | 22 |\n"


def test_what_is_emptied_leaves_no_trace() -> None:
    """A fold, a term or a paragraph that held only downloads is not announced."""
    files = '<a href="@/t.csv" download>四月</a>'
    body = f"<h1>题</h1><details><summary>文件</summary><dl><dt>年</dt><dd>{files}</dd></dl></details><p>{files}</p>"

    assert markdown(body, "x/", (), "题") == "# 题\n"


def test_lists_keep_their_order_and_what_belongs_to_an_item() -> None:
    """Further blocks of an item are indented by four, so that they stay inside it."""
    body = "<h1>题</h1><ol><li><p>甲</p><p>续</p><ul><li>子</li></ul></li><li>乙</li></ol>"

    html = python_markdown.markdown(markdown(body, "x/", (), "题"))

    assert re.sub(r"\s|</?p>", "", html) == "<h1>题</h1><ol><li>甲续<ul><li>子</li></ul></li><li>乙</li></ol>"


def test_the_folder_builds_with_plain_mkdocs_strictly(write: Write, tmp_path: Path) -> None:
    """Every link and every page holds without our hook, plugins or theme changes."""
    assert write_pages(write({}), tmp_path / "out") == 0

    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(tmp_path / "out" / "mkdocs.yml")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    page = tmp_path / "out" / "site" / "cases" / "2023-06-01" / "index.html"
    assert "信托收益迟到五周" in page.read_text("utf-8")


def test_what_is_not_released_is_not_written(write: Write, tmp_path: Path) -> None:
    """The embargo holds here as it does for the site."""
    write_pages(write({}), tmp_path / "out", dt.datetime(2023, 6, 20, tzinfo=dt.UTC))

    written = {file.parent.name for file in (tmp_path / "out" / "docs" / "issues").glob("*/index.md")}
    assert written == {"2023-05", "2023-06"}


def test_data_with_errors_is_refused(
    write: Write, swap: Callable[..., dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written, the problem is told and the exit code says so."""
    data = write(swap("issues/2023-07/tickets.yml", "砚北分行", "不存在分行"))

    assert write_pages(data, tmp_path / "out") == 1
    assert "VOC103" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
