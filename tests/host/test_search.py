"""The search box's index: escaped, verbatim, kept by content, cut to an even share in large archives."""

from __future__ import annotations

import json

import pytest

from voc_build.host import search
from voc_build.intake.cache import Cache
from voc_build.pages.cutting import dictionary, synonyms, vocabulary
from voc_build.pages.page import Page, Passage
from voc_build.pages.publication import Publication


def _page(url: str = "cases/2023-06-01/", text: str = "收益 < 预期", key: str = "k", **more: object) -> Page:
    passages = (Passage("", "信托 & 收益", text), Passage("advice", "建议", "补上培训。"))
    return Page(
        url=url,
        section=url.partition("/")[0] + "/",
        title="信托",
        description="",
        key=key,
        make=str,
        passages=lambda: passages,
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def written(tmp_path):
    """The index as Material's plugin leaves it for one hand-written page."""
    path = tmp_path / "search_index.json"
    path.write_text('{"config":{"lang":["zh"]},"docs":[{"location":"about/","title":"说明","text":"用法"}]}', "utf-8")
    return path


def test_entries_are_escaped_and_verbatim():
    """Text is HTML-escaped as Material expects; nothing is put between words; tags and boost stand with the page."""
    assert search.entries(_page(tags=("信托",), boost=1.5), 100) == [
        {
            "location": "cases/2023-06-01/",
            "title": "信托 &amp; 收益",
            "text": "收益 &lt; 预期",
            "tags": ["信托"],
            "boost": 1.5,
        },
        {"location": "cases/2023-06-01/#advice", "title": "建议", "text": "补上培训。", "boost": 1.5},
    ]


def test_a_text_longer_than_its_share_keeps_its_beginning():
    """The cut is made in the text, never in the middle of an escape."""
    assert search.entries(_page(text="<" * 20), 3)[0]["text"] == "&lt;&lt;&lt;"


@pytest.mark.parametrize(("pages", "most"), [(1, 1 << 22), (200, 1 << 14), (1_500, 1 << 11), (10_500, 1 << 9)])
def test_the_share_shrinks_by_halves(pages, most):
    """Small archives keep everything; a page more seldom changes what others keep."""
    assert search.share(pages) == most


def test_the_index_joins_hand_written_and_generated_pages(written, read_in):
    """One line of UTF-8, with the vocabulary and synonyms beside Material's own settings."""
    search.write_index(written, [_page()], Publication(read_in().archive))
    text = written.read_text("utf-8")
    index = json.loads(text)

    assert [one["location"] for one in index["docs"]] == [
        "about/",
        "cases/2023-06-01/",
        "cases/2023-06-01/#advice",
    ]
    assert index["config"] == {"lang": ["zh"]}
    assert "云溪分行" in index["words"]
    assert ["养老金", "退休金"] in index["synonyms"]
    assert "信托" in text
    assert "\n" not in text


def test_pages_of_one_key_keep_their_own_entries(written, read_in, tmp_path):
    """Two pages of different years are cached apart, and come out of the cache as they went in."""
    cache = Cache(tmp_path / "cache")
    pages = [_page("issues/2022-12/", "十二月"), _page("issues/2023-01/", "一月")]
    first = list(search.index(pages, cache))

    assert first == list(search.index(pages, cache))
    assert ["十二月".encode() in one for one in first] == [True, False]


def test_a_page_that_changed_remakes_the_entries_of_its_year(tmp_path):
    """Pages of one year are kept together, each with its own entries, for as long as all of them stay."""
    cache = Cache(tmp_path / "cache")
    may = _page("issues/2023-05/", "五月")
    before = list(search.index([may, _page("issues/2023-06/", "六月")], cache))
    after = list(search.index([may, _page("issues/2023-06/", "改过", key="k2")], cache))

    assert after == [before[0].replace("六月".encode(), "改过".encode())]


def test_the_dictionary_holds_the_bank_s_own_words(read_in):
    """Names of the taxonomy with their aliases, the lexicon and the synonyms; the vocabulary adds titles and tags."""
    publication = Publication(read_in().archive)
    words = set(dictionary(publication.archive))

    assert {"云溪分行", "远程银行中心", "信用卡业务", "老年客户", "云溪", "退休金"} <= words
    assert {"资料差错", "收益"} <= set(vocabulary(publication)) - words


def test_names_of_one_institution_are_synonyms(read_in):
    """An old name finds what was written under the new one, an alias what was written under the name."""
    assert synonyms(read_in().archive)[-2:] == [("墨砚分行", "砚北分行"), ("客服中心", "远程银行中心")]
