"""`voc new`: the files of a new month, commented, with what earlier issues still wait for.

`## …` explains; `# 键: …` is an example: one comment mark less (Ctrl+/ in most editors) makes it data. A file
that is written as it stands is a draft that passes `voc check`; nothing in it can be published unanswered.
"""

from __future__ import annotations

import datetime as dt

from voc_build.words.archive import Archive
from voc_build.words.model import BY_TICKETS
from voc_build.words.month import Month
from voc_build.words.owed import Owed, ledger
from voc_build.words.taxonomy import Axis, Taxonomy

_LONGEST = 60
_USUAL_DAY = 12  # the day of the month printed issues came out on, where no earlier one says


def skeleton(archive: Archive, period: Month, basis: str = BY_TICKETS) -> dict[str, str]:
    """Path within the issue's folder to text; `basis` decides whether tickets.yml or figures.yml is there."""
    month = month_to_count(archive, period)
    numbers = (
        {"tickets.yml": _tickets(period, month)} if basis == BY_TICKETS else {"figures.yml": _figures(archive, month)}
    )
    return {
        "issue.yml": _issue(archive, period, month, basis),
        **numbers,
        "cases/01.yml": _case(archive.taxonomy, month),
        "followups.yml": _followups(archive, period),
    }


def month_to_count(archive: Archive, period: Month) -> Month:
    """The newest month before `period` that no issue counts yet: nearly always the one just before."""
    month = period + -1
    while month in archive.by_month:
        month = month + -1
    return month


def _release(archive: Archive, period: Month) -> dt.date:
    """The day of the month the issue before came out on."""
    days = [issue.published_on.day for issue in archive.issues if issue.published_on and issue.period < period]
    return min(period.first_day + dt.timedelta((days or [_USUAL_DAY])[-1] - 1), period.last_day)


# -- issue.yml ------------------------------------------------------------------------------------
def _issue(archive: Archive, period: Month, month: Month, basis: str) -> str:
    earlier = [issue for issue in archive.issues if issue.period < period] or list(archive.issues)
    title = earlier[-1].header.title if earlier else f"{archive.settings.bank}客户之声"
    department = earlier[-1].header.department if earlier else "消费者权益保护部"
    owner = _row_names(archive.taxonomy, month)[0]
    return f"""\
## {period.year}年第{period.month}期。以“##”开头的行是说明；以“# ”开头的行是写法示例，去掉“# ”就生效。
## 写好后运行：voc check，预览：voc serve {period}
期号: {period}
统计月份: {month}
刊名: {_value(title)}
编发部门: {_value(department)}

## 草稿 → 待审 → 已发布。只有 已发布 而且到了发布日期，才会出现在网站上。
状态: 草稿
## 送审前填写。可以带时刻，如 {_release(archive, period)} 09:00，到那一刻才公开。
# 发布日期: {_release(archive, period)}

## 工单 = 数字都由 tickets.yml 统计；汇总 = 只有旧刊上印出的数字，写在 figures.yml。
数据口径: {basis}
演示: {"是" if archive.is_demo else "否"}

## 总体情况：数据口径为 工单 时可以不写，由程序按数字起草；空一行另起一段。
# 总体情况: |
#   第一段。
#
#   第二段。

## 要点：每条一句话。
# 要点:
#   - 一句话的要点

## 工作计划：编号依次为 P1、P2……；期限 可以不写。
# 工作计划:
#   - 编号: P1
#     标题: 工作名称
#     责任机构: [{owner}]
#     期限: {(period + 1).last_day}
#     内容: |
#       做什么、怎样算做完。

## 更正：发布以后才用，逐条写明日期和内容，原来的文字不改。
# 更正:
#   - {{日期: {_release(archive, period + 1)}, 说明: 更正了什么}}
"""


# -- the numbers ----------------------------------------------------------------------------------
def _tickets(period: Month, month: Month) -> str:
    return f"""\
## {month.chinese}受理的工单。从台账导入：voc import tickets 台账.xlsx --issue {period}，导入时会改写本文件。
## 没有一件工单时保持“工单: []”。不要写客户姓名、电话、证件号和账号。
工单: []
"""


def _figures(archive: Archive, month: Month) -> str:
    row = "监管转办投诉: 0, 客户之声投诉: 0, 客户之声意见: 0, 有效投诉: 0, 表扬: 0"
    rows = "\n".join(f"#     - {{机构: {name}, {row}}}" for name in _row_names(archive.taxonomy, month))
    business = _term(archive.taxonomy.business_types, month) or "业务类别"
    return f"""\
## 原刊印出的数字，照原样写；没有印的不写，不要写 0。

## 正文里的数；环比、同比写百分数，下降写负数。
# 正文:
#   消费投诉类工单: {{件数: 0}}
#   监管转办投诉: {{件数: 0}}
#   客户之声投诉: {{件数: 0}}
#   客户之声意见: {{件数: 0}}
#   有效投诉: {{件数: 0}}
#   表扬: {{件数: 0}}

## 机构表：每个机构一行，合计照原刊写。
# 机构表:
#   标题: {month.month}月份各渠道消费投诉整体情况
#   行:
{rows}
#   合计: {{{row}}}

## 业务占比：饼图上印出的百分数。
# 业务占比:
#   标题: {month.month}月份消费投诉主要业务类别
#   分项: [{{业务: {business}, 百分比: 100}}]

## 已知差异：原刊各处的数不一致时登记，写明各处的数、采用哪一处和原因；说明人（部门或岗位）和日期可以不写。
# 已知差异:
#   - 指标: 表扬
#     正文: 0
#     机构表: 0
#     采用: 都不用
#     说明: 为什么不同
#     说明人: 消费者权益保护部
#     日期: {(month + 1).last_day}
"""


# -- a case ---------------------------------------------------------------------------------------
def _case(taxonomy: Taxonomy, month: Month) -> str:
    branch = _row_names(taxonomy, month)[0]
    words = {
        "业务": _term(taxonomy.business_types, month) or "业务类别",
        "原因": _term(taxonomy.causes, month),
        "客户群体": _term(taxonomy.groups, month),
    }
    if words["客户群体"]:
        words["客户群体"] = f"[{words['客户群体']}]"
    lines = "\n".join(f"# {key}: {word}" for key, word in words.items() if word)
    return f"""\
## 第一个案例。去掉各行开头的“# ”，改成真实内容；不写案例就删掉本文件。第二个案例存为 02.yml。
## 客户只称“一位客户”或姓氏，员工只写岗位；不写电话、证件号、账号和住址，也不要把
## 姓氏、具体日期、精确金额和网点写在一起，放在一起就可能认出是谁。
# 标题: 不超过六十个字的标题
# 类型: 投诉
# 机构: {branch}
## 支行: 支行名称
{lines}
# 标签: [自由标签]
## 工单: [涉及的工单编号]
# 经过: |
#   发生了什么。空一行另起一段。
# 核实: |
#   核实的情况。
# 启示: |
#   应当记取什么。
# 建议:
#   - 编号: R1
#     对象: {branch}
#     期限: {(month + 2).last_day}
#     内容: 建议做什么。
"""


# -- follow-ups -----------------------------------------------------------------------------------
_NOTHING_OWED = """\
## 以前各期的工作计划和建议后来怎样了。目前没有等待答复的事项。
跟踪: []
"""
_WAITING = """\
## 以前各期的工作计划和建议后来怎样了。下面是还没有了结的，最近一期在前。
## 有进展的：去掉那几行开头的“# ”，填上日期、状态和说明；没有进展的不必动，下一期会再次列出。
## 状态：进行中 / 已完成 / 未落实 / 撤销。日期在原期发布之后、本期发布之前。
跟踪:
"""


def _followups(archive: Archive, period: Month) -> str:
    earlier = [issue for issue in reversed(archive.issues) if issue.period < period]
    waiting = (one for one in ledger(archive, earlier) if not one.settled)
    entries = [_entry(one, _release(archive, period)) for one in waiting]
    return _WAITING + "\n".join(entries) if entries else _NOTHING_OWED


def _entry(one: Owed, today: dt.date) -> str:
    facts = [f"{one.issue.name}{'建议' if one.case else '工作计划'}", "、".join(one.names)]
    if one.item.due_on:
        facts.append(f"期限 {one.item.due_on}" + ("（到本期已过）" if one.days_late(today) else ""))
    if one.notes:
        facts.append(f"{one.notes[-1].on} {one.notes[-1].state}")
    return f"""\
## {"，".join(facts)}
## {shortened(one.title)}
#   - 针对: {one.about}
#     日期:
#     状态:
#     说明:
"""


def shortened(text: str) -> str:
    """A text on one line of some sixty characters."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


# -- names ----------------------------------------------------------------------------------------
def _row_names(taxonomy: Taxonomy, month: Month) -> list[str]:
    """The institutions of the table in that month; an invented name where there is none."""
    return [one.name_in(month) for one in taxonomy.rows if one.exists_in(month)] or ["机构名称"]


def _term(axis: Axis, month: Month) -> str:
    """A class in use in that month, as an example; one without children says most."""
    return next((term.name for term in axis.terms if term.valid_in(month) and not term.children), "")


def _value(text: str) -> str:
    """A title or name as a YAML value: quoted where its first character would mean something."""
    return text if text[0].isalnum() else f"'{text}'"
