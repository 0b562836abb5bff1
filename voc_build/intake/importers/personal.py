"""Columns that tell of persons: never imported, and named in the report."""

from __future__ import annotations

import re
from collections.abc import Iterable

from voc_build.intake.importers.letters import heading

_PERSONAL = re.compile(
    """
    姓名|客户名|投诉人|来电人|联系人|经办人|处理人|受理人|员工|柜员|工号|座席|坐席|客户经理
    |(?:责任|复核|审核|审批|录入|登记|填报|答复|跟进|转办|接收|回访)人
    |电话|手机|联系方式|号码|传真|邮编|邮箱|邮件|e-?mail|微信|qq|地址|住址|车牌|性别|年龄|出生|生日|职业|单位名称|工作单位
    |身份证|证件|护照|[账帐][号户]|卡号|户名|户号|客户号|保单号|合同号
    |内容|摘要|描述|详情|经过|事由|诉求|备注|说明|处理(?:情况|意见|结果|过程)|核实|回复|答复|反馈|录音|附件|标题
    """,
    re.VERBOSE,
)
"""Names, ways to reach a person, accounts, and free text that may hold any of them."""

_HARMLESS = re.compile("^是否|(?:日期|时间|日|类型|分类|类别|渠道|数|率)$")


def is_personal(text: str, more: Iterable[str] = ()) -> bool:
    """Whether a heading is of a personal column; `more` are headings a mapping adds."""
    folded = heading(text)
    if any(folded == heading(one) for one in more):
        return True
    return _HARMLESS.search(folded) is None and _PERSONAL.search(folded) is not None
