"""A filing that goes back and forth, in real Chromium: marked, corrected, sent again, only the changes looked at."""

import pytest

from movements.models import Filing
from tests.e2e.test_first_walk import explain_the_rest, save, settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REMARK = "Chỉ lấy diện tích trồng đến hết 14/12."


@pytest.mark.parametrize("size", ["1366", "390"])
def test_returned_with_marks_corrected_and_only_the_changes_looked_at(visit, size):
    officer = visit("canbo", size).press("Bắt đầu nhập").sees("Diện tích rừng trồng mới")
    settle(officer).press("Trình thủ trưởng").sees("Chờ thủ trưởng ký")
    filing = Filing.objects.get(unit__code="SNNPTNT", period__year=2024, period__index=4)
    address = f"/ket-qua/{filing.pk}/"
    head = visit("thutruong", size)
    head.page.goto(address)
    head.press("Ký và gửi").sees("Gửi đúng hạn")

    # The receiver points at one box, says what is wrong with it and by when it should be back.
    receiver = visit("chuyenvien", size)
    receiver.page.goto(address)
    receiver.press("Mở kiểm tra").press("Trả lại")
    assert receiver.page.get_by_label("Hạn sửa").input_value() == "23/12/2024"  # three working days
    receiver.page.get_by_label("Lý do").select_option("TL-BC02")
    receiver.page.get_by_label("D2.33 Diện tích rừng trồng mới").check()
    receiver.page.get_by_label("Lời nhắc cho D2.33").fill(REMARK)
    receiver.picture("return").press("Trả lại").sees("Trả lại để sửa").sees("Đơn vị đang sửa")
    receiver.page.goto("/ket-qua/?trang-thai=rework")
    receiver.sees("Sở Nông nghiệp và Phát triển nông thôn").sees("Trả lại, chưa gửi lại").sees("23/12/2024")

    # The unit sees both beside the box, corrects it, and sends it again.
    officer.page.goto(address)
    officer.sees(REMARK).sees("Hạn sửa").picture("returned")
    before = officer.page.input_value("#D2-33")
    officer.page.fill("#D2-33", "77")
    save(officer)
    if officer.page.locator("text=ô cần xem trước khi trình").count():
        explain_the_rest(officer.page)
        officer.page.keyboard.press("Tab")  # out of the last box, so that it saves itself
        officer.page.locator("[data-blocking]").wait_for(state="hidden")  # the buttons change with it
        save(officer)
    officer.press("Trình thủ trưởng").sees("Chờ thủ trưởng ký")
    head.page.goto(address)
    head.press("Ký và gửi").sees("Gửi đúng hạn")

    # The receiver sees what has changed and nothing else, until the whole is asked for.
    receiver.page.goto(address)
    receiver.press("Mở kiểm tra").sees("Thay đổi so với lần xem trước").picture("changes")
    (row,) = receiver.page.locator("#thay-doi tbody tr").all_inner_texts()
    assert "D2.33" in row and before.split(",")[0] in row and "77" in row
    other = receiver.page.locator("#D1-01")
    assert not other.is_visible()
    receiver.page.get_by_text("Xem toàn bộ báo cáo").click()
    other.wait_for(state="visible")
    receiver.press("Xác nhận số liệu").sees("Đã xác nhận số liệu")
    filing.refresh_from_db()
    assert (filing.state, filing.on_time, filing.correct_by) == ("accepted", True, None)
