"""The rules that look across values and records: `CHECKS` is their table of contents.

Each is a generator over a loaded archive; what the records themselves refuse was told while reading. A file
that could not be read makes no second problem: nothing is called unknown or missing that may stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
from voc_build.intake.checks.names import names_are_known
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
from voc_build.intake.load import Loaded
from voc_build.intake.privacy.check import personal_data
from voc_build.words.diagnostics import Diagnostic

Check = Callable[[Loaded], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    # the words
    codes_and_names_are_unique,
    successors_exist,
    names_have_their_time,
    sizes_can_be,
    definitions_are_of_known_measures,
    mappings_are_sound,
    # each issue
    folder_is_the_period,
    month_before_period,
    one_issue_a_month,
    files_as_the_basis_says,
    nothing_pending_after_draft,
    release_day_after_draft,
    something_is_released,
    demo_stands_alone,
    numbers_differ,
    case_numbers_differ,
    said_once,
    one_slug_a_tag,
    # tickets
    unique_ticket_ids,
    received_in_month,
    closed_after_received,
    supervisors_send_no_opinions,
    # from one to another
    names_are_known,
    cases_cite_known_tickets,
    related_tickets_exist,
    followups_are_about_something,
    followups_in_their_time,
    # people
    personal_data,
)
