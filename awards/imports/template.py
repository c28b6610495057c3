"""The empty list to download: headings, lists to choose from, and a sheet that says how to fill it in."""

import io

import xlsxwriter

from awards.enums import ImportKind
from awards.imports.columns import COLUMNS
from thidua.tokens import GOLD, INK

OPEN_ROWS = 2_000
LISTS = "Danh mục"
FONT = {"font_name": "Times New Roman", "font_size": 12}
HOW_TO = (
    "Mỗi dòng một người (tập thể, hộ) và một quyết định. Không đổi tên cột; thứ tự cột, cột thêm không sao.",
    "Cột có dấu * phải ghi. Ngày ghi ngày/tháng/năm; năm học ghi hai năm, ví dụ 2021-2022.",
    "Đơn vị, danh hiệu ghi tên tại ngày của quyết định, hoặc ghi mã; tên đầy đủ ở trang “Danh mục”.",
    "Người trùng tên trong một đơn vị: ghi năm sinh để cổng nhận đúng người.",
    "Tải lên xong, cổng kiểm tra từng ô và cho xem trước; chưa ghi gì vào hồ sơ khi chưa bấm “Nhập”.",
)


def template_workbook(kind, *, awards, units):
    """Bytes of the .xlsx. `awards`: (code, name) in force; `units`: (code, name) that the list may speak of."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        looks = {
            "plain": book.add_format(FONT | {"text_wrap": True, "valign": "top"}),
            "title": book.add_format(FONT | {"bold": True, "font_size": 15}),
            "heading": book.add_format(
                FONT | {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1,
                        "border_color": INK["line"], "bg_color": GOLD["gold-wash"]}
            ),
            "text": book.add_format(FONT | {"num_format": "@"}),
        }  # fmt: skip
        _list(book.add_worksheet("Danh sách"), kind, looks, len(awards), len(units))
        _how_to(book.add_worksheet("Hướng dẫn"), kind, looks)
        _lists(book.add_worksheet(LISTS), looks, awards, units)
    return target.getvalue()


def _list(sheet, kind, looks, n_awards, n_units):
    sources = {"unit": f"='{LISTS}'!$D$2:$D${n_units + 1}", "award": f"='{LISTS}'!$B$2:$B${n_awards + 1}"}
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 34)
    for place, column in enumerate(COLUMNS[kind]):
        sheet.set_column(place, place, column.width, looks["text"])
        sheet.write_string(0, place, f"{column.title} (*)" if column.must else column.title, looks["heading"])
        source = list(column.choices) or sources.get(column.key)
        if source:
            sheet.data_validation(1, place, OPEN_ROWS, place, _choice(column, source))
        elif column.hint:
            rule = {"validate": "any", "input_title": column.title[:32], "input_message": column.hint}
            sheet.data_validation(1, place, OPEN_ROWS, place, rule)


def _choice(column, source):
    """A list to choose from; another spelling is let through, the portal knows many."""
    return {
        "validate": "list", "source": source, "error_type": "information", "error_title": column.title[:32],
        "error_message": "Không có trong danh sách; cổng sẽ kiểm tra lại khi tải lên.",
    }  # fmt: skip


def _how_to(sheet, kind, looks):
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 30)
    sheet.write_string(0, 0, f"Danh sách: {ImportKind(kind).label}", looks["title"])
    for row, line in enumerate(HOW_TO, 1):
        sheet.merge_range(row, 0, row, 2, line, looks["plain"])
        sheet.set_row(row, 32)
    row = len(HOW_TO) + 2
    for place, title in enumerate(("Tên cột", "Cách ghi", "Ví dụ")):
        sheet.write_string(row, place, title, looks["heading"])
    for number, column in enumerate(COLUMNS[kind], row + 1):
        sheet.write_string(number, 0, column.title, looks["plain"])
        sheet.write_string(number, 1, ". ".join(_words(column)), looks["plain"])
        sheet.write_string(number, 2, column.example, looks["plain"])


def _words(column):
    words = ["Phải ghi"] if column.must else []
    words += [column.hint] if column.hint else []
    return [*words, f"Một trong: {', '.join(column.choices)}"] if column.choices else words


def _lists(sheet, looks, awards, units):
    for place, (title, width) in enumerate(
        (("Mã danh mục", 14), ("Tên danh mục", 50), ("Mã nơi", 14), ("Tên nơi", 50))
    ):
        sheet.set_column(place, place, width, looks["plain"])
        sheet.write_string(0, place, title, looks["heading"])
    for first, rows in ((0, awards), (2, units)):
        for number, (code, name) in enumerate(rows, 1):
            sheet.write_string(number, first, code)
            sheet.write_string(number, first + 1, name)
