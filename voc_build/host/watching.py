"""Files that changed, told by the system at once; MkDocs would look at every file of an archive twice a second.

Some file systems tell nothing (network drives, Windows' folders seen from Linux), so all are looked at as well, seldom;
and often where the system cannot watch at all.
"""

from __future__ import annotations

import time
from pathlib import Path
from threading import Lock
from typing import Any, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

SELDOM, OFTEN = 5.0, 0.5
"""Seconds between two looks at all files."""

_MEANT: Final = frozenset(("created", "modified", "deleted", "moved", "closed"))
"""Events that change something; systems also tell who opens and reads a file."""


class Watch:
    """What MkDocs' server takes for its observer; `take` gives the files that changed since it was asked last."""

    def __init__(self) -> None:
        self._scheduled: dict[str, tuple[Any, bool]] = {}
        self._told: dict[str, float] = {}
        self._changed: set[str] = set()
        self._lock = Lock()
        self._observers: list[Any] = []

    def schedule(self, handler: FileSystemEventHandler, path: str, recursive: bool = True) -> str:
        """Watch a folder once started; what `unschedule` takes."""
        self._scheduled[path] = (handler, recursive)
        for observer in self._observers:
            self._add(observer, path)
        return path

    def unschedule(self, path: str) -> None:
        """Watch it no more; only before the start."""
        self._scheduled.pop(path, None)

    def start(self) -> None:
        """Begin, with the system's help if it gives any."""
        native = Observer()
        seldom = PollingObserver(timeout=SELDOM)
        try:
            self._begin(native)
        except OSError:  # no more watches to be had
            seldom = PollingObserver(timeout=OFTEN)
            native.stop()
        else:
            self._observers.append(native)
        self._begin(seldom)
        self._observers.append(seldom)

    def stop(self) -> None:
        """End."""
        for observer in self._observers:
            observer.stop()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        for observer in self._observers:
            observer.join(timeout)

    def take(self) -> frozenset[Path]:
        """The files that changed since."""
        with self._lock:
            found = frozenset(map(Path, self._changed))
            self._changed.clear()
        return found

    def note(self, event: FileSystemEvent, *, first_hand: bool) -> bool:
        """Whether this is news: a change, and not one that the system told before it was seen."""
        if event.is_directory or event.event_type not in _MEANT:
            return False
        paths = {str(path) for path in (event.src_path, event.dest_path) if path}
        now = time.monotonic()
        with self._lock:
            known = [path for path in paths if now - self._told.get(path, -SELDOM * 9) < SELDOM * 2]
            if not first_hand and known:
                return False
            if first_hand:
                self._told |= dict.fromkeys(paths, now)
            self._changed |= paths
        return True

    def _begin(self, observer: Any) -> None:
        for path in self._scheduled:
            self._add(observer, path)
        observer.start()

    def _add(self, observer: Any, path: str) -> None:
        handler, recursive = self._scheduled[path]
        observer.schedule(_News(self, handler, not isinstance(observer, PollingObserver)), path, recursive=recursive)


class _News(FileSystemEventHandler):
    """Passes on what is news."""

    def __init__(self, watch: Watch, handler: FileSystemEventHandler, first_hand: bool) -> None:
        self._watch, self._handler, self._first_hand = watch, handler, first_hand

    def dispatch(self, event: FileSystemEvent) -> None:
        """Called by the observer's thread."""
        if self._watch.note(event, first_hand=self._first_hand):
            self._handler.dispatch(event)


def watch_closely(server: Any) -> Watch:
    """Put such a watch in the place of the server's observer."""
    paths = list(server._watched_paths)
    for path in paths:
        while path in server._watched_paths:
            server.unwatch(path)
    server.observer = watch = Watch()
    for path in paths:
        server.watch(path)
    return watch
