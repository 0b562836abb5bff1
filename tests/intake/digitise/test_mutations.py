"""The replica and its mutated copies: each is read right, or the very field that is wrong is flagged."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.intake.digitise.bulletin import (
    CELLS,
    COLUMNS,
    DEPARTMENT,
    EXTRA_STORIES,
    NAME,
    STORIES,
    Layout,
    loose_labels,
)
from tests.intake.digitise.fields import doubted, unsaid, wrong
from voc_build.intake.digitise.accounting import account
from voc_build.intake.digitise.draft import Draft
from voc_build.words.month import Month

Digest = Callable[..., Draft]
Change = Callable[[str], str]
CAPTION = "{}月份消费投诉主要业务类别"
REPLICA = Path(__file__).parent / "replica.txt"


def same(text: str) -> str:
    """No change."""
    return text


def swapped(*pairs: str) -> Change:
    """Pieces of the text replaced, each of which must be there."""

    def change(text: str) -> str:
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text, old
            text = text.replace(old, new)
        return text

    return change


def widened(text: str) -> str:
    """Full-width marks, and digits too."""
    digits = {ord(letter): chr(ord(letter) + 0xFEE0) for letter in "0123456789%"}
    body = text[text.index("第1页") :]
    table = body.translate(digits).translate({ord(a): b for a, b in zip(",:()", "，：（）", strict=True)})
    return text[: text.index("第1页")] + re.sub(r"(?<=[０-９])\.(?=[０-９])", "．", table)


def radicals(text: str) -> str:
    """Letters as the text layers of some PDFs have them."""
    return text.translate(dict(zip(map(ord, "行月户见长用金日工门"), "⾏⽉⼾⻅⻓⽤⾦⽇⼯⻔", strict=True)))


def one_cell_a_line(number: int, name: str, cells: Sequence[int]) -> list[str]:
    """A row as an extraction without tables may leave it."""
    return [str(number), name, *map(str, cells)]


def sequential(rows: Callable[[int, str, Sequence[int]], str]) -> Callable[[int, str, Sequence[int]], list[str]]:
    """Rows of one line each."""
    return lambda number, name, cells: [rows(number, name, cells)]


def only(target: str, text: Callable[[int, str, Sequence[int]], str]) -> Callable[..., list[str]]:
    """One institution's row written otherwise."""
    return lambda number, name, cells: [
        text(number, name, cells) if name == target else f"{number} {name} {' '.join(map(str, cells))}"
    ]


def no_marks(page: int) -> list[str]:
    """Nothing at a page's head or foot."""
    return []


def headed(page: int) -> list[str]:
    """A running head from the second page on."""
    return [f"第{page}页", *([f"{NAME} 2022 年第 5 期"] if page > 1 else []), str(page)]


def in_one_line(slices: Sequence[tuple[str, int]], month: int) -> list[str]:
    """Name and share of each class on one line."""
    return [*(f"{name} {share}%" for name, share in slices), CAPTION.format(month)]


RIGHT: dict[str, tuple[Layout, Change]] = {
    "the replica": (Layout(), same),
    "lines of 34 columns": (Layout(width=34), same),
    "lines of 38 columns": (Layout(width=38), same),
    "lines of 64 columns": (Layout(width=64, page_lines=40), same),
    "lines of 90 columns": (Layout(width=90, page_lines=60), same),
    "lines counted in letters": (Layout(by_letters=True), same),
    "long lines counted in letters": (Layout(by_letters=True, width=70, page_lines=50), same),
    "a line is a paragraph": (Layout(width=10_000, page_lines=999), same),
    "no blank lines": (Layout(apart=False), same),
    "Windows line ends": (Layout(), swapped("\n", "\r\n")),
    "full-width marks and digits": (Layout(), widened),
    "full-width brackets in headings only": (Layout(), swapped("(一)", "（一）", "(二)", "（二)", "(三)", "(三）")),
    "radicals for letters": (Layout(), radicals),
    "spaces in headings": (Layout(), swapped("一、总体情况", "一、 总体情况", "三、典型案例", "三 、典型案例")),
    "page marks with spaces": (Layout(page_head=lambda page: [f"第 {page} 页", str(page)]), same),
    "page marks with a total": (Layout(page_head=lambda page: [f"第{page}页 共6页"]), same),
    "page marks only": (Layout(page_head=lambda page: [f"第{page}页"]), same),
    "page numbers only": (Layout(page_head=lambda page: [str(page)], chrome=False), same),
    "page numbers between dashes at the foot": (
        Layout(page_head=lambda page: [f"第{page}页"], page_foot=lambda page: [f"— {page} —"]),
        same,
    ),
    "page numbers at the foot, no marks": (
        Layout(page_head=no_marks, page_foot=lambda page: [f"- {page} -"], chrome=False),
        same,
    ),
    "form feeds": (Layout(page_head=lambda page: ["\f" + str(page)] if page > 1 else ["1"], chrome=False), same),
    "a running head": (Layout(page_head=headed), same),
    "a page number glued to the text": (
        Layout(page_head=lambda page: [f"第{page}页"] + ([str(page)] if page != 3 else []), glue_number=3),
        same,
    ),
    "no chrome, no pages": (Layout(page_head=no_marks, chrome=False), same),
    "no pages": (Layout(page_head=no_marks), same),
    "chrome in other words": (Layout(), swapped("众多用户使用", "超过百万人选择", "粉丝: ", "粉丝:")),
    "bullets lost": (Layout(bullet=""), same),
    "bullets of another kind": (Layout(bullet="■"), same),
    "bullets of a symbol font": (Layout(bullet="\uf06e "), same),
    "marks with a colon": (Layout(bullet="", lesson_mark="案例启示:", advice_mark="提出建议："), same),
    "a mark glued to the text before": (Layout(), swapped("\n\n◼ 提出建议", "◼ 提出建议")),
    "numbers 1、": (Layout(numbering="{}、"), same),
    "numbers (1)": (Layout(numbering="{})"), same),
    "cells in lines of their own": (Layout(row=one_cell_a_line, page_lines=120), same),
    "serial numbers glued": (
        Layout(row=sequential(lambda number, name, cells: f"{number}{name} {' '.join(map(str, cells))}")),
        same,
    ),
    "name and first cell glued": (
        Layout(row=sequential(lambda number, name, cells: f"{number} {name}{' '.join(map(str, cells))}")),
        same,
    ),
    "single digits glued": (Layout(row=only("云溪分行", lambda number, name, cells: f"{number} {name} 10 0 01")), same),
    "the head's cells glued": (Layout(head=lambda columns: ["序号机构名称" + "".join(columns)]), same),
    "the head wrapped": (Layout(head=lambda columns: ["序号 机构名称 " + columns[0], " ".join(columns[1:])]), same),
    "other headings of columns": (
        Layout(columns=("监管转办", "客户之声", "意见工单", "有效投诉数量", "表扬工单")), same,
    ),
    "no column of serial numbers": (
        Layout(
            head=lambda columns: ["机构名称 " + " ".join(columns)],
            row=sequential(lambda number, name, cells: f"{name} {' '.join(map(str, cells))}"),
        ),
        same,
    ),
    "the pie in its own section": (Layout(pie_in="section"), same),
    "the pie inside a sentence": (Layout(pie_in="sentence"), same),
    "the pie's names and shares in one line": (Layout(pie=in_one_line), same),
    "the pie's shares before their names": (
        Layout(pie=lambda slices, month: [*(f"{share}% {name}" for name, share in slices), CAPTION.format(month)]),
        same,
    ),
    "the pie's labels glued": (
        Layout(pie=lambda slices, month: [*(f"{name}{share}%" for name, share in slices), CAPTION.format(month)]),
        same,
    ),
    "the twelfth issue counts November": (Layout(number=12, month=11), same),
    "the eleventh issue counts October": (Layout(number=11, month=10), same),
    "the first issue counts December": (Layout(year=2023, number=1, month=12), same),
    "one case": (Layout(stories=STORIES[:1]), same),
    "two cases": (Layout(stories=STORIES[:2]), same),
    "five cases": (Layout(stories=STORIES + EXTRA_STORIES), same),
    "headings without numbers": (
        Layout(headings=("总体情况", "投诉主要业务类型", "典型案例", "下一步工作计划")), same,
    ),
    "no section for the pie": (
        Layout(headings=("一、总体情况", "", "二、典型案例", "三、下一步工作计划")), same,
    ),
}  # fmt: skip

FLAGGED: dict[str, tuple[Layout, Change, set[str]]] = {
    "lines of 30 columns, which headings nearly fill": (Layout(width=30), same, {"工作计划"}),
    "no pie": (Layout(pie=lambda slices, month: []), same, {"业务占比"}),
    "the pie without one share": (Layout(), swapped("\n82%\n", "\n\n"), {"业务占比"}),
    "the pie without its title": (Layout(), swapped("4月份消费投诉主要业务类别\n", ""), {"业务占比"}),
    "a class of the pie nobody knows": (Layout(), swapped("银行代理业务", "古董业务"), {"业务占比"}),
    "all shares, then all names": (
        Layout(pie=lambda slices, month: [*(f"{share}%" for _, share in slices), *(name for name, _ in slices),
                                          CAPTION.format(month)]),
        same, {"业务占比"},
    ),
    "an extra column": (
        Layout(columns=(*COLUMNS, "督办数量"), cells=tuple((*row, 3) for row in CELLS), total=("合计 21 1 5 7 10 39",)),
        same, {"机构表"},
    ),
    "a column fewer": (
        Layout(columns=COLUMNS[:4], cells=tuple(row[:4] for row in CELLS), total=("合计 21 1 5 7",)), same, {"机构表"},
    ),
    "no total": (Layout(total=()), same, {"机构表"}),
    "a row lost": (Layout(), swapped("5 霁城分行 0 0 0 0 5\n", ""), {"机构表"}),
    "cells glued beyond telling": (
        Layout(row=only("信用卡中心", lambda number, name, cells: f"{number} {name} 130 000")), same, {"机构表"},
    ),
    "two rows glued beyond telling": (
        Layout(),
        swapped("信用卡中心 13 0 0 0 0", "信用卡中心 130 000", "桑野分行 6 0 0 1 0", "桑野分行 60 01"),
        {"机构表"},
    ),
    "a cell lost": (Layout(), swapped("10 桑野分行 6 0 0 1 0", "10 桑野分行 6 0 0 1"), {"机构表"}),
    "a digit misread": (Layout(), swapped("10 桑野分行 6 0 0 1 0", "10 桑野分行 8 0 0 1 0"), {"机构表"}),
    "no table": (Layout(head=lambda columns: [], row=lambda number, name, cells: [], total=()), same, {"机构表"}),
    "an institution nobody knows": (Layout(), swapped("6 棠洲分行", "6 棠湾分行"), {"机构表"}),
    "a measure the sentences leave out": (Layout(), swapped("客户之声意见 9 件,", ""), {"客户之声意见"}),
    "a count misread": (Layout(), swapped("客户之声投诉 6 件", "客户之声投诉 5 件"), {"消费投诉类工单"}),
    "months that differ": (Layout(), swapped("4 月份各渠道", "3 月份各渠道"), {"统计月份"}),
    "no month anywhere": (
        Layout(), swapped("2022 年 4 月份", "本期", "4 月份各渠道", "各渠道", "4月份消费", "消费"), {"统计月份"},
    ),
    "no masthead": (
        Layout(), swapped(f"{NAME}\n\n{DEPARTMENT} 2022 年第 5 期\n", ""), {"刊名", "编发部门"},
    ),
    "no lesson": (Layout(stories=(replace(STORIES[0], lesson=""), *STORIES[1:])), same, {"案例01.启示"}),
    "the lesson's mark lost": (
        Layout(), lambda text: text.replace("◼ 案例启示\n", "", 1), {"案例01.启示"},
    ),
    "no recommendation": (Layout(stories=(*STORIES[:2], replace(STORIES[2], asked=()))), same, {"案例03.建议"}),
    "an addressee nobody knows": (Layout(), swapped("总行财富管理部", "总行养老金融部"), {"案例01.建议"}),
    "a recommendation to nobody": (
        Layout(), swapped("信用卡中心应把延后", "尽快把延后"), {"案例02.建议"},
    ),
    "a recommendation lost": (Layout(), swapped("\n1.岫阳分行应", "\n3.岫阳分行应"), {"案例01.建议"}),
    "the end of a story lost": (Layout(), swapped("收益只好停在受托公司账上。", "收益只好停在受"), {"案例01.经过"}),
    "a case's number skipped": (Layout(), swapped("(二)信用卡持卡人的声音", "信用卡持卡人的声音"), {"案例02.标题"}),
    "a case's heading lost": (Layout(), swapped("(二)信用卡持卡人的声音\n", ""), {"案例01.标题", "案例02.标题"}),
    "two institutions in a story": (Layout(), swapped("附近的合作药店", "望汐分行旁的药店"), {"案例03.机构"}),
    "no plan": (Layout(), lambda text: text[: text.index("四、下一步")], {"工作计划"}),
    "a plan without headings": (
        Layout(), swapped("(一)组织坐席服务规范互查\n\n", "", "(二)清理投诉处理台账\n\n", ""), {"工作计划"},
    ),
    "a plan for nobody": (
        Layout(), swapped("请信用卡中心、远程银行中心的坐席", "请坐席", "请各分行把上", "把上"), {"工作计划"},
    ),
    "the last line of the plan lost": (Layout(), lambda text: re.sub(r"[^\n]*逐条销号。\n", "", text), {"工作计划"}),
    "a line before the issue that nobody knows": (
        Layout(), swapped("文本内容\n", "本刊内部资料注意保存 88 份\n文本内容\n"), {"来源"},
    ),
    "an unknown section": (
        Layout(),
        swapped("四、下一步工作计划", "四、监管动态\n\n监管部门发布提示 3 条。\n\n五、下一步工作计划"),
        {"总体情况"},
    ),
}  # fmt: skip


OTHERWISE = {
    "a measure the sentences leave out": {"总体情况"},
    "a count misread": {"总体情况"},
    "months that differ": {"机构表"},
    "no month anywhere": {"总体情况", "机构表", "业务占比"},
    "two institutions in a story": {"案例03.经过"},
}
"""What a change makes the source itself say otherwise, so that it is read as it stands."""


@pytest.mark.parametrize("name", RIGHT)
def test_is_read_right(name: str, digest: Digest) -> None:
    """All fields, and nothing in 待核 but what the text cannot say."""
    layout, change = RIGHT[name]
    found = digest(change(layout.text()))

    assert wrong(found, layout) == set()
    assert doubted(found) - unsaid(layout) == set()


@pytest.mark.parametrize("name", FLAGGED)
def test_what_is_wrong_is_flagged(name: str, digest: Digest) -> None:
    """The very field, and no field is wrong without being flagged."""
    layout, change, fields = FLAGGED[name]
    found = digest(change(layout.text()), Month(layout.year, layout.number))
    flagged = doubted(found)

    assert fields <= flagged
    assert {one for one in wrong(found, layout) - OTHERWISE.get(name, set()) if not _covered(one, flagged)} == set()


def _covered(field: str, flagged: set[str]) -> bool:
    """A case's field is covered by the doubt that its case is another's, or that its number was skipped."""
    if field in flagged or (field.startswith("案例") and "案例" in flagged):
        return True
    return field.startswith("案例") and any(one.endswith(".标题") for one in flagged)


@pytest.mark.parametrize("name", [*RIGHT, *FLAGGED])
def test_nothing_is_lost(name: str, digest: Digest) -> None:
    """Every letter of every line has a home, and every number is counted once."""
    layout, change, *_ = {**RIGHT, **FLAGGED}[name]
    found = digest(change(layout.text()), Month(layout.year, layout.number))
    counted = account(found)

    assert counted.missing == ()
    assert sum(counted.numbers.values()) == sum(
        len(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", line.text)) for line in found.source.lines
    )


def test_the_replica_is_as_committed() -> None:
    """`replica.txt` is there to be looked at; the tests make it anew."""
    assert Layout().text() == REPLICA.read_text(encoding="utf-8")


@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_are_read(codec: str, digest: Digest) -> None:
    """As office programs save them."""
    found = digest(Layout().text().replace("◼", "■").encode(codec))

    assert wrong(found, Layout()) == set()


def test_numbers_no_figure_claims_are_listed(digest: Digest) -> None:
    """With the words around them."""
    text = Layout().text().replace("工单办结率 100%。", "工单办结率 100%,电话接通 312 次。")

    assert digest(text).listed == ("电话接通312次",)
    assert digest(loose_text()).listed == ("机构表 3",) * 13 + ("机构表 39",)


def loose_text() -> str:
    """A bulletin with a column nobody knows."""
    cells = tuple((*row, 3) for row in CELLS)
    return Layout(columns=(*COLUMNS, "督办数量"), cells=cells, total=("合计 21 1 5 7 10 39",), pie=loose_labels).text()
