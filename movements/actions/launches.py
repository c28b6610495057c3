"""A unit's own movements: drafted by its officer, launched and stopped by its head."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from movements.actions.filings import people_holding
from movements.enums import Level, MovementState
from movements.models import Movement
from movements.workflow import MOVEMENT
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text, search_key
from thidua.workflow import take_step
from units.actions import attach_file, notify, remove_attachment
from units.enums import NoticeKind, Role

DRAFTED = (
    "name", "slogan", "parent", "method", "valid_from_year", "valid_to_year", "decision_number", "decision_date",
    "content", "standard_person", "standard_collective", "standard_household", "accepts_from", "accepts_to",
)  # fmt: skip
LONG = ("content", "standard_person", "standard_collective", "standard_household")
PLAN_FILE = "ke_hoach"


@transaction.atomic
def draft_movement(*, unit, columns, points, by, at):
    """A new movement of the unit, planned and not yet launched. `columns` holds DRAFTED, `points` are the directive's.

    Raises PermissionDenied when this person does not write for the unit.
    """
    if not by.has_role(Role.UNIT_OFFICER, unit_id=unit.pk):
        raise PermissionDenied("movements.draft_movement")
    movement = Movement(
        key=_free_key(unit, columns["name"]), launching_unit=unit, launched_by=unit.authority, level=Level.OTHER,
        source=f"{unit.authority} soạn trên cổng",
    )  # fmt: skip
    _fill(movement, columns, points)
    record(movement, step="start", label="Soạn phong trào", by=by, at=at, to_state=MovementState.DRAFT)
    _tell_head(movement, by, at)
    return movement


def _free_key(unit, name):
    """An address in plain letters that nobody has yet: "syt-benh-vien-xanh-2"."""
    stem = f"{slugify(unit.code)}-{slugify(search_key(name))}"[:70].strip("-")
    taken = set(Movement.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for n in range(1, len(taken) + 2) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)


def _fill(movement, columns, points):
    """What the columns leave out stays as it is."""
    for name in columns.keys() & set(DRAFTED):
        setattr(movement, name, columns[name])
    movement.name = clean_line(movement.name)
    movement.slogan = clean_line(movement.slogan)
    for name in LONG:
        setattr(movement, name, clean_text(getattr(movement, name)))
    movement.save()
    movement.points.set(points)


@transaction.atomic
def save_movement(*, movement, columns, points, by, at):
    """Rewrites a draft. PermissionDenied once it is launched or for others; Conflict when that has just happened."""
    held = _hold_draft(movement, by)
    _fill(held, columns, points)
    record(held, step="save", label="Lưu phong trào", by=by, at=at)
    return held


def _hold_draft(movement, by):
    if not by.has_perm("movements.edit_movement", movement):
        raise PermissionDenied("movements.edit_movement")
    held = Movement.objects.select_for_update(of=("self",)).filter(pk=movement.pk, state=MovementState.DRAFT).first()
    if held is None:
        raise Conflict("Phong trào vừa được phát động, không sửa được nữa. Xem lại trang này.")
    return held


@transaction.atomic
def add_plan_file(*, movement, upload, by, at):
    """A paper of the plan, while it is drafted: whoever sees the movement reads it."""
    held = _hold_draft(movement, by)
    attachment = attach_file(owner=held, purpose=PLAN_FILE, upload=upload, by=by, at=at)
    record(held, step="add_file", label="Đính kèm tài liệu", by=by, at=at, note=attachment.name)
    return attachment


@transaction.atomic
def remove_plan_file(*, movement, attachment, by, at):
    remove_attachment(attachment=attachment, owner=_hold_draft(movement, by), by=by, at=at)


@transaction.atomic
def step_movement(*, movement, step_name, by, at, note=""):
    """Launches a draft on the office's day, or stops what runs. A launch needs the plan's number and date."""
    step = MOVEMENT.steps[step_name]
    if not by.has_perm(step.permission, movement):
        raise PermissionDenied(step.permission)
    movement = Movement.objects.select_for_update(of=("self",)).get(pk=movement.pk)  # no edit in between
    changes = {}
    if step_name == "launch":
        _check_plan(movement, office_date(at))
        changes = {"launched_on": office_date(at)}
    take_step(MOVEMENT, movement, step_name, by=by, at=at, note=note, changes=changes)
    return movement


def _check_plan(movement, day):
    """What is launched stands on a paper of that day or before, and on at least one point of the directive."""
    if not movement.decision_number or movement.decision_date is None:
        raise Refused("Chưa phát động được: ghi số và ngày của kế hoạch.")
    if movement.decision_date > day:
        raise Refused(f"Chưa phát động được: kế hoạch ghi ngày {movement.decision_date:%d/%m/%Y}, sau hôm nay.")
    if not movement.points.exists():
        raise Refused("Chưa phát động được: chọn ít nhất một điểm của Chỉ thị mà phong trào phục vụ.")


def _tell_head(movement, by, at):
    text = f"Phong trào “{movement.name}” vừa được soạn, chờ ký phát động."
    people = people_holding((Role.UNIT_HEAD,), unit_id=movement.launching_unit_id, but=by)
    url = reverse("movements:launch_edit", args=[movement.pk])
    notify(people=people, kind=NoticeKind.TO_SIGN, text=text, url=url, at=at)
