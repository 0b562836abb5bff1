"""The process that reads a PDF or Word file for `pages`: `python -m … KIND PATH`, JSON on standard output.

Rows are `{page, text, cells, running, note}`; of a PDF's ruled tables and a Word table's rows `cells` holds the cells.
What it cannot read it says with an exit code of `pages.EXIT_CODES`.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from statistics import median
from typing import Any

from voc_build.intake.digitise.pages import EXIT_CODES, LETTERS, LINES, MEMORY, PAGES, SECONDS
from voc_build.intake.digitise.word import Row, Word

_SMALLEST = 10_000
_EXIT = {word: code for code, word in EXIT_CODES.items()}


class _Stop(Exception):
    """The file cannot or may not be read; the word is one of EXIT_CODES."""


def main(kind: str, path: str) -> int:
    """Print the file's rows; the exit code."""
    _bound()
    logging.disable(logging.CRITICAL)
    try:
        pages, rows, unread = _pdf(path) if kind == "pdf" else _docx(path)
    except _Stop as stop:
        return _EXIT[str(stop)]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, ArithmeticError, AssertionError):
        return _EXIT["broken"]  # the libraries trip over damaged files in all these ways
    found = {"pages": pages, "lines": [asdict(row) for row in rows], "unread": unread}
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
def _pdf(path: str) -> tuple[int, list[Row], tuple[str, ...]]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path) as pdf:
            count = len(pdf.pages)
            if count > PAGES:
                raise _Stop("pages")
            large: list[Any] = []
            rows = _kept(row for page in pdf.pages for row in _page(page, large))
            return count, rows, (f"图片 {len(large)} 张（图里的字要自己录入）",) if large else ()
    except (PDFPasswordIncorrect, PdfminerException, PDFException) as wrong:
        locked = "Password" in repr(wrong)
        raise _Stop("locked" if locked else "broken") from None


def _is_large(image: Any) -> bool:
    """Whether words can stand in it, in points; a line's ornament is no picture."""
    return float(image["width"]) * float(image["height"]) > _SMALLEST


def _page(page: Any, large: list[Any]) -> Iterator[Row]:
    """The page's lines from top to bottom, a ruled table's rows where the table stands; `large` gets its pictures."""
    large += filter(_is_large, page.images)
    tables = [table for table in page.find_tables() if len(table.rows) > 2 and len(table.columns) > 2]
    rest = page
    found: list[tuple[float, Row]] = []
    for table in tables:
        rest = rest.outside_bbox(table.bbox, strict=False)
        for row, cells in zip(table.rows, table.extract(), strict=True):
            words = tuple("".join((cell or "").split()) for cell in cells)
            found.append((row.bbox[1], Row(page.page_number, " ".join(words), words)))
    for line in rest.extract_text_lines(return_chars=False, x_tolerance=3, y_tolerance=_tolerance(rest)):
        found.append((line["top"], Row(page.page_number, line["text"])))
    yield from (row for _, row in sorted(found, key=lambda one: one[0]))
    page.close()


def _tolerance(page: Any) -> float:
    """How far apart in height letters of one line may begin, in points: a mark from another font sits lower."""
    sizes = [float(char["size"]) for char in page.chars]
    return max(3.0, 0.3 * median(sizes)) if sizes else 3.0


# -- Word -----------------------------------------------------------------------------------------
def _docx(path: str) -> tuple[int, list[Row], tuple[str, ...]]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(path)
    except (PackageNotFoundError, SyntaxError):  # what lxml raises for XML that is none
        raise _Stop("broken") from None
    word = Word(document)
    rows = _kept(word.rows())
    return 0, rows, word.unread()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
