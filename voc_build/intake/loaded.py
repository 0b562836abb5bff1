"""What reading an archive gives: the archive, its problems, and the way back to where everything stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from voc_build.intake.cache import Cache
from voc_build.intake.files import LARGEST, Files
from voc_build.intake.folder import Layout
from voc_build.intake.source import Mapping as Entries
from voc_build.intake.source import Node, Scalar, Sequence, place
from voc_build.intake.ticket_ids import TicketIds, ids_key, ticket_ids
from voc_build.words.archive import Archive, Issue
from voc_build.words.diagnostics import Diagnostic, Place

if TYPE_CHECKING:  # imported where something is wrong
    from voc_build.intake.salvage import Kept


@dataclass(frozen=True)
class Loaded:
    """What was read: the archive, the problems of reading, and where everything stands."""

    archive: Archive
    diagnostics: tuple[Diagnostic, ...]
    layout: Layout
    """Without the files of issues that may not be seen."""
    folders: tuple[str, ...] = ()
    """The folder below `issues/` of each of `archive.issues`."""
    hidden: int = 0
    """How many issues were left out because they are not released."""
    positions: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Which rows of each taxonomy file were taken, counted from 0."""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    """For each file something was salvaged from, which items of its lists stayed."""

    @property
    def cache(self) -> Cache:
        """Where it was read with."""
        return self.layout.files.seen.cache

    @cached_property
    def ticket_ids(self) -> TicketIds:
        """The ids of all tickets."""
        return ticket_ids(self.archive.issues, self.layout.root, self.cache_of_whole)

    @property
    def ids_key(self) -> str:
        """Hash of the ids of all tickets, and of those that others name."""
        return ids_key(self.archive.issues, self.layout.root, self.cache_of_whole)

    @property
    def cache_of_whole(self) -> Cache:
        """Where to keep what was found in whole files: of one with faults not everything is looked at."""
        return Cache() if self.diagnostics else self.cache

    def forget_files(self) -> None:
        """Let go of the files' bytes once nothing is left to be told about them: a large archive's weigh the most."""
        self.layout.files.let_go()

    def each(self) -> Iterator[tuple[str, Issue]]:
        """Every issue with the path of its folder in the archive (`issues/2022-05`)."""
        for folder, issue in zip(self.folders, self.archive.issues, strict=True):
            yield f"issues/{folder}", issue

    @property
    def files(self) -> Files:
        """Every file of the archive that may be seen, by its path there."""
        return self.layout.files

    @cached_property
    def _nodes(self) -> dict[str, Node | None]:
        return {}

    @cached_property
    def faulty(self) -> frozenset[str]:
        """The files with an error of reading: what they hold is not all known."""
        return frozenset(one.place.file for one in self.diagnostics if one.is_error)

    def place(self, file: str, *path: str | int, key: bool = False) -> Place:
        """Where the value at `path` of a file stands; reads that file once more, this time keeping places."""
        from voc_build.intake.salvage import original

        node = self._node(file)
        path = original(self.kept.get(file, {}), path)
        return Place(file) if node is None else place(node, path, file, key=key)

    def text(self, file: str, *path: str | int) -> str:
        """The text at `path` of a file as it was typed; empty when no text stands there."""
        from voc_build.intake.salvage import original

        node = self._node(file)
        for step in original(self.kept.get(file, {}), path):
            if isinstance(node, Entries):
                node = next((value for key, value in node.entries if key.text == step), None)
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return ""
        return node.text if isinstance(node, Scalar) else ""

    def _node(self, file: str) -> Node | None:
        if file not in self._nodes:
            from voc_build.intake.salvage import read_anyway

            self._nodes[file] = read_anyway(self.files[file], file, limit=LARGEST) if file in self.files else None
        return self._nodes[file]
