"""An invented bank: its branches and departments through a rename, a merger and years of growth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from voc_build.words.month import Month

NAME = "汀澜银行"
DEPARTMENT = "消费者权益保护部"

_CITIES = """
tinglan 汀澜 16|centang 岑棠 9|zhian 沚安 8|yingping 瀛坪 7|linyuan 霖原 7|qichuan 栖川 6|lanpu 岚浦 6
hengjiang 珩江 6|xitong 溪桐 5|lingzhou 菱洲 5|luting 鹭汀 5|fengyu 枫峪 5|zhuze 竹泽 4|luohe 珞河 4
shanning 杉宁 4|yunlu 云麓 4|chaoyu 潮屿 4|hualing 桦岭 3|wudu 梧渡 3|weizhou 苇州 3|luping 麓坪 3
cheshui 澈水 3|yanhui 雁洄 3|bozhou 柏舟 2|yingchuan 萤川 2|huaiting 槐汀 2|jilan 霁岚 2|yupo 榆泊 2
xiangyang 缃阳 2|mingchuan 茗川 2|daishan 黛杉 2|zhixi 芷溪 1
"""
RENAMED, FORMER = "fengyu", "桐峪"
MERGED, INTO = "huaiting", "qichuan"
TROUBLED = "xitong"
"""Where complaints about investment products never go away."""

CALL, CARD = "callcenter", "cardcenter"
CENTRES = {CALL: ("客服中心", 14.0), CARD: ("信用卡中心", 22.0)}
DEPARTMENTS = {
    "consumer": "总行消费者权益保护部",
    "retail": "总行个人金融部",
    "wealth-desk": "总行财富管理部",
    "technology": "总行信息科技部",
    "operations": "总行运营管理部",
    "legal": "总行法律合规部",
    "digital": "总行网络金融部",
    "credit": "总行授信管理部",
}
IN_CHARGE = {
    "service": "operations",
    "systems": "technology",
    "process": "operations",
    "marketing": "wealth-desk",
    "disclosure": "digital",
    "choice": "retail",
    "pricing": "retail",
    "returns": "wealth-desk",
    "contract": "legal",
    "funds": "technology",
    "data": "legal",
    "dunning": "credit",
}
"""The department that answers for a cause."""

EVERYWHERE = "各分行"
_BEFORE, _AFTER = "柳石东南青望云松春荷竹月", "汀桥篱圃禾湖栈坞渚塘溪台"
_OUTLETS = 4
"""Sub-branches that are named, a branch."""


@dataclass(frozen=True)
class Branch:
    """A branch or centre as it is in one month; `weight` is its share of tickets."""

    code: str
    name: str
    weight: float
    sub_branches: tuple[str, ...]


@dataclass(frozen=True)
class Bank:
    """The bank over the months counted; every date lies within them where they are more than a few."""

    first: Month
    renamed: Month
    merged: Month

    def institutions(self, month: Month) -> list[Branch]:
        """The rows of the month's table, in printed order."""
        found = []
        for index, (code, city, weight) in enumerate(_cities()):
            if code == MERGED and month >= self.merged:
                continue
            share = weight + (2 if code == INTO and month >= self.merged else 0)
            former = code == RENAMED and month < self.renamed
            found.append(Branch(code, f"{FORMER if former else city}分行", share, _outlets(index)))
        return found + [Branch(code, name, weight, ()) for code, (name, weight) in CENTRES.items()]

    def text(self, last: Month) -> str:
        """taxonomy/institutions.yml."""
        rows = ["机构:\n"]
        for code, city, weight in _cities():
            names, merger = f"{{名称: {city}分行}}", ""
            if code == RENAMED:
                names = (
                    f"{{名称: {FORMER}分行, 止: {_day_before(self.renamed)}}}, "
                    f"{{名称: {city}分行, 起: {self.renamed.first_day}}}"
                )
            if code == MERGED:
                names = f"{{名称: {city}分行, 止: {_day_before(self.merged)}}}"
                merger = f"    撤并: {{并入: {INTO}, 日期: {self.merged.first_day}}}\n"
            rows.append(f"  - 代码: {code}\n    层级: 分行\n    名称: [{names}]\n")
            rows.append(f"    规模: [{', '.join(self._sizes(code, weight, last))}]\n{merger}")
        alias = {CALL: ", 别名: [远程银行中心]"}
        for code, (name, _) in CENTRES.items():
            rows.append(f"  - {{代码: {code}, 层级: 总行中心, 名称: [{{名称: {name}}}]{alias.get(code, '')}}}\n")
        for code, name in DEPARTMENTS.items():
            rows.append(f"  - {{代码: {code}, 层级: 总行部门, 名称: [{{名称: {name}}}], 表中: 否}}\n")
        rows.append(f"  - {{代码: all-branches, 层级: 统称, 名称: [{{名称: {EVERYWHERE}}}], 表中: 否}}\n")
        return "".join(rows)

    def _sizes(self, code: str, weight: int, last: Month) -> list[str]:
        """规模 every fourth year and at the merger."""
        since = [self.first + years for years in range(0, last - self.first + 1, 48)]
        if code == INTO and self.merged not in since:
            since.append(self.merged)
        sizes = []
        for month in sorted(since):
            share = weight + (2 if code == INTO and month >= self.merged else 0)
            grown = 100 + 2 * (month - self.first) // 12
            outlets, customers = share * 3 + 2, share * 41_000 * grown // 100 // 1000 * 1000
            sizes.append(f"{{起: {month}, 网点: {outlets}, 个人客户: {customers}}}")
        return sizes


def cities() -> list[str]:
    """Every invented place name."""
    return [city for _, city, _ in _cities()] + [FORMER]


def _cities() -> list[tuple[str, str, int]]:
    rows = [part.split() for line in _CITIES.split("\n") for part in line.split("|") if part]
    return [(code, city, int(weight)) for code, city, weight in rows]


def _outlets(index: int) -> tuple[str, ...]:
    pairs = [before + after for after in _AFTER for before in _BEFORE]
    return tuple(f"{pair}支行" for pair in pairs[index * _OUTLETS : (index + 1) * _OUTLETS])


def _day_before(month: Month) -> dt.date:
    return month.first_day - dt.timedelta(days=1)
