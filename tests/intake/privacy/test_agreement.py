"""The quick ways of looking find what the plain ways did: these are written down here, as slow as they were."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc_build.intake.loaded import Loaded
from voc_build.intake.privacy import combination, folding, handles, numbers, output, scan
from voc_build.intake.privacy.finding import Finding
from voc_build.intake.privacy.output import LastLook
from voc_build.pages.gate import gate

FRAGMENTS = (
    *"0123456789０１３８一二三四五六七八九零幺壹 \n-－—·.．)）\u3000\r，。：“(/,&<>",
    *("138", "1380", "16012345678", "6222", "010", "400", "86", "2022-04", "2022-04-15", "11010519491231002X"),
    *(
        "电话",
        "手机",
        "致电",
        "卡号",
        "账号",
        "QQ",
        "订单号",
        "编号",
        "身份证",
        "元",
        "件",
        "日",
        "月",
        "4月3日",
        "3万元",
    ),
    *("微信", "vx", "Ｖｘ", "WX", "we", "WeChat", "ｗｅｃ", "supervisor", "abc_123456", "a.b@", "example.com", "＠"),
    *(
        "京A",
        "吉",
        "证件",
        "护照",
        "G12345678",
        "客户",
        "经理",
        "王小明",
        "欧阳",
        "田建国",
        "先生",
        "女士",
        "反映",
        "支行",
    ),
    *("人民路", "88号", "3栋", "2单元", "501室", "é", "٣", "𠮷", "\u200b", "&#45;", "&amp", "&copy;", "&nbsp;"),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=24).map("".join)
MARKUP = ("<td>", "</td>", "<br>", "<a href='x", "'>", "<script>", "</script>", "<style a>", "</style >", "<b\n>", "<")
PAGES = st.lists(st.one_of(st.sampled_from(MARKUP), TEXTS, TEXTS.map(gate)), max_size=12).map("".join)
slowly = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)

_D, _A, _C = folding.DIGIT, folding.APART, folding._CHINESE
_SPOKEN = re.compile(f"(?:[{_D}]{_A}{{0,3}}){{2,}}[{_C}]|[{_C}]{_A}{{0,3}}[{_D}]")
_ELEMENTS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL)


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Finding]]:
    """`everything` with each quick look in its plain form."""

    def found(text: str) -> list[Finding]:
        with monkeypatch.context() as plain:
            plain.setattr(scan, "folded", lambda text: text.translate(folding._WIDTHS))
            plain.setattr(scan, "spoken", lambda text: text.translate(folding._BOTH) if _SPOKEN.search(text) else None)
            plain.setattr(numbers, "_CHAIN", re.compile(rf"\d(?:{numbers._GAP}?\d)*"))
            plain.setattr(numbers, "_DOTTED", re.compile(r"(?<![\d.·])(\d{3})[.·](\d{4})[.·](\d{4})(?![\d.·])"))
            plain.setattr(handles, "likely", lambda text: True)
            return scan.everything(text)

    return found


@pytest.fixture
def look(read_in: Callable[..., Loaded]) -> LastLook:
    """What the small archive may publish; it remembers from one example to the next."""
    return LastLook(read_in({}))


@slowly
@given(text=TEXTS)
def test_the_readers_find_what_they_found(plainly: Callable[[str], list[Finding]], text: str) -> None:
    """Whatever is written, in whatever digits and widths."""
    assert scan.everything(text) == plainly(text)


@slowly
@given(text=TEXTS, without=st.sets(st.sampled_from(output._WITHOUT)))
def test_what_is_not_asked_for_is_left_out_and_nothing_else(text: str, without: set[output.Kind]) -> None:
    """A reader that nobody asks is not begun."""
    assert scan.everything(text, without) == [one for one in scan.everything(text) if one.kind not in without]


@slowly
@given(pages=st.lists(PAGES, max_size=4))
def test_the_last_look_sees_what_stands_between_the_tags(look: LastLook, pages: list[str]) -> None:
    """Of each page by itself, however many have been looked at before."""
    assert [_told(look.scan_output(page)) for page in pages] == [_told(_plain_look(page)) for page in pages]


def _plain_look(page: str) -> tuple[Finding, ...]:
    text = html.unescape(_ELEMENTS.sub("\0", page)).replace("\n", "\0")
    return scan.scan("\0".join(dict.fromkeys(text.split("\0"))), without=output._WITHOUT)


def _told(found: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(one.kind, one.value) for one in found}


@slowly
@given(text=TEXTS, branch=st.sampled_from([None, "城东支行"]))
def test_a_combination_needs_all_four(text: str, branch: str | None) -> None:
    """In whatever order they are looked for."""
    four = (combination._PERSON, combination._DAY, combination._AMOUNT)
    if any(one.search(text) is None for one in four):
        assert combination.together(text, branch) is None
    elif branch is not None:
        assert combination.together(text, branch) is not None
