"""Reading YAML as text with places: what is taken, what is refused, and where it is said to stand."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from voc_build.intake import source
from voc_build.intake.nodes import without_places
from voc_build.intake.source import Mapping, Scalar, Unreadable, place, read, values
from voc_build.words.diagnostics import Diagnostic, Place

FILE = "issues/2022-05/issue.yml"


def refused(text: str | bytes, *, limit: int = source.LIMIT) -> tuple[Diagnostic, ...]:
    """The diagnostics of a text that both readers refuse alike."""
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(Unreadable) as careful:
        read(data, FILE, limit=limit)
    with pytest.raises(Unreadable) as swift:
        values(data, FILE, limit=limit)
    assert swift.value.diagnostics == careful.value.diagnostics
    return careful.value.diagnostics


def spots(text: str | bytes) -> list[tuple[str, int, int]]:
    """Code, line and column of every diagnostic of a refused text."""
    return [(d.rule.code, d.place.line, d.place.column) for d in refused(text)]


@pytest.mark.parametrize(
    "scalar",
    ["no", "是", "0431", "12:30", "2022-05", "2022-04-30", "~", "null", "1e3", "0x1f", "400-83-96666"],
)
def test_every_scalar_stays_the_text_that_was_typed(scalar: str) -> None:
    """YAML's own types mean nothing here."""
    assert values(f"键: {scalar}\n".encode(), FILE) == {"键": scalar}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("标题: 客户说：不行\n", {"标题": "客户说：不行"}),
        ("经过: |\n  　　甲：乙\n\n  － 丙\n", {"经过": "　　甲：乙\n\n－ 丙\n"}),
        ("列: [甲, {乙: 丙}]\n空:\n引: ''\n", {"列": ["甲", {"乙": "丙"}], "空": None, "引": ""}),
        ("键: '值: ［甲］'\n'a：b': 1\n", {"键": "值: ［甲］", "a：b": "1"}),
        ("标题: 他说\n  他们：不行\n", {"标题": "他说 他们：不行"}),
        (
            "姓名: 王*明\n电话: 138****1234\n甲: a&b!c <<d\n",
            {"姓名": "王*明", "电话": "138****1234", "甲": "a&b!c <<d"},
        ),
        ("路径: 'C:\\x'\n", {"路径": "C:\\x"}),
        ("a: 1\r\nb: |\r\n  甲\r\n", {"a": "1", "b": "甲\n"}),
        ("- [养老金, 退休金]\n- 乙\n", [["养老金", "退休金"], "乙"]),
        ("名: 𠮷野\n部首: ⼀\n", {"名": "𠮷野", "部首": "⼀"}),
        ("---\n键: 值\n...\n", {"键": "值"}),
        ("", None),
        ("# 只有注释\n", None),
        ("---\n", None),
        ("只有一句话\n", "只有一句话"),
    ],
)
def test_both_readers_take_what_editors_write(text: str, expected: object) -> None:
    """Prose keeps its full-width marks, masks and ideographic indents."""
    node = read(text.encode(), FILE)
    assert (None if node is None else without_places(node)) == expected
    assert values(text.encode(), FILE) == expected


def test_places_count_characters_from_one() -> None:
    """A Chinese character is one column, whatever it takes in bytes."""
    node = read("标题: 客户\n列: [甲乙, '丙']\n".encode(), FILE)
    assert isinstance(node, Mapping)
    assert node.entries[0] == (Scalar("标题", 1, 1, True), Scalar("客户", 1, 5, True))
    items = node.entries[1][1]
    assert isinstance(items, source.Sequence)
    assert items.items == (Scalar("甲乙", 2, 5, True), Scalar("丙", 2, 9, False))


@pytest.mark.parametrize(
    ("path", "key", "line", "column"),
    [
        ((), False, 1, 1),
        (("正文", "表扬"), False, 2, 7),
        (("正文", "表扬"), True, 2, 3),
        (("正文", "缺的键"), False, 2, 3),
        (("行", 1, "机构"), False, 5, 10),
        (("行", 1, "机构"), True, 5, 6),
        (("行", 7, "机构"), False, 4, 3),
        (("正文", "表扬", "件数", "x"), False, 2, 7),
        (("没有",), True, 1, 1),
    ],
)
def test_place_names_the_deepest_part_there_is(path: tuple[str | int, ...], key: bool, line: int, column: int) -> None:
    """A path that goes on beyond the document points at what exists of it."""
    node = read("正文:\n  表扬: 9\n行:\n  - 甲\n  - {机构: 乙}\n".encode(), FILE)
    assert node is not None
    assert place(node, path, FILE, key=key) == Place(FILE, line, column)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # anchors, aliases, tags, merges, directives, documents
        ("a: &x 1\nb: *x\n", [("VOC117", 1, 4), ("VOC117", 2, 4)]),
        ("a: !!str 1\nb: !x 2\n", [("VOC117", 1, 4), ("VOC117", 2, 4)]),
        ("<<: {a: 1}\n", [("VOC117", 1, 1)]),
        ("%YAML 1.1\n---\na: 1\n", [("VOC117", 1, 1)]),
        ("a: 1\n---\nb: 2\n", [("VOC117", 2, 1)]),
        ("机构: *某\n", [("VOC117", 1, 5)]),
        # keys
        ("a: 1\nb: {c: 1, c: 2}\na: 3\n", [("VOC118", 2, 11), ("VOC118", 3, 1)]),
        ("? [a]\n: 1\n", [("VOC116", 1, 3)]),
        (": 1\n", [("VOC116", 1, 1)]),
        ("{: 1}\n", [("VOC116", 1, 2)]),
        # full-width marks where syntax is meant
        ("期号：2022-05\n统计月份：2022-04\n", [("VOC115", 1, 3), ("VOC115", 2, 5)]),
        ("期号：2022-05\n统计月份: 2022-04\n", [("VOC115", 1, 3)]),
        ("正文: |\n  甲：乙\n标题：丙\n列: 1\n", [("VOC115", 3, 3)]),
        ("建议:\n  - 编号：R1\n    对象: 甲\n", [("VOC115", 2, 7)]),
        ("建议:\n  - {编号：R1, 对象: 甲}\n", [("VOC115", 2, 8)]),
        ("行: {甲: 1，乙: 2}\n", [("VOC115", 1, 9)]),
        ("　期号: 1\n", [("VOC115", 1, 1)]),
        ("期号:　1\n下: 2\n", [("VOC115", 1, 3)]),
        ("机构: 　甲\n", [("VOC115", 1, 5)]),
        ("经过: |\n　　正文\n启示: 甲\n", [("VOC115", 2, 1)]),
        ("要点:\n  － 甲\n", [("VOC115", 2, 3)]),
        ("要点: ［甲，乙］\n", [("VOC115", 1, 5)]),
        ("经过: ｜\n  甲\n", [("VOC115", 1, 5)]),
        ("＃ 注释\n甲: 1\n", [("VOC115", 1, 1)]),
        # both a mended line and what comes after it
        ("期号：2022-05\na: 1\na: 2\n", [("VOC115", 1, 3), ("VOC118", 3, 1)]),
        # syntax
        ("期号:2022-05\n月份: 1\n", [("VOC116", 1, 3)]),
        ("要点:\n  -甲\n  -乙\n", [("VOC116", 2, 3)]),
        ("键: 甲: 乙\n", [("VOC116", 1, 5)]),
        ("标题: 甲\n  类型: 乙\n", [("VOC116", 2, 3)]),
        ("正文:\n    甲: 1\n  乙: 2\n", [("VOC116", 3, 3)]),
        ('键: "甲"乙\n', [("VOC116", 1, 7)]),
        ('键: "甲\n乙: 1\n', [("VOC116", 1, 4)]),
        ("键: [甲, 乙\n丙: 1\n", [("VOC116", 1, 4)]),
        ("甲: 1\n乙丙\n丁: 2\n", [("VOC116", 2, 1)]),
        ("甲: | 文字\n", [("VOC116", 1, 4)]),
        ("甲: @乙\n", [("VOC116", 1, 4)]),
        ('甲: "\\q"\n', [("VOC116", 1, 5)]),
        ("键: - 甲\n", [("VOC116", 1, 4)]),
        ("- 甲\n乙: 1\n", [("VOC116", 2, 1)]),
    ],
)
def test_refuses_at_the_right_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    """Every refusal carries its code and the place the caret belongs under."""
    assert spots(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "第 1 行第 1 列"),
        ("键: 甲: 乙\n", "冒号加空格"),
        ("键: '甲\n", "引号没有配对"),
        ("键: [甲\n", "没有配对的“]”"),
        ("键: @甲\n", "不能以“@”开头"),
        ("期号:2022\n甲: 1\n", "冒号后面缺少空格"),
        ("a:\n  - b\n c: 1\n", "缩进"),
    ],
)
def test_words_a_refusal_in_chinese(text: str, message: str) -> None:
    """The parser's English never reaches an editor."""
    (diagnostic,) = refused(text)
    assert message in diagnostic.message
    assert diagnostic.help
    assert not any(word in diagnostic.message for word in ("while", "expected", "found"))


def test_tells_all_problems_of_a_file_at_once() -> None:
    """Letters, lines and structure are told in one run, in the order of the file."""
    text = "\ufeff甲：1\n乙: \u200b2\n丙: &x 3\n丙: 4\n丁: [\n"
    assert [code for code, _, _ in spots(text)] == [
        "VOC112",
        "VOC115",
        "VOC113",
        "VOC117",
        "VOC118",
        "VOC116",
    ]


def test_places_after_a_mended_letter_are_those_of_the_original() -> None:
    """Taking out a character to read on does not move the caret."""
    assert spots("甲\u200b: &x 1\n") == [("VOC113", 1, 2), ("VOC117", 1, 5)]
    assert spots("甲:\t&x 1\n") == [("VOC114", 1, 3), ("VOC117", 1, 4)]
    assert spots("甲：&x 1\n乙: 1\n") == [("VOC115", 1, 2), ("VOC117", 1, 3)]


def test_refuses_a_file_over_its_limit_without_reading_it() -> None:
    """The limit is in bytes and the caller's to set."""
    (diagnostic,) = refused("甲: 1\n", limit=6)
    assert diagnostic.rule.code == "VOC119"
    assert values("甲: 1\n".encode(), FILE, limit=7) == {"甲": "1"}


def test_takes_twelve_levels_and_refuses_the_thirteenth() -> None:
    """The root is the first level."""
    assert values(b"[" * 12 + b"]" * 12, FILE) is not None
    assert spots("[" * 13 + "]" * 13) == [("VOC119", 1, 13)]


def test_the_pure_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has no C parser everything still works."""
    monkeypatch.setattr(source, "CParser", yaml.SafeLoader)
    assert values("标题: 甲\n列: [乙, '丙']\n空:\n".encode(), FILE) == {
        "标题": "甲",
        "列": ["乙", "丙"],
        "空": None,
    }
    assert spots("键: 甲: 乙\n") == [("VOC116", 1, 5)]
    assert [code for code, _, _ in spots('键: "\\U7fffffff"\n')] == ["VOC116"]
    assert [code for code, _, _ in spots('键: "\\ud800"\n')] == ["VOC113"]


# -- properties ------------------------------------------------------------------------------------

_SYNTAX = st.sampled_from(
    [*"甲乙a1:：-－ \n　'\"[]{}|>#&*!%@,，?\\", "\n  ", ": ", "- ", "\r\n", "<<", "\t", "｜\n", "— "]
)
_TEXTS = st.text("甲乙丙：，　-－—:#'\"[]{}&*!|\\ \n1a", max_size=12)
_TREES = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS.filter(bool), inner, max_size=3),
    max_leaves=12,
)


def _same(data: bytes) -> None:
    try:
        node = read(data, FILE)
    except Unreadable as careful:
        with pytest.raises(Unreadable) as swift:
            values(data, FILE)
        assert swift.value.diagnostics == careful.diagnostics
        assert careful.diagnostics
    else:
        assert values(data, FILE) == (None if node is None else without_places(node))


@settings(deadline=None, max_examples=400)
@given(st.lists(_SYNTAX, max_size=40).map("".join))
def test_both_readers_agree_on_anything_made_of_syntax(text: str) -> None:
    """The swift reader takes a text exactly when the careful one does, and as the same values."""
    _same(text.encode())


@settings(deadline=None, max_examples=100)
@given(_TREES.filter(lambda tree: isinstance(tree, list | dict)), st.sampled_from([None, False, True]))
def test_both_readers_agree_on_written_documents(tree: object, flow: bool | None) -> None:
    """Documents as an emitter writes them, with every style of quoting."""
    _same(yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow).encode())
