"""What stands before a number and says what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

BEFORE = 24
"""Characters before a number in which its cue is looked for."""

_FILL = " \t\r\n\u3000就是为系叫成了的分别登记填写留：:,，\"“‘'(（【[《<#"
"""Characters that may stand between a cue and its number."""


def _cues(words: str) -> tuple[str, ...]:
    return tuple(word + more for word in words.split() for more in ("", "号", "号码"))


_IDENTITY = _cues("身份证 居民证 证件 证 身份")
_ACCOUNT = _cues("账号 帐号 账户号 帐户号 户号 存折 折号 客户号 支付宝 支付宝账 登录名 用户名")
_CARD = _cues("卡号")
_LOOSE_ACCOUNT = _cues("账户 帐户 卡")
_PHONE = _cues("电话 座机 固话 致电 来电 拨打 热线 联系方式 联系 传真 回拨 呼叫 tel phone fax tel. 手机")
_QQ = _cues("qq qq群 qq账 qq帐 扣扣 企鹅")
_WECHAT = ("微信号", "微信号码", "薇信号", "vx", "微信id")
_LOOSE_WECHAT = ("微信", "薇信", "wechat")
_MERCHANT = _cues("商户")
_REFERENCE = (
    *_MERCHANT,
    *[
        "单号",
        "编号",
        "文号",
        "序号",
        "货号",
        "型号",
        "案号",
        "税号",
        "批号",
        "代码",
        "条码",
        "条形码",
        "验证码",
        "编码",
        "版本",
        "批次",
        "no",
        "no.",
    ],
    *_cues("流水 订单 合同 凭证 参考 工单 发票 许可证 备案 产品 交易 业务 文件"),
)
_MONEY_BEFORE = re.compile(r"(?:[¥￥$€]|RMB|CNY|USD)\s*$|(?<![1-9])0\.$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s*(?:元(?![旦宵月])|万|亿|[%‰]|美元|港元|日元|韩元|欧元|\.\d)")
_FRACTION_BEFORE = re.compile(r"(?<![1-9])0\.$")
_FRACTION_AFTER = re.compile(r"\.\d")
_COUNT_AFTER = re.compile(
    r"\s*(?:余|多)?(?:人|次|件|户|笔|个|张|条|份|股|点|年|月|日|分|秒|小时|步|号|家|台|字|名(?!下)|通|天|周|倍|台|页)"
)
_MANY_AFTER = re.compile(r"\s*(?:余|多)?(?:条|件|笔|份|股|次(?!日)|户(?![主名]))")
_HIDDEN_AFTER = re.compile(r"\s*[*＊×•●█■…]")
_SPELT = re.compile(r"(?:^|[^A-Za-z])(?:tel|phone|mobile|mob|vx|wx|v|qq|id|no|dh|sj|fax)$", re.IGNORECASE)
_LETTER = re.compile(r"[A-Za-z]$")


@dataclass(frozen=True)
class Around:
    """The text before and after a number, asked what it says about the number."""

    before: str
    after: str

    @cached_property
    def _words(self) -> str:
        """What is said last, in small letters and without what may stand between."""
        return self.before.lower().rstrip(_FILL)

    @property
    def identity(self) -> bool:
        """身份证号 …"""
        return self._words.endswith(_IDENTITY)

    @property
    def account(self) -> int:
        """How many digits make an account after what is said here; 0 when nothing is."""
        if self._words.endswith(_MERCHANT):
            return 0
        if self._words.endswith(_ACCOUNT):
            return 6
        if self._words.endswith(_CARD):
            return 8
        return 10 if self._words.endswith(_LOOSE_ACCOUNT) else 0

    @property
    def phone(self) -> bool:
        """电话 …"""
        return self._words.endswith(_PHONE)

    @property
    def qq(self) -> bool:
        """QQ …"""
        return self._words.endswith(_QQ)

    @property
    def wechat(self) -> int:
        """How many digits make a WeChat name after what is said here; 0 when nothing is."""
        if self._words.endswith(_WECHAT):
            return 6
        return 8 if self._words.endswith(_LOOSE_WECHAT) else 0

    @property
    def reference(self) -> bool:
        """订单号, 编号 …: a number of a thing, not of a person."""
        return self._words.endswith(_REFERENCE)

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
