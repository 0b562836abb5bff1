"""pii-allow.yml: findings that somebody has judged and answers for, each until a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BeforeValidator, ValidationError, WithJsonSchema

from voc_build.intake.bind import explain
from voc_build.intake.loaded import Loaded
from voc_build.intake.privacy.finding import Finding
from voc_build.intake.source import Unreadable, values
from voc_build.words.diagnostics import Diagnostic, Place, rule
from voc_build.words.fields import Day, Name, PlainText, Prose, keyed, refused
from voc_build.words.record import Record

FILE = "pii-allow.yml"
_FORM = "[0-9a-f]{8}"


def _fingerprint(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(_FORM, value):
        raise refused("VOC109", "指纹写法不对", "照抄诊断信息里的 8 位指纹，如 3f9a0c12")
    return value


Fingerprint = Annotated[str, BeforeValidator(_fingerprint), WithJsonSchema({"type": "string", "pattern": f"^{_FORM}$"})]


class Allowed(Record):
    """One finding that may stay."""

    fingerprint: Fingerprint = keyed("指纹", "诊断信息里给出的 8 位指纹")
    file: PlainText = keyed("文件", "档案中的文件，如 issues/2023-06/cases/01.yml")
    reason: Prose = keyed("理由", "为什么可以保留")
    approved_by: Name = keyed("批准人", "谁批准的")
    expires: Day = keyed("到期", "到这一天为止（含当天）")


@dataclass
class AllowList:
    """The entries by their row in the file, and which of them were needed."""

    rows: dict[int, Allowed] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    _needed: set[int] = field(default_factory=set)

    def covers(self, file: str, finding: Finding) -> bool:
        """Whether an entry, expired or not, is for this finding in this file; it then counts as needed."""
        own = [index for index, row in self.rows.items() if row.file == file]
        if not own:
            return False
        mark = finding.fingerprint
        found = [index for index in own if self.rows[index].fingerprint == mark]
        self._needed.update(found)
        return bool(found)

    def left_over(self, loaded: Loaded) -> Iterator[Diagnostic]:
        """Entries nothing needed, once everything was looked at, and those whose time is over.

        Days are counted to the newest issue's release, never to the clock.
        """
        today = loaded.archive.data_date
        for index, row in self.rows.items():
            unseen = row.file in loaded.faulty or (loaded.hidden and row.file not in loaded.files)
            if index not in self._needed and not unseen:
                yield rule("VOC312").at(
                    loaded.place(FILE, index, "指纹"),
                    f"{row.file} 里没有这个指纹的个人信息",
                    help="文字已改好的，删掉这一条；改动过号码的，重新判断",
                )
            elif today is not None and row.expires < today:
                yield rule("VOC313").at(
                    loaded.place(FILE, index, "到期"),
                    f"已于 {row.expires} 到期（最近一期发布于 {today}）",
                    help="改写文字并删掉这一条；仍需保留的，由批准人重新确认到期日",
                )


def allow_list(loaded: Loaded) -> AllowList:
    """What pii-allow.yml holds; a wrong row is told and left out."""
    found = AllowList()
    if FILE not in loaded.files:
        return found
    data = loaded.files[FILE]
    try:
        root = values(data, FILE)
    except Unreadable:
        return found  # told while reading
    if root is None:
        return found
    if not isinstance(root, list):
        found.problems.append(rule("VOC104").at(Place(FILE), "这里要写一个列表", help="每条以“- ”开头"))
        return found
    for index, row in enumerate(root):
        try:
            found.rows[index] = Allowed.model_validate(row)
        except ValidationError as wrong:
            found.problems += explain(wrong, Allowed, data, FILE, below=(index,))
    return found


def may_stay(loaded: Loaded) -> frozenset[str]:
    """The fingerprints of everything allowed anywhere in an archive."""
    return frozenset(row.fingerprint for row in allow_list(loaded).rows.values())
