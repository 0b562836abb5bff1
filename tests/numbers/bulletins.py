"""Small issues to reconcile, and the real one's printed figures."""

from __future__ import annotations

from typing import Any

from voc_build.words.archive import Archive, Issue
from voc_build.words.model import Figures, Header
from voc_build.words.month import Month
from voc_build.words.settings import Settings
from voc_build.words.taxonomy import Axis, Definition, Taxonomy

COLUMNS = ("监管转办投诉", "客户之声投诉", "客户之声意见", "有效投诉", "表扬")
REAL_ROWS = {
    "长春分行": (1, 0, 0, 0, 1),
    "吉林分行": (0, 0, 2, 2, 1),
    "通化分行": (0, 1, 0, 1, 0),
    "辽源分行": (0, 0, 1, 1, 0),
    "白山分行": (0, 0, 0, 0, 5),
    "白城分行": (0, 0, 0, 0, 0),
    "四平分行": (0, 0, 0, 0, 1),
    "延边分行": (0, 0, 0, 0, 0),
    "松原分行": (0, 0, 1, 1, 1),
    "沈阳分行": (6, 0, 0, 1, 0),
    "大连分行": (1, 0, 1, 1, 0),
    "客服中心": (0, 0, 0, 0, 1),
    "信用卡中心": (13, 0, 0, 0, 0),
}
REAL_DIFFERENCES = (("监管转办投诉", 7, 21), ("客户之声投诉", 6, 1), ("客户之声意见", 9, 5), ("表扬", 9, 10))


def table(rows: dict[str, tuple[int, ...]], total: tuple[int, ...]) -> dict[str, Any]:
    """A printed table with the five columns of the bulletin."""
    return {
        "行": [{"机构": name, **dict(zip(COLUMNS, row, strict=True))} for name, row in rows.items()],
        "合计": dict(zip(COLUMNS, total, strict=True)),
    }


def pie(**percents: str) -> dict[str, Any]:
    """A printed pie."""
    return {"分项": [{"业务": name, "百分比": percent} for name, percent in percents.items()]}


def known(measure: str, adopted: str = "都不用", **values: Any) -> dict[str, Any]:
    """A 已知差异 entry."""
    return {"指标": measure, **values, "采用": adopted, "说明": "核对过"}


def issue(period: str = "2022-05", figures: dict[str, Any] | None = None, **header: Any) -> Issue:
    """An issue that counts the month before its 期号."""
    number = Month.parse(period)
    fields = {
        "期号": period,
        "统计月份": str(number + -1),
        "刊名": "客户之声",
        "编发部门": "消保部",
        "状态": "已发布",
        "数据口径": "汇总",
        **header,
    }
    read = None if figures is None else Figures.model_validate(figures)
    return Issue(Header.model_validate(fields), figures=read)


def stated(measure: str = "消费投诉类工单", **values: Any) -> dict[str, Any]:
    """Figures with one sentence figure only."""
    return {"正文": {measure: values}}


def real_figures() -> dict[str, Any]:
    """What issue 2022-05 printed, with its four differences."""
    return {
        "正文": {
            "消费投诉类工单": {"件数": 22, "环比": "-71.79"},
            "监管转办投诉": {"件数": 7, "环比": "-81.08"},
            "客户之声投诉": {"件数": 6},
            "客户之声意见": {"件数": 9},
            "表扬": {"件数": 9},
            "有效投诉": {"件数": 7, "环比": "-69.57"},
            "办结率": "100",
        },
        "机构表": table(REAL_ROWS, (21, 1, 5, 7, 10)),
        "业务占比": pie(贷款业务="4", 借记卡业务="4", 信用卡业务="82", 银行代理业务="5", 其他业务="5"),
        "已知差异": [known(name, 正文=text, 机构表=printed) for name, text, printed in REAL_DIFFERENCES],
    }


def archive(*issues: Issue, definitions: tuple[Definition, ...] = ()) -> Archive:
    """Issues together, with no words but definitions."""
    axis = Axis("", ())
    taxonomy = Taxonomy((), axis, axis, axis, axis, definitions)
    return Archive(Settings(), taxonomy, tuple(sorted(issues, key=lambda one: one.period)))
