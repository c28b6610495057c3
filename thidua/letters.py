"""A letter is a row that is mailed once: claimed under a lease, tried again while the mail server fails.

Its model has `state` with the four values below, claim, lease_until, attempts, queued_at, sent_at and error, and
`held_by(claim)` on its manager. Everywhere `at` is the office's moment and `now` the machine's.
"""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from thidua.errors import Refused

logger = logging.getLogger(__name__)
PENDING, SENDING, SENT, FAILED = "pending", "sending", "sent", "failed"
MOST_ATTEMPTS = 5
NOT_PICKED_UP = timedelta(seconds=60)
MAYBE_TWICE = "Lần gửi trước bị ngắt giữa chừng: nơi nhận có thể thấy thư này hai lần, cùng một Message-ID."
WORN_OUT = f"Tiến trình gửi bị ngắt {MOST_ATTEMPTS} lần liền; người quản trị xem nhật ký máy chủ."
BROKEN = "Lỗi hệ thống khi dựng thư; người quản trị xem nhật ký máy chủ."


def send_once(rows, pk, *, at, now, compose: Callable, sent: Callable | None = None):
    """Mails a pending letter. A second call, or a call while another worker sends, does nothing.

    `rows` is the queryset that reads it, `compose(row)` makes the message and refuses what may not go: that fails at
    once, and so does an error of our own, which is raised on. A mail server that fails is asked again after 1, 2, 4
    and 8 minutes. `sent(row)` runs with the writing down of what went out.
    """
    claim = _claim(rows.model, pk, now)
    if claim is None:
        return
    row = rows.get(pk=pk)
    try:
        compose(row).send()
    except Refused as refused:
        _end(row, claim, FAILED, error=str(refused)[:300])
    except (SMTPException, OSError) as error:
        _try_again(row, claim, error, now)
    except Exception:
        _end(row, claim, FAILED, error=BROKEN)
        raise
    else:
        _went_out(row, claim, at, sent)


def _claim(model, pk, now):
    claim = uuid.uuid4()
    waiting = model.objects.filter(Q(attempts=0) | Q(queued_at__lte=now), pk=pk, state=PENDING)
    lease = now + settings.DELIVERY_LEASE
    taken = waiting.update(state=SENDING, claim=claim, lease_until=lease, attempts=F("attempts") + 1)
    return claim if taken else None


def _end(row, claim, state, **columns):
    held = type(row).objects.held_by(claim).filter(pk=row.pk)
    return held.update(state=state, claim=None, lease_until=None, **columns)


def _try_again(row, claim, error, now):
    words = f"Máy chủ thư không nhận: {error}"[:300]
    if row.attempts >= MOST_ATTEMPTS:
        _end(row, claim, FAILED, error=words)
    else:
        _end(row, claim, PENDING, error=words, queued_at=now + timedelta(minutes=2 ** (row.attempts - 1)))


@transaction.atomic
def _went_out(row, claim, at, sent):
    doubt = row.error if row.error == MAYBE_TWICE else ""
    if _end(row, claim, SENT, sent_at=at, error=doubt):
        if sent is not None:
            sent(row)
    else:
        logger.warning("%s %s went out, but its lease had run out: it may go again", row._meta.label, row.pk)


@transaction.atomic
def free_letters(model, *, now, hand_over: Callable):
    """What a killed worker held goes back to the queue, what the broker lost is handed over again.

    One cut off while sending may have gone out: its row says that it may be double.
    """
    cut_off = model.objects.filter(state=SENDING, lease_until__lt=now)
    cut_off.filter(attempts__gte=MOST_ATTEMPTS).update(state=FAILED, claim=None, lease_until=None, error=WORN_OUT)
    again = {"state": PENDING, "claim": None, "lease_until": None, "queued_at": now, "error": MAYBE_TWICE}
    for row in cut_off:
        if cut_off.filter(pk=row.pk, claim=row.claim).update(**again):
            hand_over(row)
    waiting = model.objects.filter(state=PENDING, queued_at__lt=now - NOT_PICKED_UP)
    for row in waiting:
        if waiting.filter(pk=row.pk).update(queued_at=now):
            hand_over(row)
