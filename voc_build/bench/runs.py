"""Whole processes measured from outside: processor time, wall time and peak memory, as the system accounts them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_DEFAULTS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Python with its default settings: whoever runs a program for the second time has its modules compiled."""


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process with its children: seconds of processor and wall, peak memory in megabytes, its words."""

    cpu: float
    wall: float
    peak: float
    said: str = ""


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end; RuntimeError with the end of what it printed when it fails."""
    started = time.perf_counter()
    with open(os.devnull, "rb") as nothing:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**_DEFAULTS, **(env or {})},
            stdin=nothing,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said.decode(errors='replace')[-2000:]}")
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Run(usage.ru_utime + usage.ru_stime, time.perf_counter() - started, peak, said.decode(errors="replace"))


def move_away(folder: Path) -> None:
    """Make room for a run: a file system that has just lost ten thousand files takes long to make new ones."""
    if folder.exists():
        folder.rename(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))


def voc(arguments: Sequence[str], cwd: Path, cache: Path) -> Run:
    """Run `voc …` with its cache in a folder of its own."""
    command = [sys.executable, "-c", "from voc_build.cli import main; main()", *arguments]
    return run(command, cwd, {"VOC_CACHE": str(cache)})


def python(code: str, cwd: Path, *arguments: str, cache: Path | None = None) -> Run:
    """Run a few lines of Python as a plain process with default settings."""
    return run([sys.executable, "-c", code, *arguments], cwd, {"VOC_CACHE": str(cache)} if cache else None)
