"""The first walk in real Chromium: results filed, signed, confirmed; a report compiled, mailed, signed, issued."""

import re

import pdfplumber
import pytest
from django.core import mail

from movements.models import Filing
from reports.models import Delivery, Report
from reports.tasks import find_due_schedules
from units.models import Attachment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def fill_in(page):
    """Every box as a careful officer would: the last period's figure again, or a tick when there was none."""
    for row in page.locator(".ind:not(.ind-head)").all():
        last = row.locator("[data-l='Kỳ trước']").inner_text().strip()
        boxes = row.locator("input.box")
        if boxes.count() == 2:
            boxes.nth(0).fill("95")
            boxes.nth(1).fill("100")
        elif re.search(r"\d", last):
            boxes.first.fill(f"{last}0" if re.fullmatch(r"\d+,\d{3}", last) else last)
        else:
            row.get_by_label("Không phát sinh").check()


def explain_the_rest(page):
    for row in page.locator(".ind", has=page.locator("input[name^='g-']:not([type=hidden])")).all():
        row.get_by_label("Giải trình").fill("Số theo biên bản nghiệm thu đợt cuối năm.")


def save(visitor):
    """The page waits for boxes that are just being saved, then sends the form."""
    with visitor.page.expect_navigation():
        visitor.page.locator(".save-bar button:has-text('Lưu'):visible").click()
    return visitor


def settle(visitor):
    """Saves; explains what the checks ask about; saves again. Nothing is left open after that."""
    fill_in(visitor.page)
    save(visitor)
    if visitor.page.locator("text=ô cần xem trước khi trình").count():
        explain_the_rest(visitor.page)
        save(visitor)
    return visitor


def test_results_become_a_mailed_report(visit):
    # 1. The officer sees what is owed and fills it in; a bad box loses nothing.
    officer = visit("canbo", by_password=True).sees("Kỳ này tôi phải làm gì").sees("còn 2 ngày").picture("home")
    officer.press("Bắt đầu nhập").sees("Diện tích rừng trồng mới")
    officer.page.fill("#D2-33", "1.234 hay 1,234")
    officer.page.fill("#id_highlights", "Trồng mới 330 ha rừng ở hai huyện.")
    save(officer).sees("1.234 hay 1,234")
    assert officer.page.input_value("#id_highlights") == "Trồng mới 330 ha rừng ở hai huyện."
    officer.picture("filing")
    settle(officer).press("Trình thủ trưởng").sees("Chờ thủ trưởng ký")
    officer.page.get_by_label("Tài liệu minh chứng")  # files are asked for while it can be edited
    filing = Filing.objects.get(unit__code="SNNPTNT", period__year=2024, period__index=4)
    assert filing.state == "to_head"

    # 2. The head signs; the department opens, returns with a coded reason and marks; then confirms.
    head = visit("thutruong").press("Xem và ký").press("Ký và gửi").sees("Đã gửi").sees("Gửi đúng hạn")
    home_affairs = visit("chuyenvien").sees("báo cáo quý IV và năm 2024 chờ kiểm tra")
    home_affairs.page.goto(f"/ket-qua/{filing.pk}/")
    home_affairs.press("Mở kiểm tra").press("Trả lại")
    home_affairs.page.get_by_label("Lý do").select_option("TL-BC02")
    home_affairs.page.get_by_label("D2.33 Diện tích rừng trồng mới").check()
    home_affairs.press("Trả lại").sees("Trả lại để sửa").sees("Đơn vị đang sửa")
    officer.page.goto("/")
    officer.sees("Bị trả lại").press("Sửa và gửi lại").sees("Nơi nhận đánh dấu ô này")
    officer.press("Trình thủ trưởng")
    head.page.goto(f"/ket-qua/{filing.pk}/")
    head.press("Ký và gửi")
    home_affairs.page.goto(f"/ket-qua/{filing.pk}/")
    home_affairs.press("Mở kiểm tra").press("Xác nhận số liệu").sees("Đã xác nhận số liệu").picture("checked")
    filing.refresh_from_db()
    assert (filing.state, filing.on_time) == ("accepted", True)

    # 3. A commune files to its district, on a phone; the district sees the sum beside its own boxes.
    commune = visit("canbo.xa", "390").press("Bắt đầu nhập")
    settle(commune).press("Trình thủ trưởng")
    visit("thutruong.xa").press("Xem và ký").press("Ký và gửi").sees("Đã gửi")
    commune_filing = Filing.objects.get(unit__code="C23512", period__year=2024, period__index=4)
    district = visit("canbo.dakha")
    district.page.goto(f"/ket-qua/{commune_filing.pk}/")
    district.press("Mở kiểm tra").press("Xác nhận số liệu").sees("Đã xác nhận số liệu")
    district.page.goto("/")
    district.press("Bắt đầu nhập").sees("đơn vị trực thuộc")
    district.page.get_by_text("đơn vị trực thuộc").first.click()
    district.sees("Xã Đắk Mar")

    # 4. Beat finds the due schedule; the report is compiled, rendered and mailed once to each.
    find_due_schedules()
    report = Report.objects.get()
    sent = list(Delivery.objects.filter(kind="draft").values_list("state", flat=True))
    assert sent and set(sent) == {"sent"} and len(mail.outbox) == len(sent)
    find_due_schedules()
    assert (Report.objects.count(), len(mail.outbox)) == (1, len(sent))
    home_affairs.page.goto(f"/bao-cao/{report.pk}/")
    home_affairs.sees("Bản tổng hợp số liệu, chưa ký").picture("report")
    home_affairs.press("Gửi thử cho tôi")
    assert mail.outbox[-1].to == ["chuyenvien@thidua.invalid"]
    home_affairs.press("Trình trưởng phòng")
    for who, step in (("truongphong", "Trình ký"), ("giamdoc", "Ký")):
        signer = visit(who)
        signer.page.goto(f"/bao-cao/{report.pk}/")
        signer.press(step)
    clerk = visit("vanthu").sees("Cấp số")
    clerk.page.goto(f"/bao-cao/{report.pk}/")  # a decision waits for its number too
    clerk.press("Cấp số và phát hành")
    clerk.page.get_by_label("Số", exact=True).fill("205")
    clerk.page.get_by_label("Ngày ban hành").fill("18/12/2024")
    clerk.page.get_by_label("Bản đã ký").set_input_files(
        {"name": "205-BC-SNV.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    clerk.press("Cấp số và phát hành").sees("205/BC-SNV").sees("Đã phát hành")
    report.refresh_from_db()
    assert (report.state, report.number, str(report.issued_on)) == ("issued", 205, "2024-12-18")
    issued = Delivery.objects.filter(kind="issued")
    assert issued.exists() and set(issued.values_list("state", flat=True)) == {"sent"}

    # 5. The PDF says what was filed.
    attachment = Attachment.objects.get(purpose="draft_pdf")
    with attachment.file.open() as file, pdfplumber.open(file) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text and "Bản tổng hợp số liệu, chưa ký" in text
    assert "Diện tích rừng trồng mới" in text and "Sở Nông nghiệp và Phát triển nông thôn" in text

    # 6. The public sees the running movements, nothing else.
    public = visit(None)
    public.page.goto("/cong-khai/")
    public.sees("Cả nước chung sức xây dựng nông thôn mới").picture("public")
    for path in ("/", "/ket-qua/", f"/bao-cao/{report.pk}/", f"/ket-qua/{filing.pk}/"):
        public.page.goto(path)
        assert "/dang-nhap/" in public.page.url


def test_the_same_form_works_without_javascript_and_by_keyboard(visit):
    plain = visit("canbo", "390", javascript=False, by_password=True).press("Bắt đầu nhập")
    plain.page.fill("#D1-01", "4")
    plain.page.locator("#D1-01").press("Enter")  # the form's first button saves
    plain.page.wait_for_load_state()

    assert plain.page.input_value("#D1-01") == "4"
    assert Filing.objects.get(unit__code="SNNPTNT", period__year=2024, period__index=4).figures.count() == 1
