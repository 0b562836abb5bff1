"""What a preview keeps from one save to the next, and when it needs MkDocs: only where more has changed than an issue.

A save costs reading what was saved, looking for faults, and the page that is asked for. Issues whose files say the same
are taken as they were read.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, Final

from voc_build.host import preview
from voc_build.words.archive import Issue

if TYPE_CHECKING:  # a build watches nothing
    from voc_build.host.watching import Watch

_QUIET: Final = 3.0
"""Seconds without a save after which there is time to tidy up."""

issues: dict[str, Issue] = {}
"""The issues that were read for this preview, by folder."""

# -- when ------------------------------------------------------------------------------------------
latest: Callable[[], None] | None = None
"""How the last site that MkDocs built is refreshed; None before there was one."""


def rebuild(server: Any, whole: Callable[[], None], watch: Watch, issues: Path) -> None:
    """Have the server build as `whole` does only where more has changed than files of issues."""

    def build() -> None:
        gc.disable()  # what a build makes is looked through once it is quiet again
        changed = watch.take()
        small = changed and all(path.is_relative_to(issues) for path in changed)
        if small and latest is not None and not preview.behind.wanted:
            latest()
        else:
            whole()
        _tidy_later()

    server.builder = build


def _tidy_later() -> None:
    global _tidying
    if _tidying is not None:
        _tidying.cancel()
    _tidying = Timer(_QUIET, _tidy)
    _tidying.daemon = True
    _tidying.start()


def _tidy() -> None:
    """Let go of the sites before this one, whose parts hold each other."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


_tidying: Timer | None = None
