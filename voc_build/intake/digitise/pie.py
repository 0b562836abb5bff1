"""业务占比: the labels of the pie, wherever the extraction dropped them, lifted out and paired again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Final

from voc_build.intake.digitise.letters import HAN, title
from voc_build.intake.digitise.lines import Doubt, Fate, Line, Role

FIELD: Final = "业务占比"
_PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*%", re.ASCII)
_NAME: Final = re.compile(rf"[{HAN}]{{1,10}}(?:业务|类)")
_CAPTION: Final = re.compile(r"业务(?:类别|类型|分类)?(?:占比|分布|构成|情况)|业务类别|业务类型")
_NEAR = 6
"""How many lines apart labels of one chart may stand."""


@dataclass
class Pie:
    """The printed pie: (business, per cent) in printed order."""

    title: str = ""
    slices: list[tuple[str, Decimal]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    claimed: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)


def lift_pie(lines: Sequence[Line], business: Sequence[str], fate: Fate) -> tuple[tuple[Line, ...], Pie | None]:
    """The lines without the pie's labels, caption and legend, and the pie; None where there is none."""
    kinds = [_kind(line, business) for line in lines]
    seeds = [index for index, line in enumerate(lines) if kinds[index] == "share" and _labels(line, kinds, index)]
    if not seeds:
        return tuple(lines), None
    known = {index for index, line in enumerate(lines) if line.text in business}
    taken = _with_neighbours(kinds, seeds, known)
    labels = [lines[index] for index in taken if kinds[index] in ("share", "name")]
    captions = [lines[index] for index in taken if kinds[index] in ("caption", "heading")]
    legends = [lines[index] for index in taken if kinds[index] == "legend"]
    fate.put(FIELD, [*labels, *captions])
    fate.put(Role.LEGEND, legends)
    pie = _paired(labels, business)
    pie.title = title(captions[0].text) if captions else ""
    _judge(pie, legends, business, labels[0].page)
    gone = set(taken)
    return tuple(line for index, line in enumerate(lines) if index not in gone), pie


def _kind(line: Line, business: Sequence[str]) -> str:
    """What the line would be in a chart: share, name, legend, caption (heading: if close by), or "" for none."""
    rest = _PERCENT.sub(" ", line.text)
    names = rest.split()
    if all(_is_name(name, business) for name in names):
        if rest != line.text:
            return "share"
        return "legend" if len(names) > 1 else "name"
    if _glued(line.bare, business):
        return "share" if _PERCENT.search(line.text) else "legend"
    caption = _CAPTION.search(line.bare) and len(line.bare) <= 30
    plain = not re.search(r"[,。;:!?]|[一二三四五六七八九十]、", line.bare)
    if not caption or not plain:
        return ""
    return "caption" if re.search(r"\d月|占比|图", line.bare) else "heading"


def _is_name(name: str, business: Sequence[str]) -> bool:
    return name in business or bool(_NAME.fullmatch(name))


def _glued(text: str, business: Sequence[str]) -> bool:
    """Whether names known and percentages stand together without a space, and nothing else."""
    if not business:
        return False
    known = "|".join(map(re.escape, sorted(business, key=len, reverse=True)))
    return bool(re.fullmatch(rf"(?:(?:{known})|\d{{1,3}}(?:\.\d+)?%){{2,}}", text))


def _labels(line: Line, kinds: Sequence[str], index: int) -> bool:
    """Whether a percentage has a name with it or near it; one that stands alone is a wrapped sentence's."""
    near = [*kinds[max(index - 2, 0) : index], *kinds[index + 1 : index + 3]]
    return bool(_PERCENT.sub("", line.text).strip()) or any(kind in ("share", "name") for kind in near)


def _with_neighbours(kinds: Sequence[str], seeds: Sequence[int], known: set[int]) -> list[int]:
    """Labels, and the names, legends and captions that stand near one; an unknown name only right beside it."""
    taken = set(seeds)
    grown = True
    while grown:
        grown = False
        for index, kind in enumerate(kinds):
            if index in taken or not kind:
                continue
            reach = 1 if kind == "heading" else _NEAR if kind != "name" else 2 if index in known else 1
            if any(abs(index - other) <= reach for other in taken):
                taken.add(index)
                grown = True
    return sorted(taken)


# -- pairing --------------------------------------------------------------------------------------
def _paired(labels: Sequence[Line], business: Sequence[str]) -> Pie:
    pie = Pie()
    tokens = [token for line in labels for token in _tokens(line, business)]
    pie.claimed = [token for token in tokens if _is_number(token)]
    names = [token for token in tokens if not _is_number(token)]
    numbers = [token for token in tokens if _is_number(token)]
    page = labels[0].page
    alternating = all(_is_number(one) != _is_number(other) for one, other in pairwise(tokens))
    if len(names) != len(numbers):
        reason = f"图上有 {len(names)} 个业务、{len(numbers)} 个百分比，个数不等"
        pie.doubts.append(Doubt(FIELD, reason, 0.2, page))
        pairs = min(len(names), len(numbers))
        pie.claimed, pie.listed = numbers[:pairs], numbers[pairs:]
    elif not alternating:
        pie.doubts.append(Doubt(FIELD, "图上业务与百分比的先后交错，按各自的顺序配对", 0.5, page))
    pie.slices = [(name, Decimal(number)) for name, number in zip(names, numbers, strict=False)]
    return pie


def _is_number(token: str) -> bool:
    return token[0].isdecimal()


def _tokens(line: Line, business: Sequence[str]) -> list[str]:
    found: list[str] = []
    for piece in re.split(r"(\d{1,3}(?:\.\d{1,2})?\s*%)", line.text):
        if number := _PERCENT.fullmatch(piece.strip()):
            found.append(number[1])
        else:
            found += piece.split()
    return found


def _judge(pie: Pie, legends: Sequence[Line], business: Sequence[str], page: int) -> None:
    whole = sum((share for _, share in pie.slices), Decimal(0))
    if abs(whole - 100) > Decimal("0.1"):
        pie.doubts.append(Doubt(FIELD, f"各项百分比相加为 {whole}%，不是 100%", 0.4, page))
    names = [name for name, _ in pie.slices]
    if len(set(names)) < len(names):
        pie.doubts.append(Doubt(FIELD, "有的业务出现了两次", 0.4, page))
    if legends:
        legend = "".join(line.bare for line in legends)
        if legend != "".join(names):
            pie.doubts.append(Doubt(FIELD, "各项的业务与图例不同", 0.5, page))
    unknown = [name for name in names if name not in business]
    if unknown and business:
        pie.doubts.append(Doubt(FIELD, f"业务类别词表里没有：{'、'.join(unknown)}", 0.6, page))
    if not pie.title:
        pie.doubts.append(Doubt(FIELD, "没有找到图的标题", 0.7, page))
