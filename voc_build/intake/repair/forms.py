"""Values written in another form than the one this archive reads: dates, numbers, full-width letters and digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError

from voc_build.intake.kinds import Kind

Path = tuple[str | int, ...]

_DAY: Final = re.compile(
    r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*(?:\2|月)\s*(\d{1,2})\s*日?(?:\s*(\d{1,2})\s*[:时点]\s*(\d{2})\s*分?)?"
)
_MONTH: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_NUMBER: Final = re.compile(r"([-+]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*[件%]?")


def candidates(code: str, text: str) -> Iterator[str]:
    """Other ways to write what a rule refused, likeliest first; each says the same as the text."""
    narrow = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    match code:
        case "VOC105":
            if day := _DAY.fullmatch(narrow):
                time = f" {int(day[5]):02d}:{day[6]}" if day[5] else ""
                yield f"{day[1]}-{int(day[3]):02d}-{int(day[4]):02d}{time}"
            if month := _MONTH.fullmatch(narrow):
                yield f"{month[1]}-{int(month[2]):02d}"
        case "VOC106" | "VOC121":
            if number := _NUMBER.fullmatch(narrow):
                yield number[1].replace("+", "") + number[2].replace(",", "") + (number[3] or "")
        case "VOC107" | "VOC108":
            yield narrow
        case "VOC109" if narrow.isascii():  # codes and ids; a title is prose
            yield narrow


def refused(kind: Kind, root: object) -> dict[Path, str]:
    """The path of each value the records of a file refuse, with the rule's code."""
    if not kind.key and not kind.is_list:
        return _errors(kind, root, ())
    below: Path = (kind.key,) if kind.key else ()
    under = root.get(kind.key) if isinstance(root, dict) else None
    rows = root if kind.is_list else under
    found: dict[Path, str] = {}
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        found |= _errors(kind, row, (*below, index))
    return found


def _errors(kind: Kind, value: object, below: Path) -> dict[Path, str]:
    try:
        kind.model.model_validate(value)
    except ValidationError as wrong:
        return {(*below, *error["loc"]): error["type"] for error in wrong.errors(include_url=False)}
    return {}


def rewritten(kind: Kind, root: object, texts: dict[Path, str]) -> dict[Path, str]:
    """The texts (by path in `root`, which is taken apart) that another form makes right, in that form."""
    found: dict[Path, str] = {}
    waiting = {
        path: iter([one for one in dict.fromkeys(candidates(code, texts[path])) if one != texts[path]])
        for path, code in refused(kind, root).items()
        if path in texts
    }
    while waiting:
        tried = {path: new for path, rest in waiting.items() if (new := next(rest, None)) is not None}
        for path, new in tried.items():
            _put(root, path, new)
        still = refused(kind, root)
        found |= {path: new for path, new in tried.items() if path not in still}
        for path in tried.keys() & still.keys():
            _put(root, path, texts[path])
        waiting = {path: waiting[path] for path in tried.keys() & still.keys()}
    return found


def _put(root: object, path: Path, text: str) -> None:
    at = root
    for step in path[:-1]:
        at = at[step]  # type: ignore[index]
    at[path[-1]] = text  # type: ignore[index]
