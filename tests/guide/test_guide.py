"""The guide is walked as a new editor would: what it writes is written, what it runs is run, word for word.

A yaml, csv or text block below a line with a path alone is saved there (tables and texts beside the archive, as office
programs in China write them); a `voc-terminal` block holds commands and all they say.
VOC_UPDATE=1 rewrites what they say.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guide.pictures import PICTURES
from tests.guide.steps import DOCS, MAPPING, PAGES, STEP, TODAY, commands
from voc_build import checkout, cli
from voc_build.words.rules import RULES

Write = Callable[..., Path]
PICTURE = re.compile(r"!\[([^\]]*)\]\(\.\./assets/guide/([\w.-]+)\)")
LARGEST = 60_000


def _shown(command: list[str], said: str) -> str:
    """What a terminal shows, as HTML; a repair's lines are red and green there."""
    text = html.escape(said, quote=False).rstrip()
    if command[0] != "fix":
        return text
    return re.sub(r"^\+.*", r"<ins>\g<0></ins>", re.sub(r"^-.*", r"<del>\g<0></del>", text, flags=re.M), flags=re.M)


def walked(page: str, root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A page of the guide with what its commands say now, run in the folder that holds `data/`."""

    def step(match: re.Match[str]) -> str:
        if match["file"]:
            beside = match["file"].endswith((".csv", ".txt"))
            path = root / match["file"] if beside else root / "data" / match["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(match["text"], encoding="gb18030" if beside else "utf-8")
            return match[0]
        said = []
        for command in commands(match["run"]):
            cli.run(command)
            out, error = capsys.readouterr()
            typed = html.escape(" ".join(command), quote=False)
            said.append(f"<b>$ voc {typed}</b>\n{_shown(command, out + error)}\n")
        return f'<pre class="voc-terminal" tabindex="0">\n{"".join(said)}</pre>'

    return STEP.sub(step, page)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_guide_says_what_the_commands_say(
    path: Path, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each page begins with the small archive."""
    root = write({"import/ledger.yml": MAPPING}).parent
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
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


def test_every_picture_is_there_drawn_by_the_script_and_told_in_words() -> None:
    """And none is larger than a page of text."""
    asked = [one for path in PAGES for one in PICTURE.findall(path.read_text(encoding="utf-8"))]
    there = {path.name: path.stat().st_size for path in (DOCS / "assets/guide").iterdir()}

    assert {name for _, name in asked} == set(there) == set(PICTURES)
    assert max(there.values()) <= LARGEST
    assert all(len(re.findall("[\u4e00-\u9fff]", words)) > 12 for words, _ in asked), "who cannot see it is told"
