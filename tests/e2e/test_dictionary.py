"""The dictionary in a browser: a formula worked out while it is chosen, another meaning from a day, phone, axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPILLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
PAGES = ("/danh-muc/chi-tieu/", "/danh-muc/chi-tieu/D2.04/", "/danh-muc/chi-tieu/D2.07/sua/", "/danh-muc/chi-tieu/moi/",
         "/danh-muc/chi-tieu/D2.06/ket-thuc/")  # fmt: skip


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


@pytest.mark.parametrize("size", ["1366", "390"])
def test_its_pages_fit_and_are_accessible(visit, size):
    visitor = visit("quantri", size)
    for address in PAGES:
        visitor.page.goto(address)
        assert not visitor.page.evaluate(SPILLS), address
        found = Axe().run(visitor.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found] == [], address
    visitor.faults.clear()  # axe styles the page it looks at
