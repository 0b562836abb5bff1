"""Which issues may be seen: judged anew at each moment, read anew only when a header changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voc_build.intake import release
from voc_build.intake.cache import Cache
from voc_build.intake.folder import survey
from voc_build.intake.release import hidden
from voc_build.words.moments import release_time

Write = Callable[..., Path]
Swap = Callable[..., dict[str, str]]

LAST = "issues/2023-07/issue.yml"


def shut(data: Path, moment: str, cache: Cache) -> list[str]:
    """The folders hidden at a moment."""
    return sorted(hidden(survey(data, cache), release_time(moment)))


def test_what_is_remembered_is_the_moment_not_the_verdict(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day later the same headers, read no more, show another issue."""
    data, cache = write(), Cache(tmp_path / "cache")
    before = shut(data, "2023-07-11", cache)
    monkeypatch.setattr(release, "_released", lambda data: pytest.fail("read again"))

    assert (before, shut(data, "2023-07-12", cache), shut(data, "2023-05-01", cache)) == (
        ["2023-07"],
        [],
        ["2023-05", "2023-06", "2023-07"],
    )


@pytest.mark.parametrize(
    ("header", "hides"),
    [
        ("状态: 草稿", True),
        ("状态: 待审", True),
        ("发布日期: 2999-01-01", True),
        ("状态: 发布了", False),
        ("状态: [", False),
    ],
)
def test_a_header_that_changed_is_read_again(
    write: Write, swap: Swap, tmp_path: Path, header: str, hides: bool
) -> None:
    """A draft is never shown; one that cannot be read is not hidden, since its problem is to be told."""
    data, cache = write(), Cache(tmp_path / "cache")
    shut(data, "2024-01-01", cache)
    key = header.partition(":")[0]
    line = next(line for line in (data / LAST).read_text("utf-8").splitlines() if line.startswith(f"{key}:"))
    write(swap(LAST, line, header))

    assert shut(data, "2024-01-01", cache) == (["2023-07"] if hides else [])
