"""An officer reminds by hand, the reader stops the mails; and what axe says of the pages, at both sizes."""

import re

import pytest
from django.core import mail

from movements.models import Reminder
from tests.e2e.conftest import SIZES
from tests.e2e.test_pages import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(visitor, *addresses):
    """Nothing for axe to say at both sizes; `addresses` may hold "" for the page that stands."""
    faults, heard = [], list(visitor.faults)
    for address in addresses:
        if address:
            visitor.page.goto(address)
        for width, height in SIZES.values():
            visitor.page.set_viewport_size({"width": width, "height": height})
            faults += faults_of(visitor.page, address or visitor.page.url)
    visitor.faults[:] = heard  # axe styles the page it looks at; the CSP is watched by the story
    assert faults == []


def test_by_hand_and_out_again(visit):
    officer = visit("chuyenvien")
    looked_at(officer, "/nhac-viec/", f"/nhac-viec/{Reminder.objects.latest('pk').pk}/", "/nhac-viec/soan/")
    mail.outbox.clear()
    officer.page.get_by_label("Lời nhắn").fill("Gửi sớm giúp (minh họa).")
    boxes = officer.page.locator("input[name=nguoi]")
    for number in range(1, boxes.count()):
        boxes.nth(number).uncheck()
    officer.picture("nhac-viec-soan").press("Gửi").sees("Đã nhắc 1 người.")
    officer.picture("nhac-viec")
    assert len(mail.outbox) == 1
    assert "Gửi sớm giúp (minh họa)." in mail.outbox[0].body

    reader = visit(None, javascript=False)
    reader.page.goto(re.search(r"(/thong-bao/thu/\S+)", mail.outbox[0].body)[1])
    reader.press("Dừng mọi thư nhắc việc").sees("Cổng không gửi thư nhắc việc tới địa chỉ này nữa.")

    looked_at(visit(None), re.search(r"(/thong-bao/thu/\S+)", mail.outbox[0].body)[1])
    person = visit("canbo")
    person.page.goto("/thong-bao/cua-toi/")
    person.press("Tạo địa chỉ lịch").sees("Địa chỉ lịch của đồng chí")
    looked_at(person, "")
    person.picture("thong-bao-cua-toi")
