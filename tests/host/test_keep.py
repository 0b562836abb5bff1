"""Kept output is taken over only where it is what would be made again."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

import pytest

from voc_build.host.keep import Stage, alone, hashed, left, looks, sweep
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


def test_a_file_of_the_same_key_stays(tmp_path: Path, cache: Cache) -> None:
    """It is the very same file afterwards, and what changed stands beside it."""
    final = tmp_path / "site"
    _publish(final, cache, ("a/index.html", "k", b"one"), ("b/index.html", "k", b"two"))
    before = (final / "a/index.html").stat()
    stage = Stage.open(final, cache)
    assert stage.keep("a/index.html", "k")
    stage.write("b/index.html", "new", b"three")
    stage.write("c/d/index.html", "k", b"four")
    stage.publish()

    assert os.path.samestat(before, (final / "a/index.html").stat())
    assert [(final / name / "index.html").read_bytes() for name in ("b", "c/d")] == [b"three", b"four"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]


def test_a_folder_may_become_a_file_and_a_file_a_folder(tmp_path: Path, cache: Cache) -> None:
    """What stood in the way is gone before the new comes."""
    final = tmp_path / "site"
    _publish(final, cache, ("a", "k", b"1"), ("b/c/index.html", "k", b"2"), ("d", "k", b"3"))
    stage = Stage.open(final, cache)
    assert stage.keep("d", "k")
    stage.write("a/index.html", "k", b"4")
    stage.write("b", "k", b"5")
    stage.publish()

    assert ((final / "a/index.html").read_bytes(), (final / "b").read_bytes()) == (b"4", b"5")


def test_a_build_that_was_overtaken_says_so_and_leaves_the_other_ones_site(tmp_path: Path, cache: Cache) -> None:
    """What it wanted to keep is not there any more; no mixture is published."""
    final = tmp_path / "site"
    _publish(final, cache, ("a", "k", b"one"), ("b", "k", b"two"))
    stage = Stage.open(final, cache)
    assert stage.keep("a", "k")
    stage.write("b", "new", b"half")
    _publish(final, Cache(tmp_path / "other"), ("a", "x", b"theirs"), ("b", "x", b"theirs"))

    with pytest.raises(OSError, match="另一个构建"):
        stage.publish()
    assert [(final / name).read_bytes() for name in "ab"] == [b"theirs", b"theirs"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "other", "site"]


def test_a_build_that_came_between_is_noticed_even_where_it_changed_little(tmp_path: Path, cache: Cache) -> None:
    """It kept the same files, in place, and this one would have taken away what it added."""
    final = tmp_path / "site"
    _publish(final, cache, ("a/b", "k", b"one"))
    stages = [Stage.open(final, cache) for _ in range(2)]
    for number, stage in enumerate(stages):
        assert stage.keep("a/b", "k")
        stage.write(f"a/{number}", "k", b"new")
    stages[0].publish()

    with pytest.raises(OSError, match="另一个构建"):
        stages[1].publish()
    assert sorted(path.name for path in (final / "a").iterdir()) == ["0", "b"]


def test_a_build_cut_off_while_it_moves_files_in_leaves_no_site(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is better than a mixture; the next build makes all of it."""
    final = tmp_path / "site"
    _publish(final, cache, ("a", "k", b"one"), ("b", "k", b"two"))
    (final / "surplus").write_bytes(b"")
    stage = Stage.open(final, cache)
    assert stage.keep("a", "k")
    stage.write("b", "new", b"three")

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("voc_build.host.keep._drop_empty", cut)
    with pytest.raises(KeyboardInterrupt):
        stage.publish()

    assert not final.exists()
    assert not Stage.open(final, cache).keep("a", "k")


def test_builds_of_one_site_wait_for_each_other(tmp_path: Path, cache: Cache) -> None:
    """The second begins when the first has ended; builds of another site do not wait."""
    order: list[str] = []

    def second() -> None:
        with alone(tmp_path / "site", cache):
            order.append("second")

    with alone(tmp_path / "site", cache):
        waiting = Thread(target=second)
        waiting.start()
        with alone(tmp_path / "other", cache):
            order.append("other")
        waiting.join(0.2)
        order.append("first")
    waiting.join()

    assert order == ["other", "first", "second"]


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
    stage = Stage.open(final, cache, "demo")
    stage.write("a", "k", b"one")
    stage.publish()

    assert (final / "demo/index.html").read_bytes() == b"demo"


def test_what_publishing_left_is_what_a_walk_finds(tmp_path: Path, cache: Cache) -> None:
    """Of files that stayed, that are new, and that somebody else put in the stage; not of a carried folder."""
    final = tmp_path / "site"
    assert left(final, cache) == ""
    for key in ("k", "new"):
        stage = Stage.open(final, cache, "demo")
        (stage.root / "assets").mkdir()
        (stage.root / "assets/theme.css").write_bytes(b"css")
        if not stage.keep("a/index.html", "k"):
            stage.write("a/index.html", "k", b"one")
        stage.write("b/index.html", key, key.encode())
        stage.publish()
        (final / "demo").mkdir(exist_ok=True)
        (final / "demo/index.html").write_bytes(key.encode())

        assert left(final, cache) == hashed(looks(final, "demo")) != hashed(looks(final))


def test_old_stages_are_swept(tmp_path: Path, cache: Cache) -> None:
    """Those of builds cut off long ago, not those of builds at work."""
    final = tmp_path / "site"
    stage = Stage.open(final, cache)
    begun = stage.root.stat().st_mtime
    sweep(final, begun + 60)
    assert stage.root.exists()
    sweep(final, begun + 25 * 3600)

    assert not stage.root.exists()
