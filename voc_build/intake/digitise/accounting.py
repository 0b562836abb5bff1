"""Where every line and every number of a source went: nothing is lost without a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from voc_build.intake.digitise.draft import Draft
from voc_build.intake.digitise.lines import Role, numbers_in

_FIGURES: Final = ("总体情况", "机构表", "业务占比")
_HEAD: Final = "刊名、编发部门、期号"
TO_FIGURES, TO_HEAD, TO_TEXT, TO_LAYOUT = "指标与表、图", "期号与日期", "留在文字里", "版式与网站外壳"


@dataclass(frozen=True)
class Account:
    """`homes`: lines by field or role, in order; `numbers`: by what became of them; `listed`: claimed by nothing.

    A line cut in two counts in each home its parts went to, so the homes may add up to a little more than `lines`.
    """

    lines: int
    homes: dict[str, int]
    numbers: dict[str, int]
    listed: tuple[str, ...]
    missing: tuple[int, ...]
    """Numbers of lines that have no home; there must be none."""


def account(found: Draft) -> Account:
    """Count a draft's source."""
    written = [line for line in found.source.lines if line.text]
    homed: dict[int, str] = {}
    numbers = dict.fromkeys((TO_FIGURES, TO_HEAD, TO_TEXT, TO_LAYOUT), 0)
    for line, home in found.fate.placed:
        homed[line.number] = homed.get(line.number, "") + line.bare
        numbers[_kind(home)] += len(numbers_in(line.text))
    missing = tuple(line.number for line in written if len(homed.get(line.number, "")) < len(line.bare))
    return Account(len(written), found.fate.counted(), numbers, found.listed, missing)


def _kind(home: str) -> str:
    if home in _FIGURES:
        return TO_FIGURES
    if home == _HEAD:
        return TO_HEAD
    return TO_LAYOUT if home in set(Role) else TO_TEXT


def told(counted: Account) -> tuple[str, ...]:
    """The account in Chinese, a line a matter."""
    homes = "、".join(f"{home} {count}" for home, count in counted.homes.items())
    numbers = "、".join(f"{kind} {count}" for kind, count in counted.numbers.items())
    lines = [f"原文 {counted.lines} 行：{homes}。", f"数字 {sum(counted.numbers.values())} 个：{numbers}。"]
    if counted.listed:
        lines.append(f"其中没有字段认领的 {len(counted.listed)} 个：{'；'.join(counted.listed)}。")
    else:
        lines.append("没有未认领的数字。")
    if counted.missing:
        lines.append(f"没有去处的行：{'、'.join(map(str, counted.missing))}。")
    return tuple(lines)
