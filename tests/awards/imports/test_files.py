"""Files of every make: read by content, the list found in them, what is none refused in words."""

import datetime as dt
import io
import unicodedata
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from awards.imports import copy_with_errors, find_tables, open_sheets, read_rows
from awards.imports.columns import COLUMNS, key_of
from awards.imports.template import template_workbook
from movements.workbook.content import Fault
from tests.awards.imports.lists import AWARD_HEADINGS, csv_of, saved, table, xlsx
from thidua.errors import Refused

LINES = table([{"name": "Nguyễn Thị Hường"}, {"name": "A Pớt"}])
LETTERHEAD = (
    ("ỦY BAN NHÂN DÂN TỈNH KON TUM", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("SỞ Y TẾ", None, "Độc lập - Tự do - Hạnh phúc"),
    (),
    ("DANH SÁCH khen thưởng năm 2023",),
)
SIGNATURES = ((), ("Tổng cộng: 2 người",), (None, "NGƯỜI LẬP BIỂU", None, "GIÁM ĐỐC"))


def names(data, kind="awards"):
    [found] = find_tables(open_sheets(data, "tệp"), kind)
    return [cells.get("name") for _, cells in read_rows(found, kind)]


def rows_of(data, kind="awards"):
    [found] = find_tables(open_sheets(data, "tệp"), kind)
    return found, read_rows(found, kind)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-8", "\t"), ("utf-16", ";")],
)
def test_csv_in_several_letters(encoding, separator):
    assert names(csv_of(LINES, encoding=encoding, separator=separator)) == ["Nguyễn Thị Hường", "A Pớt"]


def test_csv_of_windows_1258_comes_back_composed():
    """The code page keeps tones apart from their vowels."""
    lines = [[str(cell) for cell in line] for line in table([{"name": "Trần Văn Bình", "unit": "Sở Y tế"}])]
    text = "\r\n".join(";".join(line) for line in lines)
    pieces = "".join(_vowel_then_tone(ch) for ch in text)
    assert names(pieces.encode("cp1258")) == ["Trần Văn Bình"]


def _vowel_then_tone(ch):
    """As Windows keeps it: the vowel with its hat or horn, then the tone."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = unicodedata.normalize("NFD", ch)
    said_tones = "".join(part for part in parts if part in tones)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + said_tones


def test_a_list_between_letterhead_and_signatures():
    found, rows = rows_of(xlsx(LINES, above=LETTERHEAD, below=SIGNATURES))
    assert [cells["name"] for _, cells in rows] == ["Nguyễn Thị Hường", "A Pớt"]
    assert [number for number, _ in rows] == [6, 7]
    assert [text for _, text in found.skipped] == ["Tổng cộng: 2 người", "NGƯỜI LẬP BIỂU GIÁM ĐỐC"]


def test_columns_stand_in_any_order_and_strangers_are_left():
    headings = dict(reversed(AWARD_HEADINGS.items())) | {"phone": "Số điện thoại"}
    assert names(xlsx(table([{"name": "Y Ngọc"}], headings=headings))) == ["Y Ngọc"]


def test_headings_over_two_rows_and_a_row_of_numbers():
    book = Workbook()
    sheet = book.active
    sheet.append(["STT", "Họ và tên", "Đơn vị", "Danh hiệu", "Năm", "Quyết định", None, None])
    sheet.append([None, None, None, None, None, "Số", "Ngày", "Cơ quan ban hành"])
    sheet.append([f"({number})" for number in range(1, 9)])
    sheet.append([1, "A Pớt", "Sở Y tế", "LĐTT", 2023, "12/QĐ-SYT", "05/01/2024", "Sở Y tế"])
    sheet.merge_cells("F1:H1")
    _, [(number, cells)] = rows_of(saved(book))
    assert number == 4
    assert (cells["number"], cells["date"], cells["issuer"]) == ("12/QĐ-SYT", "05/01/2024", "Sở Y tế")


def test_a_decision_merged_over_rows_holds_for_each():
    book = Workbook()
    sheet = book.active
    for line in LINES:
        sheet.append(line)
    place = list(AWARD_HEADINGS).index("number") + 1
    sheet.merge_cells(start_row=2, end_row=3, start_column=place, end_column=place)
    _, rows = rows_of(saved(book))
    assert [cells["number"] for _, cells in rows] == ["123/QĐ-SYT", "123/QĐ-SYT"]


def test_number_and_day_in_one_column():
    headings = {key: title for key, title in AWARD_HEADINGS.items() if key not in ("number", "date")}
    headings["paper"] = "Số, ngày quyết định"
    lines = table([{"paper": "Quyết định số 12/QĐ-UBND ngày 05/01/2024"}], headings=headings)
    _, [(_, cells)] = rows_of(xlsx(lines))
    assert (cells["number"], cells["date"]) == ("12/QĐ-UBND", "05/01/2024")


def test_section_titles_inside_the_list_are_left_and_said():
    lines = [LINES[0], ["I", "Danh hiệu Lao động tiên tiến"], *LINES[1:]]
    found, rows = rows_of(xlsx(lines))
    assert len(rows) == 2
    assert found.skipped == [(2, "I Danh hiệu Lao động tiên tiến")]


def test_dates_and_numbers_come_as_excel_shows_them():
    lines = table([{"date": dt.datetime(2024, 1, 5), "birth_year": 1985.0, "number": 123}])
    _, [(_, cells)] = rows_of(xlsx(lines))
    assert (cells["date"], cells["birth_year"], cells["number"]) == ("05/01/2024", "1985", "123")


def test_several_sheets_with_lists_are_all_found():
    book = Workbook()
    book.active.title = "Bìa"
    for title in ("Năm 2022", "Năm 2023"):
        sheet = book.create_sheet(title)
        for line in LINES:
            sheet.append(line)
    tables = find_tables(open_sheets(saved(book), "tệp"), "awards")
    assert [found.sheet.name for found in tables] == ["Năm 2022", "Năm 2023"]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Họ và tên", "name"), ("HỌ TÊN", "name"), ("Năm sinh", "birth_year"), ("Năm", "year"),
        ("Số QĐ", "number"), ("Ngày, tháng, năm", "date"), ("Số điện thoại", ""), ("Đơn vị công tác (ghi đủ)", "unit"),
        ("Danh hiệu thi đua đề nghị công nhận", "award"), ("Kết quả đánh giá, xếp loại", "grade"),
    ],
)  # fmt: skip
def test_headings_are_told_by_their_words(heading, key):
    assert key_of(heading) == key


# ---- what is refused -------------------------------------------------------------------------------------------------


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (41 * 1024 * 1024))
    return target.getvalue()


REFUSED = {
    "nothing": (b"", "rỗng"),
    "a PDF": (b"%PDF-1.7 ...", "không phải tệp Excel"),
    "a web page": (b"<html><table><tr><td>Ho ten</td></tr></table></html>", "trang web"),
    "a web page of Excel": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "trang web"),
    "a bomb": (bomb(), "bung ra quá lớn"),
    "half a file": (xlsx(LINES)[:3000], "hỏng"),
    "no list": (xlsx([["a", "b"], ["c", "d"]]), "Không tìm thấy hàng tiêu đề"),
    "a list without its date": (
        xlsx([["Họ và tên", "Danh hiệu", "Năm", "Số quyết định", "Cơ quan ban hành"]]), "“Ngày quyết định”",
    ),
    "an old font": ("Hä vµ tªn;§¬n vÞ;N¨m\nNguyÔn V¨n §øc;Së Y tÕ;2023".encode("latin-1"), "không phải Unicode"),
    "an open quote": ('Họ và tên;Danh hiệu\n"A Pớt;LĐTT\n'.encode(), "ngoặc kép"),
    "bytes of no letters": (b"\xff\xfeabc", "Không đọc được chữ"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_list_is_refused_in_words(data, words):
    with pytest.raises(Refused, match=words):
        find_tables(open_sheets(data, "tệp.xlsx"), "awards")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("awards.imports.reading.MAX_ROWS", 1)
    with pytest.raises(Refused, match="Chia thành nhiều tệp"):
        rows_of(xlsx(LINES))


# ---- back to the person ----------------------------------------------------------------------------------------------


def test_the_copy_says_its_faults_and_can_be_sent_again():
    data = xlsx(LINES, above=LETTERHEAD)
    fault = Fault("Danh sách", 7, "B", "Họ và tên", "A Pớt", "Sai tên.")
    copy = copy_with_errors(open_sheets(data, "tệp"), [fault], {"Danh sách": 5})
    sheet = load_workbook(io.BytesIO(copy)).active
    column = len(AWARD_HEADINGS) + 1
    assert sheet.cell(5, column).value == "Lỗi"
    assert sheet.cell(7, column).value == "B7: Sai tên."
    assert sheet["B7"].fill.fgColor.rgb != sheet["B6"].fill.fgColor.rgb
    assert names(copy) == names(data)
    again = copy_with_errors(open_sheets(copy, "tệp"), [], {"Danh sách": 5})
    assert "Lỗi" not in {cell.value for row in load_workbook(io.BytesIO(again)).active.iter_rows() for cell in row}


@pytest.mark.parametrize("kind", ["awards", "ratings"])
def test_the_template_is_a_list_of_its_kind_once_filled_in(kind):
    data = template_workbook(kind, awards=[("LDTT", "Lao động tiên tiến")], units=[("SYT", "Sở Y tế")])
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Danh sách", "Hướng dẫn", "Danh mục"]
    sheet = book["Danh sách"]
    assert len(sheet.data_validations.dataValidation) >= 5
    headings = [cell.value for cell in sheet[1]]
    for place, text in enumerate(table([{}], kind, dict.fromkeys(_keys(kind), ""))[1], 1):
        sheet.cell(2, place).value = text
    found, [(number, cells)] = rows_of(saved(book), kind)
    assert (number, len(headings)) == (2, len(_keys(kind)))
    assert set(found.columns) == set(_keys(kind))
    assert cells["name"] == "Nguyễn Thị Thanh"


def _keys(kind):
    return [column.key for column in COLUMNS[kind]]
