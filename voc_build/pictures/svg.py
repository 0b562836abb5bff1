"""A chart as an SVG element: text only, colours by class, the same bytes for the same chart."""

from __future__ import annotations

from html import escape

from voc_build.pictures.charts import Chart
from voc_build.pictures.frame import Drawing
from voc_build.pictures.ink import EM, WIDTH, n, text
from voc_build.pictures.rows import draw_bars, draw_heat, draw_pareto
from voc_build.pictures.upright import draw_columns, draw_line, draw_spark

_DRAW = {
    "line": draw_line,
    "columns": draw_columns,
    "bars": draw_bars,
    "heat": draw_heat,
    "pareto": draw_pareto,
    "spark": draw_spark,
}


def svg(chart: Chart) -> str:
    """The chart as one `<svg role="img">`, named by its title and description, without styles or colours.

    Charts with nothing to draw say so in a sentence. Colours come from `charts.css`.
    """
    nothing = chart.nothing
    width, height, body = _sentence(nothing) if nothing and chart.kind != "spark" else _DRAW[chart.kind](chart)
    title, description = f"{chart.id}-t", f"{chart.id}-d"
    return (
        f'<svg role="img" class="voc-chart voc-chart--{chart.kind}" viewBox="0 0 {n(width)} {n(height)}" '
        f'aria-labelledby="{title} {description}">'
        f'<title id="{title}">{escape(chart.title)}</title>'
        f'<desc id="{description}">{escape(chart.description)}</desc>'
        f"{''.join(body)}</svg>"
    )


def _sentence(words: str) -> Drawing:
    height = 4 * EM
    box = f'<rect class="voc-nothing" x="1" y="1" width="{n(WIDTH - 2)}" height="{n(height - 2)}" rx="4"/>'
    return WIDTH, height, [box, text(WIDTH / 2, height / 2 + 5, words, "voc-note", "middle")]
