"""数据说明: the dictionary has every measure, its formulas are what the program counts, its constants are used."""

from __future__ import annotations

from hypothesis import given, settings

from tests.numbers import counting
from tests.pages.sound import faults, text_of
from tests.pages.test_trends import BREAK, NONE, REBASE
from voc_build.numbers import limits
from voc_build.numbers.statistics import statistics
from voc_build.pages import method
from voc_build.pages.formulas import FORMULAS
from voc_build.pages.publication import Publication
from voc_build.words.measures import COUNTS, MEASURES


def body(read_in, changes=None):
    """The page's HTML."""
    (page,) = method.pages(Publication(read_in(changes or {}).archive))
    return page.body


def test_the_page_says_what_it_said(read_in, golden):
    """Every byte of a tiny archive's page."""
    golden("pages/method.html", body(read_in))


def test_nothing_is_out_of_place(read_in):
    """With and without issues, breaks and rebases."""
    for changes in ({}, NONE, {"taxonomy/measures.yml": BREAK}, {"archive.yml": REBASE}):
        assert faults(body(read_in, changes)) == []


def test_every_measure_has_a_formula_and_an_entry(read_in):
    """In the order of the program."""
    found = body(read_in)

    assert list(FORMULAS) == list(MEASURES)
    assert [found.index(f'<h3 id="{one.code}">') for one in MEASURES] == sorted(
        found.index(f'<h3 id="{one.code}">') for one in MEASURES
    )


def test_definitions_are_dated_and_breaks_are_marked(read_in):
    """The archive's own words."""
    words = text_of(body(read_in, {"taxonomy/measures.yml": BREAK}))

    assert "2023年1月起：旧口径" in words
    assert "2023年6月起：认定成立的投诉与意见 此前的数与此后不可比" in words


def test_rebases_stand_with_reason_and_who_decided(read_in):
    """And where there is none, a sentence."""
    assert "2023年6月 消费投诉类工单 全行 新系统上线 消保部" in text_of(body(read_in, {"archive.yml": REBASE}))
    assert "目前没有重设过基线" in text_of(body(read_in))


def test_the_constants_are_those_the_program_computes_with(read_in, monkeypatch):
    """Changing one changes the page."""
    monkeypatch.setattr(limits, "WIDTH", 9.99)

    assert "均值 ± 9.99 × 平均移动极差" in text_of(body(read_in))


def test_renames_and_mergers_are_dated(read_in):
    """Oldest first."""
    words = text_of(body(read_in))

    assert "2023年6月1日：墨砚分行更名为砚北分行" in words
    assert "2023年6月1日：桑野分行并入云溪分行" in words


def test_what_an_import_decides_is_shown(read_in):
    """是否有责 becomes 有效, in the archive's own words, and what is assumed where a column is missing."""
    mapping = """
        系统: 投诉台账
        值: {渠道: {电话渠道: [热线]}, 有效: {是: [有责, 成立], 否: [无责]}}
        默认: {类型: 投诉}
        """
    (page,) = method.pages(Publication.of(read_in({"import/ledger.yml": mapping})))
    words = text_of(page.body)

    assert faults(page.body) == []
    assert "有效 是 有责、成立" in words and words.index("有责、成立") < words.index("热线")
    assert "类型一律作“投诉”" in words


@settings(max_examples=20, deadline=None)
@given(counting.months)
def test_the_words_of_a_count_are_what_is_counted(drawn):
    """Each formula names source, kind or parts; the hand-written predicates follow those words."""
    found = statistics(counting.archive(drawn))
    for measure in COUNTS:
        words = FORMULAS[measure].tickets
        rows = [one for number in sorted(drawn) for one in drawn[number]]
        kinds = [kind for kind in ("投诉", "意见", "表扬") if f"类型为{kind}" in words or f"或{kind}" in words]
        sources = [source for source in ("监管转办", "客户之声") if f"来源为{source}" in words]
        if measure.code == "complaints":
            kinds = ["投诉", "意见"]
        expected = [
            one
            for one in rows
            if one.kind in kinds and (not sources or one.source in sources) and ("有效" not in words or one.valid)
        ]
        assert found.bank[measure.code].sum() == len(expected)
