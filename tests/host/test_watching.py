"""A change is told at once and once, and reading is no change."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from watchdog.events import (
    DirModifiedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)

from voc_build.host import watching
from voc_build.host.watching import Watch

FILE = "/archive/issues/2023-06/issue.yml"


@pytest.mark.parametrize(
    ("event", "news"),
    [
        (FileModifiedEvent(FILE), True),
        (FileMovedEvent("/archive/issues/2023-06/.issue.tmp", FILE), True),
        (FileOpenedEvent(FILE), False),
        (DirModifiedEvent("/archive/issues/2023-06"), False),
    ],
)
def test_only_changes_of_files_are_news(event: FileSystemEvent, news: bool) -> None:
    """A build opens every file it reads."""
    watch = Watch()

    assert watch.note(event, first_hand=True) is news
    assert (Path(FILE) in watch.take()) is news


def test_what_the_system_told_is_no_news_when_it_is_seen() -> None:
    """The second look at all files comes seconds later, when a build is long done."""
    watch = Watch()
    event = FileModifiedEvent(FILE)

    assert not watch.take()
    assert watch.note(event, first_hand=False)
    assert watch.note(event, first_hand=True)
    assert watch.take() == {Path(FILE)}
    assert not watch.note(event, first_hand=False)
    assert not watch.take()


class Told(FileSystemEventHandler):
    """Counts what it is told."""

    def __init__(self) -> None:
        self.count = 0

    def on_any_event(self, event: FileSystemEvent) -> None:
        """One more."""
        self.count += 1


@pytest.mark.parametrize("helped", [True, False])
def test_a_save_is_noticed(helped: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no watches left too."""
    if not helped:
        monkeypatch.setattr(watching, "Observer", _none_left)
    watch, told = Watch(), Told()
    watch.schedule(told, str(tmp_path))
    watch.start()
    changed: frozenset[Path] = frozenset()
    for turn in range(200):  # saved again and again, for nobody tells when the watch has had its first look
        (tmp_path / "a.yml").write_text(f"标题: 甲{turn}", encoding="utf-8")
        time.sleep(0.05)
        changed = watch.take()
        if changed:
            break
    watch.stop()
    watch.join(5)

    assert changed == {tmp_path / "a.yml"}
    assert told.count


def _none_left() -> object:
    class Observer:
        def schedule(self, *_: object, **__: object) -> None:
            raise OSError(28, "inotify watch limit reached")

        def stop(self) -> None:
            pass

    return Observer()
