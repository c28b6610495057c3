"""A paper as a Word file that people go on working in: real styles, real tables, real pages.

Measures are those of NĐ 30/2020/NĐ-CP, Phụ lục I: A4, margins 20, 20, 30, 20 mm, Times New Roman, the page number at
the top in the middle, from the second page on.
"""

import io

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from thidua.paper import MOTTO, NATION

FACE = "Times New Roman"
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def paper_docx(paper) -> bytes:
    document = Document()
    _page(document)
    _styles(document)
    _letterhead(document, paper)
    _names(document, paper)
    for block in paper.blocks:
        _BLOCKS[block.kind](document, block)
    _end(document, paper)
    for annex in paper.annexes:
        _annex(document, annex)
    document.core_properties.title = f"{paper.title} {paper.subtitle}"
    document.core_properties.author = paper.unit
    document.core_properties.language = "vi-VN"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# ---- page and styles -------------------------------------------------------------------------------------------------


def _page(document):
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    _field(number.add_run(), "PAGE")


def _field(run, code):
    """A field that Word fills in: the number of the page."""
    for kind, text in (("begin", None), (None, code), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run.element.append(part)


def _styles(document):
    normal = document.styles["Normal"]
    _face(normal, 14)
    _spacing(normal.paragraph_format, before=0)
    for name in ("Heading 1", "Heading 2"):
        style = document.styles[name]
        _face(style, 14, bold=True)
        _spacing(style.paragraph_format, before=9)
        style.paragraph_format.first_line_indent = Mm(12.7)
        style.paragraph_format.keep_with_next = True
    body = document.styles["Body Text"]
    _face(body, 14)
    _spacing(body.paragraph_format, before=6)
    body.paragraph_format.first_line_indent = Mm(12.7)
    body.paragraph_format.alignment = JUSTIFY
    _face(document.styles["Header"], 14)
    _face(document.styles["Footer"], 11)


def _face(style, size, *, bold=False):
    style.font.name, style.font.size, style.font.bold = FACE, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for place in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(place), None)
    for place in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(place), FACE)


def _spacing(form, *, before):
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(0), 1.15


# ---- what stands on it -----------------------------------------------------------------------------------------------


def _letterhead(document, paper):
    """Two columns without lines: who issues on the left, the nation on the right."""
    left, right = _plain_table(document, 2, (66, 94))
    if paper.parent:
        _write(left[0], paper.parent, size=12)
    _write(left[0], paper.unit, size=12, bold=True)
    _line(left[0], inside=22)
    _write(right[0], NATION, size=12, bold=True)
    _write(right[0], MOTTO, size=13, bold=True)
    _line(right[0], inside=17)
    _write(left[1], paper.number, size=13)
    _write(right[1], paper.place_date, size=13, italic=True)


def _plain_table(document, rows, widths):
    """The cells of a table without borders, column by column."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = Mm(width)
    return [column.cells for column in table.columns]


def _write(cell, text, *, size, bold=False, italic=False, align=CENTER):
    """A paragraph in a cell; the one that every new cell has is taken first."""
    paragraph = cell.paragraphs[0] if not cell.text and len(cell.paragraphs) == 1 else cell.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    return paragraph


def _line(cell, *, inside):
    """The short line under a name: the border of an empty paragraph drawn in from both sides (mm)."""
    paragraph = cell.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(inside)
    form.line_spacing = Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library has no borders
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _names(document, paper):
    for text, before in ((paper.title, 18), (paper.subtitle, 0)):
        paragraph = document.add_paragraph()
        paragraph.alignment, paragraph.paragraph_format.space_before = CENTER, Pt(before)
        paragraph.add_run(text).bold = True
    if paper.to:
        to = document.add_paragraph(paper.to)
        to.alignment = CENTER
        to.paragraph_format.space_before = to.paragraph_format.space_after = Pt(12)


def _annex(document, annex):
    """On a leaf of its own."""
    head = [document.add_paragraph() for _ in range(3)]
    for paragraph, text in zip(head, (annex.title, annex.subtitle, annex.note), strict=True):
        paragraph.alignment = CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic = paragraph is not head[-1], paragraph is head[-1]
    head[0].paragraph_format.page_break_before = True
    for block in annex.blocks:
        _BLOCKS[block.kind](document, block)


def _heading(document, block):
    document.add_paragraph(block.text, style="Heading 1" if block.level == 2 else "Heading 2")


def _para(document, block):
    paragraph = document.add_paragraph(style="Body Text")
    head, rest = block.parts
    if head:
        paragraph.add_run(head).bold = True
    run = paragraph.add_run(rest)
    run.italic = block.style == "ground" or None
    if block.style == "centre":
        run.bold, paragraph.alignment, paragraph.paragraph_format.first_line_indent = True, CENTER, Mm(0)


def _table(document, block):
    table = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    table.autofit = False
    for cell, text, width in zip(table.rows[0].cells, block.columns, block.widths, strict=True):
        _write(cell, text, size=block.size, bold=True)
        cell.width = Mm(width)
    _repeat(table.rows[0])
    for row in block.cells:
        for cell, (text, middle), width in zip(table.add_row().cells, row, block.widths, strict=True):
            _write(cell, text, size=block.size, align=CENTER if middle else WD_ALIGN_PARAGRAPH.LEFT)
            cell.width = Mm(width)
    for column, width in zip(table.columns, block.widths, strict=True):
        column.width = Mm(width)


def _repeat(row):
    """The head of a table stands again on every page; no row is torn."""
    for name in ("w:cantSplit", "w:tblHeader"):
        row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - nor heads that repeat


_BLOCKS = {"heading": _heading, "para": _para, "table": _table}


def _end(document, paper):
    document.add_paragraph().paragraph_format.line_spacing = Pt(10)
    if paper.seal:
        left, right = _plain_table(document, 1, (80, 80))
        _seal(left[0], paper.seal)
        _signature(right[0], paper)
        document.add_paragraph().paragraph_format.line_spacing = Pt(10)
        [[notes]] = _plain_table(document, 1, (160,))
        _copies(notes, paper)
    else:
        left, right = _plain_table(document, 1, (83, 77))
        _copies(left[0], paper)
        _signature(right[0], paper)
    if paper.mark:
        for footer in (document.sections[0].footer, document.sections[0].first_page_footer):
            footer.paragraphs[0].alignment = CENTER
            footer.paragraphs[0].add_run(paper.mark).italic = True


def _copies(cell, paper):
    if not paper.copies:
        return
    note = _write(cell, "Nơi nhận:", size=12, bold=True, italic=True, align=WD_ALIGN_PARAGRAPH.LEFT)
    note.paragraph_format.keep_with_next = True
    for name in paper.copies:
        _write(cell, f"- {name}", size=11, align=WD_ALIGN_PARAGRAPH.LEFT)


def _signature(cell, paper):
    _write(cell, paper.power, size=14, bold=True)
    _name(cell, paper.signer)


def _seal(cell, seal):
    for line in seal.lines:
        _write(cell, line, size=13, bold=True)
    _name(cell, seal.signer)
    if seal.signed_on:
        _write(cell, seal.signed_on, size=11, italic=True)


def _name(cell, text):
    """A name under room for the hand that signs."""
    _write(cell, text, size=14, bold=True).paragraph_format.space_before = Mm(30)
