"""The commands about an archive: new, check, explain, fix, schema, status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voc_build import checkout
from voc_build.command.options import FINE, MISUSE, PATH, PROBLEMS, as_of_option, command, data_option, period

if TYPE_CHECKING:
    from voc_build.intake.load import Loaded
    from voc_build.words.diagnostics import Diagnostic

_FORMATS = ("text", "json", "github", "gitlab")


@command(
    click.argument("issue", callback=period, metavar="期号"),
    click.option("--basis", type=click.Choice(("工单", "汇总")), default="工单", help="数据口径，默认 工单"),
    data_option,
)
def new(issue: str, basis: str, data: Path) -> int:
    """建立新的一期：带说明的完整骨架，状态为草稿。

    以前各期尚未了结的工作计划和建议会列进 followups.yml，等待答复。
    """
    from voc_build.intake.atomic import write_folder
    from voc_build.intake.load import load
    from voc_build.intake.skeleton import skeleton
    from voc_build.words.month import Month

    if not data.is_dir():
        raise click.UsageError(f"找不到档案目录“{data}”")
    files = skeleton(load(data).archive, Month.parse(issue), basis)
    folder = data / "issues" / issue
    try:
        write_folder(folder, files)
    except FileExistsError:
        raise click.UsageError(f"{folder} 已经存在，没有改动任何文件") from None
    click.echo(f"已建立 {folder}：")
    for name in files:
        click.echo(f"  {name}")
    waiting = files["followups.yml"].count("- 针对:")
    if waiting:
        click.echo(f"以前各期有 {waiting} 项工作计划和建议尚未了结，列在 followups.yml 里等待答复。")
    click.echo(f"下一步：按文件里的说明填写，再运行 voc check；预览运行 voc serve {issue}。")
    return FINE


@command(
    click.argument("paths", nargs=-1, type=PATH, metavar="[路径]…"),
    click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="输出格式，默认 text"),
    data_option,
)
def check(paths: tuple[Path, ...], form: str, data: Path) -> int:
    """检查档案，一次报告全部问题。

    写了路径就只报告这些文件或目录里的问题。
    """
    from voc_build.intake import report

    loaded, found = _examined(data)
    within = tuple(_within(data, path) for path in paths)
    if within:
        found = tuple(one for one in found if _is_in(one.place.file, within) or one.rule.code == "VOC001")
    match form:
        case "json":
            click.echo(report.json_report(found))
        case "github":
            click.echo(report.github_report(found, data), nl=bool(found))
        case "gitlab":
            click.echo(report.gitlab_report(found, data))
        case _:
            click.echo(report.text_report(found, loaded.files))
    return _verdict(found)


@command(click.argument("code", required=False, metavar="[编号]"))
def explain(code: str | None) -> int:
    """说明一条规则，如 VOC103；不写编号则列出全部。"""
    from voc_build.words.diagnostics import ALL_RULES

    if code is None:
        for rule in ALL_RULES.values():
            click.echo(f"{rule.code}  {rule.text.title}")
        return FINE
    wanted = code.upper() if code.upper().startswith("VOC") else f"VOC{code}"
    if wanted not in ALL_RULES:
        raise click.UsageError(f"没有规则 {code}；运行 voc explain 列出全部规则")
    rule = ALL_RULES[wanted]
    level = "错误，须改正才能生成网站" if rule.severity == "error" else "警告，不影响生成网站"
    click.echo(f"{rule.code} {rule.text.title}（{level}）\n\n为什么：{rule.text.why}\n怎么改：{rule.text.remedy}")
    return FINE


@command(
    click.argument("paths", nargs=-1, type=PATH, metavar="[路径]…"),
    click.option("--write", is_flag=True, help="直接写回文件"),
    data_option,
)
def fix(paths: tuple[Path, ...], write: bool, data: Path) -> int:
    """修正不需要判断的写法问题：先给出对照，确认后再写。

    改的是：文件编码、看不见的字符、制表符、语法位置的全角符号、日期和数字的写法、别名改为当月正式名称。注释和正文不动。
    写了路径就只看这些文件或目录。
    """
    from voc_build.intake.cache import Cache
    from voc_build.intake.repair.archive import repairs

    if not data.is_dir():
        raise click.UsageError(f"找不到档案目录“{data}”")
    within = tuple(_within(data, path) for path in paths) or (".",)
    found = tuple(repairs(data, lambda file: _is_in(file, within), Cache(checkout.CACHE)))
    for repair in found:
        for line in repair.diff.split("\n"):
            click.secho(line, fg={"+": "green", "-": "red"}.get(line[:1]))
    if not found:
        click.echo("没有可以自动修正的地方；其余问题见 voc check。")
        return FINE
    if not write and not _agreed(len(found)):
        click.echo(f"以上 {len(found)} 个文件还没有改动；加上 --write 写回。")
        return PROBLEMS
    for repair in found:
        repair.write(data)
    click.echo(f"已修正 {len(found)} 个文件；再运行 voc check 看还有没有问题。")
    return FINE


def _agreed(count: int) -> bool:
    """Whether a person at a terminal says yes; nobody there is a no."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    answer: str = click.prompt(f"写回这 {count} 个文件吗？输入 y 写回，其他键不写", default="n", show_default=False)
    return answer.strip().lower() in ("y", "yes", "是")


@command(
    click.option("--to", type=PATH, default=None, metavar="目录", help="写到这个目录，默认打印"),
    data_option,
)
def schema(to: Path | None, data: Path) -> int:
    """导出各数据文件的 JSON Schema，供编辑器提示和补全。

    机构、业务等名称取自 --data 的词表；没有这个档案就只有形状。
    """
    import json

    from voc_build.intake.load import load
    from voc_build.intake.schema import schemas

    found = schemas(load(data).archive.taxonomy if data.is_dir() else None)
    if to is None:
        together = {name: json.loads(text) for name, text in found.items()}
        click.echo(json.dumps(together, ensure_ascii=False, indent=2))
        return FINE
    to.mkdir(parents=True, exist_ok=True)
    for name, text in found.items():
        (to / name).write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"已写出 {len(found)} 个文件：{to}")
    return FINE


@command(as_of_option, data_option)
def status(as_of: str, data: Path) -> int:
    """各期一览，以及未到时间、待核、未说明和逾期的事项。"""
    from voc_build.intake.overview import overview
    from voc_build.intake.privacy.mask import mask
    from voc_build.intake.report import summary, text_report
    from voc_build.words.moments import release_time

    loaded, found = _examined(data)
    if _verdict(found) == MISUSE:
        click.echo(text_report(found, loaded.files))
        return MISUSE
    for line in overview(loaded, found, release_time(as_of)):
        click.echo(mask(line))
    click.echo(summary(found))
    return _verdict(found)


def _examined(data: Path) -> tuple[Loaded, tuple[Diagnostic, ...]]:
    from voc_build.intake.cache import Cache
    from voc_build.intake.load import load
    from voc_build.numbers.audit import diagnose

    loaded = load(data, cache=Cache(checkout.CACHE))
    return loaded, diagnose(loaded)


def _verdict(found: Sequence[Diagnostic]) -> int:
    if any(one.rule.code == "VOC001" for one in found):
        return MISUSE
    return PROBLEMS if any(one.is_error for one in found) else FINE


def _within(data: Path, path: Path) -> str:
    """A path of the command line, from here or from the archive's root, as a path within the archive."""
    root = data.resolve()
    for candidate in (path.resolve(), (root / path).resolve()):
        if candidate.exists() and candidate.is_relative_to(root):
            return candidate.relative_to(root).as_posix()
    raise click.UsageError(f"档案里没有“{path}”")


def _is_in(file: str, paths: tuple[str, ...]) -> bool:
    return any(path in (".", file) or file.startswith(f"{path}/") for path in paths)
