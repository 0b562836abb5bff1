"""What identifies only together: a family name, a day, an amount and a sub-branch in one case.

Personal Information Protection Law, article 73: such a text is de-identified, not anonymous; whoever knows the
sub-branch's customers knows who it is.
"""

from __future__ import annotations

import re

from voc_build.intake.privacy.finding import Finding, Kind
from voc_build.intake.privacy.surnames import SURNAMES

_PERSON = re.compile(
    f"[{''.join(sorted(SURNAMES))}](?:先生|女士|小姐|太太|大爷|大妈|大娘|大叔|阿姨|奶奶|爷爷|老师|师傅|老先生|老太太|姓客户"
    "|某某|某(?![些个种位行项次月日年天地人银单家时笔张只件段方省市区县支分]))"
)
_DAY = re.compile(
    r"(?<![0-9])(?:[0-9０-９]{4} ?年 ?)?[0-9０-９]{1,2} ?月 ?[0-9０-９]{1,2} ?[日号]"
    r"|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])"
    "|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
)
_AMOUNT = re.compile(
    r"(?<![约近过逾超数几上0-9０-９.,，])(?<!不足)(?<!超过)(?:"
    r"[0-9０-９][0-9０-９,，]{2,}(?:[.．][0-9０-９]+)? ?(?:[万亿千百])?(?:美元|欧元|港元|元)"
    r"|[0-9０-９]+(?:[.．][0-9０-９]+)? ?(?:万|亿|千|百)(?:美元|欧元|港元|元)"
    r"|[0-9０-９]+[.．][0-9０-９]+ ?元"
    "|[一二三四五六七八九两][一二三四五六七八九十百千万零两]{1,12}元)(?!左右|上下|以上|以内|以下)"
)
_OUTLET = re.compile("([\u4e00-\u9fff]{2})(?:支行|分理处|储蓄所|营业部|营业室)")
_ANY_OUTLET = frozenset(
    (
        "经办", "所在", "附近", "多家", "该家", "我行", "到该", "在该", "去该", "向该", "一家", "开户",
        "网点", "各家", "相关", "两家", "有关", "其他", "下辖", "辖内", "本地", "同城", "个别", "周边",
        "原先", "基层", "分行", "这家", "那家", "另外", "另一", "到了", "前往", "到某", "在某", "某家",
        "辖区", "涉事", "对应", "承办", "受理", "办理", "发卡", "当地", "就近", "要求", "责令", "涉及",
        "督促", "由于", "以及", "有些", "部分", "全部", "全辖", "所有", "各个", "二级", "一级", "县域",
        "社区", "三家", "几家", "家的", "由各", "对各", "各分", "和各", "组织", "指导", "通知", "市区",
    )
)  # fmt: skip


def together(text: str, sub_branch: str | None) -> Finding | None:
    """The family name in a case's text when a day, an amount and a sub-branch stand there too."""
    person = _PERSON.search(text)
    amount = _AMOUNT.search(text) if person is not None and "元" in text else None
    if person is None or amount is None:
        return None
    day = _DAY.search(text)
    outlet = sub_branch or next(
        (one[0] for one in _OUTLET.finditer(text) if one[1] not in _ANY_OUTLET and one[1][1] not in "该各某本"), None
    )
    if day is None or outlet is None:
        return None
    value = "|".join(re.sub(r"\s", "", part) for part in (person[0], day[0], amount[0], outlet))
    return Finding(Kind.TOGETHER, person.start(), person.end(), value)
