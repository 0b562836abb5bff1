"""Words with stable codes and dates: institutions, channels, business types, causes, groups, measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from voc_build.words.fields import Count, Day, MonthOf, Name, PlainText, Slug, YesNo, choice, keyed
from voc_build.words.month import Month
from voc_build.words.record import Record

FIRST = Month(1900, 1)
LAST = Month(2999, 12)


class DatedName(Record):
    """A name and the days it is valid from and to."""

    name: Name = keyed("名称", "机构名称")
    since: Day | None = keyed("起", "启用日期", default=None)
    until: Day | None = keyed("止", "停用日期（当日仍有效）", default=None)

    def valid_in(self, month: Month) -> bool:
        """True when the name was valid on any day of the month."""
        after = self.since is None or self.since <= month.last_day
        return after and (self.until is None or self.until >= month.first_day)


class Size(Record):
    """规模 from a month on: what rates are counted per."""

    since: MonthOf = keyed("起", "起始月份")
    outlets: Count | None = keyed("网点", "营业网点数", default=None)
    customers: Count | None = keyed("个人客户", "个人客户数", default=None)


class Merger(Record):
    """撤并: the institution that took this one over, and when."""

    into: Slug = keyed("并入", "并入机构的代码")
    on: Day = keyed("日期", "撤并日期")


class Institution(Record):
    """A branch, centre or head-office department; the code is for ever, names have dates."""

    code: Slug = keyed("代码", "机构代码，永不更改、永不复用")
    level: choice("分行", "总行中心", "总行部门", "统称") = keyed("层级", "机构层级")  # type: ignore[valid-type]
    names: tuple[DatedName, ...] = keyed("名称", "先后用过的名称", min_length=1)
    aliases: tuple[Name, ...] = keyed("别名", "同一机构的其他叫法", default=())
    in_table: YesNo = keyed("表中", "是否是机构表的一行", default=True)
    sizes: tuple[Size, ...] = keyed("规模", "网点与个人客户数", default=())
    merged: Merger | None = keyed("撤并", "撤并去向", default=None)

    def name_in(self, month: Month) -> str:
        """The name valid in that month; the nearest one where none was."""
        for dated in reversed(self.names):
            if dated.valid_in(month):
                return dated.name
        first = self.names[0]
        early = first.since is not None and month < Month.of(first.since)
        return first.name if early else self.names[-1].name

    def exists_in(self, month: Month) -> bool:
        """False before its first name, and once it was merged before the month began or on its first day."""
        if self.merged is not None and self.merged.on <= month.first_day:
            return False
        return any(name.valid_in(month) for name in self.names)

    def size_in(self, month: Month) -> Size | None:
        """The newest 规模 that holds in that month."""
        known = [size for size in self.sizes if size.since <= month]
        return max(known, key=lambda size: size.since) if known else None

    @property
    def name(self) -> str:
        """Today's name."""
        return self.names[-1].name


class Term(Record):
    """One class of an axis (channel, business type, cause, group), with its children."""

    code: Slug = keyed("代码", "类别代码，本档案自定")
    name: Name = keyed("名称", "类别名称")
    since: MonthOf | None = keyed("起", "启用月份", default=None)
    until: MonthOf | None = keyed("止", "停用月份", default=None)
    folded_into: Slug | None = keyed("归入", "停用后归入的代码", default=None)
    aliases: tuple[Name, ...] = keyed("别名", "其他叫法", default=())
    children: tuple[Term, ...] = keyed("下级", "下级类别", default=())

    def valid_in(self, month: Month) -> bool:
        """True when the class was in use in that month."""
        return (self.since or FIRST) <= month <= (self.until or LAST)

    def walk(self) -> Iterator[Term]:
        """This term and everything below it, in file order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Definition(Record):
    """口径: what a measure counts, from a month on."""

    code: Slug = keyed("代码", "指标代码")
    name: Name = keyed("名称", "指标名称")
    unit: choice("件", "%") = keyed("单位", "计量单位", default="件")  # type: ignore[valid-type]
    better: choice("降", "升") = keyed("方向", "变好的方向")  # type: ignore[valid-type]
    since: MonthOf = keyed("起", "自哪个月份起这样统计")
    meaning: PlainText = keyed("口径", "数的是什么")
    breaks: YesNo = keyed("间断", "与之前的数能否相比：是 = 不能", default=False)


@dataclass(frozen=True)
class Axis:
    """The terms of one taxonomy file, found by code or by name."""

    title: str
    roots: tuple[Term, ...]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All terms, parents before children, in file order."""
        return tuple(term for root in self.roots for term in root.walk())

    @cached_property
    def by_code(self) -> dict[str, Term]:
        """Terms by code."""
        return {term.code: term for term in self.terms}

    @cached_property
    def by_name(self) -> dict[str, Term]:
        """Terms by name and alias."""
        names = {alias: term for term in self.terms for alias in term.aliases}
        return names | {term.name: term for term in self.terms}

    @cached_property
    def parent_of(self) -> dict[str, Term]:
        """The parent of each term that has one, by code."""
        return {child.code: term for term in self.terms for child in term.children}


@dataclass(frozen=True)
class Taxonomy:
    """Every word an archive may use."""

    institutions: tuple[Institution, ...]
    channels: Axis
    business_types: Axis
    causes: Axis
    groups: Axis
    definitions: tuple[Definition, ...]

    @cached_property
    def by_code(self) -> dict[str, Institution]:
        """Institutions by code."""
        return {institution.code: institution for institution in self.institutions}

    @cached_property
    def by_name(self) -> dict[str, tuple[Institution, ...]]:
        """Institutions by every name or alias they ever had."""
        found: dict[str, tuple[Institution, ...]] = {}
        for institution in self.institutions:
            for name in dict.fromkeys([*(dated.name for dated in institution.names), *institution.aliases]):
                found[name] = (*found.get(name, ()), institution)
        return found

    def institution(self, name: str, month: Month) -> Institution | None:
        """The institution that went by this name (or alias) in that month, None if there was none."""
        asked = (name, month.index)
        if asked not in self._asked:
            self._asked[asked] = self._institution(name, month)
        return self._asked[asked]

    @cached_property
    def _asked(self) -> dict[tuple[str, int], Institution | None]:
        return {}

    def _institution(self, name: str, month: Month) -> Institution | None:
        for institution in self.by_name.get(name, ()):
            dated = [known for known in institution.names if known.name == name]
            if institution.exists_in(month) and (not dated or any(known.valid_in(month) for known in dated)):
                return institution
        return None

    @cached_property
    def rows(self) -> tuple[Institution, ...]:
        """The institutions that are rows of the printed table, in printed order."""
        return tuple(institution for institution in self.institutions if institution.in_table)

    def definition(self, code: str, month: Month) -> Definition | None:
        """The definition of a measure that holds in that month."""
        known = [row for row in self._defined.get(code, ()) if row.since <= month]
        return max(known, key=lambda row: row.since) if known else None

    def breaks(self, code: str) -> tuple[tuple[Month, Definition], ...]:
        """Months in which the measure's definition changed so that earlier numbers do not compare."""
        return self._breaks.get(code, ())

    @cached_property
    def _defined(self) -> dict[str, list[Definition]]:
        """The definitions of each measure, oldest first."""
        found: dict[str, list[Definition]] = {}
        for row in sorted(self.definitions, key=lambda row: row.since):
            found.setdefault(row.code, []).append(row)
        return found

    @cached_property
    def _breaks(self) -> dict[str, tuple[tuple[Month, Definition], ...]]:
        return {code: tuple((row.since, row) for row in rows[1:] if row.breaks) for code, rows in self._defined.items()}
