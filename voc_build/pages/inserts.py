"""What hand-written pages may call, as `{{ chart("complaints") }}`. Each returns HTML of ours."""

from __future__ import annotations

from markupsafe import Markup

from voc_build.pages import addresses
from voc_build.pages.front import counts, front
from voc_build.pages.gate import gate
from voc_build.pages.publication import Publication
from voc_build.pages.rulebook import rules as rules  # a name of its own here
from voc_build.pages.trend import measure_trend
from voc_build.words.measures import BY_CODE, BY_NAME

NAMES = ("home", "latest_issue", "chart", "archive_facts", "bank_name", "definitions", "rules")


def home(publication: Publication) -> Markup:
    """The home page: the newest issue, what changed, what to worry about, what was promised, cases."""
    made = publication.kept("home", lambda: publication.render("home.html", **front(publication)), counts(publication))
    return _html(made)


def latest_issue(publication: Publication) -> Markup:
    """The newest issue's name, leading to it."""
    if not publication.newest_first:
        return _text("尚无已发布的一期")
    issue = publication.newest_first[0]
    return Markup('<a href="{}">{}</a>').format(addresses.issue(issue.period), gate(issue.name))


def chart(publication: Publication, measure: str = "complaints", months: int | None = None) -> Markup:
    """The trend of a measure, named by its code or Chinese name; a sentence when there is nothing to draw."""
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
        return _text("目前还没有已发布的一期。")
    span = f"{issues[0].month.chinese}至{issues[-1].month.chinese}" if len(issues) > 1 else issues[0].month.chinese
    return _text(f"目前收录 {len(issues)} 期，统计{span}的工单，共 {publication.archive.case_count} 个案例。")


def bank_name(publication: Publication) -> Markup:
    """The bank's name."""
    return Markup(gate(publication.archive.settings.bank))


def definitions(publication: Publication) -> Markup:
    """What each measure counts, with the months its definition changed, from `taxonomy/measures.yml`."""
    rows = [
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(
            gate(one.name), gate(f"{one.meaning}（自{one.since.chinese}起{'，与此前不可比' if one.breaks else ''}）")
        )
        for one in publication.archive.taxonomy.definitions
    ]
    return _html('<dl class="voc-terms">' + "\n".join(rows) + "</dl>")


def _text(words: str) -> Markup:
    return Markup(gate(words))


def _html(text: str) -> Markup:
    """One block of HTML for Markdown: without blank lines it is left alone to its end."""
    lines = (line for line in text.splitlines() if line.strip())
    return Markup('<div class="voc-insert">\n' + "\n".join(lines) + "\n</div>")
