"""Sổ triển khai as a workbook: numbers as numbers, days as days, one row an activity."""

import io

import xlsxwriter

from movements.enums import ActivityKind
from thidua.clock import office_date, office_time

HEAD = (
    ("Đơn vị", 32), ("Loại", 18), ("Ngày", 12), ("Số, ký hiệu", 18), ("Loại văn bản", 16), ("Nội dung", 60),
    ("Người ký", 20), ("Nơi tổ chức, nơi đăng", 28), ("Phương tiện", 24), ("Lượt người", 12), ("Phong trào", 36),
    ("Điểm của Chỉ thị", 14), ("Đường dẫn", 36),
)  # fmt: skip
FIRST_ROW = 3


def activity_workbook(activities, *, span, at) -> bytes:
    """The bytes of an .xlsx: title, moment, head, then the rows in the order given. Nothing in it is a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Sổ triển khai")
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "count": book.add_format({"num_format": "#,##0", "valign": "top"}),
    }
    _write_head(sheet, styles, span, at)
    for number, activity in enumerate(activities):
        _write_row(sheet, FIRST_ROW + number, activity, styles)
    book.close()
    return out.getvalue()


def _write_head(sheet, styles, span, at):
    sheet.write_string(0, 0, "Sổ triển khai Chỉ thị phát động thi đua", styles["title"])
    days = f"Từ {span.first:%d/%m/%Y} đến {span.last:%d/%m/%Y}"
    sheet.write_string(1, 0, f"{days}; lấy lúc {office_time(at)} ngày {office_date(at):%d/%m/%Y}")
    for column, (label, width) in enumerate(HEAD):
        sheet.set_column(column, column, width)
        sheet.write_string(FIRST_ROW - 1, column, label, styles["head"])
    sheet.freeze_panes(FIRST_ROW, 0)


def _write_row(sheet, row, activity, styles):
    points = ", ".join(point.code for point in activity.points.all())
    texts = {
        0: activity.unit.name, 1: ActivityKind(activity.kind).label, 3: activity.number, 4: activity.document_type,
        5: activity.title, 6: activity.signer, 7: activity.place, 8: activity.get_medium_display(),
        10: activity.movement.name if activity.movement else "", 11: points, 12: activity.link,
    }  # fmt: skip
    for column, text in texts.items():
        sheet.write_string(row, column, text, styles["text"])
    sheet.write_datetime(row, 2, activity.on, styles["day"])
    if activity.attendances is not None:
        sheet.write_number(row, 9, activity.attendances, styles["count"])
