"""`voc export`: what the files say is what the pages say, and nothing more of a ticket than is promised."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from voc_build.intake.load import load
from voc_build.numbers.shown import plain
from voc_build.numbers.tables import csv_bytes
from voc_build.pages import catalogue
from voc_build.pages.export import write as write_export
from voc_build.pages.publication import Publication

Changes = Mapping[str, str | bytes | None]
Write = Callable[[Changes], Path]
DEMO = Path(__file__).parents[2] / "demo"
COLUMNS = "期号,统计月份,来源,类型,机构,渠道,业务,原因,有效,重复,客户群体,办理天数"


def _rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))


@pytest.fixture
def exported(write: Write, tmp_path: Path) -> Callable[[Changes], Path]:
    """Export the small archive with some files replaced; returns the folder."""

    def export(changes: Changes = {}) -> Path:  # noqa: B006 - never written to
        assert write_export(write(changes), tmp_path / "out") == 0
        return tmp_path / "out"

    return export


def test_tickets_carry_these_columns_and_no_others(exported: Callable[[Changes], Path]) -> None:
    """No id, no summary, no sub-branch, no date: the promise is the heading."""
    text = (exported({}) / "tickets.csv").read_text("utf-8")

    assert text.splitlines() == [
        COLUMNS,
        "2023-06,2023-05,监管转办,投诉,云溪分行,,贷款业务,,否,否,,",
        "2023-06,2023-05,客户之声,意见,墨砚分行,,贷款业务,,是,否,,",
        "2023-06,2023-05,客户之声,表扬,客服中心,,,,,否,,",
        "2023-07,2023-06,客户之声,投诉,砚北分行,,信用卡业务,,是,否,,",
    ]


def test_every_count_of_every_institution_is_written_zeros_too(exported: Callable[[Changes], Path]) -> None:
    """A 工单 issue: six counts for the bank and each institution of the table that existed."""
    rows = [row for row in _rows(exported({}) / "measures.csv") if row["期号"] == "2023-07"]

    counts = {(row["机构"], row["指标"]): row["数值"] for row in rows if not row["指标"].endswith("率")}
    assert {name for name, _ in counts} == {"全行", "云溪分行", "砚北分行", "客服中心"}
    assert len(counts) == 4 * 6
    assert counts["云溪分行", "消费投诉类工单"] == "0"
    assert counts["砚北分行", "有效投诉"] == "1"
    assert {row["来源"] for row in rows} == {"工单"}


def test_a_printed_issue_has_what_was_printed_once_a_source(exported: Callable[[Changes], Path]) -> None:
    """What was not printed has no row; nothing is summed and no zero made up."""
    rows = [row for row in _rows(exported({}) / "measures.csv") if row["期号"] == "2023-05"]

    bank = {(row["指标"], row["来源"], row["数值"]) for row in rows if row["机构"] == "全行"}
    assert bank == {
        ("消费投诉类工单", "正文", "3"),
        ("监管转办投诉", "机构表", "1"),
        ("客户之声投诉", "机构表", "2"),
        ("客户之声意见", "机构表", "0"),
        ("有效投诉", "机构表", "1"),
        ("表扬", "机构表", "1"),
    }
    assert len(rows) == 6 + 2 * 5


def test_rates_are_shares_and_left_out_where_nothing_is_their_base(
    exported: Callable[[Changes], Path],
) -> None:
    """A month without a ticket has no rate; others have four decimals at least."""
    folder = exported({"issues/2023-07/tickets.yml": "工单: []\n"})

    rates = [row for row in _rows(folder / "measures.csv") if row["指标"].endswith("率")]
    assert [(row["期号"], row["机构"], row["指标"], row["数值"]) for row in rates] == [
        ("2023-06", "全行", "办结率", "0.000000"),
        ("2023-06", "全行", "及时办结率", "0.000000"),
        ("2023-06", "全行", "重复率", "0.000000"),
    ]


def test_nothing_unreleased_is_exported(write: Write, tmp_path: Path) -> None:
    """The embargo holds in every file."""
    write_export(write({}), tmp_path / "out", dt.datetime(2023, 6, 20, tzinfo=dt.UTC))

    assert "2023-07" not in "".join(file.read_text("utf-8") for file in (tmp_path / "out").iterdir())


def test_the_tables_say_what_the_pages_say(tmp_path: Path) -> None:
    """Each institution table of the invented bank's pages is in measures.csv, cell by cell, with its source."""
    publication = Publication(load(DEMO).archive)
    write_export(DEMO, tmp_path)
    said: dict[str, set[tuple[str, ...]]] = {}
    for row in _rows(tmp_path / "measures.csv"):
        said.setdefault(row["期号"], set()).add((row["机构"], row["指标"], row["数值"], row["来源"]))

    tables = [found for found in catalogue.downloads(publication) if found.url.endswith("/table.csv")]
    assert tables
    for table in tables:
        period = table.url.split("/")[1]
        for row in csv.DictReader(io.StringIO(table.make().decode("utf-8-sig"))):
            name, source = row.pop("机构"), row.pop("来源")
            name = "全行" if name == "合计" else name
            counts = {measure: value for measure, value in row.items() if not measure.endswith("出处")}
            # whatever was counted says where, and nothing else does
            assert {f"{one}出处" for one, value in counts.items() if value not in ("0", "—")} == {
                one for one, lead in row.items() if one.endswith("出处") and lead
            }
            found = {(name, measure, value, source) for measure, value in counts.items()}
            assert {one for one in found if one[2] != "—"} <= said[period]


def test_the_measures_are_those_of_the_exported_tickets(tmp_path: Path) -> None:
    """Counting tickets.csv in plain Python gives every 工单 count of measures.csv."""
    write_export(DEMO, tmp_path)
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in _rows(tmp_path / "tickets.csv"):
        measures = ["表扬"]
        if row["类型"] != "表扬":
            measures = [
                "消费投诉类工单",
                f"{row['来源']}{row['类型']}",
                *["有效投诉"] * (row["有效"] == "是"),
            ]
        for place in ("全行", row["机构"]):
            counted.update((row["期号"], place, measure) for measure in measures)

    written = {
        (row["期号"], row["机构"], row["指标"]): int(row["数值"])
        for row in _rows(tmp_path / "measures.csv")
        if row["来源"] == "工单" and not row["指标"].endswith("率")
    }
    assert {key: value for key, value in written.items() if value} == dict(counted)


def test_discrepancies_and_cases_are_those_of_the_pages(tmp_path: Path) -> None:
    """Both files hold what the issues' and the cases' pages show, with its words."""
    publication = Publication(load(DEMO).archive)
    write_export(DEMO, tmp_path)
    pages = {page.url: page for page in catalogue.pages(publication)}

    cases = json.loads((tmp_path / "cases.json").read_text("utf-8"))
    assert {f"cases/{case['案例']}/" for case in cases} == {url for url in pages if re.fullmatch(r"cases/.+/", url)}
    assert all(pages[f"cases/{case['案例']}/"].title == case["标题"] for case in cases)
    for one in json.loads((tmp_path / "discrepancies.json").read_text("utf-8")):
        page = unescape(re.sub(r"<[^>]+>", "\n", pages[f"issues/{one['期号']}/"].body))
        said = [one["指标"], one["采用"], one["核对"], *one["说明"].split("\n")]
        assert [line for line in said if line not in page] == []


def test_the_package_describes_the_files_as_they_are(exported: Callable[[Changes], Path]) -> None:
    """Names, sizes, hashes and columns; a second export is the same, byte for byte."""
    folder = exported({})
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))

    assert {one["path"] for one in package["resources"]} | {"datapackage.json"} == {
        file.name for file in folder.iterdir()
    }
    for one in package["resources"]:
        content = (folder / one["path"]).read_bytes()
        assert one["hash"] == f"sha256:{sha256(content).hexdigest()}" and one["bytes"] == len(content)
        if "schema" in one:
            heading = content.decode().splitlines()[0].split(",")
            assert [field["name"] for field in one["schema"]["fields"]] == heading


def test_an_empty_archive_gives_empty_tables(write: Write, tmp_path: Path) -> None:
    """Before the first release: headings without rows, lists without entries."""
    assert write_export(write({}), tmp_path / "out", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)) == 0

    assert (tmp_path / "out" / "tickets.csv").read_text("utf-8") == COLUMNS + "\n"
    assert json.loads((tmp_path / "out" / "cases.json").read_text("utf-8")) == []


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@a", "\tx", "\rx"])
def test_no_cell_starts_a_formula(word: str) -> None:
    """What a spreadsheet would calculate becomes text."""
    assert plain(word) == f"'{word}"


def test_cells_with_marks_of_csv_are_quoted() -> None:
    """A comma, a quotation mark or a line break inside a cell does not end it."""
    frame = pd.DataFrame({"甲": ['a,"b"\nc', "d"]})

    assert list(csv.reader(io.StringIO(csv_bytes(frame).decode()))) == [["甲"], ['a,"b"\nc'], ["d"]]
