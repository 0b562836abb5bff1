"""Institutions as they were and as they are: nothing is lost or counted twice when they are folded."""

from __future__ import annotations

import numpy as np
import pytest

from voc_build.numbers.statistics import statistics
from voc_build.numbers.structure import Structure, successor


@pytest.fixture
def world(read_in):
    """The small archive's numbers and structure."""
    archive = read_in().archive
    return statistics(archive), Structure(archive)


def table(world, which):
    """Rows of 消费投诉类工单 by name, NaN as None."""
    numbers, structure = world
    return {
        line.name: [
            None if np.isnan(value) else int(value) for value in structure.values(line, numbers.table["complaints"])
        ]
        for line in structure.lines(which)
    }


def test_then_every_name_has_a_row_in_its_own_months(world):
    """墨砚分行 ends where 砚北分行 begins, 桑野分行 ends with its merger."""
    found = table(world, "then")

    assert found["墨砚分行"] == [2, 1, None]
    assert found["砚北分行"] == [None, None, 1]
    assert found["桑野分行"] == [None, 0, None]


def test_today_merged_institutions_count_where_they_went(world):
    """云溪分行 has 桑野分行 in it; April is unknown, since the printed table leaves 桑野分行 out."""
    found = table(world, "today")

    assert "桑野分行" not in found and "墨砚分行" not in found
    assert found["砚北分行"] == [2, 1, 1]
    assert found["云溪分行"] == [None, 1, 0]


def test_both_ways_say_in_words_what_was_folded(world):
    """A row that is more or less than its name tells."""
    _, structure = world

    notes = {line.name: line.note for line in (*structure.today, *structure.then)}
    assert "含2023年6月并入的桑野分行" in {line.note for line in structure.today}
    assert notes["桑野分行"] == "2023年6月并入云溪分行"
    assert notes["墨砚分行"] == "2023年5月后更名为砚北分行"


def test_folding_keeps_the_total_of_a_month_that_is_known_throughout(world):
    """Issue 2023-06 counts the same either way."""
    sums = [sum(row[1] or 0 for row in table(world, which).values()) for which in ("then", "today")]

    assert sums == [2, 2]


def test_a_merger_into_an_unknown_code_or_a_circle_ends_there(read_in, swap):
    """The check reports it; nothing hangs or fails."""
    unknown = read_in(swap("taxonomy/institutions.yml", "并入: yunxi", "并入: nowhere")).archive.taxonomy
    assert successor(unknown, unknown.by_code["sangye"]).code == "sangye"

    circle = swap(
        "taxonomy/institutions.yml",
        "{代码: yunxi, 层级: 分行, 名称: [{名称: 云溪分行}]}",
        "{代码: yunxi, 层级: 分行, 名称: [{名称: 云溪分行}], 撤并: {并入: sangye, 日期: 2023-06-01}}",
    )
    taxonomy = read_in(circle).archive.taxonomy
    assert successor(taxonomy, taxonomy.by_code["yunxi"]).code == "sangye"


def test_an_archive_without_changes_needs_no_switch(read_in):
    """One row an institution either way."""
    plain = {"taxonomy/institutions.yml": "机构:\n  - {代码: yunxi, 层级: 分行, 名称: [{名称: 云溪分行}]}\n"}

    assert not Structure(read_in(plain).archive).differs
    assert Structure(read_in().archive).differs
