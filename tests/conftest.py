"""A small world of the tests' own: an archive of an invented bank, overridden file by file."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from voc_build.intake.load import Loaded, load
from voc_build.numbers.audit import diagnose

Files = Mapping[str, "str | bytes | None"]

WORLD: dict[str, str] = {
    "archive.yml": """
        名称: 客户之声档案
        机构名称: 河源银行
        """,
    "lexicon.txt": "云溪\n",
    "synonyms.yml": "- [养老金, 退休金]\n",
    "taxonomy/institutions.yml": """
        机构:
          - {代码: yunxi, 层级: 分行, 名称: [{名称: 云溪分行}]}
          - {代码: yanbei, 层级: 分行, 名称: [{名称: 墨砚分行, 止: 2023-05-31}, {名称: 砚北分行, 起: 2023-06-01}]}
          - {代码: sangye, 层级: 分行, 名称: [{名称: 桑野分行}], 撤并: {并入: yunxi, 日期: 2023-06-01}}
          - {代码: callcenter, 层级: 总行中心, 名称: [{名称: 客服中心}], 别名: [远程银行中心]}
          - {代码: wealth, 层级: 总行部门, 名称: [{名称: 总行财富管理部}], 表中: 否}
        """,
    "taxonomy/channels.yml": """
        渠道:
          - 代码: front
            名称: 前台业务渠道
            下级: [{代码: telephone, 名称: 电话渠道}]
        """,
    "taxonomy/business_types.yml": """
        业务:
          - {代码: loan, 名称: 贷款业务}
          - {代码: credit-card, 名称: 信用卡业务}
          - {代码: agency, 名称: 代理业务, 止: 2023-05, 归入: bank-agency}
          - {代码: bank-agency, 名称: 银行代理业务}
        """,
    "taxonomy/causes.yml": "原因: [{代码: rules, 名称: 管理制度、业务规则与流程}]\n",
    "taxonomy/groups.yml": "客户群体: [{代码: wealthy, 名称: 财富客户}, {代码: elderly, 名称: 老年客户}]\n",
    "taxonomy/measures.yml": """
        指标:
          - {代码: valid, 名称: 有效投诉, 方向: 降, 起: 2023-01, 口径: 认定成立的投诉与意见}
        """,
    "issues/2023-05/issue.yml": """
        期号: 2023-05
        统计月份: 2023-04
        刊名: 河源银行客户之声
        编发部门: 消费者权益保护部
        发布日期: 2023-05-12
        状态: 已发布
        数据口径: 汇总
        """,
    "issues/2023-05/figures.yml": """
        正文:
          消费投诉类工单: {件数: 3}
        机构表:
          行:
            - {机构: 云溪分行, 监管转办投诉: 1, 客户之声投诉: 0, 客户之声意见: 0, 有效投诉: 0, 表扬: 1}
            - {机构: 墨砚分行, 监管转办投诉: 0, 客户之声投诉: 2, 客户之声意见: 0, 有效投诉: 1, 表扬: 0}
          合计: {监管转办投诉: 1, 客户之声投诉: 2, 客户之声意见: 0, 有效投诉: 1, 表扬: 1}
        """,
    "issues/2023-06/issue.yml": """
        期号: 2023-06
        统计月份: 2023-05
        刊名: 河源银行客户之声
        编发部门: 消费者权益保护部
        发布日期: 2023-06-12
        状态: 已发布
        数据口径: 工单
        工作计划:
          - {编号: P1, 标题: 服务规范检查, 责任机构: [客服中心], 内容: 逐月检查。}
        """,
    "issues/2023-06/tickets.yml": """
        工单:
          - {编号: T-1, 受理日期: 2023-05-03, 来源: 监管转办, 类型: 投诉, 机构: 云溪分行, 业务: 贷款业务, 有效: 否}
          - {编号: T-2, 受理日期: 2023-05-04, 来源: 客户之声, 类型: 意见, 机构: 墨砚分行, 业务: 贷款业务, 有效: 是}
          - {编号: T-3, 受理日期: 2023-05-05, 来源: 客户之声, 类型: 表扬, 机构: 客服中心}
        """,
    "issues/2023-06/cases/01.yml": """
        标题: 信托收益迟到五周
        类型: 投诉
        机构: 云溪分行
        业务: 贷款业务
        标签: [信托, 资料差错]
        工单: [T-1]
        经过: 收益没有按时到账。
        启示: 手续要一次办对。
        建议:
          - {编号: R1, 对象: 总行财富管理部, 内容: 补上培训。}
        """,
    "issues/2023-07/issue.yml": """
        期号: 2023-07
        统计月份: 2023-06
        刊名: 河源银行客户之声
        编发部门: 消费者权益保护部
        发布日期: 2023-07-12
        状态: 已发布
        数据口径: 工单
        """,
    "issues/2023-07/tickets.yml": """
        工单:
          - {编号: T-4, 受理日期: 2023-06-03, 来源: 客户之声, 类型: 投诉, 机构: 砚北分行, 业务: 信用卡业务, 有效: 是, 关联: T-2}
        """,  # noqa: E501
    "issues/2023-07/followups.yml": """
        跟踪:
          - {针对: 2023-06/01/R1, 日期: 2023-07-01, 状态: 已完成, 说明: 已经培训。}
          - {针对: 2023-06/P1, 日期: 2023-07-02, 状态: 进行中, 说明: 检查了一半。}
        """,
}


def laid_out(text: str) -> str:
    """A text of this file as it stands in an archive."""
    return textwrap.dedent(text).lstrip("\n")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Files], Path]:
    """Write the small archive with some files replaced (None: left out); returns its folder."""

    def write_files(changes: Files = {}) -> Path:  # noqa: B006 - never written to
        root = tmp_path / "data"
        for path, content in {**WORLD, **changes}.items():
            if content is not None:
                file = root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content if isinstance(content, bytes) else laid_out(content).encode())
        return root

    return write_files


@pytest.fixture
def read_in(write: Callable[[Files], Path]) -> Callable[[Files], Loaded]:
    """Load the small archive with some files replaced, unreleased issues included."""
    return lambda changes={}: load(write(changes))


@pytest.fixture
def told(read_in: Callable[[Files], Loaded]) -> Callable[[Files], list[str]]:
    """Every problem of the small archive with some files replaced, as `file:line:column CODE`."""
    return lambda changes={}: [f"{one.place} {one.rule.code}" for one in diagnose(read_in(changes))]


@pytest.fixture
def swap() -> Callable[..., dict[str, str]]:
    """A file of the small archive with pieces of its text replaced: `swap(path, old, new, …)`."""

    def swapped(path: str, *pieces: str) -> dict[str, str]:
        text = laid_out(WORLD[path])
        for old, new in zip(pieces[::2], pieces[1::2], strict=True):
            assert old in text, old
            text = text.replace(old, new)
        return {path: text}

    return swapped


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/<name>`; VOC_UPDATE=1 writes it instead (never in CI)."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if os.environ.get("VOC_UPDATE") and not os.environ.get("CI"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; VOC_UPDATE=1 rewrites it"

    return compare
