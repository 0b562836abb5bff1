"""What stands before a number and says what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

BEFORE = 24
"""Characters before a number in which its cue is looked for."""

_FILL = r"(?:号码|号|卡号)?(?:就是|分别|登记|填写|留的|[\s为是系填写成了的：:,，\"“‘'(（【\[<《#])*"


def _cue(words: str) -> re.Pattern[str]:
    return re.compile(f"(?:{words}){_FILL}$", re.IGNORECASE)


_IDENTITY = _cue("身份证|居民证|证件|证号|身份号|公民身份")
_ACCOUNT = _cue("账号|帐号|账户号码?|帐户号码?|户号|存折号?|折号|客户号|支付宝|登录名|用户名")
_CARD = _cue("卡号")
_LOOSE_ACCOUNT = _cue("账户|帐户|银行卡|借记卡|储蓄卡|信用卡|社保卡|工资卡|卡")
_PHONE = _cue("电话|座机|固话|致电|来电|拨打|热线|联系方式|传真|回拨|呼叫|tel|phone|fax")
_QQ = _cue(r"qq(?:群|账号|帐号)?|扣扣|企鹅号?")
_WECHAT = _cue("微信号|薇信号|vx|微信id")
_LOOSE_WECHAT = _cue("微信|薇信|wechat")
_REFERENCE = _cue(
    "单号|编号|流水|流水号|订单|代码|文号|序号|批次|合同|凭证|参考号|条形?码|验证码|编码|版本|货号|型号|案号|工单|发票|税号"
    "|许可证|备案|批号|文件|产品|交易号|业务号|no\\.?"
)
_MONEY_BEFORE = re.compile(r"(?:[¥￥$€]|RMB|CNY|USD)\s*$|\d[.,，]$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s*(?:元(?![旦宵月])|万|亿|[%‰]|美元|港元|日元|韩元|欧元|[.,，]\d)")
_FRACTION_BEFORE = re.compile(r"\d\.$")
_FRACTION_AFTER = re.compile(r"\.\d")
_COUNT_AFTER = re.compile(
    r"\s*(?:余|多)?(?:人|次|件|户|笔|个|张|条|份|股|点|年|月|日|分|秒|小时|步|号|家|台|字|名|通|天|周|倍|台|页)"
)
_MANY_AFTER = re.compile(r"\s*(?:余|多)?(?:条|件|笔|份|股|次(?!日)|户(?![主名]))")
_HIDDEN_AFTER = re.compile(r"\s*[*＊×•●█■…]")
_SPELT = re.compile(r"(?:^|[^A-Za-z])(?:tel|phone|mobile|mob|vx|wx|v|qq|id|no|dh|sj|fax)$", re.IGNORECASE)
_LETTER = re.compile(r"[A-Za-z]$")


@dataclass(frozen=True, slots=True)
class Around:
    """The text before and after a number, asked what it says about the number."""

    before: str
    after: str

    @property
    def identity(self) -> bool:
        """身份证号 …"""
        return _IDENTITY.search(self.before) is not None

    @property
    def account(self) -> int:
        """How many digits make an account after what is said here; 0 when nothing is."""
        if _ACCOUNT.search(self.before):
            return 6
        if _CARD.search(self.before):
            return 8
        return 10 if _LOOSE_ACCOUNT.search(self.before) else 0

    @property
    def phone(self) -> bool:
        """电话 …"""
        return _PHONE.search(self.before) is not None

    @property
    def qq(self) -> bool:
        """QQ …"""
        return _QQ.search(self.before) is not None

    @property
    def wechat(self) -> int:
        """How many digits make a WeChat name after what is said here; 0 when nothing is."""
        if _WECHAT.search(self.before):
            return 6
        return 8 if _LOOSE_WECHAT.search(self.before) else 0

    @property
    def reference(self) -> bool:
        """订单号, 编号 …: a number of a thing, not of a person."""
        return _REFERENCE.search(self.before) is not None

    @property
    def decimal(self) -> bool:
        """0.…, or … .00: a part of a fraction."""
        return bool(_FRACTION_BEFORE.search(self.before) or _FRACTION_AFTER.match(self.after))

    @property
    def money(self) -> bool:
        """¥ … 元."""
        return bool(_MONEY_BEFORE.search(self.before) or _MONEY_AFTER.match(self.after))

    @property
    def many(self) -> bool:
        """… 条, after which nobody would go on about a phone."""
        return self.money or _MANY_AFTER.match(self.after) is not None

    @property
    def count(self) -> bool:
        """… 件, and everything else one counts with a unit."""
        return self.money or _COUNT_AFTER.match(self.after) is not None

    @property
    def hidden(self) -> bool:
        """…****: somebody has taken the rest out."""
        return _HIDDEN_AFTER.match(self.after) is not None

    @property
    def part_of_a_code(self) -> bool:
        """A letter stands right before it, and does not say that a number follows."""
        return bool(_LETTER.search(self.before)) and not _SPELT.search(self.before)
