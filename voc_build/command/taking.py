"""The commands that take in what others wrote: import and digitise."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from voc_build import checkout
from voc_build.command.options import FINE, PATH, PROBLEMS, command, data_option, period
from voc_build.wording import ChineseCommand, ChineseGroup


@click.group("import", cls=ChineseGroup)
def importing() -> None:
    """从工单系统导出的表格导入。"""


@importing.command("tickets", cls=ChineseCommand)
@click.argument("file", type=PATH, metavar="文件")
@click.option("--issue", required=True, callback=period, metavar="期号", help="导入到哪一期，如 2022-06")
@click.option("--mapping", default="", metavar="名称", help="用 import/名称.yml 对照；不写就用认出列名最多的")
@click.option("--sheet", default="", metavar="名称", help="工作表；只有一个像台账时不必写")
@click.option("--month-only", is_flag=True, help="不在统计月份的行不导入（否则报错）")
@click.option("--replace", is_flag=True, help="表格里没有的工单从 tickets.yml 删除（否则保留）")
@data_option
def import_tickets(
    file: Path, issue: str, mapping: str, sheet: str, month_only: bool, replace: bool, data: Path
) -> int:
    """从 .xlsx、.xls、.csv 表格导入一期的工单，写成 tickets.yml。

    有一行不对就什么也不写，并一次列出全部问题。姓名、电话、投诉内容等列不导入。
    """
    from voc_build.intake import report
    from voc_build.intake.cache import Cache
    from voc_build.intake.importers.tickets import Misuse, Order
    from voc_build.intake.importers.tickets import import_tickets as run_import
    from voc_build.intake.privacy.mask import mask
    from voc_build.words.month import Month

    order = Order(data=data, file=file, issue=Month.parse(issue), mapping=mapping, sheet=sheet,
                  replace=replace, month_only=month_only)  # fmt: skip
    if sys.stderr.isatty():
        click.echo(f"打开 {file} …", err=True)
    try:
        outcome = run_import(order, _bar, Cache(checkout.CACHE))
    except Misuse as wrong:
        raise click.UsageError(str(wrong)) from None
    for line in outcome.lines:
        click.echo(mask(line))
    if outcome.diagnostics:
        click.echo(report.text_report(outcome.diagnostics, {}))
    return FINE if outcome.taken else PROBLEMS


def _bar(rows: range) -> Iterator[int]:
    """The rows, with a bar where somebody watches."""
    if not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, label="读取工单", file=sys.stderr, update_min_steps=200) as bar:
        yield from bar


@command(
    click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="文件"),
    click.option("--issue", default=None, metavar="期号", help="期号，如 2022-05；默认取文中印的期号"),
    click.option("--to", type=PATH, default=None, metavar="目录", help="写到 目录/issues/ 下，默认写进档案"),
    data_option,
)
def digitise(file: Path, issue: str | None, to: Path | None, data: Path) -> int:
    """把过去的一期（txt、pdf、docx）读成草稿。

    存疑的字段列入 待核，核对完才能发布；已有的一期不会覆盖。
    """
    from voc_build.digitised import digitise
    from voc_build.words.month import Month

    try:
        period = None if issue is None else Month.parse(issue)
    except ValueError:
        raise click.BadParameter("写成 2022-05", param_hint="--issue") from None
    lines, done = digitise(file, period, to, data)
    for line in lines:
        click.echo(line)
    return FINE if done else PROBLEMS
