"""The tally: an issue's tickets counted once, kept by its files, and never taken for another's."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from tests.numbers import counting
from tests.numbers.counting import BUSINESS, BY_HAND, CAUSES, INSTITUTIONS, is_complaint
from voc_build.intake.cache import Cache
from voc_build.numbers.counted import counted, sizes_of
from voc_build.numbers.statistics import statistics
from voc_build.numbers.tally import Tally, recalled, tally
from voc_build.words.archive import Archive
from voc_build.words.measures import COUNTS

SOME = settings(max_examples=30, deadline=None)
ONE = counting.Row("客户之声", "投诉", INSTITUTIONS[0], BUSINESS[0], CAUSES[0], (), True, False, 3, 4, 15)
OTHER = counting.Row("监管转办", "投诉", INSTITUTIONS[1], BUSINESS[0], "", (), False, True, 5, None, 15)


def filed(drawn: dict[int, list[counting.Row]]) -> Archive:
    """An archive whose issues say which files they were read from, and whose taxonomy does."""
    archive = counting.archive(drawn)
    issues = zip(sorted(drawn), archive.issues, strict=True)
    return replace(
        archive,
        issues=tuple(replace(issue, digest=f"{issue.period} {drawn[at]}") for at, issue in issues),
        digests={"taxonomy/institutions.yml": "words", "archive.yml": "settings"},
    )


def counted_anew(archive: Archive, cache: Cache) -> tuple[Tally, list[int]]:
    """The tally, and the issues that had to be counted for it."""
    asked: list[int] = []

    def count(missing):
        asked.extend(missing)
        return counted(archive, missing)

    digests = [one.digest for one in archive.issues]
    return tally(digests, ["words"], sizes_of(archive.taxonomy), count, cache), asked


def same(one: Tally, other: Tally) -> bool:
    """Number for number."""
    return all(np.array_equal(one.parts[name], other.parts[name]) for name in one.parts) and all(
        np.array_equal(mine, theirs) for mine, theirs in zip(one.cells, other.cells, strict=True)
    )


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache in a folder of its own."""
    return Cache(tmp_path / "cache")


@SOME
@given(counting.months)
def test_every_measure_by_business_equals_a_plain_recomputation(drawn):
    """Institution by institution, month by month."""
    found = statistics(counting.archive(drawn)).by_business

    for measure in COUNTS:
        counts = BY_HAND[measure.code]
        for month, number in zip(found[measure.code].tolist(), sorted(drawn), strict=True):
            expected = Counter((one.institution, one.business) for one in drawn[number] if counts(one))
            assert month == [[expected[place, word] for word in BUSINESS] for place in INSTITUTIONS]


@SOME
@given(counting.months)
def test_cells_equal_a_plain_recomputation(drawn):
    """Each class of complaint that occurs, with how often it does."""
    found = statistics(counting.archive(drawn)).tally.cells

    for number, cells in zip(sorted(drawn), found, strict=True):
        expected = Counter(
            (INSTITUTIONS.index(one.institution) * len(BUSINESS) + BUSINESS.index(one.business)) * len(CAUSES)
            + CAUSES.index(one.cause)
            for one in drawn[number]
            if is_complaint(one) and one.business and one.cause
        )
        assert dict(zip(*cells.tolist(), strict=True)) == expected


@SOME
@given(drawn=counting.months)
def test_what_is_kept_is_what_was_counted(drawn, tmp_path_factory):
    """The second time nothing is counted, and the cache alone gives the same."""
    cache = Cache(tmp_path_factory.mktemp("cache"))
    archive = filed(drawn)
    first, _ = counted_anew(archive, cache)
    again, asked = counted_anew(archive, cache)
    alone = recalled([one.digest for one in archive.issues], ["words"], cache)

    assert asked == []
    assert same(again, first)
    assert (alone is None) == (not drawn)
    assert alone is None or same(alone, first)


def test_only_the_issue_that_changed_is_counted_again(cache: Cache) -> None:
    """The others keep their rows."""
    counted_anew(filed({0: [ONE], 1: [OTHER], 2: []}), cache)
    changed = filed({0: [ONE], 1: [OTHER, ONE], 2: []})

    found, asked = counted_anew(changed, cache)

    assert asked == [1]
    assert same(found, counted_anew(changed, Cache())[0])


def test_other_words_are_other_counts(cache: Cache) -> None:
    """A taxonomy that changed may count the same tickets elsewhere."""
    archive = filed({0: [ONE]})
    counted_anew(archive, cache)

    assert recalled([archive.issues[0].digest], ["other words"], cache) is None


def test_a_damaged_entry_is_counted_again(cache: Cache) -> None:
    """It is noticed, and the numbers are the same."""
    archive = filed({0: [ONE, OTHER]})
    first, _ = counted_anew(archive, cache)
    assert cache.folder is not None
    (entry,) = (path for path in cache.folder.rglob("*") if path.is_file())
    entry.write_bytes(entry.read_bytes()[:-1])

    found, asked = counted_anew(archive, cache)

    assert asked == [0]
    assert same(found, first)


def test_issues_that_came_from_no_files_are_not_kept(cache: Cache) -> None:
    """Without a digest nobody could tell them apart."""
    archive = counting.archive({0: [ONE]})

    statistics(archive, cache)

    assert cache.folder is not None
    assert not cache.folder.exists()
