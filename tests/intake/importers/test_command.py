"""`voc import tickets`: exit codes and what is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.importers.conftest import HEADINGS, ONE, Desk
from voc_build import checkout, cli

TABLE = [list(HEADINGS), list(ONE)]


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(checkout, "CACHE", tmp_path / "cache")


def spoken(capsys: pytest.CaptureFixture[str], desk: Desk, *args: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of an import into the desk."""
    code = cli.run(["import", "tickets", *map(str, args), "--data", str(desk.root)])
    return code, *capsys.readouterr()


def test_every_row_taken_exits_0(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """With an account and no bar where nobody watches."""
    code, out, err = spoken(capsys, desk, desk.put(TABLE), "--issue", "2023-06")

    assert (code, err) == (0, "")
    assert "工单号（A 列）" in out and "已写入 issues/2023-06/tickets.yml，共 1 件" in out


def test_refused_rows_exit_1_with_their_places(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """File, sheet, row and column; what looks personal is covered."""
    rows = [*TABLE, [*ONE[:2], "云西分行13812345678", *ONE[3:]]]
    code, out, _ = spoken(capsys, desk, desk.put(rows), "--issue", "2023-06")

    assert code == 1
    assert "台账.xlsx[Sheet1]:3:3: error[VOC413]: C 列“被投诉机构”" in out
    assert "13812345678" not in out and "没有改动任何文件" in out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--issue", "2023-6"], "期号写成"),
        (["--issue", "2023-11"], "voc new 2023-11"),
        (["--issue", "2023-06", "--mapping", "desc"], "是不是“desk”？"),
        (["--issue", "2023-06", "--sheet", "5月"], "没有工作表“5月”"),
        ([], "--issue"),
    ],
)
def test_wrong_use_exits_2(desk: Desk, capsys: pytest.CaptureFixture[str], args: list[str], words: str) -> None:
    """And says what to do."""
    code, out, err = spoken(capsys, desk, desk.put(TABLE), *args)

    assert (code, out) == (2, "")
    assert words in err


def test_a_missing_file_exits_2(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Named."""
    code, _, err = spoken(capsys, desk, desk.root / "none.xlsx", "--issue", "2023-06")

    assert code == 2 and "none.xlsx" in err
