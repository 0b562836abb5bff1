"""A source file as lines: text here, PDF and Word in a process of their own that may be given up.

All three are untrusted: bytes, pages, lines, letters, memory and time are bounded, and a Word file's archive is
judged by its table of contents before anything in it is unpacked.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voc_build.intake import hygiene
from voc_build.intake.digitise.lines import Line
from voc_build.intake.digitise.refusal import refused

BYTES: Final = 50_000_000
TEXT_BYTES: Final = 2_000_000
PAGES: Final = 200
LINES: Final = 20_000
LETTERS: Final = 500_000
LINE: Final = 20_000
"""Letters of one line; a site puts an excerpt of some hundreds on one."""
SECONDS: Final = 60
MEMORY: Final = 1_500_000_000
UNPACKED: Final = 100_000_000
ENTRIES: Final = 2_000
RATIO: Final = 200
"""How many times its packed size an archive may become; XML of an honest file stays far below."""

EXIT_CODES: Final = {3: "pages", 4: "broken", 5: "locked", 6: "letters"}
"""What the reading process says with its exit code."""


@dataclass(frozen=True)
class Source:
    """What was read: `pages` is the file's own count (0: it has none), `method` says how, in Chinese."""

    name: str
    data: bytes
    lines: tuple[Line, ...]
    pages: int
    method: str
    unread: tuple[str, ...] = ()
    """What stands in the file and no line tells, in Chinese."""


def read(path: Path, *, seconds: float = SECONDS) -> Source:
    """The lines of a text, PDF or .docx file; raises Refused."""
    name = path.name
    with path.open("rb") as file:
        data = file.read(BYTES + 1)
    if len(data) > BYTES:
        raise refused("VOC451", name, f"文件超过 {BYTES // 1_000_000} MB", "检查是否放错文件")
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        lines, pages, unread = _read_apart("pdf", path, seconds)
        return _checked(Source(name, data, lines, pages, "PDF 文字提取", unread))
    if data.startswith(b"PK"):
        _judge_archive(data, name)
        lines, pages, unread = _read_apart("docx", path, seconds)
        return _checked(Source(name, data, lines, pages, "Word 文字提取", unread))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused("VOC453", name, "这是旧版 Word 文件（.doc）或加密的 Office 文件", "用 Word 另存为 .docx")
    return _checked(Source(name, data, _text_lines(data, name), 0, "文本"))


def _checked(source: Source) -> Source:
    longest = max((len(line.text) for line in source.lines), default=0)
    if longest > LINE or sum(len(line.text) for line in source.lines) > LETTERS:
        raise refused("VOC451", source.name, "文字太多或有极长的行，不像一期刊物", "检查是否放错文件")
    if not any(line.text for line in source.lines):
        help = "扫描件先做文字识别（OCR）再数字化"
        raise refused("VOC454", source.name, "文件里没有可以读的文字", help)
    return source


def _text_lines(data: bytes, name: str) -> tuple[Line, ...]:
    if len(data) > TEXT_BYTES:
        raise refused("VOC451", name, f"文本超过 {TEXT_BYTES // 1_000_000} MB", "检查是否放错文件")
    codec = hygiene.encoding(data)
    if codec is None:
        raise refused("VOC453", name, "认不出文件类型或文字编码", "文本请另存为 UTF-8；其他格式先转成 PDF 或 .docx")
    text = data.decode(codec).removeprefix("\ufeff")
    if "\0" in text:
        raise refused("VOC453", name, "文件里有二进制内容", "检查是否放错文件")
    # only these end a line: str.splitlines also breaks at marks that stand inside words
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\f").split("\n")
    if len(rows) > LINES:
        raise refused("VOC451", name, f"文本超过 {LINES:,} 行", "检查是否放错文件")
    page = 1 if "\f" in text else 0
    found = []
    for number, row in enumerate(rows, 1):
        page += row.startswith("\f") and number > 1
        found.append(Line.read(number, page, row))
    return tuple(found)


def _judge_archive(data: bytes, name: str) -> None:
    """Refuse what is no Word file, or would unpack into something monstrous; unpacks nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise refused("VOC453", name, "压缩包损坏，打不开", "用 Word 打开后另存为 .docx") from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    help = "来历不明的文件不要使用"
    if len(entries) > ENTRIES:
        raise refused("VOC452", name, f"压缩包里有 {len(entries):,} 个条目，最多 {ENTRIES:,} 个", help)
    if unpacked > UNPACKED:
        limit = UNPACKED // 1_000_000
        raise refused("VOC452", name, f"解开后有 {unpacked / 1_000_000:,.0f} MB，最多 {limit} MB", help)
    if unpacked > 1_000_000 and unpacked > RATIO * max(packed, len(data)):
        raise refused("VOC452", name, f"解开后是原来的 {unpacked // max(len(data), 1)} 倍，不像正常的文件", help)
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused("VOC452", name, "压缩包加了密", "去掉密码后再试")
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise refused("VOC453", name, "这是压缩包，但不是 Word 文件（.docx）", "放入 .txt、.pdf 或 .docx")


def _read_apart(kind: str, path: Path, seconds: float) -> tuple[tuple[Line, ...], int, tuple[str, ...]]:
    """Lines, page count and what is not read, from a process of its own: no file can hang or swallow this one."""
    command = [sys.executable, "-m", "voc_build.intake.digitise.reader", kind, os.fspath(path.resolve())]
    name = path.name
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, stdin=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired:
        raise refused("VOC451", name, f"{seconds:g} 秒还没有读完", "只导出这一期的几页再试") from None
    match EXIT_CODES.get(done.returncode):
        case "pages":
            raise refused("VOC451", name, f"超过 {PAGES} 页", "只导出这一期的几页再试")
        case "letters":
            raise refused("VOC451", name, "文字太多，不像一期刊物", "只导出这一期的几页再试")
        case "locked":
            raise refused("VOC453", name, "文件有密码", "去掉密码后另存再试")
        case "broken":
            raise refused("VOC453", name, "文件损坏，读不出来", "用原软件打开后另存再试")
    if done.returncode:
        raise refused("VOC451", name, "读取时超出内存或出错而中止", "用原软件打开后另存再试")
    found = json.loads(done.stdout)
    lines = tuple(
        Line.read(number, row["page"], row["text"], row["cells"], running=row["running"], note=row["note"])
        for number, row in enumerate(found["lines"], 1)
    )
    return lines, found["pages"], tuple(found["unread"])
