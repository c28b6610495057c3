"""The one lock under which a dossier and what hangs on it is written."""

from django.core.exceptions import PermissionDenied

from awards.models import Dossier
from awards.workflow import DOSSIER
from thidua.errors import Conflict

CHANGED = "Hồ sơ vừa đổi trạng thái. Xem lại trang này rồi làm tiếp."
NO_LONGER_EDITED = "Hồ sơ vừa đổi trạng thái, không sửa được nữa. Xem lại trang này."
SOMEBODY_FASTER = "Có người vừa xử lý trước, trạng thái đã đổi. Xem lại trang này rồi làm tiếp."


def hold(dossier):
    """Locks the row until the end of the transaction: no line is changed beside a signature."""
    return Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)


def hold_allowed(dossier, permission, by, *, changed=CHANGED):
    """The locked row, for an act that may be done in the state in which the caller has read it.

    Raises PermissionDenied, Conflict with `changed` when the dossier has moved in the meantime.
    """
    if not by.has_perm(permission, dossier):
        raise PermissionDenied(permission)
    locked = hold(dossier)
    if locked.state != dossier.state:
        raise Conflict(changed)
    return locked


def hold_for_editing(dossier, by):
    """Nobody signs or sends while the unit writes; the version is that of the locked row."""
    locked = hold_allowed(dossier, "awards.edit_dossier", by, changed=NO_LONGER_EDITED)
    dossier.version = locked.version
    return locked


def hold_for_step(dossier, step_name, by, *, changed=SOMEBODY_FASTER):
    """The locked row, for a step with an act of its own. Raises PermissionDenied, Conflict when it has moved on."""
    step = DOSSIER.steps[step_name]
    if not by.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)
    locked = hold(dossier)
    if locked.state not in step.sources:
        raise Conflict(changed)
    return locked
