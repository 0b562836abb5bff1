"""The `voc` command: the group of all commands, and how a run ends.

Exit 0 = fine, 1 = problems in the data, 2 = wrong use or set-up, 130 = interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from voc_build.command import archive, measuring, site, taking
from voc_build.command.options import FINE, MISUSE, PATH
from voc_build.wording import ChineseGroup, failure, in_chinese

INTERRUPTED = 130


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # what a terminal cannot show becomes an escape, not a traceback
            stream.reconfigure(errors="backslashreplace")
    _leave(run(args))


def _leave(code: int) -> NoReturn:
    """Leave at once: a large archive is not taken apart object by object, which would be a tenth of a rebuild.

    Whoever opened something has closed it by now; what was said is written out.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody reads any more
            stream.flush()
    os._exit(code)


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    try:
        code = voc.main(args=None if args is None else list(args), prog_name="voc", standalone_mode=False)
    except click.ClickException as wrong:
        click.echo(in_chinese(wrong), err=True)
        return MISUSE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads: say no more
        return FINE
    except OSError as wrong:
        click.echo(f"voc：{failure(wrong)}", err=True)
        return MISUSE
    return code if isinstance(code, int) else FINE


@click.group(cls=ChineseGroup)
@click.option("--data", type=PATH, default=None, metavar="目录", help="档案目录，默认 data/")
def voc(data: Path | None) -> None:
    """客户之声：检查档案，生成网站。"""


for _command in (
    *(archive.new, archive.check, archive.explain, archive.fix, archive.schema, archive.status),
    *(taking.importing, taking.digitise),
    *(site.build, site.serve, site.pages, site.export),
    *(measuring.sample, measuring.bench),
):
    voc.add_command(_command)
