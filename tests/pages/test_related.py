"""Related cases really are related, and say by what."""

from __future__ import annotations

from tests.conftest import WORLD, laid_out
from voc_build.pages.publication import Publication
from voc_build.pages.related import Related

CASE = laid_out(WORLD["issues/2023-06/cases/01.yml"])


def _case(title: str, **changes: str) -> str:
    text = CASE.replace("信托收益迟到五周", title).replace("工单: [T-1]\n", "")
    for old, new in changes.items():
        text = text.replace({"tags": "[信托, 资料差错]", "story": "收益没有按时到账。"}[old], new)
    return text


def _related(read_in, **cases: str):
    files = {f"issues/2023-06/cases/{number[1:]}.yml": text for number, text in cases.items()}
    publication = Publication(read_in(files).archive)
    related = Related(publication)
    return [(near.title, why) for near, why in related.to(publication.archive.cases[0])]


def test_a_shared_tag_and_business_are_named(read_in):
    """The reasons stand in the order business, tag."""
    found = _related(read_in, n02=_case("又一笔没到账", tags="[信托]"))
    assert found == [("又一笔没到账", "同一业务：贷款业务；同有标签：信托")]


def test_words_of_the_trade_count(read_in):
    """A word of the lexicon or a synonym in both stories relates them; it is named once."""
    both = {"issues/2023-06/cases/01.yml": _case("信托收益迟到五周", story="退休金没有到账。")}
    files = both | {"issues/2023-06/cases/02.yml": _case("换卡之后", tags="[换卡]", story="退休金晚了三天。")}
    publication = Publication(read_in(files).archive)
    found = [why for _, why in Related(publication).to(publication.archive.cases[0])]

    assert found == ["同一业务：贷款业务；都说到：退休金"]


def test_a_case_alone_has_none(read_in):
    """Nothing is shown for want of better."""
    assert _related(read_in) == []
