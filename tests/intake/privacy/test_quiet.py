"""What was searched once and held nothing is not searched again, and what holds something always is."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc_build.intake.cache import Cache
from voc_build.intake.load import load
from voc_build.intake.privacy import check
from voc_build.intake.privacy.check import personal_data
from voc_build.intake.privacy.written import summaries

PHONE = "issues/2023-06/cases/01.yml"
TICKETS = "issues/2023-06/tickets.yml"


def _found(root: Path, cache: Cache) -> list[str]:
    return [f"{one.place.file} {one.rule.code}" for one in personal_data(load(root, cache=cache))]


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are searched, as they come."""
    texts: list[str] = []
    plain = check.scan
    monkeypatch.setattr(check, "scan", lambda text, **more: [texts.append(text), plain(text, **more)][1])
    return texts


def test_quiet_files_are_searched_once(write, tmp_path: Path, searched: list[str]) -> None:  # type: ignore[no-untyped-def]
    """The second run searches nothing; a file that changed is searched again, alone."""
    cache = Cache(tmp_path / "cache")
    root = write()
    assert _found(root, cache) == []
    assert searched
    searched.clear()
    assert _found(root, cache) == []
    assert searched == []
    case = root / PHONE
    case.write_text(case.read_text("utf-8").replace("经过:", "支行: 城东支行\n经过:"), "utf-8")

    assert _found(root, cache) == []
    assert len(searched) == 1


def test_what_was_found_is_found_again(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A file with a finding is never taken for quiet, allowed or not."""
    cache = Cache(tmp_path / "cache")
    root = write()
    case = root / PHONE
    case.write_text(case.read_text("utf-8").replace("启示: ", "启示: 来电 13812345678。", 1), "utf-8")
    first = _found(root, cache)

    assert first == [f"{PHONE} VOC301"]
    assert _found(root, cache) == first


def test_beside_a_finding_nothing_else_is_searched_again(write, tmp_path: Path, searched: list[str]) -> None:  # type: ignore[no-untyped-def]
    """Of an issue that is not quiet as a whole the quiet files are known."""
    cache = Cache(tmp_path / "cache")
    root = write()
    case = root / PHONE
    case.write_text(case.read_text("utf-8").replace("启示: ", "启示: 来电 13812345678。", 1), "utf-8")
    _found(root, cache)
    searched.clear()

    assert _found(root, cache) == [f"{PHONE} VOC301"]
    assert len(searched) == 1


def test_a_file_that_could_not_be_read_is_searched_once_it_can(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Its issue was not known to be quiet."""
    cache = Cache(tmp_path / "cache")
    root = write()
    case = root / PHONE
    sound = case.read_text("utf-8")
    case.write_text(sound.replace("类型: 投诉", "类型: 抱怨"), "utf-8")

    assert _found(root, cache) == []
    case.write_text(sound.replace("启示: ", "启示: 来电 13812345678。", 1), "utf-8")
    assert _found(root, cache) == [f"{PHONE} VOC301"]


def test_only_months_that_were_not_quiet_are_read_again(write) -> None:  # type: ignore[no-untyped-def]
    """What the 摘要 hold is known since the month was read; a number in one is looked at once more."""
    root = write()
    tickets = root / TICKETS
    text = tickets.read_text("utf-8")
    found = []
    for said in ("转分行核实", "电话16012345678"):
        tickets.write_text(text.replace("有效: 否}", f"有效: 否, 摘要: {said}}}", 1), "utf-8")
        loaded = load(root)
        found.append({one.file: len(one.texts) for one in summaries(loaded, loaded.each())}[TICKETS])

    assert found == [0, 1]
