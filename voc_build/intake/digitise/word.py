"""A Word file's rows, in the process that reads it: everything a person would see, and a count of what cannot be read.

python-docx hands out paragraphs and tables; the rest is walked here: content controls, changes that were tracked (as if
accepted), text boxes, numbers that Word writes by itself, foot- and endnotes, comments, heads and feet, and charts,
whose figures a Word file keeps as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"

_APART: Final = frozenset((f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}pPr", f"{_W}tbl"))
"""What is no part of the paragraph's own words: told elsewhere, struck out, or said twice."""

_BREAKS: Final = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_HAN: Final = "零一二三四五六七八九"
_ASIDE: Final = (("脚注", "footnotes", "footnote"), ("尾注", "endnotes", "endnote"), ("批注", "comments", "comment"))
_SHARES: Final = (99.4, 100.6)
"""What the printed shares of a pie may add up to."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page (0: the file has no pages)."""

    page: int
    text: str
    cells: tuple[str, ...] = ()
    running: bool = False
    """A head or foot of every page."""
    note: bool = False
    """Beside the text: a foot- or endnote, a comment, the figures of a chart."""


@dataclass
class Word:
    """The rows of a document (python-docx's), and what was met that no row tells."""

    document: Any
    _counters: dict[tuple[str, int], int] = field(default_factory=dict)
    _pictures: int = 0
    _objects: int = 0
    _drawings: int = 0
    _changes: int = 0
    _charts: int = 0

    def rows(self) -> Iterator[Row]:
        """The body from top to bottom, then what stands beside it, then heads and feet."""
        yield from self._blocks(self.document.element.body)
        yield from self._notes()
        yield from self._running()

    def unread(self) -> tuple[str, ...]:
        """In Chinese, each with its number; complete once the rows were taken."""
        counted = (
            (self._pictures, "图片 {} 张（图里的字要自己录入）"),
            (self._charts, "图表 {} 个（里面没有存数）"),
            (self._drawings, "SmartArt 图形 {} 个"),
            (self._objects, "嵌入的对象 {} 个"),
            (self._changes, "修订 {} 处，按“全部接受”读取"),
        )
        return tuple(said.format(count) for count, said in counted if count)

    # -- body -------------------------------------------------------------------------------------
    def _blocks(self, parent: Any) -> Iterator[Row]:
        from docx.table import Table

        for child in parent.iterchildren():
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(Table(child, self.document))
            elif child.tag not in _APART and child.tag != f"{_W}sectPr":
                yield from self._blocks(child)  # content controls and what else only holds paragraphs

    def _paragraph(self, paragraph: Any) -> Iterator[Row]:
        """Its lines, then what hangs on it: text boxes and charts."""
        self._changes += sum(1 for name in ("ins", "del", "moveFrom") for _ in paragraph.iter(f"{_W}{name}"))
        text = self._number(paragraph) + _words(paragraph)
        for line in text.split("\n"):
            yield Row(0, line)
        for box in _own(paragraph, f"{_W}txbxContent"):
            yield from self._blocks(box)
        for chart in _own(paragraph, f"{_C}chart"):
            yield from self._chart(chart.get(f"{_R}id"))
        self._pictures += sum(1 for _ in _own(paragraph, f"{_PIC}pic"))
        self._drawings += sum(1 for _ in _own(paragraph, f"{_DGM}relIds"))
        self._objects += sum(1 for _ in _own(paragraph, f"{_W}object"))

    def _table(self, table: Any) -> Iterator[Row]:
        inside: list[Row] = []
        for row in table.rows:
            cells: list[str] = []
            last = None
            for cell in row.cells:
                if cell._tc is not last:  # a merged cell is handed out once for each column it covers
                    rows = list(self._blocks(cell._tc))
                    cells.append("".join("".join(one.text.split()) for one in rows if not one.cells and not one.note))
                    inside += [one for one in rows if one.cells or one.note]
                last = cell._tc
            yield Row(0, " ".join(cells), tuple(cells))
        yield from inside

    def _number(self, paragraph: Any) -> str:
        """What Word writes before a paragraph of a list: 1. or (一) or a bullet."""
        place = self._list(paragraph)
        level = self._level(*place) if place else None
        if place is None or level is None:
            return ""
        number, depth = place
        first = int(_value(level, "start") or 1)
        self._counters[place] = self._counters.get(place, first - 1) + 1
        for deeper in [key for key in self._counters if key[0] == number and key[1] > depth]:
            del self._counters[deeper]
        form = _value(level, "numFmt") or "decimal"
        if form in ("bullet", "none"):
            return "◼ " if form == "bullet" else ""
        text = _value(level, "lvlText") or ""
        for upper in range(depth + 1):
            text = text.replace(f"%{upper + 1}", _spelt(self._counters.get((number, upper), 1), form))
        return text

    def _list(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the depth in it, from the paragraph or its style."""
        properties = paragraph.find(f"{_W}pPr")
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        seen = 0
        while properties is not None and seen < 10:
            numbering = properties.find(f"{_W}numPr")
            if numbering is not None:
                number, depth = _value(numbering, "numId"), int(_value(numbering, "ilvl") or 0)
                return (number, depth) if number and number != "0" else None
            found = self._styles().get(style.get(f"{_W}val") if style is not None else "")
            properties = found.find(f"{_W}pPr") if found is not None else None
            style = found.find(f"{_W}basedOn") if found is not None else None
            seen += 1
        return None

    def _styles(self) -> dict[str, Any]:
        return {style.get(f"{_W}styleId"): style for style in self.document.styles.element.iter(f"{_W}style")}

    def _level(self, number: str, depth: int) -> Any:
        root = self._root("numbering")
        if root is None:
            return None
        abstract = next((_value(one, "abstractNumId") for one in root.iter(f"{_W}num")
                         if one.get(f"{_W}numId") == number), "")  # fmt: skip
        levels = (level for one in root.iter(f"{_W}abstractNum") if one.get(f"{_W}abstractNumId") == abstract
                  for level in one.iter(f"{_W}lvl"))  # fmt: skip
        return next((level for level in levels if level.get(f"{_W}ilvl") == str(depth)), None)

    # -- beside the body --------------------------------------------------------------------------
    def _root(self, kind: str) -> Any:
        """The root of a part that the document refers to, None where it has none."""
        from docx.oxml import parse_xml

        for relation in self.document.part.rels.values():
            if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
                return parse_xml(relation.target_part.blob)
        return None

    def _notes(self) -> Iterator[Row]:
        for name, kind, tag in _ASIDE:
            root = self._root(kind)
            notes = root.iterchildren(f"{_W}{tag}") if root is not None else ()
            for note in notes:
                if note.get(f"{_W}type") is None:  # the others are the rules that part notes from text
                    text = "".join(_words(paragraph) for paragraph in note.iter(f"{_W}p")).strip()
                    if text:
                        yield Row(0, f"{name}：{text}", note=True)

    def _running(self) -> Iterator[Row]:
        """Heads and feet, those of first and even pages too, each text once."""
        told: set[str] = set()
        for relation in self.document.part.rels.values():
            if relation.is_external or not relation.reltype.endswith(("/header", "/footer")):
                continue
            for paragraph in relation.target_part.element.iter(f"{_W}p"):
                text = _words(paragraph).strip()
                if text and text not in told:
                    told.add(text)
                    yield Row(0, text, running=True)

    def _chart(self, relation: str | None) -> Iterator[Row]:
        """A pie of shares as labels; any other chart's figures beside the text."""
        from docx.oxml import parse_xml

        part = self.document.part.rels.get(relation or "")
        root = parse_xml(part.target_part.blob) if part is not None and not part.is_external else None
        series = list(root.iter(f"{_C}ser")) if root is not None else []
        if not series:
            self._charts += 1
            return
        titles = next(root.iter(f"{_C}title"), None) if root is not None else None
        title = "".join(node.text or "" for node in titles.iter(f"{_A}t")) if titles is not None else ""
        for one in series:
            names, numbers = _points(one, "cat"), _points(one, "val")
            shares = _shares(numbers)
            if len(names) == len(shares) > 1:
                yield from (Row(0, f"{name} {share}%") for name, share in zip(names, shares, strict=True))
                if title:
                    yield Row(0, title)
            else:
                pairs = "、".join(f"{name} {number}" for name, number in zip(names, numbers, strict=False))
                yield Row(0, f"图表“{title}”：{pairs}", note=True)


def _words(paragraph: Any) -> str:
    """A paragraph's own text, tracked changes accepted."""
    found = []
    for child in paragraph.iterchildren():
        if child.tag in _APART:
            continue
        if child.tag in (f"{_W}t", f"{_M}t"):
            found.append(child.text or "")
        elif child.tag in _BREAKS:
            found.append(_BREAKS[child.tag])
        else:
            found.append(_words(child))
    return "".join(found)


def _own(paragraph: Any, tag: str) -> Iterator[Any]:
    """Elements below a paragraph, without those in its text boxes and those that old Word is told instead."""
    for child in paragraph.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{_MC}Fallback", f"{_W}txbxContent"):
            yield from _own(child, tag)


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def _spelt(number: int, form: str) -> str:
    if form.startswith(("chinese", "japaneseCounting", "ideograph", "taiwanese")) and number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十") + (
            _HAN[ones] if ones or not tens else ""
        )
    return str(number)


def _points(series: Any, name: str) -> list[str]:
    """The texts a chart keeps of its categories or values, in order."""
    found = series.find(f"{_C}{name}")
    points = found.iter(f"{_C}pt") if found is not None else ()
    kept = sorted((int(point.get("idx") or 0), point.findtext(f"{_C}v") or "") for point in points)
    return [text for _, text in kept]


def _shares(numbers: list[str]) -> list[str]:
    """Per cent as printed, where the values are shares of a whole; else none."""
    try:
        values = [float(number) for number in numbers]
    except ValueError:
        return []
    low, high = _SHARES
    if low <= sum(values) <= high:
        return [f"{value:g}" for value in values]
    return [f"{value * 100:.4g}" for value in values] if low <= 100 * sum(values) <= high else []
