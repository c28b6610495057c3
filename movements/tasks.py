"""What beat and the broker call for reminders: the clocks are read here, one action is called, the row is the truth."""

from celery import shared_task

from thidua import clock


@shared_task(ignore_result=True, acks_late=True)
def remind():
    from movements import actions

    at, now = clock.now(), clock.machine_now()
    actions.make_digests(at=at, now=now)
    actions.free_reminders(now=now)


@shared_task(ignore_result=True, acks_late=True)
def send_reminder(*, reminder_id):
    from movements import actions

    actions.send_reminder(reminder_id=reminder_id, at=clock.now(), now=clock.machine_now())
