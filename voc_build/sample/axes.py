"""The classes an invented bank sorts tickets by, with how often each comes up.

The labels are those of JR/T 0169-2018 as bulletins print them; codes are the archive's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from voc_build.words.month import Month


@dataclass(frozen=True)
class Class:
    """A class of an axis; `weight` is its share of tickets in the first month, `later` in the last."""

    code: str
    name: str
    weight: float = 0.0
    later: float = 0.0
    children: tuple[Class, ...] = field(default=())


CARDS = (
    Class("debit-card", "借记卡业务", 12, 9),
    Class("credit-card", "信用卡业务", 16, 22),
)
BUSINESS = (
    Class("savings", "人民币储蓄", 11, 6),
    Class("loans", "贷款业务", 10, 14),
    Class("bank-cards", "银行卡", children=CARDS),
    Class("payments", "支付结算", 8, 9),
    Class("forex", "外汇业务", 1.2, 0.9),
    Class("cash", "人民币管理", 3, 1.5),
    Class("treasury", "国库业务", 0.8, 0.5),
    Class("gold", "贵金属业务", 0.8, 1),
    Class("wealth", "自营理财", 6, 8),
    Class("agency", "银行代理业务", 12, 4),
    Class("other-fee", "其他中间业务", 4, 3),
    Class("privacy", "个人金融信息", 1.5, 4),
    Class("collection", "债务催收", 1, 9),
    Class("other", "其他业务", 4, 4),
)
CAUSES = (
    Class("service", "服务态度及服务质量", 22, 15),
    Class("systems", "服务设施、设备、业务系统", 12, 15),
    Class("process", "管理制度、业务规则与流程", 20, 18),
    Class("marketing", "营销方式和手段", 8, 7),
    Class("disclosure", "信息披露", 6, 7),
    Class("choice", "自主选择权", 4, 4),
    Class("pricing", "定价收费", 10, 9),
    Class("returns", "产品收益", 4, 4),
    Class("contract", "合同条款", 4, 4),
    Class("funds", "消费者资金安全", 5, 6),
    Class("data", "消费者信息安全", 3, 5),
    Class("dunning", "债务催收方式和手段", 2, 6),
)
ELECTRONIC = (
    Class("web", "网银渠道", 6, 4),
    Class("phone", "电话渠道", 9, 10),
    Class("app", "移动客户端", 2, 24),
    Class("social", "网络公众平台", 0.5, 4),
    Class("sms", "短信渠道", 2, 2),
    Class("other-electronic", "其他电子渠道", 1, 1),
)
FRONT = (
    Class("counter", "营业现场", 55, 30),
    Class("self-service", "自助机具", 9, 7),
    Class("electronic", "电子渠道", children=ELECTRONIC),
    Class("third-party", "第三方渠道", 2, 6),
    Class("other-front", "其他渠道", 2, 2),
)
CHANNELS = (
    Class("front", "前台业务渠道", children=FRONT),
    Class("back", "中、后台业务渠道", 6, 5),
)
GROUPS = (
    Class("elderly", "老年客户", 8, 9),
    Class("affluent", "财富客户", 2, 3),
    Class("small-business", "小微企业主", 3, 4),
    Class("migrant", "进城务工人员", 3, 3),
    Class("new-citizen", "新市民", 3, 3),
    Class("student", "学生客户", 2, 2),
    Class("disabled", "残障客户", 1, 1),
    Class("rural", "农村客户", 4, 3),
    Class("payroll", "代发工资客户", 3, 3),
)
SUITS = {
    "collection": {"dunning": 40.0, "data": 2.0},
    "wealth": {"marketing": 6.0, "returns": 10.0, "disclosure": 3.0},
    "agency": {"marketing": 8.0, "returns": 4.0, "contract": 3.0, "choice": 2.0},
    "gold": {"returns": 4.0},
    "loans": {"contract": 4.0, "pricing": 2.0, "choice": 2.0},
    "credit-card": {"pricing": 3.0, "funds": 2.0},
    "debit-card": {"funds": 3.0, "systems": 2.0},
    "payments": {"systems": 4.0, "funds": 3.0},
    "privacy": {"data": 30.0},
    "other-fee": {"pricing": 8.0},
    "other": {"service": 3.0, "systems": 2.0},
}
"""How much likelier a cause is under a business type than at large."""

UNSUITED = {
    "dunning": ("collection", "credit-card", "loans"),
    "returns": ("wealth", "agency", "gold", "savings"),
}
"""Causes that come up only with these business types."""


def leaves(classes: tuple[Class, ...]) -> list[Class]:
    """The classes that tickets carry, in file order."""
    return [leaf for one in classes for leaf in (leaves(one.children) if one.children else [one])]


def text(key: str, classes: tuple[Class, ...], dates: dict[str, str] | None = None) -> str:
    """A taxonomy file; `dates` adds further keys to the class of that code."""
    return f"{key}:\n" + "".join(_rows(classes, "  ", dates or {}))


def _rows(classes: tuple[Class, ...], indent: str, dates: dict[str, str]) -> list[str]:
    rows: list[str] = []
    for one in classes:
        if one.children:
            rows.append(f"{indent}- 代码: {one.code}\n{indent}  名称: {one.name}\n{indent}  下级:\n")
            rows += _rows(one.children, indent + "    ", dates)
        else:
            rows.append(f"{indent}- {{代码: {one.code}, 名称: {one.name}{dates.get(one.code, '')}}}\n")
    return rows


def group_dates(change: Month) -> dict[str, str]:
    """One group gives way to another in that month."""
    return {"migrant": f", 止: {change + -1}, 归入: new-citizen", "new-citizen": f", 起: {change}"}


def group_in(code: str, month: Month, change: Month) -> bool:
    """True when the group was in use in that month."""
    return {"migrant": month < change, "new-citizen": month >= change}.get(code, True)
