"""What people do to a workbook that is no fault: read right, and said where it might surprise."""

import re
import time
import unicodedata
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from movements.workbook.layout import FIGURES, HIDDEN, TEXTS
from tests.movements.workbook import (
    COVER,
    FOREST,
    LETTERS,
    MEETINGS,
    POVERTY,
    SPENDING,
    box,
    compared,
    edited,
    filing_of,
    filled,
    indicator,
    place,
    read,
    row_of,
    usual,
    with_part,
    written,
)  # fmt: skip
from thidua.errors import Refused
from thidua.text import clean_text

F, M, P, C, S = "D2.33", "D1.01", "D2.04", "D2.34", "D2.16"


def numbers(boxes, code):
    """What one box reads as, typed into a fresh workbook; nothing may be at fault."""
    filing, sections = usual()
    content = read(filled(written(filing, sections), {code: boxes}), filing, sections)
    assert content.faults == []
    return content.rows[code].numbers


def remarks(content):
    return [(r.place, r.message) for r in content.remarks]


@pytest.mark.parametrize(
    ("typed", "scaled"),
    [
        (12.5, 125), (12, 120), (0, 0), (-3.5, -35), (0.1 + 0.2, 3), (1e3, 10000), (1.2e4, 120000),
        ("12,5", 125), ("12.5", 125), (" 12,5 ", 125), ("1.234,5", 12345), ("1,234.5", 12345), ("1 234,5", 12345),
        ("1\u00a0234,5", 12345), ("\u200b12,5", 125), ("'12,5", 125), ("１２,5", 125), ("1.234.567", 12345670),
        ("1,234,567", 12345670), ("−3,5", -35), ("1234,5", 12345), ("12,50", 125), ("\t12\n", 120),
    ],
)  # fmt: skip
def test_numbers_in_every_writing(typed, scaled):
    assert numbers({"value": typed}, F) == (scaled, None, False)


@pytest.mark.parametrize(("typed", "whole"), [("1.234", 1234), (1234, 1234), (1234.0, 1234), ("1 234", 1234)])
def test_a_count_takes_a_dot_for_a_group(typed, whole):
    assert numbers({"value": typed}, M) == (whole, None, False)


@pytest.mark.parametrize("mark", ["x", "X", " x ", "✓", "có", "Không phát sinh", "KPS", True])
def test_marks_for_none(mark):
    assert numbers({"nothing": mark}, M) == (None, None, True)


def test_fifteen_digits_come_back_exactly():
    biggest = 999_999_999_999_999
    money = indicator(9, "D9.01", "Kinh phí", decimals=2, unit_of_measure="triệu đồng")
    filing, sections = filing_of(box(money, biggest * 100 + 25), box(MEETINGS, biggest), box(FOREST, -biggest))

    assert compared(written(filing, sections), filing, sections).is_empty


def test_a_percentage_is_read_as_it_is_shown_where_the_box_counts_in_percent():
    filing, sections = usual()

    def plant(book):
        cell = book[FIGURES][place(book[FIGURES], C, "value")]
        cell.value, cell.number_format = 0.6325, "0.00%"

    content = read(edited(written(filing, sections), plant), filing, sections)

    assert content.rows[C].numbers == (6325, None, False)
    assert remarks(content) == [("G13", "định dạng phần trăm, đọc là 63,25 %")]


def test_a_percent_sign_in_quotes_is_only_a_word():
    filing, sections = usual()

    def plant(book):
        cell = book[FIGURES][place(book[FIGURES], C, "value")]
        cell.value, cell.number_format = 63.25, '0.00"%"'

    assert read(edited(written(filing, sections), plant), filing, sections).rows[C].numbers == (6325, None, False)


def formula_in(data, address, formula, cached, kind=""):
    """A formula with the result that Excel kept beside it, as Excel writes it."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    typed = f' t="{kind}"' if kind else ""
    cell = rf'<c r="{address}" s="(\d+)"(?: t="\w+")?(?:/>|>.*?</c>)'
    new, count = re.subn(cell, rf'<c r="{address}" s="\1"{typed}><f>{formula}</f><v>{cached}</v></c>', sheet, count=1)
    assert count == 1
    return with_part(data, "xl/worksheets/sheet1.xml", new)


def test_a_formula_gives_what_excel_last_showed_and_it_is_said():
    filing, sections = usual()
    content = read(formula_in(written(filing, sections), "G9", "SUM(7,8.5)", "15.5"), filing, sections)

    assert content.rows[F].numbers == (155, None, False)
    assert remarks(content) == [("G9", "là công thức =SUM(7,8.5), lấy kết quả đang hiện: 15,5")]


@pytest.mark.parametrize(
    ("cached", "kind", "words"),
    [("#DIV/0!", "e", "báo lỗi #DIV/0!"), ("mười", "str", "không cho ra một con số"), ("1", "b", "không cho ra")],
)
def test_a_formula_that_gives_no_number_is_refused(cached, kind, words):
    filing, sections = usual()
    content = read(formula_in(written(filing, sections), "G9", "A1/0", cached, kind), filing, sections)

    assert [words in fault.message for fault in content.faults] == [True] and F not in content.rows


def test_rows_moved_sorted_hidden_and_deleted():
    filing, sections = usual()

    def stir(book):
        sheet = book[FIGURES]
        sheet[place(sheet, M, "value")] = 4
        rows = [[cell.value for cell in sheet[row_of(sheet, code)]] for code in (M, P, F)]
        for old in (F, M, P, S):
            for cell in sheet[row_of(sheet, old)]:
                cell.value = None
        for number, cells in zip((20, 21, 25), rows, strict=True):
            for column, value in enumerate(cells, 1):
                sheet.cell(number, column).value = value
        sheet.row_dimensions[20].hidden = True

    data = edited(written(filing, sections), stir)
    content, difference = read(data, filing, sections), compared(data, filing, sections)

    assert content.faults == [] and content.rows[M].numbers == (4, None, False)
    assert remarks(content) == [("dòng 20", "dòng ẩn (D1.01), vẫn đọc như các dòng khác")]
    assert [change.code for change in difference.changes] == [M]
    assert difference.absent == ["D2.16 Tỷ lệ giải ngân"]


def test_columns_moved_are_found_by_their_heading():
    filing, sections = usual()

    def move(book):
        sheet = book[FIGURES]
        sheet[place(sheet, M, "value")] = 4
        sheet.insert_cols(7)
        sheet["G7"] = "Tính tay"

    data = edited(written(filing, sections), move)

    assert [line.place for change in compared(data, filing, sections).changes for line in change.lines] == ["H10"]


def test_words_in_decomposed_unicode_with_stray_spaces():
    filing, sections = usual()

    def decompose(book):
        sheet = book[FIGURES]
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = f"  {unicodedata.normalize('NFD', cell.value)}\u00a0"
        sheet[place(sheet, "  D2.33\u00a0", "note")] = unicodedata.normalize("NFD", "  Rừng   phòng hộ ")
        book[TEXTS]["A4"] = unicodedata.normalize("NFD", "KẾT QUẢ NỔI BẬT ")
        book[TEXTS]["B4"] = unicodedata.normalize("NFD", "Dòng một_x000D_\nDòng  hai")

    content = read(edited(written(filing, sections), decompose), filing, sections)

    assert content.faults == [] and set(content.rows) == {F, M, P, C, S}
    assert content.rows[F].note == "Rừng phòng hộ"
    assert content.texts["highlights"] == clean_text("Dòng một\nDòng hai")


def test_sheets_of_ones_own_are_left_alone_and_named():
    filing, sections = usual()
    data = edited(written(filing, sections), lambda book: book.create_sheet("Tính nháp", 0))

    assert [(r.sheet, r.message) for r in read(data, filing, sections).remarks] == [
        ("Tính nháp", "trang thêm, không đọc")
    ]


def test_a_number_typed_for_a_note_is_kept_as_it_is_shown():
    filing, sections = usual()
    content = read(filled(written(filing, sections), {F: {"note": 12.5}}), filing, sections)

    assert content.rows[F].note == "12,5"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit": "SYT"}, "Tệp này là báo cáo của Sở SNNPTNT, không phải của Sở SYT"),
        ({"index": 3}, "Tệp này là báo cáo quý IV và năm 2024; báo cáo đang mở là quý III năm 2024"),
        ({"pk": 6}, "làm cho một báo cáo khác"),
    ],
)
def test_the_workbook_of_another_unit_period_or_filing(change, words):
    filing, sections = usual()
    data = written(filing, sections)
    other, sections = filing_of(box(FOREST), **change)

    with pytest.raises(Refused, match=re.escape(words)):
        read(data, other, sections)


def drop(title):
    return lambda book: book.remove(book[title])


def write_over(title, address, value):
    return lambda book: book[title].__setitem__(address, value)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (drop(HIDDEN), "không phải mẫu tải từ cổng"),
        (drop(FIGURES), "không có trang “Số liệu”"),
        (drop(TEXTS), "không có trang “Nhận xét”"),
        (write_over(HIDDEN, "B1", "thi-dua/bao-cao-ket-qua/0"), "theo mẫu khác của cổng"),
        (write_over(HIDDEN, "B2", "năm"), "Trang ẩn nhận biết báo cáo trong tệp đã bị sửa"),
        (write_over(HIDDEN, "A5", None), "đã bị sửa"),
        (write_over(HIDDEN, "E10", "một"), "đã bị sửa"),
        (write_over(FIGURES, "A7", "Số"), "thiếu hàng tiêu đề"),
        (write_over(FIGURES, "G7", None), "“Số kỳ này (tỷ lệ: vế trên)”"),
        (write_over(FIGURES, "K7", "Giải trình"), "cột “Giải trình” có hai lần"),
    ],
)
def test_a_template_taken_apart_is_refused_with_the_reason(edit, words):
    filing, sections = usual()

    with pytest.raises(Refused, match=re.escape(words)):
        read(edited(written(filing, sections), edit), filing, sections)


def test_boxes_that_changed_their_meaning_since_the_download():
    filing, sections = usual()
    data = written(filing, sections)
    finer = indicator(1, "D2.33", "Diện tích rừng trồng mới", decimals=2)
    filing, sections = filing_of(box(finer, 1200), box(indicator(8, "D2.99", "Chỉ tiêu mới")), box(MEETINGS))

    content = read(data, filing, sections)

    assert [(f.value, f.message) for f in content.faults if f.value == F] == [
        (F, "cách nhập chỉ tiêu này đã đổi sau khi tải tệp: tải lại tệp rồi ghi số")
    ]
    assert "D2.99 Chỉ tiêu mới" in compared(data, filing, sections).absent


def test_a_file_with_a_million_formatted_rows_reads_in_a_moment():
    filing, sections = usual()
    data = edited(written(filing, sections), lambda book: book[FIGURES].__setitem__("XFD1048576", "lạc"))
    began = time.process_time()

    assert read(data, filing, sections).faults == []
    assert time.process_time() - began < 1


def test_forty_boxes_read_well_under_a_second():
    filing, sections = filing_of(
        *(box(indicator(n, f"D2.{n:02}", f"Chỉ tiêu {n}", decimals=1), n) for n in range(1, 41))
    )
    data = written(filing, sections)
    began = time.process_time()

    assert len(read(data, filing, sections).rows) == 40
    assert time.process_time() - began < 0.5


# --- Any values there and back -----------------------------------------------------------------------------

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40).map(clean_text)
WHOLE = st.integers(-(10**15) + 1, 10**15 - 1)


def amounts(decimals):
    return st.integers(-(10**15) * 10**decimals + 1, 10**15 * 10**decimals - 1)


@st.composite
def typed_boxes(draw, of):
    if draw(st.booleans()):
        return box(of, nothing=True, note=draw(TEXT), version=draw(st.integers(1, 99)))
    return box(of, draw(st.none() | amounts(of.decimals)), note=draw(TEXT))


@st.composite
def rate_boxes(draw, of):
    lower = draw(st.none() | st.integers(1, 10**15 - 1))
    upper = draw(st.integers(0, lower or 10**15 - 1)) if lower or draw(st.booleans()) else None
    return box(of, upper, lower, note=draw(TEXT))


BOXES = st.tuples(*map(typed_boxes, (FOREST, MEETINGS, COVER)), *map(rate_boxes, (POVERTY, SPENDING)))


@settings(max_examples=60, deadline=None)
@given(BOXES, st.tuples(TEXT, TEXT, TEXT), st.booleans())
def test_whatever_is_stored_comes_back_the_same(boxes, texts, resaved):
    """Also when another program has written the file again; the difference is empty and no cell is at fault."""
    names = dict(zip(("highlights", "difficulties", "proposals"), texts, strict=True))
    filing, sections = filing_of(*boxes, **names)
    data = written(filing, sections)
    data = edited(data, lambda book: None) if resaved else data

    content = read(data, filing, sections)

    assert content.faults == [] and compared(data, filing, sections).all_changes == []
    for one in boxes:
        if one.figure is not None and (one.figure.value is not None or one.figure.nothing):
            assert content.rows[one.code].numbers == (one.figure.value, one.figure.denominator, one.figure.nothing)
    assert content.texts == {name: text for name, text in names.items() if text}


def test_the_sheet_locks_its_labels_and_checks_while_typing():
    filing, sections = usual()
    book = load_workbook(BytesIO(written(filing, sections)))
    sheet = book[FIGURES]

    assert sheet.protection.sheet and not sheet.protection.password
    assert [sheet[f"{LETTERS[key]}9"].protection.locked for key in LETTERS] == [True] * 6 + [False, True, False, False]
    assert (sheet["G9"].number_format, sheet["G10"].number_format) == ("#,##0.0", "#,##0")
    assert (sheet["D9"].value, sheet["G9"].value, sheet["H9"].value) == (120.5, 12, None)
    rules = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    assert (rules["G9"], rules["G10"], rules["H11"], rules["I9"], rules["J9"]) == (
        "decimal", "whole", "whole", "list", "textLength",
    )  # fmt: skip
    assert book[HIDDEN].sheet_state == "veryHidden"
