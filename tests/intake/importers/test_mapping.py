"""import/<system>.yml, as `voc check` sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import voc_build
from tests.intake.importers.conftest import MAPPING, SYSTEM
from voc_build.intake.importers.mapping import mappings
from voc_build.intake.load import load
from voc_build.intake.loaded import Loaded
from voc_build.numbers.audit import diagnose

ReadIn = Callable[[Mapping[str, str]], Loaded]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("系统: 甲\n列: {单号: [x]}\n", "2:5 VOC108"),
        ("系统: 甲\n列: {编号: 工单号}\n", "2:9 VOC104"),
        ("列: {编号: [工单号]}\n", "1:1 VOC102"),
        ("系统: 甲\n列: {编号: [单号], 关联: [单 号]}\n", "2:4 VOC404"),
        ("系统: 甲\n值: {编号: {T-1: [x]}}\n", "2:4 VOC404"),
        ("系统: 甲\n默认: {编号: T-1}\n", "2:5 VOC404"),
        ("系统: 甲\n值: {机构: {云溪支行: [云溪]}}\n", "2:10 VOC404"),
        ("系统: 甲\n值: {来源: {监管: [银保监]}}\n", "2:10 VOC404"),
        ("系统：甲\n", "1:3 VOC115"),
    ],
)
def test_a_faulty_mapping_is_told_where_it_stands(read_in: ReadIn, text: str, place: str) -> None:
    """Before anybody imports by it."""
    found = [one for one in diagnose(read_in({SYSTEM: text})) if one.place.file == SYSTEM]

    assert [f"{one.place.line}:{one.place.column} {one.rule.code}" for one in found] == [place]


def test_a_sound_mapping_is_found_by_its_files_name(read_in: ReadIn) -> None:
    """With all it says."""
    loaded = read_in({SYSTEM: MAPPING})
    found, wrong = mappings(loaded)

    assert (list(found), wrong, diagnose(loaded)) == (["desk"], (), ())
    assert found["desk"].meanings("有效") == {"有责": "是", "无责": "否"}
    assert found["desk"].headings["登记日期"] == (2, "受理日期")


def test_the_banks_own_mapping_is_sound() -> None:
    """It is what editors import by."""
    loaded = load(Path(voc_build.__file__).parents[1] / "data")

    assert mappings(loaded)[1] == ()
