"""The law as data in a browser: an administrator mends a row from a day and confirms it; both sizes, axe."""

import pytest

from awards.models import EligibilityRule
from tests.e2e.test_pages import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def row():
    return EligibilityRule.objects.get(code="CSTD_TINH.lien-tuc.2024")


def test_another_criterion_from_a_day(visit):
    visitor = visit("quantri")
    page = visitor.page
    page.goto("/danh-muc/chi-tieu/")
    visitor.press("Pháp luật khen thưởng").sees("Chiến sĩ thi đua toàn quốc").picture("law-home")
    page.goto("/danh-muc/phap-luat/danh-hieu/CSTD_TINH/")
    visitor.sees("03 lần liên tục").picture("law-award")
    page.goto(f"/danh-muc/phap-luat/tieu-chuan/{row().pk}/sua/")
    page.fill("#id_p_times", "25")
    page.fill("#id_reason", "Quy định của tỉnh")
    visitor.press("Lưu").sees("Số lần liên tục").picture("law-form")
    assert page.input_value("#id_reason") == "Quy định của tỉnh"
    page.fill("#id_p_times", "2")
    page.fill("#id_effective", "01/03/2025")
    visitor.press("Lưu").sees("Số lần liên tục: 2").sees("Chưa đối chiếu được")
    page.select_option("#id_standing", "verified")
    page.fill("#id_reason", "Quyết định 5/QĐ-UBND, Điều 3")
    visitor.press("Ghi mức đối chiếu").sees("Đã ghi nhận.").picture("law-row")
    page.goto("/danh-muc/phap-luat/danh-hieu/CSTD_TINH/?ngay=28/02/2025")
    visitor.sees("Số lần liên tục: 3")


def test_its_pages_fit_and_are_accessible(visit):
    visitor = visit("quantri")
    base = "/danh-muc/phap-luat"
    mine = f"{base}/tieu-chuan/{row().pk}/"
    rows = (mine, f"{mine}sua/", f"{mine}ket-thuc/")
    fresh = (f"{base}/tieu-chuan/moi/", f"{base}/tieu-chuan/moi/?kieu=rating_years", f"{base}/thoi-han/moi/")
    faults = []
    for address in (f"{base}/", f"{base}/danh-hieu/BK_TINH/", *rows, *fresh):
        visitor.page.goto(address)
        faults += faults_of(visitor.page, address)
    visitor.faults.clear()  # axe styles the page it looks at
    assert faults == []
