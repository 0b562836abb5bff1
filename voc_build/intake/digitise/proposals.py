"""Institutions that an issue names and the taxonomy does not know, as rows to be judged and pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc_build.intake.digitise.draft import Draft
from voc_build.intake.digitise.emit import row
from voc_build.words.taxonomy import Institution, Taxonomy


def proposed(found: Draft, taxonomy: Taxonomy) -> tuple[dict[str, object], ...]:
    """Rows of taxonomy/institutions.yml: those of the table first, in printed order, then those only addressed."""
    listed = [name for name, _ in found.table.rows] if found.table else []
    asked = [one.addressee for case in found.cases for one in case.advice if one.addressee]
    asked = [name for name in asked if name not in found.words.institutions]
    taken = {institution.code for institution in taxonomy.institutions}
    rows = []
    for name in dict.fromkeys([*listed, *asked]):
        if taxonomy.institution(name, found.month) is not None:
            continue
        code = _code(name, taken)
        taken.add(code)
        cells: dict[str, object] = {"代码": code, "层级": _level(name), "名称": [{"名称": name}]}
        rows.append(cells if name in listed else {**cells, "表中": "否"})
    return tuple(rows)


def records(rows: tuple[dict[str, object], ...]) -> tuple[Institution, ...]:
    """The rows as the program would read them."""
    return tuple(Institution.model_validate(one) for one in rows)


def written(rows: tuple[dict[str, object], ...]) -> Iterator[str]:
    """The rows as lines of YAML."""
    for one in rows:
        names = one["名称"]
        name = names[0]["名称"] if isinstance(names, list) else ""
        rest = {key: str(value) for key, value in one.items() if key != "名称"}
        yield "  - " + row(rest)[:-1] + f", 名称: [{row({'名称': name})}]}}"


def _level(name: str) -> str:
    if name.endswith(("分行", "支行")):
        return "分行"
    return "总行中心" if name.endswith("中心") else "总行部门"


def _code(name: str, taken: set[str]) -> str:
    from pypinyin import lazy_pinyin

    stem = re.sub("^总行|分行$|支行$|中心$|部$", "", name) or name
    code = re.sub("[^a-z0-9]", "", "".join(lazy_pinyin(stem)).lower()) or "unit"
    numbered = (f"{code}-{number}" for number in range(2, len(taken) + 3))
    return code if code not in taken else next(one for one in numbered if one not in taken)
