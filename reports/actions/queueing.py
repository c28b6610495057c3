"""Handing rows to the broker. The message only says "look"; losing it costs a minute, doubling it costs nothing."""

from reports import tasks
from reports.enums import DeliveryState
from reports.models import Delivery

NO_ADDRESS = "Nơi nhận chưa có địa chỉ thư điện tử."


def hand_over_run(run):
    tasks.build_run.delay_on_commit(run_id=run.pk)


def hand_over_delivery(delivery):
    tasks.send_delivery.delay_on_commit(delivery_id=delivery.pk)


def queue_deliveries(*, report, kind, recipients, now):
    """One delivery per address, handed over on commit; a recipient without an address is a failed row, not silence.

    `recipients` are rows of Recipient. Two of them at one address get one message that names both.
    """
    addressed = {}
    for recipient in recipients:
        addressed.setdefault(_address(recipient), []).append(recipient)
    rows = Delivery.objects.bulk_create(
        _delivery(report, kind, address, sharing, now) for address, sharing in addressed.items()
    )
    for row in rows:
        if row.state == DeliveryState.PENDING:
            hand_over_delivery(row)
    return rows


def _address(recipient):
    own = recipient.user.email if recipient.user else ""
    return (recipient.address or own).strip().lower()


def _delivery(report, kind, address, sharing, now):
    return Delivery(
        report=report,
        kind=kind,
        address=address,
        recipient_user=next((one.user for one in sharing if one.user), None),
        recipient_name="; ".join(one.name for one in sharing)[:200],
        state=DeliveryState.PENDING if address else DeliveryState.FAILED,
        error="" if address else NO_ADDRESS,
        queued_at=now,
    )


def queue_extra(*, report, kind, to, by, now):
    """One more message beside the regular ones: a test to oneself, or the same again. `to`: (user, name, address)."""
    user, name, address = to
    row = Delivery.objects.create(
        report=report, kind=kind, recipient_user=user, recipient_name=name, address=address, asked_by=by, queued_at=now
    )
    hand_over_delivery(row)
    return row


def draft_recipients(schedule):
    return schedule.recipients.filter(gets_draft=True, user__is_active=True).select_related("user")


def issued_recipients(schedule):
    return schedule.recipients.filter(gets_issued=True).select_related("user")
