"""The press: every generated page and file into the stage, made again or taken over, and every link followed.

What is made again is searched for personal data once more; what is taken over was, by the build that made it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from voc_build.host.keep import Stage
from voc_build.host.shell import Shells
from voc_build.intake.cache import digest
from voc_build.intake.privacy.output import LastLook
from voc_build.pages.page import Download, Page
from voc_build.version import FINGERPRINT

_TEXTS = (".csv", ".json", ".xml", ".txt", ".md")
"""Ends of the names of downloads that are text."""

_FIGURE = ' class="voc-figure-data"'
_KEPT_HERE = ('"showSendToCloud":false', '"plotlyServerURL":""')
"""What every interactive figure says; plotly.js shows an upload button to whom it is not said."""


def may_send(html: str) -> bool:
    """Whether an interactive figure of a page could send its numbers away."""
    figures = html.count(_FIGURE)
    return any(html.count(said) != figures for said in _KEPT_HERE)


@dataclass
class Press:
    """Prints into a stage; `around` is a hash of everything the theme puts around a page."""

    stage: Stage
    shells: Shells
    around: str
    last_look: LastLook
    broken: list[str] = field(default_factory=list)
    """Links that lead nowhere, in words."""
    sending: list[str] = field(default_factory=list)
    """Pages with a figure that could be sent to a server of plotly's."""
    personal: list[str] = field(default_factory=list)
    """Personal data that was about to be published, in words and masked."""

    def print(self, pages: Iterable[Page], downloads: Iterable[Download], others: Iterable[str]) -> None:
        """Make or keep everything; `others` are the addresses that hand-written pages fill."""
        pages, downloads = list(pages), list(downloads)
        known = {"", *others, *(page.url for page in pages), *(download.url for download in downloads)}
        lost = not known.issuperset(self.stage.addresses)
        for page in pages:
            file = f"{page.url}index.html"
            if not self._stays(page, file) or lost:  # what stays led somewhere, and does unless an address is gone
                links = self.stage.remembered(file).split(" ")
                self.broken += [f"{page.url} 链接到不存在的 {link}" for link in links if link not in known]
        for download in downloads:
            key = digest(FINGERPRINT, download.key)
            if not self.stage.keep(download.url, key):
                data = download.make()
                if download.url.endswith(_TEXTS) and download.spoken:
                    self._look(download.url, data.decode())
                self.stage.write(download.url, key, data)
        self.stage.addresses = known

    def _stays(self, page: Page, file: str) -> bool:
        """Whether a page stays as it is; else it is made."""
        key = digest("\0".join((self.around, page.key, page.title, page.description)))
        if self.stage.keep(file, key):
            return True
        html = self.shells.render(page)
        self._look(page.url, f"{page.title}\n{page.description}\n{page.body}")
        if may_send(page.body):
            self.sending.append(page.url)
        self.stage.write(file, key, html, " ".join(sorted(page.links)))
        page.forget()
        return False

    def _look(self, url: str, text: str) -> None:
        self.personal += [f"{url} 含有{found.shown}" for found in self.last_look.scan_output(text)]
