"""The dictionary in a browser: a formula worked out while it is chosen, another meaning from a day."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_administrator_changes_what_a_figure_means(visit):
    visitor = visit("quantri")
    page = visitor.page
    page.goto("/danh-muc/chi-tieu/D2.07/sua/")
    page.select_option("#id_formula_kind", "ratio")
    page.select_option("#id_formula_of", "D2.06")
    page.select_option("#id_formula_over", "D1.01")
    page.locator("#vi-du").get_by_text("D2.06 : D1.01 × 100").wait_for()
    visitor.sees("Tính thử trên số đã gửi của")
    page.goto("/danh-muc/chi-tieu/D2.33/sua/")
    page.fill("#id_unit_of_measure", "nghìn ha")
    page.fill("#id_reason", "Công văn 12")
    visitor.press("Lưu").sees("ghi ngày áp dụng")
    assert page.input_value("#id_reason") == "Công văn 12"
    page.fill("#id_effective", "01/01/2026")
    visitor.press("Lưu").sees("Từ 01/01/2026 chỉ tiêu có định nghĩa mới").sees("Công văn 12")
    page.goto("/danh-muc/chi-tieu/?tim=trong+moi+rung")
    visitor.sees("Diện tích rừng trồng mới")
