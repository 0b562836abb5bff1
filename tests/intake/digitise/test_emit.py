"""A draft's YAML is read back as it was meant."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc_build.intake.digitise.emit import Noted, Prose, Row, document
from voc_build.intake.source import values

LETTERS = st.text(
    alphabet="云岚客户，。：；“”（）" + string.printable.replace("\r", "").replace("\x0b", "").replace("\x0c", "")
)


@given(LETTERS.map(lambda text: " ".join(text.split())).filter(bool))
def test_any_text_comes_back(text: str) -> None:
    """As a value, in a row and in a list."""
    content = {"甲": text, "乙": Row({"丙": text, "丁": [text]}), "戊": [text, text]}

    assert values(document(content).encode(), "x.yml") == {
        "甲": text,
        "乙": {"丙": text, "丁": [text]},
        "戊": [text, text],
    }


@given(st.lists(LETTERS.map(lambda text: " ".join(text.split())).filter(bool), min_size=1))
def test_any_prose_comes_back(paragraphs: list[str]) -> None:
    """Paragraph by paragraph."""
    text = "\n\n".join(paragraphs)

    assert values(document({"甲": Prose(text), "乙": "末"}).encode(), "x.yml") == {"甲": text + "\n", "乙": "末"}


@pytest.mark.parametrize(("value", "read"), [("-71.79", "-71.79"), ("null", "null"), ("- 甲", "- 甲"), ("", None)])
def test_values_stay_text(value: str, read: str | None) -> None:
    """Whatever YAML would make of them; an empty one is none."""
    assert values(document({"甲": Noted(value, "待核：请补上")}).encode(), "x.yml") == {"甲": read}


def test_a_mapping_in_a_list_begins_at_its_dash() -> None:
    """As an editor writes it."""
    text = document({"建议": [{"编号": "R1", "内容": Prose("甲。\n\n乙。")}]}, ("说明",))

    assert text == "# 说明\n建议:\n  - 编号: R1\n    内容: |\n      甲。\n\n      乙。\n"
