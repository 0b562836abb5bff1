"""An archive with faults, as far as it is right: what the rules look at, so that one run tells all problems.

The strict archive leaves out every record with a fault, and with a wrong issue.yml the whole issue. Here those
issues are put together again from what is left of their files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pydantic import ValidationError

from voc_build.intake.bind import explain
from voc_build.intake.files import LARGEST
from voc_build.intake.folder import IssueFiles
from voc_build.intake.loaded import Loaded
from voc_build.intake.nodes import without_places
from voc_build.intake.salvage import Kept, salvage, salvage_tickets, words_for
from voc_build.intake.source import Unreadable, values
from voc_build.intake.tickets import columns_of
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Diagnostic, in_order
from voc_build.words.model import Case, Figures, Followups, Header, TicketFile
from voc_build.words.month import Month
from voc_build.words.record import Record
from voc_build.words.tickets import Tickets

R = TypeVar("R", bound=Record)


def to_check(loaded: Loaded) -> Loaded:
    """What the rules look at; its numbers are not to be trusted and nothing is published from it."""
    strict = dict(loaded.each())
    found: dict[str, Issue] = {}
    diagnostics: list[Diagnostic] = []
    kept: dict[str, Kept] = {}
    for files in loaded.layout.issues:
        base = f"issues/{files.folder}"
        if any(path in loaded.faulty for path in files.paths):
            part = _Part(files, loaded.faulty, strict.get(base))
            issue = part.issue()
            diagnostics += part.diagnostics
            kept |= part.kept
        else:
            issue = strict.get(base)
        if issue is not None:
            found[files.folder] = issue
    if not kept and not diagnostics and len(found) == len(strict):
        return loaded
    order = sorted(found.items(), key=lambda one: (one[1].period, one[0]))
    return replace(
        loaded,
        archive=replace(loaded.archive, issues=tuple(issue for _, issue in order)),
        diagnostics=in_order([*loaded.diagnostics, *diagnostics]),
        folders=tuple(folder for folder, _ in order),
        kept=kept,
    )


@dataclass
class _Part:
    """One issue with faults."""

    files: IssueFiles
    faulty: frozenset[str]
    strict: Issue | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """Wrong values in files that were not looked into, since their letters or keys were wrong already."""
    kept: dict[str, Mapping[tuple[str | int, ...], tuple[int, ...]]] = field(default_factory=dict)

    def issue(self) -> Issue | None:
        """The issue as far as it is right; None without a month it counts."""
        base = f"issues/{self.files.folder}"
        header = self._record(Header, f"{base}/issue.yml")
        cases = []
        for number, path in sorted(self.files.cases.items()):
            case = self._record(Case, path)
            if case is not None:
                cases.append(case.filed(Month.parse(self.files.folder), number))
        figures = self._record(Figures, f"{base}/figures.yml")
        followups = self._record(Followups, f"{base}/followups.yml")
        if header is None:
            return None
        return Issue(
            header=header,
            figures=figures,
            tickets=self._tickets(header),
            cases=tuple(cases),
            followups=followups.entries if followups else (),
        )

    def _root(self, model: type[Record], file: str, data: bytes) -> object:
        """The plain values of a file; None when there is nothing to hold on to."""
        limit = LARGEST if model is TicketFile else len(data)
        try:
            return values(data, file, limit=limit)
        except Unreadable as wrong:
            if wrong.node is None:
                return None
            root = without_places(wrong.node)
        try:
            model.model_validate(root)
        except ValidationError as invalid:
            self.diagnostics += explain(invalid, model, data, file, limit)
        return root

    def _record(self, model: type[R], file: str) -> R | None:
        data = self.files.files.get(file)
        root = None if data is None else self._root(model, file, data)
        if root is None:
            return None
        has_tickets = self.files.path("tickets.yml") is not None
        found = salvage(model, root, words_for(model, self.files.folder, has_tickets))
        if found is None:
            return None
        self.kept[file] = found.kept
        return found.record

    def _tickets(self, header: Header) -> Tickets | None:
        file = self.files.path("tickets.yml")
        if file is None:
            return None
        if file not in self.faulty and self.strict is not None:
            return self.strict.tickets
        data = self.files.files[file]
        rows = salvage_tickets(
            self._root(TicketFile, file, data), str(header.month.first_day), f"salvaged-{self.files.folder}"
        )
        if rows is None:
            return None
        self.kept[file] = rows.kept
        return columns_of(rows.record.tickets)
