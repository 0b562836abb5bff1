"""A source into a draft: every line given its place, every field its doubts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voc_build.intake.digitise.cases import CaseDraft, case_of, is_mark
from voc_build.intake.digitise.chrome import lifted
from voc_build.intake.digitise.joining import Measure, joined, measure, paragraphs, text_of
from voc_build.intake.digitise.letters import compact, ends
from voc_build.intake.digitise.lines import Doubt, Fate, Role, numbers_in
from voc_build.intake.digitise.masthead import Masthead, masthead
from voc_build.intake.digitise.overview import Overview, figures
from voc_build.intake.digitise.pages import Source
from voc_build.intake.digitise.paging import paged
from voc_build.intake.digitise.pie import Pie, lift_pie
from voc_build.intake.digitise.plan import Item, plan
from voc_build.intake.digitise.refusal import refused
from voc_build.intake.digitise.seams import seams
from voc_build.intake.digitise.sections import Part, Section, is_sub, sections, subs
from voc_build.intake.digitise.smears import told
from voc_build.intake.digitise.table import Table, is_title, table
from voc_build.intake.digitise.vocabulary import Vocabulary
from voc_build.words.month import Month
from voc_build.words.taxonomy import Taxonomy

_LONGEST_NOTE = 120
_MONTH = re.compile(r"(\d{1,2})月")


@dataclass(frozen=True)
class Draft:
    """All that was read of one issue, nothing written yet."""

    source: Source
    pages: int
    method: str
    period: Month
    month: Month
    head: Masthead
    release: dt.date | None
    overview: str
    figures: Overview
    table: Table | None
    pie: Pie | None
    cases: tuple[CaseDraft, ...]
    plan: tuple[Item, ...]
    doubts: tuple[Doubt, ...]
    words: Vocabulary
    fate: Fate

    @property
    def listed(self) -> tuple[str, ...]:
        """The numbers that no figure claims, with the words around them where these are known."""
        found = [*self.figures.listed]
        for part, name in ((self.table, "机构表"), (self.pie, "业务占比")):
            found += [f"{name} {number}" for number in (part.listed if part else ())]
        for line in (*self.fate.of(Role.NOTE), *self.fate.of(Role.UNPLACED)):
            found += [f"第 {line.number} 行 {number}" for number in numbers_in(line.text)]
        return tuple(found)


def draft(source: Source, taxonomy: Taxonomy, wanted: Month | None = None) -> Draft:
    """Read an issue; `wanted` is the 期号 asked for. Raises Refused where it is another one, or none at all."""
    fate = Fate()
    pages = paged(source.lines, fate)
    own = lifted(pages, fate)
    business = tuple(name for term in taxonomy.business_types.terms for name in (term.name, *term.aliases))
    rest, pie = lift_pie(own.lines, business, fate)
    parts = sections(rest, fate)
    if not any(part.part not in (Part.MASTHEAD, Part.OTHER) for part in parts):
        raise refused("VOC456", source.name, "没有找到“总体情况”“典型案例”“下一步工作计划”等栏目", "检查是否放错文件")
    head = masthead(parts[0].lines, fate)
    period = _period(source, head, wanted)
    printed = table([line for part in parts if part.part is Part.OVERVIEW for line in part.lines])
    stated = _Stated.of(parts, printed, fate)
    month, month_doubts = _month(period, stated.figures, printed, pie)
    words = Vocabulary.of(taxonomy, month).knowing([name for name, _ in printed.rows] if printed else [])
    setting = stated.setting
    cases, case_doubts = _cases(parts, setting, words, fate)
    planned = [line for part in parts if part.part is Part.PLAN for line in part.lines]
    items, plan_doubts = plan(planned, setting, words, fate)
    release, release_doubts = _release(head, own.went_up_on)
    doubts = (
        *head.doubts, *release_doubts, *month_doubts, *stated.doubts, *stated.figures.doubts,
        *_table_doubts(printed, words, taxonomy, month, stated.page), *_pie_doubts(pie, stated.page),
        *case_doubts, *plan_doubts, *seams(fate, setting, pages.suspects), *own.doubts,
        *_beside(source, fate),
    )  # fmt: skip
    return Draft(
        source=source, pages=pages.count, period=period, month=month, head=head, release=release,
        method="电子书文字提取" if own.flipbook and source.method == "文本" else source.method,
        overview=stated.text, figures=stated.figures, table=printed, pie=pie, cases=cases, plan=items,
        doubts=tuple(dict.fromkeys(doubts)), words=words, fate=fate,
    )  # fmt: skip


@dataclass(frozen=True)
class _Stated:
    """总体情况: its prose, its figures, and the measure of the source's running text."""

    text: str
    figures: Overview
    setting: Measure
    page: int
    doubts: tuple[Doubt, ...]

    @classmethod
    def of(cls, parts: Sequence[Section], printed: Table | None, fate: Fate) -> _Stated:
        """From all parts, the table's lines apart; parts without a field of their own are told at its end."""
        gone = {id(line) for line in (printed.lines if printed else ())}
        running = [line for part in parts[1:] for line in part.lines
                   if id(line) not in gone and not is_sub(line) and not is_mark(line)]  # fmt: skip
        setting = measure(running)
        first = [line for part in parts if part.part is Part.OVERVIEW for line in part.lines if id(line) not in gone]
        page = next((part.lines[0].page for part in parts[1:] if part.lines), 1)
        text = text_of(paragraphs(first, setting))
        doubts: list[Doubt] = []
        others = list(first)
        for part in parts:
            if part.part in (Part.BUSINESS, Part.OTHER) and part.lines:
                text = "\n\n".join(one for one in (text, text_of(paragraphs(part.lines, setting))) if one)
                reason = f"“{part.heading}”一栏的文字没有自己的字段，接在总体情况之后"
                doubts.append(Doubt("总体情况", reason, 0.5, part.lines[0].page))
                others += part.lines
        if printed is None:
            titles = [line for line in first if is_title(line) and not ends(line.text)]
            doubts += [Doubt("总体情况", f"“{one.text}”像是表题，表没有找到", 0.4, one.page) for one in titles]
        elif not printed.title:
            doubts.append(Doubt("机构表", "没有找到表题", 0.6, printed.lines[0].page))
        if first and not ends(first[-1].text):
            doubts.append(Doubt("总体情况", "末尾不是完整的句子，可能缺行或混入了别处的字", 0.4, page))
        if not first:
            doubts.append(Doubt("总体情况", "没有找到总体情况的文字", 0.1, page))
        fate.put("总体情况", others)
        fate.put("机构表", printed.lines if printed else ())
        stated = figures(compact(joined(first)), page)
        after = figures(compact(joined(others[len(first) :])), page)
        stated.listed += [*after.listed, *after.claimed]
        return cls(text, stated, setting, page, tuple(doubts))


def _period(source: Source, head: Masthead, wanted: Month | None) -> Month:
    if wanted is not None and head.period not in (None, wanted):
        said = head.period
        raise refused("VOC455", source.name, f"文中印的是 {said}，要写的是 {wanted}", f"写 --issue {said}，或换文件")
    period = wanted or head.period
    if period is None:
        raise refused("VOC455", source.name, "文中没有印出期号（如 2022 年第 5 期）", "用 --issue 2022-05 写明")
    return period


def _month(period: Month, stated: Overview, printed: Table | None, pie: Pie | None) -> tuple[Month, tuple[Doubt, ...]]:
    """统计月份: as the sentences say, held against the titles of table and pie."""
    parts = {"机构表": printed, "业务占比": pie}
    titles = {field: part.title for field, part in parts.items() if part is not None and "月" in part.title}
    said = {field: int(found[1]) for field, text in titles.items() if (found := _MONTH.search(text))}
    named = {field: number for field, number in said.items() if 1 <= number <= 12}
    doubts = [
        Doubt(field, f"标题里的月份读坏了：{titles[field]}", 0.3, 1)
        for field in titles
        if field not in named or told(titles[field])
    ]
    numbers = [*([stated.month[1]] if stated.month else []), *named.values()]
    if not numbers:
        before = period + -1
        return before, (Doubt("统计月份", "原文没有写明，按期号的上一个月填写", 0.6, 1), *doubts)
    number = numbers[0]
    year = stated.month[0] if stated.month and stated.month[0] else period.year - (number >= period.month)
    month = Month(year, number) if 1900 <= year <= 2999 else period + -1
    if len(set(numbers)) > 1:
        all_said = "、".join(f"{one}月" for one in dict.fromkeys(numbers))
        reason = f"正文、表题、图题写的月份不同：{all_said}"
        fields = ["统计月份", *(field for field, one in named.items() if one != month.month)]
        doubts += [Doubt(field, reason, 0.5, 1) for field in fields]
    if month >= period:
        doubts += [Doubt(field, f"{month} 不早于期号 {period}", 0.2, 1) for field in ("期号", "统计月份")]
    elif month + 1 != period:
        reason = f"期号 {period} 通常统计上一个月，文中写的是 {month}；核对是否有一处读错"
        doubts += [Doubt(field, reason, 0.4, 1) for field in ("期号", "统计月份")]
    return month, tuple(doubts)


def _cases(
    parts: Sequence[Section], setting: Measure, words: Vocabulary, fate: Fate
) -> tuple[tuple[CaseDraft, ...], list[Doubt]]:
    lines = [line for part in parts if part.part is Part.CASES for line in part.lines]
    before, pieces = subs(lines, setting)
    found = tuple(case_of(number, piece, setting, words, fate) for number, piece in enumerate(pieces, 1))
    doubts = [doubt for case in found for doubt in case.pending()]
    if before:
        fate.put(Role.UNPLACED, before)
        said = before[0].text[:40]
        reason = f"第一个案例标题之前的 {len(before)} 行没有归入任何案例：{said}"
        doubts.append(Doubt("案例", reason, 0.2, before[0].page))
    if not found:
        doubts.append(Doubt("案例", "没有找到案例", 0.1, lines[0].page if lines else 0))
    return found, doubts


def _beside(source: Source, fate: Fate) -> Iterator[Doubt]:
    """What the file holds beside its text, and what of it nobody can read."""
    for line in fate.of(Role.NOTE):
        yield Doubt("来源", f"没有归入正文：{line.text[:_LONGEST_NOTE]}", 0.4, line.page)
    if source.unread:
        yield Doubt("来源", f"没有读：{'、'.join(source.unread)}", 0.4)


def _release(head: Masthead, went_up_on: dt.date | None) -> tuple[dt.date | None, tuple[Doubt, ...]]:
    if head.printed_on is not None:
        return head.printed_on, ()
    if went_up_on is None:
        return None, (Doubt("发布日期", "原文没有印出，请补上", 0.0),)
    reason = f"原文没有印出；{went_up_on} 是电子书网站上的“发布时间”，只供参考"
    return went_up_on, (Doubt("发布日期", reason, 0.5),)


def _table_doubts(
    printed: Table | None, words: Vocabulary, taxonomy: Taxonomy, month: Month, page: int
) -> tuple[Doubt, ...]:
    if printed is None:
        return (Doubt("机构表", "没有找到机构表", 0.1, page),)
    unknown = [name for name, _ in printed.rows if taxonomy.institution(name, month) is None]
    found = [*printed.doubts]
    if unknown:
        where = printed.lines[0].page
        found.append(Doubt("机构表", f"词表里没有：{'、'.join(unknown)}；核对名称后登记", 0.5, where))
    return tuple(found)


def _pie_doubts(pie: Pie | None, page: int) -> tuple[Doubt, ...]:
    if pie is None:
        return (Doubt("业务占比", "没有找到业务占比图里的数；图可能是图片", 0.1, page),)
    return tuple(pie.doubts)
