"""The process that reads a PDF or Word file for `pages`: `python -m … KIND PATH`, JSON on standard output.

Rows are `{page, text, cells, running}`; of a PDF's ruled tables and a Word table's rows `cells` holds the cells.
What it cannot read it says with an exit code of `pages.EXIT_CODES`.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any

from voc_build.intake.digitise.pages import EXIT_CODES, LETTERS, LINES, MEMORY, PAGES, SECONDS

_EXIT = {word: code for code, word in EXIT_CODES.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page (0: the file has no pages)."""

    page: int
    text: str
    cells: tuple[str, ...] = ()
    running: bool = False
    """A head or foot of every page."""


class _Stop(Exception):
    """The file cannot or may not be read; the word is one of EXIT_CODES."""


def main(kind: str, path: str) -> int:
    """Print the file's rows; the exit code."""
    _bound()
    logging.disable(logging.CRITICAL)
    try:
        pages, rows = _pdf(path) if kind == "pdf" else _docx(path)
    except _Stop as stop:
        return _EXIT[str(stop)]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, ArithmeticError, AssertionError):
        return _EXIT["broken"]  # the libraries trip over damaged files in all these ways
    found = {"pages": pages, "lines": [asdict(row) for row in rows]}
    sys.stdout.buffer.write(json.dumps(found).encode())
    return 0


def _bound() -> None:
    """No more memory and time than a bulletin can need, where the system can be told so."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _kept(rows: Iterator[Row]) -> list[Row]:
    found: list[Row] = []
    letters = 0
    for row in rows:
        letters += len(row.text)
        if letters > LETTERS or len(found) >= LINES:
            raise _Stop("letters")
        found.append(row)
    return found


# -- PDF ------------------------------------------------------------------------------------------
def _pdf(path: str) -> tuple[int, list[Row]]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path) as pdf:
            count = len(pdf.pages)
            if count > PAGES:
                raise _Stop("pages")
            return count, _kept(row for page in pdf.pages for row in _page(page))
    except (PDFPasswordIncorrect, PdfminerException, PDFException) as wrong:
        locked = "Password" in repr(wrong)
        raise _Stop("locked" if locked else "broken") from None


def _page(page: Any) -> Iterator[Row]:
    """The page's lines from top to bottom; a ruled table's rows stand where the table does."""
    tables = [table for table in page.find_tables() if len(table.rows) > 2 and len(table.columns) > 2]
    rest = page
    found: list[tuple[float, Row]] = []
    for table in tables:
        rest = rest.outside_bbox(table.bbox, strict=False)
        for row, cells in zip(table.rows, table.extract(), strict=True):
            words = tuple("".join((cell or "").split()) for cell in cells)
            found.append((row.bbox[1], Row(page.page_number, " ".join(words), words)))
    for line in rest.extract_text_lines(return_chars=False, x_tolerance=3, y_tolerance=3):
        found.append((line["top"], Row(page.page_number, line["text"])))
    yield from (row for _, row in sorted(found, key=lambda one: one[0]))
    page.close()


# -- Word -----------------------------------------------------------------------------------------
def _docx(path: str) -> tuple[int, list[Row]]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(path)
    except (PackageNotFoundError, SyntaxError):  # what lxml raises for XML that is none
        raise _Stop("broken") from None
    return 0, _kept(_document(document))


def _document(document: Any) -> Iterator[Row]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _table(block)
        else:
            yield from _paragraph(block)
    for section in document.sections:  # what is linked to the section before is told there
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                rows = (row for paragraph in part.paragraphs for row in _paragraph(paragraph))
                yield from (replace(row, running=True) for row in rows)


def _paragraph(paragraph: Any) -> Iterator[Row]:
    """A paragraph's lines, then those of the text boxes that hang on it."""
    from docx.oxml.ns import qn

    for line in paragraph.text.split("\n"):
        yield Row(0, line)
    seen: set[str] = set()
    for box in paragraph._p.iter(qn("w:txbxContent")):
        for inner in box.iter(qn("w:p")):
            text = "".join(node.text or "" for node in inner.iter(qn("w:t")))
            if text.strip() and text not in seen:  # each box is stored twice, for old and new Word
                yield Row(0, text)
        seen |= {"".join(node.text or "" for node in inner.iter(qn("w:t"))) for inner in box.iter(qn("w:p"))}


def _table(table: Any) -> Iterator[Row]:
    for row in table.rows:
        cells: list[str] = []
        last = None
        for cell in row.cells:
            if cell._tc is not last:  # a merged cell is handed out once for each column it covers
                cells.append("".join(cell.text.split()))
            last = cell._tc
        yield Row(0, " ".join(cells), tuple(cells))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
