"""Words with dates: names, mergers, definitions."""

from __future__ import annotations

from voc_build.words.month import Month
from voc_build.words.taxonomy import Axis, Definition, Institution, Taxonomy, Term

YANBEI = Institution.model_validate(
    {
        "代码": "yanbei",
        "层级": "分行",
        "名称": [{"名称": "墨砚分行", "止": "2022-06-30"}, {"名称": "砚北分行", "起": "2022-07-01"}],
        "规模": [{"起": "2022-01", "网点": "12"}, {"起": "2022-10", "网点": "14"}],
    }
)
SANGYE = Institution.model_validate(
    {
        "代码": "sangye",
        "层级": "分行",
        "名称": [{"名称": "桑野分行"}],
        "撤并": {"并入": "yanbei", "日期": "2022-10-01"},
    }
)
CENTRE = Institution.model_validate(
    {
        "代码": "centre",
        "层级": "总行中心",
        "名称": [{"名称": "客服中心", "起": "2022-02-01"}],
        "别名": ["远程银行中心"],
        "表中": "否",
    }
)
CHANNELS = Axis(
    "渠道",
    (
        Term.model_validate(
            {
                "代码": "front",
                "名称": "前台",
                "下级": [{"代码": "phone", "名称": "电话", "别名": ["热线"], "止": "2022-06"}],
            }
        ),
    ),
)
NONE = Axis("", ())


def definition(since: str, breaks: str) -> Definition:
    """A 口径 of 有效投诉."""
    row = {"代码": "valid", "名称": "有效投诉", "方向": "降", "起": since, "口径": since, "间断": breaks}
    return Definition.model_validate(row)


TAXONOMY = Taxonomy(
    (YANBEI, SANGYE, CENTRE),
    CHANNELS,
    NONE,
    NONE,
    NONE,
    (definition("2022-01", "否"), definition("2022-09", "是")),
)


def test_a_name_is_looked_up_with_its_month() -> None:
    """The same institution under two names, each in its time."""
    found = [
        TAXONOMY.institution(name, Month(2022, month))
        for name, month in [("墨砚分行", 6), ("墨砚分行", 7), ("砚北分行", 6), ("砚北分行", 7), ("无", 7)]
    ]

    assert found == [YANBEI, None, None, YANBEI, None]
    assert [YANBEI.name_in(Month(2022, month)) for month in (6, 7)] == ["墨砚分行", "砚北分行"]


def test_a_merged_institution_ends_with_the_day_of_its_merger() -> None:
    """Its name is not valid after it, whatever 止 says."""
    assert TAXONOMY.institution("桑野分行", Month(2022, 9)) is SANGYE
    assert TAXONOMY.institution("桑野分行", Month(2022, 10)) is None


def test_an_alias_lives_as_long_as_its_institution() -> None:
    """From the first name on."""
    assert TAXONOMY.institution("远程银行中心", Month(2022, 2)) is CENTRE
    assert TAXONOMY.institution("远程银行中心", Month(2022, 1)) is None


def test_the_tables_rows_are_the_institutions_in_it() -> None:
    """In file order."""
    assert TAXONOMY.rows == (YANBEI, SANGYE)


def test_sizes_hold_until_the_next() -> None:
    """None before the first."""
    sizes = [YANBEI.size_in(Month(year, month)) for year, month in [(2021, 12), (2022, 9), (2022, 10)]]

    assert [size and size.outlets for size in sizes] == [None, 12, 14]


def test_an_axis_finds_terms_at_every_level() -> None:
    """By code, by name, by alias; each knows its parent."""
    phone = CHANNELS.by_name["热线"]

    assert phone is CHANNELS.by_code["phone"] is CHANNELS.by_name["电话"]
    assert CHANNELS.parent_of["phone"].code == "front"
    assert (phone.valid_in(Month(2022, 6)), phone.valid_in(Month(2022, 7))) == (True, False)


def test_definitions_hold_from_a_month_on_and_may_break_a_series() -> None:
    """The first is no break, whatever it says."""
    assert TAXONOMY.definition("valid", Month(2021, 12)) is None
    found = TAXONOMY.definition("valid", Month(2022, 9))
    assert found is not None
    assert found.meaning == "2022-09"
    assert [month for month, _ in TAXONOMY.breaks("valid")] == [Month(2022, 9)]
