"""One mail per person and day, sent once; what fails is tried again and then says so. The row is the truth."""

import logging
import uuid
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q

from movements import tasks
from movements.emails import reminder_message
from movements.enums import ReminderState
from movements.models import Reminder
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
NOT_PICKED_UP = timedelta(seconds=60)
MAYBE_TWICE = "Lần gửi trước bị ngắt giữa chừng: người nhận có thể thấy thư này hai lần, cùng một Message-ID."
WORN_OUT = f"Tiến trình gửi bị ngắt {MOST_ATTEMPTS} lần liền; người quản trị xem nhật ký máy chủ."
BROKEN = "Lỗi hệ thống khi dựng thư; người quản trị xem nhật ký máy chủ."


def send_reminder(*, reminder_id, at, now):
    """Sends the mail of a pending reminder. A second call, or a call while another worker sends, does nothing.

    A mail server that fails is asked again after 1, 2, 4 and 8 minutes. A mail of an earlier day is not sent any more:
    its words are no longer true, and the person may get the mail of today.
    """
    claim = _claim(reminder_id, now)
    if claim is None:
        return
    reminder = Reminder.objects.select_related("person").get(pk=reminder_id)
    try:
        _message(reminder, office_date(at)).send()
    except Refused as refused:
        _end(reminder, claim, ReminderState.FAILED, error=str(refused)[:300])
    except (SMTPException, OSError) as error:
        _try_again(reminder, claim, error, now)
    except Exception:
        _end(reminder, claim, ReminderState.FAILED, error=BROKEN)
        raise
    else:
        _sent(reminder, claim, at)


def _claim(reminder_id, now):
    claim = uuid.uuid4()
    waiting = Reminder.objects.filter(
        Q(attempts=0) | Q(queued_at__lte=now), pk=reminder_id, state=ReminderState.PENDING
    )  # fmt: skip
    taken = waiting.update(
        state=ReminderState.SENDING, claim=claim, lease_until=now + settings.DELIVERY_LEASE, attempts=F("attempts") + 1
    )
    return claim if taken else None


def _message(reminder, today):
    if not reminder.person.is_active:
        raise Refused("Tài khoản của người nhận đã ngừng dùng.")
    if reminder.day != today:
        raise Refused(f"Đã qua ngày {reminder.day:%d/%m/%Y}, thư không gửi nữa.")
    lines = list(reminder.lines.filter(by_mail=True).select_related("asked_by__unit"))
    return reminder_message(reminder, lines)


def _end(reminder, claim, state, **columns):
    held = Reminder.objects.held_by(claim).filter(pk=reminder.pk)
    return held.update(state=state, claim=None, lease_until=None, **columns)


def _try_again(reminder, claim, error, now):
    words = f"Máy chủ thư không nhận: {error}"[:300]
    if reminder.attempts >= MOST_ATTEMPTS:
        _end(reminder, claim, ReminderState.FAILED, error=words)
        return
    later = now + timedelta(minutes=2 ** (reminder.attempts - 1))
    _end(reminder, claim, ReminderState.PENDING, error=words, queued_at=later)


def _sent(reminder, claim, at):
    doubt = reminder.error if reminder.error == MAYBE_TWICE else ""
    if not _end(reminder, claim, ReminderState.SENT, sent_at=at, error=doubt):
        logger.warning("reminder %s went out, but its lease had run out: it may go again", reminder.pk)


# ---- each minute -----------------------------------------------------------------------------------------------------


@transaction.atomic
def free_reminders(*, now):
    """What a killed worker held goes back to the queue, what the broker lost is handed over again."""
    cut_off = Reminder.objects.filter(state=ReminderState.SENDING, lease_until__lt=now)
    again = {"state": ReminderState.PENDING, "claim": None, "lease_until": None, "queued_at": now}
    ended = {"state": ReminderState.FAILED, "claim": None, "lease_until": None, "error": WORN_OUT}
    cut_off.filter(attempts__gte=MOST_ATTEMPTS).update(**ended)
    for row in cut_off:
        if cut_off.filter(pk=row.pk, claim=row.claim).update(**again, error=MAYBE_TWICE):
            _hand_over(row)
    waiting = Reminder.objects.filter(state=ReminderState.PENDING, queued_at__lt=now - NOT_PICKED_UP)
    for row in waiting:
        if waiting.filter(pk=row.pk).update(queued_at=now):
            _hand_over(row)


def _hand_over(row):
    tasks.send_reminder.delay_on_commit(reminder_id=row.pk)


# ---- asked for by a person -------------------------------------------------------------------------------------------


@transaction.atomic
def send_reminder_again(*, reminder, by, at, now):
    """ "Gửi lại": a mail that did not go is tried once more, at the address the account has now, on its own day."""
    if not by.has_perm("movements.resend_reminder", reminder):
        raise PermissionDenied("movements.resend_reminder")
    if why := why_not_again(reminder, today=office_date(at)):
        raise Refused(why)
    address = reminder.person.email.strip()
    held = Reminder.objects.filter(pk=reminder.pk, state=reminder.state)
    if not held.update(state=ReminderState.PENDING, address=address, attempts=0, error="", queued_at=now):
        raise Conflict("Có người vừa gửi lại thư này. Xem lại trang này.")
    record(reminder, step="send_again", label="Gửi lại", by=by, at=at, note=f"{reminder.person.full_name} <{address}>")
    _hand_over(reminder)


def why_not_again(reminder, *, today):
    """Why this mail cannot go again, in words for the button; "" when it can."""
    if reminder.state not in ReminderState.AGAIN:
        return "thư không ở trạng thái chờ gửi lại"
    if reminder.day != today:
        return f"đã qua ngày {reminder.day:%d/%m/%Y}, soạn lượt nhắc mới"
    if not reminder.person.is_active:
        return "tài khoản của người nhận đã ngừng dùng"
    return "" if reminder.person.email else "tài khoản của người nhận chưa có địa chỉ thư điện tử"
