"""A filing filled in offline: down, typed into Excel, up, compared, accepted; on a desk and on a phone."""

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook

from movements.models import Figure, Filing
from movements.workbook.layout import FIGURES, TEXTS
from tests.movements.workbook import place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPILLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def typed_offline(data, edit):
    book = load_workbook(io.BytesIO(data))
    edit(book)
    target = io.BytesIO()
    book.save(target)
    return {"name": "Số liệu quý IV.xlsx", "mimeType": "application/octet-stream", "buffer": target.getvalue()}


def fill(book):
    sheet = book[FIGURES]
    sheet[place(sheet, "D2.33", "value")] = 330.5
    sheet[place(sheet, "D2.33", "note")] = "Số theo biên bản nghiệm thu đợt cuối năm."
    sheet[place(sheet, "D1.01", "value")] = "4 hội nghị"
    sheet[place(sheet, "D1.02", "value")] = "1.260"
    book[TEXTS]["B4"] = "Trồng mới 330,5 ha rừng ở hai huyện."


def is_clean(visitor):
    assert visitor.faults == []
    assert not visitor.page.evaluate(SPILLS)
    found = Axe().run(visitor.page)
    visitor.faults.clear()  # axe styles the page it looks at
    assert found.violations_count == 0, found.generate_report()


def send(visitor, file):
    visitor.page.get_by_label("Tệp Excel đã điền").set_input_files(file)
    return visitor.press("Tải lên và đối chiếu")


def test_filled_offline_compared_and_accepted(visit):
    officer = visit("canbo").press("Bắt đầu nhập").press("Nhập bằng Excel").sees("Tải tệp đã điền lên")
    filing = Filing.objects.get(unit__code="SNNPTNT", period__year=2024, period__index=4)
    is_clean(officer)
    with officer.page.expect_download() as download:
        officer.page.get_by_role("link", name="Tải tệp Excel").click()
    assert download.value.suggested_filename == "Bao-cao-SNNPTNT-quy-4-2024.xlsx"
    file = typed_offline(Path(download.value.path()).read_bytes(), fill)

    send(officer, file).sees("Đối chiếu tệp Excel").sees("330,5").sees("1.260").picture("workbook")
    officer.sees("1 ô có lỗi, chưa nhận được").sees("“4 hội nghị”: chỉ ghi số").sees("D1.01")
    is_clean(officer)
    with officer.page.expect_download() as download:
        officer.page.get_by_role("link", name="Tải tệp có cột “Lỗi”").click()
    copy = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))[FIGURES]
    assert re.match(r"G\d+: “4 hội nghị”", copy.cell(int(place(copy, "D1.01", "value")[1:]), 11).value)
    assert not Figure.objects.filter(filing=filing).exists()

    officer.press("Nhận vào báo cáo").sees("Đã nhận 3 mục từ tệp “Số liệu quý IV.xlsx”.")
    assert officer.page.input_value("#D2-33") == "330,5"
    assert officer.page.input_value("#D1-02") == "1.260"
    assert officer.page.input_value("#id_highlights") == "Trồng mới 330,5 ha rừng ở hai huyện."

    # The same file once more, on a phone without JavaScript: what it says is there already, one box is still wrong.
    phone = visit("canbo", "390", javascript=False)
    phone.page.goto(f"/ket-qua/{filing.pk}/excel/")
    send(phone, file).sees("1 ô có lỗi, chưa nhận được").sees("không có ô nào khác số trên cổng")
    phone.press("Bỏ tệp này").sees("Đã bỏ tệp")
    wide = visit("canbo", "390")
    wide.page.goto(f"/ket-qua/{filing.pk}/excel/")
    send(wide, file).sees("1 ô có lỗi")
    is_clean(wide)
