"""Quyết định khen thưởng as a golden file, PDF and Word alike."""

from pathlib import Path

import pytest

from awards.compile.decision_words import DecisionText, GrantText
from awards.render.decision import decision_paper
from tests.awards.paper_words import LINES, issuer
from tests.awards.test_paper_words import told
from tests.movements.test_registration_papers import letters_of_pdf, words_of_word
from thidua.paper.docx import paper_docx
from thidua.paper.pdf import paper_pdf

GOLDEN = Path(__file__).parent / "golden"
AMOUNTS = (18_720_000, 7_020_000, 3_510_000, 3_510_000, 7_020_000, None)
UBND = "Ủy ban nhân dân tỉnh Kon Tum"


def words(**given):
    whole = {
        "title": "Về việc khen thưởng thành tích xây dựng nông thôn mới năm 2024",
        "authority": f"Chủ tịch {UBND}", "issuer": UBND, "symbol": "QĐ-UBND", "department": "Sở Nội vụ",
        "number": "05/QĐ-UBND", "issued_on": "2024-12-18",
        "grounds": ("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",),
        "proposals": ("số 31/TTr-SNV ngày 12 tháng 12 năm 2024",), "illustrative": False,
        "grants": tuple(GrantText(line, amount) for line, amount in zip(LINES, AMOUNTS, strict=False)),
    }  # fmt: skip
    return DecisionText(**(whole | given))


def signed(**given):
    whole = {"parent": "", "unit": UBND, "made_on": "2024-12-18", "signer": "Y Ngọc",
             "signer_title": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"}  # fmt: skip
    return issuer(**(whole | given))


PAPERS = {
    "decision": decision_paper(words(), signed()),
    "decision_draft": decision_paper(
        words(number="", issued_on="", proposals=(), illustrative=True, grants=words().grants[2:4]),
        signed(made_on="", signer="", signer_title="Chủ tịch"),
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_the_words_are_those_of_the_golden_file(name):
    assert told(PAPERS[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_pdf_and_word_agree_to_the_last_word(name):
    paper = PAPERS[name]
    assert "".join(letters_of_pdf(paper_pdf(paper), paper)) == "".join(words_of_word(paper_docx(paper)))
