"""click in Chinese: headings of help texts and complaints about wrong use."""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import click

_FAILURES = {
    errno.ENOENT: "文件或目录不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是一个目录，要写文件",
    errno.ENOTDIR: "路径中间有一段不是目录",
    errno.EEXIST: "已经有了",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只能读",
    errno.ENAMETOOLONG: "名称太长",
    errno.EADDRINUSE: "这个地址和端口已被占用，换一个，如 --addr 127.0.0.1:8001",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}
_WIDEST = 30
_USAGE = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}
_EXTRA = re.compile(r"\s*\[([^\]]*(?:required|x[<>]=?|default)[^\]]*)\]$")
_REMARKS = ((r"required", "必填"), (r"x>=(\d+)", r"不小于 \1"), (r"default: ", "默认 "), (r";", "，"))
_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST, col_spacing: int = 2) -> None:
        """Names and what they mean in two columns, where a Han letter takes two; click counts it as one."""
        rows = list(rows)
        column = max((_width(name) for name, _ in rows if _width(name) <= col_max), default=0) + col_spacing
        for name, said in rows:
            gap = " " * (column - _width(name)) if _width(name) <= col_max else "\n" + " " * (column + 2)
            self.write(f"{'':>{self.current_indent}}{name}{gap}{_EXTRA.sub(_remark, said)}\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Chinese(click.Command):
    """What a command and a group of commands share."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, said in Chinese."""
        return _said(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the command's name."""
        return [_USAGE.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]


class ChineseCommand(_Chinese):
    """A command whose help is Chinese throughout."""


class ChineseGroup(_Chinese, click.Group):
    """A group whose help is Chinese throughout."""


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _remark(found: re.Match[str]) -> str:
    said = found[1]
    for pattern, chinese in _REMARKS:
        said = re.sub(pattern, chinese, said)
    return f"（{said.replace(' ，', '，').replace('， ', '，')}）"


def _said(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明"
    return option


def in_chinese(wrong: click.ClickException) -> str:
    """What was wrong with the command line, with the help command to turn to; the help itself where that was asked."""
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        return wrong.message
    context: Any = getattr(wrong, "ctx", None)
    command = context.command_path if context is not None else "voc"
    return f"voc：{_complaint(wrong)}\n运行 {command} --help 查看用法"


def _complaint(wrong: click.ClickException) -> str:
    match wrong:
        case click.NoSuchOption():
            return f"没有选项 {wrong.option_name}{_meant(wrong.possibilities)}"
        case click.UsageError() if unknown := re.match("No such command '(.*?)'", wrong.message):
            return f"没有命令“{unknown[1]}”{_meant(getattr(wrong, 'possibilities', None))}"
        case click.BadOptionUsage():
            takes = "后面不写值" if "not take a value" in wrong.message else "后面要写一个值"
            return f"选项 {wrong.option_name} {takes}"
        case click.MissingParameter():
            return f"缺少 {_named(wrong)}".replace(" “", "“")
        case click.BadParameter():
            return f"{_named(wrong)} 的值不对：{_reason(wrong)}".replace("” 的", "”的")
        case click.UsageError() if extra := re.match(r"Got unexpected extra arguments? \((.*)\)", wrong.message):
            return f"多写了“{extra[1]}”"
        case click.UsageError() if wrong.message == "Missing command.":
            return "缺少命令"
        case _:
            return wrong.message


def failure(wrong: OSError) -> str:
    """What the system would not do, and why."""
    why = _FAILURES.get(wrong.errno or 0, f"系统错误 {wrong.errno or type(wrong).__name__}")
    return f"读写“{wrong.filename}”失败：{why}" if wrong.filename else f"操作失败：{why}"


def _meant(others: Sequence[str] | None) -> str:
    return f"；是不是 {'、'.join(others)}？" if others else ""


def _reason(wrong: click.BadParameter) -> str:
    """Why a value will not do; click's own types say it in English."""
    kind = wrong.param.type if wrong.param is not None else None
    given = re.search(r"'(.*)'", wrong.message)
    match kind:
        case click.Choice():
            return f"只能写 {'、'.join(map(str, kind.choices))}"
        case click.IntRange():
            return f"应是不小于 {kind.min} 的整数"
        case click.types.IntParamType():
            return "应是整数"
        case click.Path() if "does not exist" in wrong.message and given:
            return f"找不到“{given[1]}”"
        case click.Path() if "is a directory" in wrong.message and given:
            return f"“{given[1]}”是目录，要写文件"
        case click.Path() if "is not readable" in wrong.message and given:
            return f"没有权限读“{given[1]}”"
        case _:
            return wrong.message


def _named(wrong: click.BadParameter) -> str:
    parameter = wrong.param
    if parameter is None:
        return wrong.param_hint if isinstance(wrong.param_hint, str) else "参数"
    if parameter.param_type_name == "option":
        return parameter.opts[-1]
    return f"“{parameter.human_readable_name.strip('[]')}”"
