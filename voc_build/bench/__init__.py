"""`voc bench`: what a build costs, each figure a ratio of two runs in the same session on the same machine.

Absolute seconds say more about the machine than about the program, so none is a promise: a build is held against
bare MkDocs and against Hugo on the same content, a rebuild against the cold build, our reader against PyYAML's.
"""

from __future__ import annotations

import json
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path

import click

from voc_build.bench.figures import SIZES, Figure, measure

_PACKAGES = ("mkdocs", "mkdocs-material", "pyyaml", "pandas", "pyarrow", "hugo")


def main(large: bool, as_json: bool, runs: int = 3) -> int:
    """Measure sizes S and M, with `large` also L; a table, or JSON with everything each ratio came from."""
    sizes = SIZES if large else SIZES[:2]
    with tempfile.TemporaryDirectory(prefix="voc-bench-") as folder:
        figures = list(measure(Path(folder), sizes, runs))
    if as_json:
        report = {"machine": machine(), "runs": runs, "figures": [figure.as_json() for figure in figures]}
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return 0
    for name, value in machine().items():
        click.echo(f"{name}: {value}")
    click.echo("")
    for figure in figures:
        click.echo(figure.as_text())
    return 0


def machine() -> dict[str, str]:
    """What was measured on: processor, cores, system, versions."""
    names = {name: version(name) for name in _PACKAGES}
    return {
        "machine": f"{_processor()}, {_cores()} cores, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": ", ".join(f"{name} {number}" for name, number in names.items()),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


__all__ = ["Figure", "machine", "main"]
