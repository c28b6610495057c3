"""One act on many dossiers of the queue: each in its own transaction, each answered for by itself."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from awards.actions.desk import assign_dossier
from awards.actions.steps import step_dossier
from awards.enums import DossierState
from awards.models import Dossier
from awards.workflow import DOSSIER
from thidua.errors import Refused

BULK = ("to_head", "receive", "assign", "take_up", "begin", "to_lead", "to_director", "take_in", "put_before", "resume")
MOST = 200


@dataclass(frozen=True)
class Outcome:
    """What became of one dossier: `why` is empty when it was done."""

    pk: int
    title: str
    unit: str
    why: str = ""
    state: str = ""
    label: str = ""

    @property
    def done(self):
        return not self.why


def step_many(*, keys, step_name, assignee=None, note="", by, at):
    """Takes one step on each dossier and returns an `Outcome` per key, in the order given; nothing is half done.

    Refused when nothing, too much or an act that asks for a paper of its own was chosen.
    """
    if step_name not in BULK:
        raise Refused("Ô “Việc làm”: chọn một việc trong danh sách.")
    keys = list(dict.fromkeys(keys))
    if not keys:
        raise Refused("Chọn ít nhất một hồ sơ ở cột đầu.")
    if len(keys) > MOST:
        raise Refused(f"Mỗi lần chọn không quá {MOST} hồ sơ: đang chọn {len(keys)}.")
    if step_name == "assign" and assignee is None:
        raise Refused("Ô “Người thẩm định”: chọn người được phân công.")
    return [_one(key, step_name, assignee=assignee, note=note, by=by, at=at) for key in keys]


def _one(key, step_name, *, assignee, note, by, at):
    dossier = Dossier.objects.visible_to(by).with_names().filter(pk=key).first()
    if dossier is None:
        return Outcome(key, "", "", "Hồ sơ không còn ở đây.")
    named = (key, dossier.title, dossier.unit.short_name)
    try:
        _take(dossier, step_name, assignee=assignee, note=note, by=by, at=at)
    except PermissionDenied:
        return Outcome(*named, "Anh/chị không làm được việc này với hồ sơ này.", *_state(dossier))
    except Refused as refused:
        return Outcome(*named, str(refused), *_state(dossier))
    return Outcome(*named, "", *_state(dossier))


def _take(dossier, step_name, *, assignee, note, by, at):
    step = DOSSIER.steps[step_name]
    if not by.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)
    if dossier.state not in step.sources:
        raise Refused(f"Đang ở “{DossierState(dossier.state).label}”, không “{step.label}” được.")
    if step_name == "assign":
        assign_dossier(dossier=dossier, assignee=assignee, note=note, by=by, at=at)
    else:
        step_dossier(dossier=dossier, step_name=step_name, note=note, by=by, at=at)


def _state(dossier):
    state = DossierState(dossier.state)
    return state.value, state.label
