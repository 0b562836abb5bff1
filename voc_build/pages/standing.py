"""How an institution stands to the others: rates over twelve months, in tiers that heed chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from voc_build.numbers.rates import CUSTOMERS, OUTLETS, Ranking, Rate, Tier, ranking
from voc_build.pages import addresses
from voc_build.pages.publication import Publication
from voc_build.pages.trend import total_of
from voc_build.pages.views import NBSP, glued
from voc_build.words.measures import COMPLAINTS

MONTHS = 12
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


def _with_interval(rate: Rate) -> str:
    if rate.value is None:
        return ""
    digits = 0 if rate.value >= 100 else 1
    return f"{rate.value:,.{digits}f}（{rate.lower:,.{digits}f}–{rate.upper:,.{digits}f}）"


@dataclass(frozen=True)
class Standing:
    """The newest twelve months' complaints per thousand outlets of every institution that has a size."""

    publication: Publication

    @cached_property
    def _ranked(self) -> tuple[Ranking, Mapping[str, str], str, Mapping[str, Rate]] | None:
        """By outlets, codes by name, the months, and the rates by customers by code."""
        archive = self.publication.archive
        if not archive.issues:
            return None
        now = archive.issues[-1].month
        first = now + (1 - MONTHS)
        recent = [at for at, issue in enumerate(archive.issues) if issue.month >= first]
        column = self.publication.statistics.table[COMPLAINTS.code][recent]
        rows, codes = [], {}
        for place, one in enumerate(archive.taxonomy.institutions):
            if one.in_table and one.exists_in(now):
                rows.append((one.name, total_of(column[:, place]), one.size_in(now)))
                codes[one.name] = one.code
        found = ranking(rows, OUTLETS, archive.settings.minimum.ranking)
        since = archive.issues[recent[0]].month
        span = f"{since.chinese}至{now.chinese}" if since != now else now.chinese
        customers = {codes[row.name]: row.rate for row in ranking(rows, CUSTOMERS, found.minimum).rows}
        return found, codes, span, customers

    def sentence(self, code: str) -> str:
        """Where an institution stands, or why that cannot be said; empty for one that the table does not have."""
        if self._ranked is None:
            return ""
        found, codes, span, customers = self._ranked
        row = next((one for one in found.rows if codes[one.name] == code), None)
        if row is None:
            return ""
        if found.mean.value is None:
            return f"{found.mean.reason}，不计算比率，也就不与其他机构比。"
        if row.rate.value is None:
            return f"{row.rate.reason}比率，也就不与其他机构比。"
        mean = f"全行平均 {found.mean.value:.1f} 件"
        counted = f"{span}消费投诉类工单 {row.rate.count} 件，合{row.rate.base.name} {row.rate.value:.1f} 件"
        verdict = str(row.tier)
        people = customers[code]
        return glued(f"{counted}，{mean}：{verdict}。{people.text}{'比率' if people.value is None else ''}。")

    def has_rate(self, code: str) -> bool:
        """True where there is a rate to compare."""
        found, codes, _, _ = self._ranked or (None, {}, "", {})
        return found is not None and any(codes[one.name] == code and one.rate.value is not None for one in found.rows)

    def groups(self, code: str) -> tuple[Group, ...]:
        """The tiers, the highest rates first; empty where nobody has a rate or only one has."""
        if self._ranked is None or self._ranked[0].among < 2:
            return ()
        found, codes, _, _ = self._ranked
        return tuple(
            Group(
                str(tier),
                _MOODS.get(tier, ""),
                tuple(
                    Place(
                        row.name,
                        addresses.institution(codes[row.name]),
                        _with_interval(row.rate),
                        codes[row.name] == code,
                    )
                    for row in found.of(tier)
                ),
            )
            for tier in _ORDER
            if found.of(tier)
        )

    @property
    def how(self) -> str:
        """How to read the tiers."""
        if self._ranked is None:
            return ""
        base = self._ranked[0].base
        return f"数字为{base.name}的件数，括号里是区间，{self.months}合计。" + glued(self._ranked[0].note)

    @property
    def months(self) -> str:
        """How long the rates look back."""
        return f"最近{NBSP}{MONTHS}{NBSP}个月"
