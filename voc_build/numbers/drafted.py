"""The reconciliation of a draft nobody has looked at yet: what was read, held against itself and its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import ValidationError

from voc_build.intake.source import values
from voc_build.numbers.audit import Reconciled
from voc_build.numbers.findings import WRONG, Finding, coverage
from voc_build.numbers.statistics import statistics
from voc_build.words.archive import Archive, Issue
from voc_build.words.model import Figures, Header
from voc_build.words.taxonomy import Institution

_STATUS = {
    "agrees": "一致",
    "differs": "不一致",
    "impossible": "不可能",
    "explained": "已说明",
    "implied": "可推算",
    "unmatched": "无可对照",
}


def reconciliation(files: Mapping[str, str], archive: Archive, proposed: Sequence[Institution] = ()) -> tuple[str, ...]:
    """What reconciling finds, in Chinese, problems first; `files` as written, `proposed` institutions not yet known."""
    issue = issue_of(files)
    if issue is None:
        return ("issue.yml 或 figures.yml 还有要补的项，补齐后运行 voc check 对账。",)
    others = [one for one in archive.issues if one.period != issue.period and one.month != issue.month]
    taxonomy = replace(archive.taxonomy, institutions=(*archive.taxonomy.institutions, *proposed))
    issues = tuple(sorted([*others, issue], key=lambda one: one.period))
    together = replace(archive, taxonomy=taxonomy, issues=issues)
    found = Reconciled(together, statistics(together)).of(issue)
    return tuple(_told(found))


def issue_of(files: Mapping[str, str]) -> Issue | None:
    """The issue without its cases, read back from the files' texts; None where a field is still missing."""
    read = {name: values(text.encode(), name) for name, text in files.items() if name in ("issue.yml", "figures.yml")}
    try:
        header = Header.model_validate(read["issue.yml"])
        figures = Figures.model_validate(read.get("figures.yml") or {})
    except ValidationError:
        return None
    return Issue(header=header, figures=figures)


def _told(found: Sequence[Finding]) -> Iterator[str]:
    total = coverage(found)
    yield f"对账：印出的数 {total.printed} 个，核对了 {total.checked} 个，互相矛盾的 {total.differing} 个。"
    for wrong in (True, False):
        for one in found:
            if (one.status in WRONG) is wrong:
                yield f"  [{_STATUS.get(one.status, one.status)}] {one.title.rstrip('。')}。{one.detail}"
