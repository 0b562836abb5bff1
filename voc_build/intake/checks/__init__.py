"""The rules that look across values and records: `CHECKS`, `ID_CHECKS` and `ISSUE_CHECKS` are their table of contents.

Each is a generator over a loaded archive, or over one issue of it; what the records themselves refuse was told while
reading. Where nothing was broken, nothing is while all that was read for it says the same, and is not asked again.
A file that could not be read makes no second problem: nothing is called unknown or missing that may stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from voc_build.intake.cache import digest
from voc_build.intake.checks.headers import (
    demo_stands_alone,
    files_as_the_basis_says,
    folder_is_the_period,
    month_before_period,
    nothing_pending_after_draft,
    one_issue_a_month,
    release_day_after_draft,
    something_is_released,
)
from voc_build.intake.checks.mappings import mappings_are_sound
from voc_build.intake.checks.names import names_are_known, rebases_name_known_institutions
from voc_build.intake.checks.references import (
    cases_cite_known_tickets,
    followups_are_about_something,
    followups_in_their_time,
    related_tickets_exist,
)
from voc_build.intake.checks.taxonomy import (
    codes_and_names_are_unique,
    definitions_are_of_known_measures,
    names_have_their_time,
    sizes_can_be,
    successors_exist,
)
from voc_build.intake.checks.tickets import (
    closed_after_received,
    received_in_month,
    supervisors_send_no_opinions,
    unique_ticket_ids,
)
from voc_build.intake.checks.twice import (
    case_numbers_differ,
    numbers_differ,
    one_slug_a_tag,
    said_once,
)
from voc_build.intake.kept import Kept, words_key
from voc_build.intake.load import Loaded
from voc_build.intake.privacy.check import personal_data
from voc_build.version import FINGERPRINT
from voc_build.words.archive import Issue
from voc_build.words.diagnostics import Diagnostic

Check = Callable[[Loaded], Iterator[Diagnostic]]
IssueCheck = Callable[[Loaded, str, Issue], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    # the words
    codes_and_names_are_unique,
    successors_exist,
    names_have_their_time,
    sizes_can_be,
    definitions_are_of_known_measures,
    mappings_are_sound,
    rebases_name_known_institutions,
    # issue beside issue
    one_issue_a_month,
    something_is_released,
    demo_stands_alone,
    one_slug_a_tag,
    # from one to another
    followups_are_about_something,
    followups_in_their_time,
)
"""What is broken here is broken by the words and the issues' files, their tickets apart."""

ID_CHECKS: tuple[Check, ...] = (unique_ticket_ids, cases_cite_known_tickets, related_tickets_exist)
"""What is broken here is broken by the ids of tickets and what names them."""

ISSUE_CHECKS: tuple[IssueCheck, ...] = (
    folder_is_the_period,
    month_before_period,
    files_as_the_basis_says,
    nothing_pending_after_draft,
    release_day_after_draft,
    numbers_differ,
    case_numbers_differ,
    said_once,
    names_are_known,
    received_in_month,
    closed_after_received,
    supervisors_send_no_opinions,
)
"""What is broken here is broken by the issue's own files and the words; only the advice may tell of other issues."""


def broken_rules(loaded: Loaded) -> Iterator[Diagnostic]:
    """What every rule finds."""
    sound = Kept(loaded.cache_of_whole, "sound", digest(FINGERPRINT, words_key(loaded.archive)))

    def new(made_from: str, found: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
        """What is found; nothing is looked for where nothing was found in the same before."""
        if sound.get(made_from):
            return
        told = tuple(found)
        if not told:
            sound.put(made_from, True)
        yield from told

    seen = str(loaded.hidden), *(issue.words for issue in loaded.archive.issues)
    yield from new(digest("words", *seen), (one for check in CHECKS for one in check(loaded)))
    ids = digest("ids", str(loaded.hidden), loaded.ids_key)
    yield from new(ids, (one for check in ID_CHECKS for one in check(loaded)))
    for base, issue in loaded.each():
        yield from new(issue.digest, (one for check in ISSUE_CHECKS for one in check(loaded, base, issue)))
    sound.save()
    yield from personal_data(loaded)
