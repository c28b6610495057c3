"""The form of a filing in real Chromium: the column by keyboard, a pasted block, a lost session, two windows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session

from movements.models import Figure, Filing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXPECTED = ("status of 401", "status of 409", "ERR_INTERNET_DISCONNECTED")
PASTE = """([box, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.querySelector(box).dispatchEvent(event);
}"""


def begin(visitor):
    visitor.press("Bắt đầu nhập").page.locator("#D1-01").wait_for()
    return the_filing()


def the_filing():
    return Filing.objects.get(unit__code="SNNPTNT", period__year=2024, period__index=4)


def figures(filing):
    return {figure.indicator.code: figure.content for figure in filing.figures.select_related("indicator")}


def row(visitor, code):
    return visitor.page.locator(f"[data-row='{code.replace('.', '-')}']")


def marked(visitor, code, words):
    """The small mark beside the box says so."""
    row(visitor, code).locator("[data-mark-slot]").get_by_text(words).wait_for()


def calm(visitor):
    """What the browser itself says of answers that the story is about is no fault of the page."""
    visitor.faults[:] = [fault for fault in visitor.faults if not any(words in fault for words in EXPECTED)]


def test_a_column_by_keyboard(visit):
    officer = visit("canbo")
    filing, page = begin(officer), officer.page
    order = page.eval_on_selector_all("input.box[id]", "boxes => boxes.map((box) => box.id)")
    page.focus(f"#{order[0]}")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.keyboard.type("1.285")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("12,5 ha")
    page.keyboard.press("Enter")
    page.keyboard.type("43,1")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == order[2] == "D2-33"
    marked(officer, "D1.01", "Đã lưu 08:")
    marked(officer, "D1.02", "Đã lưu 08:")
    marked(officer, "D2.33", "Chưa hợp lệ: chưa lưu")
    marked(officer, "D2.34", "Đã lưu 08:")
    assert page.input_value("#D2-33") == "12,5 ha" and page.input_value("#D2-34") == "43,10"
    assert {code: content[0] for code, content in figures(filing).items()} == {"D1.01": 4, "D1.02": 1285, "D2.34": 4310}
    section = page.locator("details.sec").first
    assert section.locator("[data-filled-n]").inner_text() == "3" and section.get_by_text("Có lỗi").is_visible()

    page.keyboard.type("12,5")  # the whole box is selected, so it is typed over
    page.keyboard.press("Enter")
    marked(officer, "D2.33", "Đã lưu 08:")
    assert section.get_by_text("Đang làm").is_visible()
    row(officer, "D3.06").get_by_label("Không phát sinh").check()
    marked(officer, "D3.06", "Đã lưu 08:")
    row(officer, "D5.05").get_by_role("button", name="Giống kỳ trước").click()
    marked(officer, "D5.05", "Đã lưu 08:")
    stand = figures(filing)
    assert stand["D2.33"][0] == 125 and stand["D3.06"] == (None, None, True, "") and stand["D5.05"][0] is not None
    page.reload()
    assert page.input_value("#D2-33") == "12,5" and not page.locator("#go-do").is_visible()


def test_a_pasted_block(visit):
    officer = visit("canbo")
    filing, page = begin(officer), officer.page
    codes = page.eval_on_selector_all("[data-code]", "rows => rows.map((row) => row.dataset.code)")
    rate = codes.index("D3.03")
    block = ["1.234.567", "3,5 ha", *([""] * (rate - 2)), "95\t100\t7"]
    page.evaluate(PASTE, [f"#{codes[0].replace('.', '-')}", "\r\n".join(block) + "\r\n"])
    marked(officer, codes[0], "Đã lưu 08:")
    marked(officer, codes[1], "Chưa hợp lệ: chưa lưu")
    marked(officer, "D3.03", "Đã lưu 08:")
    officer.sees("Còn 1 ô dán thừa, không có chỗ nhận: 7")
    assert page.input_value(f"#{codes[1].replace('.', '-')}") == "3,5 ha"
    stand = figures(filing)
    assert stand["D3.03"][:2] == (95, 100) and stand[codes[0]][0] == 1234567 and len(stand) == 2


def test_the_session_ends_and_the_line_breaks(visit):
    """Nothing typed is lost: signed in again in place, saved when the line is back, offered to the same person only."""
    officer = visit("canbo")
    filing, page = begin(officer), officer.page
    Session.objects.all().delete()
    page.fill("#D1-01", "4")
    page.fill("#id_highlights", "Trồng mới 330 ha rừng ở hai huyện.")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Phiên làm việc đã hết").wait_for()
    dialog.locator("[name=login]").fill("canbo")
    dialog.locator("[name=password]").fill("sai mật khẩu")
    dialog.get_by_role("button", name="Đăng nhập").click()
    dialog.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng").first.wait_for()
    dialog.locator("[name=password]").fill("thidua-demo")
    dialog.get_by_role("button", name="Đăng nhập").click()
    marked(officer, "D1.01", "Đã lưu 08:")
    page.locator("[data-row='nhan-xet'] [data-mark-slot]").get_by_text("Đã lưu 08:").wait_for()
    filing.refresh_from_db()
    assert (figures(filing)["D1.01"][0], filing.highlights) == (4, "Trồng mới 330 ha rừng ở hai huyện.")

    officer.context.set_offline(True)
    page.fill("#D2-33", "12,5")
    page.locator("#D2-33").press("Enter")
    marked(officer, "D2.33", "Mất mạng: giữ trên máy")
    officer.sees("Mất kết nối: chưa lưu được")
    officer.context.set_offline(False)
    marked(officer, "D2.33", "Đã lưu 08:")
    assert figures(filing)["D2.33"][0] == 125

    Session.objects.all().delete()
    page.fill("#D2-33", "99,9")
    dialog.get_by_text("Phiên làm việc đã hết").wait_for()
    officer.sign_in("thutruong")  # another person at the same machine is offered nothing
    page.goto(f"/ket-qua/{filing.pk}/")
    assert "99,9" not in page.content() and not page.locator("#go-do").is_visible()
    page.context.clear_cookies()
    officer.sign_in("canbo")
    page.goto(f"/ket-qua/{filing.pk}/")
    page.get_by_text("Còn chữ, số gõ dở chưa kịp lưu").wait_for()
    officer.press("Đưa vào và lưu")
    marked(officer, "D2.33", "Đã lưu 08:")
    assert figures(filing)["D2.33"][0] == 999
    calm(officer)


def test_two_windows(visit):
    first, second = visit("canbo"), visit("canbo")
    filing = begin(first)
    second.page.goto(f"/ket-qua/{filing.pk}/")
    first.page.fill("#D1-01", "4")
    first.page.fill("#D2-33", "7,7")
    first.page.locator("#D2-33").press("Enter")
    marked(first, "D1.01", "Đã lưu 08:")
    marked(first, "D2.33", "Đã lưu 08:")

    second.page.fill("#D2-33", "1,0")
    second.page.locator("#D2-33").press("Enter")
    marked(second, "D2.33", "Hai số khác nhau: chưa lưu")
    second.sees("vừa lưu ô này là 7,7")
    assert second.page.input_value("#D2-33") == "1,0"
    second.page.evaluate("window.dispatchEvent(new Event('online'))")  # the quiet refresh, without the wait
    marked(second, "D1.01", "vừa sửa lúc 08:")
    assert second.page.input_value("#D1-01") == "4" and second.page.input_value("#D2-33") == "1,0"
    second.press("Ghi số của tôi")
    marked(second, "D2.33", "Đã lưu 08:")
    assert figures(filing)["D2.33"][0] == 10

    first.page.fill("#D2-33", "8,8")
    first.page.locator("#D2-33").press("Enter")
    first.press("Lấy 1,0")
    marked(first, "D2.33", "vừa sửa lúc 08:")
    assert first.page.input_value("#D2-33") == "1,0" and figures(filing)["D2.33"][0] == 10
    calm(first)
    calm(second)


def test_nobody_writes_under_another_name(visit):
    """Somebody else signs in in a second tab of the same browser: the first tab stops, and keeps what was typed."""
    officer = visit("canbo")
    filing, page = begin(officer), officer.page
    officer.context.clear_cookies()
    officer.page = officer.context.new_page()
    officer.sign_in("thutruong")
    page.fill("#D1-01", "4")
    page.locator("#D1-01").press("Enter")
    page.get_by_text("Trình duyệt này đang đăng nhập bằng tài khoản khác").wait_for()
    assert page.locator("#D1-01").get_attribute("readonly") is not None and not figures(filing)
    officer.page.context.clear_cookies()
    officer.sign_in("canbo")
    officer.page.goto(f"/ket-qua/{filing.pk}/")
    officer.press("Đưa vào và lưu")
    marked(officer, "D1.01", "Đã lưu 08:")
    assert figures(filing)["D1.01"][0] == 4
    officer.faults[:] = [fault for fault in officer.faults if "status of 403" not in fault]


@pytest.mark.parametrize("size", ["1366", "390"])
def test_the_panel_of_a_box_and_what_axe_says(visit, size):
    officer = visit("canbo", size)
    filing, page = begin(officer), officer.page
    page.fill("#D2-33", "1.234")
    page.locator("#D2-33").press("Enter")
    marked(officer, "D2.33", "Chưa hợp lệ: chưa lưu")
    page.fill("#D2-33", "1.234,0")
    page.locator("#D2-33").press("Enter")
    marked(officer, "D2.33", "Đã lưu 08:")
    row(officer, "D2.33").locator("a[data-panel]").click()
    panel = page.locator("#o-chi-tiet")
    panel.get_by_text("để trống → 1.234,0").wait_for()
    panel.get_by_label("Ghi chú, giải trình").fill("Theo biên bản nghiệm thu ngày 12/12.")
    panel.get_by_role("button", name="Lưu ghi chú").click()
    panel.locator("q", has_text="Theo biên bản nghiệm thu").wait_for()
    assert Figure.objects.get(filing=filing).note == "Theo biên bản nghiệm thu ngày 12/12."
    assert row(officer, "D2.33").get_by_label("Giải trình").input_value() == "Theo biên bản nghiệm thu ngày 12/12."
    faults = [violation["id"] for violation in Axe().run(page).response["violations"]]
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    page.goto(f"/ket-qua/{filing.pk}/o/D2.33/")
    faults += [violation["id"] for violation in Axe().run(page).response["violations"]]
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    officer.faults.clear()  # axe styles the page it looks at


def test_by_section_without_javascript(visit):
    plain = visit("canbo", "390", javascript=False)
    filing, page = begin(plain), plain.page
    section = page.locator("details.sec").nth(1)
    anchor = section.get_attribute("id")
    section.locator("input.box").first.fill("47")
    page.fill("#D1-01", "4")
    section.get_by_role("button", name="Lưu phần này").click()
    page.wait_for_url(f"**/ket-qua/{filing.pk}/#{anchor}")
    assert {content[0] for content in figures(filing).values()} == {4, 47}
    page.locator("details.sec").nth(1).get_by_role("button", name="Không phát sinh").click()
    plain.sees("Đã điền 1 ô còn trống: không phát sinh.")
    page.get_by_role("button", name="Giống kỳ trước", exact=True).first.click()
    plain.sees("ô còn trống: giống kỳ trước.")
    assert page.locator("#D1-01").input_value() == "4" and not page.locator("#o-chi-tiet").is_visible()
