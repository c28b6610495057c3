"""Old .xls: the same workbook saved in the old format is read the same, or refused with the reason."""

import datetime as dt
import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from movements.workbook import copy_with_errors
from movements.workbook.layout import FIGURES, HIDDEN, TEXTS
from movements.workbook.xls import xls_grids
from tests.movements.workbook import FOREST, box, compared, edited, filing_of, filled, place, read, usual, written
from tests.movements.xls import as_xls, container, record
from thidua.errors import Refused

F, M, P, C, S = "D2.33", "D1.01", "D2.04", "D2.34", "D2.16"


def old(edit, **options):
    """(content, filing, sections) of the usual workbook, edited and saved as .xls."""
    filing, sections = usual()
    data = as_xls(edited(written(filing, sections), edit), **options)
    return read(data, filing, sections, "bao-cao.xls"), filing, sections


def on_figures(act):
    return lambda book: act(book[FIGURES])


def test_the_workbook_saved_as_xls_says_the_same():
    filing, sections = usual()
    data = as_xls(written(filing, sections))

    content = read(data, filing, sections)

    assert (content.faults, content.remarks) == ([], [])
    assert content.rows[P].numbers == (30, 400, False) and content.rows[F].numbers == (120, None, False)
    assert content.texts == {"highlights": "Đã trồng rừng."} and compared(data, filing, sections).is_empty


@pytest.mark.parametrize("cut", [40, 41, 63, 200, 1001])
def test_texts_cut_over_records_are_put_together(cut):
    filing, sections = filing_of(box(FOREST, 5, note="Rừng phòng hộ 🌲 " * 9), highlights="Kết quả 🌲. " * 50)
    data = as_xls(written(filing, sections), cut=cut)

    assert compared(data, filing, sections).is_empty


def test_what_is_filled_in_is_read():
    filing, sections = usual()
    typed = {
        M: {"value": 1234}, F: {"value": 0.1 + 0.2, "note": "Rừng phòng hộ"}, C: {"nothing": True},
        S: {"value": "1.234,5", "denominator": 2000.25},
    }  # fmt: skip
    data = filled(written(filing, sections), typed)

    content = read(as_xls(data), filing, sections)

    assert content.faults == []
    assert {code: content.rows[code].numbers for code in (M, F, S, C)} == {
        M: (1234, None, False), F: (3, None, False), S: (123450, 200025, False), C: (None, None, True),
    }  # fmt: skip
    assert content.rows[F].note == "Rừng phòng hộ"


@pytest.mark.parametrize("number_format", ["0.00%", "0.000%"])
def test_percent_formats_are_seen_in_the_old_format_too(number_format):
    def plant(sheet):
        for code, value in ((C, 0.6325), (F, 0.5)):
            cell = sheet[place(sheet, code, "value")]
            cell.value, cell.number_format = value, number_format

    content, *_ = old(on_figures(plant))

    assert content.rows[C].numbers == (6325, None, False)
    assert [r.message for r in content.remarks] == ["định dạng phần trăm, đọc là 63,25 %"]
    assert [(f.place, f.value) for f in content.faults] == [("G9", "0,5")]


def test_a_percent_sign_in_quotes_is_only_a_word():
    def plant(sheet):
        cell = sheet[place(sheet, C, "value")]
        cell.value, cell.number_format = 63.25, '0.00"%"'

    content, *_ = old(on_figures(plant))

    assert content.rows[C].numbers == (6325, None, False) and content.remarks == []


@pytest.mark.parametrize(
    ("value", "shown", "words"),
    [
        ("#DIV/0!", "#DIV/0!", "báo lỗi #DIV/0!"),
        ("#N/A", "#N/A", "báo lỗi #N/A"),
        (dt.datetime(2024, 12, 5), "05/12/2024", "đang là ngày"),
        (True, "True", "không phải là số"),
        ("12 ha", "12 ha", "không ghi đơn vị"),
        (12.345, "12,345", "không được tự làm tròn"),
    ],
)
def test_faults_are_named_as_in_the_new_format(value, shown, words):
    content, *_ = old(on_figures(lambda sheet: sheet.__setitem__("G9", value)))

    assert [(f.place, f.value) for f in content.faults] == [("G9", shown)] and words in content.faults[0].message


def test_formulas_hidden_rows_and_merged_cells():
    def plant(sheet):
        sheet["G10"] = "=40+2"
        sheet.row_dimensions[10].hidden = True
        sheet.merge_cells("G11:H11")

    content, *_ = old(on_figures(plant))

    assert content.rows[M].numbers == (42, None, False)
    assert [(r.place, r.message) for r in content.remarks] == [
        ("dòng 10", "dòng ẩn (D1.01), vẫn đọc như các dòng khác"),
        ("G10", "là công thức (tính từ các ô khác), lấy kết quả đang hiện: 42"),
    ]
    assert [f.message for f in content.faults] == ["ô gộp G11:H11: bỏ gộp rồi ghi riêng từng ô"]


def test_faults_come_back_in_a_new_workbook_that_can_be_sent_again():
    content, filing, sections = old(on_figures(lambda sheet: sheet.__setitem__("G9", "12 ha")))
    data = as_xls(edited(written(filing, sections), on_figures(lambda sheet: sheet.__setitem__("G9", "12 ha"))))

    copy = copy_with_errors(data, "bao-cao.xls", content.faults)

    book = load_workbook(io.BytesIO(copy))
    assert (book[FIGURES]["G9"].value, book[FIGURES]["K7"].value) == ("12 ha", "Lỗi")
    assert book[FIGURES]["K9"].value.startswith("G9: “12 ha”") and book[HIDDEN].sheet_state == "veryHidden"
    assert book.sheetnames == [FIGURES, TEXTS, HIDDEN]
    mended = edited(copy, on_figures(lambda sheet: sheet.__setitem__("G9", 12)))
    assert compared(mended, filing, sections).is_empty


BOF = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)
SHEET = struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)


def one_sheet(*cells):
    """A workbook of one sheet named A with exactly these records in it."""
    head = record(0x0809, BOF) + record(0x00E0, bytes(20))
    start = len(head) + 4 + 9 + 4
    name = struct.pack("<IBBBB", start, 0, 0, 1, 0) + b"A"
    return container(
        head + record(0x0085, name) + record(0x000A) + record(0x0809, SHEET) + b"".join(cells) + record(0x000A)
    )


def test_numbers_in_four_bytes():
    """Whole, in hundredths, and the upper half of a double, several in one record."""
    half = struct.unpack("<II", struct.pack("<d", 0.5))[1]
    body = struct.pack("<HHHIHIHIH", 0, 1, 0, 7 << 2 | 2, 0, 1250 << 2 | 3, 0, half & 0xFFFFFFFC, 3)

    (grid,) = xls_grids(one_sheet(record(0x00BD, body)))

    assert [grid.cell(1, column).value for column in (2, 3, 4)] == [7.0, 12.5, 0.5]


def test_a_cell_at_the_far_end_costs_nothing():
    far = record(0x0203, struct.pack("<HHHd", 65535, 65535, 0, 1.0))

    (grid,) = xls_grids(one_sheet(far))

    assert grid.rows == {}


@pytest.mark.parametrize("kind", [0x0204, 0x00D6])
def test_texts_that_stand_in_the_cell_itself(kind):
    plain = record(kind, struct.pack("<HHHHB", 0, 0, 0, 2, 0) + b"ab")
    wide = record(kind, struct.pack("<HHHHB", 1, 0, 0, 2, 1) + "ữệ".encode("utf-16-le"))

    (grid,) = xls_grids(one_sheet(plain, wide))

    assert (grid.cell(1, 1).value, grid.cell(2, 1).value) == ("ab", "ữệ")


def test_the_text_that_a_formula_gives():
    formula = record(0x0006, struct.pack("<HHHBxxxxxHHIH", 0, 0, 0, 0, 0xFFFF, 0, 0, 0))

    (grid,) = xls_grids(one_sheet(formula, record(0x0207, struct.pack("<HB", 2, 0) + b"ab")))

    assert (grid.cell(1, 1).value, bool(grid.cell(1, 1).formula)) == ("ab", True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: as_xls(written(*usual()), protect=True), "đặt mật khẩu"),
        (lambda: container(record(0x0809, struct.pack("<HHHHII", 0x0500, 5, 0, 0, 0, 0))), "Không đọc được chắc chắn"),
        (lambda: container(record(0x0809, BOF)), "Không đọc được chắc chắn"),
        (lambda: one_sheet(record(0x00FD, struct.pack("<HHHI", 0, 0, 0, 9))), "Không đọc được chắc chắn"),
        (lambda: one_sheet(record(0x0203, struct.pack("<HHHd", 0, 0, 77, 1.0))), "Không đọc được chắc chắn"),
        (lambda: one_sheet(*[record(0x0203, b"1")]), "Không đọc được chắc chắn"),
        (lambda: as_xls(written(*usual()))[:3000], "Không đọc được chắc chắn"),
        (lambda: circle(as_xls(written(*usual()))), "Không đọc được chắc chắn"),
    ],
)
def test_what_cannot_be_made_out_is_refused(data, words):
    with pytest.raises(Refused, match=words):
        xls_grids(data())


def circle(data):
    """The chain of sectors leads back to its beginning."""
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    return data[: table + 4] + bytes(4) + data[table + 8 :]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_spoilt_file_is_read_or_refused_and_nothing_else(data):
    filing, sections = usual()
    spoilt = bytearray(as_xls(written(filing, sections)))
    for _ in range(data.draw(st.integers(1, 6))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(spoilt), filing, sections) in ("read", "refused")


def outcome(data, filing, sections):
    try:
        content = read(data, filing, sections)
    except Refused:
        return "refused"
    copy_with_errors(data, "bao-cao.xls", content.faults)
    return "read"
