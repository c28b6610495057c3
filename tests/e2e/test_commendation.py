"""From a suggestion to the department's proposal in real Chromium: the record speaks, the law checks, people decide."""

import pytest

from awards.models import Dossier, LineCheck
from tests.e2e.test_second_walk import assign, attach, sign, take

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHO, INITIATIVE = "A Đrông", "Chợ phiên nông sản trên điện thoại"
AWARD = "Chiến sĩ thi đua Bộ, ban, ngành, tỉnh"
TITLE = "Chiến sĩ thi đua cấp tỉnh năm 2024"
PAPERS = ("bao_cao_thanh_tich", "bien_ban", "sang_kien", "ket_qua_bo_phieu")


def choose(officer):
    """Ticks the one whose record speaks; the dossier is made with that line."""
    page = officer.page
    page.goto("/khen-thuong/")
    officer.press("Ai đến hạn gì kỳ này").sees(WHO)
    page.locator("section", has_text=AWARD).get_by_label(WHO).check()
    page.locator("[name=title]").fill(TITLE)
    officer.press("Đưa vào hồ sơ").sees("Còn thiếu")
    return Dossier.objects.get(title=TITLE)


def complete(officer, url, line):
    """The initiative, the papers of the checklist, the declarant: then the button to the head is on."""
    page = officer.page
    assert page.get_by_role("button", name="Trình thủ trưởng").is_disabled()
    page.goto(f"{url}dong/{line.pk}/tieu-chuan/")
    officer.sees("03 lần liên tục").sees("53/QĐ-SNN")
    page.locator("#sang-kien").get_by_role("button", name="Dùng cho dòng này").click()
    officer.sees("Thôi dùng")
    page.goto(url)
    for purpose in PAPERS:
        page.get_by_label("Loại giấy tờ").select_option(purpose)
        attach(officer, "Tệp", f"{purpose}.pdf")
        officer.press("Đính kèm").sees(f"{purpose}.pdf")
    officer.press("Ghi xác nhận").sees("Xác nhận của người kê khai")
    page.locator("fieldset", has_text=WHO).locator("input").first.fill(WHO)
    officer.press("Lưu xác nhận")
    page.goto(url)
    officer.press("Trình thủ trưởng").sees("Chờ thủ trưởng ký")


def appraise(visit, size, url, line):
    """Sở Nội vụ sees what was found at sending, answers what only people judge, concludes and sends it on."""
    home_affairs = visit("chuyenvien", size)
    take(home_affairs, url, "Tiếp nhận")
    assign(visit("truongphong", size), url)
    take(home_affairs, url, "Bắt đầu thẩm định")
    home_affairs.page.goto(f"{url}dong/{line.pk}/tieu-chuan/")
    home_affairs.sees("Các lần kiểm tra đã lưu").sees(INITIATIVE)
    home_affairs.page.goto(url)
    home_affairs.page.locator("tr", has_text=WHO).get_by_role("button", name="Đủ điều kiện").click()
    home_affairs.sees("Đủ điều kiện, tiêu chuẩn").press("Trình trưởng phòng").sees("Đã ghi nhận: Trình trưởng phòng.")
    take(visit("truongphong", size), url, "Trình Giám đốc")
    director = visit("giamdoc", size)
    director.page.goto(url)
    sign(director, "Ký tờ trình của Sở", number="302/TTr-SNV", signed_on="18/12/2024", file="to-trinh-so.pdf")


@pytest.mark.parametrize("size", ["1366", "390"])
def test_from_a_suggestion_to_the_proposal(visit, size):
    officer = visit("canbo", size)
    dossier = choose(officer)
    line, url = dossier.lines.get(), f"/khen-thuong/{dossier.pk}/"
    complete(officer, url, line)
    head = visit("thutruong", size)
    head.page.goto(url)
    sign(head, "Ký tờ trình, gửi Sở Nội vụ", number="90/TTr-SNN", signed_on="17/12/2024", file="to-trinh.pdf")
    appraise(visit, size, url, line)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.proposal_number) == ("proposal_signed", "302/TTr-SNV")
    assert set(LineCheck.objects.filter(line=line).values_list("stage", flat=True)) == {"sent", "appraisal"}
    assert line.initiative.title == INITIATIVE
