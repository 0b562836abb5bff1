"""A table, an archive, and what importing one into the other says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.intake.importers.workbooks import xlsx
from voc_build.intake.importers.tickets import Order, Outcome, import_tickets
from voc_build.intake.source import values
from voc_build.words.month import Month

SYSTEM = "import/desk.yml"
MAPPING = """
    系统: 投诉台账
    列:
      编号: [工单号]
      受理日期: [投诉受理日期, 登记日期]
      机构: [被投诉机构]
      业务: [投诉业务类别]
      来源: [工单来源]
      有效: [是否有责]
      办结日期: [办结时间]
      摘要: [投诉内容]
    值:
      来源: {监管转办: [监管], 客户之声: [热线, 自收]}
      有效: {是: [有责], 否: [无责]}
      业务: {贷款业务: [个贷]}
      办结日期: {空: [未办结]}
    默认: {类型: 投诉}
    """
HEADINGS = ("工单号", "投诉受理日期", "被投诉机构", "投诉业务类别", "工单来源", "是否有责")
ONE = ("T-9", "2023-05-03", "云溪分行", "贷款业务", "热线", "有责")
TWO = ("T-8", "2023-05-04", "客服中心", "信用卡业务", "监管", "无责")


@dataclass
class Desk:
    """An archive whose May 2023 (issue 2023-06) is there without tickets."""

    root: Path

    def put(self, content: Any, name: str = "") -> Path:
        """A file to import: bytes, text or rows of an .xlsx."""
        data = content.encode() if isinstance(content, str) else content
        data = data if isinstance(data, bytes) else xlsx(data)
        path = self.root.parent / (name or ("台账.csv" if isinstance(content, str) else "台账.xlsx"))
        path.write_bytes(data)
        return path

    def take(self, content: Any, name: str = "", **options: Any) -> Outcome:
        """Import a file into 2023-06."""
        return import_tickets(Order(data=self.root, file=self.put(content, name), issue=Month(2023, 6), **options))

    def said(self, content: Any, **options: Any) -> list[str]:
        """`line:column code` of every problem."""
        found = self.take(content, **options).diagnostics
        return [f"{one.place.line}:{one.place.column} {one.rule.code}" for one in found]

    def file(self, name: str = "tickets.yml") -> Path:
        """A file of the issue."""
        return self.root / "issues/2023-06" / name

    @property
    def tickets(self) -> dict[str, dict[str, Any]]:
        """What tickets.yml says, by 编号."""
        root: Any = values(self.file().read_bytes(), "tickets.yml")
        return {row["编号"]: row for row in root["工单"]}


@pytest.fixture
def desk_with(write: Callable[[Mapping[str, str | None]], Path]) -> Callable[[Mapping[str, str | None]], Desk]:
    """An archive with a mapping and some files replaced."""
    base = {SYSTEM: MAPPING, "issues/2023-06/tickets.yml": "工单: []\n", "issues/2023-06/cases/01.yml": None}
    return lambda changes: Desk(write({**base, **changes}))


@pytest.fixture
def desk(desk_with: Callable[[Mapping[str, str | None]], Desk]) -> Desk:
    """An archive with a mapping."""
    return desk_with({})
