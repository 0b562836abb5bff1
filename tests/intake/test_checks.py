"""The rules across records: each is broken once in an archive that is otherwise fine."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from voc_build.intake.checks import CHECKS, ID_CHECKS, ISSUE_CHECKS
from voc_build.intake.files import Files
from voc_build.intake.folder import Layout
from voc_build.intake.load import Loaded
from voc_build.intake.privacy.check import personal_data
from voc_build.numbers.audit import diagnose
from voc_build.words.archive import Archive, Issue
from voc_build.words.model import Header
from voc_build.words.tickets import NAMED, Tickets

Told = Callable[..., list[str]]
Swap = Callable[..., dict[str, str]]

ISSUE = "issues/2023-06/issue.yml"
TICKETS = "issues/2023-06/tickets.yml"
CASE = "issues/2023-06/cases/01.yml"
FIGURES = "issues/2023-05/figures.yml"
FOLLOWUPS = "issues/2023-07/followups.yml"
INSTITUTIONS = "taxonomy/institutions.yml"
LATER = "issues/2023-07/tickets.yml"
PLAN = "标题: 又一项, 责任机构: [客服中心], 内容: 检查。"
BUSINESS = "taxonomy/business_types.yml"


def test_the_small_archive_is_fine(told: Told) -> None:
    """What the other tests break is whole."""
    assert told() == []


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        # names
        (TICKETS, "机构: 云溪分行", "机构: §云西分行", "VOC103"),
        (TICKETS, "业务: 贷款业务, 有效: 否", "业务: §货款业务, 有效: 否", "VOC103"),
        (TICKETS, "有效: 否", "有效: 否, 渠道: §电台渠道", "VOC103"),
        (TICKETS, "有效: 否", "有效: 否, 原因: §不详", "VOC103"),
        (TICKETS, "有效: 否", "有效: 否, 客户群体: [财富客户, §富人]", "VOC103"),
        (TICKETS, "墨砚分行", "§砚北分行", "VOC110"),
        (LATER, "砚北分行", "§墨砚分行", "VOC110"),
        (LATER, "砚北分行", "§桑野分行", "VOC110"),
        (LATER, "信用卡业务", "§代理业务", "VOC110"),
        (CASE, "机构: 云溪分行", "机构: §云溪", "VOC103"),
        (CASE, "业务: 贷款业务", "业务: §借款业务", "VOC103"),
        (CASE, "业务: 贷款业务", "业务: 贷款业务\n原因: §不明", "VOC103"),
        (CASE, "业务: 贷款业务", "业务: 贷款业务\n客户群体: [§富人]", "VOC103"),
        (CASE, "对象: 总行财富管理部", "对象: §财富部", "VOC103"),
        (CASE, "内容: 补上", "目标: {指标: 表扬, 机构: §某分行}, 内容: 补上", "VOC103"),
        (CASE, "内容: 补上", "目标: {指标: 表扬, 业务: §保险}, 内容: 补上", "VOC103"),
        (ISSUE, "[客服中心]", "[客服中心, §客服处]", "VOC103"),
        (FIGURES, "机构: 墨砚分行", "机构: §墨研分行", "VOC103"),
        (FIGURES, "机构表:", "业务占比: {分项: [{业务: §基金, 百分比: 100}]}\n机构表:", "VOC103"),
        # issue.yml
        (ISSUE, "期号: 2023-06", "期号: §2023-08", "VOC201"),
        (ISSUE, "统计月份: 2023-05", "统计月份: §2023-04", "VOC208"),
        (ISSUE, "统计月份: 2023-05", "统计月份: §2023-08", "VOC207"),
        (ISSUE, "数据口径: 工单", "数据口径: §汇总", "VOC209"),
        ("issues/2023-05/issue.yml", "口径: 汇总", "口径: §工单", "VOC209"),
        (ISSUE, "发布日期: 2023-06-12\n状态: ", "状态: §", "VOC102"),
        (ISSUE, "状态: 已发布", "状态: 待审\n§待核: [{字段: 机构表, 理由: 模糊}]", "VOC212"),
        (ISSUE, "数据口径: 工单", "数据口径: 工单\n演示: §是", "VOC216"),
        (ISSUE, "逐月检查。}", f"逐月检查。}}\n  - {{编号: §P1, {PLAN}}}", "VOC203"),
        (CASE, "补上培训。}", "补上培训。}\n  - {编号: §R1, 对象: 云溪分行, 内容: 检查。}", "VOC203"),
        # tickets
        (TICKETS, "T-3", "§T-2", "VOC202"),
        (TICKETS, "2023-05-03", "§2023-04-30", "VOC205"),
        (TICKETS, "有效: 否", "有效: 否, 办结日期: §2023-05-02", "VOC204"),
        (TICKETS, "来源: 客户之声, 类型: 意见", "来源: 监管转办, 类型: §意见", "VOC210"),
        # references
        (LATER, "关联: T-2", "关联: §T-9", "VOC206"),
        (CASE, "工单: [T-1]", "工单: [T-1, §T-7]", "VOC206"),
        (FOLLOWUPS, "2023-06/01/R1", "§2023-06/01/R2", "VOC206"),
        (FOLLOWUPS, "2023-06/P1", "§随便写的", "VOC206"),
        (FOLLOWUPS, "2023-07-01", "§2023-06-01", "VOC213"),
        (FOLLOWUPS, "2023-07-01", "§2023-07-13", "VOC213"),
        # said twice
        (CASE, "[信托, 资料差错]", "[信托, §信托]", "VOC217"),
        (FIGURES, "机构: 墨砚分行", "机构: §云溪分行", "VOC217"),
        # numbers
        (FIGURES, "客户之声投诉: 2, 客户之声意见: 0, 有效投诉: 1, 表扬: 1", "客户之声投诉: §3, 客户之声意见: 0, 有效投诉: 1, 表扬: 1", "VOC501"),  # noqa: E501
        (FIGURES, "件数: 3", "件数: §4", "VOC503"),
        # words
        (INSTITUTIONS, "代码: callcenter", "代码: §yunxi", "VOC214"),
        (INSTITUTIONS, "callcenter, 层级: 总行中心, 名称: [{名称: 客服", "§callcenter, 层级: 总行中心, 名称: [{名称: 云溪分行}, {名称: 客服", "VOC214"),  # noqa: E501
        (INSTITUTIONS, "并入: yunxi", "并入: §yunxy", "VOC214"),
        (INSTITUTIONS, "并入: yunxi", "并入: §sangye", "VOC214"),
        (INSTITUTIONS, "名称: 砚北分行, 起: 2023-06-01", "名称: §砚北分行, 起: 2023-05-01", "VOC214"),
        (INSTITUTIONS, "[{名称: 云溪分行}]", "[{名称: 云溪分行}], 规模: [{起: 2023-01, 网点: §0}]", "VOC121"),
        (BUSINESS, "{代码: credit-card, 名称: 信用卡业务", "{代码: credit-card, 名称: §贷款业务", "VOC214"),
        (BUSINESS, "归入: bank-agency", "归入: §bank", "VOC214"),
        (BUSINESS, "止: 2023-05", "起: 2023-06, 止: §2023-05", "VOC214"),
        ("taxonomy/measures.yml", "代码: valid", "代码: §vaild", "VOC214"),
        ("taxonomy/measures.yml", "名称: 有效投诉", "名称: §有效意见", "VOC214"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_where_it_is_broken(
    told: Told, swap: Swap, path: str, old: str, new: str, code: str
) -> None:
    """The place is the value itself, marked § here."""
    marked = swap(path, old, new)[path]
    before = marked[: marked.index("§")].split("\n")

    found = told({path: marked.replace("§", "")})

    assert f"{path}:{len(before)}:{len(before[-1]) + 1} {code}" in found


def test_a_misspelt_name_comes_with_the_nearest_known_one(read_in: Callable[..., Loaded], swap: Swap) -> None:
    """The editor need not look it up."""
    found = diagnose(read_in(swap(TICKETS, "机构: 云溪分行", "机构: 云西分行")))

    assert [one.help for one in found] == ["是不是“云溪分行”？"]


@pytest.mark.parametrize(
    ("path", "old", "new", "help"),
    [
        (TICKETS, "墨砚分行", "砚北分行", "2023-05 应写“墨砚分行”"),
        (LATER, "砚北分行", "桑野分行", "该机构已撤并，2023-06 应写“云溪分行”"),
        (LATER, "信用卡业务", "代理业务", "2023-06 应写“银行代理业务”"),
    ],
)
def test_a_name_out_of_its_time_comes_with_the_one_that_was_valid(
    read_in: Callable[..., Loaded], swap: Swap, path: str, old: str, new: str, help: str
) -> None:
    """A rename, a merger and a class that was folded into another are each followed."""
    assert [one.help for one in diagnose(read_in(swap(path, old, new)))] == [help]


def test_an_id_used_in_two_issues_names_both_places(read_in: Callable[..., Loaded], swap: Swap) -> None:
    """Only the second is told, with the way to the first."""
    found = diagnose(read_in(swap(LATER, "T-4", "T-1")))

    assert [(str(one.place), one.message) for one in found] == [
        ("issues/2023-07/tickets.yml:2:10", f"工单编号“T-1”重复：{TICKETS}:2:10 已经用过")
    ]


def test_one_mistake_in_many_tickets_is_told_twenty_times_and_counted(told: Told) -> None:
    """A wrong export does not bury everything else."""
    row = "  - {{编号: T-{}, 受理日期: 2023-01-01, 来源: 客户之声, 类型: 表扬, 机构: 云溪分行}}\n"
    found = told({TICKETS: "工单:\n" + "".join(row.format(n) for n in range(100, 160)), CASE: None,
                  FOLLOWUPS: None, LATER: "工单: []\n"})  # fmt: skip

    assert [one.split()[1] for one in found] == ["VOC205"] * 20


def test_two_files_with_one_case_number_clash(told: Told) -> None:
    """01.yml and 001.yml are one case to a reader."""
    case = "标题: 表扬\n类型: 表扬\n机构: 云溪分行\n经过: 好。\n启示: 好。\n"

    assert told({"issues/2023-06/cases/001.yml": case}) == ["issues/2023-06/cases/01.yml:1:1 VOC203"]


def test_a_broken_taxonomy_file_makes_no_name_unknown(told: Told, swap: Swap) -> None:
    """One fault, one diagnostic: names that stand in the broken row are not called unknown."""
    assert told(swap(INSTITUTIONS, "代码: yunxi", "代码: YunXi")) == [f"{INSTITUTIONS}:2:10 VOC109"]


def test_an_unreadable_ticket_file_makes_no_reference_dangle(told: Told, swap: Swap) -> None:
    """Cases and related tickets are judged when all tickets are known."""
    assert told(swap(TICKETS, "编号: T-1", "编号: 一号")) == [f"{TICKETS}:2:10 VOC109"]


def test_an_archive_of_drafts_warns_that_nothing_is_released(told: Told, swap: Swap) -> None:
    """The site would be empty shelves."""
    drafts = {}
    for period in ("2023-05", "2023-06", "2023-07"):
        drafts |= swap(f"issues/{period}/issue.yml", "已发布", "草稿")

    assert told(drafts) == ["issues:1:1 VOC005"]


def test_a_million_tickets_without_a_problem_pass(read_in: Callable[..., Loaded]) -> None:
    """No rule does anything per ticket in Python until something is wrong."""
    small = read_in()
    issue = next(one for one in small.archive.issues if one.tickets is not None)
    assert issue.tickets is not None
    size = 100_000
    issues = []
    for index in range(10):
        columns = {name: np.repeat(column[:1], size) for name, column in issue.tickets.columns.items()}
        columns["related"][:] = -1
        keys = np.arange(index * size, (index + 1) * size, dtype=np.uint64)
        vocabulary = {name: issue.tickets.vocabulary[name] for name in NAMED}
        issues.append(Issue(issue.header, tickets=Tickets(keys, columns, vocabulary)))
    files = Files(small.layout.files.seen)
    files.add("archive.yml", str(small.layout.root / "archive.yml"))
    for index in range(10):
        files.add(f"issues/{index}/issue.yml", str(small.layout.root / f"issues/{issue.period}/issue.yml"))
    loaded = Loaded(
        Archive(small.archive.settings, small.archive.taxonomy, tuple(issues)),
        (),
        Layout(small.layout.root, files),
        tuple(str(number) for number in range(10)),
        positions=small.positions,
    )
    allowed = {"one_issue_a_month", "folder_is_the_period", "files_as_the_basis_says", "said_once"}

    found = [
        one for check in (*CHECKS, *ID_CHECKS, personal_data) if check.__name__ not in allowed for one in check(loaded)
    ]
    found += [
        one
        for base, issue in loaded.each()
        for check in ISSUE_CHECKS
        if check.__name__ not in allowed
        for one in check(loaded, base, issue)
    ]

    assert found == []
    assert isinstance(issue.header, Header)
