"""Addresses that lead to a door: a road with its number, a building with its unit, a village with its group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc_build.intake.privacy.finding import Finding, Kind

_N = "[0-9０-９一二三四五六七八九十百零〇]{1,5}"
_PLACE = "[\u4e00-\u9fff]"
_DOOR = rf"(?:[a-zA-Z]|{_N})[ ]?(?:号楼|栋|幢|座|号院|楼)"
_ROOM = rf"(?:{_N}[ ]?单元)?(?:[ ]?{_N}[ ]?层)?(?:[ ]?{_N}[ ]?[室户房])"
_ADDRESS = (
    rf"(?:{_PLACE}{{2,3}}省)?(?:{_PLACE}{{2,5}}[市州盟])?(?:{_PLACE}{{1,6}}[区县旗])?"
    rf"(?:{_PLACE}{{1,6}}(?:镇|乡|街道))?(?:"
    rf"{_PLACE}{{1,6}}(?:路|街|大道|巷|胡同|里弄|弄)[东南西北中段]{{0,2}}[ ]?{_N}[ ]?(?:号院|号楼|号|弄)"
    r"(?!线|店|文|楼?梯|窗|柜)"
    rf"(?:{_PLACE}{{0,8}}?(?:{_DOOR})?(?:{_ROOM}|{_N}单元)?)"
    rf"|{_PLACE}{{2,8}}(?:小区|花园|家园|公寓|新村|苑|庭|府|城|湾|邸|园|居)[ ]?(?:{_N}期)?{_DOOR}"
    rf"(?:[ ]?(?:{_ROOM}|{_N}单元))?"
    rf"|(?:{_DOOR}|{_N}[ ]?号)[ ]?{_N}[ ]?单元(?:[ ]?{_N}[ ]?[室户房号]?)?"
    rf"|{_N}[ ]?单元[ ]?{_N}[ ]?[室户房号]"
    rf"|{_PLACE}{{1,6}}村(?:{_PLACE}{{0,4}}[屯组]|{_N}[组队社])[ ]?(?:{_N}[ ]?号))"
)
SURELY = re.compile("[0-9０-９一二三四五六七八九十百零〇a-zA-Z][ ]?[号弄栋幢座单]")
"""A text without a match has no address; the long pattern is compiled where one may stand."""


def addresses(text: str) -> Iterator[Finding]:
    """Every address that leads further than a street."""
    for match in re.finditer(_ADDRESS, text):
        yield Finding(Kind.ADDRESS, match.start(), match.end(), re.sub(r"\s", "", match[0]))
