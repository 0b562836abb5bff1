"""Repairs: what was meant stays, what was right is not touched, and a second time changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import WORLD, laid_out
from voc_build import cli
from voc_build.intake.cache import Cache
from voc_build.intake.load import load
from voc_build.intake.repair.archive import repaired, repairs
from voc_build.intake.repair.names import Official
from voc_build.intake.source import Unreadable, values
from voc_build.words.month import Month
from voc_build.words.taxonomy import Axis, DatedName, Institution, Taxonomy, Term

Write = Callable[..., Path]
Swap = Callable[..., dict[str, str]]
CASE, ISSUE = "issues/2023-06/cases/01.yml", "issues/2023-06/issue.yml"
FIGURES, TICKETS = "issues/2023-05/figures.yml", "issues/2023-06/tickets.yml"
MAY = Month(2023, 5)
WORDS = Taxonomy(
    (
        Institution(代码="yunxi", 层级="分行", 名称=(DatedName(名称="云溪分行"),), 别名=("云溪行",)),
        Institution(代码="callcenter", 层级="总行中心", 名称=(DatedName(名称="客服中心"),), 别名=("远程银行中心",)),
        Institution(代码="wealth", 层级="总行部门", 名称=(DatedName(名称="总行财富管理部"),)),
    ),
    Axis("渠道", ()),
    Axis("业务类别", (Term(代码="loan", 名称="贷款业务", 别名=("贷款",)),)),
    Axis("投诉原因", ()),
    Axis("客户群体", ()),
    (),
)
OFFICIAL = Official(WORDS)


def fixed(text: str | bytes, file: str = CASE) -> str:
    """A text after repair, which a second repair leaves alone."""
    data = text if isinstance(text, bytes) else text.encode()
    once = repaired(data, file, OFFICIAL, MAY)
    assert repaired(once, file, OFFICIAL, MAY) == once
    return once.decode()


def one_line(old: str, new: str, file: str = CASE) -> str:
    """What becomes of a line put in the place of one of the small archive's."""
    text = laid_out(WORLD[file])
    assert old in text
    after = fixed(text.replace(old, new, 1), file)
    before = text.replace(old, "\0").split("\0")
    assert after.startswith(before[0])
    return after[len(before[0]) : len(after) - len("".join(before[1:]))]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-8-sig"])
def test_other_encodings_become_utf_8(encoding: str) -> None:
    """Every character stays."""
    text = laid_out(WORLD[CASE])

    assert fixed(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("old", "new", "becomes"),
    [
        ("类型: 投诉", "类型：投诉", "类型: 投诉"),
        ("类型: 投诉", "类型 ：　投诉  # 注", "类型: 投诉  # 注"),
        ("类型: 投诉", "类型:投诉", "类型: 投诉"),
        ("类型: 投诉", "类\u200b型: 投诉\u202e", "类型: 投诉"),
        ("类型: 投诉", "类型: 投诉　", "类型: 投诉"),
        ("类型: 投诉", "类型: 投诉\n＃ 说明", "类型: 投诉\n# 说明"),
        ("  - {编号: R1,", "\t- {编号: R1,", "  - {编号: R1,"),
        ("  - {编号: R1,", "　- {编号: Ｒ１,", "  - {编号: R1,"),
        ("  - {编号: R1,", "  － {编号：R1，", "  - {编号: R1, "),
        ("机构: 云溪分行", "机构: 云溪行", "机构: 云溪分行"),
        ("业务: 贷款业务", '业务: "贷款"  # 别名', '业务: "贷款业务"  # 别名'),
        ("[T-1]", "[Ｔ－１]", "[T-1]"),
    ],
)
def test_a_line_of_a_case(old: str, new: str, becomes: str) -> None:
    """And its neighbours stay."""
    assert one_line(old, new) == becomes


@pytest.mark.parametrize(
    ("old", "new", "becomes"),
    [
        ("2023-06-12", "2023年6月12日", "2023-06-12"),
        ("2023-06-12", "2023.6.12 9：05", "2023-06-12 09:05"),
        ("2023-06-12", "２０２３/６/１２", "2023-06-12"),
        ("2023-06-12", "'2023-6-12' # 定了", "'2023-06-12' # 定了"),
        ("2023-06-12", "12/06/2023", "12/06/2023"),
        ("2023-06-12", "2023-06-31", "2023-06-31"),
        ("2023-06-12", "2023-6-31", "2023-6-31"),
        ("2023-06\n", "2023年6月\n", "2023-06\n"),
        ("[客服中心]", "[远程银行中心]", "[客服中心]"),
    ],
)
def test_a_value_of_a_header(old: str, new: str, becomes: str) -> None:
    """Dates that may be two days, or none, are left to a person."""
    assert one_line(old, new, ISSUE) == becomes


def test_files_that_only_the_check_reads_are_repaired_too(write: Callable[..., Path]) -> None:
    """What is allowed to stay has dates as well."""
    row = "- {指纹: 3f9a0c12, 文件: issues/2023-06/cases/01.yml, 理由: 甲, 批准人: 乙, 到期: 2023年12月31日}\n"
    found = list(repairs(write({"pii-allow.yml": row})))

    assert [one.file for one in found] == ["pii-allow.yml"]
    assert found[0].after.decode() == row.replace("2023年12月31日", "2023-12-31")


@pytest.mark.parametrize(
    ("new", "becomes"), [("３", "3"), ("3件", "3"), ("1,003", "1003"), ("约3", "约3"), ("3.5万", "3.5万")]
)
def test_a_number(new: str, becomes: str) -> None:
    """Only its digits and its unit, never its size."""
    assert one_line("{件数: 3}", f"{{件数: {new}}}".replace("1,003", '"1,003"'), FIGURES).strip("{}") in (
        f"件数: {becomes}",
        f'件数: "{becomes}"',
    )


def test_prose_is_left_alone() -> None:
    """Full-width marks, aliases, dates and dashes are prose there; only the key before it is mended."""
    prose = "  机构：云溪行\n  －　２０２３年５月３日，“远程银行中心”答复：\n\n  ［甲，乙］　\n"
    text = laid_out(WORLD[CASE]).replace("启示: 手续要一次办对。\n", f"启示：|\n{prose}")

    assert f"启示: |\n{prose}" in fixed(text)


@pytest.mark.parametrize(
    "pasted",
    [
        "启示：|\n　　手续要一次办对。\n　　不要让客户跑第二趟。\n",
        "启示: |\n手续要一次办对。\n不要让客户跑第二趟。\n",
        "启示：|\n\t手续要一次办对。\n　　不要让客户跑第二趟。\n",
        "启示: |\n  手续要一次办对。\n不要让客户跑第二趟。\n",
    ],
)
def test_paragraphs_pasted_from_a_word_processor_are_indented(pasted: str) -> None:
    """With full-width spaces, with a tab, or not at all; the next key ends them."""
    text = laid_out(WORLD[CASE])
    lesson = "启示: 手续要一次办对。\n"
    becomes = text.replace(lesson, "启示: |\n  手续要一次办对。\n  不要让客户跑第二趟。\n")

    assert fixed(text.replace(lesson, pasted)) == becomes


def test_prose_out_of_its_block_is_left_alone() -> None:
    """It breaks the file, and what it says is no key."""
    text = laid_out(WORLD[CASE]).replace("启示:", "客户说：不行，我要投诉。\n— 这是客户的原话，没有改动过。\n启示:")

    assert fixed(text) == text


def test_what_cannot_be_text_is_left_alone() -> None:
    """There is nothing to go by."""
    data = b"\xff\x00\x01\x02\x80"

    assert repaired(data, CASE, OFFICIAL, MAY) == data


@pytest.mark.parametrize("file", sorted(WORLD))
def test_what_is_right_stays_as_it_is(file: str) -> None:
    """To the byte."""
    text = laid_out(WORLD[file])

    assert fixed(text, file) == text


PROSE = st.text(st.sampled_from("甲乙：，。、“”－—　 -:#[]{}'\"0a\n\t\u200b"), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(PROSE, st.sampled_from(["启示: |\n  {}\n", "启示: {}\n", "启示: '{}'\n", '标签: [{}]\n启示: "甲"\n', "{}\n"]))
def test_a_file_that_reads_is_never_changed(prose: str, form: str) -> None:
    """Nothing in it is a name, a date or a number: what can be read is written as it was."""
    text = f"标题: 甲\n{form.format(prose)}# 完\n"
    try:
        before = values(text.encode(), CASE)
    except Unreadable:
        fixed(text)
        return

    assert fixed(text) == text
    assert values(fixed(text).encode(), CASE) == before


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["：", "\u200b", "\t", "　", "\ufeff", "－"])), max_size=6)
)
def test_marks_that_strayed_in_never_cost_a_word(strays: list[tuple[int, str]]) -> None:
    """Every character but marks, spaces and what is invisible is still there, in order."""
    text = laid_out(WORLD[CASE])
    for at, stray in strays:
        text = text[: at % len(text)] + stray + text[at % len(text) :]

    def kept(text: str) -> str:
        return re.sub(r"[\s\u200b\ufeff：:－\-，,　]", "", text)

    assert kept(fixed(text)).replace("云溪行", "") == kept(text)


# -- the archive ----------------------------------------------------------------------------------
def test_an_archive_is_mended_file_by_file(write: Write, swap: Swap) -> None:
    """With names as they are in the month each issue counts, though its header had to be mended first."""
    root = write(
        {
            **swap(ISSUE, "统计月份: 2023-05", "统计月份：2023年5月"),
            **swap(TICKETS, "机构: 客服中心", "机构: 远程银行中心", "2023-05-03", "2023.5.3"),
            **swap(CASE, "机构: 云溪分行", "机构: 砚北分行"),
            "lexicon.txt": "云溪\n".encode("gb18030"),
        }
    )
    found = {repair.file: repair for repair in repairs(root)}
    for repair in found.values():
        repair.write(root)

    assert sorted(found) == [CASE, ISSUE, TICKETS, "lexicon.txt"]
    assert "-机构: 砚北分行\n+机构: 墨砚分行" in found[CASE].diff
    assert found["lexicon.txt"].diff == "lexicon.txt：编码 GB18030 → UTF-8"
    assert load(root).diagnostics == ()
    assert list(repairs(root)) == []


def test_a_merged_institution_is_left_to_a_person(write: Write, swap: Swap) -> None:
    """Whose its numbers are is a decision."""
    root = write(swap("issues/2023-07/tickets.yml", "机构: 砚北分行", "机构: 桑野分行"))

    assert list(repairs(root)) == []


def test_an_archive_without_faults_is_hardly_read(write: Write, tmp_path: Path) -> None:
    """A cached archive has nothing to look at."""
    root = write()

    assert list(repairs(root, cache=Cache(tmp_path / "cache"))) == []


@pytest.fixture
def wide(write: Write, swap: Swap) -> Path:
    """An archive with one full-width colon, and something invisible."""
    return write(swap(CASE, "类型: 投诉", "类型：投\u200b诉"))


def test_the_command_shows_and_does_not_write(wide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without `--write` and without anyone to ask; what is invisible is spelled out."""
    before = (wide / CASE).read_bytes()

    assert cli.run(["fix", "--data", str(wide)]) == 1
    assert "-类型：投\\u200b诉\n+类型: 投诉\n" in capsys.readouterr().out
    assert (wide / CASE).read_bytes() == before


def test_the_command_writes_when_told(wide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Then there is nothing left to do."""
    assert cli.run(["fix", "--write", "--data", str(wide)]) == 0
    assert cli.run(["fix", "--data", str(wide)]) == 0
    assert "没有可以自动修正的地方" in capsys.readouterr().out


def test_the_command_looks_only_where_it_is_told(wide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path from the archive's root, or from here."""
    assert cli.run(["fix", "taxonomy", "--data", str(wide)]) == 0
    assert cli.run(["fix", str(wide / CASE), "--data", str(wide)]) == 1
    assert cli.run(["fix", "no/such.yml", "--data", str(wide)]) == 2


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1), ("", 1)])
def test_at_a_terminal_it_asks(
    wide: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str, code: int
) -> None:
    """After the diff."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: answer or "n")

    assert cli.run(["fix", "--data", str(wide)]) == code
