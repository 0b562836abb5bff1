"""A number that was read badly is never taken for granted: flagged, or told by the closing reconciliation.

What is damaged is a number of the head, the sentences, the table or the pie, in every way reading by machine damages
one. A sentence of prose may lose a word that nobody can know of; a figure may not.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.intake.digitise.bulletin import Layout, taxonomy
from tests.intake.digitise.fields import doubted, wrong
from tests.intake.digitise.test_mutations import RIGHT
from voc_build.intake.digitise.compose import files
from voc_build.intake.digitise.draft import Draft
from voc_build.intake.digitise.refusal import Refused
from voc_build.intake.load import load
from voc_build.numbers.drafted import reconciliation
from voc_build.words.archive import Archive

Digest = Callable[..., Draft]
FIGURES = {
    "期号", "统计月份", "机构表", "业务占比", "消费投诉类工单", "监管转办投诉", "客户之声投诉", "客户之声意见",
    "表扬", "有效投诉", "办结率",
}  # fmt: skip
HOMES = ("刊名、编发部门、期号", "总体情况", "机构表", "业务占比")
LIKE = dict(zip("0123456789", "OlZЗASb?Bg", strict=True))
NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
EACH = 8
"""Damaged copies of each layout; 150 of each were tried once, with other dice, and none was silent."""


def damages(number: str) -> Iterator[str]:
    """The number misread, cut, doubled, torn, smeared or lost."""
    for at, letter in enumerate(number):
        before, after = number[:at], number[at + 1 :]
        if letter == ".":
            yield from (before + after, f"{before},{after}", f"{before}. {after}")
            continue
        yield from (before + other + after for other in "0123456789" if other != letter)
        yield from (before + after, before + letter + letter + after, before + LIKE[letter] + after)
    yield from ("", number + number, "□", "-" + number)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """No issue but the one that is read."""
    (tmp_path / "data").mkdir()
    return replace(load(tmp_path / "data").archive, taxonomy=taxonomy())


def _told(found: Draft, archive: Archive) -> tuple[str, ...]:
    """What the closing reconciliation says does not fit."""
    lines = reconciliation(files(found), archive)
    return tuple(line for line in lines if any(word in line for word in ("不一致", "不可能", "还有要补的项")))


def _silent(found: Draft, layout: Layout, archive: Archive, usual: tuple[str, ...]) -> set[str]:
    """The figures that are wrong and of which nothing is said."""
    left = (wrong(found, layout) & FIGURES) - doubted(found)
    new = "\n".join(line for line in _told(found, archive) if line not in usual) if left else ""
    return {field for field in left if field not in new and "还有要补的项" not in new}


@pytest.mark.parametrize("name", [name for name, (_, change) in RIGHT.items() if name != "full-width marks and digits"])
def test_no_wrong_figure_is_silent(name: str, digest: Digest, archive: Archive) -> None:
    """In each layout that is read right, one number at a time, drawn by the name's own dice."""
    layout, change = RIGHT[name]
    text = change(layout.text()).replace("\r\n", "\n")
    lines = text.split("\n")
    clean = digest(text)
    usual = _told(clean, archive)
    places = [
        (line.number - 1, match.span())
        for home in HOMES
        for line in clean.fate.of(home)
        for match in NUMBER.finditer(lines[line.number - 1])
    ]
    dice = random.Random(name)
    silent = []
    for _ in range(EACH):
        at, (start, end) = dice.choice(places)
        number = lines[at][start:end]
        damaged = dice.choice(list(damages(number)))
        copy = [*lines[:at], lines[at][:start] + damaged + lines[at][end:], *lines[at + 1 :]]
        try:
            found = digest("\n".join(copy))
        except Refused:
            continue
        silent += [(field, number, copy[at]) for field in _silent(found, layout, archive, usual)]

    assert silent == []


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("认购 120 万元", "认购 l20 万元", "案例01.经过"),
        ("等到 4 月 27 日", "等到 4 月 37 日", "案例01.经过"),
        ("用 20 天时间", "用 2O 天时间", "工作计划"),
        ("按 12 项要点", "按 1□ 项要点", "工作计划"),
    ],
)
def test_a_number_in_prose_that_no_printer_set_is_flagged(old: str, new: str, field: str, digest: Digest) -> None:
    """Of one that could have been printed so nobody can know."""
    layout = Layout(width=10_000, page_lines=999)
    text = layout.text()
    assert old in text

    assert field in doubted(digest(text.replace(old, new)))
