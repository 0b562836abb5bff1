"""The home page's view: the newest issue, what changed, what to worry about, what was promised."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from voc_build.numbers.change import Change, Verdict
from voc_build.numbers.past import of_bank
from voc_build.pages import addresses
from voc_build.pages.cards import card
from voc_build.pages.earlier import earlier
from voc_build.pages.key_numbers import change_text, key_number, mood, said_once, sign_of
from voc_build.pages.keys import Keys
from voc_build.pages.listings import by_year
from voc_build.pages.promises import Promises, asked, overdue
from voc_build.pages.publication import Publication
from voc_build.pages.traced import Traced
from voc_build.pages.trend import course, course_spark, measure_trend
from voc_build.pages.views import NBSP, Link, count_text, day, excerpt, glued
from voc_build.pages.watch import newest_alarms, watch
from voc_build.pictures.charts import Chart
from voc_build.words.measures import CLOSURE, COMPLAINTS, COUNTS, PRAISE, SUPERVISOR, VALID, Measure
from voc_build.words.owed import Owed

_NUMBERS = (COMPLAINTS, SUPERVISOR, VALID, PRAISE, CLOSURE)
_CASES, _WORRIES, _EACH = 6, 6, 3
_MONTHS = 25


@dataclass(frozen=True, slots=True)
class Moved:
    """A measure's line in “what changed”."""

    name: str
    meaning: str
    value: str
    lead: Markup | None
    """Where the count comes from; None for none."""
    spark: Chart | None
    sign: str
    change: str
    before: str
    mood: str
    verdict: str
    alarm: str
    """What is unusual in its longer course; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise in “what was promised”."""

    url: Markup
    title: str
    asked: str
    owners: str
    due: str
    late: str
    state: str


def front(publication: Publication) -> dict[str, object]:
    """Everything the home page shows; `issue` is None for an empty archive."""
    archive, statistics = publication.archive, publication.statistics
    newest = publication.newest_first[0] if publication.newest_first else None
    numbers = [key_number(statistics, newest, measure) for measure in _NUMBERS] if newest else []
    promises = publication.once(Promises)
    seen = watch(publication)
    moved = _moved(publication)
    return {
        "around": publication.around,
        "issue": newest,
        "published": day(newest.published_on) if newest and newest.published_on else "",
        "takeaways": Traced(publication, newest).takeaways if newest else (),
        "numbers": said_once([number for number in numbers if number is not None]),
        "moved": moved,
        "changed": _changed(moved),
        "earlier": earlier(statistics, len(archive.issues) - 1, {one: statistics.bank[one.code] for one in COUNTS})
        if newest
        else None,
        "chart": measure_trend(publication, COMPLAINTS, months=_MONTHS),
        "worries": seen.worries[:_WORRIES],
        "worries_all": len(seen.worries),
        "worries_more": max(len(seen.worries) - _WORRIES, 0),
        "looked_at": seen.looked_at,
        "owed": _owed(promises),
        "promised": _groups(promises),
        "cards": [card(publication, case) for issue in publication.newest_first[:_CASES] for case in issue.cases][
            :_CASES
        ],
        "years": [
            (
                year,
                [Link(f"第{issue.period.month}期", addresses.issue(issue.period)) for issue in reversed(issues)],
            )
            for year, issues in by_year(publication)
        ],
        "totals": (len(archive.issues), archive.case_count),
    }


def counts(publication: Publication) -> str:
    """A hash of what it heeds of tickets: the newest issue's, and what is judged against earlier months."""
    statistics = publication.statistics
    return publication.once(Keys).numbers(
        *statistics.bank.values(),
        *statistics.rate_counts.values(),
        *(statistics.table[measure.code] for measure in (COMPLAINTS, VALID)),
        statistics.by_axis["business"],
        beside=(issue.digest for issue in publication.newest_first[:1]),
    )


def _moved(publication: Publication) -> tuple[Moved, ...]:
    """Every count of the newest month against the month before; empty where nothing compares."""
    statistics, index = publication.statistics, len(publication.archive.issues) - 1
    if index < 0:
        return ()
    found = [of_bank(statistics, index, measure).month for measure in COUNTS]
    if all(moved.before is None for moved in found):
        return ()
    return tuple(_line(publication, measure, moved) for measure, moved in zip(COUNTS, found, strict=True))


def _line(publication: Publication, measure: Measure, moved: Change) -> Moved:
    archive = publication.archive
    judged = course(publication, measure, publication.statistics.bank[measure.code])
    definition = archive.taxonomy.definition(measure.code, archive.issues[-1].month)
    alarms = newest_alarms(judged)
    return Moved(
        name=measure.name,
        meaning=definition.meaning if definition else "",
        value=count_text(moved.now),
        lead=addresses.behind(archive.issues[-1], measure.code) if moved.now else None,
        spark=course_spark(judged, f"spark-{measure.code}", f"{measure.name}走势", measure),
        sign=sign_of(moved),
        change=change_text(moved, archive.settings.minimum.percentage),
        before="" if moved.before is None else f"上月{NBSP}{moved.before:,}{NBSP}件",
        mood=mood(moved, definition.better if definition else "降"),
        verdict=moved.said,
        alarm=glued("；".join(one.text for one in alarms)),
    )


def _changed(moved: tuple[Moved, ...]) -> str:
    """What changed, in a sentence."""
    if not moved:
        return ""
    beyond = [one for one in moved if one.verdict == Verdict.BEYOND]
    unusual = [one.name for one in moved if one.alarm and one not in beyond]
    if beyond:
        first = "与上月相比，超出偶然波动的有：" + "，".join(f"{one.name}{one.change}" for one in beyond)
    else:
        first = "与上月相比，各项指标的升降都没有超出偶然波动"
    return first + (f"；放到更长的时间里看，{'、'.join(unusual)}不像日常波动。" if unusual else "。")


def _owed(promises: Promises) -> str:
    """How many promises are open and how many of them overdue, in a sentence."""
    if not promises.every:
        return ""
    if not promises.open:
        return f"共{NBSP}{len(promises.every)}{NBSP}项建议和计划，都已了结。"
    late = sum(one.overdue > 0 for one in promises.open)
    of_them = f"，其中{NBSP}{late}{NBSP}项已逾期" if late else "，没有逾期的"
    return f"{len(promises.open)}{NBSP}项建议和计划尚未完成{of_them}。"


def _promised(one: Owed) -> Promised:
    link = asked(one)
    return Promised(
        url=link.url,
        title=excerpt(one.title, 40),
        asked=link.text,
        owners="、".join(one.names),
        due=day(one.item.due_on) if one.item.due_on else "",
        late=overdue(one),
        state=one.state,
    )


def _groups(promises: Promises) -> list[tuple[str, list[Promised]]]:
    """The next ones due, and those longest overdue; those without a date only where there are no others."""
    late = [one for one in promises.open if one.overdue]
    coming = [one for one in promises.open if not one.overdue and one.item.due_on]
    undated = [one for one in promises.open if not one.item.due_on]
    groups = [("接下来到期", coming), ("逾期最久", late)] if late or coming else [("未定期限", undated)]
    return [(title, [_promised(one) for one in rows[:_EACH]]) for title, rows in groups if rows]
