"""One form of letters to read by, another to print."""

from __future__ import annotations

import unicodedata

import pytest

from voc_build.intake.digitise.letters import ends, ordinal, plain, prose, title
from voc_build.intake.digitise.radicals import LETTER_OF


@pytest.mark.parametrize(
    ("radicals", "letters"), [("⾏⻓⼾⼝", "行长户口"), ("⽤⼾⻅⾯", "用户见面"), ("⻋⻔⾦⿈⾭", "车门金黄青")]
)
def test_radicals_become_letters(radicals: str, letters: str) -> None:
    """Where NFKC would leave them, or make them traditional."""
    assert plain(radicals) == letters
    assert unicodedata.normalize("NFKC", radicals) != letters


def test_the_table_of_radicals_is_whole() -> None:
    """Every Kangxi radical has a letter that is none itself."""
    assert {chr(code) for code in range(0x2F00, 0x2FD6)} <= {chr(code) for code in LETTER_OF}
    assert not {ord(letter) for letter in LETTER_OF.values()} & LETTER_OF.keys()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("２２　件，下降７１．７９％。", "22 件,下降71.79%。"),
        ("办结率 100%.", "办结率 100%。"),
        ("客户\u200b之\u00a0声\ufeff", "客户之 声"),
        ("\uf06e 案例启示", "◼ 案例启示"),
        ("㈠标题", "(一)标题"),
        ("12.5 万元", "12.5 万元"),
    ],
)
def test_plain_letters(text: str, read: str) -> None:
    """Half-width marks and digits, nothing invisible; a full stop that was half-width is one again."""
    assert plain(text) == read


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("受理22件,下降71.79%;", "受理 22 件，下降 71.79%；"),
        ("比例 1:2,时间 12:30", "比例 1:2，时间 12:30"),
        ("共 1,234 件", "共 1,234 件"),
        ("业务(如信托)办理", "业务（如信托）办理"),
        ("致电400-000-1234询问", "致电 400-000-1234 询问"),
        ("客 户,满意", "客户，满意"),
    ],
)
def test_prose_is_printed_in_chinese(text: str, printed: str) -> None:
    """Full-width marks where they are meant, one space between Han and digits."""
    assert prose(text) == printed


def test_names_have_half_width_brackets() -> None:
    """As the contract writes them."""
    assert title("消费者权益保护 (客户体验) 部") == "消费者权益保护(客户体验)部"


def test_ends_of_sentences() -> None:
    """Through quotes and brackets."""
    assert ends("办好了。”") and ends("办好了!") and not ends("办好了,")


@pytest.mark.parametrize(
    ("signs", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("百", 0), ("", 0)]
)
def test_ordinals(signs: str, number: int) -> None:
    """Up to ninety-nine; nothing else is one."""
    assert ordinal(signs) == number
