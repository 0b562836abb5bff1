"""A text with its faults taken out, so that reading can go on, and the way back to the original's places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from voc_build.words.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`old` at a place of the original (from 1) stands as `new` in the mended text; never across lines."""

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mended:
    """The mended text (None when there is no text at all), the problems mended and the edits made."""

    text: str | None
    problems: tuple[Diagnostic, ...]
    edits: tuple[Edit, ...]
    _by_line: dict[int, list[Edit]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, original: str, problems: Iterable[Diagnostic], edits: Iterable[Edit]) -> Mended:
        """The original with the edits applied."""
        by_line: dict[int, list[Edit]] = defaultdict(list)
        for edit in sorted(edits):
            by_line[edit.line].append(edit)
        text = original
        if by_line:
            pieces = re.split(r"(\r\n|\n|\r)", original)  # lines at even places, their ends between them
            for number, changes in by_line.items():
                line, mended, done = pieces[2 * (number - 1)], [], 0
                for edit in changes:
                    mended += [line[done : edit.column - 1], edit.new]
                    done = edit.column - 1 + len(edit.old)
                pieces[2 * (number - 1)] = "".join(mended) + line[done:]
            text = "".join(pieces)
        return cls(text, tuple(problems), tuple(sorted(edits)), dict(by_line))

    def in_original(self, problem: Diagnostic) -> Diagnostic:
        """A problem found in the mended text, placed in the original."""
        column = problem.place.column
        shift = 0
        for edit in self._by_line.get(problem.place.line, ()):
            start = edit.column + shift
            if start + len(edit.new) <= column:
                shift += len(edit.new) - len(edit.old)
            elif start <= column:
                return replace(problem, place=replace(problem.place, column=edit.column))
        return replace(problem, place=replace(problem.place, column=column - shift))
