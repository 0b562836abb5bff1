"""What `voc new` writes: a draft that is right as it stands, and right again once its examples are data."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from voc_build import cli
from voc_build.intake.atomic import replace_file, write_folder
from voc_build.intake.load import load
from voc_build.intake.skeleton import skeleton
from voc_build.numbers.audit import diagnose
from voc_build.words.archive import Archive
from voc_build.words.month import Month
from voc_build.words.taxonomy import Axis, Taxonomy

Write = Callable[..., Path]
AUGUST = Month(2023, 8)
EMPTY = Taxonomy((), *(Axis(title, ()) for title in ("渠道", "业务类别", "投诉原因", "客户群体")), ())


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("voc_build.intake.cache.Cache.put", lambda *_: None)


def problems(root: Path) -> list[str]:
    """What `voc check` says of an archive."""
    return [f"{one.place} {one.rule.code} {one.message}" for one in diagnose(load(root))]


def uncommented(text: str) -> str:
    """The text after one Ctrl+/ over all of it: examples are data, explanations still comments."""
    return re.sub(r"(?m)^# ?(?!#)", "", text)


@pytest.mark.parametrize("basis", ["工单", "汇总"])
def test_a_new_month_passes_the_check_as_it_stands(write: Write, basis: str) -> None:
    """A draft with nothing but its header, with or without a printed original."""
    root = write()
    write_folder(root / "issues/2023-08", skeleton(load(root).archive, AUGUST, basis))

    assert problems(root) == []
    assert load(root).archive.by_period[AUGUST].header.state == "草稿"


@pytest.mark.parametrize("basis", ["工单", "汇总"])
def test_every_example_is_valid_data(write: Write, basis: str) -> None:
    """Taken out of its comment, with each follow-up answered, nothing in it is wrong."""
    root = write()
    files = {name: uncommented(text) for name, text in skeleton(load(root).archive, AUGUST, basis).items()}
    files["followups.yml"] = re.sub(
        "日期:\n( *)状态:\n( *)说明:", "日期: 2023-08-01\n\\1状态: 进行中\n\\2说明: 正在办。", files["followups.yml"]
    )
    write_folder(root / "issues/2023-08", files)

    assert [one for one in problems(root) if "VOC50" not in one] == []
    assert len(load(root).archive.by_period[AUGUST].cases) == 1


def test_unsettled_matters_wait_for_an_answer(write: Write) -> None:
    """The plan still under way is brought in, the recommendation that is done is not."""
    text = skeleton(load(write()).archive, AUGUST)["followups.yml"]

    assert re.findall("针对: (.*)", text) == ["2023-06/P1"]
    assert "## 2023年第6期工作计划，客服中心，2023-07-02 进行中\n## 服务规范检查\n" in text


def test_an_unanswered_follow_up_is_an_error(write: Write) -> None:
    """Uncommented and left empty it cannot be published."""
    root = write()
    files = skeleton(load(root).archive, AUGUST)
    write_folder(root / "issues/2023-08", {**files, "followups.yml": uncommented(files["followups.yml"])})

    assert [one.split()[1] for one in problems(root)] == ["VOC102"] * 3


def test_a_case_left_as_it_was_stops_the_release(write: Write) -> None:
    """A file of comments is no case yet; fine in a draft, not afterwards."""
    root = write()
    files = skeleton(load(root).archive, AUGUST)
    released = files["issue.yml"].replace("状态: 草稿", "状态: 已发布\n发布日期: 2023-08-12")
    write_folder(root / "issues/2023-08", {**files, "issue.yml": released})

    assert problems(root) == ["issues/2023-08/cases/01.yml:1:1 VOC120 文件是空的"]


def test_a_month_already_counted_is_not_counted_again(write: Write) -> None:
    """The newest one nobody counts is taken."""
    assert "统计月份: 2023-03\n" in skeleton(load(write()).archive, Month(2023, 6))["issue.yml"]


def test_an_archive_without_words_still_gets_a_skeleton() -> None:
    """With names that say what stands there."""
    from voc_build.words.settings import Settings

    files = skeleton(Archive(settings=Settings(), taxonomy=EMPTY, issues=()), AUGUST)

    assert "刊名: 本行客户之声\n" in files["issue.yml"]
    assert files["followups.yml"].endswith("跟踪: []\n")


def test_the_command_writes_once(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A second time is refused, and nothing is touched."""
    root = write()
    assert cli.run(["new", "2023-08", "--data", str(root)]) == 0
    assert "有 1 项工作计划和建议尚未了结" in capsys.readouterr().out
    (root / "issues/2023-08/tickets.yml").write_text("工单: [] # 我的\n")

    assert cli.run(["new", "2023-08", "--data", str(root)]) == 2
    assert "已经存在，没有改动任何文件" in capsys.readouterr().err
    assert (root / "issues/2023-08/tickets.yml").read_text() == "工单: [] # 我的\n"


@pytest.mark.parametrize("period", ["2023-8", "2023-13", "next", "../x"])
def test_what_is_no_month_is_refused(write: Write, period: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use, said in Chinese."""
    assert cli.run(["new", period, "--data", str(write())]) == 2
    assert "期号写成 2022-06" in capsys.readouterr().err


def test_a_missing_archive_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is made in its place."""
    assert cli.run(["new", "2023-08", "--data", str(tmp_path / "none")]) == 2
    assert "找不到档案目录" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """A fault half way leaves nothing behind, hidden or not."""
    with pytest.raises(TypeError):
        write_folder(tmp_path / "issues/2023-08", {"issue.yml": "期号: 2023-08\n", "tickets.yml": None})  # type: ignore[dict-item]

    assert list((tmp_path / "issues").iterdir()) == []


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    """It may be shared with others."""
    path = tmp_path / "a.yml"
    path.write_bytes(b"1")
    path.chmod(0o640)
    replace_file(path, b"2")

    assert (path.read_bytes(), oct(path.stat().st_mode & 0o777)) == (b"2", "0o640")
    assert list(tmp_path.iterdir()) == [path]
