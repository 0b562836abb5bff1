"""Every name an editor wrote is in its taxonomy file, and was valid in the month it is used for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voc_build.intake.bind import suggestion
from voc_build.intake.checks.rows import told
from voc_build.intake.load import Loaded
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Diagnostic, Place, rule
from voc_build.words.model import Case, Target
from voc_build.words.month import Month
from voc_build.words.taxonomy import Axis, Institution
from voc_build.words.tickets import BETWEEN, Tickets

INSTITUTION = "机构"
_FILES = {
    INSTITUTION: "institutions",
    "渠道": "channels",
    "业务": "business_types",
    "原因": "causes",
    "客户群体": "groups",
}
"""The taxonomy file of each key of a ticket that holds a name."""

_COLUMNS = {
    "institution": INSTITUTION,
    "channel": "渠道",
    "business": "业务",
    "cause": "原因",
    "groups": "客户群体",
}

Path = tuple[str | int, ...]
Use = tuple[str, str, str, Path]
"""A name as written: its taxonomy (a key of `_FILES`), the name, the file and the path in it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a name, whatever the place."""

    code: str
    message: str
    help: str

    def at(self, place: Place, note: str = "") -> Diagnostic:
        """This fault there."""
        return rule(self.code).at(place, self.message + note, help=self.help)


def names_are_known(loaded: Loaded, base: str, issue: Issue) -> Iterator[Diagnostic]:
    """Institutions by name and month, channels, business types, causes and groups by name and month."""
    judge = _Judge(loaded, issue.month)
    for what, name, file, path in _issue_uses(base, issue):
        fault = judge.fault(what, name)
        if fault is not None:
            yield fault.at(loaded.place(file, *path))
    if issue.tickets is not None:
        yield from _in_tickets(loaded, judge, base, issue.tickets)


def rebases_name_known_institutions(loaded: Loaded) -> Iterator[Diagnostic]:
    """重设基线 of an institution names it as it was called in that month."""
    for index, rebase in enumerate(loaded.archive.settings.rebases):
        if rebase.institution is not None:
            fault = _Judge(loaded, rebase.since).fault(INSTITUTION, rebase.institution)
            if fault is not None:
                yield fault.at(loaded.place("archive.yml", "重设基线", index, INSTITUTION))


def _in_tickets(loaded: Loaded, judge: _Judge, base: str, tickets: Tickets) -> Iterator[Diagnostic]:
    for column, key in _COLUMNS.items():
        for index, word in enumerate(tickets.vocabulary[column]):
            parts = word.split(BETWEEN) if column == "groups" else [word]
            for position, name in enumerate(parts):
                fault = judge.fault(key, name)
                if fault is None:
                    continue
                path: Path = (key, position) if column == "groups" else (key,)
                for _, place, note in told(loaded, base, tickets.columns[column] == index, *path):
                    yield fault.at(place, note)


# -- where names stand ----------------------------------------------------------------------------
def _issue_uses(base: str, issue: Issue) -> Iterator[Use]:
    header = f"{base}/issue.yml"
    for index, item in enumerate(issue.header.plan):
        for position, owner in enumerate(item.owners):
            yield (INSTITUTION, owner, header, ("工作计划", index, "责任机构", position))
    yield from _figure_uses(f"{base}/figures.yml", issue)
    for case in issue.cases:
        yield from _case_uses(f"{base}/cases/{case.id.number}.yml", case)


def _figure_uses(file: str, issue: Issue) -> Iterator[Use]:
    figures = issue.figures
    if figures is None:
        return
    for index, row in enumerate(figures.table.rows if figures.table else ()):
        yield (INSTITUTION, row.institution, file, ("机构表", "行", index, INSTITUTION))
    for index, part in enumerate(figures.pie.slices if figures.pie else ()):
        yield ("业务", part.business, file, ("业务占比", "分项", index, "业务"))
    for index, known in enumerate(figures.known):
        if known.institution is not None:
            yield (INSTITUTION, known.institution, file, ("已知差异", index, INSTITUTION))


def _case_uses(file: str, case: Case) -> Iterator[Use]:
    yield (INSTITUTION, case.institution, file, (INSTITUTION,))
    if case.business is not None:
        yield ("业务", case.business, file, ("业务",))
    if case.cause is not None:
        yield ("原因", case.cause, file, ("原因",))
    for position, group in enumerate(case.groups):
        yield ("客户群体", group, file, ("客户群体", position))
    for index, advice in enumerate(case.recommendations):
        yield (INSTITUTION, advice.addressee, file, ("建议", index, "对象"))
        if advice.target is not None:
            yield from _target_uses(file, advice.target, ("建议", index, "目标"))


def _target_uses(file: str, target: Target, path: Path) -> Iterator[Use]:
    if target.institution is not None:
        yield (INSTITUTION, target.institution, file, (*path, INSTITUTION))
    if target.business is not None:
        yield ("业务", target.business, file, (*path, "业务"))


# -- what is wrong with one -----------------------------------------------------------------------
class _Judge:
    """Says once what is wrong with a name in a month, however often it is used."""

    def __init__(self, loaded: Loaded, month: Month) -> None:
        self._loaded = loaded
        self._month = month
        self._taxonomy = loaded.archive.taxonomy
        self._said: dict[tuple[str, str], Fault | None] = {}

    def fault(self, what: str, name: str) -> Fault | None:
        """None when the name is fine, or stands in a taxonomy file that could not be read whole."""
        asked = (what, name)
        if asked not in self._said:
            found = self._institution(name) if what == INSTITUTION else self._term(what, name)
            if found is not None and self._unsure(_FILES[what], name):
                found = None
            self._said[asked] = found
        return self._said[asked]

    def _unsure(self, file: str, name: str) -> bool:
        path = f"taxonomy/{file}.yml"
        if path not in self._loaded.faulty:
            return False
        text = self._loaded.files.get(path)
        nothing = not (self._taxonomy.institutions if file == "institutions" else self._axis(file).roots)
        return text is None or nothing or name.encode() in text

    def _axis(self, file: str) -> Axis:
        axis: Axis = getattr(self._taxonomy, file)
        return axis

    def _institution(self, name: str) -> Fault | None:
        month = self._month
        if self._taxonomy.institution(name, month) is not None:
            return None
        namesakes = self._taxonomy.by_name.get(name, ())
        if not namesakes:
            valid = [one.name_in(month) for one in self._taxonomy.institutions if one.exists_in(month)]
            aliases = [alias for one in self._taxonomy.institutions for alias in one.aliases]
            return _unknown(INSTITUTION, name, [*valid, *aliases], "institutions")
        return Fault("VOC110", f"机构名称“{_short(name)}”在 {month} 无效", self._valid_name(namesakes[0]))

    def _valid_name(self, institution: Institution) -> str:
        month = self._month
        if institution.exists_in(month):
            return f"{month} 应写“{institution.name_in(month)}”"
        seen = {institution.code}
        while institution.merged is not None and institution.merged.on <= month.last_day:
            heir = self._taxonomy.by_code.get(institution.merged.into)
            if heir is None or heir.code in seen:
                break
            institution = heir
            seen.add(heir.code)
            if heir.exists_in(month):
                return f"该机构已撤并，{month} 应写“{heir.name_in(month)}”"
        return f"{month} 没有这个机构，核对 taxonomy/institutions.yml 里登记的起止日期"

    def _term(self, what: str, name: str) -> Fault | None:
        month, axis = self._month, self._axis(_FILES[what])
        term = axis.by_name.get(name)
        if term is None:
            known = [one for one, known in axis.by_name.items() if known.valid_in(month)]
            return _unknown(axis.title, name, known, _FILES[what])
        if term.valid_in(month):
            return None
        heir = axis.by_code.get(term.folded_into or "")
        help = f"taxonomy/{_FILES[what]}.yml 里登记的起止月份不含这个月"
        if heir is not None and heir.valid_in(month):
            help = f"{month} 应写“{heir.name}”"
        return Fault("VOC110", f"{axis.title}“{_short(name)}”在 {month} 无效", help)


def _unknown(title: str, name: str, known: Iterable[str], file: str) -> Fault:
    help = suggestion(name, known, f"先在 taxonomy/{file}.yml 登记这个名称")
    return Fault("VOC103", f"不认识的{title}“{_short(name)}”", help)


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"
