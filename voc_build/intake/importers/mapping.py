"""import/<system>.yml: how the columns and words of one ticket system become ours. A new system needs no code."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath

from pydantic import ValidationError, field_validator

from voc_build.intake.bind import explain
from voc_build.intake.importers.letters import folded, heading
from voc_build.intake.loaded import Loaded
from voc_build.intake.source import Unreadable, values
from voc_build.intake.writer import KEYS
from voc_build.words.diagnostics import Diagnostic
from voc_build.words.fields import Name, PlainText, YesNo, choice, keyed, refused
from voc_build.words.record import Record

Key = choice(*KEYS)
NOTHING = "空"
"""Below 值: the words of a column that mean an empty cell."""


class ImportMapping(Record):
    """One ticket system; headings and values that are ours already need no entry."""

    system: Name = keyed("系统", "工单系统的名称")
    columns: dict[Key, tuple[PlainText, ...]] = keyed(  # type: ignore[valid-type]
        "列", "本档案的键: [表格里的列名, …]；几列都在时用排在前面的", default={}
    )
    words: dict[Key, dict[PlainText, tuple[PlainText, ...]]] = keyed(  # type: ignore[valid-type]
        "值", "键: {本档案的值: [表格里的写法, …]}；本档案的值写 空 表示当作没有填", default={}
    )
    defaults: dict[Key, PlainText] = keyed(  # type: ignore[valid-type]
        "默认", "表格里没有这一列时，整张表都用的值", default={}
    )
    personal: tuple[PlainText, ...] = keyed("个人信息", "另外一些含个人信息、不导入的列名", default=())
    keeps_summary: YesNo = keyed("保留摘要", "是 = 导入 摘要（投诉内容），它可能含个人信息", default=False)

    @field_validator("columns")
    @classmethod
    def _a_heading_means_one_thing(cls, columns: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        _each_once({key: (key, *names) for key, names in columns.items()}, "列名")
        return columns

    @field_validator("words")
    @classmethod
    def _a_word_means_one_thing(
        cls, words: dict[str, dict[str, tuple[str, ...]]]
    ) -> dict[str, dict[str, tuple[str, ...]]]:
        for key, meanings in words.items():
            if key in ("编号", "受理日期", "关联", "摘要"):
                raise refused("VOC404", f"{key} 没有固定的取值", f"从 值 里删掉 {key}")
            _each_once(meanings, f"{key} 的写法")
        return words

    @field_validator("defaults")
    @classmethod
    def _an_id_is_nobodys_default(cls, defaults: dict[str, str]) -> dict[str, str]:
        if "编号" in defaults:
            raise refused("VOC404", "编号 不能有默认值", "从 默认 里删掉 编号")
        return defaults

    @cached_property
    def headings(self) -> dict[str, tuple[int, str]]:
        """Folded heading to its rank (the smaller is taken first) and key."""
        found: dict[str, tuple[int, str]] = {heading(key): (0, key) for key in KEYS}
        for key, names in self.columns.items():
            for rank, name in enumerate(names, 1):
                found.setdefault(heading(name), (rank, key))
        return found

    def meanings(self, key: str) -> dict[str, str]:
        """Folded foreign word of a column to ours."""
        return {folded(word): ours for ours, words in self.words.get(key, {}).items() for word in words}


def _each_once(meanings: dict[str, tuple[str, ...]], what: str) -> None:
    seen: dict[str, str] = {}
    for ours, words in meanings.items():
        for word in words:
            if seen.setdefault(folded(word), ours) != ours:
                raise refused(
                    "VOC404", f"{what}“{word}”既归 {seen[folded(word)]} 又归 {ours}", "一种写法只能归一处，删掉另一处"
                )


def mappings(loaded: Loaded) -> tuple[dict[str, ImportMapping], tuple[Diagnostic, ...]]:
    """The mappings of an archive by the stem of their file, in order, and what is wrong with the others."""
    found: dict[str, ImportMapping] = {}
    problems: list[Diagnostic] = []
    for file, data in ((path, loaded.files[path]) for path in sorted(loaded.layout.top)):
        if not file.startswith("import/"):
            continue
        try:
            found[PurePosixPath(file).stem] = ImportMapping.model_validate(values(data, file))
        except (Unreadable, ValidationError) as wrong:
            problems += explain(wrong, ImportMapping, data, file)
    return found, tuple(problems)


def ours() -> ImportMapping:
    """What reads a table whose headings and values are ours already."""
    return ImportMapping.model_validate({"系统": "本档案的列名"})
