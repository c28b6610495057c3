"""Which initiative a line uses: one initiative, one use (Công văn 5007/BNV-TĐKT; R06)."""

from django.db import transaction

from awards.actions.locking import hold_for_editing
from awards.enums import LineState
from awards.models import Initiative, Nomination
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.models import Event

CLAIM = ("claim_initiative", "Dùng sáng kiến")
RELEASE = ("release_initiative", "Thôi dùng sáng kiến")
LOSE = ("lose_initiative", "Trả lại sáng kiến")
STEPS = [step for step, _ in (CLAIM, RELEASE, LOSE)]
LOST_IN = frozenset({LineState.INELIGIBLE, LineState.NOT_GRANTED, LineState.WITHDRAWN, LineState.VOTED_FAIL})


@transaction.atomic
def claim_initiative(*, line, initiative, by, at):
    """The line names the initiative it uses, in place of one it had. Conflict names who has it already."""
    hold_for_editing(line.dossier, by)
    if initiative.honoree_id != line.honoree_id:
        raise Refused(f"“{initiative.title}” không phải của {line.honoree.name}.")
    had = Initiative.objects.filter(used_by=line).first()
    if had is not None and had.pk == initiative.pk:
        raise Conflict(f"Dòng này đã dùng “{initiative.title}”.")
    if had is not None:
        _free(line, had, RELEASE, by, at)
    _take(line, initiative, by, at)
    return initiative


@transaction.atomic
def release_initiative(*, line, by, at):
    """Refused where the line uses none."""
    hold_for_editing(line.dossier, by)
    had = Initiative.objects.filter(used_by=line).first()
    if had is None:
        raise Refused(f"Dòng {line.honoree.name} không dùng sáng kiến nào.")
    _free(line, had, RELEASE, by, at)


def _take(line, initiative, by, at):
    if not Initiative.objects.filter(pk=initiative.pk, used_by=None).update(used_by=line):
        raise Conflict(f"“{initiative.title}” đã dùng cho {_whose(initiative)}: một sáng kiến chỉ dùng một lần.")
    _record(line, initiative, CLAIM, by, at)


def _free(line, initiative, act, by, at):
    Initiative.objects.filter(pk=initiative.pk, used_by=line).update(used_by=None)
    _record(line, initiative, act, by, at)


def _record(line, initiative, act, by, at):
    step, label = act
    record(line.dossier, step=step, label=label, by=by, at=at, note=f"{line}: “{initiative.title}”",
           data={"line": line.pk, "initiative": initiative.pk})  # fmt: skip


def _whose(initiative):
    rows = Nomination.objects.filter(initiative=initiative.pk).select_related("award", "dossier__unit")
    other = rows.first()
    return f"{other.award.name} ở hồ sơ của {other.dossier.unit.name}" if other else "dòng khác"


# ---- with the state of the line --------------------------------------------------------------------------------------


def follow_state(line, by, at):
    """A line that fails gives its initiative back; one that is taken up again claims it again, or is refused."""
    if line.state in LOST_IN:
        lose_initiatives([line], by, at)
    elif line.state in LineState.GOES_ON:
        _claim_again(line, by, at)


def lose_initiatives(lines, by, at):
    """What lines that are over had claimed is free for another."""
    by_key = {line.pk: line for line in lines}
    for initiative in Initiative.objects.filter(used_by__in=by_key):
        _free(by_key[initiative.used_by_id], initiative, LOSE, by, at)


def _claim_again(line, by, at):
    rows = Event.objects.of(line.dossier).filter(step__in=STEPS, data__line=line.pk)
    last = rows.order_by("-pk").first()
    if last is None or last.step != LOSE[0]:
        return
    initiative = Initiative.objects.filter(pk=last.data["initiative"], honoree=line.honoree_id).first()
    if initiative is not None:
        _take(line, initiative, by, at)
