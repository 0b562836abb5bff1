"""Diagnostics as people and machines read them: text with excerpts, JSON, annotations of two code hosts.

Everything an editor typed passes `mask` before it leaves here, in every format.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import PurePath

from voc_build.intake.hygiene import encoding
from voc_build.intake.privacy.mask import mask
from voc_build.words.diagnostics import Diagnostic

LONGEST = 100
"""Columns of an excerpt; of a longer line the part around the caret is shown."""

LONGEST_MESSAGE = 400
"""Characters of a message; what an editor typed may be a whole file in one value."""

_LONGEST_FINDING = 100
"""Characters that personal data may take: it is masked before a message is cut, or its half would be shown."""

_LINES = re.compile(r"\r\n|\n|\r")
_WORD = re.compile(r"[^\s,，、:：;；\[\]{}()（）\"'“”|]+")
_WORST = ("error", "warning")


def text_report(diagnostics: Iterable[Diagnostic], files: Mapping[str, bytes]) -> str:
    """Every problem with its line, a caret and help; ends with a count. `files`: path to bytes."""
    found = [_safe(one) for one in diagnostics]
    lines_of = lru_cache(maxsize=4)(lambda file: _lines(files[file]) if file in files else [])
    return "\n".join([*(_entry(one, lines_of(one.place.file)) for one in found), summary(found)])


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`共 3 个错误、1 个警告。`, or that nothing is wrong."""
    severities = [one.rule.severity.value for one in diagnostics]
    errors, warnings = (severities.count(severity) for severity in _WORST)
    if not errors and not warnings:
        return "没有发现问题。"
    return f"共 {errors} 个错误、{warnings} 个警告。"


def json_report(diagnostics: Iterable[Diagnostic]) -> str:
    """`{"diagnostics": [{code, severity, file, line, column, message, help}]}`, in the order given."""
    rows = [
        {
            "code": one.rule.code,
            "severity": one.rule.severity.value,
            "file": one.place.file,
            "line": one.place.line,
            "column": one.place.column,
            "message": one.message,
            "help": one.help,
        }
        for one in map(_safe, diagnostics)
    ]
    return json.dumps({"diagnostics": rows}, ensure_ascii=False, indent=2)


def github_report(diagnostics: Iterable[Diagnostic], root: PurePath) -> str:
    """Workflow commands that show each problem beside its line; `root` leads to the archive."""
    return "\n".join(
        f"::{one.rule.severity.value} file={_property((root / one.place.file).as_posix())},"
        f"line={one.place.line},col={one.place.column},"
        f"title={_property(f'{one.rule.code} {one.rule.text.title}')}::"
        + _command(one.message + (f"\n帮助：{one.help}" if one.help else ""))
        for one in map(_safe, diagnostics)
    )


def gitlab_report(diagnostics: Iterable[Diagnostic], root: PurePath) -> str:
    """A Code Quality report; `root` leads from the repository to the archive."""
    rows = [
        {
            "description": one.message + (f"（{one.help}）" if one.help else ""),
            "check_name": one.rule.code,
            "fingerprint": _fingerprint(one),
            "severity": "major" if one.is_error else "minor",
            "location": {
                "path": (root / one.place.file).as_posix(),
                "lines": {"begin": one.place.line},
            },
        }
        for one in map(_safe, diagnostics)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


# -- words ----------------------------------------------------------------------------------------
def _safe(diagnostic: Diagnostic) -> Diagnostic:
    """The diagnostic in words that may leave the house: masked, printable, not endless."""
    place = replace(diagnostic.place, file=mask(diagnostic.place.file))
    return replace(diagnostic, place=place, message=_words(diagnostic.message), help=_words(diagnostic.help))


def _words(text: str) -> str:
    shown = "".join(_glyph(letter) for letter in mask(text[: LONGEST_MESSAGE + _LONGEST_FINDING]))
    return shown if len(text) <= LONGEST_MESSAGE else f"{shown[:LONGEST_MESSAGE]}…"


def _fingerprint(diagnostic: Diagnostic) -> str:
    parts = (diagnostic.rule.code, diagnostic.place.file, diagnostic.message)
    return blake2b("\0".join(parts).encode(errors="replace"), digest_size=16).hexdigest()


def _command(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _command(text).replace(":", "%3A").replace(",", "%2C")


# -- excerpts -------------------------------------------------------------------------------------
def _entry(one: Diagnostic, lines: list[str]) -> str:
    rows = [f"{one.place}: {one.rule.severity.value}[{one.rule.code}]: {one.message}"]
    if one.place.line <= len(lines):
        rows += _excerpt(lines, one.place.line, one.place.column)
    if one.help:
        rows.append(f"  帮助 help: {one.help}")
    return "\n".join([*rows, ""])


def _lines(data: bytes) -> list[str]:
    return _LINES.split(data.decode(encoding(data) or "utf-8", errors="replace"))


def _excerpt(lines: list[str], number: int, column: int) -> list[str]:
    """The line and a caret line below it, both with the line's number as margin."""
    line = lines[number - 1]
    if not line.strip():
        return []
    start = min(column - 1, len(line))
    word = _WORD.match(line, start)
    end = word.end() if word else start + 1
    glyphs = [_glyph(letter) for letter in _masked(lines, number)]
    widths = [sum(map(_width, glyph)) for glyph in glyphs]
    first = _back(widths, start)
    last = _on(widths, start)
    end = max(min(end, last), start + 1)
    shown = "".join(glyphs[first:last])
    before = sum(widths[first:start]) + (first > 0)
    carets = "^" * max(1, sum(widths[start:end]))
    margin = " " * len(str(number))
    return [
        f"  {number} | {'…' * (first > 0)}{shown}{'…' * (last < len(glyphs))}",
        f"  {margin} | {' ' * before}{carets}",
    ]


def _masked(lines: list[str], number: int) -> str:
    """A line masked as its neighbours tell: a number may begin on the line before and end on the next."""
    before, line = lines[max(0, number - 2) : number - 1], lines[number - 1]
    start = sum(len(one) + 1 for one in before)
    return mask("\n".join([*before, line, *lines[number : number + 1]]))[start : start + len(line)]


def _back(widths: list[int], start: int) -> int:
    """How far before `start` the excerpt begins: everything if the line fits, else a third of the room."""
    room = LONGEST // 3 if sum(widths) > LONGEST else LONGEST
    while start > 0 and room >= widths[start - 1]:
        start -= 1
        room -= widths[start]
    return start


def _on(widths: list[int], start: int) -> int:
    room = LONGEST - LONGEST // 3 if sum(widths) > LONGEST else LONGEST
    while start < len(widths) and room >= widths[start]:
        room -= widths[start]
        start += 1
    return start


def _glyph(letter: str) -> str:
    """A character as it may stand in a terminal: what is invisible or steers becomes its escape."""
    if letter.isprintable() or letter == "\u3000":
        return letter
    return letter.encode("unicode_escape").decode()


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
