"""What Word files hold besides paragraphs and tables: read where it can be, told of where it cannot."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from PIL import Image

from tests.intake.digitise.bulletin import NAME, SLICES, Layout
from tests.intake.digitise.documents import word
from tests.intake.digitise.fields import doubted, unsaid, wrong
from voc_build.intake.digitise.accounting import account
from voc_build.intake.digitise.draft import Draft

Digest = Callable[..., Draft]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def opened(layout: Layout) -> Any:
    """The replica as a Word file, to be changed."""
    return docx.Document(io.BytesIO(word(layout)))


def saved(document: Any) -> bytes:
    """Its bytes."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def add_part(document: Any, kind: str, xml: str) -> str:
    """A part of its own; the relation's id."""
    name = PackURI(f"/word/{kind}1.xml")
    part = Part(name, f"application/vnd.openxmlformats-officedocument.{kind}+xml", xml.encode(), document.part.package)
    return str(document.part.relate_to(part, f"{OFFICE}/{kind}"))


def chart(title: str, pairs: list[tuple[str, float]]) -> str:
    """A chart as Word keeps one, its figures cached."""
    names = "".join(f'<c:pt idx="{at}"><c:v>{name}</c:v></c:pt>' for at, (name, _) in enumerate(pairs))
    values = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, (_, value) in enumerate(pairs))
    return (
        f"<c:chartSpace {C} {A}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich>"
        f"</c:tx></c:title><c:plotArea><c:pieChart><c:ser><c:cat><c:strRef><c:strCache>{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{values}</c:numCache></c:numRef></c:val></c:ser></c:pieChart></c:plotArea>"
        "</c:chart></c:chartSpace>"
    )


def draw(document: Any, before: str, relation: str) -> None:
    """A chart in a paragraph before the one that begins so."""
    at = next(one for one in document.paragraphs if one.text.startswith(before))
    run = at.insert_paragraph_before("").add_run()
    run._r.append(parse_xml(f'<w:drawing {W}><c:chart {C} {R} r:id="{relation}"/></w:drawing>'))


def without_pie(layout: Layout) -> Layout:
    """The replica with no labels in its text."""
    from dataclasses import replace

    return replace(layout, pie=lambda slices, month: [])


@pytest.mark.parametrize("whole", [100, 1])
def test_a_charts_shares_are_read_as_its_labels(whole: int, digest: Digest) -> None:
    """Whether the workbook behind it holds per cent or shares of one."""
    document = opened(without_pie(Layout()))
    pairs = [(name, share * whole / 100) for name, share in SLICES]
    draw(document, "三、", add_part(document, "chart", chart("4月份消费投诉主要业务类别", pairs)))
    found = digest(saved(document), name="源.docx")

    assert wrong(found, Layout()) == set()
    assert doubted(found) == unsaid(Layout())


def test_a_charts_counts_are_told(digest: Digest) -> None:
    """Counts are no shares: somebody must judge what was printed."""
    document = opened(without_pie(Layout()))
    draw(document, "三、", add_part(document, "chart", chart("业务", [("贷款业务", 1), ("信用卡业务", 21)])))
    found = digest(saved(document), name="源.docx")

    assert "没有归入正文：图表“业务”:贷款业务 1、信用卡业务 21" in [one.reason for one in found.doubts]
    assert {"业务占比", "来源"} <= doubted(found)
    assert [one.rpartition(" ")[2] for one in found.listed] == ["1", "21"]


def test_notes_are_told_and_counted(digest: Digest) -> None:
    """Foot- and endnotes, and comments; the rule that parts notes from text is none."""
    document = opened(Layout())
    rule = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>'
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>含上年结转 3 件。</w:t></w:r></w:p></w:footnote>'
    add_part(document, "footnotes", f"<w:footnotes {W}>{rule}{note}</w:footnotes>")
    comment = '<w:comment w:id="0"><w:p><w:r><w:t>请再核一遍</w:t></w:r></w:p></w:comment>'
    add_part(document, "comments", f"<w:comments {W}>{comment}</w:comments>")
    found = digest(saved(document), name="源.docx")

    assert wrong(found, Layout()) == set()
    assert [one.reason for one in found.doubts if one.field == "来源"] == [
        "没有归入正文：脚注:含上年结转 3 件。",
        "没有归入正文：批注:请再核一遍",
    ]
    assert len(found.listed) == 1 and found.listed[0].endswith(" 3")
    assert account(found).homes["脚注、批注和图表"] == 2


def test_pictures_and_objects_are_counted(digest: Digest) -> None:
    """What they say must be typed in."""
    document = opened(Layout())
    picture = io.BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    picture.seek(0)
    document.paragraphs[3].add_run().add_picture(picture)
    document.paragraphs[3].add_run()._r.append(parse_xml(f"<w:object {W}/>"))
    found = digest(saved(document), name="源.docx")

    assert "没有读：图片 1 张（图里的字要自己录入）、嵌入的对象 1 个" in [one.reason for one in found.doubts]
    assert wrong(found, Layout()) == set()


def test_changes_are_read_as_accepted(digest: Digest) -> None:
    """What was struck out is gone, what was put in is there, and somebody is told to look."""
    document = opened(Layout())
    at = next(one for one in document.paragraphs if "71.79%" in one.text)
    before, _, after = at.text.partition("22 件")
    at.clear()
    at.add_run(before)
    for tag, kind, text in (("del", "delText", "23 件"), ("ins", "t", "22 件")):
        at._p.append(parse_xml(f'<w:{tag} {W} w:id="1"><w:r><w:{kind}>{text}</w:{kind}></w:r></w:{tag}>'))
    at.add_run(after)
    found = digest(saved(document), name="源.docx")

    assert wrong(found, Layout()) == set()
    assert doubted(found) - unsaid(Layout()) == {"来源"}


def test_content_controls_and_boxes_in_cells_are_read(digest: Digest) -> None:
    """A paragraph in a control is a paragraph."""
    document = opened(Layout())
    at = next(one for one in document.paragraphs if one.text.startswith("一、"))
    control = parse_xml(f"<w:sdt {W}><w:sdtContent/></w:sdt>")
    at._p.addprevious(control)
    control[0].append(at._p)
    found = digest(saved(document), name="源.docx")

    assert wrong(found, Layout()) == set()
    assert doubted(found) == unsaid(Layout())


def test_numbers_that_word_writes_are_read(digest: Digest) -> None:
    """Headings and recommendations numbered by lists, as Word's own buttons do."""
    document = opened(Layout())
    numbering = document.part.numbering_part.element
    for at, (form, text) in enumerate((("chineseCounting", "%1、"), ("chineseCounting", "(%1)"), ("decimal", "%1."))):
        level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{90 + at}">{level}</w:abstractNum>'))
    signs = {"一、": 0, "二、": 0, "三、": 0, "四、": 0, "(一)": 1, "(二)": 1, "(三)": 1, "1.": 2, "2.": 2}
    lists: dict[int, int] = {}
    for paragraph in document.paragraphs:
        sign = next((one for one in signs if paragraph.text.startswith(one)), "")
        if not sign:
            continue
        kind = signs[sign]
        if kind not in lists or sign in ("(一)", "1."):  # a list of its own for each section
            lists[kind] = 100 + len(lists) + 10 * len(numbering)
            one = f'<w:num {W} w:numId="{lists[kind]}"><w:abstractNumId w:val="{90 + kind}"/></w:num>'
            numbering.append(parse_xml(one))
        paragraph.runs[0].text = paragraph.runs[0].text.removeprefix(sign)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="{lists[kind]}"/></w:numPr>'))
    found = digest(saved(document), name="源.docx")

    assert wrong(found, Layout()) == set()
    assert doubted(found) == unsaid(Layout())


def test_heads_of_first_and_even_pages_are_heads(digest: Digest) -> None:
    """None of them gets into the text."""
    document = opened(Layout())
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "内部资料 注意保存"
    section.even_page_footer.paragraphs[0].text = NAME
    found = digest(saved(document), name="源.docx")

    assert doubted(found) == unsaid(Layout())
    assert account(found).homes["页眉页脚"] == 2
