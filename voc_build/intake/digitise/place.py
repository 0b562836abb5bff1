"""Putting a draft into an archive: a new issue folder, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from voc_build.intake.atomic import write_folder
from voc_build.intake.digitise.refusal import Refused, refused
from voc_build.words.month import Month


def folder_for(root: Path, period: Month) -> Path:
    """Where the issue will stand; raises Refused where something stands already."""
    folder = root / "issues" / str(period)
    if os.path.lexists(folder):
        raise _taken(folder)
    return folder


def put(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files of a new issue; raises Refused where something has come to stand there since."""
    try:
        write_folder(folder, files)
    except FileExistsError:
        raise _taken(folder) from None


def _taken(folder: Path) -> Refused:
    help = "用 --to 写到别处比较，或先移走原来的目录"
    return refused("VOC450", f"issues/{folder.name}", f"{folder.name} 这一期已经有了，没有写任何文件", help)
