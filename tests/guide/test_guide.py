"""The guide is walked as a new editor would: what it writes is written, what it runs is run, word for word.

A yaml or csv block below a line with a path alone is saved there (a table beside the archive, as Excel in China writes
one); a `voc-terminal` block holds commands and all they say.
VOC_UPDATE=1 rewrites what they say.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from voc_build import checkout, cli
from voc_build.words.rules import RULES

Write = Callable[..., Path]
DOCS = Path(cli.__file__).parents[1] / "docs"
PAGES = sorted((DOCS / "guide").glob("*.md"))
STEP = re.compile(
    r"^`(?P<file>[\w/.-]+)`\n\n```(?:yaml|csv)\n(?P<text>.*?)```$"
    r'|^<pre class="voc-terminal" tabindex="0">\n(?P<run>.*?)</pre>$',
    re.MULTILINE | re.DOTALL,
)
PROMPT = re.compile(r"<b>\$ voc (.*)</b>")
LARGEST = 150_000
MAPPING = """
    系统: 投诉台账
    列:
      编号: [工单编号]
      受理日期: [投诉受理日期]
      来源: [工单来源]
      类型: [工单类型]
      机构: [被投诉机构]
      业务: [投诉业务类别]
      有效: [是否有责]
      办结日期: [办结时间]
    值: {有效: {是: [有责], 否: [无责]}}
    """


def walked(page: str, root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A page of the guide with what its commands say now, run in the folder that holds `data/`."""

    def step(match: re.Match[str]) -> str:
        if match["file"]:
            table = match["file"].endswith(".csv")
            path = root / match["file"] if table else root / "data" / match["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(match["text"], encoding="gb18030" if table else "utf-8")
            return match[0]
        said = []
        for command in PROMPT.findall(match["run"]):
            cli.run(html.unescape(command).split())
            out, error = capsys.readouterr()
            said.append(f"<b>$ voc {command}</b>\n{html.escape(out + error, quote=False).rstrip()}\n")
        return f'<pre class="voc-terminal" tabindex="0">\n{"".join(said)}</pre>'

    return STEP.sub(step, page)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_guide_says_what_the_commands_say(
    path: Path, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each page begins with the small archive."""
    root = write({"import/ledger.yml": MAPPING}).parent
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1691625600")  # 2023-08-10
    monkeypatch.setattr(checkout, "CACHE", root / "cache")
    page = path.read_text(encoding="utf-8")
    now = walked(page, root, capsys)
    if os.environ.get("VOC_UPDATE") and not os.environ.get("CI"):
        path.write_text(now, encoding="utf-8", newline="\n")
        page = now

    assert page == now


def test_the_first_path_ends_with_a_month_that_is_right(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From nothing to a checked month in five steps."""
    root = write({"import/ledger.yml": MAPPING}).parent
    monkeypatch.chdir(root)
    monkeypatch.setattr(checkout, "CACHE", root / "cache")
    walked((DOCS / "guide/index.md").read_text(encoding="utf-8"), root, capsys)

    assert cli.run(["check"]) == 0
    assert (root / "data/issues/2023-08/cases/01.yml").is_file()


def test_every_rule_that_is_named_exists() -> None:
    """A link to a rule leads to its section."""
    named = {code for path in PAGES for code in re.findall(r"VOC\d{3}", path.read_text(encoding="utf-8"))}

    assert named <= set(RULES)


def test_every_rule_has_its_section() -> None:
    """Addressed by its code."""
    from voc_build.pages.rulebook import rules

    text = rules(None)  # type: ignore[arg-type]

    assert re.findall(r"\{ #(voc\d{3}) \}", text) == [code.lower() for code in sorted(RULES)]
    assert "<" not in text and "*、" not in text


def test_pictures_are_of_modest_size() -> None:
    """And there for every mention."""
    asked = {name for path in PAGES for name in re.findall(r"assets/guide/([\w.-]+)", path.read_text(encoding="utf-8"))}
    there = {path.name: path.stat().st_size for path in (DOCS / "assets/guide").iterdir()}

    assert asked == set(there)
    assert max(there.values()) < LARGEST
