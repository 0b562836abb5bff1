"""The same again: institution, business type and cause together, in cases and in tickets."""

from __future__ import annotations

from voc_build.numbers.recurrence import Recurrences
from voc_build.numbers.statistics import statistics

CASE = "issues/2023-06/cases/01.yml"
LATER = """
    标题: 又一次
    类型: 投诉
    机构: 云溪分行
    业务: 贷款业务
    原因: 管理制度、业务规则与流程
    经过: 又来了。
    启示: 要改。
    """


def again(read_in, changes):
    """What came after the case of 2023-06."""
    archive = read_in(changes).archive
    case = archive.by_period[archive.issues[1].period].cases[0]
    return Recurrences(statistics(archive)).of(archive.issues[1], case)


def test_without_a_cause_nothing_can_come_again(read_in):
    """The small archive's case names none."""
    assert again(read_in, {}) is None


def test_a_later_case_of_the_same_kind_is_found(read_in, swap):
    """Institution, business type and cause are the same; the case itself does not count."""
    caused = swap(CASE, "业务: 贷款业务", "业务: 贷款业务\n原因: 管理制度、业务规则与流程")

    found = again(read_in, {**caused, "issues/2023-07/cases/01.yml": LATER})

    assert [case.title for case in found.cases] == ["又一次"]
    assert (found.tickets, found.months, found.last) == (0, 0, None)


def test_another_business_type_is_another_thing(read_in, swap):
    """Nothing came again."""
    caused = swap(CASE, "业务: 贷款业务", "业务: 贷款业务\n原因: 管理制度、业务规则与流程")
    other = LATER.replace("贷款业务", "信用卡业务")

    assert again(read_in, {**caused, "issues/2023-07/cases/01.yml": other}).cases == ()


def test_a_folded_class_and_a_merged_institution_are_what_took_them_over(read_in, swap):
    """桑野分行 and 代理业务 in May are 云溪分行 and 银行代理业务 in June."""
    before = swap(
        CASE, "机构: 云溪分行", "机构: 桑野分行", "业务: 贷款业务", "业务: 代理业务\n原因: 管理制度、业务规则与流程"
    )
    after = LATER.replace("贷款业务", "银行代理业务")

    assert len(again(read_in, {**before, "issues/2023-07/cases/01.yml": after}).cases) == 1


def test_tickets_count_from_the_month_after_the_release(read_in, swap):
    """The issue came out in June: June's ticket is not yet one of those after it, July's is."""
    caused = swap(CASE, "业务: 贷款业务", "业务: 贷款业务\n原因: 管理制度、业务规则与流程")
    header = """
        期号: 2023-08
        统计月份: 2023-07
        刊名: 河源银行客户之声
        编发部门: 消费者权益保护部
        发布日期: 2023-08-12
        状态: 已发布
        数据口径: 工单
        """
    line = "业务: 贷款业务, 原因: 管理制度、业务规则与流程, 有效: 否}\n"
    june = f"工单:\n  - {{编号: T-4, 受理日期: 2023-06-03, 来源: 客户之声, 类型: 投诉, 机构: 云溪分行, {line}"
    july = f"工单:\n  - {{编号: T-9, 受理日期: 2023-07-03, 来源: 客户之声, 类型: 投诉, 机构: 云溪分行, {line}"

    found = again(
        read_in,
        {
            **caused,
            "issues/2023-07/tickets.yml": june,
            "issues/2023-08/issue.yml": header,
            "issues/2023-08/tickets.yml": july,
        },
    )

    assert (found.tickets, found.months, str(found.last)) == (1, 1, "2023-07")
