"""Mail: one message per recipient, tried again when the server fails, checked again before it goes."""

import datetime as dt
import os
import smtplib
import uuid

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail.backends.locmem import EmailBackend

from reports import actions
from reports.actions import sweeping
from reports.enums import DeliveryKind, DeliveryState, RunState
from reports.models import Delivery, Report
from tests.reports.office import AT, NOW, PDF, make_run
from thidua.errors import Refused
from thidua.models import Event
from units.models import Attachment, RoleHolding, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_snapshot", "handed", "quick_pdf")]


@pytest.fixture
def report(schedule):
    run = make_run(schedule)
    actions.build(run_id=run.pk, at=AT, now=NOW)
    run.refresh_from_db()
    assert run.state == RunState.READY, run.reason
    return Report.objects.get()


@pytest.fixture
def delivery(report, filed):
    return report.deliveries.get(recipient_user=filed.lanhdao)


def deliver(delivery, now=NOW):
    actions.deliver(delivery_id=delivery.pk, at=AT, now=now)
    delivery.refresh_from_db()
    return delivery


def issue(report, world):
    for step, who in (("to_lead", "chuyenvien"), ("to_head", "truongphong"), ("sign", "giamdoc")):
        actions.step_report(report=report, step_name=step, by=world.people[who], at=AT)
    signed = ContentFile(b"%PDF-1.4 signed", name="ban-ky.pdf")
    actions.issue(
        report=report, number=5, issued_on=dt.date(2024, 12, 26), file=signed, by=world.vanthu, at=AT, now=NOW
    )


def test_one_message_with_the_paper(delivery):
    deliver(delivery)
    (message,) = mail.outbox
    assert (delivery.state, delivery.sent_at, delivery.attempts) == (DeliveryState.SENT, AT, 1)
    assert message.to == ["lanhdao@thidua.invalid"]
    assert message.extra_headers["Message-ID"] == f"<thidua-delivery-{delivery.pk}@testserver>"
    assert message.message()["Message-ID"] == f"<thidua-delivery-{delivery.pk}@testserver>"
    assert message.subject.startswith("Bản tổng hợp số liệu, chưa ký: Kết quả thực hiện Chỉ thị")
    (name, content, kind) = message.attachments[0]
    assert name.endswith("-chua-ky.pdf") and content == PDF and kind == "application/pdf"
    assert f"/bao-cao/{delivery.report_id}/" in message.body and "chưa ký" in message.body


def test_a_second_call_sends_nothing(delivery):
    deliver(delivery)
    deliver(delivery)
    assert len(mail.outbox) == 1


def test_a_delivery_in_other_hands_is_left_alone(delivery):
    Delivery.objects.update(state=DeliveryState.SENDING, claim=uuid.uuid4(), lease_until=NOW)
    deliver(delivery)
    assert mail.outbox == []


@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("gone"), ConnectionRefusedError("no")])
def test_a_failing_server_is_asked_again_later(delivery, monkeypatch, error):
    def send(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    now = NOW
    for attempt, minutes in enumerate((1, 2, 4, 8), start=1):
        deliver(delivery, now)
        assert (delivery.state, delivery.attempts) == (DeliveryState.PENDING, attempt)
        assert delivery.queued_at == now + dt.timedelta(minutes=minutes)
        assert deliver(delivery, now).attempts == attempt  # too early
        now = delivery.queued_at
    deliver(delivery, now)
    assert delivery.state == DeliveryState.FAILED and "Máy chủ thư không nhận" in delivery.error


def test_it_goes_out_when_the_server_is_back(delivery):
    Delivery.objects.filter(pk=delivery.pk).update(attempts=2, error="Máy chủ thư không nhận", queued_at=NOW)
    assert deliver(delivery).state == DeliveryState.SENT
    assert delivery.error == ""


@pytest.mark.parametrize("loss", ["inactive", "role"])
def test_the_recipients_right_is_asked_again(delivery, filed, loss):
    if loss == "inactive":
        User.objects.filter(pk=filed.lanhdao.pk).update(is_active=False)
    else:
        RoleHolding.objects.filter(user=filed.lanhdao).update(active=False)
    deliver(delivery)
    assert delivery.state == DeliveryState.FAILED and delivery.error
    assert mail.outbox == []


def test_nothing_without_its_paper(delivery):
    Attachment.objects.update(removed_at=AT)
    assert deliver(delivery).state == DeliveryState.FAILED
    assert mail.outbox == []


def test_an_unexpected_error_is_recorded_and_raised(delivery, monkeypatch):
    monkeypatch.setattr("reports.actions.deliveries.report_message", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        deliver(delivery)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED


# --- Sweep ---------------------------------------------------------------------------------------------------


def test_one_cut_off_while_sending_goes_again_as_the_same_message(delivery, handed, caplog):
    handed.clear()
    Delivery.objects.exclude(pk=delivery.pk).delete()
    Delivery.objects.update(
        state=DeliveryState.SENDING, claim=uuid.uuid4(), lease_until=NOW + dt.timedelta(minutes=2), attempts=1
    )
    later = NOW + dt.timedelta(minutes=3)
    actions.sweep(at=AT, now=NOW)
    assert handed == []
    actions.sweep(at=AT, now=later)
    assert handed == [("send", delivery.pk)]
    deliver(delivery, later)
    assert delivery.state == DeliveryState.SENT and "hai lần" in delivery.error
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<thidua-delivery-{delivery.pk}@testserver>"


def test_one_cut_off_five_times_is_given_up(delivery, handed):
    handed.clear()
    Delivery.objects.exclude(pk=delivery.pk).delete()
    Delivery.objects.update(state=DeliveryState.SENDING, claim=uuid.uuid4(), lease_until=NOW, attempts=5)
    actions.sweep(at=AT, now=NOW + dt.timedelta(minutes=3))
    delivery.refresh_from_db()
    assert (delivery.state, handed) == (DeliveryState.FAILED, [])


def test_a_pending_one_is_handed_over_again_after_a_minute(delivery, handed):
    handed.clear()
    Delivery.objects.exclude(pk=delivery.pk).delete()
    for seconds in (59, 61, 62):
        actions.sweep(at=AT, now=NOW + dt.timedelta(seconds=seconds))
    assert handed == [("send", delivery.pk)]


def test_a_sender_that_outlived_its_lease_changes_nothing(delivery, monkeypatch, caplog):
    other = uuid.uuid4()

    def slow(self, messages):
        Delivery.objects.update(claim=other)
        return 1

    monkeypatch.setattr(EmailBackend, "send_messages", slow)
    deliver(delivery)
    assert (delivery.state, delivery.claim) == (DeliveryState.SENDING, other)
    assert "its lease had run out" in caplog.text


def test_orphaned_files_are_removed_after_a_day(report, settings):
    kept = Attachment.objects.get().file.name
    folder = kept.partition("/")[0]
    orphan = default_storage.save(f"{folder}/orphan", ContentFile(b"x"))
    fresh = default_storage.save(f"{folder}/fresh", ContentFile(b"x"))
    for name in (kept, orphan):
        old = (NOW - dt.timedelta(days=2)).timestamp()
        os.utime(default_storage.path(name), (old, old))
    os.utime(default_storage.path(fresh), (NOW.timestamp(), NOW.timestamp()))
    assert sweeping.remove_orphans(folder=folder, now=NOW) == 1
    assert [default_storage.exists(name) for name in (kept, orphan, fresh)] == [True, False, True]


def test_each_minute_looks_at_one_folder_and_all_are_looked_at(monkeypatch):
    seen = set()
    monkeypatch.setattr(sweeping, "remove_orphans", lambda folder, now: seen.add(folder))
    for minute in range(256):
        actions.sweep(at=AT, now=NOW + dt.timedelta(minutes=minute))
    assert len(seen) == 256 and "0a" in seen


# --- By hand -------------------------------------------------------------------------------------------------


def test_a_test_goes_to_oneself_only(report, filed, handed):
    row = actions.send_test(report=report, by=filed.truongphong, at=AT, now=NOW)
    assert handed[-1] == ("send", row.pk)
    deliver(row)
    (message,) = mail.outbox
    assert message.to == ["truongphong@thidua.invalid"] and message.subject.startswith("[Gửi thử]")


def test_a_test_is_not_queued_twice(report, filed):
    actions.send_test(report=report, by=filed.truongphong, at=AT, now=NOW)
    with pytest.raises(Refused, match="đang chờ gửi"):
        actions.send_test(report=report, by=filed.truongphong, at=AT, now=NOW)


def test_a_test_needs_an_address(report, filed):
    filed.chuyenvien.email = ""
    with pytest.raises(Refused, match="chưa có địa chỉ"):
        actions.send_test(report=report, by=filed.chuyenvien, at=AT, now=NOW)


@pytest.mark.parametrize("who", ["lanhdao", "vanthu", "vanphong", "quantri", "canbo"])
def test_who_may_not_send(report, delivery, filed, who):
    with pytest.raises(PermissionDenied):
        actions.send_test(report=report, by=filed.people[who], at=AT, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.send_again(delivery=delivery, by=filed.people[who], at=AT, now=NOW)


def test_again_is_a_message_of_its_own(delivery, filed):
    deliver(delivery)
    row = actions.send_again(delivery=delivery, by=filed.chuyenvien, at=AT, now=NOW)
    deliver(row)
    first, second = mail.outbox
    assert first.to == second.to
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]
    assert Event.objects.of(delivery.report).filter(step="send_again").exists()


def test_again_waits_for_what_is_on_its_way(delivery, filed):
    with pytest.raises(Refused, match="đang chờ gửi"):
        actions.send_again(delivery=delivery, by=filed.chuyenvien, at=AT, now=NOW)


# --- Issued --------------------------------------------------------------------------------------------------


def test_the_issued_report_goes_to_its_recipients_with_the_signed_file(report, filed):
    issue(report, filed)
    rows = report.deliveries.filter(kind=DeliveryKind.ISSUED).order_by("pk")
    assert [row.address for row in rows] == ["lanhdao@thidua.invalid", "bantd@thidua.invalid"]
    for row in rows:
        deliver(row)
    inside, outside = mail.outbox
    assert outside.subject.startswith("Báo cáo số 05/BC-SNV: ")
    assert outside.attachments[0][1] == b"%PDF-1.4 signed"
    assert "/bao-cao/" in inside.body and "/bao-cao/" not in outside.body
    told = Event.objects.of(report).filter(step="deliver").values_list("note", flat=True)
    assert "Ban Thi đua - Khen thưởng Trung ương <bantd@thidua.invalid>" in told


def test_an_unsigned_paper_never_leaves_for_outside(report):
    row = Delivery.objects.create(
        report=report, kind=DeliveryKind.AGAIN, recipient_name="Báo", address="bao@thidua.invalid", queued_at=NOW
    )
    assert deliver(row).state == DeliveryState.FAILED
    assert mail.outbox == []
