"""One mail per person and day, sent once; what fails is tried again and then says so. The row is the truth."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from movements import tasks
from movements.emails import reminder_message
from movements.enums import ReminderState
from movements.models import Reminder
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.letters import free_letters, send_once


def send_reminder(*, reminder_id, at, now):
    """Sends the mail of a pending reminder, once.

    A mail of an earlier day is not sent any more: its words are no longer true, and the person may get the mail of
    today.
    """
    rows = Reminder.objects.select_related("person")
    send_once(rows, reminder_id, at=at, now=now, compose=lambda reminder: _message(reminder, office_date(at)))


def _message(reminder, today):
    if not reminder.person.is_active:
        raise Refused("Tài khoản của người nhận đã ngừng dùng.")
    if reminder.day != today:
        raise Refused(f"Đã qua ngày {reminder.day:%d/%m/%Y}, thư không gửi nữa.")
    lines = list(reminder.lines.filter(by_mail=True).select_related("asked_by__unit"))
    return reminder_message(reminder, lines)


def free_reminders(*, now):
    """Each minute."""
    free_letters(Reminder, now=now, hand_over=_hand_over)


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
