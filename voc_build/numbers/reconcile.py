"""Reconciliation: every number an issue prints, held against every other place that says the same.

Each check is a generator over the evidence; `CHECKS` is their table of contents. Whatever differs is
explained by a 已知差异 entry that names exactly the values that stand now, or is a problem; an entry that
nothing needs is stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from voc_build.numbers.agreement import (
    institutions_agree,
    parts_make_the_sum,
    rates_agree,
    rows_add_up,
    sources_agree,
    valid_ones_were_received,
)
from voc_build.numbers.evidence import Evidence, side_by_side
from voc_build.numbers.findings import (
    FIGURES,
    WRONG,
    Coverage,
    Finding,
    coverage,
    problems,
)
from voc_build.numbers.growths import (
    changes_have_a_count_before,
    later_changes_fit,
    parts_before_make_the_whole,
)
from voc_build.numbers.implied import counts_of_shares
from voc_build.numbers.neighbours import NO_NEIGHBOURS, Neighbour, Neighbours, neighbours_of
from voc_build.numbers.prose_numbers import numbers_in_the_text
from voc_build.numbers.readings import (
    BANK,
    Computed,
    Reading,
    adopted,
    named_values,
    readings_of,
    stands,
)
from voc_build.numbers.shares import shares_are_possible
from voc_build.numbers.year_to_date import year_to_date_adds_up
from voc_build.words import measures as m
from voc_build.words.archive import Archive, Issue
from voc_build.words.model import KnownDifference
from voc_build.words.month import Month

__all__ = [
    "Coverage",
    "Finding",
    "Neighbour",
    "Neighbours",
    "Reading",
    "adopted",
    "coverage",
    "neighbours_of",
    "problems",
    "readings_of",
    "reconcile",
    "reconcile_archive",
]


CHECKS: tuple[Callable[[Evidence], Iterator[Finding]], ...] = (
    rows_add_up,
    sources_agree,
    institutions_agree,
    parts_make_the_sum,
    valid_ones_were_received,
    rates_agree,
    shares_are_possible,
    changes_have_a_count_before,
    parts_before_make_the_whole,
    later_changes_fit,
    year_to_date_adds_up,
    numbers_in_the_text,
)


def reconcile(
    issue: Issue,
    computed: Computed,
    neighbours: Neighbours = NO_NEIGHBOURS,
    *,
    business: Mapping[str, int] | None = None,
) -> tuple[Finding, ...]:
    """Everything that holding an issue's numbers against each other shows, check by check.

    `computed` are its tickets' numbers by (measure code, institution name or ""), empty for 汇总: counts as
    int, with zeros, and rates, if at hand, as Fraction. `business`: 消费投诉类工单 by name of business type.
    `neighbours` must be of the same kind, real or invented, as `neighbours_of` sees to.
    """
    rates = {code: value for (code, scope), value in computed.items() if isinstance(value, Fraction) and not scope}
    evidence = Evidence(issue, readings_of(issue, computed), neighbours, rates, business)
    found = tuple(finding for check in CHECKS for finding in check(evidence))
    return tuple(_judged(evidence, found))


def reconcile_archive(
    archive: Archive,
    computed: Mapping[Month, Computed],
    business: Mapping[Month, Mapping[str, int]] | None = None,
) -> dict[Month, tuple[Finding, ...]]:
    """The findings of every issue by 期号; `computed` and `business` have those with tickets."""
    # neighbours speak for the whole bank only
    readings = {
        issue.period: tuple(
            reading for reading in readings_of(issue, computed.get(issue.period, {})) if reading.scope == BANK
        )
        for issue in archive.issues
    }
    return {
        issue.period: reconcile(
            issue,
            computed.get(issue.period, {}),
            neighbours_of(issue, archive, readings),
            business=(business or {}).get(issue.period),
        )
        for issue in archive.issues
    }


def _judged(evidence: Evidence, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Findings with their explanations, then the entries that explain nothing."""
    entries = evidence.issue.figures.known if evidence.issue.figures else ()
    standing = {
        (entry.measure, entry.institution or BANK): entry for entry in entries if stands(entry, evidence.readings)
    }
    needed: set[tuple[str, str]] = set()
    for finding in found:
        key = (finding.measure.name if finding.measure else "", finding.scope)
        if finding.status in WRONG and key in standing:
            needed.add(key)
            yield replace(finding, status="explained", known=standing[key])
        else:
            yield finding
    for index, entry in enumerate(entries):
        key = (entry.measure, entry.institution or BANK)
        if key not in needed or standing[key] is not entry:
            yield _stale(evidence, index, entry)


def _stands(evidence: Evidence, entry: KnownDifference) -> bool:
    """As `stands`, and a count named for 图 is one that can print its shares."""
    if not stands(entry, evidence.readings):
        return False
    if entry.pie is None:
        return True
    pie = evidence.issue.figures.pie if evidence.issue.figures else None
    percents = tuple(part.percent for part in pie.slices) if pie else ()
    return bool(percents) and entry.pie > 0 and bool(counts_of_shares(percents, entry.pie))


def _stale(evidence: Evidence, index: int, entry: KnownDifference) -> Finding:
    scope = entry.institution or BANK
    said = evidence.said(m.BY_NAME[entry.measure], scope)
    named = "，".join(f"{source} {value} 件" for source, value in named_values(entry).items())
    if not said:
        why = "本期没有这个指标的数"
    elif _stands(evidence, entry):
        why = "这些数并不矛盾，或已有一条同样的说明"
    elif entry.adopted in named_values(entry) or not named:
        why = f"现在是{side_by_side(said)}"
    else:
        why = f"现在是{side_by_side(said)}；采用的“{entry.adopted}”要是写出的一处"
    return Finding(
        "stale", "unmatched", f"已知差异 {scope}{entry.measure} 已过时", f"写的是{named or '空'}；{why}。",
        said, ("已知差异", index), FIGURES, known=entry, measure=m.BY_NAME[entry.measure], scope=scope,
    )  # fmt: skip
