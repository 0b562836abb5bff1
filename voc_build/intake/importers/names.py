"""Names of institutions and classes as a ticket system spells them, into the official ones of the month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from voc_build.intake.bind import suggestion
from voc_build.intake.importers.letters import folded
from voc_build.intake.importers.problems import Fault
from voc_build.words.archive import Archive
from voc_build.words.month import Month
from voc_build.words.taxonomy import Axis, Institution

AXES = {"渠道": "channels", "业务": "business_types", "原因": "causes", "客户群体": "groups"}
"""The taxonomy of each key that holds the name of a class."""


@dataclass(slots=True)
class Names:
    """What names mean in one month; `renamed` collects those that are not written as they came."""

    archive: Archive
    month: Month
    renamed: dict[tuple[str, str], str] = field(default_factory=dict)
    _known: dict[str, dict[str, str]] = field(default_factory=dict)

    def official(self, key: str, name: str) -> str | Fault:
        """The official name of 机构, 渠道, 业务, 原因 or 客户群体, whatever spelling or alias was used."""
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = {folded(one): one for one in self._spellings(key)}
        spelled = known.get(folded(name))
        if spelled is None and key == "机构":  # the bank's own name before the branch's
            spelled = known.get(folded(name).removeprefix(folded(self.archive.settings.bank)))
        find: Callable[[str], str | Fault] = self._institution
        if key != "机构":
            find = lambda one: self._term(self._axis(key), one, AXES[key])  # noqa: E731
        found = find(spelled or name)
        if isinstance(found, str) and found != name:
            self.renamed[key, name] = found
        return found

    def _spellings(self, key: str) -> list[str]:
        return list(self.archive.taxonomy.by_name if key == "机构" else self._axis(key).by_name)

    def _axis(self, key: str) -> Axis:
        axis: Axis = getattr(self.archive.taxonomy, AXES[key])
        return axis

    def _institution(self, name: str) -> str | Fault:
        taxonomy = self.archive.taxonomy
        found = taxonomy.institution(name, self.month)
        namesakes = taxonomy.by_name.get(name, ())
        alive = [one for one in namesakes if one.exists_in(self.month)]
        if found is None and len(alive) == 1:  # a name of another time: ledgers are exported later
            found = alive[0]
        if found is not None:
            return found.name_in(self.month)
        if namesakes:
            return Fault("VOC413", f"{self.month} 没有机构“{_short(name)}”", self._heir(namesakes[0]))
        known = [one.name_in(self.month) for one in taxonomy.institutions if one.exists_in(self.month)]
        aliases = [alias for one in taxonomy.institutions for alias in one.aliases]
        return _unknown("机构", name, [*known, *aliases], "institutions")

    def _heir(self, gone: Institution) -> str:
        merged = self.archive.taxonomy.by_code.get(gone.merged.into) if gone.merged is not None else None
        if merged is not None and merged.exists_in(self.month):
            return f"该机构已撤并，这个月应写“{merged.name_in(self.month)}”"
        return "核对 taxonomy/institutions.yml 里登记的起止日期"

    def _term(self, axis: Axis, name: str, file: str) -> str | Fault:
        term = axis.by_name.get(name)
        if term is None:
            valid = [one for one, known in axis.by_name.items() if known.valid_in(self.month)]
            return _unknown(axis.title, name, valid, file)
        if term.valid_in(self.month):
            return term.name
        heir = axis.by_code.get(term.folded_into or "")
        help = f"核对 taxonomy/{file}.yml 里登记的起止月份"
        if heir is not None and heir.valid_in(self.month):
            help = f"这个月应写“{heir.name}”"
        return Fault("VOC413", f"{self.month} 没有{axis.title}“{_short(name)}”", help)


def _unknown(title: str, name: str, known: list[str], file: str) -> Fault:
    otherwise = f"在对照表的 值 里写明它是哪一个，或先在 taxonomy/{file}.yml 登记"
    return Fault("VOC413", f"不认识的{title}“{_short(name)}”", suggestion(name, known, otherwise))


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"
