"""The paper, measured in the PDF itself against NĐ 30/2020/NĐ-CP, Phụ lục I."""

import dataclasses
import io
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from reports.render import PdfUnavailable, paper, pdf_available, render_pdf
from tests.reports import paper_data
from thidua import pdf

GOLDEN = Path(__file__).parent / "golden"
MM = 72 / 25.4
MARK = "Bản tổng hợp số liệu, chưa ký · dữ liệu minh họa"


def opened(data=None, report=None):
    content = render_pdf(data or paper_data.data(), report=report or paper_data.unsigned())
    return pdfplumber.open(io.BytesIO(content))


@pytest.fixture(scope="module")
def document():
    with opened() as document:
        yield document


@pytest.fixture(scope="module")
def long_document():
    """The same with fifty units missing, so that it runs over several pages."""
    data = paper_data.data()
    text = "Đã phát động thi đua, giao chỉ tiêu đến từng bộ phận và công khai kết quả. " * 4
    excerpts = tuple(paper_data.Excerpt(n, f"Huyện số {n}", text, text, "") for n in range(30))
    with opened(paper_data.data(excerpts=excerpts, movements=data.movements * 30)) as document:
        yield document


def lines(page):
    """(text, face, size, left mm, right mm, top mm) of each line of a page."""
    for line in page.extract_text_lines(return_chars=True):
        chars = [char for char in line["chars"] if char["text"].strip()]
        faces = {(char["fontname"].partition("+")[2], round(char["size"], 1)) for char in chars}
        yield line["text"], faces, line["x0"] / MM, line["x1"] / MM, line["top"] / MM


def line_with(page, words):
    return next(line for line in lines(page) if words in line[0])


def words_of(page, text):
    """The run of characters that spells `text`, wherever it stands on its line."""
    found = page.search(text, regex=False)
    assert found, text
    chars = [char for char in found[0]["chars"] if char["text"].strip()]
    return {(char["fontname"].partition("+")[2], round(char["size"], 1)) for char in chars}, found[0]


def all_text(document):
    return "\n".join(page.extract_text() for page in document.pages)


# --- Page ----------------------------------------------------------------------------------------------------


def test_a4_portrait(long_document):
    assert len(long_document.pages) >= 4
    for page in long_document.pages:
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)


def test_margins(long_document):
    """Top and bottom 20–25 mm, left 30–35, right 15–20; only the page number and the mark stand in the margins."""
    for page in long_document.pages:
        body = [c for c in page.chars if 20 * MM <= c["top"] <= 277 * MM and c["text"].strip()]
        edges = [*body, *page.lines, *page.rects]
        assert min(c["x0"] for c in edges) >= 30 * MM - 1
        assert max(c["x1"] for c in edges) <= 190 * MM + 1
        outside = [line for line in lines(page) if line[4] < 19 or line[4] > 277]
        assert all(line[0] == MARK or line[0].isdecimal() for line in outside), outside
    first = long_document.pages[0]
    assert min(c["x0"] for c in first.chars) / MM < 31
    assert 19 < min(c["top"] for c in first.chars) / MM < 26


def test_page_numbers(long_document):
    """Arabic, 13–14 pt, top centre, not on page 1."""
    assert not [line for line in lines(long_document.pages[0]) if line[0].isdecimal() and line[4] < 19]
    for number, page in enumerate(long_document.pages[1:], start=2):
        text, faces, left, right, top = next(lines(page))
        assert (text, faces) == (str(number), {("Tinos", 14)})
        assert (left + right) / 2 == pytest.approx(30 + 80, abs=1)
        assert top < 19


def test_only_the_four_faces_of_the_paper(long_document):
    faces = Counter(char["fontname"].partition("+")[2] for page in long_document.pages for char in page.chars)
    assert set(faces) == {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic"}


def test_the_mark_on_every_page(long_document):
    for page in long_document.pages:
        text, _, left, right, top = list(lines(page))[-1]
        assert text == MARK and top > 277
        assert (left + right) / 2 == pytest.approx(110, abs=1)


# --- Components ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "face", "size"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Tinos-Bold", 12),
        ("Độc lập - Tự do - Hạnh phúc", "Tinos-Bold", 13),
        ("UBND TỈNH KON TUM", "Tinos", 12),
        ("SỞ NỘI VỤ", "Tinos-Bold", 12),
        ("/BC-SNV", "Tinos", 13),
        ("Kon Tum, ngày", "Tinos-Italic", 13),
        ("BÁO CÁO", "Tinos-Bold", 14),
        ("Kết quả thực hiện Chỉ thị phát động thi đua", "Tinos-Bold", 14),
        ("Kính gửi: Ủy ban nhân dân tỉnh Kon Tum", "Tinos", 14),
        ("Căn cứ Nghị định số 09/2019/NĐ-CP", "Tinos-Italic", 14),
        ("Sở Nội vụ báo cáo kết quả thực hiện năm 2024", "Tinos", 14),
        ("I. Tình hình báo cáo của các đơn vị", "Tinos-Bold", 14),
    ],
)
def test_sizes_and_weights_of_page_one(document, words, face, size):
    faces, _ = words_of(document.pages[0], words)
    assert faces == {(face, size)}


@pytest.mark.parametrize(
    ("words", "face", "size"),
    [
        ("Nơi nhận:", "Tinos-Bold-Italic", 12),
        ("- Ủy ban nhân dân tỉnh (b/c);", "Tinos", 11),
        ("- Lưu: VT.", "Tinos", 11),
        ("GIÁM ĐỐC", "Tinos-Bold", 14),
    ],
)
def test_sizes_and_weights_of_the_end(document, words, face, size):
    faces, _ = words_of(document.pages[-1], words)
    assert faces == {(face, size)}


def rules(page):
    """Strokes above the body, among them the lower edge of a box: (left, right, bottom) in mm."""
    strokes = [*page.rects, *page.lines]
    return [(s["x0"] / MM, s["x1"] / MM, s["bottom"] / MM) for s in strokes if s["top"] < 95 * MM]


def below(page, words):
    """The stroke that lies under some words, and the words' own width."""
    _, found = words_of(page, words)
    left, right, bottom = found["x0"] / MM, found["x1"] / MM, found["bottom"] / MM
    middle = (left + right) / 2
    near = [r for r in rules(page) if r[0] < middle < r[1] and -2 < r[2] - bottom < 3]
    assert near, words
    return near[0][1] - near[0][0], right - left


def test_lines_under_the_heads(document):
    page = document.pages[0]
    motto, words = below(page, "Độc lập - Tự do - Hạnh phúc")
    assert motto == pytest.approx(words, rel=0.03)  # as long as the words
    department, words = below(page, "SỞ NỘI VỤ")
    assert 1 / 3 <= department / words <= 1 / 2


def test_line_under_the_title(document):
    page = document.pages[0]
    _, title = words_of(page, "Kết quả thực hiện Chỉ thị phát động thi đua của Ủy ban nhân dân")
    under = [r for r in rules(page) if r[2] > title["bottom"] / MM]
    length = (title["x1"] - title["x0"]) / MM
    assert 1 / 3 <= (under[0][1] - under[0][0]) / length <= 1 / 2


def test_first_lines_are_indented_and_text_is_justified(long_document):
    page = long_document.pages[-2]
    texts = [line for line in lines(page) if line[0].startswith("- Huyện số")]
    assert texts and all(line[2] == pytest.approx(30 + 12.7, abs=0.5) for line in texts)
    assert all(line[3] == pytest.approx(190, abs=0.6) for line in texts)


def test_the_signer_stands_right_on_the_line_of_the_recipients(document):
    _, power = words_of(document.pages[-1], "GIÁM ĐỐC")
    _, copies = words_of(document.pages[-1], "Nơi nhận:")
    assert power["x0"] / MM > 110 and copies["x0"] / MM == pytest.approx(30, abs=0.5)
    assert power["top"] == pytest.approx(copies["top"], abs=3)


# --- Words ---------------------------------------------------------------------------------------------------


def test_golden_text(document):
    text = all_text(document) + "\n"
    expected = (GOLDEN / "report.txt").read_text(encoding="utf-8")
    assert text == expected


def test_text_comes_out_in_vietnamese_nfc(document):
    text = all_text(document)
    assert text == unicodedata.normalize("NFC", text)
    assert "Số nhà tạm, nhà dột nát đã hoàn thành" in text.replace("\n", " ")


def test_unsigned_has_no_number_and_no_name(document):
    before = line_with(document.pages[0], "/BC-SNV")[0].partition("/BC-SNV")[0]
    assert not any(letter.isdigit() for letter in before)
    assert "Nguyễn Văn Ước" not in all_text(document)


def test_issued_has_number_day_and_name_and_no_mark():
    with opened(paper_data.data(illustrative=False), paper_data.issued()) as document:
        text = all_text(document)
    assert "Số: 05/BC-SNV" in text
    assert "Kon Tum, ngày 09 tháng 01 năm 2024" in text
    assert "Nguyễn Văn Ước" in text
    assert "chưa ký" not in text and "minh họa" not in text


@pytest.mark.parametrize(("state", "illustrative", "mark"), [
    ("compiled", False, "Bản tổng hợp số liệu, chưa ký"),
    ("to_head", True, MARK),
    ("signed", True, "dữ liệu minh họa"),
    ("signed", False, ""),
])  # fmt: skip
def test_what_the_mark_says(state, illustrative, mark):
    report = paper_data.unsigned()
    report.state = state
    assert paper(paper_data.data(illustrative=illustrative), report=report).mark == mark


def test_the_to_date_column_only_where_it_says_something_else():
    with opened(paper_data.data(from_new_year=False, period="Quý IV năm 2024")) as document:
        assert "Lũy kế" in all_text(document)


def test_what_the_portal_does_not_know_is_said_not_left_out():
    blocks = dict.fromkeys(("registrations", "awards", "typical_models"))
    with opened(paper_data.data(**blocks)) as document:
        text = all_text(document)
    for words in ("Đăng ký thi đua năm 2024", "Khen thưởng trong kỳ", "Điển hình tiên tiến"):
        assert f"{words}: chưa có số liệu." in text


def test_nothing_granted_has_no_tables_and_no_share():
    nothing = paper_data.Granted("", 0, 0, 0)
    empty = {"by_authority": (), "by_award": (), "by_occasion": (), "by_class": (), "direct": 0, "direct_share": None}
    awards = dataclasses.replace(paper_data.KHEN_THUONG, total=nothing, **empty)
    with opened(paper_data.data(awards=awards)) as document:
        text = all_text(document)
    assert "không có lượt khen thưởng nào" in text and "Cấp khen thưởng" not in text
    assert "20 đến Sở Nội vụ trong kỳ" in text


# --- Doors ---------------------------------------------------------------------------------------------------


def test_nothing_is_fetched_but_the_faces(tmp_path, monkeypatch):
    """What a unit typed is text; and even markup could open no file and no address."""
    import weasyprint

    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    fetcher = pdf._fetcher(weasyprint)
    for url in (secret.as_uri(), "http://127.0.0.1:9/x", "data:text/plain,x", "chu:../settings.py", "chu:"):
        with pytest.raises(ValueError, match="not a face"):
            fetcher.fetch(url)
    assert fetcher.fetch("chu:dam").read()[:4] == b"\x00\x01\x00\x00"


def test_typed_markup_stays_text():
    excerpt = paper_data.Excerpt(1, "Huyện Đắk Hà", '<img src="file:///etc/hostname"><b>đậm</b>', "", "")
    with opened(paper_data.data(excerpts=(excerpt,))) as document:
        assert "<b>đậm</b>" in all_text(document)


def test_missing_pango_says_what_to_install(monkeypatch):
    def no_library(name):
        raise OSError(f"cannot load library {name}")

    monkeypatch.setattr(pdf.ctypes, "CDLL", no_library)
    pdf._pango_loads.cache_clear()
    assert not pdf_available()
    pdf._pango_loads.cache_clear()

    class NoPango:
        def find_spec(self, name, path=None, target=None):
            if name.startswith("weasyprint"):
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.startswith("weasyprint")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(PdfUnavailable, match=r"apt-get install -y --no-install-recommends libpango-1\.0-0"):
        render_pdf(paper_data.data(), report=paper_data.unsigned())


def test_missing_font_says_what_to_install(settings, tmp_path):
    settings.NODE_MODULES = tmp_path
    assert not pdf_available()
    with pytest.raises(PdfUnavailable, match="npm ci"):
        render_pdf(paper_data.data(), report=paper_data.unsigned())


def test_pdf_is_available_here():
    assert pdf_available()
