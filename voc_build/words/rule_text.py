"""The words of one rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule in Chinese: a title, why it exists, what to do; `severity` is `error` or `warning`."""

    title: str
    why: str
    remedy: str
    severity: str = "error"
