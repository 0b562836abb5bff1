"""The judged suite's grades: worked out from the archive's own words, never from what a search finds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from voc_build.intake.load import load
from voc_build.pages import catalogue
from voc_build.pages.publication import Publication

ROOT = Path(__file__).parents[2]
OFTEN = 3


@dataclass(frozen=True)
class Document:
    """A page as the rule reads it, capitals made small."""

    url: str
    names: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Judged:
    """A query and the grade (1–3) of every page that answers it."""

    query: str
    who: str
    finder_only: bool
    grades: Mapping[str, int]

    def of_finder(self) -> dict[str, int]:
        """The grades of what the finder holds: cases and issues."""
        return {url: grade for url, grade in self.grades.items() if url.startswith(("cases/2", "issues/2"))}


def documents(archive: Path) -> list[Document]:
    """Every page of the site of an archive that has something to search."""
    publication = Publication(load(archive).archive)
    found = []
    for page in catalogue.pages(publication):
        passages = page.passages()
        if passages:
            text = "".join(line.strip() for one in passages for line in one.text.lower().splitlines())
            names = tuple(name.lower() for name in (*(one.title for one in passages), *page.tags))
            found.append(Document(page.url, names, text))
    return found


def suite(path: Path, pages: Sequence[Document]) -> list[Judged]:
    """The queries of a file with their grades over the pages."""
    return [_judged(row, pages) for row in yaml.safe_load(path.read_text("utf-8"))]


def _judged(row: Mapping[str, Any], pages: Sequence[Document]) -> Judged:
    rule = row.get("rule", [row["q"]])
    wishes = rule if isinstance(rule[0], list) else [rule]
    hand = row.get("hand", {})
    known = {page.url for page in pages}
    assert hand.keys() <= known, f"{row['q']}: {sorted(hand.keys() - known)} stand nowhere"
    grades = {} if row.get("only") == "hand" else {page.url: _grade(page, wishes) for page in pages}
    grades |= hand
    return Judged(row["q"], row["who"], row.get("in") == "finder", {url: one for url, one in grades.items() if one})


def _grade(page: Document, wishes: Sequence[Sequence[str]]) -> int:
    return min(max(_served(page, wording.lower()) for wording in wordings) for wordings in wishes)


def _served(page: Document, wording: str) -> int:
    if any(wording in name for name in page.names):
        return 3
    count = page.text.count(wording)
    return 2 if count >= OFTEN else 1 if count else 0


def recall(grades: Mapping[str, int], found: Sequence[str]) -> float:
    """The share of relevant pages among all that were found."""
    return sum(url in set(found) for url in grades) / len(grades)


def ndcg(grades: Mapping[str, int], found: Sequence[str], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `depth` (gain 2^grade - 1)."""
    own = _gain([grades.get(url, 0) for url in found[:depth]])
    return own / _gain(sorted(grades.values(), reverse=True)[:depth])


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
