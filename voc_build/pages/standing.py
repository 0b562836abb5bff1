"""How an institution stands to the others: rates over twelve months, in tiers that heed chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from voc_build.numbers.rates import BASES, Base, Months, Ranked, Ranking, Rate, Tier, ranking
from voc_build.numbers.statistics import known
from voc_build.numbers.structure import Line, Structure
from voc_build.pages import addresses
from voc_build.pages.institution_numbers import Structured
from voc_build.pages.publication import Publication
from voc_build.pages.views import NBSP, glued
from voc_build.words.measures import COMPLAINTS
from voc_build.words.taxonomy import Size

MONTHS = 12
_FEWEST = 2
"""With fewer rates the mean is the rate itself."""
_ORDER = (Tier.ABOVE, Tier.LEVEL, Tier.BELOW, Tier.FEW, Tier.UNKNOWN)
_MOODS = {Tier.ABOVE: "worse", Tier.BELOW: "better"}


@dataclass(frozen=True, slots=True)
class Place:
    """An institution in a tier."""

    name: str
    url: Markup
    rate: str
    own: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One tier: within it there is no order of merit."""

    name: str
    mood: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """All institutions by one base, in tiers."""

    name: str
    groups: tuple[Group, ...]


def _with_interval(rate: Rate) -> str:
    if rate.value is None:
        return ""
    digits = 0 if rate.value >= 100 else 1
    return f"{rate.value:,.{digits}f}（{rate.lower:,.{digits}f}–{rate.upper:,.{digits}f}）"


@dataclass(frozen=True)
class Standing:
    """The newest twelve months' complaints by outlets and by customers, of every institution there is today.

    What was merged counts where it went, cases and size alike; each month is divided by the size of that month.
    """

    publication: Publication

    @cached_property
    def _rankings(self) -> tuple[Ranking, ...]:
        """One a base; nothing without issues."""
        if not self.publication.archive.issues:
            return ()
        minimum = self.publication.archive.settings.minimum.ranking
        return tuple(
            ranking([(line.name, self._months(line, base)) for line in self._lines.values()], base, minimum)
            for base in BASES
        )

    @cached_property
    def _lines(self) -> dict[str, Line]:
        """By code, the institutions of the newest month's table."""
        now = self.publication.archive.issues[-1].month
        return {
            line.institution.code: line
            for line in self._structure.today
            if line.institution.exists_in(now) and line.institution.in_table
        }

    @cached_property
    def _structure(self) -> Structure:
        return self.publication.once(Structured).structure

    @cached_property
    def _recent(self) -> list[int]:
        """The positions of the newest months' issues."""
        issues = self.publication.archive.issues
        first = issues[-1].month + (1 - MONTHS)
        return [at for at, issue in enumerate(issues) if issue.month >= first]

    def _months(self, line: Line, base: Base) -> Months:
        column = self._structure.values(line, self.publication.statistics.table[COMPLAINTS.code])
        sizes = (self._structure.sizes(line, at) for at in self._recent)
        return [known(column[at]) for at in self._recent], [_together(parts, base) for parts in sizes]

    def sentence(self, code: str) -> str:
        """Where an institution stands, or why that cannot be said; empty for one that the table does not have."""
        if not self._rankings or code not in self._lines:
            return ""
        at = list(self._lines).index(code)
        unknown = [found.mean.reason for found in self._rankings if found.mean.value is None]
        if len(unknown) == len(self._rankings):
            return f"{unknown[0]}，不计算比率，也就不与其他机构比。"
        rows = [found.rows[at] for found in self._rankings]
        if all(row.rate.value is None for row in rows):
            return f"{rows[0].rate.reason}比率，也就不与其他机构比。"
        issues = self.publication.archive.issues
        since, now = issues[self._recent[0]].month, issues[-1].month
        span = f"{since.chinese}至{now.chinese}" if since != now else now.chinese
        count = next(row.rate.count for row in rows if row.rate.value is not None)
        said = "；".join(_said(row, found) for row, found in zip(rows, self._rankings, strict=True))
        return glued(f"{span}消费投诉类工单 {count} 件：{said}。")

    def scales(self, code: str) -> tuple[Scale, ...]:
        """The tiers by each base, as far as the institution and another one have a rate by it."""
        if not self._rankings or code not in self._lines:
            return ()
        at = list(self._lines).index(code)
        return tuple(
            Scale(found.base.name, self._groups(found, code))
            for found in self._rankings
            if found.among >= _FEWEST and found.rows[at].rate.value is not None
        )

    def _groups(self, found: Ranking, own: str) -> tuple[Group, ...]:
        rows = list(zip(self._lines, found.rows, strict=True))
        return tuple(
            Group(
                str(tier),
                _MOODS.get(tier, ""),
                tuple(
                    Place(row.name, addresses.institution(code), _with_interval(row.rate), code == own)
                    for code, row in rows
                    if row.tier is tier
                ),
            )
            for tier in _ORDER
            if found.of(tier)
        )

    @property
    def how(self) -> str:
        """How to read the tiers."""
        if not self._rankings:
            return ""
        return f"件数为{self.months}合计，每月按当月的规模计算，括号里是区间。" + glued(self._rankings[0].note)

    @property
    def months(self) -> str:
        """How long the rates look back."""
        return f"最近{NBSP}{MONTHS}{NBSP}个月"


def _said(row: Ranked, found: Ranking) -> str:
    """A rate beside the bank's mean, and what may be said of it; why there is none."""
    if row.rate.value is None or found.mean.value is None:
        return f"{row.rate.reason}比率"
    rate = f"{row.rate.base.name} {row.rate.value:,.1f} 件"
    if found.among < _FEWEST:
        return f"{rate}，没有别的机构有比率可比"
    return f"{rate}，全行平均 {found.mean.value:,.1f} 件，{row.tier}"


def _together(parts: tuple[Size | None, ...], base: Base) -> int | None:
    """The size of several institutions; None where one of theirs is not known."""
    sizes = [base.size(part) for part in parts]
    there = [size for size in sizes if size is not None]
    return sum(there) if there and len(there) == len(sizes) else None
