"""Writing into an archive: all of it or nothing, whatever goes wrong half way."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Make a new folder with these texts (UTF-8); FileExistsError where anything stands there already."""
    if os.path.lexists(folder):
        raise FileExistsError(17, "已经存在", str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))  # hidden names are nobody's in an archive
    try:
        for name, text in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        made.chmod(0o755)  # mkdtemp keeps it to its owner
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)  # of what was renamed nothing is left here


def replace_file(path: Path, data: bytes) -> None:
    """Put these bytes in the place of a file, which keeps its permissions."""
    handle, name = tempfile.mkstemp(prefix=".fix-", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        shutil.copymode(path, made)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
