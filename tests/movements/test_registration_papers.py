"""Bản đăng ký and giao ước: the words as golden files, PDF and Word alike, and the measures of NĐ 30/2020/NĐ-CP."""

import datetime as dt
import io
import unicodedata
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from movements.compile import Content, SummaryContent, differences
from movements.compile.pacts import SealWords
from movements.render import PAPERS, pact_paper, registration_paper, summary_paper
from tests.movements.paper_content import content, summary
from thidua.paper.docx import paper_docx
from thidua.paper.pdf import paper_pdf

GOLDEN = Path(__file__).parent / "golden"
MM = 72 / 25.4


def words_of_word(made):
    """Every word of the body, in order; page number and foot stand outside it."""
    document = Document(io.BytesIO(made))
    for part in document.element.body.iterchildren():
        if part.tag.endswith("}p"):
            yield from Paragraph(part, document).text.split()
        elif part.tag.endswith("}tbl"):
            for row in WordTable(part, document).rows:
                for cell in row.cells:
                    yield from cell.text.split()


def letters_of_pdf(made, paper):
    """Every letter in the order of the file, without the foot and the page numbers; where a cell breaks its line
    says nothing about its words."""
    for number, page in enumerate(PdfReader(io.BytesIO(made)).pages, 1):
        text = unicodedata.normalize("NFC", page.extract_text().replace(paper.mark, " "))
        yield "".join(text.split()).removesuffix(str(number) if number > 1 else "")


def text_of(paper):
    """The paper as plain text, a line a paragraph: what the golden file holds."""
    lines = [paper.parent, paper.unit, paper.number, paper.place_date, paper.title, paper.subtitle, paper.to, ""]
    for block in paper.blocks:
        if block.kind == "table":
            lines += [" | ".join(row) for row in (block.columns, *block.rows)] + [""]
        else:
            lines.append(block.text)
    seal = [*paper.seal.lines, paper.seal.signer, paper.seal.signed_on] if paper.seal else []
    ends = [*seal, paper.power, paper.signer, f"[{paper.mark}]", ""]
    return "\n".join([*lines, "", "Nơi nhận:", *paper.copies, *ends])


@pytest.mark.parametrize(("name", "make"), [("registration", registration_paper), ("pact", pact_paper)])
def test_the_words_are_those_of_the_golden_file(name, make):
    text = text_of(make(content(), mark="Bản đang soạn, chưa ký", amendment=1)).replace("\u00a0", " ")
    assert text == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


SEALED = SealWords("Trưởng khối thi đua", "Giám đốc Sở Y tế", "Lê Thị Hoa", dt.datetime(2025, 2, 5, 3, tzinfo=dt.UTC))
ROOM = SealWords("Trưởng khối thi đua")


def test_the_words_of_a_pact_that_both_have_signed():
    text = text_of(pact_paper(content(), seal=SEALED)).replace("\u00a0", " ")
    assert text == (GOLDEN / "pact_signed.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("seal", [SEALED, ROOM], ids=["signed", "room"])
def test_pdf_and_word_of_a_sealed_pact_agree_to_the_last_word(seal):
    paper = pact_paper(content(), seal=seal)
    assert "".join(letters_of_pdf(paper_pdf(paper), paper)) == "".join(words_of_word(paper_docx(paper)))


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("given", [content(), content(movements=(), targets=(), pact=(), titles=(), basis="")],
                         ids=["full", "bare"])  # fmt: skip
def test_pdf_and_word_agree_to_the_last_word(kind, given):
    paper = PAPERS[kind][1](given)
    assert "".join(letters_of_pdf(paper_pdf(paper), paper)) == "".join(words_of_word(paper_docx(paper)))


def test_the_pdf_keeps_inside_the_margins_and_numbers_from_the_second_page():
    paper = registration_paper(content(movements=content().movements * 15, targets=content().targets * 12))
    with pdfplumber.open(io.BytesIO(paper_pdf(paper))) as document:
        assert len(document.pages) > 2
        for number, page in enumerate(document.pages, 1):
            body = [word for word in page.extract_words() if word["top"] > 18 * MM and word["bottom"] < 280 * MM]
            assert min(word["x0"] for word in body) >= 29.5 * MM
            assert max(word["x1"] for word in body) <= 190.5 * MM
            assert all(line["x1"] <= 190.7 * MM for line in [*page.lines, *page.rects])
            top = "".join(word["text"] for word in page.extract_words() if word["bottom"] < 18 * MM)
            assert top == ("" if number == 1 else str(number))
            faces = {char["fontname"].partition("+")[2].partition("-")[0] for char in page.chars}
            assert faces == {"Tinos"}


def test_the_word_file_has_real_styles_tables_and_pages():
    document = Document(io.BytesIO(paper_docx(registration_paper(content(), mark="Bản đang soạn, chưa ký"))))
    section = document.sections[0]
    measures = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin)
    assert [round(one / Mm(1)) for one in measures] == [210, 297, 20, 30, 20]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml and "PAGE" not in section.first_page_header._element.xml
    assert section.first_page_footer.paragraphs[0].text == "Bản đang soạn, chưa ký · dữ liệu minh họa"
    assert {document.styles[name].font.name for name in ("Normal", "Body Text", "Heading 1")} == {"Times New Roman"}
    assert document.styles["Normal"].font.size == Pt(14)
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "I. Thông tin chung", "II. Các phong trào thi đua", "III. Các chỉ tiêu đăng ký",
        "IV. Danh hiệu, hình thức khen thưởng đăng ký",
    ]  # fmt: skip
    assert [len(table.columns) for table in document.tables] == [2, 5, 7, 5, 9, 5, 2]


def test_a_part_with_nothing_to_say_takes_no_number():
    bare = content(subject_class="", cluster="", description="", titles=())
    texts = [block.text for block in registration_paper(bare).blocks if block.kind == "heading"]
    assert texts[0] == "I. Các phong trào thi đua" and len(texts) == 3


def test_a_day_that_is_not_known_leaves_room_for_a_pen():
    assert registration_paper(content(made_on="")).place_date.split() == ["Kon", "Tum,", "ngày", "tháng", "năm"]


def test_content_comes_back_from_json_as_it_was():
    assert Content.from_json(content().as_json()) == content()
    assert differences(content(), Content.from_json(content().as_json())) == []


# --- The summary ---------------------------------------------------------------------------------------------------

BARE = SummaryContent(expected=3, sent=0, accepted=0, on_time=0, titles=(), movements=(), targets=(), missing=(),
                      registered=())  # fmt: skip


def test_the_words_of_the_summary_are_those_of_the_golden_file():
    text = text_of(summary_paper(*summary(), mark="Bản đã chốt, chưa ký gửi")).replace("\u00a0", " ")
    assert text == (GOLDEN / "summary.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("given", [summary(), (summary(signed_on="")[0], BARE)], ids=["full", "bare"])
def test_pdf_and_word_of_the_summary_agree_to_the_last_word(given):
    paper = summary_paper(*given)
    assert "".join(letters_of_pdf(paper_pdf(paper), paper)) == "".join(words_of_word(paper_docx(paper)))


def test_a_summary_of_nothing_has_one_part_and_no_empty_table():
    blocks = summary_paper(summary(number=1)[0], BARE).blocks
    assert [block.text for block in blocks if block.kind == "heading"] == ["I. Tình hình đăng ký"]
    assert not [block for block in blocks if block.kind == "table"]
