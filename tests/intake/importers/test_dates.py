"""Days as offices write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc_build.intake.importers.book import Cell
from voc_build.intake.importers.dates import read_day
from voc_build.intake.importers.problems import Fault
from voc_build.words.fields import EARLIEST, LATEST

ZERO, ZERO_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
DAY = dt.date(2022, 4, 7)


@pytest.mark.parametrize(
    "cell",
    [
        "2022-04-07", "2022-4-7", "2022/4/7", "2022/04/07", "2022.4.7", "2022. 4. 7", "20220407", 20220407.0,
        "2022年4月7日", "2022年04月07日", "2022 年 4 月 7 日", "2022年4月7", "二〇二二年四月七日",
        "２０２２－０４－０７", "２０２２年４月７日", "2022-04-07 10:30", "2022-04-07 10:30:59",
        "2022-04-07T10:30:59.123", "2022/4/7 9:05",
        "2022年4月7日 10时30分", "2022年4月7日上午9点", "2022/4/7 下午 3:05", "2022-04-07 10:30 AM", "2022/4/7 星期四",
        "2022年4月7日（星期四）", " 2022-04-07\u200b", "2022\xa0-04-07", 44658.0, 44658.99, "44658", "44658.5",
        dt.datetime(2022, 4, 7), dt.datetime(2022, 4, 7, 23, 59, 59),
    ],
)  # fmt: skip
def test_every_office_form_is_that_day(cell: Cell) -> None:
    """Whatever its width, its separators and its time of day."""
    assert read_day(cell, ZERO) == DAY


def test_serial_numbers_count_from_the_workbooks_own_zero() -> None:
    """Four years and a day lie between the two ways of counting."""
    assert read_day(44658.0 - 1462, ZERO_1904) == DAY


@pytest.mark.parametrize("cell", ["04/05/2022", "4-5-2022", "25/04/2022", "04.05.22", "22/4/5", "22年4月5日",
                                  "05/05/2022", "04/05/2022 10:30"])  # fmt: skip
def test_what_could_be_two_days_is_refused(cell: str) -> None:
    """Also where only one reading is possible: its neighbours in the column will not be."""
    found = read_day(cell, ZERO)

    assert isinstance(found, Fault) and found.code == "VOC409"


@pytest.mark.parametrize("cell", ["2022-02-30", "2022-13-01", "2022年4月31日", "2021-02-29", "4月7日", "2022年4月",
                                  "2022-04", "昨天", "0000-00-00", "1900-01-01", 12.0, 1e9, -5.0, 0.5, "2022-4/7",
                                  "12:30", "2022-04-30T18:00:00Z", dt.datetime(1900, 1, 1), "99999999",
                                  "20221301"])  # fmt: skip
def test_what_is_no_day_is_refused(cell: Cell) -> None:
    """With the reason; a moment of another time zone may be the next day here."""
    found = read_day(cell, ZERO)

    assert isinstance(found, Fault) and found.code == "VOC408"


FORMS = (
    "{0.year}-{0.month}-{0.day}",
    "{0.year}年{0.month:02}月{0.day:02}日",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y%m%d}",
)


@given(st.dates(dt.date(EARLIEST, 1, 1), dt.date(LATEST, 12, 31)), st.sampled_from(FORMS))
def test_a_written_day_comes_back(day: dt.date, form: str) -> None:
    """In every form, and as either serial number."""
    assert read_day(form.format(day), ZERO) == day
    assert read_day(float((day - ZERO).days), ZERO) == day or (day - ZERO).days >= 10_000_000
    assert read_day(float((day - ZERO_1904).days), ZERO_1904) == day


@given(st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.datetimes())
def test_nothing_else_breaks_it(cell: Cell) -> None:
    """A day, or a reason."""
    assert isinstance(read_day(cell, ZERO), dt.date | Fault)
