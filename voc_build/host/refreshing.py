"""What a preview keeps from one save to the next, and when it needs MkDocs: only where more has changed than an issue.

A save costs reading what was saved, looking for faults, and the page that is asked for. Issues whose files say the same
are taken as they were read; what reconciling an issue gave stays while nothing it asks for changes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from threading import Thread, Timer
from typing import TYPE_CHECKING, Any, Final

from voc_build.host import preview
from voc_build.intake.cache import digest
from voc_build.intake.loaded import Loaded
from voc_build.numbers.reconcile import Finding
from voc_build.pages.publication import Publication
from voc_build.words.archive import Issue
from voc_build.words.month import Month

if TYPE_CHECKING:  # a build watches nothing
    from voc_build.host.watching import Watch

_QUIET: Final = 3.0
"""Seconds without a save after which there is time to tidy up."""
_ASKED: Final = ("issue.yml", "figures.yml", "tickets.yml")
"""What reconciling reads of an issue and of the months and years around it (`numbers.neighbours`)."""

issues: dict[str, Issue] = {}
"""The issues that were read for this preview, by folder."""

_findings: dict[Month, tuple[str, tuple[Finding, ...]]] = {}
"""What reconciling an issue gave, with a hash of all it was made from."""


def recall(loaded: Loaded, publication: Publication) -> None:
    """Spare the reconciliation of issues of which nothing changed that it asks for."""
    keys = _keys(loaded, publication)
    publication.reconciled.take({
        period: found for period, (key, found) in _findings.items() if keys.get(period) == key
    })  # fmt: skip


def remember(loaded: Loaded, publication: Publication) -> None:
    """Keep what reconciliation gave for the next save."""
    keys = _keys(loaded, publication)
    _findings.update({
        period: (keys[period], found) for period, found in publication.reconciled.done.items() if period in keys
    })  # fmt: skip


def _keys(loaded: Loaded, publication: Publication) -> dict[Month, str]:
    """What each issue's findings are made from: words, and the tables of its own and of those that speak for it."""
    told = {}
    for base, issue in loaded.each():
        files = [file for name in _ASKED if (file := f"{base}/{name}") in loaded.files]
        told[issue.month] = loaded.files.digest_of(files)
    found = {}
    for issue in publication.archive.issues:
        months = {issue.month, *(issue.month + step for step in (-12, -1, 1, 12))}
        months |= {Month(issue.month.year, number) for number in range(1, issue.month.month)}
        around = (f"{month} {told[month]}" for month in sorted(months) if month in told)
        found[issue.period] = digest(publication.words_key, *around)
    return found


def warm(loaded: Loaded, publication: Publication) -> None:
    """Reconcile every issue beside the first requests, so that the first save has it already."""

    def work() -> None:
        for issue in publication.archive.issues:
            publication.reconciled.of(issue)
        remember(loaded, publication)

    if len(_findings) < len(publication.archive.issues):
        Thread(target=work, daemon=True).start()


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
