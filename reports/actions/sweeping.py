"""Each minute: what outlived its lease goes back to the queue, what the broker lost is handed over again."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from reports.actions.queueing import hand_over_delivery, hand_over_run
from reports.actions.runs import give_up_worn_out
from reports.enums import RunState, Stage
from reports.models import Delivery, Run
from thidua.letters import NOT_PICKED_UP, free_letters
from units.models import Attachment

ORPHAN_AFTER = timedelta(days=1)
FOLDERS = 256  # files lie in folders named by the first two hex digits of their random names


def sweep(*, at, now):
    """Puts right what killed workers and lost messages left behind. `at`: the office's moment, `now`: the machine's."""
    give_up_worn_out(at=at, now=now)
    _free_runs(now)
    free_letters(Delivery, now=now, hand_over=hand_over_delivery)
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
