"""Files into one typed archive, with every problem of every file.

A record that cannot be read is left out and reported; what remains is still checked against itself, so one
run tells all. Embargo is decided here: with `as_of`, what is not released by then never becomes part of the
value.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from voc_build.intake.bind import explain
from voc_build.intake.cache import Cache, digest
from voc_build.intake.collector import no_collector
from voc_build.intake.files import LARGEST, Files
from voc_build.intake.folder import IssueFiles, Layout, survey
from voc_build.intake.kept import Kept
from voc_build.intake.loaded import Loaded
from voc_build.intake.months import Wrong, read_months
from voc_build.intake.release import hidden
from voc_build.intake.source import Unreadable, place, read, values
from voc_build.version import FINGERPRINT
from voc_build.words.archive import Archive, Issue, KeptCases
from voc_build.words.diagnostics import Diagnostic, Place, in_order, rule
from voc_build.words.model import (
    DRAFT,
    Case,
    Figures,
    Followups,
    Header,
    TicketFile,
)
from voc_build.words.month import Month
from voc_build.words.record import Record
from voc_build.words.settings import Settings
from voc_build.words.taxonomy import Axis, Definition, Institution, Taxonomy, Term
from voc_build.words.tickets import Tickets

__all__ = ["AXES", "Loaded", "load"]

R = TypeVar("R", bound=Record)

AXES = {
    "channels": ("渠道", "渠道"),
    "business_types": ("业务", "业务类别"),
    "causes": ("原因", "投诉原因"),
    "groups": ("客户群体", "客户群体"),
}
"""Top key and title of each axis file."""
_NUMBERS = ("issue.yml", "figures.yml", "tickets.yml")


def load(
    archive: Path | Layout,
    *,
    as_of: dt.datetime | None = None,
    cache: Cache | None = None,
    executor: Executor | None = None,
    memory: dict[str, Issue] | None = None,
) -> Loaded:
    """Read an archive (its folder, or its files as surveyed); `as_of` (aware) drops what is not released by then.

    `memory` holds issues by folder from one reading to the next: those whose files say the same are taken as they are.
    """
    cache = cache or Cache()
    with no_collector():
        layout = archive if isinstance(archive, Layout) else survey(archive, cache)
        loaded = _Loader(layout, cache, as_of, executor, {} if memory is None else memory).run()
        layout.files.seen.save()
        return loaded


@dataclass
class _Loader:
    layout: Layout
    cache: Cache
    as_of: dt.datetime | None
    executor: Executor | None
    memory: dict[str, Issue]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    plain: dict[str, object] = field(default_factory=dict)
    sound: Kept = field(init=False)
    """How many cases there are in each issue whose cases nothing was wrong with, by the digest of their files."""
    positions: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sound = Kept(self.cache, "cases", digest(FINGERPRINT, str(self.layout.root.resolve())))

    @property
    def files(self) -> Files:
        return self.layout.files

    def run(self) -> Loaded:
        self._understand(self.layout.top, self.files.digest_of(self.layout.top))
        settings = self._record(Settings, "archive.yml") or Settings()
        taxonomy = self._taxonomy()
        hidden = self._hide()
        issues = sorted(self._issues(), key=lambda found: (found[1].period, found[0]))
        archive = Archive(
            settings=settings,
            taxonomy=taxonomy,
            issues=tuple(issue for _, issue in issues),
            lexicon=self._lexicon(),
            synonyms=self._synonyms(),
            digests={name: self.files.digest(name) for name in sorted(self.layout.top)},
        )
        return Loaded(
            archive=archive,
            diagnostics=in_order([*self.layout.diagnostics, *self.diagnostics]),
            layout=self.layout,
            folders=tuple(folder for folder, _ in issues),
            hidden=hidden,
            positions=self.positions,
        )

    # -- one file ---------------------------------------------------------------------------------
    def _understand(self, paths: Sequence[str], held: str) -> None:
        """Parse small files into plain values, all from one cache entry where nothing changed; `held`: their digest."""
        kept = self.cache.get("plain", digest(FINGERPRINT, held))
        if kept is not None:
            self.plain |= json.loads(kept)
            return
        found: dict[str, object] = {}
        names = [name for name in paths if name.endswith(".yml")]
        for name in names:
            try:
                found[name] = values(self.files[name], name)
            except Unreadable as wrong:
                self.diagnostics += wrong.diagnostics
        self.plain |= found
        if len(found) == len(names):
            key = digest(FINGERPRINT, self.files.digest_of(paths))  # of what was read
            self.cache.put("plain", key, json.dumps(found, ensure_ascii=False).encode())

    def _record(self, model: type[R], file: str) -> R | None:
        """One file as a record; None when it is missing or wrong."""
        if file not in self.plain:
            return None
        root = self.plain[file]
        if root is None and any(one.is_required() for one in model.model_fields.values()):
            self.diagnostics.append(rule("VOC120").at(Place(file), "文件是空的", help="补上内容"))
            return None
        try:
            return model.model_validate({} if root is None else root)
        except ValidationError as wrong:
            self.diagnostics += explain(wrong, model, self.files[file], file)
            return None

    # -- taxonomy and words -----------------------------------------------------------------------
    def _taxonomy(self) -> Taxonomy:
        axes = {}
        for name, (key, title) in AXES.items():
            axes[name] = Axis(title, self._rows(Term, f"taxonomy/{name}.yml", key))
        return Taxonomy(
            institutions=self._rows(Institution, "taxonomy/institutions.yml", "机构"),
            definitions=self._rows(Definition, "taxonomy/measures.yml", "指标"),
            **axes,
        )

    def _rows(self, model: type[R], file: str, key: str) -> tuple[R, ...]:
        """The rows of a taxonomy file under its one top key; a wrong row is left out, the others stay."""
        if file not in self.plain:
            return ()
        root = self.plain[file]
        if not isinstance(root, dict) or not isinstance(root.get(key), list):
            self.diagnostics.append(rule("VOC102").at(Place(file), f"缺少顶层键“{key}”", help=f"第一行写 {key}:"))
            return ()
        for surplus in root.keys() - {key}:
            where = _stands(self.files[file], file, surplus, key=True)
            self.diagnostics.append(rule("VOC101").at(where, f"不认识的键“{surplus}”", help=f"这个文件只有 {key}"))
        rows: dict[int, R] = {}
        for index, row in enumerate(root[key]):
            try:
                rows[index] = model.model_validate(row)
            except ValidationError as wrong:
                self.diagnostics += explain(wrong, model, self.files[file], file, below=(key, index))
        self.positions[file] = tuple(rows)
        return tuple(rows.values())

    def _lexicon(self) -> tuple[str, ...]:
        if "lexicon.txt" not in self.files:
            return ()
        try:
            text = self.files["lexicon.txt"].decode("utf-8")
        except UnicodeDecodeError:
            self.diagnostics.append(rule("VOC111").at(Place("lexicon.txt"), "文件编码不是 UTF-8", help="另存为 UTF-8"))
            return ()
        return tuple(dict.fromkeys(word for line in text.splitlines() if (word := line.strip()) and word[0] != "#"))

    def _synonyms(self) -> tuple[tuple[str, ...], ...]:
        root = self.plain.get("synonyms.yml") or []
        groups: list[tuple[str, ...]] = []
        for index, row in enumerate(root if isinstance(root, list) else [None]):
            if isinstance(row, list) and len(row) > 1 and all(isinstance(word, str) and word for word in row):
                groups.append(tuple(row))
                continue
            where = _stands(self.files["synonyms.yml"], "synonyms.yml", index)
            self.diagnostics.append(
                rule("VOC104").at(where, "每行应是两个以上的同义词", help="写成 - [养老金, 退休金]")
            )
        return tuple(groups)

    # -- issues -----------------------------------------------------------------------------------
    def _hide(self) -> int:
        """Forget the issues that may not be seen, and how many they were; nothing of them is read or told."""
        if self.as_of is None:
            return 0
        shut = tuple(f"issues/{folder}/" for folder in hidden(self.layout, self.as_of))
        for path in [path for path in self.files if path.startswith(shut)]:
            self.files.drop(path)
        self.layout.issues = [files for files in self.layout.issues if f"issues/{files.folder}/" not in shut]
        self.layout.diagnostics = [one for one in self.layout.diagnostics if not one.place.file.startswith(shut)]
        return len(shut)

    def _issues(self) -> Iterator[tuple[str, Issue]]:
        """Each issue with its folder's name; one without a readable header is only told about."""
        known = {files.folder for files in self.layout.issues if self._is_known(files)}
        new = [files for files in self.layout.issues if files.folder not in known]
        ticket_files = [found for files in new if (found := files.path("tickets.yml")) is not None]
        months = read_months(ticket_files, self.files, self.cache, self.executor)
        for files in self.layout.issues:
            if files.folder in known:
                yield files.folder, self.memory[files.folder]
                continue
            self.memory.pop(files.folder, None)
            told = len(self.diagnostics)
            self._understand(files.heads, files.heads_digest)
            header = self._record(Header, f"issues/{files.folder}/issue.yml")
            issue = self._issue(files, header, months)
            if issue is not None:
                if len(self.diagnostics) == told:  # what is wrong is told each time
                    self.memory[files.folder] = issue
                yield files.folder, issue
        self.sound.save()

    def _is_known(self, files: IssueFiles) -> bool:
        issue = self.memory.get(files.folder)
        return issue is not None and issue.digest == files.digest

    def _issue(self, files: IssueFiles, header: Header | None, months: Iterator[Tickets | Wrong]) -> Issue | None:
        tickets: Tickets | None = None
        ticket_file = files.path("tickets.yml")
        if ticket_file is not None:
            result = next(months)
            if isinstance(result, Tickets):
                tickets = result
            else:
                self.diagnostics += explain(result, TicketFile, self.files[ticket_file], ticket_file, LARGEST)
        figures = self._record(Figures, f"issues/{files.folder}/figures.yml")
        followups = self._record(Followups, f"issues/{files.folder}/followups.yml")
        draft = header is not None and header.state == DRAFT
        cases = self._cases(files, draft)
        if header is None:
            return None
        return Issue(
            header=header,
            figures=figures,
            tickets=tickets,
            cases=cases,
            followups=followups.entries if followups else (),
            digest=files.digest,
            words=files.words,
            numbers=self.files.digest_of(path for name in _NUMBERS if (path := files.path(name)) is not None),
        )

    def _cases(self, files: IssueFiles, draft: bool) -> Sequence[Case]:
        """The cases of an issue; those that nothing was wrong with before are read when somebody looks."""
        made_from = digest(files.cases_digest, str(draft))
        count = self.sound.get(made_from)
        if count is not None:
            return KeptCases(count, lambda: self._read_again(files, draft))
        told = len(self.diagnostics)
        cases = self._read_cases(files, draft)
        if len(self.diagnostics) == told:
            self.sound.put(digest(files.cases_digest, str(draft)), len(cases))
        return cases

    def _read_again(self, files: IssueFiles, draft: bool) -> tuple[Case, ...]:
        """Cases that were sound; OSError (EBUSY) when somebody changed their files since this run looked at them."""
        told = len(self.diagnostics)
        cases = self._read_cases(files, draft)
        if len(self.diagnostics) > told:
            raise OSError(errno.EBUSY, "案例文件刚刚变了，请再运行一次", f"issues/{files.folder}/cases")
        return cases

    def _read_cases(self, files: IssueFiles, draft: bool) -> tuple[Case, ...]:
        self._understand(sorted(files.cases.values()), files.cases_digest)
        cases = []
        for number, path in sorted(files.cases.items()):
            if draft and path in self.plain and self.plain[path] is None:
                continue  # nothing but comments, as `voc new` leaves it: not written yet
            case = self._record(Case, path)
            if case is not None:
                cases.append(case.filed(Month.parse(files.folder), number, self.files.digest(path)))
            self.plain.pop(path, None)
        return tuple(cases)


def _stands(data: bytes, file: str, *path: str | int, key: bool = False) -> Place:
    root = read(data, file)
    return Place(file) if root is None else place(root, path, file, key=key)
