"""Letters of an extracted text: one form to read by, another to print."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from voc_build.intake.digitise.radicals import LETTER_OF

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
FINAL: Final = "。！？!?；;"
"""What a paragraph's last line ends with, but for closing quotes and brackets."""

_INVISIBLE = {
    code: None for code in (*range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010),
                            *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFE0F, 0xFEFF)
}  # fmt: skip
_SPACES = dict.fromkeys([0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5E)}
_HALF = {0xFF61: "。", 0xFF62: "「", 0xFF63: "」", 0xFF64: "、", 0xFE50: ",", 0xFE52: ".", 0xFE6A: "%", 0x2212: "-"}
# Symbol fonts: the text layer names the font's own code point
_BULLETS = dict.fromkeys([0xF06C, 0xF06E, 0xF075, 0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC, 0xF0A8], "◼")
_NUMBERED = {0x3220 + index: f"({sign})" for index, sign in enumerate("一二三四五六七八九十")}
_PLAIN: Final = {**_INVISIBLE, **_SPACES, **_WIDE, **_HALF, **_BULLETS, **_NUMBERED, **LETTER_OF}

_COMPATIBILITY = re.compile("[\uf900-\ufaff]")
_PERIOD = re.compile(rf"(?<=[{HAN}%)”])\.(?=[{HAN}”]|$)")
_HAN_SPACE_HAN = re.compile(rf"(?<=[{HAN}、。，；：！？“”（）《》])\s+(?=[{HAN}、。，；：！？“”（）《》])")
_HAN_THEN_LATIN = re.compile(rf"(?<=[{HAN}])\s*(?=[0-9A-Za-z])")
_LATIN_THEN_HAN = re.compile(rf"(?<=[0-9A-Za-z])\s*(?=[{HAN}])")
_AROUND_MARKS = re.compile(r"\s*([、。，；：！？“”‘’（）《》])\s*")
_WIDE_MARKS = (
    (re.compile(r",(?!\d)|(?<!\d),"), "，"),
    (re.compile(r":(?![\d/])|(?<!\d):(?!/)"), "："),
    (re.compile(r";"), "；"),
    (re.compile(r"!"), "！"),
    (re.compile(r"\?"), "？"),
    (re.compile(r"\("), "（"),
    (re.compile(r"\)"), "）"),
)


def plain(text: str) -> str:
    """The text to read by: letters for radicals, half-width digits and marks, single spaces; 。 and 、 stay."""
    text = _COMPATIBILITY.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    text = " ".join(text.translate(_PLAIN).split())
    return _PERIOD.sub("。", text)


def compact(text: str) -> str:
    """The plain text without any space, as words and patterns are looked for."""
    return "".join(plain(text).split())


def prose(text: str) -> str:
    """Plain text as it is printed in Chinese: full-width marks, one space between Han and digits, no other."""
    for mark, wide in _WIDE_MARKS:
        text = mark.sub(wide, text)
    text = _AROUND_MARKS.sub(r"\1", text)
    text = _HAN_SPACE_HAN.sub("", text)
    return _LATIN_THEN_HAN.sub(" ", _HAN_THEN_LATIN.sub(" ", text)).strip()


def title(text: str) -> str:
    """Plain text as a name or heading: as `prose`, but no spaces and half-width brackets."""
    return "".join(prose(text).split()).replace("（", "(").replace("）", ")")


def width(text: str) -> int:
    """Columns the text takes, a Han letter being two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def ends(text: str) -> bool:
    """Whether the text ends a sentence."""
    return text.rstrip("”’\"')）」』").endswith(tuple(FINAL))


def ordinal(signs: str) -> int:
    """一 is 1, 十二 is 12; 0 for what is no such number below 100."""
    digits = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
    tens, ten, ones = signs.rpartition("十")
    if any(len(part) > 1 or part not in ("", *digits) for part in (tens, ones)) or not signs:
        return 0
    return digits.get(ones, 0) + (10 * digits.get(tens, 1) if ten else 0)
