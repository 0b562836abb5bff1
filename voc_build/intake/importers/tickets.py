"""`voc import tickets`: from a spreadsheet to an issue's tickets.yml, everything or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voc_build.intake.bind import suggestion
from voc_build.intake.cache import Cache
from voc_build.intake.collector import no_collector
from voc_build.intake.importers import report
from voc_build.intake.importers.book import Book, Sheet, opened
from voc_build.intake.importers.bounds import MOST_BYTES, NotATable, TooLarge
from voc_build.intake.importers.header import Header, best_mapping
from voc_build.intake.importers.keep import Origin, existing, keep
from voc_build.intake.importers.letters import clean, folded
from voc_build.intake.importers.mapping import ImportMapping, mappings, ours
from voc_build.intake.importers.merge import merge
from voc_build.intake.importers.names import Names
from voc_build.intake.importers.problems import Fault, Problems
from voc_build.intake.importers.rows import COUNTED, REQUIRED, Table, Taken, Ticket, Watch
from voc_build.intake.importers.values import Reader
from voc_build.intake.load import load
from voc_build.intake.loaded import Loaded
from voc_build.intake.writer import tickets_text
from voc_build.words.diagnostics import Diagnostic, Place, rule
from voc_build.words.month import Month
from voc_build.words.tickets import key_of


class Misuse(Exception):
    """The command was told something that cannot be; the text says what, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the command line asks for; empty `mapping` and `sheet` are found."""

    data: Path
    file: Path
    issue: Month
    mapping: str = ""
    sheet: str = ""
    replace: bool = False
    month_only: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened: the account of it, the problems, and whether every row was taken and is kept now."""

    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    taken: bool


def import_tickets(order: Order, watch: Watch = iter, cache: Cache | None = None) -> Outcome:
    """Read the table and write the issue's tickets; any refused row and nothing is written. Raises Misuse."""
    with no_collector():
        return _Import(order, watch, load(order.data, cache=cache)).run()


_NO_HEADER = "表头要在前 40 行内，至少有三列的列名认得出来；认不出的列名补进 import/ 里的对照表"
_NO_MAPPING = "档案里还没有对照表：在 import/ 里写一份，说明台账的哪一列是哪一项，写法见编辑手册“导入工单”"


class _Refused(Exception):
    """What follows makes no sense; the problems say why."""


class _Import:
    def __init__(self, order: Order, watch: Watch, loaded: Loaded) -> None:
        self.order, self.watch, self.loaded = order, watch, loaded
        self.lines: list[str] = []
        self.problems = Problems(clean(order.file.name))
        self.base = f"issues/{order.issue}"

    def run(self) -> Outcome:
        try:
            self._fit_to_begin()
            self._import()
        except _Refused:
            pass
        except (TooLarge, NotATable) as wrong:
            self._refuse_file(wrong)
        found = self.problems.diagnostics()
        if self.problems:
            self.lines.append("有问题，没有改动任何文件：")
        return Outcome(tuple(self.lines), found, not self.problems)

    # -- before the file is opened ----------------------------------------------------------------
    def _fit_to_begin(self) -> None:
        """The issue exists and everything an import relies on could be read."""
        loaded, order = self.loaded, self.order
        if not order.data.is_dir():
            raise Misuse(f"找不到档案目录“{order.data}”")
        if not (order.data / "issues" / str(order.issue)).is_dir():
            raise Misuse(f"档案里没有 {order.issue} 这一期，先运行 voc new {order.issue}")
        relied = ("taxonomy/", "archive.yml", f"{self.base}/issue.yml", f"{self.base}/tickets.yml")
        wrong = [one for one in loaded.diagnostics if one.is_error and _concerns(one.place.file, relied)]
        if wrong:
            self.problems.also(*wrong)
            raise _Refused
        self.issue = next(
            issue
            for folder, issue in zip(loaded.folders, loaded.archive.issues, strict=True)
            if folder == str(order.issue)
        )
        if not self.issue.by_tickets:
            where = loaded.place(f"{self.base}/issue.yml", "数据口径")
            help = "有逐件工单的月份，先把 数据口径 改成 工单"
            self.problems.also(rule("VOC209").at(where, "数据口径为 汇总，不能导入工单", help=help))
            raise _Refused

    def _mappings(self) -> Mapping[str, ImportMapping]:
        """The mappings to choose from; a faulty one is no choice, and none at all leaves our own words."""
        found, wrong = mappings(self.loaded)
        name = self.order.mapping
        if name:
            broken = [one for one in wrong if one.place.file == f"import/{name}.yml"]
            self.problems.also(*broken)
            if broken:
                raise _Refused
            if name not in found:
                raise Misuse(f"没有对照表 import/{name}.yml。{suggestion(name, found, '现有：' + '、'.join(found))}")
            return {name: found[name]}
        self.problems.also(*wrong)
        if wrong:
            raise _Refused
        return found or {"": ours()}

    # -- the file ---------------------------------------------------------------------------------
    def _import(self) -> None:
        with self.order.file.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        choices = self._mappings()
        with opened(data) as book:
            name, index, header = self._table(book, choices)
            mapping = choices[name]
            sheet = clean(book.sheets[index].name)
            if sheet:
                self.problems.source = f"{clean(self.order.file.name)}[{sheet}]"
            self._judge(header)
            names = Names(self.loaded.archive, self.issue.month)
            reader = Reader(mapping, names, book.zero)
            defaults = self._defaults(name, mapping, header, reader)
            body = book.body(index, sorted(header.columns.values()))
            hidden = tuple(clean(one.name) for one in book.sheets if not one.visible)
        about = f"import/{name}.yml（{mapping.system}）" if name else ""
        filled = Counter({key: sum(cell != "" for cell in body.columns[at][header.row + 1 :])
                          for key, at in header.columns.items()})  # fmt: skip
        self.lines += report.on_columns(report.Account(self.problems.source, about, header, hidden), defaults, filled)
        readers = {key: reader.of(key) for key in header.columns}
        taken = Table(header, body, readers, defaults, self.issue.month, self.order.month_only, self.problems).read(
            self.watch
        )
        self.lines += report.on_rows(taken, names.renamed)
        self._used_elsewhere(taken)
        if not taken.read:
            self.problems.of_table(Fault("VOC403", "表头下面没有一件工单", "核对工作表是否选对"), header.row)
        if not self.problems:
            self._keep(data, sheet, name, header, taken)

    def _table(self, book: Book, choices: Mapping[str, ImportMapping]) -> tuple[str, int, Header]:
        """The mapping, the sheet and its headings."""
        wanted = [
            (index, sheet)
            for index, sheet in enumerate(book.sheets)
            if (folded(sheet.name) == folded(self.order.sheet) if self.order.sheet else sheet.visible)
        ]
        if self.order.sheet and not wanted:
            raise Misuse(f"没有工作表“{self.order.sheet}”；有：{_names(book.sheets)}")
        name, found = best_mapping([sheet for _, sheet in wanted], choices)
        if not found:
            self.problems.of_table(Fault("VOC403", "找不到表头", _NO_HEADER if any(choices) else _NO_MAPPING))
            raise _Refused
        if len(found) > 1:
            names = _names([wanted[index][1] for index in found])
            help = "加 --sheet 工作表名 说明要导入哪一个"
            self.problems.of_table(Fault("VOC403", f"有 {len(found)} 个工作表都像工单台账：{names}", help))
            raise _Refused
        ((at, header),) = found.items()
        return name, wanted[at][0], header

    def _judge(self, header: Header) -> None:
        """Headings that stand twice are told; without 编号 no row can be read."""
        for columns in header.twins.values():
            said = f"表头“{header.labels[columns[0]]}”出现了 {len(columns)} 次"
            fault = Fault("VOC405", said, "在表格里只留一列，其余的改掉表头")
            self.problems.of_table(fault, header.row, columns[-1])
        for key in ("编号", "受理日期"):
            if key not in header.columns and key not in header.twins:
                said = f"没有“{key}”这一列"
                self.problems.of_table(Fault("VOC406", said, f"在对照表的 列 · {key} 里补上它的列名"), header.row)
        if self.problems:
            raise _Refused

    def _defaults(self, name: str, mapping: ImportMapping, header: Header, reader: Reader) -> Ticket:
        """Values of the keys without a column; a required one without either is told once."""
        found: Ticket = {}
        for key, text in mapping.defaults.items():
            if key in header.columns:
                continue
            value = reader.of(key)(text)
            if isinstance(value, Fault):
                where = self.loaded.place(f"import/{name}.yml", "默认", key)
                self.problems.also(rule("VOC404").at(where, f"默认值：{value.message}", help=value.help))
            elif value is not None:
                found[key] = value
        for key in (*REQUIRED, *COUNTED):
            if key not in header.columns and key not in mapping.defaults and not self._only_praise(key, header, found):
                help = f"在对照表的 列 · {key} 里补上列名，或在 默认 里写一个值"
                self.problems.of_table(Fault("VOC406", f"必填项“{key}”没有列，也没有默认值", help), header.row)
        if self.problems:
            raise _Refused
        return found

    def _only_praise(self, key: str, header: Header, defaults: Ticket) -> bool:
        return key in COUNTED and "类型" not in header.columns and defaults.get("类型") == "表扬"

    # -- what is there already --------------------------------------------------------------------
    def _used_elsewhere(self, taken: Taken) -> None:
        """An id is one ticket's in the whole archive."""
        if not taken.tickets:
            return
        ids = list(taken.tickets)
        keys = np.frombuffer(b"".join(map(key_of, ids)), dtype="<u8")
        for base, issue in self.loaded.each():
            if base == self.base or issue.tickets is None:
                continue
            for index in np.flatnonzero(np.isin(keys, issue.tickets.keys)).tolist():
                said = f"编号“{ids[index]}”在 {base}/tickets.yml 里已有"
                self.problems.also(rule("VOC418").at(Place(self.problems.source), said, help="核对受理日期和编号"))

    def _keep(self, data: bytes, sheet: str, name: str, header: Header, taken: Taken) -> None:
        file = f"{self.base}/tickets.yml"
        old = existing(self.loaded.files.get(file), file)
        merged = merge(old, taken.tickets, header.columns, self.order.replace)
        self.lines += report.on_changes(merged, self.order.replace)
        if merged.missing and not self.order.replace:
            said = f"现有的 {len(merged.missing):,} 件工单在表格里没有，都保留着"
            help = "确实作废的，加 --replace 再导入一次"
            self.problems.of_table(Fault("VOC420", said, help), header.row)
        dropped = taken.rows - len(taken.tickets)
        origin = Origin(clean(self.order.file.name), data, sheet, name, taken.rows, len(taken.tickets), dropped)
        wrote = keep(self.order.data / self.base, tickets_text(merged.tickets), origin)
        total = len(merged.tickets)
        self.lines.append(f"已写入 {file}，共 {total:,} 件" if wrote else f"{file} 没有变化，共 {total:,} 件")

    def _refuse_file(self, wrong: TooLarge | NotATable) -> None:
        code, help = "VOC401", "在 Excel 或 WPS 中打开，另存为 .xlsx 后再导入"
        if isinstance(wrong, TooLarge):
            code, help = "VOC402", "核对是否选错了文件；删掉多余的工作表和空白区域后另存"
        self.problems.of_table(Fault(code, str(wrong), help))


def _concerns(file: str, relied: tuple[str, ...]) -> bool:
    return any(file.startswith(part) for part in relied)


def _names(sheets: Sequence[Sheet]) -> str:
    return "、".join(clean(sheet.name) for sheet in sheets)
