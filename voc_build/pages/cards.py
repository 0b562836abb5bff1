"""A case in a list, as a card or as a line: each is made once, however many pages list the case."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from voc_build.pages import addresses
from voc_build.pages.publication import Publication
from voc_build.pages.views import MOODS, excerpt
from voc_build.words.model import Case


@dataclass(frozen=True, slots=True)
class Card:
    """A case's card, and why it is shown here."""

    mood: str
    face: Markup
    why: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """What stands on a card wherever it is shown."""

    url: Markup
    title: str
    kind: str
    mood: str
    place: str
    what: str
    issue: str
    excerpt: str


def card(publication: Publication, case: Case, why: str = "") -> Card:
    """A case's card: where, what about, and how it begins."""
    made, name = publication.once(_faces), str(case.id)
    if name not in made:
        made[name] = publication.part("face", _face(case))
    return Card(MOODS[case.kind], made[name], why)


def line(publication: Publication, case: Case) -> Markup:
    """A case's line: its title and its issue."""
    made, name = publication.once(_lines), str(case.id)
    if name not in made:
        made[name] = publication.part("line", addresses.case(case.id), case.title, str(case.id.issue))
    return made[name]


def _faces(_: Publication) -> dict[str, Markup]:
    return {}


def _lines(_: Publication) -> dict[str, Markup]:
    return {}


def _face(case: Case) -> Face:
    period = case.id.issue
    return Face(
        url=addresses.case(case.id),
        title=case.title,
        kind=case.kind,
        mood=MOODS[case.kind],
        place=case.institution + (f" · {case.sub_branch}" if case.sub_branch else ""),
        what=case.business or (case.groups[0] if case.groups else ""),
        issue=f"{period.year}年第{period.month}期",
        excerpt=excerpt(case.story),
    )
