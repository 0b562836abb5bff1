"""The commands that publish: build, serve, pages, export."""

from __future__ import annotations

from pathlib import Path

import click

from voc_build.command.options import FINE, PATH, as_of_option, command, data_option, period, to_option


@command(
    click.option("--edition", type=click.Choice(("web", "folder")), default="web", help="网站版或文件夹版"),
    click.option("--site-dir", type=PATH, default=Path("site"), metavar="目录", help="默认 site/"),
    click.option("--beside", type=PATH, metavar="目录", help="另一个档案，生成到网站内同名目录，并从首页链接"),
    as_of_option,
    click.option("--jobs", type=click.IntRange(1), default=1, metavar="数", help="并行的进程数"),
    click.option("--cluster", default=None, metavar="地址", help="dask 调度器的地址"),
    data_option,
)
def build(
    edition: str,
    site_dir: Path,
    beside: Path | None,
    as_of: str,
    jobs: int,
    cluster: str | None,
    data: Path,
) -> int:
    """生成网站。"""
    from voc_build.host.build import build

    return build(data, site_dir, edition, as_of, jobs, cluster, beside)


def _issue(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    return None if value is None else period(context, parameter, value)


def _address(_: click.Context, __: click.Parameter, value: str) -> str:
    """`HOST:PORT` as the server takes it."""
    host, _colon, port = value.rpartition(":")
    if host and port.isdecimal() and 0 < int(port) < 1 << 16:
        return value
    raise click.BadParameter("写成 主机:端口，如 127.0.0.1:8001，端口在 1 到 65535 之间")


@command(
    click.argument("issue", required=False, metavar="[期号]", callback=_issue),
    click.option(
        "--addr",
        default="127.0.0.1:8000",
        callback=_address,
        metavar="主机:端口",
        help="预览的地址，默认 127.0.0.1:8000",
    ),
    data_option,
)
def serve(issue: str | None, addr: str, data: Path) -> int:
    """实时预览；写了期号就连未发布的各期一起看。"""
    from voc_build.host.build import serve

    return serve(data, issue, addr)


@command(to_option, as_of_option, data_option)
def pages(to: Path, as_of: str, data: Path) -> int:
    """把每一页写成 Markdown。"""
    from voc_build.pages.markdown import write
    from voc_build.words.moments import release_time

    return _told(write(data, to, release_time(as_of)), to)


@command(to_option, as_of_option, data_option)
def export(to: Path, as_of: str, data: Path) -> int:
    """导出数据表（CSV、JSON）。"""
    from voc_build.pages.export import write
    from voc_build.words.moments import release_time

    return _told(write(data, to, release_time(as_of)), to)


def _told(code: int, to: Path) -> int:
    """The same exit code; where all went well, where the files are."""
    if code == FINE:
        click.echo(f"已写出：{to}（只含已发布的各期）")
    return code
