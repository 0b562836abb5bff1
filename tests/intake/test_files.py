"""An archive's files are read when asked for, and not read again where nothing changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from voc_build.intake.cache import Cache, digest
from voc_build.intake.files import Files, Seen
from voc_build.intake.folder import IssueFiles

LONG_AGO = (1_600_000_000, 1_600_000_000)


def _listed(root: Path, cache: Cache) -> Files:
    files = Files(Seen(root, cache))
    for path in sorted(path for path in root.iterdir() if path.is_file()):
        files.add(path.name, str(path))
    return files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files."""
    root = tmp_path / "data"
    root.mkdir()
    (root / "a.yml").write_bytes(b"one")
    (root / "b.yml").write_bytes(b"two")
    return root


@pytest.fixture
def remembered(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """A cache that knows both files, as if they had been there for long."""
    cache = Cache(tmp_path / "cache")
    monkeypatch.setattr("voc_build.intake.files._TOO_NEW", -(10**12))
    files = _listed(folder, cache)
    files.digest_of(files)
    files.seen.save()
    return cache


def test_a_file_is_read_when_it_is_asked_for(folder: Path) -> None:
    """Its bytes and their digest; what is not listed is not there."""
    files = _listed(folder, Cache())

    assert (files["a.yml"], files.digest("b.yml")) == (b"one", digest(b"two"))
    assert "c.yml" not in files
    assert list(files) == ["a.yml", "b.yml"]


def test_an_unchanged_file_is_not_read_again(folder: Path, remembered: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its digest is remembered; its bytes are there when they are asked for."""
    files = _listed(folder, remembered)
    monkeypatch.setattr(Files, "__getitem__", lambda *_: pytest.fail("read"))

    assert files.digest("a.yml") == digest(b"one")


def test_a_changed_file_is_read_again(folder: Path, remembered: Cache) -> None:
    """Even one of the same size that says it was changed at the same time."""
    before = (folder / "a.yml").stat()
    (folder / "a.yml").write_bytes(b"eno")
    os.utime(folder / "a.yml", ns=(before.st_atime_ns, before.st_mtime_ns))

    assert _listed(folder, remembered).digest("a.yml") == digest(b"eno")


def test_another_file_in_its_place_is_read(folder: Path, remembered: Cache) -> None:
    """A file renamed onto it brings its own inode."""
    (folder / "new").write_bytes(b"neu")
    (folder / "new").replace(folder / "a.yml")

    assert _listed(folder, remembered).digest("a.yml") == digest(b"neu")


def test_a_file_that_just_changed_is_not_remembered(folder: Path, tmp_path: Path) -> None:
    """It may change once more within the same tick of the file system's clock."""
    os.utime(folder / "a.yml", LONG_AGO)  # its inode still says when it really changed
    cache = Cache(tmp_path / "cache")
    files = _listed(folder, cache)
    files.digest_of(files)
    files.seen.save()
    again = _listed(folder, cache)

    assert again.seen.digest("a.yml", (folder / "a.yml").stat()) is None


def test_digests_follow_what_was_really_read(folder: Path, remembered: Cache) -> None:
    """A file that changes while it is looked at is known by the bytes that were used."""
    files = _listed(folder, remembered)
    files.digest("a.yml")
    (folder / "a.yml").write_bytes(b"later")

    assert files["a.yml"] == b"later"
    assert files.digest("a.yml") == digest(b"later")


def test_an_issue_is_known_by_what_was_read_of_it(folder: Path, remembered: Cache) -> None:
    """A file that changes between being looked at and being read changes the digest of all of them."""
    issue = IssueFiles("2022-05", _listed(folder, remembered), ["a.yml", "b.yml"])
    before = issue.digest
    (folder / "a.yml").write_bytes(b"later")
    assert issue.digest == before

    assert issue.files["a.yml"] == b"later"
    assert issue.digest == IssueFiles("2022-05", _listed(folder, Cache()), ["a.yml", "b.yml"]).digest != before


def test_a_large_file_is_not_held(folder: Path) -> None:
    """Twenty years of tickets together would not fit; a small file is read once."""
    (folder / "a.yml").write_bytes(b"x" * 300_000)
    files = _listed(folder, Cache())
    assert (len(files["a.yml"]), files["b.yml"]) == (300_000, b"two")
    (folder / "a.yml").write_bytes(b"y")
    (folder / "b.yml").write_bytes(b"z")

    assert (files["a.yml"], files["b.yml"]) == (b"y", b"two")
