"""The shape of an archive on disk: which files belong to it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from voc_build.intake.cache import Cache, digest
from voc_build.intake.files import Files, Seen
from voc_build.words.diagnostics import Diagnostic, Place, rule
from voc_build.words.month import Month

TAXONOMY = ("institutions", "channels", "business_types", "causes", "groups", "measures")
_OPTIONAL = {"groups", "measures"}
_TOP = {"archive.yml", "lexicon.txt", "synonyms.yml", "pii-allow.yml", "README.md", "README.zh.md"}
_FOLDERS = {"issues", "taxonomy", "import", "schema"}
_ISSUE_FILES = {"issue.yml", "figures.yml", "tickets.yml", "followups.yml"}
_SIDE_FILES = {"provenance.yml"}
_CASE = re.compile(r"(\d{2,3})\.yml", re.ASCII)


@dataclass(slots=True)
class IssueFiles:
    """The files of one issue folder, by their path in the archive."""

    folder: str
    files: Files
    paths: list[str] = field(default_factory=list)
    cases: dict[str, str] = field(default_factory=dict)
    """Case number to path."""
    _heads: str = ""
    _told: str = ""

    def path(self, name: str) -> str | None:
        """The path of `issues/<folder>/<name>`, None where there is none."""
        path = f"issues/{self.folder}/{name}"
        return path if path in self.files else None

    @property
    def heads(self) -> list[str]:
        """Its files that are neither tickets nor cases."""
        others = {self.path("tickets.yml"), *self.cases.values()}
        return [path for path in self.paths if path not in others]

    @property
    def heads_digest(self) -> str:
        """Hash of `heads`."""
        if not self._heads or self.files.moved:
            self._heads = self.files.digest_of(self.heads)
        return self._heads

    @property
    def cases_digest(self) -> str:
        """Hash of its cases' files."""
        if not self._told or self.files.moved:
            self._told = self.files.digest_of(self.cases.values())
        return self._told

    @property
    def words(self) -> str:
        """Hash of all its files but the tickets."""
        return digest(self.heads_digest, self.cases_digest)

    @property
    def digest(self) -> str:
        """The same with the tickets."""
        tickets = self.path("tickets.yml")
        return self.words if tickets is None else digest(self.words, self.files.digest(tickets))


@dataclass(slots=True)
class Layout:
    """Every file of an archive that the program reads."""

    root: Path
    files: Files
    top: list[str] = field(default_factory=list)
    """Paths of the files above the issues."""
    issues: list[IssueFiles] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def take(self, path: str, where: Path) -> None:
        """A file above the issues belongs to the archive."""
        self.top.append(path)
        self.files.add(path, str(where))


def survey(root: Path, cache: Cache | None = None) -> Layout:
    """List an archive's files; missing and surplus ones become diagnostics. `cache` remembers what files held."""
    layout = Layout(root, Files(Seen(root, cache or Cache())))
    if not root.is_dir():
        layout.diagnostics.append(
            rule("VOC001").at(
                Place(_shown(root.name) or "data"),
                f"找不到档案目录“{_shown(root.name)}”",
                help="检查 --data 的写法",
            )
        )
        return layout
    for entry in _entries(root):
        if entry.is_file() and entry.name in _TOP:
            layout.take(entry.name, entry)
        elif not (entry.is_dir() and entry.name in _FOLDERS):
            layout.diagnostics.append(_surplus(entry.name))
    _taxonomy(layout)
    issues = root / "issues"
    for entry in _entries(issues) if issues.is_dir() else ():
        if entry.is_dir() and _is_period(entry.name):
            layout.issues.append(_issue(entry, layout))
        else:
            layout.diagnostics.append(_surplus(f"issues/{entry.name}", "各期目录名写成 2022-05"))
    if not layout.issues:
        layout.diagnostics.append(rule("VOC002").at(Place("issues"), "档案里没有任何一期", help="运行 voc new 2022-06"))
    return layout


def _entries(folder: Path) -> Iterator[Path]:
    """What stands in a folder, by name; hidden files are nobody's business."""
    return (entry for entry in sorted(folder.iterdir()) if not entry.name.startswith("."))


def _is_period(name: str) -> bool:
    try:
        return bool(Month.parse(name))
    except ValueError:
        return False


def _shown(name: str) -> str:
    """A file name as it may be printed: no control characters, no bytes that are not text."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in name)


def _surplus(path: str, help: str = "移出档案目录，或改成约定的名字") -> Diagnostic:
    path = _shown(path)
    return rule("VOC004").at(Place(path), f"不会读取“{path}”", help=help)


def _taxonomy(layout: Layout) -> None:
    folder = layout.root / "taxonomy"
    for name in TAXONOMY:
        path = folder / f"{name}.yml"
        if path.is_file():
            layout.take(f"taxonomy/{name}.yml", path)
        elif name not in _OPTIONAL:
            layout.diagnostics.append(
                rule("VOC003").at(Place(f"taxonomy/{name}.yml"), f"缺少词表 taxonomy/{name}.yml", help="补上这个文件")
            )
    if folder.is_dir():
        for entry in _entries(folder):
            if entry.stem not in TAXONOMY or entry.suffix != ".yml":
                layout.diagnostics.append(_surplus(f"taxonomy/{entry.name}"))
    mappings = layout.root / "import"
    for entry in _entries(mappings) if mappings.is_dir() else ():
        if entry.suffix == ".yml" and entry.is_file():
            layout.take(f"import/{entry.name}", entry)


def _issue(folder: Path, layout: Layout) -> IssueFiles:
    found = IssueFiles(folder.name, layout.files)
    base = f"issues/{folder.name}"

    def take(path: str, where: str) -> None:
        found.paths.append(path)
        layout.files.add(path, where)

    for entry in _scanned(folder):
        path = f"{base}/{entry.name}"
        if entry.name in _ISSUE_FILES and entry.is_file():
            take(path, entry.path)
        elif entry.name == "cases" and entry.is_dir():
            for case in _scanned(entry):
                match = _CASE.fullmatch(case.name)
                name = _shown(case.name)
                path = f"{base}/cases/{name}"
                if match and case.is_file():
                    take(path, case.path)
                    found.cases[match[1]] = path
                else:
                    layout.diagnostics.append(
                        rule("VOC211").at(
                            Place(path),
                            f"案例文件名“{name}”不合约定",
                            help="改成 01.yml、02.yml …",
                        )
                    )
        elif entry.name not in _SIDE_FILES:
            layout.diagnostics.append(_surplus(path))
    if found.path("issue.yml") is None:
        missing = f"{base}/issue.yml"
        layout.diagnostics.append(rule("VOC003").at(Place(missing), "这一期缺少 issue.yml", help="补上 issue.yml"))
    return found


def _scanned(folder: Path | os.DirEntry[str]) -> Iterator[os.DirEntry[str]]:
    """As `_entries`, for folders of many files."""
    with os.scandir(folder) as entries:
        return iter(sorted((one for one in entries if not one.name.startswith(".")), key=lambda one: one.name))
