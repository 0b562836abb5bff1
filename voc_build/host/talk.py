"""What a build says while it works: MkDocs' messages, plainly, without those of plugins about themselves."""

from __future__ import annotations

import logging


def talk() -> None:
    """Print MkDocs' records, once."""
    log = logging.getLogger("mkdocs")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        log.addHandler(handler)
    log.setLevel(logging.WARNING)
    logging.getLogger("mkdocs.voc").setLevel(logging.INFO)
