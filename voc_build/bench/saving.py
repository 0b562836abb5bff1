"""How long from saving a YAML file to seeing it in the browser: `python -m voc_build.bench.saving [--issues N …]`.

A preview of a sample archive is started, then a case's text is edited again and again and its page asked for until
the new words are in it. Seconds, median of ten; the machine is named, since seconds are about it too.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import click

from voc_build.bench import machine
from voc_build.bench.figures import SIZES
from voc_build.sample import write

_PATIENCE = 120.0


@click.command()
@click.option("--size", type=click.Choice([size.name for size in SIZES]), default="M")
@click.option("--times", default=10)
@click.option("--one-issue", is_flag=True, help="voc serve ISSUE")
def main(size: str, times: int, one_issue: bool) -> None:
    """Edit and poll."""
    chosen = next(one for one in SIZES if one.name == size)
    with tempfile.TemporaryDirectory(prefix="voc-saving-") as folder:
        data = Path(folder) / "data"
        write(chosen.issues, chosen.cases, chosen.tickets, data)
        seconds = _measure(data, Path(folder) / "cache", times, one_issue)
    click.echo(f"{machine()['machine']}")
    click.echo(
        f"{size}: median {statistics.median(seconds):.2f} s  ({min(seconds):.2f} … {max(seconds):.2f}), {times} saves"
    )


def _measure(data: Path, cache: Path, times: int, one_issue: bool) -> list[float]:
    case = sorted(data.glob("issues/*/cases/*.yml"))[-1]
    issue = case.parts[-3]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-c", "from voc_build.cli import main; main()", "serve", "--data", str(data)]
    command += ["--addr", address, *([issue] if one_issue else [])]
    env = {**os.environ, "VOC_CACHE": str(cache)}
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://{address}/cases/{issue}-{case.stem}/"
    try:
        _wait_for(url, "经过")
        return [_save_and_see(case, url, number) for number in range(times)]
    finally:
        server.terminate()
        server.wait()


def _save_and_see(case: Path, url: str, number: int) -> float:
    word = f"第{number}次修改之后"
    text = case.read_text("utf-8")
    started = time.perf_counter()
    case.write_text(text.replace("启示: |\n  ", f"启示: |\n  {word}", 1), "utf-8")
    _wait_for(url, word)
    return time.perf_counter() - started


def _wait_for(url: str, word: str) -> None:
    end = time.perf_counter() + _PATIENCE
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                if word in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        _pause()
    raise click.ClickException(f"{url}: no {word} within {_PATIENCE:.0f} s")


def _pause() -> None:
    """Poll twenty times a second, as a reader's patience would not notice."""
    time.sleep(0.05)


if __name__ == "__main__":
    main()
