"""An invented archive of any size, the same bytes for the same seed everywhere, for benchmarks and tests.

`timeline` decides which issues there are, `ledger` draws their tickets, `printed` prints figures of them,
`cases` tells of some in sentences from `grammar`, `headers` and `fates` say what is planned and what became
of it; `settings` writes what stands beside the issues, `bank` and `axes` know its words.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from voc_build.sample import settings
from voc_build.sample.cases import case
from voc_build.sample.dice import Dice
from voc_build.sample.fates import Fates
from voc_build.sample.headers import header
from voc_build.sample.ledger import Ledger, Tally
from voc_build.sample.printed import figures
from voc_build.sample.progress import watched
from voc_build.sample.timeline import Slot, Timeline, timeline

__all__ = ["write"]

_KINDS = ("投诉", "意见", "表扬")
"""The order cases stand in."""


def write(issues: int, cases: int, tickets: int, to: Path, seed: int = 1) -> None:
    """Write a whole archive; cases and tickets are totals over the issues.

    ValueError for numbers no archive can have (in words for the user), FileExistsError where `to` holds
    anything but an earlier sample, which is replaced.
    """
    times = timeline(issues, cases, tickets, seed)
    _clear(to)
    for path, text in settings.surroundings(times).items():
        _put(to / path, text)
    writer = _Writer(times, to / "issues", seed)
    for slot in watched(times.slots, "写样例档案", "期"):
        writer.issue(slot)


class _Writer:
    """Issues in order: each needs what the ones before left to follow up and to compare with."""

    def __init__(self, times: Timeline, folder: Path, seed: int) -> None:
        self._times, self._folder, self._seed = times, folder, seed
        self._fates = Fates(times)
        self._before: Tally | None = None
        self._digits = 2 if max(slot.cases for slot in times.slots) < 100 else 3

    def issue(self, slot: Slot) -> None:
        """One issue's folder."""
        folder, dice = self._folder / str(slot.period), Dice(self._seed, slot.month, "issue")
        lines = ["工单:\n"] if slot.by_tickets else None
        tally = Tally() if slot.prints or self._compared_next(slot) else None
        told = Ledger(slot, self._times, self._seed).write(lines, tally)
        if lines is not None:
            _put(folder / "tickets.yml", "".join(lines) if len(lines) > 1 else "工单: []\n")
        if slot.prints and tally is not None:
            _put(folder / "figures.yml", figures(slot, self._times, tally, self._before, dice))
        followups = self._fates.followups(slot, dice)
        if followups is not None:
            _put(folder / "followups.yml", followups)
        head = header(slot, self._times, tally if slot.prints else None, dice)
        _put(folder / "issue.yml", head.text)
        for item in head.plan:
            self._fates.begin(f"{slot.period}/{item}", slot, dice)
        for number, one in enumerate(sorted(told, key=lambda one: _KINDS.index(one.ask.kind)), 1):
            name = f"{number:0{self._digits}d}"
            written = case(one, slot, Dice(self._seed, slot.month, "case", number))
            _put(folder / "cases" / f"{name}.yml", written.text)
            for advice in written.advice:
                self._fates.begin(f"{slot.period}/{name}/{advice}", slot, dice)
        self._before = tally

    def _compared_next(self, slot: Slot) -> bool:
        following = self._times.slots[slot.index + 1 : slot.index + 2]
        return any(other.prints for other in following)


def _clear(folder: Path) -> None:
    """Make room: nothing but an earlier sample is ever removed."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    archive = folder / "archive.yml"
    if not archive.is_file() or not archive.read_text("utf-8").startswith(settings.MARK):
        raise FileExistsError(f"{folder} 不是空目录，也不是以前生成的样例")
    for name in ("issues", "taxonomy"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
