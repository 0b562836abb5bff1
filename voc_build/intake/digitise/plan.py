"""下一步工作计划: what will be done, and by whom as far as the text names anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voc_build.intake.digitise.joining import Measure, paragraphs, text_of
from voc_build.intake.digitise.letters import compact, ends, title
from voc_build.intake.digitise.lines import Doubt, Fate, Line
from voc_build.intake.digitise.sections import subs
from voc_build.intake.digitise.smears import told
from voc_build.intake.digitise.vocabulary import Vocabulary

FIELD: Final = "工作计划"
_TITLE = 20


@dataclass(frozen=True)
class Item:
    """One plan item; `owners` as printed, empty where nobody is named."""

    title: str
    owners: tuple[str, ...]
    content: str


def plan(
    lines: Sequence[Line], setting: Measure, words: Vocabulary, fate: Fate
) -> tuple[tuple[Item, ...], tuple[Doubt, ...]]:
    """The items under (一), (二) …; without such headings each paragraph is one, and that is doubtful."""
    before, pieces = subs(lines, setting)
    fate.put(FIELD, lines)
    doubts: list[Doubt] = []
    found: list[Item] = []
    loose = paragraphs(before, setting)
    for paragraph in loose:
        doubts.append(Doubt(FIELD, f"“{paragraph.text[:_TITLE]}…”没有标题，单独列为一条", 0.4, paragraph.page))
        first = compact(paragraph.text).partition(",")[0].partition("，")[0].partition("。")[0]
        found.append(_item(title(first[:_TITLE]), paragraph.text, words))
    for piece in pieces:
        content = text_of(paragraphs(piece.lines, setting))
        page = piece.heading[0].page
        doubts += [Doubt(FIELD, f"“{title(piece.title)}”：{reason}", 0.5, page) for reason in piece.doubts]
        found.append(_item(title(piece.title), content, words))
        if not content:
            doubts.append(Doubt(FIELD, f"“{title(piece.title)}”只有标题，没有内容", 0.2, page))
        elif not ends(content):
            doubts.append(Doubt(FIELD, f"“{title(piece.title)}”末尾不是完整的句子，可能缺行", 0.4, page))
        if smeared := told(compact(content)):
            doubts.append(Doubt(FIELD, f"“{title(piece.title)}”{smeared}", 0.4, page))
    page = lines[0].page if lines else 0
    doubts += [Doubt(FIELD, f"“{item.title}”没有写明责任机构，请补上", 0.0, page) for item in found if not item.owners]
    if not found:
        doubts.append(Doubt(FIELD, "没有找到工作计划", 0.2, page))
    return tuple(found), tuple(doubts)


def _item(heading: str, content: str, words: Vocabulary) -> Item:
    owners: dict[str, str] = {}
    for found in words.named(compact(f"{heading}。{content}")):
        owners.setdefault(words.institutions[found.name], found.name)
    return Item(heading, tuple(owners.values()), content)
