"""A draft as the files of its issue folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256

from voc_build.intake.digitise.accounting import account
from voc_build.intake.digitise.cases import CaseDraft
from voc_build.intake.digitise.draft import Draft
from voc_build.intake.digitise.emit import Noted, Prose, Row, Value, document
from voc_build.intake.digitise.lines import Doubt, Role
from voc_build.intake.digitise.overview import Stated
from voc_build.intake.digitise.plan import Item
from voc_build.words.measures import MEASURES
from voc_build.words.model import BY_FIGURES, DRAFT

_ASK = "待核"
_SHORT = 40


def files(found: Draft, *, demo: bool = False) -> dict[str, str]:
    """Path within the issue's folder to text; `demo` marks an invented issue among invented ones."""
    written = {
        "issue.yml": _issue(found, demo),
        "figures.yml": _figures(found),
        **{f"cases/{case.number:02d}.yml": _case(case) for case in found.cases},
        "provenance.yml": _provenance(found),
    }
    return written


# -- issue.yml ------------------------------------------------------------------------------------
def _issue(found: Draft, demo: bool) -> str:
    doubted = {doubt.field: doubt.reason for doubt in reversed(found.doubts)}
    content: dict[str, Value] = {
        "期号": str(found.period),
        "统计月份": _checked(str(found.month), doubted.get("统计月份")),
        "刊名": _checked(found.head.name, doubted.get("刊名")),
        "编发部门": _checked(found.head.department, doubted.get("编发部门")),
    }
    if found.release is not None:
        content["发布日期"] = _checked(str(found.release), doubted.get("发布日期"))
    content |= {"状态": DRAFT, "数据口径": BY_FIGURES, "演示": "是" if demo else "否"}
    if found.overview:
        content["总体情况"] = Prose(found.overview)
    if found.plan:
        content["工作计划"] = [_item(number, item) for number, item in enumerate(found.plan, 1)]
    origin: dict[str, str | int] = {"文件": found.source.name}
    if found.pages:
        origin["页数"] = found.pages
    content["来源"] = Row(origin | {"方式": found.method})
    content["待核"] = [_pending(doubt) for doubt in found.doubts]
    return document(
        content,
        ("由 voc digitise 生成的草稿。逐条核对 待核，核对完一条删一条；删空之后才能送审或发布。",),
    )


def _checked(text: str, doubt: str | None) -> Value:
    return Noted(text, f"{_ASK}：{doubt}") if doubt else text


def _item(number: int, item: Item) -> Mapping[str, Value]:
    owners: Value = list(item.owners) if item.owners else Noted("", f"{_ASK}：由谁来做，请补上")
    content: Value = Prose(item.content) if item.content else Noted("", f"{_ASK}：请补上")
    return {"编号": f"P{number}", "标题": item.title, "责任机构": owners, "内容": content}


def _pending(doubt: Doubt) -> Row:
    cells: dict[str, str | int] = {"字段": doubt.field, "理由": doubt.reason, "置信度": f"{doubt.confidence:g}"}
    return Row(cells | ({"页": doubt.page} if doubt.page else {}))


# -- figures.yml ----------------------------------------------------------------------------------
def _figures(found: Draft) -> str:
    content: dict[str, Value] = {}
    order = [measure.name for measure in MEASURES]
    stated = sorted(found.figures.stated.items(), key=lambda one: order.index(one[0]))
    if stated:
        content["正文"] = {name: _stated(value) for name, value in stated}
    if found.table is not None and found.table.rows:
        rows = [Row({"机构": name, **cells}) for name, cells in found.table.rows]
        titled: dict[str, Value] = {"标题": found.table.title} if found.table.title else {}
        content["机构表"] = {**titled, "行": rows, "合计": Row(found.table.total)}
    if found.pie is not None and found.pie.slices:
        slices = [Row({"业务": name, "百分比": number_text(share)}) for name, share in found.pie.slices]
        titled = {"标题": found.pie.title} if found.pie.title else {}
        content["业务占比"] = {**titled, "分项": slices}
    content["已知差异"] = []
    return document(content, ("原刊怎样印，这里就怎样写；互相矛盾的数在 已知差异 中说明。",))


def _stated(value: Stated) -> Value:
    if value.rate is not None:
        return number_text(value.rate)
    cells: dict[str, str | int] = {}
    if value.count is not None:
        cells["件数"] = value.count
    for key, growth in (("环比", value.growth), ("同比", value.growth_year)):
        if growth is not None:
            cells[key] = number_text(growth)
    if value.year_to_date is not None:
        cells["累计"] = value.year_to_date
    return Row(cells)


def number_text(number: Decimal) -> str:
    """A percentage with the digits it was printed with."""
    return f"{number:f}"


# -- cases ----------------------------------------------------------------------------------------
def _case(case: CaseDraft) -> str:
    doubted = {key: reason for key, reason, _ in reversed(case.doubts)}
    content: dict[str, Value] = {
        "标题": _checked(case.title, doubted.get("标题")),
        "类型": _checked(case.kind, doubted.get("类型")),
        "机构": _checked(case.institution, doubted.get("机构")),
    }
    if case.sub_branch:
        content["支行"] = case.sub_branch
    if case.business or "业务" in doubted:
        content["业务"] = _checked(case.business, doubted.get("业务"))
    if case.groups:
        content["客户群体"] = list(case.groups)
    content["经过"] = _told(case.story)
    if case.finding:
        content["核实"] = Prose(case.finding)
    content["启示"] = _told(case.lesson)
    if case.advice:
        content["建议"] = [
            {
                "编号": f"R{number}",
                "对象": one.addressee or Noted("", f"{_ASK}：对谁的建议，请补上"),
                "内容": Prose(one.content),
            }
            for number, one in enumerate(case.advice, 1)
        ]
    content["署名同意"] = "否"
    return document(content)


def _told(text: str) -> Value:
    return Prose(text) if text else Noted("", f"{_ASK}：没有找到，请补上")


# -- provenance.yml -------------------------------------------------------------------------------
def _provenance(found: Draft) -> str:
    counted = account(found)
    content: dict[str, Value] = {
        "数字化": {
            "文件": found.source.name,
            "指纹": sha256(found.source.data).hexdigest(),
            "方式": found.method,
            "行数": counted.lines,
            "去处": dict(counted.homes),
            "数字": dict(counted.numbers),
            "未认领的数字": list(counted.listed),
            "未归入的行": list(_unplaced(found)),
        }
    }
    return document(content, ("原文每一行、每个数字的去处，供核对；程序不读取这个文件。",))


def _unplaced(found: Draft) -> Iterator[str]:
    for line in (*found.fate.of(Role.NOTE), *found.fate.of(Role.UNPLACED)):
        yield f"第 {line.number} 行：{line.text}"
