"""Kept output is taken over only where it is what would be made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc_build.host.keep import Stage, sweep
from voc_build.intake.cache import Cache


def _publish(final: Path, cache: Cache, *files: tuple[str, str, bytes]) -> None:
    stage = Stage.open(final, cache)
    for url, key, data in files:
        stage.write(url, key, data)
    stage.publish()


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache of the test's own."""
    return Cache(tmp_path / "cache")


def test_a_file_of_the_same_key_is_linked(tmp_path: Path, cache: Cache) -> None:
    """The new site shares the old one's bytes."""
    final = tmp_path / "site"
    _publish(final, cache, ("a/index.html", "k", b"one"))
    stage = Stage.open(final, cache)

    assert stage.keep("a/index.html", "k")
    assert (stage.root / "a/index.html").samefile(final / "a/index.html")


@pytest.mark.parametrize("key", ["other", ""])
def test_another_key_is_not_kept(tmp_path: Path, cache: Cache, key: str) -> None:
    """What it was made from differs."""
    _publish(tmp_path / "site", cache, ("a/index.html", "k", b"one"))

    assert not Stage.open(tmp_path / "site", cache).keep("a/index.html", key)


def test_a_file_somebody_touched_is_not_kept(tmp_path: Path, cache: Cache) -> None:
    """Nor one that is gone, nor one cut short."""
    final = tmp_path / "site"
    _publish(final, cache, ("a", "k", b"one"), ("b", "k", b"two"), ("c", "k", b"three"))
    (final / "a").write_bytes(b"uno")
    (final / "b").unlink()
    (final / "c").write_bytes(b"th")
    stage = Stage.open(final, cache)

    assert [stage.keep(name, "k") for name in "abc"] == [False, False, False]


def test_what_is_not_asked_for_is_not_there(tmp_path: Path, cache: Cache) -> None:
    """A stale page does not survive."""
    final = tmp_path / "site"
    _publish(final, cache, ("a", "k", b"one"), ("b", "k", b"two"))
    _publish(final, cache, ("a", "k", b"one"))

    assert sorted(path.name for path in final.iterdir()) == ["a"]


def test_a_discarded_stage_leaves_the_old_site(tmp_path: Path, cache: Cache) -> None:
    """And nothing beside it."""
    final = tmp_path / "site"
    _publish(final, cache, ("a", "k", b"one"))
    stage = Stage.open(final, cache)
    stage.write("a", "new", b"half")
    stage.discard()

    assert (final / "a").read_bytes() == b"one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]


def test_a_carried_folder_comes_along(tmp_path: Path, cache: Cache) -> None:
    """Another build's folder inside the site is not this build's to remove."""
    final = tmp_path / "site"
    _publish(final, cache, ("a", "k", b"one"))
    (final / "demo").mkdir()
    (final / "demo/index.html").write_bytes(b"demo")
    stage = Stage.open(final, cache)
    stage.write("a", "k", b"one")
    stage.publish(carry="demo")

    assert (final / "demo/index.html").read_bytes() == b"demo"


def test_old_stages_are_swept(tmp_path: Path, cache: Cache) -> None:
    """Those of builds cut off long ago, not those of builds at work."""
    final = tmp_path / "site"
    stage = Stage.open(final, cache)
    begun = stage.root.stat().st_mtime
    sweep(final, begun + 60)
    assert stage.root.exists()
    sweep(final, begun + 25 * 3600)

    assert not stage.root.exists()
