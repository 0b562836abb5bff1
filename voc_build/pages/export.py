"""The tables behind the pages as files: CSV, JSON and a data package that explains them."""

from __future__ import annotations

import datetime as dt
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from voc_build.numbers.findings import WRONG, Finding
from voc_build.numbers.shown import TICKETS_SHOWN
from voc_build.numbers.tables import MEASURES, csv_bytes, measures_table, tickets_table
from voc_build.pages import addresses
from voc_build.pages.publication import Publication
from voc_build.pages.release import released
from voc_build.words.archive import Archive, Issue
from voc_build.words.model import Case, Recommendation

SAID = (*WRONG, "explained")
"""Statuses of findings that are discrepancies: those an issue's page lists."""
_STATUS = {"differs": "未说明", "impossible": "不可能", "explained": "已说明"}


def write(data: Path, to: Path, as_of: dt.datetime | None = None) -> int:
    """Write the released archive's tables into the folder `to`; the exit code.

    Nothing is written when the data has errors, which are then printed (see `released`).
    """
    loaded, refused = released(data, as_of)
    if refused:
        return refused
    files = tables(Publication(loaded.archive))
    to.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (to / name).write_bytes(content)
    return 0


def tables(publication: Publication) -> dict[str, bytes]:
    """Every file of the export by its name; `datapackage.json` describes the others."""
    statistics, archive = publication.statistics, publication.archive
    files = {
        "measures.csv": csv_bytes(measures_table(statistics)),
        "tickets.csv": csv_bytes(tickets_table(archive)),
        "cases.json": _json([_case(archive, issue, case) for issue in archive.issues for case in issue.cases]),
        "discrepancies.json": _json(
            [
                _discrepancy(archive, issue, finding)
                for issue in archive.issues
                for finding in publication.findings(issue)
                if finding.status in SAID
            ]
        ),
    }
    return files | {"datapackage.json": _json(_package(archive, files))}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _case(archive: Archive, issue: Issue, case: Case) -> dict[str, object]:
    """A case as its page tells it; the tickets it rests on stay inside."""
    institution = archive.taxonomy.institution(case.institution, issue.month)
    return {
        "案例": str(case.id),
        "出处": addresses.in_file(addresses.case(case.id), archive.settings.address),
        "期号": str(issue.period),
        "统计月份": str(issue.month),
        "标题": case.title,
        "类型": case.kind,
        "机构代码": institution.code if institution else None,
        "机构": case.institution,
        "支行": case.sub_branch,
        "业务": case.business,
        "原因": case.cause,
        "客户群体": list(case.groups),
        "标签": list(case.tags),
        "经过": case.story,
        "核实": case.finding,
        "启示": case.lesson,
        "建议": [_advice(archive, f"{issue.period}/{case.id.number}", one) for one in case.recommendations],
    }


def _advice(archive: Archive, base: str, advice: Recommendation) -> dict[str, object]:
    target = advice.target
    return {
        "编号": advice.number,
        "对象": advice.addressee,
        "期限": str(advice.due_on) if advice.due_on else None,
        "内容": advice.content,
        "目标": {"指标": target.measure, "机构": target.institution, "业务": target.business} if target else None,
        "跟踪": [
            {"日期": str(note.on), "状态": note.state, "说明": note.note}
            for note in archive.followups_of.get(f"{base}/{advice.number}", ())
        ],
    }


def _discrepancy(archive: Archive, issue: Issue, finding: Finding) -> dict[str, object]:
    known = finding.known
    return {
        "期号": str(issue.period),
        "统计月份": str(issue.month),
        "出处": addresses.in_file(addresses.printed(issue.period), archive.settings.address),
        "状态": _STATUS[finding.status],
        "指标": finding.measure.name if finding.measure else None,
        "机构": finding.scope or "全行",
        "差异": finding.title,
        "核对": finding.detail,
        "数值": [
            {"指标": one.measure.name, "机构": one.scope or "全行", "来源": one.source, "数值": one.value}
            for one in finding.readings
        ],
        "采用": known.adopted if known else None,
        "说明": known.note if known else None,
        "说明人": known.explained_by if known else None,
        "说明日期": str(known.explained_on) if known and known.explained_on else None,
    }


# -- what the files are -----------------------------------------------------------------------------
_ABOUT = {
    "measures.csv": (
        "各期、各机构、各指标的数值。来源为工单的由工单统计，零也写出；来源为正文、机构表、图的照原刊，"
        "原刊没有的不写。比率为 0 到 1 的小数，分母为零的不写。机构代码为空是全行。"
        "来源为工单的，逐条见网站 explore/?from=期号&to=期号&institution=机构代码；其余见 reconcile/#期号。"
    ),
    "tickets.csv": (
        "工单口径各期的工单，一行一件，月内按内容排列，与受理先后无关。多个客户群体以 | 相隔；未办结的办理天数为空。"
    ),
    "cases.json": "案例全文，连同建议和跟踪。",
    "discrepancies.json": "原刊各处数字之间、与工单或与其他各期之间的差异。",
}
_NUMBERS = {"数值": "number", "办理天数": "integer"}
_MONTHS = ("期号", "统计月份")
_FIELDS = {"measures.csv": MEASURES, "tickets.csv": TICKETS_SHOWN}


def _package(archive: Archive, files: dict[str, bytes]) -> dict[str, object]:
    """The description of the files (Frictionless Data Package), without any time of its own."""
    upto = f"截至 {archive.data_date}" if archive.data_date else "尚无已发布的一期"
    return {
        "name": "voc-archive",
        "title": archive.settings.title,
        "description": f"{archive.settings.bank}客户之声的数据表，{upto}。",
        "resources": [_resource(name, content) for name, content in files.items()],
    }


def _resource(name: str, content: bytes) -> dict[str, Any]:
    stem, form = name.split(".")
    found: dict[str, Any] = {
        "name": stem,
        "path": name,
        "description": _ABOUT[name],
        "format": form,
        "mediatype": "text/csv" if form == "csv" else "application/json",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }
    if form == "csv":
        found["schema"] = {"fields": [_field(field) for field in _FIELDS[name]], "missingValues": [""]}
        found["profile"] = "tabular-data-resource"
    return found


def _field(name: str) -> dict[str, str]:
    return {"name": name, "type": "yearmonth" if name in _MONTHS else _NUMBERS.get(name, "string")}
