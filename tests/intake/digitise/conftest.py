"""Reading texts as the digitiser reads files, and what should come of the replica."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.digitise.bulletin import taxonomy
from voc_build.intake.digitise.draft import Draft, draft
from voc_build.intake.digitise.pages import read
from voc_build.words.month import Month


@pytest.fixture
def digest(tmp_path: Path) -> Callable[..., Draft]:
    """The draft of a text (or of a file's bytes), in the words of the invented bank."""

    def made(text: str | bytes, period: Month | None = None, name: str = "源.txt") -> Draft:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return draft(read(path), taxonomy(), period)

    return made
