"""Asking the people in real Chromium: a citizen on a phone without JavaScript, the officer, the director."""

import datetime as dt

import pytest

from awards.models import Consultation, PublicComment
from awards.tasks import close_consultations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
NAME, ADDRESS = "Rơ Mah Thị Lụa", "Tổ dân phố 9, phường minh họa"
TEXT = "Khoa cử người ở lại làng suốt đợt dịch, chúng tôi rất biết ơn."
AFTER = dt.datetime(2024, 12, 26, 2, tzinfo=dt.UTC)


def test_a_citizen_comments_from_a_phone_and_the_summary_reaches_the_dossier(visit, monkeypatch):
    row = Consultation.objects.get(state="open")
    public = f"/cong-khai/lay-y-kien/{row.pk}/"
    citizen = visit(None, "390", javascript=False)
    citizen.page.goto("/cong-khai/lay-y-kien/")
    citizen.press(row.title)
    citizen.page.fill("[name=text]", TEXT)
    citizen.page.fill("[name=name]", NAME)
    citizen.press("Gửi góp ý").sees("Ghi ít nhất một trong hai ô")
    assert citizen.page.input_value("[name=text]") == TEXT
    citizen.page.fill("[name=address]", ADDRESS)
    citizen.press("Gửi góp ý").sees("Đã nhận góp ý")
    assert TEXT not in citizen.page.content()

    officer = visit("chuyenvien")
    officer.sees("góp ý chờ xem")
    officer.page.goto(f"/khen-thuong/lay-y-kien/{row.pk}/")
    officer.sees(NAME).picture("consultation")
    officer.press(f"Trả lời góp ý của {NAME}")
    officer.page.fill("[name=answer]", "Sở Nội vụ ghi nhận và chuyển lời cảm ơn đến khoa.")
    officer.press("Trả lời").sees("Đã ghi nhận: Trả lời.")
    citizen.page.goto(public)
    citizen.sees("Sở Nội vụ ghi nhận và chuyển lời cảm ơn").sees(TEXT)
    assert NAME not in citizen.page.content() and ADDRESS not in citizen.page.content()

    for comment in PublicComment.objects.filter(consultation=row, state="new"):
        officer.page.goto(f"/khen-thuong/lay-y-kien/{row.pk}/gop-y/{comment.pk}/show/")
        officer.press("Cho hiện").sees("Đã ghi nhận: Cho hiện.")
    monkeypatch.setattr("thidua.clock.now", lambda: AFTER)
    close_consultations()
    officer.page.goto(f"/khen-thuong/lay-y-kien/{row.pk}/")
    officer.press("Soạn tổng hợp, giải trình")
    officer.page.fill("[name=summary]", "Các góp ý đều đồng tình.")
    officer.press("Lưu").sees("Đã lưu nội dung tổng hợp")

    director = visit("giamdoc")
    director.page.goto(f"/khen-thuong/lay-y-kien/{row.pk}/")
    director.press("Ký bản tổng hợp")
    director.page.fill("[name=number]", "215/BC-SNV")
    director.page.fill("[name=signed_on]", "26/12/2024")
    file = {"name": "tong-hop.pdf", "mimeType": "application/pdf", "buffer": PDF}
    director.page.get_by_label("Bản đã ký").set_input_files(file)
    director.press("Ký bản tổng hợp").sees("Đã ký bản tổng hợp")
    officer.page.goto(f"/khen-thuong/{row.dossier_id}/")
    officer.sees("Bản tổng hợp số").sees("Đang thẩm định")
    assert citizen.page.goto(public).status == 404
    citizen.faults.clear()  # the browser notes the page that is gone
