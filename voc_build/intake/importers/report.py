"""What an import read, decided and changed, in words for the editor; problems follow behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from voc_build.intake.importers.header import Header
from voc_build.intake.importers.letters import column_name
from voc_build.intake.importers.merge import Merged
from voc_build.intake.importers.rows import Taken, Ticket

_NAMED = 20
"""How many of a kind are named; of the rest the number."""


@dataclass(frozen=True, slots=True)
class Account:
    """What was decided before the first row."""

    source: str
    """File and sheet."""
    mapping: str
    """The mapping's name and system; empty when the table uses our own words."""
    header: Header
    hidden: tuple[str, ...] = ()
    """Hidden sheets, not read."""


def on_columns(account: Account, defaults: Ticket, cells: Counter[str]) -> Iterator[str]:
    """Which column is what, what was left out and why; `cells` counts the filled cells of each key's column."""
    header = account.header
    by = f"，对照表 {account.mapping}" if account.mapping else "，列名都是本档案的"
    yield f"{account.source}：表头在第 {header.row + 1} 行{by}"
    if account.hidden:
        yield f"隐藏的工作表没有读：{'、'.join(account.hidden)}"
    yield "用到的列："
    for key, column in header.columns.items():
        spare = header.spare.get(key, ())
        also = f"（同义的列没有用：{_columns(header, spare)}）" if spare else ""
        empty = "（整列是空的）" if not cells[key] else ""
        yield f"  {key} ← {_columns(header, [column])}{also}{empty}"
    for key, value in defaults.items():
        yield f"  {key} = {value if isinstance(value, str) else '、'.join(value)}（表里没有这一列，用对照表的默认值）"
    if header.dropped:
        yield f"可能含个人信息，没有导入的列（{len(header.dropped)}）：{_columns(header, header.dropped)}"
    if header.unknown:
        yield f"不认识，没有导入的列（{len(header.unknown)}）：{_columns(header, header.unknown)}"


def on_rows(taken: Taken, renamed: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """How many rows there were and what was made of them; names that were written otherwise."""
    yield f"读入 {taken.rows:,} 行，采用 {len(taken.tickets):,} 件工单"
    for what, rows in (("合计行", taken.totals), ("表尾说明", taken.notes), ("重复的表头", taken.headings)):
        if rows:
            yield f"  跳过{what} {len(rows)} 行：第 {_some([str(row + 1) for row in rows])} 行"
    if taken.merged:
        yield f"  合并完全相同的重复行 {taken.merged:,} 行"
    if taken.elsewhere:
        months = "、".join(f"{month}（{count:,} 行）" for month, count in sorted(taken.elsewhere.items()))
        yield f"  不在统计月份、按要求不导入 {sum(taken.elsewhere.values()):,} 行：{months}"
    if renamed:
        names = [f"{key}“{name}” → {ours}" for (key, name), ours in sorted(renamed.items())]
        yield f"换成正式名称：{_some(names, '；')}"


def on_changes(merged: Merged, replace: bool) -> Iterator[str]:
    """What the import changes in the tickets that were there."""
    if not merged.added and not merged.changed and not merged.missing:
        yield "与现有的 tickets.yml 相同"
        return
    if merged.added:
        yield f"新增 {len(merged.added):,} 件：{_some(merged.added)}"
    if merged.changed:
        yield f"更改 {len(merged.changed):,} 件："
        for one in merged.changed[:_NAMED]:
            values = "，".join(f"{key} {old or '空'} → {new or '空'}" for key, old, new in one.values)
            yield f"  {one.id}：{values}"
        if len(merged.changed) > _NAMED:
            yield f"  还有 {len(merged.changed) - _NAMED:,} 件"
    if merged.missing:
        what = "删除" if replace else "保留"
        yield f"表格里没有、{what} {len(merged.missing):,} 件：{_some(merged.missing)}"


def _columns(header: Header, columns: Iterable[int]) -> str:
    return "、".join(f"{header.labels[column]}（{column_name(column)} 列）" for column in columns)


def _some(names: Sequence[str], between: str = "、") -> str:
    more = f" 等 {len(names):,} 个" if len(names) > _NAMED else ""
    return between.join(names[:_NAMED]) + more
