"""What beat calls: the clock is read here, one action is called, the row is the truth."""

from celery import shared_task

from thidua import clock


@shared_task(ignore_result=True, acks_late=True)
def close_consultations():
    from awards import actions

    actions.close_ended(at=clock.now())
