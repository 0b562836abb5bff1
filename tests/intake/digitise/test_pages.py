"""Reading untrusted files: what is read, what is refused and before what."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.digitise.bulletin import Layout
from tests.intake.digitise.documents import bomb, page, word
from tests.intake.digitise.fields import doubted, unsaid, wrong
from voc_build.intake.digitise import pages
from voc_build.intake.digitise.accounting import account
from voc_build.intake.digitise.draft import Draft
from voc_build.intake.digitise.refusal import Refused

Digest = Callable[..., Draft]


def code(path: Path, **bounds: float) -> str:
    """The rule that refuses the file."""
    with pytest.raises(Refused) as refusal:
        pages.read(path, **bounds)
    return refusal.value.diagnostic.rule.code


@pytest.mark.parametrize("boxed", [False, True])
def test_a_word_file_is_read(boxed: bool, digest: Digest) -> None:
    """Paragraphs, table, text boxes and heads; nothing is lost."""
    found = digest(word(Layout(), boxed=boxed), name="源.docx")

    assert wrong(found, Layout()) == set()
    assert doubted(found) == unsaid(Layout())
    assert account(found).missing == ()
    assert found.method == "Word 文字提取"


@pytest.mark.browser
def test_a_pdf_is_read(digest: Digest, tmp_path: Path) -> None:
    """As a browser prints one: wrapped lines, a ruled table, numbered pages."""
    browser = os.environ.get("VOC_CHROMIUM")
    if not browser and not os.environ.get("CI"):
        pytest.skip("no Chromium: VOC_CHROMIUM is not set")
    assert browser, "in CI what is not looked at has not passed"
    source, target = tmp_path / "issue.html", tmp_path / "issue.pdf"
    source.write_text(page(Layout()), encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}"]
    subprocess.run([*command, "--no-pdf-header-footer", source.as_uri()], check=True, capture_output=True, timeout=120)
    found = digest(target.read_bytes(), name="源.pdf")

    assert wrong(found, Layout()) == set()
    assert doubted(found) == unsaid(Layout())
    assert found.pages > 2
    assert account(found).missing == ()


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its table of contents: no process is started, nothing is unpacked."""
    monkeypatch.setattr(subprocess, "run", lambda *args, **more: pytest.fail("opened"))

    assert code(bomb(tmp_path / "bomb.docx")) == "VOC452"


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    """However small they are."""
    path = tmp_path / "many.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(pages.ENTRIES + 1):
            archive.writestr(str(number), "")

    assert code(path) == "VOC452"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "VOC453"),
        (b"PK\x03\x04 broken", "VOC453"),
        (b"%PDF-1.7\nbroken", "VOC453"),
        (bytes(range(256)) * 8, "VOC453"),
        (b"", "VOC454"),
        (" \n\u3000\n".encode(), "VOC454"),
        ("字\n".encode() * (pages.LINES + 1), "VOC451"),
        (b"a" * (pages.TEXT_BYTES + 1), "VOC451"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, expected: str, tmp_path: Path) -> None:
    """With the rule that says why."""
    path = tmp_path / "file"
    path.write_bytes(data)

    assert code(path) == expected


def test_a_zip_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    """A workbook, say."""
    path = tmp_path / "book.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    assert code(path) == "VOC453"


def test_a_word_file_with_broken_xml_is_refused(tmp_path: Path) -> None:
    """In the process that reads it, without a traceback here."""
    data = io.BytesIO(word(Layout()))
    path = tmp_path / "broken.docx"
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, b"<w:document" if entry.filename == "word/document.xml" else old.read(entry))

    assert code(path) == "VOC453"


def test_time_is_bounded(tmp_path: Path) -> None:
    """A file that takes too long is given up."""
    path = tmp_path / "slow.docx"
    path.write_bytes(word(Layout()))

    assert code(path, seconds=0.01) == "VOC451"


def test_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever they are."""
    monkeypatch.setattr(pages, "BYTES", 100)
    path = tmp_path / "big.pdf"
    path.write_bytes(b"%PDF-" + bytes(200))

    assert code(path) == "VOC451"


def blank_pdf(count: int) -> bytes:
    """A PDF of that many empty pages."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(count))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode()]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * count
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end


@pytest.mark.parametrize(("count", "expected"), [(2, "VOC454"), (pages.PAGES + 1, "VOC451")])
def test_scans_and_books_are_refused(count: int, expected: str, tmp_path: Path) -> None:
    """No text, or too many pages."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(blank_pdf(count))

    assert code(path) == expected
