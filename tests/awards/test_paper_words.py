"""Papers of a dossier: the words as golden files, PDF and Word alike, and the measures of NĐ 30/2020/NĐ-CP."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pdfplumber
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from awards.compile.check_words import ChangeText, CheckedLine, CheckText, CriterionText
from awards.compile.consultation_words import ConsultationText, Remark
from awards.compile.dossier_words import Sent, counted
from awards.compile.minutes import reaches, share
from awards.render.achievement import achievement_paper
from awards.render.checks import check_paper
from awards.render.consultation import summary_paper
from awards.render.lists import list_of
from awards.render.minutes import minutes_paper
from awards.render.petition import chairman_paper, department_paper, forward_paper, list_paper, petition_paper
from awards.render.slips import receipt_paper, refusal_paper
from tests.awards.paper_words import BK, CSTD, LINES, LONG, empty_meeting, issuer, line, meeting, report, words
from tests.movements.test_registration_papers import letters_of_pdf, text_of, words_of_word
from thidua.paper.docx import paper_docx
from thidua.paper.pdf import paper_pdf

GOLDEN, MM = Path(__file__).parent / "golden", 72 / 25.4
SNV = issuer(parent="Ủy ban nhân dân tỉnh Kon Tum", unit="Sở Nội vụ", made_on="", signer="Lê Văn Hòa",
             signer_title="Giám đốc")  # fmt: skip
TAKEN = SimpleNamespace(
    receipt_number=7, receipt_year=2024, received_at=dt.datetime(2024, 12, 10, 2, 30, tzinfo=dt.UTC), arrived_at=None,
    promised_on=dt.date(2025, 1, 8),
)  # fmt: skip
CHECKED = CheckText(dt.date(2024, 12, 10), "", "Nguyễn Thu Hà", (
    CheckedLine(
        "Nguyễn Thị Thanh, Phó Giám đốc", CSTD, "Cần người xem xét", "khi thẩm định, 12/12/2024", (),
        (
            CriterionText(
                "Ba lần liên tục Chiến sĩ thi đua cơ sở", "Đạt", "Có đủ các năm 2022, 2023, 2024.",
                "Khoản 1 Điều 22, Luật 06/2022/QH15",
                ("Chiến sĩ thi đua cơ sở năm 2022: 7/QĐ-SNN ngày 05/01/2023", "Đơn vị nêu: Quyết định số 9/QĐ-SNN"),
            ),
            CriterionText(
                "Sáng kiến có phạm vi ảnh hưởng trong tỉnh", "Cần người xem xét", "Chưa dùng sáng kiến nào.",
                "Điều 10, Quyết định 5/2024/QĐ-UBND (chưa đối chiếu được)", branch="b",
            ),
        ),
        (ChangeText("Ba lần liên tục Chiến sĩ thi đua cơ sở", "Không đạt", "Đạt", "thêm căn cứ: 7/QĐ-SNN"),),
    ),
    CheckedLine("Hộ ông A Phiên", BK, "Cần người xem xét", "", ("Hộ ông A Phiên đang tạm dừng xét.",), (), ()),
))  # fmt: skip
FILES = [("Tờ trình đã ký", "to-trinh.pdf"), ("Báo cáo thành tích", "bao-cao-Y-Ngọc.pdf")]
ASKED = ConsultationText(
    title="Danh sách đề nghị khen thưởng năm 2024", days=10, opened="ngày 18 tháng 12 năm 2024",
    last_day="ngày 02 tháng 01 năm 2025", number="21/BC-SNV", day="2025-01-03",
    summary="Các góp ý đồng tình.\nMột góp ý đã chuyển cơ quan có thẩm quyền.",
    lines=(("A Pớt", "Xã Đăk Ring", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"),),
    counts=(("Chuyển cơ quan có thẩm quyền", 1), ("Đã trả lời", 1)),
    remarks=(Remark("A Pớt", "Đường làm xong trước hạn, có đúng không?", "Đã kiểm tra, đúng."),
             Remark("Cả danh sách", "Nội dung không công khai.", "Chuyển Thanh tra tỉnh.")),
)  # fmt: skip
NOT_SIGNED = replace(ASKED, number="", day="", summary="", counts=(), remarks=())
PAPERS = {
    "petition": petition_paper(words(), issuer()),
    "petition_simple": petition_paper(words(simple="Phục vụ nhiệm vụ chính trị", petition=Sent()), issuer(made_on="")),
    "forward": forward_paper(words(), issuer(unit="Ủy ban nhân dân huyện Kon Plông", made_on="", signer="")),
    "department": department_paper(words(forward=Sent("31/TTr-UBND", "ngày 12 tháng 12 năm 2024")), SNV),
    "chairman": chairman_paper(words(level="state"), issuer(parent="", unit="Ủy ban nhân dân tỉnh Kon Tum", signer="")),
    "list": list_paper(words(), issuer()),
    "minutes": minutes_paper(words(), issuer(), meeting()),
    "minutes_blank": minutes_paper(words(), issuer(), empty_meeting()),
    "report": achievement_paper(report(), issuer(signer="Y Ngọc", signer_title="Người báo cáo", made_on="")),
    "receipt": receipt_paper(words(), SNV, TAKEN, FILES),
    "check": check_paper(words(), SNV, CHECKED),
    "refusal": refusal_paper(words(), SNV),
    "consulted": summary_paper(words(), SNV, ASKED),
    "consulted_none": summary_paper(words(), SNV, NOT_SIGNED),
}


def told(paper):
    """The paper as plain text, its annexes at the end."""
    text = text_of(paper).replace("\u00a0", " ")
    for annex in paper.annexes:
        rows = [[*block.columns], *block.rows] if (block := annex.blocks[0]).kind == "table" else []
        text += "\n".join(["", annex.title, annex.subtitle, annex.note.replace("\u00a0", " "), ""])
        text += "\n".join(" | ".join(row) for row in rows)
        for block in annex.blocks[1 if rows else 0 :]:
            lines = [" | ".join(row) for row in (block.columns, *block.rows)] if block.kind == "table" else [block.text]
            text += "\n".join(["", *lines])
        text += "\n"
    return text


@pytest.mark.parametrize("name", PAPERS)
def test_the_words_are_those_of_the_golden_file(name):
    assert told(PAPERS[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_pdf_and_word_agree_to_the_last_word(name):
    paper = PAPERS[name]
    assert "".join(letters_of_pdf(paper_pdf(paper), paper)) == "".join(words_of_word(paper_docx(paper)))


@pytest.fixture(scope="module")
def pages():
    """The petition with three hundred lines, as measured."""
    many = tuple(replace(line(f"Y Ngọc {n}", unit=LONG), pk=n) for n in range(300))
    with pdfplumber.open(io.BytesIO(paper_pdf(petition_paper(words(lines=many), issuer())))) as document:
        yield document.pages


def test_a_long_list_keeps_inside_the_margins_and_numbers_from_the_second_page(pages):
    assert len(pages) > 10
    for number, page in enumerate(pages, 1):
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        body = [word for word in page.extract_words() if word["top"] > 18 * MM and word["bottom"] < 280 * MM]
        assert min(word["x0"] for word in body) >= 29.5 * MM
        assert max(word["x1"] for word in body) <= 190.5 * MM
        assert all(rule["x1"] <= 190.7 * MM for rule in [*page.lines, *page.rects])
        top = "".join(word["text"] for word in page.extract_words() if word["bottom"] < 18 * MM)
        assert top == ("" if number == 1 else str(number))
        assert {char["fontname"].partition("+")[2].partition("-")[0] for char in page.chars} == {"Tinos"}


def test_every_page_of_the_list_begins_with_its_head_and_says_that_the_data_are_illustrative(pages):
    for page in pages:
        assert "dữ liệu minh họa" in page.extract_text()
    for page in pages[2:]:
        assert "Họ và tên" in page.crop((0, 18 * MM, page.width, 50 * MM)).extract_text()


def test_sizes_and_weights_are_those_of_the_decree(pages):
    def face(text, page):
        (word,) = [one for one in page.extract_words(extra_attrs=["fontname", "size"]) if one["text"] == text][:1]
        return round(word["size"], 1), word["fontname"].partition("-")[2] or "Regular"

    first = pages[0]
    assert face("NGHĨA", first) == (12, "Bold")
    assert face("phúc", first) == (13, "Bold")
    assert face("HUYỆN", first) == (12, "Regular")
    assert face("Số:", first) == (13, "Regular")
    assert face("TRÌNH", first) == (14, "Bold")
    assert face("Căn", first) == (14, "Italic")


def test_the_word_file_has_the_list_on_a_leaf_of_its_own():
    document = Document(io.BytesIO(paper_docx(PAPERS["petition"])))
    broken = [one.text for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert broken == ["DANH SÁCH"]


def test_what_is_not_known_is_room_for_a_pen_and_never_a_number():
    paper = PAPERS["petition_simple"]
    assert paper.number.split() == ["Số:", "/TTr-"]
    assert "thủ tục đơn giản" in told(paper)


def test_the_department_proposes_only_who_meets_the_conditions():
    list_, refused = PAPERS["department"].annexes
    assert "Trần Văn Bình" not in str(list_) and "Trần Văn Bình" in str(refused)
    assert "KD-06" in str(refused) and "Điều 74" in str(refused)


def test_an_empty_dossier_makes_papers_too():
    nobody = words(lines=())
    for paper in (petition_paper(nobody, issuer()), list_paper(nobody, issuer()), department_paper(nobody, SNV)):
        assert paper.annexes == () and paper_docx(paper)


def test_more_awards_than_there_were_numerals_all_stand_in_the_list():
    lines = [line("A Pớt", award=f"Danh hiệu {n:02d}", order=n) for n in range(12)]
    heads = [block.text for block in list_of(lines) if block.kind == "heading" and block.level == 2]
    assert len(heads) == 12 and heads[-1] == "XII. Danh hiệu 11: 1 trường hợp"


def test_counts_add_up_along_rows_and_columns():
    *rows, last = counted(LINES)
    assert last == ("Cộng", 2, 4, 1, 7)
    assert all(row[-1] == sum(row[1:-1]) for row in rows)


@given(st.integers(0, 300), st.integers(1, 300), st.integers(1, 100))
def test_a_share_is_never_shown_as_more_than_it_is(agreed, members, percent):
    """What is shown as 90,0 % has reached 90 %; and what has reached it is shown as at least that."""
    assert reaches(agreed, members, percent) == (share(agreed, members) >= percent * 10)


def test_a_share_of_nobody_is_no_share():
    assert share(3, None) is None and share(3, 0) is None and reaches(3, None, 90) is None
