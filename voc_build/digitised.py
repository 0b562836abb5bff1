"""`voc digitise`: from a file to a draft issue and the words about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from voc_build.intake.digitise.accounting import account, told
from voc_build.intake.digitise.compose import files
from voc_build.intake.digitise.draft import Draft, draft
from voc_build.intake.digitise.pages import read
from voc_build.intake.digitise.place import folder_for, put
from voc_build.intake.digitise.proposals import proposed, records, written
from voc_build.intake.digitise.refusal import Refused
from voc_build.intake.load import load
from voc_build.intake.privacy.mask import mask
from voc_build.numbers.drafted import reconciliation
from voc_build.words.month import Month


def digitise(file: Path, period: Month | None, to: Path | None, data: Path) -> tuple[tuple[str, ...], bool]:
    """What to tell, and whether a draft was written: whole, into `to` or else the archive, or not at all."""
    try:
        return tuple(map(mask, _digitised(file, period, to, data))), True
    except Refused as refusal:
        one = refusal.diagnostic
        lines = [f"{one.place.file}: {one.rule.severity}[{one.rule.code}]: {one.message}"]
        return (*map(mask, lines), f"  帮助 help: {one.help}"), False


def _digitised(file: Path, period: Month | None, to: Path | None, data: Path) -> list[str]:
    root = to or data
    if period is not None:
        folder_for(root, period)  # before reading anything
    source = read(file)
    archive = load(data).archive
    found = draft(source, archive.taxonomy, period)
    folder = folder_for(root, found.period)
    texts = files(found, demo=archive.is_demo and all(issue.header.demo for issue in archive.issues))
    rows = proposed(found, archive.taxonomy)
    words = [*_summary(found, folder, texts), *told(account(found))]
    if rows:
        words += ["词表里没有的机构，核对后加进 taxonomy/institutions.yml：", *written(rows)]
    words += reconciliation(texts, archive, records(rows))
    put(folder, texts)
    return words


def _summary(found: Draft, folder: Path, texts: dict[str, str]) -> Iterator[str]:
    pages = f"，{found.pages} 页" if found.pages else ""
    yield f"已写出草稿：{folder}（{len(texts)} 个文件）"
    source = f"原文 {found.source.name}（{found.method}{pages}）"
    yield f"{source}：统计 {found.month.chinese}，案例 {len(found.cases)} 篇，工作计划 {len(found.plan)} 条。"
    if not found.doubts:
        yield "没有待核的字段。"
        return
    yield f"待核 {len(found.doubts)} 项，核对完一条删一条："
    for doubt in found.doubts:
        page = f"，第 {doubt.page} 页" if doubt.page else ""
        yield f"  {doubt.field}：{doubt.reason}（置信度 {doubt.confidence:g}{page}）"
