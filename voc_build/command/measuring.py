"""The commands for developers: sample and bench."""

from __future__ import annotations

from pathlib import Path

import click

from voc_build.command.options import FINE, command, to_option

_AT_LEAST_ONE = click.IntRange(1)


@command(
    click.option("--issues", type=_AT_LEAST_ONE, required=True, metavar="数", help="期数"),
    click.option("--cases", type=click.IntRange(0), required=True, metavar="数", help="案例总数"),
    click.option("--tickets", type=click.IntRange(0), required=True, metavar="数", help="工单总数"),
    to_option,
    click.option("--seed", type=int, default=1, metavar="数", help="随机种子"),
)
def sample(issues: int, cases: int, tickets: int, to: Path, seed: int) -> int:
    """生成一个虚构的大档案，用来测量。"""
    from voc_build.sample import write

    write(issues, cases, tickets, to, seed)
    return FINE


@command(
    click.option("--large", is_flag=True, help="加测大档案"),
    click.option("--json", "as_json", is_flag=True, help="输出 JSON"),
)
def bench(large: bool, as_json: bool) -> int:
    """测量生成网站的速度。"""
    from voc_build.bench import main

    return main(large, as_json) or FINE
