"""Each minute: what outlived its lease goes back to the queue, what the broker lost is handed over again."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from reports.actions.deliveries import MAYBE_TWICE, MOST_ATTEMPTS
from reports.actions.queueing import hand_over_delivery, hand_over_run
from reports.actions.runs import give_up_worn_out
from reports.enums import DeliveryState, RunState, Stage
from reports.models import Delivery, Run
from units.models import Attachment

NOT_PICKED_UP = timedelta(seconds=60)
WORN_OUT = f"Tiến trình gửi bị ngắt {MOST_ATTEMPTS} lần liền; người quản trị xem nhật ký máy chủ."
ORPHAN_AFTER = timedelta(days=1)
FOLDERS = 256  # files lie in folders named by the first two hex digits of their random names


def sweep(*, at, now):
    """Puts right what killed workers and lost messages left behind. `at`: the office's moment, `now`: the machine's."""
    give_up_worn_out(at=at, now=now)
    _free_runs(now)
    _free_deliveries(now)
    remove_orphans(folder=f"{int(now.timestamp() // 60) % FOLDERS:02x}", now=now)


@transaction.atomic
def _free_runs(now):
    """A run whose lease ran out is queued again; one queued for a minute without a worker is handed over again."""
    freed = {"state": RunState.QUEUED, "stage": Stage.WAITING, "claim": None, "lease_until": None, "queued_at": now}
    stale = Q(state=RunState.RUNNING, lease_until__lt=now) | Q(state=RunState.QUEUED, queued_at__lt=now - NOT_PICKED_UP)
    for run in Run.objects.filter(stale):
        same = Run.objects.filter(stale, pk=run.pk, claim=run.claim)
        if same.update(**freed):
            hand_over_run(run)


@transaction.atomic
def _free_deliveries(now):
    """The same for messages; one cut off while sending may have gone out, so its row says that it may be double."""
    cut_off = Delivery.objects.filter(state=DeliveryState.SENDING, lease_until__lt=now)
    waiting = Delivery.objects.filter(state=DeliveryState.PENDING, queued_at__lt=now - NOT_PICKED_UP)
    again = {"state": DeliveryState.PENDING, "claim": None, "lease_until": None, "queued_at": now}
    ended = {"state": DeliveryState.FAILED, "claim": None, "lease_until": None, "error": WORN_OUT}
    cut_off.filter(attempts__gte=MOST_ATTEMPTS).update(**ended)
    for row in cut_off:
        if cut_off.filter(pk=row.pk, claim=row.claim).update(**again, error=MAYBE_TWICE):
            hand_over_delivery(row)
    for row in waiting:
        if waiting.filter(pk=row.pk).update(queued_at=now):
            hand_over_delivery(row)


def remove_orphans(*, folder, now):
    """Deletes files of one folder that no row names: an upload whose transaction was rolled back, a day ago or more."""
    if not default_storage.exists(folder):
        return 0
    names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    names -= set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
    old = [name for name in names if default_storage.get_modified_time(name) < now - ORPHAN_AFTER]
    for name in old:
        default_storage.delete(name)
    return len(old)
