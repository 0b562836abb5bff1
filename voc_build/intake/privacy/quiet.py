"""Files that were searched before and held nothing about a person: they need no second search until they change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from voc_build.intake.cache import digest
from voc_build.intake.kept import Kept
from voc_build.intake.loaded import Loaded
from voc_build.intake.privacy.scan import scan
from voc_build.intake.privacy.written import BETWEEN
from voc_build.version import FINGERPRINT
from voc_build.words.archive import Issue


def are_quiet(texts: Iterable[str]) -> bool:
    """True when none of these holds anything about a person, not even a number that may be told."""
    return not scan(BETWEEN.join(texts))


@dataclass(eq=False)
class Quiet:
    """What is known of an archive's files, by what they hold; `public` are the numbers that may be told.

    Of each folder is kept the digest of an issue that was quiet as a whole, else nothing, and those of its quiet files.
    """

    loaded: Loaded
    public: Collection[str]
    _before: set[str] = field(default_factory=set, init=False)
    _now: dict[str, set[str]] = field(default_factory=dict, init=False)
    _loud: set[str] = field(default_factory=set, init=False)
    """Files that were asked about and neither were quiet before nor are now."""

    def rest(self) -> Iterator[tuple[str, Issue]]:
        """The issues that are not quiet as a whole, with their folders: their files are to be asked about."""
        self._look(_SETTINGS)
        for base, issue in self.loaded.each():
            if self._look(base) != issue.digest or not issue.digest:
                self._now[base] = set()
                yield base, issue

    def is_quiet(self, file: str) -> bool:
        """True for a file that was searched to its end and held nothing."""
        if self._held(file) not in self._before:
            self._loud.add(file)
            return False
        self._remember(file)
        return True

    def note(self, file: str) -> None:
        """Remember that nothing was found; of a file with faults not everything was looked at."""
        if file not in self.loaded.faulty:
            self._loud.discard(file)
            self._remember(file)

    def save(self) -> None:
        """Keep what is known of the files that were asked about."""
        loud = {_folder(file) for file in self._loud | self.loaded.faulty}
        whole = {base: issue.digest for base, issue in self.loaded.each() if base not in loud}
        for folder, files in self._now.items():
            self._kept.put(folder, [whole.get(folder, ""), *sorted(files)])
        self._kept.save()

    def _look(self, folder: str) -> str:
        """Call to mind what was quiet in a folder; the digest of all of it."""
        whole, *files = self._kept.get(folder) or [""]
        self._before.update(files)
        return str(whole)

    def _remember(self, file: str) -> None:
        self._now.setdefault(_folder(file), set()).add(self._held(file))

    def _held(self, file: str) -> str:
        return self.loaded.files.digest(file)

    @cached_property
    def _kept(self) -> Kept:
        loaded = self.loaded
        return Kept(loaded.cache, "quiet", digest(FINGERPRINT, str(loaded.layout.root.resolve()), *sorted(self.public)))


_SETTINGS = "archive.yml"


def _folder(file: str) -> str:
    """The folder of the issue that a file belongs to; a file above the issues stands for itself."""
    return "/".join(file.split("/", 2)[:2])
