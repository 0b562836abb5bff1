"""Diagnostics as text, JSON and annotations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from voc_build.intake import report
from voc_build.intake.report import github_report, gitlab_report, json_report, summary, text_report
from voc_build.words.diagnostics import Diagnostic, Place, rule

FILE = "issues/2023-06/issue.yml"


def told(line: int, column: int, message: str = "坏了", help: str = "", code: str = "VOC103") -> Diagnostic:
    """One problem."""
    return rule(code).at(Place(FILE, line, column), message, help=help)


def excerpt(text: str, line: int, column: int) -> list[str]:
    """The lines of a report between its head and its count."""
    return text_report([told(line, column)], {FILE: text.encode()}).split("\n")[1:-2]


def test_a_problem_shows_place_line_caret_and_help() -> None:
    """Han characters are two columns wide."""
    text = text_report(
        [told(2, 6, "不认识的机构“云西”", "是不是“云溪”？")], {FILE: "甲: 1\n机构名: 云西 # 注\n".encode()}
    )

    assert text == (
        f"{FILE}:2:6: error[VOC103]: 不认识的机构“云西”\n"
        "  2 | 机构名: 云西 # 注\n"
        "    |         ^^^^\n"
        "  帮助 help: 是不是“云溪”？\n"
        "\n"
        "共 1 个错误、0 个警告。"
    )


@pytest.mark.parametrize(
    ("text", "column", "shown", "caret"),
    [
        ("ab: cd", 5, "ab: cd", "    ^^"),
        ("名：值", 2, "名：值", "  ^^"),
        ("a\tb: 1", 2, r"a\tb: 1", " ^^"),
        ("名\u200b称: 1", 2, r"名\u200b称: 1", "  ^^^^^^^^"),
        ("甲: \u202e乙", 4, r"甲: \u202e乙", "    ^^^^^^^^"),
        ("e\u0301: x", 5, "e\u0301: x", "   ^"),
        ("ab", 3, "ab", "  ^"),
        ("ab", 99, "ab", "  ^"),
    ],
)
def test_the_caret_stands_under_the_right_character(text: str, column: int, shown: str, caret: str) -> None:
    """Whatever stands before it; what is invisible is shown as its escape."""
    assert excerpt(text, 1, column) == [f"  1 | {shown}", f"    | {caret}"]


def test_a_long_line_is_cut_around_the_caret() -> None:
    """A line of ten thousand characters stays readable and the caret right."""
    shown, caret = excerpt("甲" * 5000 + "，错，" + "乙" * 5000, 1, 5002)

    assert max(len(shown), len(caret)) < 120
    before = shown[: shown.index("错")]
    assert caret.index("^") == sum(2 if one in "甲，" else 1 for one in before)
    assert shown.startswith("  1 | …")
    assert shown.endswith("…")


@pytest.mark.parametrize(("line", "column"), [(9, 1), (2, 1)])
def test_a_place_without_text_has_no_excerpt(line: int, column: int) -> None:
    """Beyond the end of the file, or on an empty line."""
    assert excerpt("a: 1\n", line, column) == []


def test_excerpts_of_other_encodings_are_read_in_them() -> None:
    """The editor sees the words, not their bytes."""
    text = text_report([told(1, 1, code="VOC111")], {FILE: "机构: 云溪分行，客服中心\n".encode("gb18030")})

    assert "机构: 云溪分行" in text


def test_a_message_of_a_whole_file_is_cut() -> None:
    """A value may be two megabytes long."""
    assert len(text_report([told(1, 1, "长" * 100_000, "也长" * 100_000)], {})) < 1000


def test_nothing_wrong_is_said_in_one_line() -> None:
    """And counted by severity otherwise."""
    assert text_report([], {}) == "没有发现问题。"
    assert summary([told(1, 1), told(1, 1, code="VOC004")]) == "共 1 个错误、1 个警告。"


def test_json_has_the_contracts_keys() -> None:
    """Paths within the archive, line and column from 1."""
    assert json.loads(json_report([told(2, 7, "甲", "乙")])) == {
        "diagnostics": [
            {
                "code": "VOC103",
                "severity": "error",
                "file": FILE,
                "line": 2,
                "column": 7,
                "message": "甲",
                "help": "乙",
            }
        ]
    }
    assert json.loads(json_report([])) == {"diagnostics": []}


def test_github_shows_the_problem_beside_its_line() -> None:
    """Paths from the repository's root; marks that mean something there are escaped."""
    line = github_report([told(2, 7, "百分之 5%", "改")], PurePosixPath("data"))

    assert line == (f"::error file=data/{FILE},line=2,col=7,title=VOC103 不认识的名称::百分之 5%25%0A帮助：改")


def test_gitlab_gets_a_code_quality_report() -> None:
    """One entry a problem, with a fingerprint that stays while lines move."""
    one, moved = json.loads(gitlab_report([told(2, 7), told(3, 7)], PurePosixPath("data")))

    assert one["location"] == {"path": f"data/{FILE}", "lines": {"begin": 2}}
    assert one["severity"] == "major"
    assert one["fingerprint"] == moved["fingerprint"]


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
def test_every_format_passes_the_mask(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """One place decides what may be seen, excerpts, messages and help alike."""
    monkeypatch.setattr(report, "mask", lambda text: text.replace("13812345678", "*" * 11))
    found = [told(1, 4, "号码 13812345678", "删掉 13812345678")]
    files = {FILE: "号: 13812345678\n".encode()}
    text = {
        "text": lambda: text_report(found, files),
        "json": lambda: json_report(found),
        "github": lambda: github_report(found, PurePosixPath()),
        "gitlab": lambda: gitlab_report(found, PurePosixPath()),
    }[form]()

    assert "*" * 11 in text
    assert "138" not in text


def test_a_folder_full_of_hostile_files_is_told_in_full(
    write: Callable[..., Path], golden: Callable[[str, str], None]
) -> None:
    """Every kind of unreadable file, in one run, sorted, text and JSON."""
    from voc_build.intake.load import load
    from voc_build.numbers.audit import diagnose

    head = "期号: {0}\n统计月份: {1}\n刊名: 河源银行客户之声\n编发部门: 部\n状态: 草稿\n数据口径: 汇总\n"
    laughs = "a: &a [哈, 哈]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"
    case = "标题: 甲\n类型: 表扬\n机构: 云溪分行\n经过: 乙\n启示: 丙\n"
    root = write(
        {
            "issues/2024-01/issue.yml": head.format("2024-01", "2023-12").encode("gb18030"),
            "issues/2024-02/issue.yml": head.format("2024-02", "2024-01").encode("utf-16"),
            "issues/2024-03/issue.yml": b"\xef\xbb\xbf" + head.format("2024-03", "2024-02").encode(),
            "issues/2024-04/issue.yml": head.format("2024-04", "2024-03").replace(": ", "："),
            "issues/2024-05/issue.yml": head.format("2024-05", "2024-04") + "来源:\n\t文件: 甲\n",
            "issues/2024-06/issue.yml": head.format("2024-06", "2024-05") + "刊名: 又一个\n",
            "issues/2024-07/issue.yml": head.format("2024-07", "2024-13").replace("汇总", "汇\u200b总"),
            "issues/2024-08/issue.yml": "",
            "issues/2024-09/issue.yml": "[" * 100_000,
            "issues/2024-10/issue.yml": laughs,
            "issues/2024-11/issue.yml": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "issues/2024-12/issue.yml": "期号: !!python/object:os.system 2024-12\n<<: {刊名: 甲}\n",
            "issues/2024-12/cases/01.yml": case + "标签: ['<script>', '{{ 7*7 }}', 正常]\n",
            "issues/2024-12/cases/02.yml": "甲: " + "长" * 700_000 + "\n",
            "issues/2024-12/tickets.yml": "工单:\n  - {编号: T 1, 受理日期: 2024-11-31, 来源: 电话}\n",
            "issues/2024-12/followups.yml": "跟踪:\n - 针对: 2023-06/P1\n   日期: 2024-1-1\n  状态: 好\n",
            "issues/2024-12/notes.docx": "x",
            "taxonomy/causes.yml": None,
        }
    )
    loaded = load(root)
    found = diagnose(loaded)

    golden("diagnostics/hostile.txt", text_report(found, loaded.files) + "\n")
    golden("diagnostics/hostile.json", json_report(found) + "\n")
