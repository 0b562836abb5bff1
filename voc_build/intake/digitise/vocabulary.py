"""The names a source may use: those of the archive's taxonomy in the month, and those its own table prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from voc_build.words.month import Month
from voc_build.words.taxonomy import Taxonomy

_UNIT = re.compile(r"(?:总行)?[\u4e00-\u9fff]{2,12}?(?:分行|支行|中心|部门?|办公室|公司)")


@dataclass(frozen=True)
class Vocabulary:
    """`institutions`: every name and alias to the official name; `rows`: official names that the table may list."""

    institutions: dict[str, str]
    rows: frozenset[str]
    business: tuple[str, ...]
    groups: tuple[str, ...]

    @classmethod
    def of(cls, taxonomy: Taxonomy, month: Month) -> Vocabulary:
        """The names that hold in that month."""
        institutions: dict[str, str] = {}
        rows = set()
        for name in taxonomy.by_name:
            found = taxonomy.institution(name, month)
            if found is not None:
                institutions[name] = found.name_in(month)
                if found.in_table:
                    rows.add(found.name_in(month))
        business = [term for term in taxonomy.business_types.terms if term.valid_in(month)]
        return cls(
            institutions,
            frozenset(rows),
            tuple(name for term in business for name in (term.name, *term.aliases)),
            tuple(term.name for term in taxonomy.groups.terms if term.valid_in(month)),
        )

    def knowing(self, names: Iterable[str]) -> Vocabulary:
        """With these rows of the issue's own table."""
        new = {name: name for name in names if name not in self.institutions}
        return replace(self, institutions={**self.institutions, **new}, rows=self.rows | set(new))

    def named(self, text: str) -> tuple[Named, ...]:
        """Every name of an institution in a text without spaces, in order; the longest at a place."""
        pattern = _any_of(self.institutions)
        found = pattern.finditer(text) if pattern else ()
        return tuple(Named(match.start(), match.end(), match[0], self._known(match[0])) for match in found)

    def _known(self, name: str) -> str:
        return name if name in self.institutions else name.removeprefix("总行")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: from where to where, as printed, and as the vocabulary knows it (without a 总行 before it)."""

    start: int
    end: int
    printed: str
    name: str


def unit_at(text: str) -> str:
    """What looks like an institution's name at the beginning of a text and is told to do something, else ""."""
    found = _UNIT.match(text)
    return found[0] if found and re.match("应|要|须|需|可", text[found.end() :]) else ""


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(names, key=len, reverse=True)
    known = "|".join(map(re.escape, ordered))
    return re.compile(f"(?:{known})|总行(?:{known})") if ordered else None
