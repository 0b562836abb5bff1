"""数据说明: the data dictionary, generated from the definitions and from the constants the program computes with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voc_build.numbers import control, effect, limits
from voc_build.numbers.change import FEWEST, LEAST_MONTHS, LEVEL, YEAR, Verdict, sign
from voc_build.numbers.rates import BASES, COVERAGE
from voc_build.pages.formulas import FORMULAS
from voc_build.pages.keys import Keys
from voc_build.pages.page import Page, Passage
from voc_build.pages.publication import Publication
from voc_build.pages.reconciliation import KINDS
from voc_build.pages.views import day
from voc_build.words.archive import Archive
from voc_build.words.glossary import glossary
from voc_build.words.measures import MEASURES, Measure
from voc_build.words.taxonomy import Institution


@dataclass(frozen=True, slots=True)
class Dated:
    """口径 from a month on; `breaks` in words where earlier numbers do not compare."""

    since: str
    meaning: str
    breaks: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure of the dictionary."""

    code: str
    name: str
    unit: str
    better: str
    tickets: str
    printed: str
    rounding: str
    definitions: tuple[Dated, ...]


def pages(publication: Publication) -> Iterator[Page]:
    """One page."""
    yield Page(
        url="method/",
        section="method/",
        title="数据说明",
        description="每个指标的口径、算法、取整和来源，以及判断变化、画控制图、排名和核对的方法。",
        key=publication.once(Keys).numbers(),
        make=lambda: publication.render("method.html", systems=_systems(publication), **_view(publication.archive)),
        passages=lambda: _passages(publication.archive),
    )


def _view(archive: Archive) -> dict[str, object]:
    minimum = archive.settings.minimum
    return {
        "entries": [_entry(archive, measure) for measure in MEASURES],
        "bases": _bases(archive),
        "signs": [(sign(verdict, difference), words) for verdict, difference, words in _SIGNS],
        "change": {"level": f"{LEVEL:.0%}", "fewest": FEWEST, "year": YEAR, "least": LEAST_MONTHS},
        "minimum": minimum,
        "xmr": {"width": limits.WIDTH, "screen": limits.SCREEN, "small": limits.SMALL},
        "c": {"tail": f"{limits.TAIL:.3%}", "near": f"{limits.NEAR_TAIL:.3%}"},
        "chart": {"least": limits.LEAST, "full": limits.FULL, "run": control.RUN},
        "kinds": (str(limits.Kind.XMR), str(limits.Kind.C)),
        "rules": [str(rule) for rule in control.Rule],
        "rates": [(base.name, base.noun, f"{base.per:,}") for base in BASES],
        "coverage": f"{COVERAGE:.0%}",
        "checks": list(KINDS.values()),
        "ledger": {"window": effect.WINDOW, "least": effect.LEAST},
        "rebases": [
            (one.since.chinese, one.measure, one.institution or "全行", one.reason, one.decided_by)
            for one in archive.settings.rebases
        ],
        "events": [(one.month.chinese, one.note) for one in archive.settings.events],
        "history": _history(archive),
        "sizes": _sizes(archive),
        "glossary": glossary(),
        "demo": archive.is_demo,
    }


_DECIDING = ("有效", "类型", "来源", "重复", "时限")
"""Columns whose words decide what a measure counts."""
_SIGNS = (
    (Verdict.BEYOND, 1, f"上升，{Verdict.BEYOND}"),
    (Verdict.BEYOND, -1, f"下降，{Verdict.BEYOND}"),
    (Verdict.MAYBE, 1, f"上升，{Verdict.MAYBE}"),
    (Verdict.MAYBE, -1, f"下降，{Verdict.MAYBE}"),
    (Verdict.MAYBE, 0, "持平"),
    (Verdict.FEW, 1, str(Verdict.FEW)),
    (Verdict.UNKNOWN, None, str(Verdict.UNKNOWN)),
    (Verdict.BROKEN, None, str(Verdict.BROKEN)),
)


def _entry(archive: Archive, measure: Measure) -> Entry:
    formula = FORMULAS[measure]
    rows = sorted((row for row in archive.taxonomy.definitions if row.code == measure.code), key=lambda row: row.since)
    breaking = {since for since, _ in archive.taxonomy.breaks(measure.code)}
    return Entry(
        measure.code,
        measure.name,
        measure.unit,
        {"降": "越低越好", "升": "越高越好"}[rows[-1].better] if rows else "未定义",
        formula.tickets,
        formula.printed,
        formula.rounding,
        tuple(
            Dated(row.since.chinese, row.meaning, "此前的数与此后不可比" if row.since in breaking else "")
            for row in rows
        ),
    )


def _bases(archive: Archive) -> list[tuple[str, str]]:
    """The stretches of issues whose numbers come from tickets or from print: (basis, months counted)."""
    found: list[tuple[str, list[str]]] = []
    for issue in archive.issues:
        basis = "工单" if issue.by_tickets else "汇总"
        if not found or found[-1][0] != basis:
            found.append((basis, []))
        found[-1][1].append(issue.month.chinese)
    return [(basis, months[0] if len(months) == 1 else f"{months[0]}至{months[-1]}") for basis, months in found]


def _history(archive: Archive) -> list[tuple[str, str, str]]:
    """Renames and mergers, oldest first: (day, what, into or from)."""
    found = []
    for one in archive.taxonomy.institutions:
        for old, new in zip(one.names, one.names[1:], strict=False):
            if new.since:
                found.append((new.since, "更名", f"{old.name}更名为{new.name}"))
        if one.merged:
            into = archive.taxonomy.by_code.get(one.merged.into)
            found.append((one.merged.on, "撤并", f"{one.name}并入{into.name if into else one.merged.into}"))
    return [(day(date), what, words) for date, what, words in sorted(found)]


def _sizes(archive: Archive) -> str:
    """Which institutions of the table have no 规模, in words."""
    rows: list[Institution] = [one for one in archive.taxonomy.rows if one.merged is None]
    without = [one.name for one in rows if not one.sizes]
    if not rows or len(without) == len(rows):
        return "各机构的网点数和客户数都没有登记，比率不计算。"
    if not without:
        return "各机构都登记了网点数和客户数，按当月有效的一条计算。"
    return f"按当月有效的规模计算；{'、'.join(without)}没有登记规模，比率不计算。"


def _systems(publication: Publication) -> list[tuple[str, list[tuple[str, str, str]], list[tuple[str, str]]]]:
    """Each foreign system: (key, our word, its words) of what decides counts first, and what is assumed."""
    found = []
    for one in publication.mappings:
        keys = [*(key for key in _DECIDING if key in one.words), *(key for key in one.words if key not in _DECIDING)]
        rows = [(key, ours, "、".join(words)) for key in keys for ours, words in one.words[key].items()]
        found.append((one.system, rows, list(one.defaults.items())))
    return found


def _passages(archive: Archive) -> tuple[Passage, ...]:
    dictionary = "".join(f"{measure.name}：{FORMULAS[measure].tickets}。" for measure in MEASURES)
    return (
        Passage("", "数据说明", "口径、算法、取整、来源；控制图、检验、比率、排名、对账"),
        Passage("measures", "指标", dictionary),
        Passage("terms", "名词", "".join(f"{'、'.join(one.names)}：{one.meaning}" for one in glossary())),
    )
