"""JSON Schemas of every file an editor writes, from the records, for programs that complete as one types."""

from __future__ import annotations

import json
from typing import Any

from voc_build.intake.load import AXES
from voc_build.words.model import Case, Figures, Followups, Header, TicketFile
from voc_build.words.record import Record
from voc_build.words.settings import Settings
from voc_build.words.taxonomy import Definition, Institution, Term

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: dict[str, tuple[type[Record], str]] = {
    "archive": (Settings, "archive.yml：档案的设置"),
    "issue": (Header, "issues/期号/issue.yml：一期"),
    "figures": (Figures, "issues/期号/figures.yml：原刊数字"),
    "tickets": (TicketFile, "issues/期号/tickets.yml：工单"),
    "case": (Case, "issues/期号/cases/01.yml：案例"),
    "followups": (Followups, "issues/期号/followups.yml：整改跟踪"),
}
_WORDS: dict[str, tuple[str, type[Record], str]] = {
    "institutions": ("机构", Institution, "taxonomy/institutions.yml：机构"),
    "measures": ("指标", Definition, "taxonomy/measures.yml：指标口径"),
    **{name: (key, Term, f"taxonomy/{name}.yml：{title}") for name, (key, title) in AXES.items()},
}


def schemas() -> dict[str, str]:
    """File name (`issue.schema.json`) to the text of its schema."""
    found = {name: _titled(model.model_json_schema(), title) for name, (model, title) in _FILES.items()}
    stated = found["figures"]["properties"]["正文"]
    stated["additionalProperties"] = {"anyOf": [{"type": "number"}, stated["additionalProperties"]]}
    for name, (key, model, title) in _WORDS.items():
        found[name] = _titled(_under(key, model.model_json_schema()), title)
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in sorted(found.items())
    }


def _titled(schema: dict[str, Any], title: str) -> dict[str, Any]:
    """The schema in Chinese only: pydantic's titles and our docstrings speak to programmers."""
    plain = _chinese(schema)
    plain.pop("description", None)
    return {"$schema": _DIALECT, "title": title, **plain}


def _chinese(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_chinese(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _chinese(value) for key, value in schema.items() if key != "title" or isinstance(value, dict)
    }
    if str(kept.get("description", "")).isascii() or "properties" in kept:
        kept.pop("description", None)
    return kept


def _under(key: str, row: dict[str, Any]) -> dict[str, Any]:
    """The schema of a file that is rows under one top key."""
    definitions = row.pop("$defs", {})
    if "$ref" in row:
        item: dict[str, Any] = {"$ref": row["$ref"]}
    else:
        definitions["Row"] = row
        item = {"$ref": "#/$defs/Row"}
    return {
        "type": "object",
        "properties": {key: {"type": "array", "items": item}},
        "required": [key],
        "additionalProperties": False,
        "$defs": definitions,
    }
