"""From a table to tickets.yml: everything or nothing, and nothing unsaid."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import voc_build
from tests.intake.importers.conftest import HEADINGS, MAPPING, ONE, SYSTEM, TWO, Desk
from tests.intake.importers.workbooks import xls, xlsx
from voc_build.intake import tickets as reading
from voc_build.intake.importers.keep import existing
from voc_build.intake.importers.tickets import Misuse, Order, import_tickets
from voc_build.intake.source import values
from voc_build.intake.writer import KEYS
from voc_build.words.month import Month

DeskWith = Callable[..., Desk]
EXPECTED = (
    "工单:\n"
    "  - {编号: T-8, 受理日期: 2023-05-04, 来源: 监管转办, 类型: 投诉, 机构: 客服中心, 业务: 信用卡业务, 有效: 否}\n"
    "  - {编号: T-9, 受理日期: 2023-05-03, 来源: 客户之声, 类型: 投诉, 机构: 云溪分行, 业务: 贷款业务, 有效: 是}\n"
)


def changed(row: tuple[str, ...], **values: Any) -> list[Any]:
    """A row with some cells replaced, by our keys."""
    keys = ("编号", "受理日期", "机构", "业务", "来源", "有效")
    return [values.get(key, value) for key, value in zip(keys, row, strict=True)]


def table(*rows: Any, headings: Any = HEADINGS) -> list[Any]:
    """Headings and rows."""
    return [list(headings), *rows]


# -- what is taken --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "content",
    [
        xlsx(table(ONE, TWO)),
        xls(table(ONE, TWO)),
        "\n".join(",".join(row) for row in table(ONE, TWO)).encode("gb18030"),
        "\n".join("\t".join(row) for row in table(ONE, TWO)).encode("utf-8-sig"),
    ],
    ids=["xlsx", "xls", "csv in GB18030", "tabs in UTF-8"],
)
def test_every_kind_of_file_gives_the_same_bytes(desk: Desk, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorted, one line a ticket, in the form the swift reader takes."""
    outcome = desk.take(content)

    assert (outcome.taken, outcome.diagnostics) == (True, ())
    assert desk.file().read_text(encoding="utf-8") == EXPECTED
    monkeypatch.setattr(reading, "_careful", None)
    assert len(reading.read_tickets(desk.file().read_bytes(), "tickets.yml")) == 2


def test_the_result_is_a_sound_archive(desk: Desk, told: Callable[..., Any]) -> None:
    """`voc check` has nothing to say, of provenance.yml neither."""
    from voc_build.intake.load import load
    from voc_build.numbers.audit import diagnose

    desk.take(table(ONE, TWO))

    assert [str(one) for one in diagnose(load(desk.root)) if one.place.file.startswith("issues/2023-06")] == []


def test_headings_are_found_under_titles_and_in_two_rows(desk: Desk) -> None:
    """With line breaks, asterisks and remarks in them, and groups of columns named above."""
    rows = [
        ["2023年5月投诉台账"],
        ["制表：消保部", None, "单位：件"],
        ["基本信息", None, "对象", None, "判定"],
        ["*工单号", "投诉\n受理日期（年月日）", "被投诉机构：", "投诉业务类别", "工单来源", "是否有责"],
        ONE,
    ]

    assert desk.take(xlsx(rows, merged=["A1:F1", "A3:B3"])).taken
    assert list(desk.tickets) == ["T-9"]


def test_a_heading_merged_over_two_rows_counts(desk: Desk) -> None:
    """The lower row has the others."""
    rows = [
        ["工单号", "投诉受理日期", "对象", None, "判定", None],
        [None, None, "被投诉机构", "投诉业务类别", "工单来源", "是否有责"],
        ONE,
    ]

    assert desk.take(xlsx(rows, merged=["A1:A2", "B1:B2", "C1:D1"])).taken


def test_totals_footnotes_and_repeated_headings_are_passed_over(desk: Desk) -> None:
    """And counted in the account."""
    rows = [ONE, ["小计", None, "1"], [], HEADINGS, TWO, ["合计", 2], ["本月合计：2件"], ["注：以上不含撤诉"],
            ["制表人：某某", None, "审核：某某"]]  # fmt: skip

    outcome = desk.take(table(*rows))

    assert outcome.taken and list(desk.tickets) == ["T-8", "T-9"]
    said = "\n".join(outcome.lines)
    assert "读入 8 行，采用 2 件工单" in said
    assert "跳过合计行 3 行：第 3、7、8 行" in said
    assert "跳过表尾说明 2 行" in said and "跳过重复的表头 1 行：第 5 行" in said


def test_a_total_in_the_column_of_ids_is_no_ticket(desk: Desk) -> None:
    """A ledger that begins with 序号 counts below its ids."""
    rows = [["序号", *HEADINGS], [1, *ONE], ["合计", 1]]

    outcome = desk.take(xlsx(rows))

    assert outcome.taken and list(desk.tickets) == ["T-9"]
    assert "跳过合计行 1 行" in "\n".join(outcome.lines)


def test_dates_ids_and_widths_are_understood(desk: Desk) -> None:
    """Cells that are days or numbers, full-width digits, spaces nobody sees."""
    rows = [
        changed(ONE, 编号=20230501.0, 受理日期=dt.datetime(2023, 5, 3, 16, 30)),
        changed(ONE, 编号="Ｔ－２", 受理日期="２０２３．５．4"),
        changed(ONE, 编号="\u200bT-3\xa0", 受理日期=45050.0, 机构="云溪 分行\n"),
    ]

    assert desk.take(table(*rows)).taken
    assert {id: row["受理日期"] for id, row in desk.tickets.items()} == {
        "20230501": "2023-05-03", "T-2": "2023-05-04", "T-3": "2023-05-04",
    }  # fmt: skip


def test_names_become_the_official_ones_of_the_month(desk: Desk) -> None:
    """Aliases, the bank's name before the branch's, names of other years, words of the mapping."""
    rows = [
        changed(ONE, 编号="T-1", 机构="远程银行中心"),
        changed(ONE, 编号="T-2", 机构="河源银行云溪分行"),
        changed(ONE, 编号="T-3", 机构="砚北分行", 业务="个贷"),
    ]

    outcome = desk.take(table(*rows))

    assert {id: row["机构"] for id, row in desk.tickets.items()} == {
        "T-1": "客服中心", "T-2": "云溪分行", "T-3": "墨砚分行",
    }  # fmt: skip
    assert any("砚北分行" in line and "墨砚分行" in line for line in outcome.lines)
    assert desk.tickets["T-3"]["业务"] == "贷款业务"


def test_optional_columns_and_empty_marks(desk: Desk) -> None:
    """A dash, 无, or a word the mapping takes for nothing is an empty cell."""
    headings = [*HEADINGS, "办结时间", "支行", "客户群体", "重复", "时限", "关联", "渠道"]
    rows = [
        [*ONE, "2023年5月9日 10:20", "河湾支行", "财富客户、老年客户", True, 30.0, "T-8", "电话渠道"],
        [*TWO, "未办结", "-", "无", "否", "15", "/", "—"],
    ]

    assert desk.said(table(*rows, headings=headings)) == []
    assert desk.file().read_text(encoding="utf-8").splitlines()[1:] == [
        EXPECTED.splitlines()[1],
        EXPECTED.splitlines()[2][:-1].replace("业务: 贷款", "渠道: 电话渠道, 业务: 贷款")
        + ", 办结日期: 2023-05-09, 时限: 30, 支行: 河湾支行, 客户群体: [财富客户, 老年客户], 重复: 是, 关联: T-8}",
    ]


def test_praise_needs_no_class(desk: Desk) -> None:
    """And takes no default for it."""
    row = changed(ONE, 业务=None, 有效=None)

    assert desk.said(table([*row, "表扬"], headings=[*HEADINGS, "类型"])) == []
    assert set(desk.tickets["T-9"]) == {"编号", "受理日期", "来源", "类型", "机构"}


DEMO = Path(voc_build.__file__).parents[1] / "demo"


def test_a_month_goes_out_as_a_table_and_comes_back_the_same(tmp_path: Path) -> None:
    """Every key of every ticket, by way of a workbook in no order."""
    issue = max(path.parent.name for path in DEMO.glob("issues/*/tickets.yml"))
    root = tmp_path / "data"
    shutil.copytree(DEMO / "taxonomy", root / "taxonomy")
    shutil.copytree(DEMO / "issues" / issue, root / "issues" / issue)
    file = root / "issues" / issue / "tickets.yml"
    before = file.read_bytes()
    spelled = lambda value: value if isinstance(value, str) else "、".join(value or ())  # noqa: E731
    rows = [[spelled(ticket.get(key)) for key in KEYS] for ticket in existing(before, "").values()]
    file.unlink()
    (tmp_path / "out.xlsx").write_bytes(xlsx([KEYS, *rows[::-1]]))

    outcome = import_tickets(Order(data=root, file=tmp_path / "out.xlsx", issue=Month.parse(issue)))

    assert outcome.diagnostics == ()
    assert file.read_bytes() == before


# -- columns --------------------------------------------------------------------------------------
PERSONAL = (
    "客户姓名",
    "联系电话",
    "手机号",
    "身份证号",
    "银行卡号",
    "账号",
    "家庭地址",
    "投诉内容",
    "处理结果",
    "备注",
    "E-mail",
)


def test_a_real_ledger_of_seventy_columns(desk: Desk) -> None:
    """What maps is mapped, what is personal is named and left out, the rest is listed."""
    other = [f"字段{number}" for number in range(53)]
    headings = [*HEADINGS, *PERSONAL, *other]
    secrets = ["田某某", "13900001111"] + ["机密"] * (len(PERSONAL) - 2)

    outcome = desk.take(table([*ONE, *secrets, *["x"] * 53], [*TWO, *secrets, *["x"] * 53], headings=headings))

    said = "\n".join(outcome.lines)
    assert desk.file().read_text(encoding="utf-8") == EXPECTED
    assert f"可能含个人信息，没有导入的列（{len(PERSONAL)}）" in said and all(one in said for one in PERSONAL)
    assert "不认识，没有导入的列（53）" in said and "字段52（BR 列）" in said
    assert "类型 = 投诉（表里没有这一列，用对照表的默认值）" in said
    for file in ("tickets.yml", "provenance.yml"):
        assert not any(word in desk.file(file).read_text(encoding="utf-8") for word in ("田某某", "1390000", "机密"))
    assert "田某某" not in said and "机密" not in said


def test_free_text_is_taken_only_where_the_mapping_says_so(desk_with: DeskWith) -> None:
    """Then it stands in 摘要, quoted where it needs it."""
    rows = table([*ONE, "客户说: “等了\n很久”, {很}"], headings=[*HEADINGS, "投诉内容"])
    desk = desk_with({SYSTEM: MAPPING + "保留摘要: 是\n    "})

    assert desk.take(rows).taken
    assert desk.tickets["T-9"]["摘要"] == "客户说: “等了 很久”, {很}"


def test_synonyms_are_taken_in_the_mappings_order(desk: Desk) -> None:
    """The others are named."""
    outcome = desk.take(table([*ONE, "2023-05-09"], headings=[*HEADINGS, "登记日期"]))

    assert desk.tickets["T-9"]["受理日期"] == "2023-05-03"
    assert any("同义的列没有用：登记日期（G 列）" in line for line in outcome.lines)


def test_a_heading_that_stands_twice_is_refused(desk: Desk) -> None:
    """Nobody can say which is meant."""
    assert desk.said(table([*ONE, "无责"], headings=[*HEADINGS, "是否有责"])) == ["1:7 VOC405"]


def test_a_required_field_without_column_or_default_is_told_once(desk: Desk) -> None:
    """Not once a row."""
    drop = lambda row: [cell for at, cell in enumerate(row) if at not in (3, 5)]  # noqa: E731

    assert desk.said([drop(HEADINGS), drop(ONE), drop(TWO)]) == ["1:1 VOC406", "1:1 VOC406"]
    assert desk.said([row[1:] for row in table(ONE)]) == ["1:1 VOC406"]


@pytest.mark.parametrize("rows", [[], [["甲", "乙", "丙"], ["1", "2", "3"]], [["工单号", "姓名"], ["1", "2"]]])
def test_a_table_without_headings_is_refused(desk: Desk, rows: Any) -> None:
    """Three columns must be known."""
    assert desk.said(xlsx(rows)) == ["1:1 VOC403"]


def test_headings_without_rows_are_refused(desk: Desk) -> None:
    """An empty export is no month without complaints."""
    assert desk.said(table()) == ["1:1 VOC403"]


def test_the_mapping_that_fits_most_headings_is_used(desk_with: DeskWith) -> None:
    """Unless one is asked for."""
    columns = "{编号: [单号], 受理日期: [投诉受理日期], 机构: [被投诉机构], 来源: [工单来源]}"
    rival = f"系统: 另一个\n列: {columns}\n默认: {{类型: 意见}}\n"
    desk = desk_with({"import/a-rival.yml": rival})

    assert "import/desk.yml（投诉台账）" in desk.take(table(ONE)).lines[0]
    assert not desk.take(table(ONE), mapping="a-rival").taken
    with pytest.raises(Misuse, match="desk"):
        desk.take(table(ONE), mapping="desc")


def test_our_own_words_need_no_mapping(desk_with: DeskWith) -> None:
    """Headings and values as the archive spells them."""
    desk = desk_with({SYSTEM: None})
    headings = ["编号", "受理日期", "机构", "业务", "来源", "有效", "类型"]

    assert desk.said(table([*ONE[:4], "客户之声", "是", "投诉"], headings=headings)) == []


def test_a_mapping_that_contradicts_itself_is_refused(desk_with: DeskWith) -> None:
    """Where it stands."""
    desk = desk_with({SYSTEM: "系统: 甲\n值:\n  有效: {是: [有责], 否: [有责]}\n"})
    outcome = desk.take(table(ONE))

    assert [str(one.place) for one in outcome.diagnostics] == ["import/desk.yml:3:3"]
    assert [one.rule.code for one in outcome.diagnostics] == ["VOC404"]


def test_a_default_is_held_to_the_same_rules(desk_with: DeskWith) -> None:
    """At its place in the mapping."""
    desk = desk_with({SYSTEM: MAPPING.replace("{类型: 投诉}", "{类型: 抱怨}")})
    (found,) = desk.take(table(ONE)).diagnostics

    assert (found.place.file, found.rule.code) == (SYSTEM, "VOC404")


def test_one_of_several_sheets(desk: Desk) -> None:
    """The only one that looks like a ledger; else the editor says which; hidden ones are not read."""
    book = {"说明": [["说明"]], "4月": table(TWO), "5月": table(ONE)}

    assert desk.said(xlsx(sheets=book)) == ["1:1 VOC403"]
    assert desk.take(xlsx(sheets=book), sheet="5月").taken
    assert list(desk.tickets) == ["T-9"]
    outcome = desk.take(xlsx(sheets=book, hidden=["4月"]))
    assert outcome.taken and "隐藏的工作表没有读：4月" in outcome.lines
    with pytest.raises(Misuse, match="说明、4月、5月"):
        desk.take(xlsx(sheets=book), sheet="6月")


# -- what is refused ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"受理日期": "04/05/2023"}, "2:2 VOC409"),
        ({"受理日期": "2023-05-32"}, "2:2 VOC408"),
        ({"受理日期": None}, "2:2 VOC407"),
        ({"受理日期": "2023-04-30"}, "2:2 VOC417"),
        ({"编号": 202305030000001.0}, "2:1 VOC410"),
        ({"编号": "2.02305E+17"}, "2:1 VOC410"),
        ({"编号": "工-1"}, "2:1 VOC411"),
        ({"编号": 1.5}, "2:1 VOC411"),
        ({"编号": dt.date(2023, 5, 1)}, "2:1 VOC411"),
        ({"编号": None}, "2:1 VOC407"),
        ({"机构": "云西分行"}, "2:3 VOC413"),
        ({"机构": None}, "2:3 VOC407"),
        ({"业务": "房贷业务"}, "2:4 VOC413"),
        ({"来源": "电视"}, "2:5 VOC412"),
        ({"有效": "待定"}, "2:6 VOC412"),
        ({"有效": ""}, "2:6 VOC407"),
    ],
)
def test_a_wrong_cell_is_refused_where_it_stands(desk: Desk, values: dict[str, Any], place: str) -> None:
    """And nothing is written."""
    before = desk.file().read_bytes()

    assert desk.said(table(changed(ONE, **values), TWO)) == [place]
    assert desk.file().read_bytes() == before and not desk.file("provenance.yml").exists()


def test_all_problems_of_all_rows_are_told_at_once(desk: Desk) -> None:
    """The same one once, with its rows."""
    rows = [changed(ONE, 编号=f"T-{n}", 机构="云西分行", 受理日期="x" if n == 2 else "2023-05-03") for n in range(30)]

    outcome = desk.take(table(*rows))

    first, second = outcome.diagnostics
    assert "共 30 行：第 2、3、4" in first.message and first.message.endswith("21 等 行）")
    assert "是不是“云溪分行”？" in first.help
    assert (second.rule.code, second.place.line, second.place.column) == ("VOC408", 4, 2)
    assert outcome.lines[-1] == "有问题，没有改动任何文件："


def test_long_ids_kept_as_text_are_taken(desk: Desk) -> None:
    """Eighteen digits that no spreadsheet took for a number."""
    assert desk.said(table(changed(ONE, 编号="202305030000000001"))) == []
    assert list(desk.tickets) == ["202305030000000001"]


def test_long_ids_that_all_end_in_zeros_were_cut(desk: Desk) -> None:
    """A spreadsheet saved them as text after it had rounded them."""
    rows = [changed(ONE, 编号=id) for id in ("202305030000001000", "202305030000002000")]
    text = "\n".join(",".join(row) for row in table(*rows))

    assert desk.said(text) == ["2:1 VOC410"]


def test_a_closed_day_before_the_received_one_and_opinions_of_supervisors(desk: Desk) -> None:
    """No row may contradict itself."""
    headings = [*HEADINGS, "办结时间", "类型"]

    assert desk.said(table([*ONE, "2023-05-02", "投诉"], [*TWO, None, "意见"], headings=headings)) == [
        "2:7 VOC414", "3:8 VOC414",
    ]  # fmt: skip


def test_what_looks_like_a_formula_is_refused(desk: Desk) -> None:
    """It would be one again where somebody opens an export."""
    said = [desk.said(table([*ONE, text], headings=[*HEADINGS, "支行"])) for text in ("+1", "@甲", "=1", "<b>")]

    assert said == [["2:7 VOC419"]] * 4


def test_repeated_ids(desk: Desk) -> None:
    """The same content is merged with a warning, other content refused."""
    assert desk.said(table(ONE, TWO, ONE)) == ["4:1 VOC416"]
    assert list(desk.tickets) == ["T-8", "T-9"]
    assert desk.said(table(ONE, changed(ONE, 有效="无责"))) == ["3:1 VOC415"]


def test_an_id_of_another_issue_is_refused(desk: Desk) -> None:
    """It would be counted twice."""
    assert desk.said(table(changed(ONE, 编号="T-4"))) == ["1:1 VOC418"]


def test_other_months_are_left_out_where_that_is_asked_for(desk: Desk) -> None:
    """And counted; a ledger of the whole year is common."""
    rows = table(
        ONE, changed(TWO, 受理日期="2023-04-02", 机构="从前的机构"), changed(TWO, 编号="T-7", 受理日期="2023-03-02")
    )
    outcome = desk.take(rows, month_only=True)

    assert outcome.taken and list(desk.tickets) == ["T-9"]
    assert any("2 行：2023-03（1 行）、2023-04（1 行）" in line for line in outcome.lines)


def test_a_refused_file_says_why(desk: Desk) -> None:
    """Like any problem."""
    assert desk.said(b"<html></html>") == ["1:1 VOC401"]
    assert desk.said(xlsx(table(ONE), more={"xl/x": b" " * 20_000_000})) == ["1:1 VOC402"]


# -- what it relies on ----------------------------------------------------------------------------
def test_the_issue_must_be_there(desk: Desk) -> None:
    """`voc new` makes it."""
    with pytest.raises(Misuse, match="voc new 2023-09"):
        import_tickets(Order(data=desk.root, file=desk.put("x"), issue=Month(2023, 9)))
    with pytest.raises(Misuse, match="找不到档案目录"):
        import_tickets(Order(data=desk.root / "none", file=desk.put("x"), issue=Month(2023, 6)))


def test_an_issue_of_stated_figures_takes_no_tickets(desk: Desk) -> None:
    """Nobody would count them."""
    order = Order(data=desk.root, file=desk.put(table(ONE)), issue=Month(2023, 5))

    assert [one.rule.code for one in import_tickets(order).diagnostics] == ["VOC209"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("issues/2023-06/issue.yml", "期号: 2023-06\n"),
        ("issues/2023-06/tickets.yml", "工单:\n  - {编号: T-1}\n"),
        ("taxonomy/institutions.yml", "机构: [{代码: x}]\n"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_written(desk_with: DeskWith, file: str, text: str) -> None:
    """Hand-made tickets that do not read would be lost."""
    desk = desk_with({file: text})
    outcome = desk.take(table(ONE))

    assert not outcome.taken and {one.place.file for one in outcome.diagnostics} == {file}


# -- again ----------------------------------------------------------------------------------------
def test_the_same_file_changes_no_byte(desk: Desk) -> None:
    """Not of provenance.yml either."""
    rows = table(ONE, TWO)
    desk.take(rows)
    before = [
        (desk.file(name).read_bytes(), desk.file(name).stat().st_mtime_ns) for name in ("tickets.yml", "provenance.yml")
    ]

    assert desk.take(rows).taken
    assert before == [
        (desk.file(name).read_bytes(), desk.file(name).stat().st_mtime_ns) for name in ("tickets.yml", "provenance.yml")
    ]


def test_a_changed_export_shows_what_changed_and_deletes_nothing(desk: Desk) -> None:
    """With `replace` the file becomes the export."""
    desk.take(table(ONE, TWO))
    rows = table(changed(ONE, 有效="无责"), changed(ONE, 编号="T-7"))

    outcome = desk.take(rows)
    assert [one.rule.code for one in outcome.diagnostics] == ["VOC420"] and outcome.taken
    said = "\n".join(outcome.lines)
    assert "新增 1 件：T-7" in said and "T-9：有效 是 → 否" in said and "表格里没有、保留 1 件：T-8" in said
    assert list(desk.tickets) == ["T-7", "T-8", "T-9"]

    outcome = desk.take(rows, replace=True)
    assert "表格里没有、删除 1 件：T-8" in "\n".join(outcome.lines) and outcome.diagnostics == ()
    assert list(desk.tickets) == ["T-7", "T-9"]


def test_what_an_editor_added_stays(desk_with: DeskWith) -> None:
    """Where the export has no column for it; a default never overrules it."""
    line = EXPECTED.splitlines()[2].replace("类型: 投诉", "类型: 意见").replace("有效: 是", "有效: 否, 重复: 是")
    desk = desk_with({"issues/2023-06/tickets.yml": f"工单:\n{line}\n"})

    assert desk.take(table(ONE)).taken
    row = desk.tickets["T-9"]
    assert (row["类型"], row["重复"], row["有效"]) == ("意见", "是", "是")


def test_every_import_leaves_a_line_without_a_clock(desk: Desk) -> None:
    """File, hash, sheet, mapping and rows; the same bytes wherever it is done."""
    desk.take(xlsx(sheets={"5月": table(ONE, TWO, ["合计"])}))
    desk.take(table(ONE))

    lines = desk.file("provenance.yml").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "导入:" and len(lines) == 3
    assert lines[1].startswith("  - {文件: '台账.xlsx', 校验: sha256-")
    assert lines[1].endswith(", 工作表: 5月, 对照表: desk, 读入: 3, 采用: 2, 略去: 1}")


def test_what_digitising_kept_stays(desk: Desk) -> None:
    """Both write provenance.yml, each under its own key, whichever was first."""
    digitised = "# 原文每一行的去处\n数字化:\n  文件: 旧刊.pdf\n  未归入的行: []\n"
    desk.file("provenance.yml").write_text(digitised, encoding="utf-8")
    desk.take(table(ONE))
    desk.take(table(ONE, TWO))
    text = desk.file("provenance.yml").read_text(encoding="utf-8")
    read = values(text.encode(), "provenance.yml")

    assert text.startswith(digitised)
    assert isinstance(read, dict) and list(read) == ["数字化", "导入"]
    assert [row["读入"] for row in read["导入"]] == ["1", "2"]


def test_nothing_is_left_half_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full, the old file stays and no other."""
    before = desk.file().read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        desk.take(table(ONE))

    assert desk.file().read_bytes() == before
    assert sorted(path.name for path in desk.file().parent.iterdir()) == ["issue.yml", "tickets.yml"]


def test_fifty_thousand_rows_are_taken(desk: Desk) -> None:
    """With seventy columns."""
    headings = [*HEADINGS, *(f"字段{number}" for number in range(64))]
    more = ["内容"] * 64
    rows = [[f"T-{n:06}", *ONE[1:], *more] for n in range(50_000)]
    content = xlsx(table(*rows, headings=headings))

    assert desk.take(content).taken
    assert len(reading.read_tickets(desk.file().read_bytes(), "tickets.yml")) == 50_000
