"""The walk of a new editor: from an Excel export and three Word paragraphs to a previewed, checked month.

Every command is the real one, in a process of its own, in a folder that holds a copy of the demonstration archive;
what was typed and how long it took is printed (`pytest -s tests/walk`).
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import docx
import pytest

from tests.intake.importers.workbooks import Rows, xlsx
from voc_build import cli

DEMO = Path(cli.__file__).parents[1] / "demo"
PATIENCE = 30.0
CASE = "issues/2023-07/cases/01.yml"
TODAY = "1688946000"  # 2023-07-10, for SOURCE_DATE_EPOCH

MAPPING = """\
系统: 投诉台账
列:
  编号: [工单编号]
  受理日期: [投诉受理日期]
  来源: [工单来源]
  机构: [被投诉机构]
  业务: [投诉业务类别]
  有效: [是否有责]
  办结日期: [办结时间]
值: {有效: {是: [有责], 否: [无责]}, 来源: {监管转办: [监管部门转办], 客户之声: [客服热线]}}
默认: {类型: 投诉}
"""

LEDGER: Rows = [
    ["投诉台账（2023年6月）"],
    ["序号", "工单编号", "投诉受理日期", "工单来源", "被投诉机构", "投诉业务类别", "是否有责", "办结时间",
     "客户姓名", "联系电话", "满意度"],
    [1, "W-2306-01", dt.date(2023, 6, 5), "监管部门转办", "云溪分行", "信用卡业务", "有责", "2023.6.12", "略", "略"],
    [2, "W-2306-02", "2023.6.14", "客服热线", "砚北分行", "贷款业务", "无责", dt.date(2023, 6, 20), "略", "略", 4],
    [3, "W-2306-03", "２０２３/６/21", "客服热线", "云溪分行", "贷款业务", "有责", None, "略", "略", 3],
    ["合计", 3],
]  # fmt: skip

FACTS = (
    "一位客户按短信提示的日期还款，次日得知已经逾期，来电要求撤销逾期记录。"
    "经办人员请客户拨打13955501234核实。"  # a made-up number, left in by mistake
)
LESSON = "提醒晚到一天，对客户就是一次逾期。短信与账单各走各的流程，没有人从头到尾看过一遍。"
ADVICE = "核对短信与账单的日期，向受影响的客户逐一说明。"


@dataclass
class Desk:
    """The folder an editor sits in, and what was typed there."""

    root: Path
    seconds: list[tuple[str, float]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """Ours, with a cache of this walk's own and a fixed day."""
        return {**os.environ, "VOC_CACHE": str(self.root / "cache"), "SOURCE_DATE_EPOCH": TODAY}

    def voc(self, *words: str) -> tuple[int, str]:
        """Type a command; its exit code and all it said."""
        begun = time.perf_counter()
        done = subprocess.run(
            _command(*words), cwd=self.root, env=self.environment, capture_output=True, encoding="utf-8", check=False
        )
        self.note(f"voc {' '.join(words)}", begun)
        return done.returncode, done.stdout + done.stderr

    def note(self, what: str, begun: float) -> None:
        """Remember what took the time since then."""
        self.seconds.append((what, time.perf_counter() - begun))

    def read(self, file: str) -> str:
        """A file of the archive."""
        return (self.root / "data" / file).read_text(encoding="utf-8")

    def save(self, file: str, text: str) -> None:
        """Save a file of the archive, as an editor does."""
        path = self.root / "data" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    @contextmanager
    def preview(self, issue: str) -> Iterator[str]:
        """`voc serve ISSUE`, its address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        with (self.root / "serve.log").open("wb") as log:
            server = subprocess.Popen(
                _command("serve", issue, "--addr", address),
                cwd=self.root, env=self.environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            yield f"http://{address}/"
        finally:
            server.terminate()
            server.wait()

    def seen(self, url: str, *words: str, what: str) -> str:
        """A page once every one of these words stands in it; noted under `what`."""
        begun = time.perf_counter()
        page = ""
        while time.perf_counter() - begun < PATIENCE:
            try:
                with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                    page = answer.read().decode()
            except (urllib.error.URLError, ConnectionError):
                page = ""
            if page and all(word in page for word in words):
                self.note(what, begun)
                return page
            time.sleep(0.05)
        said = (self.root / "serve.log").read_text(encoding="utf-8")
        pytest.fail(f"{url}: {words} not seen within {PATIENCE:.0f} s\n{said[-2000:]}")


def _command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from voc_build.cli import main; main()", *words]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A copy of the demonstration archive that ends with June, an Excel ledger and a Word file beside it."""
    at = Desk(tmp_path)
    shutil.copytree(DEMO, tmp_path / "data")
    for late in [path for path in (tmp_path / "data/issues").iterdir() if path.name > "2023-06"]:
        shutil.rmtree(late)
    at.save("import/ledger.yml", MAPPING)
    (tmp_path / "台账.xlsx").write_bytes(xlsx(LEDGER, merged=["A1:K1"]))
    word = docx.Document()
    for paragraph in (FACTS, LESSON, ADVICE):
        word.add_paragraph(paragraph)
    word.save(str(tmp_path / "案例.docx"))
    yield at
    for what, took in at.seconds:
        print(f"{took:7.2f} s  {what}")


def test_a_month_from_excel_and_word_to_a_checked_preview(desk: Desk) -> None:
    """Skeleton, tickets, a pasted case with mistakes, their diagnostics and repair, the preview; nothing published."""
    code, said = desk.voc("new", "2023-07")
    assert code == 0 and "已建立" in said
    assert desk.voc("new", "2023-07")[0] == 2, "an existing month is refused"
    assert desk.voc("check")[0] == 0, "the skeleton is right as it stands"

    code, said = desk.voc("import", "tickets", "台账.xlsx", "--issue", "2023-07")
    assert code == 0, said
    for words in ("新增 3 件", "客户姓名", "联系电话", "满意度", "类型", "合计"):
        assert words in said
    tickets = desk.read("issues/2023-07/tickets.yml")
    assert "略" not in tickets and "受理日期: 2023-06-21" in tickets
    assert desk.voc("import", "tickets", "台账.xlsx", "--issue", "2023-07")[0] == 0
    assert desk.read("issues/2023-07/tickets.yml") == tickets, "imported again, not a byte changes"

    facts, lesson, advice = (one.text for one in docx.Document(str(desk.root / "案例.docx")).paragraphs)
    desk.save(
        CASE,
        f"标题: 短信与账单对不上日期\n类型：投诉\n机构: 云西分行\n业务: 信用卡业务\n工单: [W-2306-01]\n"
        f"经过: |\n  {facts}\n启示: |\n  {lesson}\n建议:\n"
        f"  - {{编号: R1, 对象: 客服中心, 期限: 2023年8月31日, 内容: {advice}}}\n",
    )
    code, said = desk.voc("check")
    assert code == 1
    assert f"{CASE}:2:3: error[VOC115]" in said and "help:" in said
    assert "13955501234" not in said

    assert desk.voc("fix")[0] == 1, "shown first, nobody agreed"
    assert "类型：投诉" in desk.read(CASE)
    code, said = desk.voc("fix", "--write")
    assert code == 0 and "+类型: 投诉" in said
    assert "期限: 2023-08-31" in desk.read(CASE)

    code, said = desk.voc("check")
    assert code == 1
    assert f"{CASE}:3:5: error[VOC103]" in said and "云溪分行" in said
    assert f"{CASE}:7:" in said and "error[VOC3" in said
    assert "13955501234" not in said, "what is found is masked"
    mended = desk.read(CASE).replace("云西", "云溪").replace("请客户拨打13955501234核实", "已向客户致歉")
    desk.save(CASE, mended)
    assert desk.voc("check") == (0, "没有发现问题。\n")

    with desk.preview("2023-07") as site:
        desk.seen(f"{site}issues/2023-07/", "短信与账单对不上日期", what="voc serve 2023-07 to the first page")
        address = f"{site}cases/2023-07-01/"
        desk.seen(address, "提醒晚到一天", what="the case's page")
        desk.save(CASE, mended.replace("类型: 投诉", "类型: 投诉\n类型: 意见"))
        broken = desk.seen(
            address, "数据有误", f"{CASE}:3:1: error[VOC118]", what="a save that breaks it, to its diagnostics"
        )
        assert "livereload" in broken, "the browser asks again by itself"
        desk.save(CASE, mended.replace("逐一说明", "当面说明"))
        desk.seen(address, "当面说明", what="mended, to the page")

    code, said = desk.voc("status")
    assert code == 0 and "2023-07  统计 2023-06  草稿" in said
    assert desk.voc("build", "--site-dir", "site")[0] == 0
    built = desk.root / "site"
    assert (built / "issues/2023-06/index.html").is_file()
    assert not (built / "issues/2023-07").exists() and not (built / "cases/2023-07-01").exists()
    texts = (path.read_text(encoding="utf-8") for path in built.rglob("*") if path.suffix in (".html", ".json", ".csv"))
    assert not any("短信与账单对不上日期" in text or "W-2306-01" in text for text in texts), "a draft is nowhere"
