"""One message per recipient, sent once; what fails is tried again and then says so."""

import logging
import uuid
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q

from reports.actions.queueing import queue_extra
from reports.emails import paper_of, report_message
from reports.enums import DeliveryKind, DeliveryState
from reports.models import Delivery
from thidua.errors import Refused
from thidua.events import record

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
OPEN_STATES = (DeliveryState.PENDING, DeliveryState.SENDING)


def deliver(*, delivery_id, at, now):
    """Sends a pending delivery. A second call, or a call while another worker sends, does nothing.

    A mail server that fails is asked again after 1, 2, 4 and 8 minutes; a recipient who may no longer have the
    report, or a report without its file, fails at once.
    """
    claim = _claim(delivery_id, now)
    if claim is None:
        return
    delivery = Delivery.objects.select_related("report__schedule", "report__period", "recipient_user").get(
        pk=delivery_id
    )
    try:
        report_message(delivery, _checked_paper(delivery)).send()
    except Refused as refused:
        _end(delivery, claim, DeliveryState.FAILED, error=str(refused)[:300])
    except (SMTPException, OSError) as error:
        _try_again(delivery, claim, error, now)
    except Exception:
        _end(
            delivery,
            claim,
            DeliveryState.FAILED,
            error="Lỗi hệ thống khi dựng thư; người quản trị xem nhật ký máy chủ.",
        )
        raise
    else:
        _sent(delivery, claim, at)


def _claim(delivery_id, now):
    claim = uuid.uuid4()
    waiting = Delivery.objects.filter(
        Q(attempts=0) | Q(queued_at__lte=now), pk=delivery_id, state=DeliveryState.PENDING
    )
    taken = waiting.update(
        state=DeliveryState.SENDING, claim=claim, lease_until=now + settings.DELIVERY_LEASE, attempts=F("attempts") + 1
    )
    return claim if taken else None


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


def _end(delivery, claim, state, **columns):
    return (
        Delivery.objects.held_by(claim)
        .filter(pk=delivery.pk)
        .update(state=state, claim=None, lease_until=None, **columns)
    )


def _try_again(delivery, claim, error, now):
    words = f"Máy chủ thư không nhận: {error}"[:300]
    if delivery.attempts >= MOST_ATTEMPTS:
        _end(delivery, claim, DeliveryState.FAILED, error=words)
        return
    later = now + timedelta(minutes=2 ** (delivery.attempts - 1))
    _end(delivery, claim, DeliveryState.PENDING, error=words, queued_at=later)


@transaction.atomic
def _sent(delivery, claim, at):
    if not _end(
        delivery, claim, DeliveryState.SENT, sent_at=at, error=delivery.error if _may_be_double(delivery) else ""
    ):
        logger.warning(
            "delivery %s went out, but its lease had run out: it may go again as the same message", delivery.pk
        )
        return
    if delivery.report.is_issued and delivery.kind != DeliveryKind.TEST:
        note = f"{delivery.recipient_name} <{delivery.address}>"
        record(delivery.report, step="deliver", label="Đã gửi bản phát hành", by=None, at=at, note=note)


def _may_be_double(delivery):
    return delivery.error == MAYBE_TWICE


MAYBE_TWICE = "Lần gửi trước bị ngắt giữa chừng: nơi nhận có thể thấy thư này hai lần, cùng một Message-ID."


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
