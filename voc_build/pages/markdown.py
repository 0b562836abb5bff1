"""Every page as Markdown a person could read: prose, lists and tables; charts as the data behind them.

The folder builds with plain MkDocs, strictly: links lead to pages that are there, and what an editor typed
stays text (nothing in it reads as Markdown, HTML or a macro).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from bs4.element import Tag
from markdownify import ATX, MarkdownConverter

from voc_build.pages import catalogue
from voc_build.pages.inserts import home
from voc_build.pages.publication import Publication
from voc_build.pages.release import released

_PICTURES = re.compile(r"<(svg|script|nav|button|form)\b.*?</\1>", re.DOTALL)
"""Left out before parsing: they are most of a page, and nothing of them is read aloud."""
_SPECIAL = re.compile(r"[\\`*_{}\[\]]")
_REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"})
_LINE_START = re.compile(r"^(\s*)(#|[+\-](?=[\s\-]|$)|\d+(?=\.(?:\s|$))|[=~])", re.MULTILINE)
_BLANKS = re.compile(r"\s+")
_LINES = re.compile(r"\n{3,}")
_FIRST_HEADING = re.compile(r"^# .+$", re.MULTILINE)
_INDENT = re.compile(r"^(?=.)", re.MULTILINE)


def write(data: Path, to: Path, as_of: dt.datetime | None = None) -> int:
    """Write the released archive's pages below `to/docs` and a mkdocs.yml beside them; the exit code.

    Nothing is written when the data has errors, which are then printed (see `released`).
    """
    loaded, refused = released(data, as_of)
    if refused:
        return refused
    publication = Publication.of(loaded)
    pages = list(catalogue.pages(publication))
    known = {"", *(page.url for page in pages)}
    _save(to, "", markdown(str(home(publication)), "", known, publication.archive.settings.title))
    for page in pages:
        _save(to, page.url, markdown(page.make(), page.url, known, page.title))
    (to / "mkdocs.yml").write_text(_settings(publication, known), encoding="utf-8", newline="\n")
    return 0


def markdown(body: str, url: str, known: Collection[str], title: str) -> str:
    """A page's HTML as Markdown; `known` are the addresses a link may lead to, others become their text."""
    converter = _Converter(lambda target: _way(url, target) if target in known else None)
    text = converter.convert(_PICTURES.sub("", body)).strip()
    # two blanks at a line's end are a line break
    lines = "\n".join(line.rstrip() + "  " * line.endswith("  ") for line in text.split("\n"))
    heading = _FIRST_HEADING.search(lines)
    first = heading[0] if heading else f"# {converter.escape(title, set())}"
    rest = _LINES.sub("\n\n", _FIRST_HEADING.sub("", lines, count=1))
    return f"{first}\n\n{rest.strip()}".rstrip() + "\n"


def _save(to: Path, url: str, text: str) -> None:
    file = to / "docs" / f"{url}index.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _way(url: str, target: str) -> str:
    return "../" * url.count("/") + f"{target}index.md"


def _settings(publication: Publication, known: Collection[str]) -> str:
    """The sections stand in the navigation, the other pages are reached from them."""

    def text(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)  # JSON is YAML

    titles = {"": "首页"} | {page.url: page.title for page in catalogue.pages(publication)}
    nav = [{titles[url]: f"{url}index.md"} for url in ("", *catalogue.SECTIONS) if url in known]
    return (
        f"site_name: {text(publication.archive.settings.title)}\n"
        "theme: {name: material, language: zh, font: false}\n"
        "plugins: []\n"
        'not_in_nav: "*"\n'
        f"nav: {json.dumps(nav, ensure_ascii=False)}\n"
    )


_OPERATED = ("input", "select", "label", "textarea", "output")
_DATA_TABLE = "数据表"
"""What the fold above a chart's data is called; nothing is folded here."""


_Base: Any = MarkdownConverter
"""Its type stubs leave out what is overridden here."""


class _Converter(_Base):  # type: ignore[misc]
    """Our pages' HTML; the names of the methods and their arguments are markdownify's."""

    def __init__(self, lead: Callable[[str], str | None]) -> None:
        super().__init__(heading_style=ATX, bullets="-", bs4_options="html.parser")
        self.lead = lead

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Text that reads as nothing but text."""
        harmless = _SPECIAL.sub(r"\\\g<0>", text.translate(_REFERENCES))
        return _LINE_START.sub(_at_line_start, harmless)

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        """Nothing of what is hidden or only there to be operated; tables and terms are laid out here."""
        if node.name in _OPERATED or node.has_attr("hidden") or node.get_text(strip=True) == _DATA_TABLE:
            return ""
        match node.name:
            case "table":
                return self._table(node)
            case "dl":
                return self._terms(node)
            case _:
                return str(super().process_tag(node, parent_tags))

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Links within the site lead to the page's file; downloads and unknown places are left as text."""
        href = str(el.get("href", ""))
        if el.has_attr("download"):
            return ""
        if not href.startswith("@/"):
            outside = href.startswith(("http://", "https://", "mailto:"))
            return str(super().convert_a(el, text, parent_tags)) if outside else text
        way = self.lead(re.split("[?#]", href[2:], maxsplit=1)[0])
        return f"[{text.strip()}]({way})" if way and text.strip() else text

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An emptied paragraph leaves no trace."""
        return str(super().convert_p(el, text, parent_tags)) if text.strip() else ""

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A picture's title."""
        return f"\n\n**{text.strip()}**\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell is its text (see `_table`)."""
        return text

    convert_th = convert_caption = convert_td

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The line of something folded."""
        return f"\n\n**{_BLANKS.sub(' ', text).strip()}**\n\n"

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Unfolded; nothing when only its line is left."""
        line = self._flat(el.summary) if el.summary else ""
        return "" if text.strip() == line else f"\n\n{text.strip()}\n\n"

    def convert_span(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What only the style sheet keeps apart from its neighbours is kept apart by a blank."""
        before, after = el.previous_sibling, el.next_sibling
        apart = "" if before is None or (isinstance(before, str) and before != before.rstrip()) else " "
        return f"{apart}{text} " if isinstance(after, Tag) and after.name != "span" else f"{apart}{text}"

    def convert_ul(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A list; cards are headings with what belongs to them, one after the other."""
        return f"\n\n{text.strip()}\n\n" if "li" not in parent_tags else f"\n{text.rstrip()}"

    convert_ol = convert_ul

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item: its further lines are indented by four, as Markdown wants it."""
        parent = el.parent
        if parent is not None and "voc-cards" in parent.get_attribute_list("class"):
            return f"\n\n{text.strip()}\n\n"
        mark = "-   "
        if parent is not None and parent.name == "ol":
            mark = f"{len(el.find_previous_siblings('li')) + 1}.".ljust(4)
        if not text.strip():
            return ""
        # without a blank line Python-Markdown would take the next item into this one's list
        end = "\n\n" if "\n" in text.strip() else "\n"
        return mark + _INDENT.sub("    ", text.strip()).removeprefix("    ") + end

    def _terms(self, el: Tag) -> str:
        """Terms and what is said of them, one item each."""
        rows = []
        for term in el.find_all("dt"):
            said = term.find_next_siblings(["dt", "dd"])
            end = next((index for index, one in enumerate(said) if one.name == "dt"), len(said))
            values = [flat for one in said[:end] if (flat := self._flat(one))]
            if values:
                rows.append(f"-   **{self._flat(term)}**：{'；'.join(values)}")
        return "\n\n" + "\n".join(rows) + "\n\n"

    def _table(self, el: Tag) -> str:
        """A table with a head, each cell on one line."""
        rows = [[self._flat(cell) for cell in row.find_all(["th", "td"])] for row in el.find_all("tr")]
        if not rows:
            return ""
        if el.thead is None:
            rows.insert(0, [])
        width = max(map(len, rows))
        lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        title = f"**{self._flat(el.caption)}**\n\n" if el.caption else ""
        return f"\n\n{title}" + "\n".join(lines) + "\n\n"

    def _flat(self, el: Tag) -> str:
        return _BLANKS.sub(" ", super().process_tag(el, {"td", "_inline"})).strip()


def _at_line_start(found: re.Match[str]) -> str:
    before, mark = found.groups()
    if mark.isdecimal():
        return f"{before}{mark}\\"
    return f"{before}&#{ord(mark)};" if mark in "=~" else f"{before}\\{mark}"
