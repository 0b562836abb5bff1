"""Names that no word beside them announces: 王小明反映 …; what looks like one is asked about, never refused.

A family name and two characters of given names, where a word can begin, before something that only a person does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc_build.intake.privacy.finding import Finding, Kind
from voc_build.intake.privacy.surnames import ALSO_WORDS, COMPOUND, FIRST_OF_TWO, GIVEN, SURNAMES, not_names

_SAYS = (
    "反映|反应|投诉|来电|致电|来信|来访|来函|称|表示|认为|要求|申请|质疑|询问|咨询|否认|承认|拒绝|坚持|抱怨|得知|收到|发现"
    "|拨打|前往|前来|来到|赶到|说|今年|现年|本人|夫妇|夫妻|(?:又|再次|多次|先后|曾)?(?:到|去)(?:了|支行|网点|分行|柜|银行|营业|我行|该|另|客户)"
    "|的(?:父|母|丈夫|妻|儿子|女儿|家|老伴|爱人|孩子|手机|电话|账户|存款|存折|银行卡|信用卡|工资)"
)
"""What a person does, or has."""

_DOES = "于|向|因|持|携|提出|办理|签|立即|立刻|当场|当即|随即|主动|多次|再次|先后|曾|没有|未能|从未|已经|刚刚|陪同|代替"
"""What a thing may do as well."""

_IS = r"[，,（(、 ]{1,2}(?:男|女|现?年?[0-9一二三四五六七八九十]{2,3}岁)|投诉[一案件]"
"""What is said of a person's name and of nothing else."""

_FIRST_GIVEN = f"[{''.join(sorted(GIVEN | FIRST_OF_TWO))}]"
_GIVEN = f"[{''.join(sorted(GIVEN))}]"
_AHEAD = f"(?:(?P<says>{_SAYS}|{_IS})|{_DOES})"
_NAME = re.compile(f"[{''.join(sorted(SURNAMES))}]{_FIRST_GIVEN}{_GIVEN}(?={_AHEAD})")
_COMPOUND = re.compile(f"(?:{'|'.join(COMPOUND)}){_GIVEN}{{1,2}}(?={_AHEAD})")

_BEGINS = re.compile(
    "(?:^|[^\u4e00-\u9fffA-Za-z0-9]|随后|此后|后来|之后|当天|当日|次日|当晚|近日|日前|上午|下午|中午|期间|其中|原来|派|由|让|请|据"
    "|经|而|但|是|叫|找|替|帮|陪)$"
)
"""What may stand before the name; within a longer word nothing begins."""

_LONGEST_AHEAD = 2


def unannounced(text: str) -> Iterator[Finding]:
    """What may be the full name of somebody."""
    for pattern in (_NAME, _COMPOUND):
        for match in pattern.finditer(text):
            start = match.start()
            if _BEGINS.search(text, max(0, start - _LONGEST_AHEAD), start) and _is_name(match):
                yield Finding(Kind.MAYBE_NAME, start, match.end(), match[0])


def _is_name(match: re.Match[str]) -> bool:
    name = match[0]
    if name[:2] in COMPOUND:
        return True
    if name[:2] in not_names():
        return False
    return name[0] not in ALSO_WORDS or (match["says"] is not None and name[1] not in SURNAMES)
