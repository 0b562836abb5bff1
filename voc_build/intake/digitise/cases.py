"""典型案例: facts, finding, lesson and recommendations of each case, with the names they speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from voc_build.intake.digitise.addressee import Advice, advice
from voc_build.intake.digitise.joining import BEGINNING, Measure, Paragraph, paragraphs, text_of
from voc_build.intake.digitise.letters import compact, ends, title
from voc_build.intake.digitise.lines import Doubt, Fate, Line, Role
from voc_build.intake.digitise.sections import Sub
from voc_build.intake.digitise.smears import told
from voc_build.intake.digitise.vocabulary import Vocabulary

FIELD: Final = "案例"
_BULLET = r"[^\w\u4e00-\u9fff(]{0,3}\s*(?:[nlu]\s)?"
_LESSON: Final = re.compile(rf"{_BULLET}(?:案例启示|案例点评|启示)\s*(?P<mark>:)?\s*(?P<rest>.*)")
_ADVICE: Final = re.compile(rf"{_BULLET}(?:提出建议|工作建议|建议)\s*(?P<mark>:)?\s*(?P<rest>.*)")
_SUB_BRANCH: Final = re.compile(r"[\u4e00-\u9fff]{2,8}?支行")

# What a story speaks of where it does not name the class; only ever a proposal.
_CUES: Final = (
    ("信用卡业务", r"信用卡|账单分期"),
    ("贷款业务", r"贷款|按揭|房贷|征信"),
    ("银行代理业务", r"信托|基金|保险|代销|代理|国债"),
    ("自营理财", r"理财"),
    ("借记卡业务", r"借记卡|储蓄卡|银行卡|ETC"),
    ("支付结算", r"转账|汇款|结算|支付"),
    ("人民币储蓄", r"存款|存单|存折|取款|取现"),
)


@dataclass
class CaseDraft:
    """One case; "" where the text does not say. `doubts` are (key, reason, confidence)."""

    number: int
    page: int
    title: str = ""
    kind: str = ""
    institution: str = ""
    sub_branch: str = ""
    business: str = ""
    groups: tuple[str, ...] = ()
    story: str = ""
    finding: str = ""
    lesson: str = ""
    advice: tuple[Advice, ...] = ()
    doubts: list[tuple[str, str, float]] = field(default_factory=list)

    def doubt(self, key: str, reason: str, confidence: float) -> None:
        """Something of this case that a person must judge."""
        self.doubts.append((key, reason, confidence))

    def pending(self) -> tuple[Doubt, ...]:
        """Its doubts as 待核 rows; the key and the case stand in the reason."""
        return tuple(
            Doubt(FIELD, f"案例 {self.number:02d} 的{key}：{reason}", confidence, self.page)
            for key, reason, confidence in self.doubts
        )


def case_of(number: int, sub: Sub, setting: Measure, words: Vocabulary, fate: Fate) -> CaseDraft:
    """One case from the lines under its heading."""
    found = CaseDraft(number, sub.heading[0].page, title=title(sub.title))
    for reason in sub.doubts:
        found.doubt("标题", reason, 0.5)
    facts, lesson, asked = _parts(sub.lines, found, fate)
    base = f"案例{number:02d}"
    fate.put(f"{base}.标题", sub.heading)
    fate.put(f"{base}.经过与核实", facts)
    fate.put(f"{base}.启示", lesson)
    fate.put(f"{base}.建议", asked)
    _tell(found, paragraphs(facts, setting))
    found.lesson = text_of(paragraphs(lesson, setting))
    found.advice = advice(paragraphs(asked, setting), words, found.doubt)
    if not found.lesson:
        found.doubt("经过", "没有“案例启示”的标记，启示可能混在经过里", 0.4)
    elif not asked:
        found.doubt("启示", "没有“提出建议”的标记，建议可能混在启示里", 0.4)
    for key, text in (("经过", found.finding or found.story), ("启示", found.lesson)):
        if not text:
            found.doubt(key, f"没有找到{key}", 0.1)
        elif not ends(text):
            found.doubt(key, "末尾不是完整的句子，可能缺行或混入了别处的字", 0.4)
    asking = "\n".join(one.content for one in found.advice)
    for key, text in (("经过", f"{found.story}\n{found.finding}"), ("启示", found.lesson), ("建议", asking)):
        if smeared := told(compact(text)):
            found.doubt(key, smeared, 0.4)
    _name(found, words)
    return found


def _parts(lines: Sequence[Line], found: CaseDraft, fate: Fate) -> tuple[list[Line], list[Line], list[Line]]:
    """Lines of facts, lesson and recommendations; the marks between them are headings, bulleted or not."""
    parts: tuple[list[Line], list[Line], list[Line]] = ([], [], [])
    at = 0
    for line in lines:
        for step, mark in ((1, _LESSON), (2, _ADVICE)):
            rest = _after(mark, line)
            if rest is None:
                continue
            if at >= step:
                found.doubt("标题", "标记出现了两次，可能漏了下一个案例的标题", 0.2)
                found.doubt("建议", "后面可能混入了下一个案例", 0.2)
                parts[at].append(line)
                break
            at = step
            fate.put(Role.HEADING, [line.saying(line.text.removesuffix(rest))])
            if rest:
                parts[at].append(line.saying(rest))
            break
        else:
            parts[at].append(line)
    return parts


def is_mark(line: Line) -> bool:
    """Whether the line is 案例启示 or 提出建议 and nothing more."""
    return any(_after(mark, line) == "" for mark in (_LESSON, _ADVICE))


def _after(mark: re.Pattern[str], line: Line) -> str | None:
    """What stands behind a mark in its line, "" for nothing; None where the line is no such mark."""
    found = mark.fullmatch(line.text)
    if found is None:
        return None
    rest = str(found["rest"])
    bulleted = bool(re.match(r"[^\w\u4e00-\u9fff(]", line.text))
    return rest if not rest or found["mark"] or bulleted else None


def _tell(found: CaseDraft, told: Sequence[Paragraph]) -> None:
    """经过 up to the paragraph that says what was found out, then 核实."""
    at = next((index for index, one in enumerate(told) if index and BEGINNING.match(one.text)), len(told))
    found.story = text_of(told[:at])
    found.finding = text_of(told[at:])


# -- names ----------------------------------------------------------------------------------------
def _name(found: CaseDraft, words: Vocabulary) -> None:
    facts = compact(f"{found.story}\n{found.finding}")
    heading = compact(found.title)
    _institution(found, facts, words)
    _kind(found, facts)
    _business(found, facts, heading, words)
    found.groups = tuple(group for group in words.groups if group in heading)


def _institution(found: CaseDraft, facts: str, words: Vocabulary) -> None:
    named = [one for one in words.named(facts) if words.institutions[one.name] in words.rows]
    official = list(dict.fromkeys(words.institutions[one.name] for one in named))
    if official:
        found.institution = official[0]
        branch = _SUB_BRANCH.match(facts, named[0].end)
        found.sub_branch = branch[0] if branch else ""
        if len(official) > 1:
            found.doubt("机构", f"文中写到{'、'.join(official)}，取了第一个", 0.6)
        return
    asked = [words.institutions.get(one.addressee, "") for one in found.advice]
    proposed = next((name for name in asked if name in words.rows), "")
    found.institution = proposed
    how = f"由建议的对象推测为“{proposed}”" if proposed else "请补上"
    found.doubt("机构", f"原文没有写明，{how}", 0.5 if proposed else 0.0)


def _kind(found: CaseDraft, facts: str) -> None:
    named = [kind for kind in ("投诉", "表扬") if kind in facts]
    if len(named) == 1:
        found.kind = named[0]
        return
    if named:
        found.kind = named[0]
        found.doubt("类型", "文中既写了投诉也写了表扬", 0.4)
        return
    praise = re.search("感谢|认可|感动|锦旗|称赞|点赞|赞扬|好评|致谢", facts)
    opinion = re.search("提出(?:了)?(?:意见|建议)|希望|建议我行", facts)
    found.kind = "表扬" if praise else "意见" if opinion else "投诉"
    found.doubt("类型", f"原文没有写明，由内容推测为“{found.kind}”", 0.7 if praise else 0.5)


def _business(found: CaseDraft, facts: str, heading: str, words: Vocabulary) -> None:
    if found.kind == "表扬":
        return
    # 银行卡 alone is a thing in a story, 银行卡业务 is a class
    named = [name for name in words.business if f"{name.removesuffix('业务')}业务" in facts]
    if len(named) == 1:
        found.business = named[0]
        return
    known = [(name, cue) for name, cue in _CUES if name in words.business]
    pool = [*((name, heading, cue) for name, cue in known), *((name, facts, cue) for name, cue in known)]
    found.business = named[0] if named else next((name for name, text, cue in pool if re.search(cue, text)), "")
    how = f"由内容推测为“{found.business}”" if found.business else "请补上"
    reason = f"文中写到{'、'.join(named)}，取了第一个" if named else f"原文没有写明，{how}"
    found.doubt("业务", reason, 0.6 if found.business else 0.0)
