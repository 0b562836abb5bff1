"""The shape of an archive on disk: which files belong to it, read once as bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from voc_build.words.diagnostics import Diagnostic, Place, rule
from voc_build.words.month import Month

TAXONOMY = ("institutions", "channels", "business_types", "causes", "groups", "measures")
_OPTIONAL = {"groups", "measures"}
_TOP = {"archive.yml", "lexicon.txt", "synonyms.yml", "pii-allow.yml", "README.md", "README.zh.md"}
_FOLDERS = {"issues", "taxonomy", "import", "schema"}
_ISSUE_FILES = {"issue.yml", "figures.yml", "tickets.yml", "followups.yml"}
_SIDE_FILES = {"provenance.yml"}
_CASE = re.compile(r"(\d{2,3})\.yml", re.ASCII)

LARGEST = 200_000_000
"""Bytes of the largest file there may be: a hundred times a large bank's busiest month."""


@dataclass(slots=True)
class IssueFiles:
    """The files of one issue folder, path within the archive to bytes."""

    folder: str
    files: dict[str, bytes] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    """Case number to path."""

    def get(self, name: str) -> tuple[str, bytes] | None:
        """The path and bytes of `issues/<folder>/<name>`, None where there is none."""
        path = f"issues/{self.folder}/{name}"
        return (path, self.files[path]) if path in self.files else None


@dataclass(slots=True)
class Layout:
    """Every file of an archive that the program reads."""

    root: Path
    top: dict[str, bytes] = field(default_factory=dict)
    issues: list[IssueFiles] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def survey(root: Path) -> Layout:
    """Read an archive's files; missing and surplus ones become diagnostics."""
    layout = Layout(root)
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
            layout.top[entry.name] = _bytes(entry)
        elif not (entry.is_dir() and entry.name in _FOLDERS):
            layout.diagnostics.append(_surplus(entry.name))
    _taxonomy(layout)
    issues = root / "issues"
    for entry in _entries(issues) if issues.is_dir() else ():
        if entry.is_dir() and _is_period(entry.name):
            layout.issues.append(_issue(entry, layout.diagnostics))
        else:
            layout.diagnostics.append(_surplus(f"issues/{entry.name}", "各期目录名写成 2022-05"))
    if not layout.issues:
        layout.diagnostics.append(rule("VOC002").at(Place("issues"), "档案里没有任何一期", help="运行 voc new 2022-06"))
    return layout


def _entries(folder: Path) -> Iterator[Path]:
    """What stands in a folder, by name; hidden files are nobody's business."""
    return (entry for entry in sorted(folder.iterdir()) if not entry.name.startswith("."))


def _bytes(path: Path) -> bytes:
    """What a file holds, of a file beyond every limit only as much as shows that it is."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


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
            layout.top[f"taxonomy/{name}.yml"] = _bytes(path)
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
            layout.top[f"import/{entry.name}"] = _bytes(entry)


def _issue(folder: Path, diagnostics: list[Diagnostic]) -> IssueFiles:
    found = IssueFiles(folder.name)
    base = f"issues/{folder.name}"
    for entry in _entries(folder):
        path = f"{base}/{entry.name}"
        if entry.is_file() and entry.name in _ISSUE_FILES:
            found.files[path] = _bytes(entry)
        elif entry.is_dir() and entry.name == "cases":
            for case in _entries(entry):
                match = _CASE.fullmatch(case.name)
                name = _shown(case.name)
                path = f"{base}/cases/{name}"
                if match and case.is_file():
                    found.files[path] = _bytes(case)
                    found.cases[match[1]] = path
                else:
                    diagnostics.append(
                        rule("VOC211").at(
                            Place(path),
                            f"案例文件名“{name}”不合约定",
                            help="改成 01.yml、02.yml …",
                        )
                    )
        elif entry.name not in _SIDE_FILES:
            diagnostics.append(_surplus(path))
    if f"{base}/issue.yml" not in found.files:
        diagnostics.append(rule("VOC003").at(Place(f"{base}/issue.yml"), "这一期缺少 issue.yml", help="补上 issue.yml"))
    return found
