"""What a publication keeps from one build to the next: whatever depends on no ticket."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc_build.intake.cache import Cache
from voc_build.pages.publication import Publication

TICKETS = """
    工单:
      - {编号: T-1, 受理日期: 2023-05-09, 来源: 客户之声, 类型: 表扬, 机构: 云溪分行}
    """
STORY = "收益没有按时到账。"


@pytest.fixture
def kept(tmp_path, read_in):
    """What is kept of an archive with these changes, after it was kept of the archive without them."""
    cache = Cache(tmp_path / "cache")

    def asked(changes):
        for number, files in enumerate(({}, changes)):
            archive = read_in(files).archive
            found = Publication(archive, cache=cache).kept("x", lambda number=number: [f"made {number}"])
        return found

    return asked


def test_other_tickets_change_nothing_that_is_kept(kept):
    """A build after which only tickets changed finds all of it."""
    assert kept({"issues/2023-06/tickets.yml": TICKETS}) == ["made 0"]


def test_another_story_is_another_archive(kept, swap):
    """Any other file of an issue makes it anew."""
    assert kept(swap("issues/2023-06/cases/01.yml", STORY, "收益晚到了。")) == ["made 1"]


def test_what_was_damaged_is_made_again(tmp_path, read_in):
    """A cache that holds something else is as good as none."""
    publication = Publication(read_in().archive, cache=Cache(tmp_path))
    publication.kept("x", lambda: ["first"])
    for file in Path(tmp_path).rglob("*"):
        if file.is_file():
            file.write_bytes(b"[]")

    assert publication.kept("x", lambda: ["second"]) == ["second"]
