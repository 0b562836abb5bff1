"""提出建议: each recommendation and whom it asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from voc_build.intake.digitise.joining import NUMBERED, Paragraph
from voc_build.intake.digitise.letters import compact
from voc_build.intake.digitise.vocabulary import Vocabulary, unit_at

_MODAL = "应|要|须|需|可|对|在|及时|加强|尽快"
_SIGN = re.compile(r"[^\w\u4e00-\u9fff(“《]+\s*")

Doubting = Callable[[str, str, float], None]


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation; `addressee` as printed, "" where the sentence names nobody."""

    addressee: str
    content: str


def advice(told: Sequence[Paragraph], words: Vocabulary, doubt: Doubting) -> tuple[Advice, ...]:
    """The recommendations of a case, by their numbers or by whom each paragraph asks."""
    if not told:
        doubt("建议", "没有找到建议", 0.2)
        return ()
    found = [_of(text, words) for text in _items(told, words, doubt)]
    for index, one in enumerate(found, 1):
        others = [found.name for found in words.named(compact(one.content))]
        if not one.addressee:
            doubt("建议", f"R{index} 没有写明对象，请补上", 0.0)
        elif one.addressee not in words.institutions:
            doubt("建议", f"R{index} 的对象“{one.addressee}”不在词表", 0.4)
        elif not _asked(one.content, one.addressee) and len(set(others)) > 1:
            doubt("建议", f"R{index} 写到{'、'.join(dict.fromkeys(others))}，对象取了“{one.addressee}”", 0.5)
    return tuple(found)


def _items(told: Sequence[Paragraph], words: Vocabulary, doubt: Doubting) -> list[str]:
    items: list[str] = []
    expected = 1
    for paragraph in told:
        text = _SIGN.sub("", paragraph.text, count=1) if _SIGN.match(paragraph.text) else paragraph.text
        number = NUMBERED.match(text.replace("）", ")"))
        if number:
            if int(number[1]) != expected:
                doubt("建议", f"编号 {number[1]} 前面缺 {expected}", 0.4)
            expected = int(number[1]) + 1
            items.append(text[number.end() :].strip())
        elif not items or (expected == 1 and _subject(text, words)):
            items.append(text)
        else:
            items[-1] += "\n\n" + text
    if expected == 1:
        items = [piece for item in items for piece in _sentences(item, words, doubt)]
    return items


def _sentences(item: str, words: Vocabulary, doubt: Doubting) -> list[str]:
    """An item without a number; where two of its sentences ask two institutions, that is said."""
    asked = [_subject(sentence, words) for sentence in re.split("(?<=。)", item) if sentence]
    if len({one for one in asked if one}) > 1:
        doubt("建议", "没有编号，一段里写了几个对象，可能是几条建议", 0.5)
    return [item]


def _of(text: str, words: Vocabulary) -> Advice:
    bare = compact(text)
    subject = _subject(text, words)
    if subject:
        return Advice(subject, text)
    told = re.search("建议", bare)
    named = words.named(bare)
    after = [found.name for found in named if told and found.start == told.end()]
    anywhere = [found.name for found in named]
    addressee = next(iter([*after, *anywhere]), "") or (unit_at(bare[told.end() :]) if told else "")
    return replace(Advice("", text), addressee=addressee)


def _subject(text: str, words: Vocabulary) -> str:
    """Who is told to do something at the beginning of a text."""
    bare = compact(text)
    named = words.named(bare)
    if named and named[0].start == 0 and re.match(_MODAL, bare[named[0].end :]):
        return named[0].name
    if named and named[0].start == len("建议") and bare.startswith("建议"):
        return named[0].name
    return unit_at(bare)


def _asked(content: str, addressee: str) -> bool:
    bare = compact(content)
    return bool(re.search(f"(?:^|[。；;]|建议|请)(?:总行)?{re.escape(addressee)}", bare))
