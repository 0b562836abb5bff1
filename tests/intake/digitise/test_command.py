"""`voc digitise`: a whole draft or nothing, an issue that cannot be published before it is judged."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.intake.digitise.bulletin import BRANCHES, BUSINESS, Layout
from voc_build import cli
from voc_build.intake.load import load
from voc_build.numbers.audit import diagnose

Write = Callable[..., Path]


@pytest.fixture
def archive(write: Write) -> Path:
    """An archive that knows the invented bank's institutions."""
    rows = [f"  - {{代码: b{index}, 层级: 分行, 名称: [{{名称: {name}}}]}}\n" for index, name in enumerate(BRANCHES)]
    rows += ["  - {代码: wealth, 层级: 总行部门, 名称: [{名称: 总行财富管理部}], 表中: 否}\n"]
    rows += ["  - {代码: all, 层级: 统称, 名称: [{名称: 各分行}], 表中: 否}\n"]
    terms = [f"  - {{代码: t{index}, 名称: {name}}}\n" for index, name in enumerate(BUSINESS)]
    changes = {
        "taxonomy/institutions.yml": "机构:\n"
        + "".join(rows).replace("客服中心}]}", "客服中心}], 别名: [远程银行中心]}"),
        "taxonomy/business_types.yml": "业务:\n" + "".join(terms),
    }
    root = write(changes)
    shutil.rmtree(root / "issues")
    return root


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The replica as a file."""
    path = tmp_path / "第5期.txt"
    path.write_text(Layout().text(), encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *args: str | Path) -> tuple[int, str]:
    """Exit code and standard output."""
    code = cli.run(["digitise", *map(str, args)])
    return code, capsys.readouterr().out


def test_a_draft_is_written_and_told(archive: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its doubts, its account and its reconciliation, in Chinese."""
    code, out = said(capsys, source, "--issue", "2022-05", "--data", archive)
    written = sorted(
        path.relative_to(archive / "issues/2022-05").as_posix()
        for path in (archive / "issues/2022-05").rglob("*.yml")
    )  # fmt: skip

    assert code == 0
    assert written == ["cases/01.yml", "cases/02.yml", "cases/03.yml", "figures.yml", "issue.yml", "provenance.yml"]
    assert "待核 6 项" in out
    assert "没有未认领的数字。" in out
    assert "[不一致] 监管转办投诉：正文 7 件，机构表 21 件" in out
    assert "[一致] 业务占比合于总数 22 件" in out


def test_the_draft_is_an_issue_like_any(archive: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It loads without a fault of form; only what the print itself contradicts is left to explain."""
    said(capsys, source, "--issue", "2022-05", "--data", archive)
    loaded = load(archive)
    issue = loaded.archive.issues[0]

    assert [one for one in loaded.diagnostics if one.is_error] == []
    assert {one.rule.code for one in diagnose(loaded) if one.is_error} <= {"VOC503"}
    assert (issue.header.state, issue.header.basis) == ("草稿", "汇总")
    assert [row.field for row in issue.header.pending] == ["发布日期"] + ["案例"] * 5
    assert [case.title for case in issue.cases] == ["信托持有人的声音", "信用卡持卡人的声音", "高龄储户的声音"]


def test_nothing_is_published_before_it_is_judged(
    archive: Path, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the state says."""
    said(capsys, source, "--issue", "2022-05", "--data", archive)
    header = archive / "issues/2022-05/issue.yml"
    for state in ("待审", "已发布"):
        header.write_text(header.read_text(encoding="utf-8").replace("状态: 草稿", f"状态: {state}"), encoding="utf-8")
        assert "VOC212" in {one.rule.code for one in diagnose(load(archive)) if one.is_error}
        header.write_text(header.read_text(encoding="utf-8").replace(f"状态: {state}", "状态: 草稿"), encoding="utf-8")


def test_an_issue_that_exists_is_refused(archive: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And not touched."""
    folder = archive / "issues/2022-05"
    folder.mkdir(parents=True)
    (folder / "issue.yml").write_text("期号: 2022-05\n", encoding="utf-8")
    for args in (["--issue", "2022-05"], []):
        code, out = said(capsys, source, *args, "--data", archive)
        assert (code, "error[VOC450]" in out) == (1, True)

    assert [path.name for path in folder.iterdir()] == ["issue.yml"]
    assert [path.name for path in folder.parent.iterdir()] == ["2022-05"]


def test_the_period_is_taken_from_the_text(archive: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And where another was asked for, nothing is written."""
    target = archive.parent / "other"
    code, out = said(capsys, source, "--issue", "2022-06", "--to", target, "--data", archive)
    assert (code, "error[VOC455]" in out, target.exists()) == (1, True, False)

    assert said(capsys, source, "--to", target, "--data", archive)[0] == 0
    assert (target / "issues/2022-05/issue.yml").exists()
    assert not (archive / "issues").exists()


def test_the_same_source_gives_the_same_bytes(archive: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing depends on when or where."""
    found = []
    for name in ("a", "b"):
        said(capsys, source, "--to", archive.parent / name, "--data", archive)
        folder = archive.parent / name / "issues/2022-05"
        found.append({path.name: path.read_bytes() for path in folder.rglob("*.yml")})

    assert found[0] == found[1]


def test_unknown_institutions_are_proposed(write: Write, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As rows that the taxonomy could take, those only addressed marked as no row of the table."""
    code, out = said(
        capsys, source, "--to", source.parent / "to", "--data", write({"issues/2023-05/figures.yml": None})
    )
    rows = [line for line in out.splitlines() if line.startswith("  - {代码")]
    read = yaml.safe_load("\n".join(rows))

    assert code == 0
    assert [row["名称"][0]["名称"] for row in read][:2] == ["澜渚分行", "岫阳分行"]
    assert len({row["代码"] for row in read}) == len(read) == len(BRANCHES) - 4
    assert "词表里没有：澜渚分行" in out


@pytest.mark.parametrize(
    ("text", "rule"), [("购物清单\n牛奶 2 盒\n", "VOC456"), ("一、总体情况\n\n本期没有投诉。\n", "VOC455")]
)
def test_what_is_no_issue_is_refused(text: str, rule: str, archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Instead of a draft of nothing."""
    path = archive.parent / "other.txt"
    path.write_text(text, encoding="utf-8")
    code, out = said(capsys, path, "--data", archive)

    assert (code, f"error[{rule}]" in out) == (1, True)
    assert not (archive / "issues").exists()


def test_a_month_in_other_words_is_wrong_use(source: Path) -> None:
    """As is a file that is not there."""
    assert cli.run(["digitise", str(source), "--issue", "五月"]) == 2
    assert cli.run(["digitise", "none.txt"]) == 2
