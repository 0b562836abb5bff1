"""Columns that tell of persons: never imported, and named in the report."""

from __future__ import annotations

import re
from collections.abc import Iterable

from voc_build.intake.importers.letters import heading

_WORDS = """
    姓名 客户名称 客户名 投诉人 来电人 联系人 被投诉人 经办人 处理人 受理人 员工 柜员 工号 座席 坐席 客户经理 电话 手机
    联系方式 号码 传真 身份证 证件 护照 账号 帐号 账户 帐户 卡号 户名 户号 客户号 保单号 合同号 地址 住址 邮编 邮箱 邮件
    email e-mail 微信 qq 车牌 性别 年龄 出生 生日 职业 单位名称 工作单位
""".split()
_FREE_TEXT = """
    内容 摘要 描述 详情 经过 事由 诉求 备注 说明 处理情况 处理意见 处理结果 处理过程 核实 回复 答复 反馈 录音 附件 标题
""".split()
_NOT = ("诉求类型", "诉求分类", "诉求类别", "电话渠道")
_PERSONAL = re.compile("|".join(map(re.escape, [*_WORDS, *_FREE_TEXT])))


def is_personal(text: str, more: Iterable[str] = ()) -> bool:
    """Whether a heading names a person, a way to reach one, an account, or free text that may hold them."""
    folded = heading(text)
    if any(folded == heading(one) for one in more):
        return True
    return folded not in _NOT and _PERSONAL.search(folded) is not None
