"""What an archive is made of, as an editor writes it: issues, figures, cases, recommendations, follow-ups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import model_validator

from voc_build.words.fields import (
    Change,
    Count,
    Day,
    Moment,
    MonthOf,
    Name,
    Numbered,
    PlainText,
    Prose,
    Share,
    Tag,
    TicketId,
    Title,
    YesNo,
    choice,
    keyed,
    refused,
)
from voc_build.words.measures import BY_NAME
from voc_build.words.month import Month
from voc_build.words.record import Record

DRAFT, REVIEW, RELEASED = "草稿", "待审", "已发布"
BY_TICKETS, BY_FIGURES = "工单", "汇总"
TEXT, TABLE, PIE, TICKETS, NEITHER = "正文", "机构表", "图", "工单", "都不用"

KindName = choice("投诉", "意见", "表扬")
SourceName = choice("监管转办", "客户之声")
Basis = choice(BY_TICKETS, BY_FIGURES)
MeasureName = choice(*BY_NAME)
CountName = choice("消费投诉类工单", "监管转办投诉", "客户之声投诉", "客户之声意见", "有效投诉", "表扬")


# -- issue.yml ------------------------------------------------------------------------------------
class PlanItem(Record):
    """What the issue says will be done next."""

    number: Numbered = keyed("编号", "P1、P2 …")
    title: Title = keyed("标题", "工作名称")
    owners: tuple[Name, ...] = keyed("责任机构", "由谁来做", min_length=1)
    content: Prose = keyed("内容", "做什么")
    due_on: Day | None = keyed("期限", "完成期限", default=None)


class Origin(Record):
    """Where a digitised issue came from."""

    file: PlainText = keyed("文件", "原文件名")
    pages: Count | None = keyed("页数", "原刊页数", default=None)
    method: PlainText = keyed("方式", "数字化方式", default="")


class Pending(Record):
    """A doubtful field of a digitised issue, to be judged by a person before release."""

    field: PlainText = keyed("字段", "草稿中的键")
    reason: PlainText = keyed("理由", "为什么存疑")
    confidence: PlainText | None = keyed("置信度", "0 到 1", default=None)
    page: Count | None = keyed("页", "原刊页码", default=None)


class Correction(Record):
    """更正: a dated, public note on a published issue."""

    on: Day = keyed("日期", "更正日期")
    note: Prose = keyed("说明", "更正了什么")


class Header(Record):
    """issue.yml: the issue itself, without its numbers and cases."""

    period: MonthOf = keyed("期号", "与目录名相同，如 2022-05")
    month: MonthOf = keyed("统计月份", "这一期统计哪个月，如 2022-04")
    title: Title = keyed("刊名", "如 吉林银行客户之声")
    department: Name = keyed("编发部门", "编发部门全称")
    release: Moment | None = keyed("发布日期", "可带时刻；之前不发布", default=None)
    state: choice(DRAFT, REVIEW, RELEASED) = keyed("状态", "只有 已发布 且到了发布日期才会发布")  # type: ignore[valid-type]
    basis: Basis = keyed("数据口径", "工单 = 由 tickets.yml 统计；汇总 = 只有原刊数字")  # type: ignore[valid-type]
    demo: YesNo = keyed("演示", "是 = 虚构的示例", default=False)
    overview: Prose | None = keyed("总体情况", "工单口径可不写，由程序按数字起草", default=None)
    takeaways: tuple[Prose, ...] = keyed("要点", "一句话的要点", default=())
    plan: tuple[PlanItem, ...] = keyed("工作计划", "下一步工作计划", default=())
    origin: Origin | None = keyed("来源", "数字化来源", default=None)
    pending: tuple[Pending, ...] = keyed("待核", "数字化后存疑、需人核对的字段", default=())
    corrections: tuple[Correction, ...] = keyed("更正", "公开的更正", default=())

    @property
    def by_tickets(self) -> bool:
        """True when the issue's numbers are computed from tickets, False when they are as printed."""
        return self.basis == BY_TICKETS


# -- figures.yml ----------------------------------------------------------------------------------
class Stated(Record):
    """A number as printed in the text, with the changes printed beside it (in per cent)."""

    count: Count | None = keyed("件数", "印出的件数", default=None)
    value: Share | None = keyed("数值", "印出的百分比（办结率等）", default=None)
    growth: Change | None = keyed("环比", "印出的环比，下降写负数", default=None)
    growth_year: Change | None = keyed("同比", "印出的同比，下降写负数", default=None)
    year_to_date: Count | None = keyed("累计", "印出的本年累计件数", default=None)

    @model_validator(mode="before")
    @classmethod
    def _bare_number(cls, value: Any) -> Any:
        return {"数值": value} if isinstance(value, str) else value


class TableRow(Record):
    """One institution's row of the printed table."""

    institution: Name = keyed("机构", "机构名称")
    complaints: Count | None = keyed("消费投诉类工单", "件数", default=None)
    supervisor: Count | None = keyed("监管转办投诉", "件数", default=None)
    voice: Count | None = keyed("客户之声投诉", "件数", default=None)
    opinions: Count | None = keyed("客户之声意见", "件数", default=None)
    valid: Count | None = keyed("有效投诉", "件数", default=None)
    praise: Count | None = keyed("表扬", "件数", default=None)


class TableTotal(Record):
    """The printed totals of the table."""

    complaints: Count | None = keyed("消费投诉类工单", "件数", default=None)
    supervisor: Count | None = keyed("监管转办投诉", "件数", default=None)
    voice: Count | None = keyed("客户之声投诉", "件数", default=None)
    opinions: Count | None = keyed("客户之声意见", "件数", default=None)
    valid: Count | None = keyed("有效投诉", "件数", default=None)
    praise: Count | None = keyed("表扬", "件数", default=None)


class PrintedTable(Record):
    """The institution table as printed."""

    title: Title | None = keyed("标题", "表题", default=None)
    rows: tuple[TableRow, ...] = keyed("行", "每个机构一行", min_length=1)
    total: TableTotal = keyed("合计", "印出的合计行")


class Slice(Record):
    """One class of the printed pie."""

    business: Name = keyed("业务", "业务类别")
    percent: Share = keyed("百分比", "印出的百分比")


class PrintedPie(Record):
    """业务占比: the pie as printed."""

    title: Title | None = keyed("标题", "图题", default=None)
    slices: tuple[Slice, ...] = keyed("分项", "每类一项", min_length=1)


class KnownDifference(Record):
    """A discrepancy somebody has looked at: both values, which one is used, and why."""

    measure: CountName = keyed("指标", "指标名称")  # type: ignore[valid-type]
    institution: Name | None = keyed("机构", "只涉及一个机构时写", default=None)
    text: Count | None = keyed(TEXT, "正文的数", default=None)
    table: Count | None = keyed(TABLE, "机构表合计的数", default=None)
    rows: Count | None = keyed("各行之和", "机构表各行之和（与合计不符时写）", default=None)
    pie: Count | None = keyed(PIE, "图的数", default=None)
    tickets: Count | None = keyed(TICKETS, "工单的数", default=None)
    adopted: choice(TEXT, TABLE, PIE, TICKETS, NEITHER) = keyed("采用", "采用哪一处；都不用 = 趋势上留空")  # type: ignore[valid-type]
    note: Prose = keyed("说明", "为什么不同、为什么这样采用")
    explained_by: Title | None = keyed("说明人", "核对并说明的部门或岗位，如 消费者权益保护部", default=None)
    explained_on: Day | None = keyed("日期", "说明的日期，如 2022-05-20", default=None)

    def values(self) -> tuple[tuple[str, int], ...]:
        """What each source says, sources that say nothing left out."""
        every = (
            (TEXT, self.text),
            (TABLE, self.table),
            ("各行之和", self.rows),
            (PIE, self.pie),
            (TICKETS, self.tickets),
        )
        return tuple((source, value) for source, value in every if value is not None)


class Figures(Record):
    """figures.yml: what was printed, exactly as printed."""

    stated: dict[MeasureName, Stated] = keyed(TEXT, "正文里的数", default={})  # type: ignore[valid-type]
    table: PrintedTable | None = keyed(TABLE, "机构表", default=None)
    pie: PrintedPie | None = keyed("业务占比", "业务类别占比图", default=None)
    known: tuple[KnownDifference, ...] = keyed("已知差异", "核对过的矛盾", default=())


# -- cases and follow-ups -------------------------------------------------------------------------
class Target(Record):
    """目标: the measure a recommendation should change."""

    measure: MeasureName = keyed("指标", "指标名称")  # type: ignore[valid-type]
    institution: Name | None = keyed("机构", "机构名称", default=None)
    business: Name | None = keyed("业务", "业务类别", default=None)


class Recommendation(Record):
    """What a case asks of an institution."""

    number: Numbered = keyed("编号", "R1、R2 …")
    addressee: Name = keyed("对象", "对谁的建议")
    content: Prose = keyed("内容", "建议做什么")
    due_on: Day | None = keyed("期限", "完成期限", default=None)
    target: Target | None = keyed("目标", "应当改变的指标", default=None)


@dataclass(frozen=True, slots=True, order=True)
class CaseId:
    """Where a case is filed: the issue and its number there (`01`)."""

    issue: Month
    number: str
    _spelled: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_spelled", f"{self.issue}-{self.number}")  # addresses ask for it a million times

    def __str__(self) -> str:
        return self._spelled


class Case(Record):
    """An edited case study with lesson and recommendations; `id` is where it is filed, `digest` a hash of its file."""

    __slots__ = ("digest", "id")
    if TYPE_CHECKING:
        id: ClassVar[CaseId]  # plain slots, since pydantic's private attributes are slow to read
        digest: ClassVar[str]

    title: Title = keyed("标题", "案例标题")
    kind: KindName = keyed("类型", "投诉 / 意见 / 表扬")  # type: ignore[valid-type]
    institution: Name = keyed("机构", "当月有效的机构名称")
    sub_branch: Name | None = keyed("支行", "支行名称", default=None)
    business: Name | None = keyed("业务", "业务类别；投诉和意见必填", default=None)
    cause: Name | None = keyed("原因", "投诉原因", default=None)
    groups: tuple[Name, ...] = keyed("客户群体", "客户群体", default=())
    tags: tuple[Tag, ...] = keyed("标签", "自由标签", default=())
    tickets: tuple[TicketId, ...] = keyed("工单", "涉及的工单编号", default=())
    story: Prose = keyed("经过", "发生了什么")
    finding: Prose | None = keyed("核实", "核实的情况", default=None)
    lesson: Prose = keyed("启示", "案例启示")
    recommendations: tuple[Recommendation, ...] = keyed("建议", "提出的建议", default=())
    staff_consent: YesNo = keyed("署名同意", "是 = 文中具名的员工已同意", default=False)

    @model_validator(mode="after")
    def _business_where_it_counts(self) -> Case:
        if self.business is None and self.kind != "表扬":
            raise refused("VOC102", f"{self.kind}案例缺少必填项“业务”", "补上 业务: 业务类别名称")
        return self

    def filed(self, issue: Month, number: str, digest: str = "") -> Case:
        """The same case, knowing where it is filed and what its file held; `intake.load` says so once."""
        object.__setattr__(self, "id", CaseId(issue, number))
        object.__setattr__(self, "digest", digest)
        return self


class Followup(Record):
    """A later, dated note on a recommendation or plan item."""

    about: PlainText = keyed("针对", "如 2023-06/01/R1 或 2023-06/P1")
    on: Day = keyed("日期", "跟踪日期")
    state: choice("进行中", "已完成", "未落实", "撤销") = keyed("状态", "整改状态")  # type: ignore[valid-type]
    note: Prose = keyed("说明", "情况说明")


class Followups(Record):
    """followups.yml."""

    entries: tuple[Followup, ...] = keyed("跟踪", "跟踪记录", default=())


class Ticket(Record):
    """One row of tickets.yml, as the schema and the careful reader know it."""

    id: TicketId = keyed("编号", "档案内唯一")
    received_on: Day = keyed("受理日期", "在统计月份内")
    source: SourceName = keyed("来源", "监管转办 / 客户之声")  # type: ignore[valid-type]
    kind: KindName = keyed("类型", "投诉 / 意见 / 表扬")  # type: ignore[valid-type]
    institution: Name = keyed("机构", "当月有效的机构名称")
    sub_branch: Name | None = keyed("支行", "支行名称", default=None)
    channel: Name | None = keyed("渠道", "业务办理渠道", default=None)
    business: Name | None = keyed("业务", "业务类别；投诉和意见必填", default=None)
    cause: Name | None = keyed("原因", "投诉原因", default=None)
    valid: YesNo | None = keyed("有效", "是否有效；投诉和意见必填", default=None)
    closed_on: Day | None = keyed("办结日期", "办结日期", default=None)
    limit: choice("15", "30", "60") = keyed("时限", "办理时限（天）", default="15")  # type: ignore[valid-type]
    groups: tuple[Name, ...] = keyed("客户群体", "客户群体", default=())
    repeat: YesNo = keyed("重复", "是否重复投诉", default=False)
    related: TicketId | None = keyed("关联", "关联的工单编号", default=None)
    summary: PlainText | None = keyed("摘要", "内部摘要，永不发布", default=None)

    @model_validator(mode="after")
    def _complete(self) -> Ticket:
        if self.kind == "表扬":
            return self
        for key, value in (("业务", self.business), ("有效", self.valid)):
            if value is None:
                raise refused("VOC102", f"{self.kind}工单缺少必填项“{key}”", f"补上 {key}")
        return self


class TicketFile(Record):
    """tickets.yml; a month without any ticket writes `工单: []`."""

    tickets: tuple[Ticket, ...] = keyed("工单", "一行一件，按编号排列")
