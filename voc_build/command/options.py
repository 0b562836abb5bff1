"""What the commands share: exit codes, options that several take, and how one is declared."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from voc_build.wording import ChineseCommand

FINE, PROBLEMS, MISUSE = 0, 1, 2
"""Exit codes: nothing wrong; problems in the data; wrong use or set-up."""

PATH = click.Path(path_type=Path)


def command(*options: Callable[..., Any]) -> Callable[[Callable[..., Any]], click.Command]:
    """Declare a command with Chinese help, its arguments and options in the order given."""

    def declare(function: Callable[..., Any]) -> click.Command:
        for option in reversed(options):
            function = option(function)
        return click.command(cls=ChineseCommand)(function)

    return declare


def _folder(context: click.Context, _: click.Parameter, value: Path | None) -> Path:
    """`--data` of the command, else that of `voc` itself, else `data`."""
    found: Path = value or context.find_root().params.get("data") or Path("data")
    return found


def moment(_: click.Context, __: click.Parameter, value: str | None) -> str:
    """The moment embargoes are judged at, as ISO text: `--as-of`, else SOURCE_DATE_EPOCH, else the clock."""
    import datetime as dt

    from voc_build.words.moments import release_time

    if value is not None:
        try:
            return release_time(value).isoformat()
        except ValueError:
            raise click.BadParameter("写成 2022-05-12 或 2022-05-12T09:00") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).isoformat()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        raise click.BadParameter("环境变量 SOURCE_DATE_EPOCH 应是秒数") from None


def period(_: click.Context, __: click.Parameter, value: str) -> str:
    """A 期号 as it must be typed."""
    from voc_build.words.month import Month

    try:
        return str(Month.parse(value))
    except ValueError:
        raise click.BadParameter("期号写成 2022-06") from None


data_option = click.option(
    "--data", type=PATH, default=None, callback=_folder, metavar="目录", help="档案目录，默认 data/"
)
as_of_option = click.option("--as-of", callback=moment, metavar="日期", help="按这一天判断是否已到发布日期")
to_option = click.option("--to", type=PATH, required=True, metavar="目录", help="写到这个目录")
