"""Why a source is not digitised at all, as a diagnostic."""

from __future__ import annotations

from voc_build.words.diagnostics import Diagnostic, Place, rule


class Refused(Exception):
    """Nothing was written; `diagnostic` says why and what to do."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def refused(code: str, file: str, message: str, help: str = "", line: int = 1) -> Refused:
    """The refusal of that rule for a file."""
    return Refused(rule(code).at(Place(file, line), message, help=help))
