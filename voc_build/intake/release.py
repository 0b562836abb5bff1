"""From when on each issue may be seen: what its header says, remembered by the digest of the file.

Whoever only wonders whether anything changed reads no YAML for it, and imports neither parser nor models.
"""

from __future__ import annotations

import datetime as dt

from voc_build.intake.cache import digest
from voc_build.intake.folder import Layout
from voc_build.intake.kept import Kept
from voc_build.version import FINGERPRINT

_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
_UNREADABLE = ""


def hidden(layout: Layout, as_of: dt.datetime) -> frozenset[str]:
    """The folders of issues that may not be seen by then; a header that cannot be read is a problem to be told."""
    files = layout.files
    kept = Kept(files.seen.cache, "releases", digest(FINGERPRINT, str(layout.root.resolve())))
    found = set()
    for issue in layout.issues:
        path = issue.path("issue.yml")
        if path is None:
            continue
        released = kept.get(files.digest(path))
        if released is None:
            released = _released(files[path])
            kept.put(files.digest(path), released)
        if released != _UNREADABLE and dt.datetime.fromisoformat(released) > as_of:
            found.add(issue.folder)
    kept.save()
    return frozenset(found)


def _released(data: bytes) -> str:
    """The moment of release that a header says, in ISO's form."""
    from pydantic import ValidationError

    from voc_build.intake.source import Unreadable, values
    from voc_build.words.model import DRAFT, RELEASED, REVIEW, Header

    try:
        root = values(data, "issue.yml")
        if isinstance(root, dict) and root.get("状态") in (DRAFT, REVIEW):
            return _NEVER.isoformat()
        header = Header.model_validate(root)
    except (Unreadable, ValidationError):
        return _UNREADABLE
    return (header.release if header.state == RELEASED and header.release else _NEVER).isoformat()
