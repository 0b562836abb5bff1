"""What the press refuses to print."""

from __future__ import annotations

import re

import pytest

from voc_build.checkout import ROOT
from voc_build.host.press import may_send
from voc_build.pictures import figure

FIGURE = '<script type="application/json" class="voc-figure-data">{{"config":{{{}}}}}</script>'
KEPT = '"plotlyServerURL":"","showSendToCloud":false'


@pytest.mark.parametrize(
    ("config", "may"),
    [
        (KEPT, False),
        (KEPT.replace("false", "true"), True),
        (KEPT.replace('""', '"https://voc.example"'), True),
        ('"plotlyServerURL":""', True),
        ("", True),
    ],
)
def test_a_figure_says_that_it_stays(config: str, may: bool) -> None:
    """Silence counts as sending: plotly.js shows the button by itself."""
    assert may_send("<p>…</p>" + FIGURE.format(KEPT) + FIGURE.format(config)) is may


def test_a_page_without_figures_sends_nothing() -> None:
    """There is nothing to say."""
    assert not may_send("<p>…</p>")


def test_the_build_stops_when_sending_comes_on(  # type: ignore[no-untyped-def]
    write, build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is published, and each such page is named."""
    monkeypatch.setitem(figure.CONFIG, "showSendToCloud", True)

    assert build.code(write()) == 1
    assert not (build.folder / "site").exists()


def test_the_script_that_draws_has_the_last_word() -> None:
    """It sets both after a figure's own settings; no script of ours says otherwise."""
    scripts = {path.name: path.read_text("utf-8") for path in (ROOT / "docs/assets/js").glob("*.js")}
    said = [one for text in scripts.values() for one in re.findall(r"showSendToCloud\W+\w+|plotlyServerURL: \S+", text)]

    assert said == ["showSendToCloud: false", 'plotlyServerURL: ""']
    assert "{ ...figure.config, ...KEPT_HERE," in scripts["charts.js"]
