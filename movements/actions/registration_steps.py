"""The steps of a registration: signed, sent, accepted or given back, amended; and what each leaves behind."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from movements.actions.filings import people_holding
from movements.actions.pacts import ask_for_countersigning
from movements.actions.registration_content import frozen_rows, put_back, stored_content
from movements.compile import due_for, owed_over, registration_content
from movements.enums import RegistrationState as S
from movements.models import Registration, RegistrationVersion, Target
from movements.workflow import REGISTRATION
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.models import Event, Reason
from thidua.text import clean_line
from thidua.workflow import take_step
from units.actions import notify
from units.enums import Duty, NoticeKind, Role
from units.roles import RECEIVES_FOR_DEPARTMENT


@transaction.atomic
def step_registration(*, registration, step_name, by, at, note="", reason="", marks=()):
    """One step of the workflow, with what belongs to it. `marks`: codes of the indicators pointed at."""
    locked = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    registration.first_submitted_at = locked.first_submitted_at
    step = REGISTRATION.steps[step_name]
    if not by.has_perm(step.permission, registration):
        raise PermissionDenied(step.permission)  # before any word about what is in it
    extras = _EXTRAS.get(step_name, _no_extras)(registration, by, at, marks)
    _check_marks(step, reason, marks)
    take_step(REGISTRATION, registration, step_name, by=by, at=at, note=note, reason=reason, **extras)
    if step_name in ("accept", "amend_accept"):
        _keep_version(registration, by, at)
        make_targets(registration=registration)
    if step_name == "amend_drop" and (in_force := registration.versions.last()):
        put_back(registration, in_force.stored)
    _tell(registration, step_name, by, at)
    if step_name in ("submit", "amend_submit"):
        ask_for_countersigning(registration=registration, by=by, at=at)
    return registration


def _check_marks(step, reason, marks):
    if not step.reasons or marks:
        return
    if Reason.objects.for_act(REGISTRATION.name, step.reasons).filter(code=reason, needs_mark=True).exists():
        raise Refused(f"{step.label}: lý do {reason} cần đánh dấu ít nhất một chỉ tiêu.")


def _no_extras(registration, by, at, marks):
    return {}


def _for_head(registration, by, at, marks):
    """Nothing goes to the head empty: a movement with what is undertaken there, and a target where one is owed."""
    movements = list(registration.movements.select_related("movement").order_by("pk"))
    if not movements:
        raise Refused("Chưa trình được: chưa chọn phong trào nào.")
    if silent := [row.movement.name for row in movements if not row.commitment.strip()]:
        raise Refused(f"Chưa trình được: phong trào “{silent[0]}” chưa ghi nội dung cam kết.")
    if not registration.targets.exists() and owed_over(registration.unit, registration.term).exists():
        raise Refused("Chưa trình được: chưa đăng ký chỉ tiêu nào.")
    return {}


def _for_sending(registration, by, at, marks):
    """Fixes what was sent, and judges once whether it was in time; an invited unit is never judged."""
    _for_head(registration, by, at, marks)
    changes = {"submitted_at": at, "submitted_by": by}
    if registration.first_submitted_at is None:
        changes |= {"first_submitted_at": at, "on_time": _in_time(registration, at)}
    sent = {f"{kind}-{key}": value for (kind, key), value in stored_content(registration).items()}
    return {"changes": changes, "data": {"sent": sent}}


def _in_time(registration, at):
    if registration.unit.duty == Duty.INVITED:
        return None
    return office_date(at) <= due_for(registration.unit, registration.term)


def _for_sending_amendment(registration, by, at, marks):
    """An amendment that changes nothing is not sent; whether the registration came in time is long decided."""
    _for_head(registration, by, at, marks)
    in_force = registration.versions.last()
    if in_force and in_force.stored == frozen_rows(registration):
        raise Refused("Chưa gửi được: bản điều chỉnh không khác gì bản đã được tiếp nhận.")
    return {"changes": {"submitted_at": at, "submitted_by": by}}


def _for_amending(registration, by, at, marks):
    """Only while the term runs; accepted before versions were kept, it gets its first one now."""
    if registration.term.last_day < office_date(at):
        raise Refused(f"Kỳ thi đua {registration.term.name} đã kết thúc, không điều chỉnh được nữa.")
    if registration.state in S.SETTLED and not registration.versions.exists():
        _keep_version(registration, registration.accepted_by, registration.accepted_at)
    return {}


def _keep_version(registration, by, at):
    """The next version, as it is printed and as the rows stand; its reason is that of the amendment."""
    number = registration.versions.count() + 1
    asked = Event.objects.of(registration).filter(step="amend").order_by("pk").last() if number > 1 else None
    RegistrationVersion.objects.create(
        registration=registration, number=number, content=registration_content(registration).as_json(),
        stored=frozen_rows(registration), reason=asked.note if asked else "", accepted_by=by, accepted_at=at,
    )  # fmt: skip


def _for_accepting(registration, by, at, marks):
    return {"changes": {"accepted_at": at, "accepted_by": by}}


def _for_returning(registration, by, at, marks):
    known = set(owed_over(registration.unit, registration.term).values_list("code", flat=True))
    if unknown := set(marks) - known:
        raise Refused(f"Chỉ tiêu {', '.join(sorted(unknown))} không có trong bản đăng ký này.")
    return {"data": {"marks": sorted(marks)}}


_EXTRAS = {
    "to_head": _for_head, "submit": _for_sending, "accept": _for_accepting, "return": _for_returning,
    "amend": _for_amending, "amend_to_head": _for_head, "amend_submit": _for_sending_amendment,
    "amend_return": _for_returning,
}  # fmt: skip


@transaction.atomic
def make_targets(*, registration):
    """What was accepted becomes the unit's targets of the term, read beside its boxes; twice is once."""
    targets = targets_from(registration, registration.targets.select_related("indicator").order_by("pk"))
    own = Target.objects.filter(unit=registration.unit, source=registration.term.target_source)
    own.exclude(indicator__in=[target.indicator_id for target in targets]).delete()
    for target in targets:
        columns = {"comparison": target.comparison, "value": target.value, "upper_value": target.upper_value}
        own.update_or_create(
            unit=target.unit, indicator=target.indicator, scope="", year_from=target.year_from,
            year_to=target.year_to, name_as_written=target.name_as_written, source=target.source, defaults=columns,
        )  # fmt: skip


def targets_from(registration, rows):
    """Unsaved targets for those registered; of the same year, never mixed with what a plan has assigned."""
    term = registration.term
    return [
        Target(
            indicator=row.indicator, unit=registration.unit, year_from=term.first_day.year,
            year_to=term.last_day.year, comparison=row.comparison, value=row.value,
            upper_value=row.upper_value, name_as_written=clean_line(f"Đăng ký: {row.indicator.name}")[:300],
            source=term.target_source,
        )
        for row in rows
    ]  # fmt: skip


def _tell(registration, step_name, by, at):
    """A notice to whoever must act next, or whose work was just answered."""
    unit, both = registration.unit_id, (Role.UNIT_OFFICER, Role.UNIT_HEAD)
    receiving = RECEIVES_FOR_DEPARTMENT if registration.goes_to_department else (Role.UNIT_OFFICER,)
    officer, head = (Role.UNIT_OFFICER,), (Role.UNIT_HEAD,)
    told = {
        "to_head": (NoticeKind.TO_SIGN, head, unit, "chờ ký"),
        "hand_back": (NoticeKind.RETURNED, officer, unit, "được thủ trưởng chuyển lại"),
        "submit": (NoticeKind.RECEIVED, receiving, registration.receiver_id, "đã gửi đến"),
        "return": (NoticeKind.RETURNED, both, unit, "bị trả lại để sửa"),
        "accept": (NoticeKind.ACCEPTED, both, unit, "đã được tiếp nhận"),
        "amend_to_head": (NoticeKind.TO_SIGN, head, unit, "có điều chỉnh chờ ký"),
        "amend_hand_back": (NoticeKind.RETURNED, officer, unit, "được thủ trưởng chuyển lại bản điều chỉnh"),
        "amend_submit": (NoticeKind.RECEIVED, receiving, registration.receiver_id, "đã gửi điều chỉnh đến"),
        "amend_return": (NoticeKind.RETURNED, both, unit, "bị trả lại bản điều chỉnh"),
        "amend_accept": (NoticeKind.ACCEPTED, both, unit, "đã được chấp nhận điều chỉnh"),
    }.get(step_name)
    if told is None:
        return
    kind, roles, unit_id, words = told
    text = f"{registration.title} của {registration.unit.name} {words}."
    url = reverse("movements:registration_detail", args=[registration.pk])
    notify(people=people_holding(roles, unit_id=unit_id, but=by), kind=kind, text=text, url=url, at=at)
