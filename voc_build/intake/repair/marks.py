"""Letters and marks: encoding, invisible characters, tabs, and full-width marks where syntax is meant.

A file with a mark at fault does not parse, so what is prose in it is not certain: a mark is put right only next
to a key the file may have, or where no prose can stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from voc_build.intake import hygiene
from voc_build.intake.files import LARGEST
from voc_build.intake.mending import Edit, Mended
from voc_build.intake.repair.paragraphs import indented
from voc_build.intake.source import Unreadable, read
from voc_build.words.diagnostics import Diagnostic

_LINES: Final = re.compile(r"\r\n|\n|\r")
_ROUNDS: Final = 40  # a problem may hide another behind it; each round tells at most some two hundred
_KEY: Final = re.compile(r"([^\s,，{}\[\]:：'\"#]+)([ \u3000]*)$")
_COLON: Final = re.compile(r"[:：][ \u3000]*")
_MARK: Final = re.compile(r"[－—–−-][ \u3000]*")
_PROSE: Final = re.compile(r"[。！？，；]|.{31}")
_TRAILING: Final = re.compile(r"\u3000[ \u3000]*(?=$|[,\]}]| #)")


def letters(data: bytes, file: str) -> str | None:
    """The text of a file as UTF-8 will hold it: no byte order mark, nothing invisible, no tabs; None: no text."""
    text = hygiene.inspect(data, file).text
    return None if text is None else re.sub(r"\r(?!\n)", "\n", text)


def marks(text: str, file: str, keys: Collection[str] | None) -> str:
    """The text with the full-width marks of its syntax put right; `keys` it may have, None: any."""
    wrong = _problems(text, file)
    if wrong and keys is not None:
        pasted = indented(text, keys)
        text, wrong = pasted, _problems(pasted, file)
    for _ in range(_ROUNDS):
        lines = _LINES.split(text)
        edits = {edit for one in wrong if (edit := _edit(one, lines, keys)) is not None}
        if not edits:
            break
        text = Mended.of(text, (), edits).text or text
        wrong = _problems(text, file)
    return text


def _problems(text: str, file: str) -> tuple[Diagnostic, ...]:
    try:
        read(text.encode(), file, limit=LARGEST)
    except Unreadable as unreadable:
        return unreadable.diagnostics
    return ()


def _edit(problem: Diagnostic, lines: list[str], keys: Collection[str] | None) -> Edit | None:
    """What to write instead at the place of a problem; None where that takes a person."""
    place = problem.place
    if problem.rule.code not in ("VOC115", "VOC116") or place.line > len(lines):
        return None
    line, start = lines[place.line - 1], place.column - 1
    before, here = line[:start], line[start:]
    if here[:1] in (":", "："):
        return _colon(place.line, before, here, keys)
    if here.startswith("，") and _known(here[1:], keys):
        return Edit(place.line, place.column, "，", ", ")
    if problem.rule.code == "VOC115" and here.startswith("＃") and not before.strip():
        return Edit(place.line, place.column, "＃", "#")
    if here.startswith("\u3000") or (here.startswith(" ") and not before.strip()):
        run = here[: len(here) - len(here.lstrip(" \u3000"))]
        new = run.replace("\u3000", "  ") if not before.strip() else ""
        return Edit(place.line, place.column, run, new) if "\u3000" in run else None
    if not before.strip(" -") and (mark := _MARK.match(here)) and mark.group() != "- ":
        rest = here[mark.end() :]
        fits = _known(rest, keys) or rest.startswith("{") or not _PROSE.search(rest)
        return Edit(place.line, place.column, mark.group(), "- ") if fits and rest else None
    if problem.rule.code == "VOC115" and (end := _TRAILING.search(line, start)):
        return Edit(place.line, end.start() + 1, end.group(), "")
    return None


def _colon(number: int, before: str, here: str, keys: Collection[str] | None) -> Edit | None:
    key = _KEY.search(before)
    mark = _COLON.match(here)
    if key is None or mark is None or (keys is not None and key[1] not in keys):
        return None
    old = key[2] + mark.group()
    new = ": " if here[mark.end() :] else ":"
    return Edit(number, key.start(2) + 1, old, new) if old != new else None


def _known(rest: str, keys: Collection[str] | None) -> bool:
    """Whether a text begins with `键:`, in whatever width."""
    key = re.match(r"[ \u3000]*([^\s:：,，{}\[\]]{1,40}?)[ \u3000]*[:：]", rest)
    return key is not None and (keys is None or key[1] in keys)
