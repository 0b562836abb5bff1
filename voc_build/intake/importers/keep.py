"""tickets.yml and provenance.yml of an issue: read as they are, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from voc_build.intake.files import LARGEST
from voc_build.intake.importers.rows import Ticket
from voc_build.intake.source import values
from voc_build.intake.writer import scalar

TICKETS, PROVENANCE = "tickets.yml", "provenance.yml"
_HEAD = "导入:\n"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a month's tickets came from: one line of provenance.yml, without a clock."""

    file: str
    data: bytes
    sheet: str
    mapping: str
    read: int
    kept: int
    dropped: int

    @property
    def line(self) -> str:
        """The line, its hash that of the whole file."""
        cells = {
            "文件": self.file,
            "校验": f"sha256-{hashlib.sha256(self.data).hexdigest()}",
            "工作表": self.sheet,
            "对照表": self.mapping,
            "读入": str(self.read),
            "采用": str(self.kept),
            "略去": str(self.dropped),
        }
        return "  - {" + ", ".join(f"{key}: {scalar(value)}" for key, value in cells.items() if value) + "}\n"


def existing(data: bytes | None, file: str) -> dict[str, Ticket]:
    """The tickets of a file that was read without problems, by 编号; none where there is no file."""
    root = values(data, file, limit=LARGEST) if data else None
    rows = root.get("工单") or [] if isinstance(root, dict) else []
    return {
        row["编号"]: {
            key: tuple(value) if isinstance(value, list) else str(value)
            for key, value in row.items()
            if value is not None
        }
        for row in rows
    }


def keep(folder: Path, tickets: str, origin: Origin) -> bool:
    """Write both files; False where they say it already, and not a byte is touched."""
    changed = _read(folder / TICKETS) != tickets
    history = _read(folder / PROVENANCE)
    known = origin.line in history.splitlines(keepends=True)
    if changed or not known:
        _put(folder / PROVENANCE, _with(history, origin.line))
    if changed:
        _put(folder / TICKETS, tickets)
    return changed or not known


def _with(history: str, line: str) -> str:
    """The file with one more line under 导入; what digitising has written there stays as it is."""
    lines = history.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if _HEAD not in lines:
        return "".join([*lines, _HEAD, line])
    end = lines.index(_HEAD) + 1
    while end < len(lines) and lines[end].startswith((" ", "\n")):
        end += 1
    return "".join([*lines[:end], line, *lines[end:]])


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _put(path: Path, text: str) -> None:
    """Put a text in the place of a file, or of none: beside it first, then renamed into its place."""
    handle, name = tempfile.mkstemp(prefix=".import-", dir=path.parent)  # hidden names are nobody's in an archive
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        made.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)  # it has gone to its place, or it is of no use
