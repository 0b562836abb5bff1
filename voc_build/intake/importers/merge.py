"""What an export changes in the tickets that are there already: nothing disappears unless it was asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from voc_build.intake.importers.rows import Ticket
from voc_build.intake.writer import KEYS, UNSAID


@dataclass(frozen=True, slots=True)
class Changed:
    """One ticket that is not what it was: each key with its old and new value, empty where there is none."""

    id: str
    values: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The tickets as they shall be, and how they differ from those that were."""

    tickets: tuple[Ticket, ...]
    added: tuple[str, ...]
    changed: tuple[Changed, ...]
    missing: tuple[str, ...]
    """Were there and are not in the export: kept, or deleted with `replace`."""


def merge(old: Mapping[str, Ticket], new: Mapping[str, Ticket], told: Collection[str], replace: bool) -> Merged:
    """Old and new tickets by 编号. The keys in `told` have a column in the export, which decides them.

    What the export has no column for stays as it was, and beats a mapping's default: an editor may have added it.
    With `replace` the result is the export and nothing else.
    """
    found: dict[str, Ticket] = {}
    for id, ticket in new.items():
        if replace or id not in old:
            found[id] = _said(ticket)
        else:
            kept = {key: value for key, value in (UNSAID | old[id]).items() if key not in told}
            found[id] = _said(ticket | kept)
    before = {id: _said(ticket) for id, ticket in old.items()}
    missing = tuple(id for id in before if id not in found)
    if not replace:
        found |= {id: before[id] for id in missing}
    changed = tuple(
        Changed(id, tuple(_differences(before[id], ticket)))
        for id, ticket in sorted(found.items())
        if id in before and before[id] != ticket
    )
    return Merged(
        tickets=tuple(ticket for _, ticket in sorted(found.items())),
        added=tuple(sorted(id for id in found if id not in before)),
        changed=changed,
        missing=tuple(sorted(missing)),
    )


def _said(ticket: Ticket) -> Ticket:
    return {key: value for key, value in ticket.items() if value and value != UNSAID.get(key)}


def _differences(old: Ticket, new: Ticket) -> list[tuple[str, str, str]]:
    return [(key, _shown(old.get(key)), _shown(new.get(key))) for key in KEYS if old.get(key) != new.get(key)]


def _shown(value: str | tuple[str, ...] | None) -> str:
    return value if isinstance(value, str) else "、".join(value or ())
