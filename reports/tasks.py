"""What beat and the broker call: the clocks are read here, one action is called, the row is the truth."""

from celery import shared_task

from thidua import clock


@shared_task(ignore_result=True, acks_late=True)
def find_due_schedules():
    from reports import actions

    actions.find_due(at=clock.now(), now=clock.machine_now())


@shared_task(ignore_result=True, acks_late=True)
def sweep():
    from reports import actions

    actions.sweep(at=clock.now(), now=clock.machine_now())


@shared_task(ignore_result=True, acks_late=True)
def build_run(*, run_id):
    from reports import actions

    actions.build(run_id=run_id, at=clock.now(), now=clock.machine_now())


@shared_task(ignore_result=True, acks_late=True)
def send_delivery(*, delivery_id):
    from reports import actions

    actions.deliver(delivery_id=delivery_id, at=clock.now(), now=clock.machine_now())
