"""The released archive for commands that write files from it, or the reasons why there is none."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from voc_build.checkout import CACHE
from voc_build.intake.cache import Cache
from voc_build.intake.load import Loaded, load
from voc_build.intake.report import text_report
from voc_build.numbers.audit import diagnose

PROBLEMS, MISUSE = 1, 2


def released(data: Path, as_of: dt.datetime | None) -> tuple[Loaded, int]:
    """What may be seen at `as_of` (None: everything), and why it must not be used as an exit code.

    0: it may be used. 1: the data has errors, 2: there is no archive; both are printed.
    """
    loaded = load(data, as_of=as_of, cache=Cache(CACHE))
    found = diagnose(loaded)
    if not any(one.is_error for one in found):
        return loaded, 0
    print(text_report(found, loaded.files), file=sys.stderr)
    return loaded, MISUSE if any(one.rule.code == "VOC001" for one in found) else PROBLEMS
