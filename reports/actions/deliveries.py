"""One message per recipient, sent once; what fails is tried again and then says so."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from reports.actions.queueing import queue_extra
from reports.emails import paper_of, report_message
from reports.enums import DeliveryKind, DeliveryState
from reports.models import Delivery
from thidua.errors import Refused
from thidua.events import record
from thidua.letters import send_once

OPEN_STATES = (DeliveryState.PENDING, DeliveryState.SENDING)


def deliver(*, delivery_id, at, now):
    """Sends a pending delivery, once.

    A recipient who may no longer have the report, or a report without its file, fails at once.
    """
    rows = Delivery.objects.select_related("report__schedule", "report__period", "recipient_user")
    send_once(rows, delivery_id, at=at, now=now, compose=_message, sent=lambda delivery: _tell(delivery, at))


def _message(delivery):
    return report_message(delivery, _checked_paper(delivery))


def _checked_paper(delivery):
    """The file to send, if this recipient may have it at this moment."""
    report, person = delivery.report, delivery.recipient_user
    if person is not None and not person.is_active:
        raise Refused("Tài khoản của nơi nhận đã ngừng dùng.")
    if not report.is_issued and (person is None or not person.sees_province):
        raise Refused("Bản chưa phát hành chỉ gửi cho người có quyền xem toàn tỉnh.")
    if delivery.kind == DeliveryKind.ISSUED and not report.is_issued:
        raise Refused("Báo cáo chưa phát hành.")
    paper = paper_of(report)
    if paper is None:
        raise Refused("Báo cáo không có tệp PDF để gửi.")
    return paper


def _tell(delivery, at):
    """The timeline of an issued report says to whom it went."""
    if delivery.report.is_issued and delivery.kind != DeliveryKind.TEST:
        note = f"{delivery.recipient_name} <{delivery.address}>"
        record(delivery.report, step="deliver", label="Đã gửi bản phát hành", by=None, at=at, note=note)


# --- Asked for by a person -----------------------------------------------------------------------------------


@transaction.atomic
def send_test(*, report, by, at, now):
    """ "Gửi thử cho tôi": the paper as it is now, to oneself and nobody else."""
    if not by.has_perm("reports.send_test_report", report):
        raise PermissionDenied("reports.send_test_report")
    if not by.email:
        raise Refused("Tài khoản của bạn chưa có địa chỉ thư điện tử, nhờ quản trị ghi vào.")
    _refuse_second(report, DeliveryKind.TEST, by.email)
    row = queue_extra(report=report, kind=DeliveryKind.TEST, to=(by, by.full_name, by.email), by=by, now=now)
    record(report, step="send_test", label="Gửi thử cho mình", by=by, at=at)
    return row


@transaction.atomic
def send_again(*, delivery, by, at, now):
    """ "Gửi lại": the same recipient gets the paper once more, as a message of its own."""
    report = delivery.report
    if not by.has_perm("reports.send_again_report", report):
        raise PermissionDenied("reports.send_again_report")
    if not delivery.address:
        raise Refused(f"{delivery.recipient_name}: chưa có địa chỉ thư điện tử, nhờ quản trị ghi vào.")
    if delivery.state in OPEN_STATES:
        raise Refused(f"{delivery.recipient_name}: thư đang chờ gửi.")
    _refuse_second(report, DeliveryKind.AGAIN, delivery.address)
    to = (delivery.recipient_user, delivery.recipient_name, delivery.address)
    row = queue_extra(report=report, kind=DeliveryKind.AGAIN, to=to, by=by, now=now)
    note = f"{delivery.recipient_name} <{delivery.address}>"
    record(report, step="send_again", label="Gửi lại", by=by, at=at, note=note)
    return row


def _refuse_second(report, kind, address):
    if report.deliveries.filter(kind=kind, address=address, state__in=OPEN_STATES).exists():
        raise Refused(f"Thư tới {address} đang chờ gửi.")
