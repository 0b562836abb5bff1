"""Every text an editor writes that readers may see, with the way to where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from voc_build.intake.loaded import Loaded
from voc_build.intake.privacy.finding import Finding
from voc_build.intake.source import Unreadable
from voc_build.intake.tickets import read_summaries
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Place
from voc_build.words.model import Case, Figures
from voc_build.words.settings import Settings

Path = tuple[str | int, ...]
Text = tuple[Path, str]

BETWEEN = "\n\x00\n"
"""Stands between the texts of a file when they are searched as one; no number and no name goes across."""

_LINES = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


@dataclass(frozen=True)
class Written:
    """The texts of one file; `case` is set for a case study."""

    file: str
    texts: tuple[Text, ...]
    case: Case | None = None

    @cached_property
    def joined(self) -> str:
        """All texts as one."""
        return BETWEEN.join(text for _, text in self.texts)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(text) + len(BETWEEN) for _, text in self.texts)
        return [0, *accumulate(lengths)]

    def place(self, loaded: Loaded, finding: Finding) -> Place:
        """Line and column of a finding in `joined`: its own, or of its text where that is typed otherwise."""
        index = bisect_right(self._starts, finding.start) - 1
        path, text = self.texts[index]
        start = finding.start - self._starts[index]
        at = loaded.place(self.file, *path)
        words = [re.escape(word) for word in text[start : start + finding.end - finding.start].split()]
        needle = re.compile(r"\s+".join(words))
        before = sum(1 for _ in needle.finditer(text, 0, start))
        lines = _LINES.split(loaded.files[self.file].decode("utf-8", errors="replace"))
        ahead = sum(map(len, lines[: at.line - 1])) + at.column - 1
        for number, match in enumerate(needle.finditer("".join(lines), ahead)):
            if number == before:
                return _point(self.file, lines, match.start())
        return at


def _point(file: str, lines: list[str], offset: int) -> Place:
    for number, line in enumerate(lines, 1):
        if offset < len(line):
            return Place(file, number, offset + 1)
        offset -= len(line)
    return Place(file, len(lines))


def written(
    loaded: Loaded, issues: Iterable[tuple[str, Issue]], known: Callable[[str], bool] = lambda _: False
) -> Iterator[Written]:
    """The texts of archive.yml and of some issues' files, a file at a time; files that are `known` are left out."""
    for file, texts, case in _each(loaded, issues):
        if file in loaded.files and not known(file):
            yield Written(file, tuple(texts), case)


def _each(loaded: Loaded, issues: Iterable[tuple[str, Issue]]) -> Iterator[tuple[str, Iterator[Text], Case | None]]:
    yield "archive.yml", _settings(loaded.archive.settings), None
    for base, issue in issues:
        yield f"{base}/issue.yml", _header(issue), None
        if issue.figures is not None:
            yield f"{base}/figures.yml", _figures(issue.figures), None
        for case in issue.cases:
            yield f"{base}/cases/{case.id.number}.yml", _case(case), case
        yield f"{base}/followups.yml", _followups(issue), None


def summaries(
    loaded: Loaded, issues: Iterable[tuple[str, Issue]], known: Callable[[str], bool] = lambda _: False
) -> Iterator[Written]:
    """The 摘要 of some issues' tickets, which nobody publishes and everybody who works on the archive can read.

    Files that are `known` are left out; those that were found quiet when they were read come without texts.
    """
    for base, issue in issues:
        file = f"{base}/tickets.yml"
        if file not in loaded.files or file in loaded.faulty or known(file):
            continue
        if issue.tickets is not None and issue.tickets.quiet:
            yield Written(file, ())
            continue
        try:
            found = read_summaries(loaded.files[file], file)
        except Unreadable:
            continue  # told while reading
        yield Written(file, tuple((("工单", row, "摘要"), text) for row, text in found))


def _settings(settings: Settings) -> Iterator[Text]:
    """Without 网址, 反馈 and 公开号码, which are there to be published."""
    yield ("名称",), settings.title
    yield ("机构名称",), settings.bank
    for index, event in enumerate(settings.events):
        yield ("事件", index, "说明"), event.note
    for index, rebase in enumerate(settings.rebases):
        yield ("重设基线", index, "理由"), rebase.reason


def _header(issue: Issue) -> Iterator[Text]:
    header = issue.header
    yield ("刊名",), header.title
    yield ("编发部门",), header.department
    if header.overview is not None:
        yield ("总体情况",), header.overview
    for index, takeaway in enumerate(header.takeaways):
        yield ("要点", index), takeaway
    for index, item in enumerate(header.plan):
        yield ("工作计划", index, "标题"), item.title
        yield ("工作计划", index, "内容"), item.content
    if header.origin is not None:
        yield ("来源", "文件"), header.origin.file
        yield ("来源", "方式"), header.origin.method
    for index, pending in enumerate(header.pending):
        yield ("待核", index, "理由"), pending.reason
    for index, correction in enumerate(header.corrections):
        yield ("更正", index, "说明"), correction.note


def _figures(figures: Figures) -> Iterator[Text]:
    if figures.table is not None and figures.table.title is not None:
        yield ("机构表", "标题"), figures.table.title
    if figures.pie is not None and figures.pie.title is not None:
        yield ("业务占比", "标题"), figures.pie.title
    for index, known in enumerate(figures.known):
        yield ("已知差异", index, "说明"), known.note
        if known.explained_by is not None:
            yield ("已知差异", index, "说明人"), known.explained_by


def _followups(issue: Issue) -> Iterator[Text]:
    for index, one in enumerate(issue.followups):
        yield ("跟踪", index, "说明"), one.note


def _case(case: Case) -> Iterator[Text]:
    yield ("标题",), case.title
    if case.sub_branch is not None:
        yield ("支行",), case.sub_branch
    for index, tag in enumerate(case.tags):
        yield ("标签", index), tag
    yield ("经过",), case.story
    if case.finding is not None:
        yield ("核实",), case.finding
    yield ("启示",), case.lesson
    for index, advice in enumerate(case.recommendations):
        yield ("建议", index, "内容"), advice.content
