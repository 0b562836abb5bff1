"""How an institution stands to the others: rates over twelve months, in tiers that heed chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from voc_build.numbers.rates import OUTLETS, Ranking, Tier, ranking
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


@dataclass(frozen=True)
class Standing:
    """The newest twelve months' complaints per thousand outlets of every institution that has a size."""

    publication: Publication

    @cached_property
    def _ranked(self) -> tuple[Ranking, Mapping[str, str], str] | None:
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
        return found, codes, f"{since.chinese}至{now.chinese}" if since != now else now.chinese

    def sentence(self, code: str) -> str:
        """Where an institution stands, in words; empty where no rate can be had."""
        if self._ranked is None:
            return ""
        found, codes, span = self._ranked
        row = next((one for one in found.rows if codes[one.name] == code), None)
        if row is None or found.mean.value is None:
            return ""
        if row.rate.value is None:
            return f"{row.rate.reason}比率，也就不与其他机构比。" if row.rate.reason.endswith("计算") else ""
        mean = f"全行平均 {found.mean.value:.1f} 件"
        counted = f"{span}消费投诉类工单 {row.rate.count} 件，合{row.rate.base.name} {row.rate.value:.1f} 件"
        verdict = str(row.tier)
        return glued(f"{counted}，{mean}：{verdict}。")

    def has_rate(self, code: str) -> bool:
        """True where there is a rate to compare."""
        found, codes, _ = self._ranked or (None, {}, "")
        return found is not None and any(codes[one.name] == code and one.rate.value is not None for one in found.rows)

    def groups(self, code: str) -> tuple[Group, ...]:
        """The tiers, the highest rates first; empty where nobody has a rate or only one has."""
        if self._ranked is None or self._ranked[0].among < 2:
            return ()
        found, codes, _ = self._ranked
        return tuple(
            Group(
                str(tier),
                _MOODS.get(tier, ""),
                tuple(
                    Place(
                        row.name,
                        addresses.institution(codes[row.name]),
                        "" if row.rate.value is None else f"{row.rate.value:.1f}",
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
        return f"数字为{base.name}的件数，{self.months}合计。" + glued(self._ranked[0].note)

    @property
    def months(self) -> str:
        """How long the rates look back."""
        return f"最近{NBSP}{MONTHS}{NBSP}个月"
