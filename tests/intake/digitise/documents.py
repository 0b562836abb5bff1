"""The replica as Word and PDF files, made by code."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

import docx

from tests.intake.digitise.bulletin import BRANCHES, DEPARTMENT, NAME, PLAN, SLICES, Layout


def word(layout: Layout, *, boxed: bool = False) -> bytes:
    """A .docx with real paragraphs and a real table; `boxed` puts the pie's labels in a text box."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = NAME
    document.add_paragraph(NAME)
    document.add_paragraph(f"{DEPARTMENT} {layout.year} 年第 {layout.number} 期")
    document.add_paragraph(layout.headings[0])
    document.add_paragraph(layout.overview)
    document.add_paragraph(f"{layout.month} 月份各渠道消费投诉整体情况")
    table = document.add_table(rows=0, cols=2 + len(layout.columns))
    pairs = list(zip(BRANCHES, layout.cells, strict=True))
    rows = [(str(index), name, *map(str, cells)) for index, (name, cells) in enumerate(pairs, 1)]
    for row in [("序号", "机构名称", *layout.columns), *rows]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    total = table.add_row().cells
    total[0].merge(total[1]).text = "合计"
    for cell, text in zip(total[2:], layout.total[0].split()[1:], strict=True):
        cell.text = text
    document.add_paragraph(layout.headings[1])
    labels = layout.pie(SLICES, layout.month)
    if boxed:
        _box(document.add_paragraph(), labels)
    else:
        for label in labels:
            document.add_paragraph(label)
    document.add_paragraph(layout.headings[2])
    for number, story in enumerate(layout.stories):
        document.add_paragraph(f"({'一二三四五'[number]}){story.heading}")
        for text in story.facts:
            document.add_paragraph(text)
        for mark, texts in (("案例启示", (story.lesson,)), ("提出建议", story.asked)):
            document.add_paragraph(f"{layout.bullet}{mark}")
            for index, text in enumerate(texts, 1):
                document.add_paragraph(f"{index}.{text}" if len(texts) > 1 else text)
    document.add_paragraph(layout.headings[3])
    for sign, (heading, text) in zip("一二", PLAN, strict=True):
        document.add_paragraph(f"({sign}){heading}")
        document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _box(paragraph: object, labels: list[str]) -> None:
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    inner = "".join(f"<w:p><w:r><w:t>{label}</w:t></w:r></w:p>" for label in labels)
    run = parse_xml(f"<w:r {space}><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>")
    paragraph._p.append(run)  # type: ignore[attr-defined]


def page(layout: Layout) -> str:
    """An HTML page to be printed: an A4 bulletin with a ruled table and numbered pages."""
    pairs = zip(BRANCHES, layout.cells, strict=True)
    rows = "".join(
        f"<tr><td>{index}<td>{name}" + "".join(f"<td>{cell}" for cell in cells)
        for index, (name, cells) in enumerate(pairs, 1)
    )
    head = "".join(f"<th>{cell}" for cell in ("序号", "机构名称", *layout.columns))
    total = "".join(f"<td>{cell}" for cell in layout.total[0].split()[1:])
    labels = "".join(f"<div>{escape(label)}</div>" for label in layout.pie(SLICES, layout.month))
    body = [
        f"<h1>{NAME}</h1><div>{DEPARTMENT} {layout.year} 年第 {layout.number} 期</div>",
        f"<h2>{layout.headings[0]}</h2><p>{layout.overview}</p>",
        f"<div>{layout.month} 月份各渠道消费投诉整体情况</div>",
        f"<table><tr>{head}</tr>{rows}<tr><td colspan=2>合计{total}</tr></table>",
        f"<h2>{layout.headings[1]}</h2>{labels}<h2>{layout.headings[2]}</h2>",
    ]
    for number, story in enumerate(layout.stories):
        body.append(f"<h3>({'一二三四五'[number]}){story.heading}</h3>")
        body += [f"<p>{escape(text)}</p>" for text in story.facts]
        body.append(f"<h3>{layout.bullet}案例启示</h3><p>{escape(story.lesson)}</p><h3>{layout.bullet}提出建议</h3>")
        numbered = len(story.asked) > 1
        body += [f"<p>{f'{index}.' if numbered else ''}{escape(text)}</p>" for index, text in enumerate(story.asked, 1)]
    body.append(f"<h2>{layout.headings[3]}</h2>")
    body += [
        f"<h3>({sign}){heading}</h3><p>{escape(text)}</p>" for sign, (heading, text) in zip("一二", PLAN, strict=True)
    ]
    style = (
        "@page{size:A4;margin:30mm 27mm;@bottom-center{content:'— ' counter(page) ' —'}}"
        "body{font:16pt/1.8 'Noto Sans CJK SC','WenQuanYi Zen Hei',sans-serif}p{text-indent:2em;margin:0}"
        "h1,h2,h3{font-size:16pt;margin:0}table{border-collapse:collapse;font-size:9pt}td,th{border:1px solid}"
    )
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{''.join(body)}"


def bomb(path: Path) -> Path:
    """A .docx whose document is two hundred million spaces."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as entry:
            for _ in range(200):
                entry.write(b" " * 1_000_000)
    return path
