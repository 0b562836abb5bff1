"""The printed head and foot: a code only where the site has an address, and one that can be read back."""

from __future__ import annotations

import re

from voc_build.pages.paper import paper, qr
from voc_build.pages.publication import Publication


def test_without_an_address_there_is_no_code(read_in):
    """Nothing is invented for a site that does not know where it stands."""
    publication = Publication(read_in().archive)
    found = paper(publication, publication.archive.issues[0], "issues/2023-05/")

    assert (found.name, found.number, found.date, found.address, found.code) == (
        "河源银行客户之声",
        "2023年第5期",
        "2023年5月12日",
        "",
        "",
    )


def test_the_address_of_the_page_is_printed(read_in, swap):
    """The site's address and the page's way from its root."""
    files = swap("archive.yml", "机构名称", '网址: "https://voc.example/sub/"\n机构名称')
    publication = Publication(read_in(files).archive)
    found = paper(publication, publication.archive.issues[0], "issues/2023-05/")

    assert found.address == "https://voc.example/sub/issues/2023-05/"
    assert found.code.startswith("<svg")


def test_the_strokes_are_the_dark_modules():
    """Drawn back on a grid, the path is the matrix segno made, four light modules around it."""
    import segno

    text = "https://voc.example/issues/2023-05/"
    matrix = segno.make(text, error="m", mask=3, boost_error=False, micro=False).matrix
    drawn = [bytearray(len(row)) for row in matrix]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", qr(text)):
        for step in range(int(width)):
            drawn[int(y) - 4][int(x) - 4 + step] = 1

    assert drawn == [bytearray(int(bool(one)) for one in row) for row in matrix]
