"""A number is found however it is written, and masked however it is written."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc_build.intake.privacy.checksums import identity_check, is_card, is_identity, luhn_check
from voc_build.intake.privacy.finding import Kind
from voc_build.intake.privacy.mask import mask
from voc_build.intake.privacy.scan import scan

WIDE = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
SPOKEN = str.maketrans("0123456789", "〇幺二三四五六七八九")
BACK = str.maketrans("０１２３４５６７８９零一二三四五六七八九〇幺", "0123456789" * 2 + "01")
SEPARATORS = (" ", "-", "－", "—", "–", "\u3000", "  ", " - ", "\n")
AROUND = (("客户的号码是", "，请核对。"), ("", ""), ("（", "）"), ("2022-04-15 ", " 来电"), ("请记下：", "谢谢"))


@st.composite
def _mobiles(draw: st.DrawFn) -> str:
    return "1" + draw(st.sampled_from("3456789")) + draw(st.text("0123456789", min_size=9, max_size=9))


@st.composite
def _identities(draw: st.DrawFn) -> str:
    day = draw(st.dates()).replace(year=draw(st.integers(1930, 2025).filter(lambda year: year % 4 == 0)))
    region = draw(st.sampled_from(["110101", "220102", "440300", "650100", "820000"]))
    body = f"{region}{day:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return body + identity_check(body)


@st.composite
def _cards(draw: st.DrawFn) -> str:
    size = draw(st.integers(15, 18))
    head = draw(st.sampled_from(["62", "4", "5", "35", "9558"]))
    body = head + draw(st.text("0123456789", min_size=size - len(head), max_size=size - len(head)))
    return body + luhn_check(body)


@st.composite
def _written(draw: st.DrawFn, number: str, sizes: tuple[int, ...]) -> str:
    """The number as somebody types it: in groups, with one kind of separator, in one kind of digits."""
    groups, rest = [], number
    for size in draw(st.sampled_from([sizes, (len(number),), (1,) * len(number), (4,) * 5])):
        groups.append(rest[:size])
        rest = rest[size:]
    text = draw(st.sampled_from(SEPARATORS)).join(part for part in (*groups, rest) if part)
    return text.translate(draw(st.sampled_from([{}, WIDE, CHINESE, SPOKEN])))


FORMS: tuple[tuple[Callable[[], st.SearchStrategy[str]], tuple[int, ...], Kind], ...] = (
    (_mobiles, (3, 4, 4), Kind.MOBILE),
    (_identities, (6, 8, 4), Kind.ID_CARD),
    (_cards, (4, 4, 4, 4), Kind.BANK_CARD),
)


@pytest.mark.parametrize(("numbers", "sizes", "kind"), FORMS, ids=[form[2].name for form in FORMS])
@given(data=st.data())
def test_a_number_is_found_however_it_is_written(
    numbers: Callable[[], st.SearchStrategy[str]], sizes: tuple[int, ...], kind: Kind, data: st.DataObject
) -> None:
    """Spaced, dashed, wrapped, full-width, in Chinese digits: one finding over the whole of it, of one value."""
    number = data.draw(numbers())
    typed = data.draw(_written(number, sizes))
    before, after = data.draw(st.sampled_from(AROUND))

    found = [one for one in scan(before + typed + after) if one.kind is kind]

    assert [(one.start, one.end, one.value) for one in found] == [(len(before), len(before) + len(typed), number)]


@pytest.mark.parametrize(("numbers", "sizes", "kind"), FORMS, ids=[form[2].name for form in FORMS])
@given(data=st.data())
def test_masking_never_lets_a_number_through(
    numbers: Callable[[], st.SearchStrategy[str]], sizes: tuple[int, ...], kind: Kind, data: st.DataObject
) -> None:
    """Nothing stays but the last two characters, and no character moves."""
    number = data.draw(numbers())
    typed = data.draw(_written(number, sizes))

    masked = mask(f"号码是{typed}，请核对")

    assert len(masked) == len(f"号码是{typed}，请核对")
    assert len(re.sub("[^0-9X]", "", masked.translate(BACK))) <= 2


@given(st.text("0123456789一二三- \n客户账号电话微信QQ@.a", max_size=60))
def test_masking_keeps_every_place_and_has_nothing_left_to_find(text: str) -> None:
    """Whatever the text, it stays as long as it was, and what was masked is not found again."""
    masked = mask(text)

    assert len(masked) == len(text)
    assert not [one for one in scan(masked) if one.kind is not Kind.SERVICE and one.value in
                {found.value for found in scan(text)}]  # fmt: skip


@given(_identities(), st.integers(0, 16), st.integers(1, 9))
def test_an_identity_number_with_one_wrong_digit_is_none(number: str, place: int, by: int) -> None:
    """ISO 7064 MOD 11-2 sees every single wrong digit."""
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]

    assert is_identity(number)
    assert not is_identity(wrong)


@given(_cards())
def test_a_card_carries_its_luhn_digit(number: str) -> None:
    """Another last digit makes it no card."""
    assert is_card(number)
    assert not is_card(number[:-1] + str((int(number[-1]) + 1) % 10))


def test_the_examples_of_the_standards_hold() -> None:
    """GB 11643-1999 prints this number; the card is the scheme's own test number."""
    assert is_identity("11010519491231002X")
    assert is_card("4111111111111111")
