"""The shape of an archive on disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from voc_build.intake.folder import survey

Write = Callable[..., Path]


def codes(root: Path) -> list[str]:
    """What a survey tells, as `file CODE`."""
    return [f"{one.place.file} {one.rule.code}" for one in survey(root).diagnostics]


def test_the_small_archive_has_its_shape(write: Write) -> None:
    """Nothing is missing, nothing is surplus."""
    assert codes(write()) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("notes.txt", "notes.txt VOC004"),
        ("taxonomy/colours.yml", "taxonomy/colours.yml VOC004"),
        ("issues/2023-13/issue.yml", "issues/2023-13 VOC004"),
        ("issues/0000-01/issue.yml", "issues/0000-01 VOC004"),
        ("issues/202305/issue.yml", "issues/202305 VOC004"),
        ("issues/2023-06/draft.docx", "issues/2023-06/draft.docx VOC004"),
        ("issues/2023-06/cases/1.yml", "issues/2023-06/cases/1.yml VOC211"),
        ("issues/2023-06/cases/0001.yml", "issues/2023-06/cases/0001.yml VOC211"),
        ("issues/2023-06/cases/０１.yml", "issues/2023-06/cases/０１.yml VOC211"),
        ("issues/2023-06/cases/01.yml/x", "issues/2023-06/cases/01.yml VOC211"),
        ("issues/2023-08/tickets.yml", "issues/2023-08/issue.yml VOC003"),
    ],
)
def test_a_file_out_of_place_is_told(write: Write, path: str, expected: str) -> None:
    """By its path; a folder where a file is meant too."""
    root = write({"issues/2023-06/cases/01.yml": None, path: "x"})

    assert codes(root) == [expected]


@pytest.mark.parametrize("name", ["institutions", "channels", "business_types", "causes"])
def test_a_missing_taxonomy_file_is_told(write: Write, name: str) -> None:
    """groups and measures may be absent."""
    root = write({f"taxonomy/{name}.yml": None, "taxonomy/groups.yml": None, "taxonomy/measures.yml": None})

    assert codes(root) == [f"taxonomy/{name}.yml VOC003"]


def test_hidden_files_are_nobodys_business(write: Write) -> None:
    """Editors and systems leave them everywhere."""
    assert codes(write({".DS_Store": "x", "issues/.gitkeep": "", "issues/2023-06/.01.yml.swp": "x"})) == []


def test_names_that_are_no_text_are_told_in_text(write: Write) -> None:
    """Bytes, line breaks and colours of a terminal come as escapes."""
    root = write()
    with open(os.fsencode(root) + b"/\xb9\xa4\n\x1b[31m.txt", "wb"):
        pass

    assert codes(root) == [r"\udcb9\udca4\n\x1b[31m.txt VOC004"]


def test_links_to_nowhere_and_pipes_are_not_read(write: Write) -> None:
    """A reader that waits on a pipe would wait for ever."""
    root = write()
    (root / "issues" / "2023-06" / "followups.yml").symlink_to("nowhere")
    os.mkfifo(root / "issues" / "2023-07" / "figures.yml")

    assert codes(root) == ["issues/2023-06/followups.yml VOC004", "issues/2023-07/figures.yml VOC004"]
