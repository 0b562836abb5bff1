"""How far the writing is: a bar on a terminal, a line now and then elsewhere, always on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

T = TypeVar("T")

_TOLD = 10
"""Lines for a whole run where nobody watches a bar."""


def watched(things: Sequence[T], label: str, unit: str) -> Iterator[T]:
    """The things one by one, telling how many are done."""
    if sys.stderr.isatty():
        with click.progressbar(things, label=label, file=sys.stderr, show_pos=True) as bar:
            yield from bar
        return
    for done, thing in enumerate(things, 1):
        yield thing
        if done * _TOLD // len(things) != (done - 1) * _TOLD // len(things):
            click.echo(f"{label} {done}/{len(things)} {unit}", err=True)
