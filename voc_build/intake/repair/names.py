"""Names: an alias, or a name of another time, becomes the one that is official in the month an issue counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property

from voc_build.words.month import Month
from voc_build.words.taxonomy import Axis, Taxonomy

_INSTITUTIONS = ("机构", "对象", "责任机构")
_AXES = {"渠道": "channels", "业务": "business_types", "原因": "causes", "客户群体": "groups"}
KEYS = (*_INSTITUTIONS, *_AXES)
"""The keys of an issue's files whose values (or whose list's values) are names of the taxonomy."""


class Official:
    """What each name is officially called."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy

    def name(self, key: str, name: str, month: Month) -> str:
        """The official name of what stands under that key; the same text where nothing certain can be said."""
        narrow = unicodedata.normalize("NFKC", name).strip()
        for written in dict.fromkeys((name, narrow)):
            found = self._institution(written, month) if key in _INSTITUTIONS else self._term(key, written, month)
            if found:
                return found
        return name

    @cached_property
    def doubtful(self) -> tuple[bytes, ...]:
        """Every name that may not be the official one of some month, as a file would hold it."""
        return tuple(name.encode() for name in sorted(set(self._doubtful())))

    def _doubtful(self) -> Iterator[str]:
        for institution in self._taxonomy.institutions:
            yield from institution.aliases
            if len(institution.names) > 1:
                yield from (dated.name for dated in institution.names)
        for name in _AXES.values():
            axis: Axis = getattr(self._taxonomy, name)
            yield from (alias for term in axis.terms for alias in term.aliases)

    def _institution(self, name: str, month: Month) -> str:
        """Of a merged one nothing: whose its numbers are is not for a program to say."""
        meant = {one.code: one for one in self._taxonomy.by_name.get(name, ()) if one.exists_in(month)}
        found = self._taxonomy.institution(name, month)
        if found is None and len(meant) == 1:
            found = next(iter(meant.values()))
        return found.name_in(month) if found is not None else ""

    def _term(self, key: str, name: str, month: Month) -> str:
        axis: Axis = getattr(self._taxonomy, _AXES[key])
        term = axis.by_name.get(name)
        return term.name if term is not None and term.valid_in(month) else ""
