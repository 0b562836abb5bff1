"""JSON Schemas of every file an editor writes, from the records, for programs that complete as one types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from voc_build.intake.kinds import KINDS, Kind
from voc_build.words.taxonomy import Axis, Taxonomy

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAMED = {
    "机构": "机构名称",
    "对象": "机构名称",
    "责任机构": "机构名称",
    "渠道": "渠道名称",
    "业务": "业务名称",
    "原因": "原因名称",
    "客户群体": "客户群体名称",
}
"""Keys of an issue's files that hold names of the taxonomy, and the definition that lists them."""
_WITH_NAMES = ("issue", "figures", "tickets", "case")


def schemas(taxonomy: Taxonomy | None = None) -> dict[str, str]:
    """File name (`issue.schema.json`) to the text of its schema; with a taxonomy its names are offered and checked."""
    return {
        f"{kind.name}.schema.json": json.dumps(_schema(kind, taxonomy), ensure_ascii=False, indent=2) + "\n"
        for kind in sorted(KINDS, key=lambda kind: kind.name)
    }


def keys_of(kind: Kind) -> frozenset[str]:
    """Every key that may stand anywhere in a file of this kind."""
    return frozenset(_keys(_schema(kind, None)))


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for part in schema:
            yield from _keys(part)
    elif isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from schema.get("propertyNames", {}).get("enum", ())
        for part in schema.values():
            yield from _keys(part)


def _schema(kind: Kind, taxonomy: Taxonomy | None) -> dict[str, Any]:
    schema = kind.model.model_json_schema()
    title = f"{kind.glob.replace('/*/', '/期号/').replace('*', '01')}：{kind.title}"
    if kind.key:
        schema = _under(kind.key, schema)
    elif kind.is_list:
        schema = _list(schema)
    found = _titled(schema, title)
    if kind.name == "figures":
        stated = found["properties"]["正文"]
        stated["additionalProperties"] = {"anyOf": [{"type": "number"}, stated["additionalProperties"]]}
    _allow_nothing(found)
    if taxonomy is not None and kind.name in _WITH_NAMES:
        names = _names(taxonomy)
        _name(found, names)
        used = json.dumps(found, ensure_ascii=False)
        found.setdefault("$defs", {}).update(
            {title: {"type": "string", "enum": words} for title, words in names.items() if f"#/$defs/{title}" in used}
        )
    return found


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
    kept = {key: _chinese(value) for key, value in schema.items() if key != "title" or isinstance(value, dict)}
    if str(kept.get("description", "")).isascii() or "properties" in kept:
        kept.pop("description", None)
    return kept


def _allow_nothing(schema: Any) -> None:
    """A key that may be left out may also stand there with nothing after it, as the reader takes it."""
    for part in schema if isinstance(schema, list) else schema.values() if isinstance(schema, dict) else ():
        _allow_nothing(part)
    if not isinstance(schema, dict):
        return
    for key, value in schema.get("properties", {}).items():
        if key in schema.get("required", ()) or {"type": "null"} in value.get("anyOf", ()):
            continue
        about = {name: value.pop(name) for name in ("default", "description") if name in value}
        inner = dict(value)
        value.clear()
        value.update({"anyOf": [inner, {"type": "null"}], **about})


def _under(key: str, row: dict[str, Any]) -> dict[str, Any]:
    """The schema of a file that is rows under one top key."""
    rows = _list(row)
    definitions = rows.pop("$defs")
    return {
        "type": "object",
        "properties": {key: rows},
        "required": [key],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _list(row: dict[str, Any]) -> dict[str, Any]:
    """The schema of rows."""
    definitions = row.pop("$defs", {})
    if "$ref" in row:
        item: dict[str, Any] = {"$ref": row["$ref"]}
    else:
        definitions["一条"] = row
        item = {"$ref": "#/$defs/一条"}
    return {"type": "array", "items": item, "$defs": definitions}


# -- the archive's own names ----------------------------------------------------------------------
def _names(taxonomy: Taxonomy) -> dict[str, list[str]]:
    """The names each definition lists: today's first, then aliases and names of other times."""
    institutions = [one.name for one in taxonomy.institutions]
    others = [name for one in taxonomy.institutions for name in (*one.aliases, *(dated.name for dated in one.names))]
    return {
        "机构名称": list(dict.fromkeys(institutions + others)),
        "渠道名称": _words(taxonomy.channels),
        "业务名称": _words(taxonomy.business_types),
        "原因名称": _words(taxonomy.causes),
        "客户群体名称": _words(taxonomy.groups),
    }


def _words(axis: Axis) -> list[str]:
    names = [term.name for term in axis.terms]
    return list(dict.fromkeys(names + [alias for term in axis.terms for alias in term.aliases]))


def _name(schema: Any, names: dict[str, list[str]]) -> None:
    """Let each key that holds names refer to the definition that lists them."""
    if isinstance(schema, list):
        for part in schema:
            _name(part, names)
        return
    if not isinstance(schema, dict):
        return
    for key, value in schema.get("properties", {}).items():
        if key in _NAMED and names[_NAMED[key]]:
            _refer(value, f"#/$defs/{_NAMED[key]}")
    for part in schema.values():
        _name(part, names)


def _refer(value: dict[str, Any], reference: str) -> None:
    for part in (value, *value.get("anyOf", ())):
        if part.get("type") == "string":
            del part["type"]
            part["$ref"] = reference
        elif part.get("type") == "array":
            part["items"] = {"$ref": reference}
