"""The kinds of file an editor writes: which record each holds, and where in an archive it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property

from voc_build.intake.importers.mapping import ImportMapping
from voc_build.intake.load import AXES
from voc_build.intake.privacy.allow import FILE as ALLOW
from voc_build.intake.privacy.allow import Allowed
from voc_build.words.model import Case, Figures, Followups, Header, TicketFile
from voc_build.words.record import Record
from voc_build.words.settings import Settings
from voc_build.words.taxonomy import Definition, Institution, Term


@dataclass(frozen=True)
class Kind:
    """One kind of file: its record, with `key` the record of each row below that one top key, or of a bare list."""

    name: str
    model: type[Record]
    glob: str
    """Where such files stand in an archive."""
    title: str
    key: str = ""
    is_list: bool = False
    """Whether the file is a list of records with no key above it."""

    @cached_property
    def _form(self) -> re.Pattern[str]:
        return re.compile(translate(self.glob).replace(".*", "[^/]*"))

    def holds(self, file: str) -> bool:
        """Whether a path within an archive is of this kind."""
        return self._form.match(file) is not None


KINDS = (
    Kind("archive", Settings, "archive.yml", "档案的设置"),
    Kind("issue", Header, "issues/*/issue.yml", "一期"),
    Kind("figures", Figures, "issues/*/figures.yml", "原刊数字"),
    Kind("tickets", TicketFile, "issues/*/tickets.yml", "工单"),
    Kind("case", Case, "issues/*/cases/*.yml", "案例"),
    Kind("followups", Followups, "issues/*/followups.yml", "整改跟踪"),
    Kind("institutions", Institution, "taxonomy/institutions.yml", "机构", "机构"),
    Kind("measures", Definition, "taxonomy/measures.yml", "指标口径", "指标"),
    Kind("pii_allow", Allowed, ALLOW, "经批准可以保留的文字", is_list=True),
    Kind("import", ImportMapping, "import/*.yml", "工单系统的对照表"),
    *(Kind(name, Term, f"taxonomy/{name}.yml", title, key) for name, (key, title) in AXES.items()),
)


def kind_of(file: str) -> Kind | None:
    """The kind of a file by its path in the archive; None for those without a record of ours."""
    return next((kind for kind in KINDS if kind.holds(file)), None)
