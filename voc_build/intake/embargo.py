"""From when on an issue may be seen: before its 发布日期, and as a draft, nothing of it is read or told."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from pydantic import ValidationError

from voc_build.intake.folder import IssueFiles
from voc_build.intake.source import Unreadable, values
from voc_build.words.fields import SHANGHAI
from voc_build.words.model import DRAFT, RELEASED, REVIEW, Header


def release_time(text: str) -> dt.datetime:
    """`--as-of`: a day (its end) or a moment, in Shanghai; ValueError otherwise."""
    moment = dt.datetime.fromisoformat(text)
    if len(text) == len("2022-05-12"):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def is_hidden(files: IssueFiles, as_of: dt.datetime) -> bool:
    """Whether an issue may not be seen yet; a header that cannot be read stops a build by its own problem."""
    path = files.path("issue.yml")
    released = None if path is None else _released(files.files[path])
    return released is not None and released > as_of


_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


@lru_cache(1024)  # asked by whoever wonders whether anything changed, and by the reader again
def _released(header: bytes) -> dt.datetime | None:
    """From when on an issue may be seen; None where its header cannot be read."""
    try:
        root = values(header, "issue.yml")
    except Unreadable:
        return None
    if isinstance(root, dict) and root.get("状态") in (DRAFT, REVIEW):
        return _NEVER
    try:
        read = Header.model_validate(root)
    except ValidationError:
        return None
    return read.release if read.state == RELEASED and read.release else _NEVER
