"""Full names of customers and of staff, known by the words beside them.

A family name with a form of address (田先生) is how a bulletin speaks of people and is no finding, nor is a
name whose given part is hidden (田某, 田某某). One hidden character (姚某顺) hides nobody from colleagues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc_build.intake.privacy.finding import Finding, Kind
from voc_build.intake.privacy.surnames import ALSO_WORDS, COMPOUND, FIRST_OF_TWO, GIVEN, SURNAMES, not_names

_ONE = f"[{''.join(sorted(SURNAMES))}]"
_TWO = "|".join(COMPOUND)
_GIVEN = f"[{''.join(sorted(GIVEN))}]"
_FIRST_GIVEN = f"[{''.join(sorted(GIVEN | FIRST_OF_TWO))}]"
_HIDING = "[某Xx×*＊○]"
_ENDS = (
    r"(?=$|[\s，。、；：！？,.;:!?“”‘’\"(（()）【】《》"
    "于在来到向称说讲因持打去是与和及对将把被已曾再携存取购买提的等想一从自为给又有就由至拿用账卡未没不接帮陪"
    "所签代受并则也还按第当上送漏错转汇刷输填交正刚都均只便却才]"
    "|表示|反映|反应|投诉|致电|拨打|前往|前来|办理|名下|先生|女士|小姐|同志|本人|要求|认为"
    "|询问|咨询|多次|申请|发现|收到|希望|通过|夫妇|夫妻|身份证|手机|电话|尾号|主动|耐心|热情"
    "|立即|立刻|马上|随即|了解|联系|协助|积极|负责|始终|利用|得知|作为|复核|审核|授权|否认"
    "|拒绝|质疑|坚持|强调|承认|抱怨|感到|觉得|支付|逾期|使用|共同|同时)"
)
_NAME = (
    f"(?:[\u4e00-\u9fff]{{2,6}}[·•][\u4e00-\u9fff]{{2,8}}?{_ENDS}|(?:{_TWO}){_GIVEN}{{1,2}}"
    f"|{_ONE}(?:{_FIRST_GIVEN}{_GIVEN}|{_GIVEN}|[三四五六七八九]|{_HIDING}{_GIVEN}|{_GIVEN}{_HIDING}))"
)
_OPEN = r"[\s：:“\"（(、]{0,2}"
_CUSTOMER_BEFORE = (
    "客户", "顾客", "储户", "持卡人", "借款人", "贷款人", "投诉人", "来访人", "申请人", "当事人", "付款人",
    "收款人", "联系人", "开户人", "户主", "事主", "消费者", "用户", "担保人", "保证人", "被保险人",
    "投保人", "受益人", "继承人", "代理人", "监护人", "法定代表人", "法人", "企业主", "村民", "居民",
    "市民", "老人", "老年人", "丈夫", "妻子", "儿子", "女儿", "父亲", "母亲", "爱人", "老伴", "姓名",
    "户名", "名叫", "名为", "叫做",
)  # fmt: skip
_STAFF_BEFORE = (
    "经理", "行长", "主任", "柜员", "主管", "坐席", "座席", "客服代表", "客服人员", "客服", "员工", "专员",
    "顾问", "会计", "保安", "行员", "组长", "科长", "处长", "部长", "总监", "负责人", "经办人", "经办",
    "经办人员", "工作人员", "同事", "引导员", "业务员", "理财师", "审批人", "催收员", "实习生",
)  # fmt: skip
_CUSTOMER_AFTER = (
    "先生", "女士", "小姐", "太太", "夫人", "老师", "师傅", "大爷", "大妈", "大娘", "大叔", "阿姨", "老人",
    "奶奶", "爷爷", "同学", "夫妇", "夫妻",
)  # fmt: skip
_STAFF_AFTER = (
    "客户经理", "大堂经理", "理财经理", "副行长", "行长", "副主任", "主任", "总经理", "副总经理", "经理",
    "柜员", "主管", "坐席", "座席", "专员", "同志",
)  # fmt: skip
_LAST = "".join(sorted({cue[-1] for cue in (*_CUSTOMER_BEFORE, *_STAFF_BEFORE)}))
_FIRST = "".join(sorted(SURNAMES | {name[0] for name in COMPOUND}))
_SECOND = "".join(sorted(GIVEN | FIRST_OF_TWO | {name[1] for name in COMPOUND} | set("某Xx×*＊○三四五六七八九")))

# Every character is looked at once, so these begin with a class or with literals, which the engine looks up
# in a table; a cue is then checked backwards from where a name seems to begin.
_SEEMS = re.compile(rf"[{_LAST}](?=[\s：:“\"(（、]{{0,2}}[{_FIRST}][{_SECOND}])")
_DOTTED = re.compile(rf"[{_LAST}](?=[\s：:“\"(（、]{{0,2}}[\u4e00-\u9fff]{{2,6}}[·•])")
_BEFORE = re.compile(f"{_OPEN}({_NAME})({_ENDS})?")
_AFTER = re.compile("|".join(sorted((*_CUSTOMER_AFTER, *_STAFF_AFTER), key=len, reverse=True)))
_SURELY_ADDRESS = frozenset(("先生", "女士", "小姐", "太太"))
_NO_GIVEN = frozenset(
    "的是了在和与向为给被把对请让叫位名个姓这那该老某一二三四五六七八九十我你他她它们人其此之以及或但并也都还又就才"
    "再已曾会能可要想说问时后前中上下里外间内当将由从到于据因经过来去做等户行者员本各每有无不没很最更太太先女生士些多少几年月日号"
)
_LONGEST_CUE = max(map(len, (*_CUSTOMER_BEFORE, *_STAFF_BEFORE)))
_HIDDEN = frozenset("某Xx×*＊○")
_NUMERALS = "一二三四五六七八九"
_SIZES = ("大", "小", "家")
_HAN = re.compile("[\u4e00-\u9fff]+")
_BRANCH = re.compile("(?:支行|分行|营业部|网点|分理处)$")


def names(text: str) -> Iterator[Finding]:
    """Every full name in a text; some may lie over each other."""
    dotted = "·" in text or "•" in text
    for seems in (_SEEMS, _DOTTED) if dotted else (_SEEMS,):
        for last in seems.finditer(text):
            kind = _kind(text[max(0, last.end() - _LONGEST_CUE) : last.end()])
            match = _BEFORE.match(text, last.end()) if kind else None
            if kind and match and _is_name(match[1], ended=match[2] is not None):
                yield Finding(kind, *match.span(1), match[1])
    for cue in _AFTER.finditer(text):
        start = cue.start()
        if start < 2 or not (dotted or _may_end(text, start)):
            continue
        customer = cue[0] in _CUSTOMER_AFTER
        name = _before(text, start, customer, cue[0] in _SURELY_ADDRESS)
        if name:
            yield Finding(Kind.CUSTOMER if customer else Kind.STAFF, start - len(name), start, name)


def _may_end(text: str, end: int) -> bool:
    """A family name stands where that of a full name ending there would stand."""
    if text[end - 2] in SURNAMES:
        return True
    return end > 2 and (text[end - 3] in SURNAMES or text[max(0, end - 4) : end - 2] in COMPOUND)


def _kind(before: str) -> Kind | None:
    """Whose name follows these words."""
    if before.endswith(_STAFF_BEFORE):
        return Kind.STAFF
    return Kind.CUSTOMER if before.endswith(_CUSTOMER_BEFORE) else None


def _before(text: str, end: int, customer: bool, surely: bool) -> str:
    """The full name that ends there, empty when there is none."""
    if text[max(0, end - 8) : end].count("·"):
        match = re.search("[\u4e00-\u9fff]{2,4}·[\u4e00-\u9fff]{2,6}$", text[max(0, end - 10) : end])
        if match:
            return match[0]
    for length in (4, 3, 2):
        name = text[end - length : end] if end >= length else ""
        if not name or not _is_name(name, ended=True):
            continue
        family = 2 if name[:2] in COMPOUND else 1
        given = name[family:]
        ahead = text[end - length - 1 : end - length]
        if length == 4 and family == 1:
            continue
        if len(given) == 2 and family == 1 and name[1] in SURNAMES and name[0] in ALSO_WORDS:
            continue
        if surely and _HAN.fullmatch(given) and not set(given) & _NO_GIVEN and given not in _SIZES:
            return name
        if surely and given in _NUMERALS and ahead not in _NUMERALS:
            return name
        if not set(given) <= GIVEN | set("某"):
            continue
        if length == 2 and not customer and not _stands_alone(ahead, text[: end - length]):
            continue
        return name
    return ""


def _stands_alone(ahead: str, before: str) -> bool:
    """Whether a name of two characters can begin here rather than a longer word go on."""
    return not ahead or ahead in "，。、；：！？“”（） \n的由向请让找叫" or bool(_BRANCH.search(before[-4:]))


def _is_name(name: str, *, ended: bool) -> bool:
    """Whether these characters are a name; `ended` means that what follows cannot be a part of them."""
    if "·" in name or "•" in name:
        return True
    family = 2 if name[:2] in COMPOUND else 1
    given = name[family:]
    if not given or (family == 1 and name[0] not in SURNAMES) or set(given) <= _HIDDEN:
        return False
    if family == 2 or set(given) & _HIDDEN:
        return True
    word = name[:2] in not_names() or (name[0] == "周" and name[1] in _NUMERALS)
    if len(given) == 1:
        return ended and not word and not (name[0] in ALSO_WORDS and given in SURNAMES)
    return not (word and name[0] in ALSO_WORDS) and (ended or not (word or name[0] in ALSO_WORDS))
