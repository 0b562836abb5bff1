"""The command: options, exit codes, what goes to which stream."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import click
import pytest

from voc_build import checkout, cli
from voc_build.command import archive, options

Write = Callable[..., Path]
Swap = Callable[..., dict[str, str]]
CASE = "issues/2023-06/cases/01.yml"
ISSUE = "issues/2023-06/issue.yml"


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(checkout, "CACHE", tmp_path / "cache")


@pytest.fixture
def broken(write: Write, swap: Swap) -> Path:
    """An archive with one problem in a case and one in an issue."""
    return write({**swap(CASE, "机构: 云溪分行", "机构: 云西分行"), **swap(ISSUE, "期号: 2023-06", "期号: 2023-08")})


def spoken(capsys: pytest.CaptureFixture[str], *args: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command line."""
    code = cli.run([str(arg) for arg in args])
    return code, *capsys.readouterr()


def test_a_fine_archive_exits_0(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """And says so."""
    assert spoken(capsys, "check", "--data", write()) == (0, "没有发现问题。\n", "")


def test_problems_exit_1_with_all_of_them(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, so that they can be kept."""
    code, out, _ = spoken(capsys, "check", "--data", broken)

    assert code == 1
    assert f"{CASE}:3:5: error[VOC103]" in out
    assert f"{ISSUE}:1:5: error[VOC201]" in out


def test_a_warning_alone_exits_0(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Only errors stop anything."""
    code, out, _ = spoken(capsys, "check", "--data", write({"notes.txt": "x"}))

    assert (code, "warning[VOC004]" in out) == (0, True)


def test_a_missing_folder_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use, told like any problem."""
    code, out, _ = spoken(capsys, "check", "--data", tmp_path / "none")

    assert (code, "error[VOC001]" in out) == (2, True)


def test_status_of_a_missing_folder_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the check does."""
    code, out, _ = spoken(capsys, "status", "--data", tmp_path / "none")

    assert (code, "error[VOC001]: 找不到档案目录" in out) == (2, True)


@pytest.mark.parametrize("command", ["export", "pages"])
def test_what_was_written_is_told(
    command: str, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And that drafts are not in it."""
    to = tmp_path / "out"

    assert spoken(capsys, command, "--data", write(), "--to", to) == (0, f"已写出：{to}（只含已发布的各期）\n", "")


def test_an_empty_archive_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to publish."""
    code, out, _ = spoken(capsys, "check", "--data", tmp_path)

    assert (code, "VOC002" in out) == (1, True)


def test_data_may_stand_before_or_after_the_command(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both are the same."""
    assert spoken(capsys, "--data", broken, "check") == spoken(capsys, "check", "--data", broken)


@pytest.mark.parametrize("path", [CASE, "issues/2023-06/cases"])
def test_paths_limit_what_is_reported(
    broken: Path, capsys: pytest.CaptureFixture[str], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the archive's root, or from here."""
    for way in (path, broken / path):
        code, out, _ = spoken(capsys, "check", way, "--data", broken)
        assert (code, CASE in out, ISSUE in out) == (1, True, False)
    monkeypatch.chdir(broken.parent)
    assert spoken(capsys, "check", f"data/{path}")[0] == 1
    assert spoken(capsys, "check", "taxonomy", "--data", broken)[0] == 0


def test_json_is_the_contracts(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but JSON on standard output."""
    code, out, _ = spoken(capsys, "check", "--format", "json", "--data", broken)

    assert code == 1
    assert [one["code"] for one in json.loads(out)["diagnostics"]] == ["VOC103", "VOC201"]


@pytest.mark.parametrize(("form", "words"), [("github", "::error file="), ("gitlab", '"check_name"')])
def test_code_hosts_get_paths_from_their_root(
    broken: Path, capsys: pytest.CaptureFixture[str], form: str, words: str
) -> None:
    """`--data` as given leads to the file."""
    code, out, _ = spoken(capsys, "check", "--format", form, "--data", broken)

    assert code == 1
    assert words in out
    assert f"{broken.as_posix()}/{CASE}" in out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["chek"], "没有命令“chek”"),
        (["check", "--foo"], "没有选项 --foo"),
        (["check", "--format", "xml"], "--format 的值不对"),
        (["check", "no/such/file.yml"], "档案里没有“no/such/file.yml”"),
        (["explain", "VOC999"], "没有规则 VOC999"),
        (["pages"], "缺少 --to"),
        (["export", "--to", "x", "--as-of", "gestern"], "--as-of 的值不对"),
        (["build", "--jobs", "0"], "--jobs 的值不对"),
    ],
)
def test_wrong_use_exits_2_in_chinese(capsys: pytest.CaptureFixture[str], args: list[str], words: str) -> None:
    """On standard error, with the way to help."""
    code, out, error = spoken(capsys, *args)

    assert (code, out) == (2, "")
    assert words in error
    assert "--help" in error


@pytest.mark.parametrize("code", ["VOC103", "voc103", "103"])
def test_explain_tells_a_rule(capsys: pytest.CaptureFixture[str], code: str) -> None:
    """What it is, why, and what to do."""
    exit_code, out, _ = spoken(capsys, "explain", code)

    assert exit_code == 0
    assert all(words in out for words in ("VOC103", "不认识的名称", "为什么", "怎么改"))


def test_explain_lists_all_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """One a line."""
    from voc_build.words.rules import RULES

    assert [line.split()[0] for line in spoken(capsys, "explain")[1].splitlines()] == sorted(RULES)


def test_schemas_are_written_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One for every kind of file, with the words for an editor and none for a programmer."""
    from voc_build.intake.kinds import KINDS

    assert spoken(capsys, "schema", "--to", tmp_path / "schema")[0] == 0
    issue = json.loads((tmp_path / "schema" / "issue.schema.json").read_text())

    assert {path.name for path in (tmp_path / "schema").iterdir()} == {f"{kind.name}.schema.json" for kind in KINDS}
    assert issue["properties"]["期号"]["description"] == "与目录名相同，如 2022-05"
    assert "期号" in issue["required"]
    assert "PlanItem" not in json.dumps(issue["properties"]["状态"])
    assert json.loads(spoken(capsys, "schema")[1])["issue.schema.json"] == issue


def test_status_shows_each_issue(write: Write, swap: Swap, capsys: pytest.CaptureFixture[str]) -> None:
    """Unreleased and unreadable ones too."""
    root = write({**swap("issues/2023-07/issue.yml", "已发布", "草稿"), "issues/2023-08/issue.yml": "[\n"})
    code, out, _ = spoken(capsys, "status", "--data", root, "--as-of", "2023-06-11")

    assert code == 1
    assert "2023-06  统计 2023-05  已发布（2023-06-12 00:00 起可见）  工单  工单 3 件  案例 1 篇" in out
    assert "2023-07  统计 2023-06  草稿" in out
    assert "2023-08  issue.yml 读不出来" in out


def test_the_moment_is_asked_for_else_the_epochs_else_the_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read once, here."""
    context = click.Context(cli.voc)
    option = click.Option(["--as-of"])

    assert options.moment(context, option, "2022-05-12") == "2022-05-12T23:59:59+08:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert options.moment(context, option, None) == "1970-01-02T00:00:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(click.BadParameter):
        options.moment(context, option, None)


def test_build_hands_on_what_was_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And leaves with its exit code."""
    asked: list[object] = []
    host = ModuleType("voc_build.host.build")
    host.build = lambda *args: asked.append(args) or 1  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "voc_build.host.build", host)
    code = cli.run(["--data", "demo", "build", "--site-dir", str(tmp_path), "--as-of", "2023-01-01", "--jobs", "2"])

    assert code == 1
    assert asked == [(Path("demo"), tmp_path, "web", "2023-01-01T23:59:59+08:00", 2, None, None)]


def test_an_interrupt_is_quiet(
    monkeypatch: pytest.MonkeyPatch, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback for Ctrl-C."""

    def interrupted(data: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(archive, "_examined", interrupted)
    code, out, error = spoken(capsys, "check", "--data", write())

    assert (code, out, error.strip()) == (130, "", "")


def test_a_file_that_cannot_be_read_exits_2(
    monkeypatch: pytest.MonkeyPatch, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """Permissions are a matter of set-up."""

    def forbidden(data: Path) -> None:
        raise PermissionError(13, "Permission denied", "issue.yml")

    monkeypatch.setattr(archive, "_examined", forbidden)
    code, _, error = spoken(capsys, "check", "--data", write())

    assert (code, "issue.yml" in error) == (2, True)


@pytest.mark.parametrize("command", sorted(cli.voc.commands))
def test_every_command_has_help_in_chinese(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """Headings too."""
    code, out, _ = spoken(capsys, command, "--help")

    assert code == 0
    assert out.startswith("用法：voc ")
    assert "Show this message" not in out


def imported(script: str, heavy: tuple[str, ...], **env: str) -> list[str]:
    """Which of some modules a script has imported in the end."""
    asking = f"import sys; {script}; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", asking], capture_output=True, text=True, check=True, env={**os.environ, **env}
    )
    return list(ast.literal_eval(done.stdout.splitlines()[-1]))


def test_help_imports_nothing_heavy() -> None:
    """`voc --help` answers at once."""
    heavy = ("pandas", "numpy", "pyarrow", "pydantic", "yaml", "mkdocs", "plotly", "jinja2", "scipy")

    assert imported("from voc_build import cli; cli.run(['--help'])", heavy) == []


def test_a_build_imports_what_it_needs_and_nothing_changed_hardly_anything(tmp_path: Path) -> None:
    """No data frames, no tables of others, no preview; the second time neither parser, models, numbers nor MkDocs."""
    spared = ("pandas", "plotly", "scipy.stats", "python_calamine", "pdfplumber", "docx", "watchdog")
    heavy = ("numpy", "pyarrow", "pydantic", "yaml", "jinja2", "mkdocs", "rjieba", "scipy")
    demo, site = Path(__file__).parents[1] / "demo", tmp_path / "site"
    asked = ["build", "--data", str(demo), "--site-dir", str(site), "--as-of", "2030-01-01"]
    building = f"from voc_build import cli; assert cli.run({asked!r}) == 0"
    found = [imported(building, names, VOC_CACHE=str(tmp_path / "cache")) for names in (spared, heavy)]

    assert found == [[], []]


def test_numbers_are_reached_without_any_model() -> None:
    """What only wants them from the cache starts in little more time than numpy."""
    script = "import voc_build.numbers.cube, voc_build.intake.folder, voc_build.intake.kept"

    assert imported(script, ("pydantic", "yaml", "pyarrow", "scipy", "jinja2", "mkdocs", "click")) == []


def test_what_was_said_is_written_before_leaving_and_a_reader_who_left_is_no_error(broken: Path) -> None:
    """The command ends without Python's own tidying up."""
    command = [sys.executable, "-c", "from voc_build.cli import main; main()", "check", "--data", str(broken)]
    heard = subprocess.run(command, capture_output=True, text=True)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as unheard:
        assert unheard.stdout and unheard.stderr
        unheard.stdout.close()
        complaint = unheard.stderr.read()

    assert (heard.returncode, "error[VOC103]" in heard.stdout, complaint) == (1, True, b"")


def test_a_terminal_that_knows_no_chinese_gets_escapes(broken: Path) -> None:
    """Not a traceback."""
    done = subprocess.run(
        [sys.executable, "-c", "from voc_build.cli import main; main()", "check", "--data", str(broken)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )

    assert done.returncode == 1
    assert done.stderr == b""
    assert rb"\u4e91\u897f" in done.stdout


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("build --edition pdf", "--edition 的值不对：只能写 web、folder"),
        ("sample", "缺少 --issues"),
        ("import tickets", "缺少“文件”"),
        ("chek", "没有命令“chek”；是不是 check、schema？"),
        ("check --formt x", "没有选项 --formt；是不是 --format？"),
        ("digitise none.txt", "“文件”的值不对：找不到“none.txt”"),
        ("digitise .", "“文件”的值不对：“.”是目录，要写文件"),
        ("sample --issues 0", "--issues 的值不对：应是不小于 1 的整数"),
        ("sample --seed z", "--seed 的值不对：应是整数"),
        ("serve 2022-05 x", "多写了“x”"),
        ("serve abc", "“期号”的值不对：期号写成 2022-06"),
        ("serve --addr abc", "--addr 的值不对：写成 主机:端口，如 127.0.0.1:8001，端口在 1 到 65535 之间"),
        ("serve --addr 127.0.0.1:99999", "--addr 的值不对：写成 主机:端口，如 127.0.0.1:8001，端口在 1 到 65535 之间"),
        ("new --data", "选项 --data 后面要写一个值"),
        ("fix --write=3", "选项 --write 后面不写值"),
        ("new 2022-13", "“期号”的值不对：期号写成 2022-06"),
        ("schema --to /dev/null/x", "读写“/dev/null/x”失败：路径中间有一段不是目录"),
    ],
)
def test_wrong_use_is_told_in_chinese(typed: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Not a word of English, and the help to turn to."""
    code, out, error = spoken(capsys, *typed.split())

    assert (code, out, error.split("\n")[0]) == (2, "", f"voc：{told}")


def test_no_help_has_an_english_word(capsys: pytest.CaptureFixture[str]) -> None:
    """But for names of commands, options, files and formats."""
    known = "voc data text help followups yml tickets import json schema yaml web folder dask docx pdf txt csv markdown"
    known += " xls xlsx"
    commands = [(), ("import",), ("import", "tickets"), *((name,) for name in cli.voc.commands if name != "import")]
    for command in commands:
        _, out, _ = spoken(capsys, *command, "--help")
        prose = re.sub(r"^  \w+  |--[\w-]+|\[text\|[\w|]+\]|\[web\|folder\]|\b[\w-]+/|VOC\d+", " ", out, flags=re.M)
        words = {word.lower() for word in re.findall("[A-Za-z]{3,}", prose)}
        assert words <= {*known.split(), *(part for part in command)}, command
