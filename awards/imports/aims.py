"""The empty list of titles aimed for: headings as they are read back, and what may be chosen in them."""

import io

import xlsxwriter

from awards.imports.template import FONT
from awards.models.aims import NONE
from movements.enums import SubjectClass
from thidua.tokens import GOLD, INK

OPEN_ROWS = 500
TITLES = (
    ("Đối tượng", 14, ("Cá nhân", "Tập thể", "Hộ gia đình")),
    ("Tên tập thể, cá nhân, hộ", 32, ()),
    ("Danh hiệu, hình thức", 36, None),  # of the term
    ("Phân loại", 24, tuple(SubjectClass.labels)),
    ("Mã cán bộ", 12, ()),
    ("Ngày sinh", 12, ()),
    ("Giới tính", 10, ("Nam", "Nữ")),
    ("Chức vụ", 22, ()),
    ("Phòng, ban", 22, ()),
    ("Lãnh đạo", 10, ("Có", "Không")),
    ("Sáng kiến dự kiến", 36, ()),
    ("Địa chỉ", 28, ()),
    ("Ghi chú", 24, ()),
)


def aim_workbook(awards):
    """Bytes of the .xlsx. `awards`: names of titles and forms that may be aimed for in the term."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        heading = book.add_format(
            FONT | {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1,
                    "border_color": INK["line"], "bg_color": GOLD["gold-wash"]}
        )  # fmt: skip
        text = book.add_format(FONT | {"num_format": "@"})
        sheet, lists = book.add_worksheet("Danh sách"), book.add_worksheet("Danh mục")
        sheet.freeze_panes(1, 2)
        sheet.set_row(0, 34)
        lists.set_column(0, 0, 60)
        lists.write_column(0, 0, ["Danh hiệu, hình thức", NONE, *awards])
        source = f"='Danh mục'!$A$2:$A${len(awards) + 2}"
        for place, (title, width, offered) in enumerate(TITLES):
            sheet.set_column(place, place, width, text)
            sheet.write_string(0, place, title, heading)
            if offered or offered is None:
                rule = {"validate": "list", "source": source if offered is None else list(offered)}
                sheet.data_validation(1, place, OPEN_ROWS, place, rule | {"error_type": "information"})
    return target.getvalue()
