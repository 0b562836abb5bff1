"""The `voc` command: options and exit codes; what is done stands elsewhere, imported when it is asked for.

Exit 0 = fine, 1 = problems in the data, 2 = wrong use or set-up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from voc_build.checkout import CACHE
from voc_build.wording import ChineseCommand, ChineseGroup, in_chinese

if TYPE_CHECKING:
    from voc_build.intake.load import Loaded
    from voc_build.words.diagnostics import Diagnostic

FINE, PROBLEMS, MISUSE, INTERRUPTED = 0, 1, 2, 130

_FORMATS = ("text", "json", "github", "gitlab")


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # what a terminal cannot show becomes an escape, not a traceback
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    try:
        code = voc.main(args=None if args is None else list(args), prog_name="voc", standalone_mode=False)
    except click.ClickException as wrong:
        click.echo(f"voc：{in_chinese(wrong)}", err=True)
        return MISUSE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads: say no more
        return FINE
    except OSError as wrong:
        click.echo(f"voc：读写“{wrong.filename or ''}”失败：{wrong.strerror}", err=True)
        return MISUSE
    return code if isinstance(code, int) else FINE


# -- options --------------------------------------------------------------------------------------
def _folder(context: click.Context, _: click.Parameter, value: Path | None) -> Path:
    """`--data` of the command, else that of `voc` itself, else `data`."""
    found: Path = value or context.find_root().params.get("data") or Path("data")
    return found


def _moment(_: click.Context, __: click.Parameter, value: str | None) -> str:
    """The moment embargoes are judged at, as ISO text: `--as-of`, else SOURCE_DATE_EPOCH, else the clock."""
    import datetime as dt

    from voc_build.intake.load import release_time

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


_PATH = click.Path(path_type=Path)
_data = click.option("--data", type=_PATH, default=None, callback=_folder, metavar="DIR", help="档案目录，默认 data/")
_as_of = click.option("--as-of", callback=_moment, metavar="DATE", help="按这一天判断是否已到发布日期")
_to = click.option("--to", type=_PATH, required=True, metavar="DIR", help="写到这个目录")


@click.group(cls=ChineseGroup)
@click.option("--data", type=_PATH, default=None, metavar="DIR", help="档案目录，默认 data/")
def voc(data: Path | None) -> None:
    """客户之声：检查档案，生成网站。"""


def _command(*options: Callable[..., Any]) -> Callable[[Callable[..., Any]], click.Command]:
    def add(function: Callable[..., Any]) -> click.Command:
        for option in reversed(options):
            function = option(function)
        return voc.command(cls=ChineseCommand)(function)

    return add


# -- the archive ----------------------------------------------------------------------------------
def _period(_: click.Context, __: click.Parameter, value: str) -> str:
    """A 期号 as it must be typed."""
    from voc_build.words.month import Month

    try:
        return str(Month.parse(value))
    except ValueError:
        raise click.BadParameter("期号写成 2022-06") from None


@_command(
    click.argument("issue", callback=_period, metavar="ISSUE"),
    click.option("--basis", type=click.Choice(("工单", "汇总")), default="工单", help="数据口径，默认 工单"),
    _data,
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


@_command(
    click.argument("paths", nargs=-1, type=_PATH, metavar="[PATH]..."),
    click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="输出格式，默认 text"),
    _data,
)
def check(paths: tuple[Path, ...], form: str, data: Path) -> int:
    """检查档案，一次报告全部问题。

    写了 PATH 就只报告这些文件或目录里的问题。
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


@_command(click.argument("code", required=False, metavar="[CODE]"))
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


@_command(
    click.argument("paths", nargs=-1, type=_PATH, metavar="[PATH]..."),
    click.option("--write", is_flag=True, help="直接写回文件"),
    _data,
)
def fix(paths: tuple[Path, ...], write: bool, data: Path) -> int:
    """修正不需要判断的写法问题：先给出对照，确认后再写。

    改的是：文件编码、看不见的字符、制表符、语法位置的全角符号、日期和数字的写法、别名改为当月正式名称。注释和正文不动。
    写了 PATH 就只看这些文件或目录。
    """
    from voc_build.intake.cache import Cache
    from voc_build.intake.repair.archive import repairs

    if not data.is_dir():
        raise click.UsageError(f"找不到档案目录“{data}”")
    within = tuple(_within(data, path) for path in paths) or (".",)
    found = tuple(repairs(data, lambda file: _is_in(file, within), Cache(CACHE)))
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


@_command(
    click.option("--to", type=_PATH, default=None, metavar="DIR", help="写到这个目录，默认打印"),
    _data,
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


@_command(_as_of, _data)
def status(as_of: str, data: Path) -> int:
    """各期一览，以及未到时间、待核、未说明和逾期的事项。"""
    from voc_build.intake.load import release_time
    from voc_build.intake.overview import overview
    from voc_build.intake.privacy.mask import mask
    from voc_build.intake.report import summary

    loaded, found = _examined(data)
    for line in overview(loaded, found, release_time(as_of)):
        click.echo(mask(line))
    click.echo(summary(found))
    return _verdict(found)


def _examined(data: Path) -> tuple[Loaded, tuple[Diagnostic, ...]]:
    from voc_build.intake.cache import Cache
    from voc_build.intake.load import load
    from voc_build.numbers.audit import diagnose

    loaded = load(data, cache=Cache(CACHE))
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


@voc.group("import", cls=ChineseGroup)
def importing() -> None:
    """从工单系统导出的表格导入。"""


@importing.command("tickets", cls=ChineseCommand)
@click.argument("file", type=_PATH, metavar="FILE")
@click.option("--issue", required=True, callback=_period, metavar="ISSUE", help="导入到哪一期，如 2022-06")
@click.option("--mapping", default="", metavar="NAME", help="用 import/NAME.yml 对照；不写就用认出列名最多的")
@click.option("--sheet", default="", metavar="NAME", help="工作表；只有一个像台账时不必写")
@click.option("--month-only", is_flag=True, help="不在统计月份的行不导入（否则报错）")
@click.option("--replace", is_flag=True, help="表格里没有的工单从 tickets.yml 删除（否则保留）")
@_data
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
        outcome = run_import(order, _bar, Cache(CACHE))
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


@_command(
    click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE"),
    click.option("--issue", default=None, metavar="MONTH", help="期号，如 2022-05；默认取文中印的期号"),
    click.option("--to", type=_PATH, default=None, metavar="DIR", help="写到 DIR/issues/ 下，默认写进档案"),
    _data,
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


# -- the site -------------------------------------------------------------------------------------
@_command(
    click.option("--edition", type=click.Choice(("web", "folder")), default="web", help="网站版或文件夹版"),
    click.option("--site-dir", type=_PATH, default=Path("site"), metavar="DIR", help="默认 site/"),
    click.option("--beside", type=_PATH, metavar="DIR", help="另一个档案，生成到网站内同名目录，并从首页链接"),
    _as_of,
    click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="并行的进程数"),
    click.option("--cluster", default=None, metavar="ADDRESS", help="dask 调度器的地址"),
    _data,
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


@_command(
    click.argument("issue", required=False, metavar="[ISSUE]"),
    click.option("--addr", default="127.0.0.1:8000", metavar="HOST:PORT", help="预览的地址，默认 127.0.0.1:8000"),
    _data,
)
def serve(issue: str | None, addr: str, data: Path) -> int:
    """实时预览；写了期号就连未发布的各期一起看。"""
    from voc_build.host.build import serve

    return serve(data, issue, addr)


@_command(_to, _as_of, _data)
def pages(to: Path, as_of: str, data: Path) -> int:
    """把每一页写成 Markdown。"""
    from voc_build.intake.load import release_time
    from voc_build.pages.markdown import write

    return write(data, to, release_time(as_of))


@_command(_to, _as_of, _data)
def export(to: Path, as_of: str, data: Path) -> int:
    """导出数据表（CSV、JSON）。"""
    from voc_build.intake.load import release_time
    from voc_build.pages.export import write

    return write(data, to, release_time(as_of))


# -- for developers -------------------------------------------------------------------------------
_AT_LEAST_ONE = click.IntRange(1)


@_command(
    click.option("--issues", type=_AT_LEAST_ONE, required=True, metavar="N", help="期数"),
    click.option("--cases", type=click.IntRange(0), required=True, metavar="N", help="案例总数"),
    click.option("--tickets", type=click.IntRange(0), required=True, metavar="N", help="工单总数"),
    _to,
    click.option("--seed", type=int, default=1, metavar="N", help="随机种子"),
)
def sample(issues: int, cases: int, tickets: int, to: Path, seed: int) -> int:
    """生成一个虚构的大档案，用来测量。"""
    from voc_build.sample import write

    write(issues, cases, tickets, to, seed)
    return FINE


@_command(
    click.option("--large", is_flag=True, help="加测大档案"),
    click.option("--json", "as_json", is_flag=True, help="输出 JSON"),
)
def bench(large: bool, as_json: bool) -> int:
    """测量生成网站的速度。"""
    from voc_build.bench import main

    return main(large, as_json) or FINE
