"""archive.yml: what an archive is called and the decisions that hold for all of it."""

from __future__ import annotations

from voc_build.words.fields import Count, MonthOf, Name, PlainText, Prose, Title, keyed
from voc_build.words.model import MeasureName
from voc_build.words.record import Record


class Event(Record):
    """A known event, drawn on charts."""

    month: MonthOf = keyed("月份", "月份")
    note: Title = keyed("说明", "几个字")


class Rebase(Record):
    """重设基线: a dated, recorded decision to start control limits anew."""

    measure: MeasureName = keyed("指标", "指标名称")
    since: MonthOf = keyed("起", "从哪个月份起")
    reason: Prose = keyed("理由", "为什么")
    decided_by: Name = keyed("决定人", "谁决定的")
    institution: Name | None = keyed("机构", "只对一个机构时写", default=None)


class Minimum(Record):
    """最低件数: below these, nothing is ranked or given as a bare percentage."""

    ranking: Count = keyed("排名", "参与排名的最低件数", default=10)
    percentage: Count = keyed("百分比", "单独给出百分比的最低基数", default=10)


class Settings(Record):
    """archive.yml; every key has a default."""

    title: Title = keyed("名称", "网站名称", default="客户之声档案")
    bank: Name = keyed("机构名称", "银行名称", default="本行")
    address: PlainText = keyed("网址", "网站的绝对地址，未定留空", default="")
    feedback: PlainText = keyed("反馈", "编发部门的地址或邮箱", default="")
    public_numbers: tuple[PlainText, ...] = keyed("公开号码", "可以公开的服务电话", default=())
    minimum: Minimum = keyed(
        "最低件数", "排名与百分比的最低件数", default=Minimum.model_construct(ranking=10, percentage=10)
    )
    events: tuple[Event, ...] = keyed("事件", "图上标注的事件", default=())
    rebases: tuple[Rebase, ...] = keyed("重设基线", "控制图重设基线的决定", default=())
