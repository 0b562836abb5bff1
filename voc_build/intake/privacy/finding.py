"""A piece of personal data as a value: its kind, where it stands, and the form it is compared in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import pbkdf2_hmac

_ROUNDS = 2000
_BYTES = 4


class Kind(StrEnum):
    """What a finding is, in the words an editor reads."""

    ID_CARD = "身份证号"
    DOCUMENT = "证件号"
    BANK_CARD = "银行卡号"
    MOBILE = "手机号"
    LANDLINE = "固定电话"
    ACCOUNT = "账号"
    EMAIL = "电子邮箱"
    WECHAT = "微信号"
    QQ = "QQ号"
    PLATE = "车牌号"
    SERVICE = "服务号码"
    CUSTOMER = "客户姓名"
    STAFF = "员工姓名"
    ADDRESS = "详细地址"
    TOGETHER = "可识别的组合"
    MAYBE_MOBILE = "疑似手机号"
    MAYBE_ID = "疑似身份证号"
    MAYBE_NAME = "疑似姓名"


RANK = {kind: rank for rank, kind in enumerate(Kind)}
"""Of two findings over the same characters the one named first is told."""

NAMES = (Kind.CUSTOMER, Kind.STAFF, Kind.MAYBE_NAME)
"""Of these nothing but the family name is ever shown."""

MAYBE = (Kind.MAYBE_MOBILE, Kind.MAYBE_ID, Kind.MAYBE_NAME)
"""What may be something else as well; somebody has to look."""

UNSHOWN = (Kind.ADDRESS, Kind.TOGETHER)
"""Of these nothing at all is shown: their last characters mean something or nothing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at `text[start:end]`; `value` is the same however it was spaced or typed."""

    kind: Kind
    start: int
    end: int
    value: str

    @property
    def shown(self) -> str:
        """What may be said of it: the kind and, of a number, its last two characters."""
        if self.kind in UNSHOWN:
            return str(self.kind)
        if self.kind in NAMES:
            return f"{self.kind}（{self.value[0]}某）"
        return f"{self.kind}（尾两位 {self.value[-2:]}）"

    @property
    def fingerprint(self) -> str:
        """Eight hex digits of kind and value.

        There are more mobile numbers than such fingerprints and each takes a while to work out, so that an
        allow-list does not give away what it allows.
        """
        return pbkdf2_hmac("sha256", self.value.encode(), self.kind.encode(), _ROUNDS, _BYTES).hex()


def apart(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings in order of place without those that lie over one of a higher rank."""
    kept: list[Finding] = []
    for one in sorted(findings, key=lambda one: (RANK[one.kind], one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))
