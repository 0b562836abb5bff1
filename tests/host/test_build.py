"""A whole build in process: strict, reproducible, whole or not at all, and nothing unreleased in it."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from voc_build.host import fresh
from voc_build.host import site as hooked
from voc_build.host.press import Press
from voc_build.pages import catalogue
from voc_build.pages.page import Download, Page

HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} {% raw %} **粗** [链接](x) ![图](y) `码` "
    "--8<-- \"x\" {{bookData.followerCount}} &lt; $x$ @/cases/ 'a' |表| # 题"
)
CANARY = "金丝雀独一无二之词"


def _text(page: str) -> str:
    """What a reader sees of a page's article."""
    body = page[page.index("<article") : page.index("</article>")]
    return html.unescape(re.sub(r"<[^>]+>", "", body))


def test_the_same_data_give_the_same_bytes(write, build, tree) -> None:  # type: ignore[no-untyped-def]
    """From an empty cache, from a full one into an empty folder, and over the old site."""
    data = write()
    first = tree(build(data, "one", cache="one-cache"))
    second = tree(build(data, "two", cache="two-cache"))
    from_cache = tree(build(data, "three", cache="one-cache"))

    assert first == second == from_cache


def test_a_warm_rebuild_equals_a_cold_one(write, build, tree) -> None:  # type: ignore[no-untyped-def]
    """After a change, a page gone and a page added, what is kept and what is made fit together."""
    build(write())
    changed = write(
        {
            "issues/2023-06/cases/02.yml": "标题: 新的案例\n类型: 表扬\n机构: 客服中心\n"
            "经过: 热心。\n启示: 值得学习。\n",
            "issues/2023-07/followups.yml": None,
        }
    )
    (changed / "issues/2023-07/followups.yml").unlink()
    warm = tree(build(changed))
    cold = tree(build(changed, "cold", cache="cold-cache"))

    assert warm == cold


def test_nothing_changed_is_said_and_nothing_touched(write, build, capsys) -> None:  # type: ignore[no-untyped-def]
    """MkDocs is not even asked."""
    data = write()
    site = build(data)
    before = site.stat().st_mtime_ns
    capsys.readouterr()
    build(data)

    assert "没有变化" in capsys.readouterr().out
    assert site.stat().st_mtime_ns == before


def test_a_touched_site_is_made_again(write, build, tree) -> None:  # type: ignore[no-untyped-def]
    """A file cut short, one gone and one too many are all noticed."""
    data = write()
    site = build(data)
    whole = tree(site)
    page = site / "cases/2023-06-01/index.html"
    page.write_bytes(page.read_bytes()[:100])
    (site / "issues/2023-05/index.html").unlink()
    (site / "surplus.html").write_text("x")

    assert tree(build(data)) == whole


def test_a_damaged_cache_is_noticed(write, build, tree) -> None:  # type: ignore[no-untyped-def]
    """Every entry cut short or altered: the site is the same."""
    data = write()
    whole = tree(build(data))
    entries = [path for path in (build.folder / "cache").rglob("*") if path.is_file()]
    assert len(entries) > 5
    for number, path in enumerate(entries):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] if number % 2 else content[:-1] + b"?")

    assert tree(build(data)) == whole


def test_a_build_cut_off_leaves_the_old_site(write, build, tree, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Nothing half-made stands anywhere."""
    data = write()
    whole = tree(build(data))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    (data / "issues/2023-06/cases/01.yml").write_text("标题: 改\n类型: 表扬\n机构: 云溪分行\n经过: 甲。\n启示: 乙。\n")
    (data / "issues/2023-07/followups.yml").unlink()
    (data / "issues/2023-06/issue.yml").write_text(
        (data / "issues/2023-06/issue.yml")
        .read_text()
        .replace("工作计划", "# 工作计划")
        .replace("  - {编号: P1", "#  - {")
    )
    monkeypatch.setattr(Press, "print", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build.code(data)

    assert tree(build.folder / "site") == whole


def test_wrong_data_stop_a_build(write, build, caplog) -> None:  # type: ignore[no-untyped-def]
    """With every diagnostic, and without a site."""
    data = write({"issues/2023-05/figures.yml": "正文: {消费投诉类工单: {件数: 22件}}\n"})

    assert build.code(data) == 1
    assert "VOC106" in caplog.text
    assert not (build.folder / "site").exists()


def test_a_link_to_nowhere_stops_a_build(write, build, monkeypatch, caplog) -> None:  # type: ignore[no-untyped-def]
    """Generated pages are checked by us, since MkDocs does not see them."""
    lost = Page("lost/", "", "迷路", "", "k", lambda: '<h1>迷路</h1><a href="@/nowhere/">去</a>')
    plain = catalogue.pages
    monkeypatch.setattr(catalogue, "pages", lambda publication: [*plain(publication), lost])

    assert build.code(write()) == 1
    assert "lost/ 链接到不存在的 nowhere/" in caplog.text


@pytest.mark.parametrize("target", ["new/", "new.csv", "hand/"])
def test_a_page_that_stays_may_not_lead_where_nothing_is_any_more(  # type: ignore[no-untyped-def]
    write, build, monkeypatch, caplog, target: str
) -> None:
    """Whether a generated page, a download or a hand-written page went."""
    leads = Page("old/", "", "旧页", "", "k", lambda: f'<h1>旧页</h1><a href="@/{target}">去</a>')
    pages, downloads, written = catalogue.pages, catalogue.downloads, hooked.Site._hand_written
    goes = Page("new/", "", "新页", "", "k", lambda: "<h1>新页</h1>")
    data = write()
    with monkeypatch.context() as before:
        before.setattr(catalogue, "pages", lambda publication: [*pages(publication), leads, goes])
        before.setattr(
            catalogue,
            "downloads",
            lambda publication: [*downloads(publication), Download("new.csv", "k", lambda: b"x", spoken=False)],
        )
        before.setattr(hooked.Site, "_hand_written", lambda self: written(self) | {"hand/"})
        build(data)
    monkeypatch.setattr(catalogue, "pages", lambda publication: [*pages(publication), leads])
    (data / "lexicon.txt").write_text("新词\n")

    assert build.code(data) == 1
    assert f"old/ 链接到不存在的 {target}" in caplog.text


def test_two_builds_at_once_do_not_hurt_each_other(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Same cache, same place: both end well and the site is whole."""
    data = write()
    command = [sys.executable, "-c", "from voc_build.cli import main; main()", "build", "--as-of", "2024-01-01"]
    command += ["--data", str(data), "--site-dir", str(tmp_path / "site")]
    env = {**os.environ, "VOC_CACHE": str(tmp_path / "cache")}
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(2)]
    said = [process.communicate()[0].decode() for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    assert (tmp_path / "site/index.html").is_file()
    assert (tmp_path / "site/cases/2023-06-01/index.html").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site")] == []


@pytest.mark.parametrize(
    "state",
    [
        "状态: 草稿\n发布日期: 2023-10-12",
        "状态: 待审\n发布日期: 2023-10-12",
        "状态: 已发布\n发布日期: 2024-02-01 09:00",
    ],
)
def test_what_is_not_released_is_in_no_byte(write, build, state: str) -> None:  # type: ignore[no-untyped-def]
    """Words planted in a draft, under review or under embargo are found nowhere, and once released they are."""

    def planted(header: str) -> Path:  # a month the guide does not speak of
        return write(
            {
                "issues/2023-10/issue.yml": f"期号: 2023-10\n统计月份: 2023-09\n刊名: {CANARY}刊\n"
                f"编发部门: 消费者权益保护部\n{header}\n数据口径: 工单\n要点: [{CANARY}要点]\n"
                f"总体情况: {CANARY}总体情况\n",
                "issues/2023-10/tickets.yml": "工单:\n  - {编号: T-CANARY, 受理日期: 2023-09-03, 来源: 客户之声, "
                f"类型: 投诉, 机构: 云溪分行, 业务: 贷款业务, 有效: 是, 支行: {CANARY}支行}}\n",
                "issues/2023-10/cases/01.yml": f"标题: {CANARY}标题\n类型: 表扬\n机构: 云溪分行\n标签: [{CANARY}]\n"
                f"经过: {CANARY}经过\n启示: {CANARY}启示\n",
            }
        )

    def found(site: Path) -> list[str]:
        import gzip

        hits = []
        for path in site.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                data = gzip.decompress(data) if path.suffix == ".gz" else data
                escaped = CANARY.encode("ascii", "backslashreplace")
                if CANARY.encode() in data or escaped in data or b"2023-10" in data or b"CANARY" in data:
                    hits.append(path.relative_to(site).as_posix())
        return hits

    assert found(build(planted(state), "hidden")) == []
    assert "cases/2023-10-01/index.html" in found(build(planted("状态: 已发布\n发布日期: 2023-10-12"), "shown"))


def test_what_an_editor_types_is_shown_as_typed(write, build, swap) -> None:  # type: ignore[no-untyped-def]
    """HTML, Jinja, Markdown, snippets and placeholders in every prose field."""
    prose = f"|\n  {HOSTILE}\n"
    advice = f"建议:\n  - 编号: R1\n    对象: 总行财富管理部\n    内容: |\n      {HOSTILE}\n"
    issue = (
        "期号: 2023-06\n统计月份: 2023-05\n刊名: 河源银行客户之声\n编发部门: 消费者权益保护部\n发布日期: 2023-06-12\n"
        f"状态: 已发布\n数据口径: 工单\n总体情况: {prose}要点:\n  - |\n    {HOSTILE}\n"
        f"工作计划:\n  - 编号: P1\n    标题: 检查\n    责任机构: [客服中心]\n    内容: |\n      {HOSTILE}\n"
        f"更正:\n  - 日期: 2023-06-20\n    说明: |\n      {HOSTILE}\n"
    )
    site = build(
        write(
            {
                "issues/2023-06/issue.yml": issue,
                "issues/2023-06/cases/01.yml": "标题: 甲\n类型: 投诉\n机构: 云溪分行\n业务: 贷款业务\n"
                f"经过: {prose}核实: {prose}启示: {prose}{advice}",
                "issues/2023-07/followups.yml": "跟踪:\n  - 针对: 2023-06/01/R1\n    日期: 2023-07-01\n"
                f"    状态: 已完成\n    说明: |\n      {HOSTILE}\n",
            }
        )
    )
    case = _text((site / "cases/2023-06-01/index.html").read_text("utf-8"))
    page = _text((site / "issues/2023-06/index.html").read_text("utf-8"))

    assert case.count(HOSTILE) == 5
    assert page.count(HOSTILE) >= 4
    for path in site.rglob("*.html"):
        assert "<script>alert" not in path.read_text("utf-8"), path


def test_a_site_with_an_address_has_a_sitemap_of_all_pages(write, build) -> None:  # type: ignore[no-untyped-def]
    """Hand-written and generated, with canonical addresses; without an address there is none."""
    site = build(write({"archive.yml": "机构名称: 河源银行\n网址: https://voc.example/a\n"}), "with")
    text = (site / "sitemap.xml").read_text("utf-8")
    page = (site / "cases/2023-06-01/index.html").read_text("utf-8")
    bare = build(write(), "without")

    assert "<loc>https://voc.example/a/cases/2023-06-01/</loc>" in text
    assert "<loc>https://voc.example/a/about/</loc>" in text
    assert '<link rel="canonical" href="https://voc.example/a/cases/2023-06-01/">' in page
    assert not (bare / "sitemap.xml").exists()


def test_a_second_archive_stands_inside_and_is_linked(write, build, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """And stays when only the first one changes; without it the link is gone."""
    beside = tmp_path / "beside"
    data = write()
    data.rename(beside)
    data = write()
    site = build(data, beside=beside)
    (data / "lexicon.txt").write_text("新词\n")
    build(data, beside=beside)

    assert (site / "beside/issues/2023-06/index.html").is_file()
    assert 'href="beside/"' in (site / "index.html").read_text("utf-8")
    build(data)
    assert 'href="beside/"' not in (site / "index.html").read_text("utf-8")
    assert not (site / "beside").exists()


def test_a_new_version_makes_everything_anew(write, build, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The program's fingerprint is part of every key."""
    data = write()
    build(data)
    kept: list[bool] = []
    from voc_build.host import press
    from voc_build.host.keep import Stage

    plain = Stage.keep
    monkeypatch.setattr(Stage, "keep", lambda self, url, key: kept.append(plain(self, url, key)) or kept[-1])
    monkeypatch.setattr(fresh, "FINGERPRINT", "new")
    monkeypatch.setattr(hooked, "FINGERPRINT", "new")
    monkeypatch.setattr(press, "FINGERPRINT", "new")
    build(data)

    pages = [one for one in kept if one]
    assert not pages


def test_an_archive_with_nothing_released_says_so(write, build, swap) -> None:  # type: ignore[no-untyped-def]
    """Instead of failing or showing empty tables."""
    drafts: dict[str, str] = {}
    for period in ("2023-05", "2023-06", "2023-07"):
        drafts |= swap(f"issues/{period}/issue.yml", "状态: 已发布", "状态: 草稿")
    site = build(write(drafts))

    assert "还没有已发布的一期" in (site / "index.html").read_text("utf-8")
