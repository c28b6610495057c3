"""Fifty planted faults, each in a fresh workbook of the portal, each named: sheet, row, column, value, what to do."""

import datetime as dt

import pytest
from openpyxl.styles import numbers

from movements.workbook.layout import FIGURES, TEXTS
from tests.movements.workbook import LETTERS, edited, filled, read, row_of, usual, written

DATE, PERCENT = numbers.FORMAT_DATE_DDMMYY, numbers.FORMAT_PERCENTAGE_00


def typed(code, key, value):
    """Types a value into one cell."""
    return lambda sheet: sheet.__setitem__(f"{LETTERS[key]}{row_of(sheet, code)}", value)


def shown(code, key, value, number_format):
    def plant(sheet):
        cell = sheet[f"{LETTERS[key]}{row_of(sheet, code)}"]
        cell.value, cell.number_format = value, number_format

    return plant


def both(*plants):
    return lambda sheet: [plant(sheet) for plant in plants]


def merged(code, first, last, down=0):
    def plant(sheet):
        row = row_of(sheet, code)
        sheet.merge_cells(f"{LETTERS[first]}{row}:{LETTERS[last]}{row + down}")

    return plant


def copied(code, *, to=30):
    def plant(sheet):
        for column in range(1, 11):
            sheet.cell(to, column).value = sheet.cell(row_of(sheet, code), column).value

    return plant


def inserted(value, key="value"):
    """A row of somebody's own between two boxes, with something typed into it."""

    def plant(sheet):
        row = row_of(sheet, "D1.01")
        sheet.insert_rows(row)
        sheet[f"{LETTERS[key]}{row}"] = value

    return plant


def swapped_names(sheet):
    first, second = (sheet.cell(row_of(sheet, code), 2) for code in ("D2.33", "D1.01"))
    first.value, second.value = second.value, first.value


F, M, P, C, S = "D2.33", "D1.01", "D2.04", "D2.34", "D2.16"
FAULTS = {
    # what was planted: (plant, code of the row named, column, value shown, words of the sentence)
    "words for a number": (typed(F, "value", "nhiều"), F, "value", "nhiều", "không phải là một số viết đúng"),
    "a unit behind": (typed(F, "value", "12,5 ha"), F, "value", "12,5 ha", "chỉ ghi số, không ghi đơn vị “ha”"),
    "a magnitude": (typed(M, "value", "12 nghìn"), M, "value", "12 nghìn", "ghi đủ các chữ số"),
    "a dot in doubt": (typed(F, "value", "1.234"), F, "value", "1.234", "“1.234,0”"),
    "a comma in doubt": (typed(M, "value", "1,234"), M, "value", "1,234", "“1.234”"),
    "a comma in doubt with decimals": (typed(F, "value", "1,234"), F, "value", "1,234", "Hãy ghi rõ"),
    "too fine a text": (typed(F, "value", "12,345678"), F, "value", "12,345678", "không được tự làm tròn"),
    "too fine a number": (typed(F, "value", 12.345), F, "value", "12,345", "nhận nhiều nhất 1 chữ số thập phân"),
    "a fraction of a count": (typed(M, "value", 1.5), M, "value", "1,5", "chỉ nhận số nguyên"),
    "a thousand read as a fraction": (typed(M, "value", 1.234), M, "value", "1,234", "chỉ nhận số nguyên"),
    "two numbers": (typed(F, "value", "12; 13"), F, "value", "12; 13", "không phải là một số viết đúng"),
    "broken groups": (typed(F, "value", "1.23.456"), F, "value", "1.23.456", "không phải là một số viết đúng"),
    "accountant's minus": (typed(F, "value", "(12)"), F, "value", "(12)", "số âm ghi bằng dấu trừ"),
    "a dash for none": (typed(F, "value", "-"), F, "value", "-", "nếu không phát sinh"),
    "scientific text": (typed(F, "value", "1,2E+3"), F, "value", "1,2E+3", "số rút gọn của Excel"),
    "sixteen digits": (typed(M, "value", 1234567890123456), M, "value", "1234567890123456", "Số quá lớn"),
    "a huge power": (typed(F, "value", 1e300), F, "value", "1e+300", "Số quá lớn"),
    "longer than Excel keeps": (typed(F, "value", 123456789012345), F, "value", "123456789012345", "giữ 15 chữ số"),
    "a percent sign": (typed(F, "value", "12 %"), F, "value", "12 %", "không ghi đơn vị “%”"),
    "a percent format": (shown(F, "value", 0.5, PERCENT), F, "value", "0,5", "đổi định dạng ô thành Số"),
    "a percent format in a part": (shown(P, "value", 0.12, "0%"), P, "value", "0,12", "Ô định dạng phần trăm"),
    "a date": (typed(F, "value", dt.datetime(2024, 12, 5)), F, "value", "05/12/2024", "đang là ngày"),
    "a number as a date": (shown(M, "value", 45000, DATE), M, "value", "15/03/2023", "đổi định dạng ô trong Excel"),
    "a time": (typed(F, "value", dt.time(12, 5)), F, "value", "12:05:00", "đang là ngày, giờ"),
    "true": (typed(M, "value", True), M, "value", "True", "không phải là số"),
    "a formula without result": (typed(F, "value", "=1+2"), F, "value", "=1+2", "chưa có kết quả lưu trong tệp"),
    "an error": (typed(F, "value", "#DIV/0!"), F, "value", "#DIV/0!", "báo lỗi #DIV/0!"),
    "a missing name": (typed(P, "denominator", "#N/A"), P, "denominator", "#N/A", "ghi thẳng số vào ô"),
    "zero below": (typed(P, "denominator", 0), P, "value", "30", "vế dưới (tổng số hộ) phải lớn hơn 0"),
    "less than zero below": (typed(P, "denominator", -4), P, "value", "30", "phải lớn hơn 0"),
    "only the lower part": (typed(S, "denominator", 7), S, "value", "", "thiếu vế trên (số hộ nghèo)"),
    "more than all": (typed(P, "value", 500), P, "value", "500", "lớn hơn vế dưới (tổng số hộ)"),
    "a lower part of a count": (typed(M, "denominator", 9), M, "denominator", "9", "không có vế dưới: để trống"),
    "a number and none": (typed(F, "nothing", "x"), F, "nothing", "x", "vừa có số vừa đánh dấu"),
    "no": (typed(M, "nothing", "không"), M, "nothing", "không", "ghi x nếu trong kỳ không phát sinh"),
    "a number as a mark": (typed(M, "nothing", 0), M, "nothing", "0", "ghi x nếu trong kỳ không phát sinh"),
    "a long note": (typed(F, "note", "ă" * 501), F, "note", "ă" * 80, "dài 501 ký tự, nhiều nhất 500"),
    "an error for a note": (typed(F, "note", "#REF!"), F, "note", "#REF!", "ghi thẳng chữ vào ô"),
    "a formula for a note": (typed(F, "note", '="a"&"b"'), F, "note", '="a"&"b"', "chưa có kết quả"),
    "parts merged": (merged(P, "value", "denominator"), P, "value", "30", "ô gộp G{row}:H{row}: bỏ gộp"),
    "boxes merged downwards": (merged(F, "value", "value", 1), F, "value", "12", "ô gộp G{row}:G{below}"),
    "under a merge": (merged(F, "value", "value", 1), M, "value", "", "bỏ gộp rồi ghi riêng từng ô"),
    "codes merged": (merged(F, "code", "name"), F, "code", "D2.33", "ô gộp A{row}:B{row}"),
    "a row twice": (copied(M), M, "code", "D1.01", "đứng ở nhiều dòng ({row}, 30): chỉ giữ lại một dòng"),
    "a code of nobody": (typed(M, "code", "D9.99"), "D9.99", "code", "D9.99", "mã này không có trong báo cáo"),
    "a code overwritten by another": (typed(M, "code", "D2.33"), "D2.33", "code", "D2.33", "đứng ở nhiều dòng"),
    "a code taken away": (both(typed(M, "value", 5), typed(M, "code", None)), 10, "value", "5", "không có mã chỉ tiêu"),
    "a row of one's own": (inserted(7), 10, "value", "7", "chép mã ở cột Mã vào, hoặc xóa dòng này"),
    "a note of one's own": (inserted("tổng", "note"), 10, "note", "tổng", "không có mã chỉ tiêu"),
    "names swapped": (swapped_names, F, "name", "Số hội nghị quán triệt", "tên không khớp mã D2.33"),
    "a name overwritten": (typed(C, "name", "Chỉ tiêu khác"), C, "name", "Chỉ tiêu khác", "dòng có thể đã bị xáo trộn"),
}  # fmt: skip


def test_there_are_fifty():
    assert len(FAULTS) >= 50


@pytest.mark.parametrize("planted", FAULTS)
def test_each_planted_fault_is_named(planted):
    plant, code, key, value, words = FAULTS[planted]
    filing, sections = usual()
    rows = {}

    def edit(book):
        plant(book[FIGURES])
        rows.update({code: row_of(book[FIGURES], code)} if isinstance(code, str) else {code: code})

    content = read(edited(written(filing, sections), edit), filing, sections)

    row = rows[code]
    fault = next(f for f in content.faults if (f.row, f.column) == (row, LETTERS[key]))
    assert (fault.sheet, fault.value) == (FIGURES, value)
    assert words.format(row=row, below=row + 1) in fault.message
    if isinstance(code, str) and key != "code":
        assert code not in content.rows  # nothing of a row at fault is taken


@pytest.mark.parametrize(
    ("edit", "row", "value", "words"),
    [
        ({"B4": "ă" * 10_001}, 4, "ă" * 80, "dài 10001 ký tự, nhiều nhất 10000"),
        ({"B5": "#NAME?"}, 5, "#NAME?", "báo lỗi #NAME?"),
        ({"B6": "=A1"}, 6, "=A1", "chưa có kết quả"),
        ({"A9": "Kiến nghị", "B9": "Cấp thêm vốn"}, 9, "Cấp thêm vốn", "mục “Kiến nghị” có nhiều dòng"),
    ],
)
def test_faults_of_the_narratives(edit, row, value, words):
    filing, sections = usual()

    def plant(book):
        for address, text in edit.items():
            book[TEXTS][address] = text

    content = read(edited(written(filing, sections), plant), filing, sections)

    fault = next(f for f in content.faults if f.row == row)
    assert (fault.sheet, fault.column, fault.value) == (TEXTS, "B", value)
    assert words in fault.message


def test_merged_narratives_are_refused_and_a_wider_cell_is_not():
    filing, sections = usual()

    def plant(book):
        book[TEXTS].merge_cells("B4:B5")
        book[TEXTS].merge_cells("B6:C6")
        book[TEXTS]["B6"] = "Cấp thêm vốn"

    content = read(edited(written(filing, sections), plant), filing, sections)

    assert [(f.row, f.message) for f in content.faults] == [
        (4, "ô gộp nhiều dòng: bỏ gộp rồi ghi riêng từng mục"),
        (5, "ô gộp nhiều dòng: bỏ gộp rồi ghi riêng từng mục"),
    ]
    assert content.texts == {"proposals": "Cấp thêm vốn"}


def test_a_good_cell_beside_a_bad_one_is_still_read():
    filing, sections = usual()
    data = filled(written(filing, sections), {F: {"value": "nhiều"}, M: {"value": 4}, C: {"value": 63.25}})

    content = read(data, filing, sections)

    assert [f.place for f in content.faults] == ["G9"]
    assert {code: row.numbers for code, row in content.rows.items()} == {
        M: (4, None, False), P: (30, 400, False), C: (6325, None, False), S: None,
    }  # fmt: skip
