"""Rules about the words themselves: codes and names are unique, successors exist, times can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voc_build.intake.bind import suggestion
from voc_build.intake.load import AXES, Loaded
from voc_build.words.diagnostics import Diagnostic, Place, rule
from voc_build.words.measures import BY_CODE
from voc_build.words.taxonomy import Axis, Institution, Term

INSTITUTIONS = "taxonomy/institutions.yml"
MEASURES = "taxonomy/measures.yml"
_FAR_BACK, _FAR_AHEAD = dt.date.min, dt.date.max

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a taxonomy file with the path it stands at; `successor` is the code it went into."""

    code: str
    names: tuple[str, ...]
    successor: str | None
    successor_key: Path
    file: str
    path: Path


def codes_and_names_are_unique(loaded: Loaded) -> Iterator[Diagnostic]:
    """A code or a name means one thing within its file; an institution's name may pass on with time."""
    for entries in _files(loaded):
        first: dict[str, Entry] = {}
        for entry in entries:
            if entry.code in first:
                yield rule("VOC214").at(
                    _place(loaded, entry, "代码"), f"代码“{entry.code}”重复", help="代码唯一，永不复用"
                )
            first.setdefault(entry.code, entry)
    for file, axis in _axes(loaded):
        owner: dict[str, str] = {}
        for entry in _terms(loaded, file, axis):
            for name in entry.names:
                if name in owner:
                    yield rule("VOC214").at(
                        _place(loaded, entry, "名称"),
                        f"名称“{name}”重复，已属于 {owner[name]}",
                        help="一个词表里名称和别名都不能重复",
                    )
                owner.setdefault(name, entry.code)
    yield from _institution_names(loaded)


def _institution_names(loaded: Loaded) -> Iterator[Diagnostic]:
    """Two institutions never bear one name (or alias) on the same day."""
    spans: dict[str, list[tuple[dt.date, dt.date, str]]] = {}
    for entry, institution in _institutions(loaded):
        for name, since, until in _named(institution):
            for begun, ended, code in spans.get(name, ()):
                if code != institution.code and begun <= until and since <= ended:
                    yield rule("VOC214").at(
                        _place(loaded, entry, "代码"),
                        f"名称“{name}”同时属于 {code} 和 {institution.code}",
                        help="给名称写上 起 或 止，或改用不同的名称",
                    )
            spans.setdefault(name, []).append((since, until, institution.code))


def _named(institution: Institution) -> Iterator[tuple[str, dt.date, dt.date]]:
    for dated in institution.names:
        yield dated.name, dated.since or _FAR_BACK, dated.until or _FAR_AHEAD
    since = min(dated.since or _FAR_BACK for dated in institution.names)
    until = max(dated.until or _FAR_AHEAD for dated in institution.names)
    for alias in institution.aliases:
        yield alias, since, until


def successors_exist(loaded: Loaded) -> Iterator[Diagnostic]:
    """撤并 and 归入 lead to a code of the same file, and never in a circle."""
    for entries in _files(loaded):
        rows = list(entries)
        heir = {entry.code: entry.successor for entry in rows}
        for entry in rows:
            if entry.successor is None:
                continue
            key = (*entry.path, *entry.successor_key)
            if entry.successor not in heir:
                if entry.file not in loaded.faulty:
                    yield rule("VOC214").at(
                        loaded.place(entry.file, *key),
                        f"“{entry.names[0]}”并入的代码“{entry.successor}”不存在",
                        help=suggestion(entry.successor, heir, f"改成 {entry.file} 里已有的代码"),
                    )
            elif _circles(entry.code, heir):
                yield rule("VOC214").at(
                    loaded.place(entry.file, *key),
                    f"“{entry.names[0]}”的并入关系绕回了自己",
                    help="核对 并入 或 归入 的代码",
                )


def _circles(code: str, heir: dict[str, str | None]) -> bool:
    seen = {code}
    step = heir.get(code)
    while step is not None and step not in seen:
        seen.add(step)
        step = heir.get(step)
    return step == code


def names_have_their_time(loaded: Loaded) -> Iterator[Diagnostic]:
    """止 is not before 起, and an institution bears one name at a time."""
    for entry, institution in _institutions(loaded):
        for index, dated in enumerate(institution.names):
            if dated.since and dated.until and dated.until < dated.since:
                yield rule("VOC214").at(
                    loaded.place(INSTITUTIONS, *entry.path, "名称", index, "止"),
                    f"名称“{dated.name}”止于 {dated.until}，早于起始日期 {dated.since}",
                    help="核对 起 和 止",
                )
            for earlier in institution.names[:index]:
                if (earlier.until or _FAR_AHEAD) >= (dated.since or _FAR_BACK) and (dated.until or _FAR_AHEAD) >= (
                    earlier.since or _FAR_BACK
                ):
                    yield rule("VOC214").at(
                        loaded.place(INSTITUTIONS, *entry.path, "名称", index, "名称"),
                        f"名称“{earlier.name}”与“{dated.name}”的有效日期重叠",
                        help="给前一个名称写上 止，给后一个写上 起",
                    )
                    break
    for file, axis in _axes(loaded):
        for term, path in _placed(loaded, file, axis):
            if term.since and term.until and term.until < term.since:
                yield rule("VOC214").at(
                    loaded.place(file, *path, "止"),
                    f"“{term.name}”止于 {term.until}，早于起始月份 {term.since}",
                    help="核对 起 和 止",
                )


def sizes_can_be(loaded: Loaded) -> Iterator[Diagnostic]:
    """规模 divides: no outlets or customers at all is no number to divide by; a month has one 规模."""
    for entry, institution in _institutions(loaded):
        months = [size.since for size in institution.sizes]
        for index, size in enumerate(institution.sizes):
            for key, number in (("网点", size.outlets), ("个人客户", size.customers)):
                if number == 0:
                    yield rule("VOC121").at(
                        loaded.place(INSTITUTIONS, *entry.path, "规模", index, key),
                        f"{institution.name} 的{key}数不能为 0",
                        help="不知道就不写这一项",
                    )
            if size.since in months[:index]:
                yield rule("VOC214").at(
                    loaded.place(INSTITUTIONS, *entry.path, "规模", index, "起"),
                    f"{institution.name} 有两条从 {size.since} 起的规模",
                    help="只留一条",
                )


def definitions_are_of_known_measures(loaded: Loaded) -> Iterator[Diagnostic]:
    """measures.yml speaks of the measures there are, and defines each once a month."""
    seen = set()
    rows = loaded.archive.taxonomy.definitions
    for index, row in zip(loaded.positions.get(MEASURES, ()), rows, strict=True):
        path = ("指标", index)
        measure = BY_CODE.get(row.code)
        if measure is None:
            yield rule("VOC214").at(
                loaded.place(MEASURES, *path, "代码"),
                f"没有代码为“{row.code}”的指标",
                help=suggestion(row.code, BY_CODE, "可写：" + "、".join(BY_CODE)),
            )
        elif measure.name != row.name:
            yield rule("VOC214").at(
                loaded.place(MEASURES, *path, "名称"),
                f"代码 {row.code} 的指标叫“{measure.name}”，这里写成了“{row.name}”",
                help=f"写成 名称: {measure.name}",
            )
        if (row.code, row.since) in seen:
            yield rule("VOC214").at(
                loaded.place(MEASURES, *path, "起"),
                f"“{row.name}”有两条从 {row.since} 起的口径",
                help="只留一条",
            )
        seen.add((row.code, row.since))


# -- where rows stand -----------------------------------------------------------------------------
def _files(loaded: Loaded) -> Iterator[Iterable[Entry]]:
    yield (entry for entry, _ in _institutions(loaded))
    for file, axis in _axes(loaded):
        yield _terms(loaded, file, axis)


def _institutions(loaded: Loaded) -> Iterator[tuple[Entry, Institution]]:
    rows = loaded.archive.taxonomy.institutions
    for index, one in zip(loaded.positions.get(INSTITUTIONS, ()), rows, strict=True):
        names = tuple(dated.name for dated in one.names)
        into = one.merged.into if one.merged else None
        yield (
            Entry(one.code, names, into, ("撤并", "并入"), INSTITUTIONS, ("机构", index)),
            one,
        )


def _axes(loaded: Loaded) -> Iterator[tuple[str, Axis]]:
    for name in AXES:
        yield f"taxonomy/{name}.yml", getattr(loaded.archive.taxonomy, name)


def _key(file: str) -> str:
    return AXES[file.removeprefix("taxonomy/").removesuffix(".yml")][0]


def _terms(loaded: Loaded, file: str, axis: Axis) -> Iterator[Entry]:
    for term, path in _placed(loaded, file, axis):
        yield Entry(term.code, (term.name, *term.aliases), term.folded_into, ("归入",), file, path)


def _placed(loaded: Loaded, file: str, axis: Axis) -> Iterator[tuple[Term, Path]]:
    for index, root in zip(loaded.positions.get(file, ()), axis.roots, strict=True):
        yield from _walk(root, (_key(file), index))


def _walk(term: Term, path: Path) -> Iterator[tuple[Term, Path]]:
    yield term, path
    for index, child in enumerate(term.children):
        yield from _walk(child, (*path, "下级", index))


def _place(loaded: Loaded, entry: Entry, key: str) -> Place:
    return loaded.place(entry.file, *entry.path, key)
