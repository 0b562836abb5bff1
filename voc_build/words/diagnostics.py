"""Problems as values: a `Rule` is the kind, a `Place` is where, a `Diagnostic` is one of that kind there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from voc_build.words.rules import RULES, RuleText


class Severity(StrEnum):
    """Only errors stop a build; warnings are said and counted."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file of the archive: `file` is the path within it, line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of problem: stable code, severity and the words `voc explain` and the guide print."""

    code: str
    severity: Severity
    text: RuleText

    def at(self, place: Place, message: str, *, help: str = "") -> Diagnostic:
        """One problem of this kind; `message` says what is wrong, `help` what to write instead."""
        return Diagnostic(place=place, rule=self, message=message, help=help)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem in the archive, in words for an editor."""

    place: Place
    rule: Rule
    message: str
    help: str = ""

    @property
    def is_error(self) -> bool:
        """True when this problem stops a build."""
        return self.rule.severity is Severity.ERROR

    @property
    def order(self) -> tuple[Place, str, str]:
        """The sort key of every report: by place, then code, then words."""
        return self.place, self.rule.code, self.message


def _rule(code: str) -> Rule:
    text = RULES[code]
    return Rule(code, Severity(text.severity), text)


ALL_RULES: dict[str, Rule] = {code: _rule(code) for code in sorted(RULES)}


def rule(code: str) -> Rule:
    """The rule of that code; KeyError for a code that no rule carries."""
    return ALL_RULES[code]


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """All diagnostics once each, sorted by file, line, column, code."""
    return tuple(sorted(set(diagnostics), key=lambda diagnostic: diagnostic.order))
