"""Damage at random: nothing breaks, nothing is lost, and every file that is written can be read."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.intake.digitise.bulletin import Layout
from voc_build.intake.digitise.accounting import account
from voc_build.intake.digitise.compose import files
from voc_build.intake.digitise.draft import Draft
from voc_build.intake.digitise.refusal import Refused
from voc_build.intake.source import values
from voc_build.words.month import Month

NOISE = "0123456789%,。、()一二(◼件月年 第页合计序号业务客户之声投诉案例启示提出建议\f\t\u200b⾏{[#&*|>'\":-"


def damaged(lines: list[str], dice: random.Random) -> list[str]:
    """The lines with one to twenty of them lost, doubled, swapped, cut, joined or smeared."""
    for _ in range(dice.randint(1, 20)):
        at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        noise = "".join(dice.choice(NOISE) for _ in range(dice.randint(1, 12)))
        match dice.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = lines[at][: len(lines[at]) // 2]
            case 4:
                lines[at : at + 3] = ["".join(lines[at : at + 3])]
            case _:
                lines[at] = lines[at][: dice.randint(0, len(lines[at]))] + noise
    return lines


@pytest.mark.parametrize("seed", range(60))
def test_damage_is_survived(seed: int, digest: Callable[..., Draft]) -> None:
    """As a draft or a refusal, never a traceback."""
    text = "\n".join(damaged(Layout().text().split("\n"), random.Random(seed)))
    try:
        found = digest(text, Month(2022, 5))
    except Refused:
        return

    assert account(found).missing == ()
    for name, content in files(found).items():
        assert isinstance(values(content.encode(), name), dict)


@pytest.mark.parametrize(
    "line",
    [
        "甲乙" + "1" * 5000 + "x",
        "受理量" * 5000,
        "(" * 9000,
        "9" * 9000,
        "?" * 9000,
        "1," * 4500,
        "业务" * 5000 + "4%",
        "第" + "1" * 9000 + "页",
    ],
)
def test_no_line_takes_long(line: str, digest: Callable[..., Draft]) -> None:
    """Patterns do not explode on what is made to explode them."""
    text = Layout().text().replace("5 霁城分行 0 0 0 0 5", line)

    assert account(digest(text, Month(2022, 5))).missing == ()
