"""Every file of an archive that can be repaired without judgement, before and after."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from voc_build.intake.atomic import replace_file
from voc_build.intake.cache import Cache
from voc_build.intake.hygiene import encoding
from voc_build.intake.kinds import Kind, kind_of
from voc_build.intake.load import load
from voc_build.intake.nodes import without_places
from voc_build.intake.privacy.allow import FILE as ALLOW
from voc_build.intake.privacy.mask import mask
from voc_build.intake.repair.forms import rewritten
from voc_build.intake.repair.marks import letters, marks
from voc_build.intake.repair.names import KEYS, Official
from voc_build.intake.repair.rewriting import rewrite, scalars
from voc_build.intake.schema import keys_of
from voc_build.intake.source import LIMIT, Unreadable, read, values
from voc_build.words.month import Month

_LATE = (ALLOW, "import/")
"""What is not read with the archive but by the check, so that loading does not know its faults."""
_LINES = re.compile(r"\r\n|\n|\r")
_CONTEXT = 2


@dataclass(frozen=True, slots=True)
class Repair:
    """A file (path within the archive) as it is and as it would be."""

    file: str
    before: bytes
    after: bytes

    @property
    def diff(self) -> str:
        """What changes, line by line; what is invisible is spelled out, what is personal masked."""
        codec = encoding(self.before) or "utf-8"
        old, new = self.before.decode(codec), self.after.decode("utf-8")
        rows = []
        if codec != "utf-8":
            old = old.removeprefix("\ufeff")
            rows.append(f"{self.file}：编码 {codec.upper()} → UTF-8")
        if re.search(r"\r(?!\n)", old):
            rows.append(f"{self.file}：单独的回车符 → 换行符")
        return "\n".join([*rows, *_diff(self.file, old, new)])

    def write(self, root: Path) -> None:
        """Put it into the archive, whole or not at all."""
        replace_file(root / self.file, self.after)


def repairs(root: Path, wanted: Callable[[str], bool] = lambda _: True, cache: Cache | None = None) -> Iterator[Repair]:
    """What can be repaired in an archive's files, by path; `wanted` says of a path whether it is looked at."""
    loaded = load(root, cache=cache)
    official = Official(loaded.archive.taxonomy)
    in_issue = {base: issue for base, issue in loaded.each()}
    for file, data in sorted(loaded.files.items()):
        base = "/".join(file.split("/")[:2])
        if not wanted(file):
            continue
        faulty = file in loaded.faulty or file.startswith(_LATE)
        if not faulty and not any(name in data for name in official.doubtful):
            continue
        month = in_issue[base].month if base in in_issue else _month(loaded.files.get(f"{base}/issue.yml", b""))
        after = repaired(data, file, official, month if file.startswith("issues/") else None)
        if after != data:
            yield Repair(file, data, after)


def repaired(data: bytes, file: str, official: Official, month: Month | None) -> bytes:
    """The bytes of a file after every repair that needs no judgement; `month`: the one its names belong to."""
    text = letters(data, file)
    if text is None:
        return data
    if not file.endswith(".yml"):
        return text.encode()
    kind = kind_of(file)
    text = marks(text, file, _keys(kind) if kind else None)
    if kind is None:
        return text.encode()
    try:
        text = _forms(text, file, kind)
        if month is not None:
            text = _names(text, file, official, month)
    except Unreadable:
        pass  # what is left takes a person
    return text.encode()


def _forms(text: str, file: str, kind: Kind) -> str:
    root = read(text.encode(), file, limit=max(LIMIT, len(text.encode())))
    if root is None:
        return text
    texts = {path: scalar.text for path, scalar in scalars(root) if scalar.text}
    changes = rewritten(kind, without_places(root), texts)
    return rewrite(text, file, changes) if changes else text


def _names(text: str, file: str, official: Official, month: Month) -> str:
    root = read(text.encode(), file, limit=max(LIMIT, len(text.encode())))
    changes = {}
    for path, scalar in scalars(root):
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        if key in KEYS and scalar.text:
            name = official.name(key, scalar.text, month)
            if name != scalar.text:
                changes[path] = name
    return rewrite(text, file, changes) if changes else text


def _month(header: bytes) -> Month | None:
    """The month an issue counts whose header has faults, as it reads once they are repaired."""
    kind = kind_of("issues/-/issue.yml")
    text = letters(header, "issue.yml")
    if text is None or kind is None:
        return None
    try:
        root = values(_forms(marks(text, "issue.yml", _keys(kind)), "issue.yml", kind).encode(), "issue.yml")
        return Month.parse(str(root["统计月份"])) if isinstance(root, dict) else None
    except (Unreadable, KeyError, ValueError):
        return None


@lru_cache
def _keys(kind: Kind) -> frozenset[str]:
    return keys_of(kind)


def _diff(file: str, old: str, new: str) -> Iterator[str]:
    """Masked as whole texts, for a number may begin on one line and end on the next."""
    matcher = difflib.SequenceMatcher(None, _LINES.split(old), _LINES.split(new), autojunk=False)
    befores, afters = (_LINES.split(mask(text)) for text in (old, new))
    for count, group in enumerate(matcher.get_grouped_opcodes(_CONTEXT)):
        if not count:
            yield f"--- {file}（现在）"
            yield f"+++ {file}（修正后）"
        yield f"@@ 第 {group[0][3] + 1} 行起 @@"
        for what, a, b, c, d in group:
            if what == "equal":
                yield from (f" {_visible(line)}" for line in afters[c:d])
                continue
            yield from (f"-{_visible(line)}" for line in befores[a:b])
            yield from (f"+{_visible(line)}" for line in afters[c:d])


def _visible(row: str) -> str:
    return "".join(
        letter if letter.isprintable() or letter == "\u3000" else letter.encode("unicode_escape").decode()
        for letter in row
    )
