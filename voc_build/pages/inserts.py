"""What hand-written pages may call: `{{ home() }}`, `{{ chart("complaints") }}`. Each returns HTML of ours."""

from __future__ import annotations

from markupsafe import Markup

from voc_build.pages import addresses
from voc_build.pages.gate import gate
from voc_build.pages.issue import KEY_NUMBERS
from voc_build.pages.listings import by_year
from voc_build.pages.publication import Publication
from voc_build.pages.trend import measure_trend
from voc_build.pages.views import Link, card, day, key_number
from voc_build.words.measures import BY_CODE, BY_NAME, COMPLAINTS

NAMES = ("home", "latest_issue", "chart", "archive_facts", "bank_name")
_NEWEST_CASES = 6


def home(publication: Publication) -> Markup:
    """The home page: the newest issue, what changed, the newest cases, the archive by year."""
    newest = publication.newest_first[0] if publication.newest_first else None
    numbers = [key_number(publication.statistics, newest, measure) for measure in KEY_NUMBERS] if newest else []
    cases = [case for issue in publication.newest_first[:4] for case in issue.cases][:_NEWEST_CASES]
    return _html(
        publication.render(
            "home.html",
            around=publication.around,
            issue=newest,
            published=day(newest.published_on) if newest and newest.published_on else "",
            numbers=[number for number in numbers if number is not None],
            chart=measure_trend(publication, COMPLAINTS, months=25),
            cards=[card(case) for case in cases],
            years=[
                (year, [Link(f"第{issue.period.month}期", addresses.issue(issue.period)) for issue in reversed(issues)])
                for year, issues in by_year(publication)
            ],
            totals=(len(publication.archive.issues), len(publication.archive.cases)),
        )
    )


def latest_issue(publication: Publication) -> Markup:
    """The newest issue's name, leading to it."""
    if not publication.newest_first:
        return gate("尚无已发布的一期")
    issue = publication.newest_first[0]
    return Markup('<a href="{}">{}</a>').format(addresses.issue(issue.period), gate(issue.name))


def chart(publication: Publication, measure: str = "complaints", months: int | None = None) -> Markup:
    """The trend of a measure, named by its code or its Chinese name; a sentence when there is nothing to draw."""
    known = BY_CODE.get(measure) or BY_NAME.get(measure)
    if known is None:
        raise KeyError(f"没有指标“{measure}”，可写：" + "、".join(BY_NAME))
    drawn = measure_trend(publication, known, months=months)
    if drawn is None:
        return Markup('<p class="voc-empty">{}</p>').format(gate(f"{known.name}的数字不足两个月，还画不出走势。"))
    return _html(publication.render("chart.html", chart=drawn))


def archive_facts(publication: Publication) -> Markup:
    """A sentence on what the archive holds."""
    issues = publication.archive.issues
    if not issues:
        return gate("目前还没有已发布的一期。")
    span = f"{issues[0].month.chinese}至{issues[-1].month.chinese}" if len(issues) > 1 else issues[0].month.chinese
    return gate(f"目前收录 {len(issues)} 期，统计{span}的工单，共 {len(publication.archive.cases)} 个案例。")


def bank_name(publication: Publication) -> Markup:
    """The bank's name."""
    return Markup(gate(publication.archive.settings.bank))  # noqa: S704 - passed the gate


def _html(text: str) -> Markup:
    """One block of HTML for Markdown: without blank lines it is left alone to its end."""
    lines = (line for line in text.splitlines() if line.strip())
    return Markup('<div class="voc-insert">\n' + "\n".join(lines) + "\n</div>")  # noqa: S704 - our template's
