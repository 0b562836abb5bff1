"""Plain nested text into typed records; what does not fit becomes diagnostics where it stands."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from voc_build.intake.source import LIMIT, Node, Unreadable, place
from voc_build.words.diagnostics import ALL_RULES, Diagnostic, Place, rule
from voc_build.words.record import Record

R = TypeVar("R", bound=Record)
_SHAPES = {"tuple_type": "一个列表", "list_type": "一个列表", "dict_type": "一组键值", "string_type": "文字"}


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word closest to what was typed, empty when none is close."""
    candidates = list(known)
    inside = [one for one in candidates if word and (word in one or one in word)]
    close = difflib.get_close_matches(word, candidates, 1, 0.5)
    return close[0] if close else (inside[0] if inside else "")


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """A help line: `是不是“…”？`, or what else to do."""
    close = nearest(word, known)
    return f"是不是“{close}”？" if close else otherwise


def explain(
    wrong: ValidationError | Unreadable,
    model: type[Record],
    data: bytes,
    file: str,
    limit: int = LIMIT,
    below: tuple[str | int, ...] = (),
) -> Iterator[Diagnostic]:
    """The diagnostics of a record at `below` in a file, which is read once more, this time keeping places."""
    if isinstance(wrong, Unreadable):
        yield from wrong.diagnostics
        return
    from voc_build.intake.salvage import read_anyway  # imported where something is wrong

    root = read_anyway(data, file, limit=limit)
    for error in wrong.errors(include_url=False):
        yield _diagnose(error, model, root, file, below)


def _diagnose(
    error: ErrorDetails, model: type[Record], root: Node | None, file: str, below: tuple[str | int, ...]
) -> Diagnostic:
    loc = tuple(part for part in error["loc"] if part != "[key]")
    on_key = error["type"] == "extra_forbidden" or len(loc) != len(error["loc"])
    where = place(root, (*below, *loc), file, key=on_key) if root is not None else Place(file)
    kind = error["type"]
    if kind in ALL_RULES:
        context = error["ctx"]
        return rule(kind).at(where, str(context["message"]), help=str(context["help"]))
    last = str(loc[-1]) if loc else ""
    if kind == "extra_forbidden":
        keys = _keys(model, loc[:-1])
        return rule("VOC101").at(
            where, f"不认识的键“{last}”", help=suggestion(last, keys, "可用的键：" + "、".join(keys))
        )
    if kind == "missing":
        return rule("VOC102").at(where, f"缺少必填项“{last}”", help=f"补上 {last}: …")
    if kind == "too_short":
        return rule("VOC120").at(where, f"“{last}”至少要有一项", help="补上内容")
    if error["input"] is None:
        return rule("VOC120").at(where, f"“{last}”写了键却没有内容", help="补上内容，或删掉这个键")
    shape = _SHAPES.get(kind, "一组键值")
    return rule("VOC104").at(where, f"“{last or file}”的形状不对，这里要写{shape}", help=_shape_help(shape))


def _shape_help(shape: str) -> str:
    return {"一个列表": "每项一行，前面加“- ”；或写成 [甲, 乙]", "文字": "在冒号后直接写值"}.get(shape, "写成“键: 值”")


def _keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys a record at `loc` below `model` may have."""
    current: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        fields = {field.alias: field.annotation for field in current.model_fields.values()}
        inner = _record_in(fields.get(part))
        if inner is None:
            continue
        current = inner
    return [field.alias or name for name, field in current.model_fields.items()]


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        for part in typing.get_args(annotation):
            found = _record_in(part)
            if found is not None:
                return found
    return None
