"""Files no editor made, or made to hurt: the reader answers at once, and only in diagnostics."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc_build.intake.source import Unreadable, read, values

FILE = "issues/2022-05/issue.yml"
AT_ONCE = 10.0
"""Seconds; generous, for a quadratic reader would take hours."""

_LAUGHS = "a: &a [哈, 哈]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)


def codes(data: bytes) -> list[str]:
    """The codes with which both readers refuse the bytes, each within the time."""
    start = time.monotonic()
    with pytest.raises(Unreadable) as careful:
        read(data, FILE)
    with pytest.raises(Unreadable) as swift:
        values(data, FILE)
    assert time.monotonic() - start < AT_ONCE
    assert swift.value.diagnostics == careful.value.diagnostics
    return [diagnostic.rule.code for diagnostic in careful.value.diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "[{" * 50_000,
        "[\n" * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "甲: " + "[" * 100_000 + "]" * 100_000,
        "\n".join(" " * depth + "甲:" for depth in range(1_000)),
        "\n".join(" " * depth + "-" for depth in range(1_000)),
    ],
    ids=["[", "{", "[{", "[ lines", "- ", "? ", "closed [", "indented keys", "indented items"],
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    """The parser is never let in deeper than the limit."""
    assert codes(text.encode()) == ["VOC119"]


def test_a_bomb_of_aliases_is_never_unfolded() -> None:
    """An alias is a refusal, not a copy."""
    assert set(codes(_LAUGHS.encode())) == {"VOC117"}


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 1_000_000,
        b"\xff" * 1_000_000,
        "\u200b".encode() * 600_000,
        b"\t" * 1_000_000,
        b"\r" * 1_000_000,
        b"a: 1\n" * 300_000,
        "甲：1\n".encode() * 200_000,
        "- 甲：1\n".encode() * 150_000 + b"- [",
        "　甲\n".encode() * 200_000,
        ("甲：" + "- " * 500_000).encode(),
        ("甲: '" + "：" * 500_000).encode(),
        b"a: " + b" " * 1_900_000 + b": b",
        b"\n" * 1_000_000 + b"[",
        b"{" + b"a: 1, " * 300_000 + "\u200b".encode() * 9_000 + b"}",
        b"x" * 2_000_001,
    ],
    ids=[
        "NUL",
        "0xFF",
        "zero width",
        "tabs",
        "returns",
        "one key again",
        "wide colons",
        "wide colons in items",
        "wide indents",
        "dashes after a wide colon",
        "an open quote",
        "spaces",
        "empty lines",
        "repeats and mends on one line",
        "one over the limit",
    ],
)
def test_large_nonsense_is_refused_at_once(data: bytes) -> None:
    """Nothing in the reader grows with the square of a file."""
    assert codes(data)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ("标题: “甲乙”——丙\n".encode("gbk"), "GBK/GB18030"),
        ("标题: 甲乙\n".encode("utf-16"), "UTF-16"),
        ("标题: 甲乙\n".encode("utf-16-le"), "UTF-16"),
        ("标题: 甲乙\n".encode("utf-16-be"), "UTF-16"),
        ("标题: 甲乙\n".encode("utf-32"), "UTF-32"),
    ],
)
def test_a_known_encoding_is_named(data: bytes, named: str) -> None:
    """An editor is told what the file was saved as."""
    with pytest.raises(Unreadable) as refusal:
        read(data, FILE)
    (diagnostic,) = refusal.value.diagnostics
    assert diagnostic.rule.code == "VOC111"
    assert named in diagnostic.message


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\xff\xfe\x00", b"\x80", "naïve: é\n".encode("latin-1")])
def test_what_is_no_text_is_said_to_be_none(data: bytes) -> None:
    """A document of another program is not taken for an encoding."""
    assert codes(data) == ["VOC111"]


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\xa0",
        "\xad",
        "\u061c",
        "\u200b",
        "\u200d",
        "\u200e",
        "\u2028",
        "\u202e",
        "\u2060",
        "\u2066",
        "\u3164",
        "\ufe0f",
        "\ufffe",
        "\U000e0041",
        "\U0001ffff",
    ],
)
def test_invisible_characters_are_refused_plain_and_escaped(character: str) -> None:
    """In a key, in prose, in a comment, and behind an escape in double quotes."""
    assert codes(f"甲{character}乙: 1\n".encode()) == ["VOC113"]
    assert codes(f"甲: |\n  乙{character}\n".encode()) == ["VOC113"]
    assert codes(f"甲: 1 # {character}\n".encode()) == ["VOC113"]
    assert codes(f'甲: "\\U{ord(character):08x}"\n'.encode()) == ["VOC113"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeff甲: 1\n", ["VOC112"]),
        ("甲:\n\t乙: 1\n", ["VOC114"]),
        ("甲: 乙\t丙\n", ["VOC114"]),
        ('甲: "\\t"\n', ["VOC114"]),
        ("甲: 乙\ufffd\n", ["VOC111"]),
        ("甲: 1\r", ["VOC113"]),
    ],
)
def test_other_letters_have_codes_of_their_own(text: str, expected: list[str]) -> None:
    """BOM, tab, lost characters, lone carriage returns."""
    assert codes(text.encode()) == expected


def test_surrogates_are_no_utf8() -> None:
    """A lone surrogate can come as bytes or as an escape."""
    assert codes(b"a: \xed\xa0\x80\n") == ["VOC111"]
    assert codes(b'a: "\\ud800"\n') == ["VOC116"]


def test_many_lines_with_one_fault_are_summed_up() -> None:
    """Twenty are shown, the rest is a number."""
    with pytest.raises(Unreadable) as refusal:
        read("甲:\n".encode() + "  - 乙\u200b\n".encode() * 50, FILE)
    assert len(refusal.value.diagnostics) == 21
    assert "30" in refusal.value.diagnostics[-1].message


@settings(deadline=None, max_examples=500)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_make_the_reader_raise_anything_else(data: bytes) -> None:
    """Unreadable with at least one diagnostic inside the file, or a document; never another exception."""
    for reader in (read, values):
        try:
            reader(data, FILE)
        except Unreadable as refusal:
            assert refusal.diagnostics
            assert all(d.place.line >= 1 and d.place.column >= 1 for d in refusal.diagnostics)
