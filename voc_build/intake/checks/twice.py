"""Rules about what may stand only once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from voc_build.intake.load import Loaded
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Diagnostic, rule
from voc_build.words.slugs import tag_slug

Path = tuple[str | int, ...]


def numbers_differ(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """No two recommendations of a case, and no two plan items of an issue, share a number."""
    plan = [item.number for item in issue.header.plan]
    for index in _again(plan):
        yield rule("VOC203").at(
            loaded.place(f"{base}/issue.yml", "工作计划", index, "编号"),
            f"工作计划编号“{plan[index]}”重复",
            help=f"改成 {_free('P', plan)}",
        )
    for case in issue.cases:
        advice = [item.number for item in case.recommendations]
        for index in _again(advice):
            yield rule("VOC203").at(
                loaded.place(f"{base}/cases/{case.id.number}.yml", "建议", index, "编号"),
                f"建议编号“{advice[index]}”重复",
                help=f"改成 {_free('R', advice)}",
            )


def case_numbers_differ(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """01.yml and 001.yml would be the same case to everybody but the program."""
    numbers = [case.id.number for case in issue.cases]
    for index in _again([int(number) for number in numbers]):
        yield rule("VOC203").at(
            loaded.place(f"{base}/cases/{numbers[index]}.yml"),
            f"案例编号 {int(numbers[index])} 重复：同一期里还有另一个文件是这个编号",
            help="改成不重复的文件名",
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry of a list in a file: `same` equals that of another entry saying the same thing."""

    shown: str
    same: Hashable
    file: str
    path: Path


def said_once(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """A row of the table, a slice of the pie, a known difference, an entry of a short list stands once."""
    for rows in _lists(loaded, base, issue):
        for index in _again([row.same for row in rows]):
            row = rows[index]
            yield rule("VOC217").at(loaded.place(row.file, *row.path), f"“{row.shown}”写了两次", help="只留一处")


def one_slug_a_tag(loaded: Loaded) -> Iterator[Diagnostic]:
    """Two tags never share an address."""
    tags = {tag for issue in loaded.archive.issues for case in issue.cases for tag in case.tags}
    if len(set(map(tag_slug, tags))) == len(tags):
        return
    owner: dict[str, str] = {}
    for base, issue in loaded.each():
        for case in issue.cases:
            for index, tag in enumerate(case.tags):
                first = owner.setdefault(tag_slug(tag), tag)
                if first != tag:
                    yield rule("VOC215").at(
                        loaded.place(f"{base}/cases/{case.id.number}.yml", "标签", index),
                        f"标签“{tag}”与“{first}”的网页地址相同",
                        help=f"改用“{first}”，或换一个说法",
                    )


def _lists(loaded: Loaded, base: str, issue: Issue) -> Iterator[list[_Row]]:
    taxonomy = loaded.archive.taxonomy

    def code(name: str | None) -> str | None:
        found = taxonomy.institution(name, issue.month) if name else None
        return found.code if found else name

    figures, file = issue.figures, f"{base}/figures.yml"
    if figures is not None:
        yield [
            _Row(row.institution, code(row.institution), file, ("机构表", "行", index, "机构"))
            for index, row in enumerate(figures.table.rows if figures.table else ())
        ]
        yield [
            _Row(part.business, part.business, file, ("业务占比", "分项", index, "业务"))
            for index, part in enumerate(figures.pie.slices if figures.pie else ())
        ]
        yield [
            _Row(
                "、".join(filter(None, (known.measure, known.institution))),
                (known.measure, code(known.institution)),
                file,
                ("已知差异", index, "指标"),
            )
            for index, known in enumerate(figures.known)
        ]
    for number, item in enumerate(issue.header.plan):
        yield from _entries(f"{base}/issue.yml", item.owners, "工作计划", number, "责任机构")
    for case in issue.cases:
        own = f"{base}/cases/{case.id.number}.yml"
        yield from _entries(own, case.groups, "客户群体")
        yield from _entries(own, case.tags, "标签")
        yield from _entries(own, case.tickets, "工单")


def _entries(file: str, values: Sequence[str], *path: str | int) -> Iterator[list[_Row]]:
    if len(set(values)) < len(values):
        yield [_Row(value, value, file, (*path, index)) for index, value in enumerate(values)]


def _again(values: Sequence[Hashable]) -> Iterator[int]:
    """The positions of values that stood before."""
    if len(set(values)) == len(values):
        return
    seen: set[Hashable] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield index
        seen.add(value)


def _free(letter: str, taken: Iterable[str]) -> str:
    used = set(taken)
    return next(name for number in count(1) if (name := f"{letter}{number}") not in used)
