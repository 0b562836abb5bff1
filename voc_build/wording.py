"""click in Chinese: headings of help texts and complaints about wrong use."""

from __future__ import annotations

from typing import Any

import click

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, said in Chinese."""
        return _said(super().get_help_option(ctx))


class ChineseGroup(click.Group):
    """A group whose help is Chinese throughout."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, said in Chinese."""
        return _said(super().get_help_option(ctx))


def _said(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明"
    return option


def in_chinese(wrong: click.ClickException) -> str:
    """What was wrong with the command line, with the help command to turn to."""
    said = _complaint(wrong)
    context: Any = getattr(wrong, "ctx", None)
    command = context.command_path if context is not None else "voc"
    return f"{said}\n运行 {command} --help 查看用法"


def _complaint(wrong: click.ClickException) -> str:
    match wrong:
        case click.NoSuchOption():
            return f"没有选项 {wrong.option_name}"
        case click.BadOptionUsage():
            return f"选项 {wrong.option_name} 的写法不对"
        case click.MissingParameter():
            return f"缺少 {_named(wrong)}"
        case click.BadParameter():
            return f"{_named(wrong)} 的值不对：{wrong.message}"
        case click.UsageError() if wrong.message.startswith("No such command"):
            return "没有命令" + wrong.message.removeprefix("No such command").split(".")[0]
        case _:
            return wrong.message


def _named(wrong: click.BadParameter) -> str:
    parameter = wrong.param
    if parameter is None:
        return wrong.param_hint if isinstance(wrong.param_hint, str) else "参数"
    return parameter.opts[-1] if parameter.param_type_name == "option" else str(parameter.human_readable_name)
