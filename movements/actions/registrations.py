"""Every write of a registration: opened, filled in, copied from last year, signed, accepted, and so made targets."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from movements.actions.filings import people_holding, receiver_on
from movements.compile import last_registration, open_movements, owed_over
from movements.enums import RegistrationState
from movements.models import RegisteredMovement, RegisteredTarget, Registration, Target
from movements.workflow import REGISTRATION
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.models import Reason
from thidua.text import clean_line, clean_text
from thidua.workflow import take_step
from units.actions import notify
from units.enums import Duty, NoticeKind, Role
from units.roles import RECEIVES_FOR_DEPARTMENT

TARGET_COLUMNS = ("comparison", "value", "upper_value", "note")


@transaction.atomic
def start_registration(*, unit, term, by, at):
    """Opens a unit's registration of a term; whoever comes second gets the one that is there."""
    if not by.has_role(Role.UNIT_OFFICER, unit_id=unit.pk):
        raise PermissionDenied("movements.start_registration")
    if term.last_day < office_date(at):
        raise Refused(f"Kỳ thi đua {term.name} đã kết thúc ngày {term.last_day:%d/%m/%Y}, không đăng ký được nữa.")
    receiver = receiver_on(unit=unit, day=term.first_day)
    registration, created = Registration.objects.get_or_create(unit=unit, term=term, defaults={"receiver": receiver})
    if created:
        record(
            registration, step="start", label="Bắt đầu đăng ký", by=by, at=at, to_state=RegistrationState.DRAFT
        )  # fmt: skip
    return registration


@dataclass(frozen=True)
class TargetInput:
    """One target as typed and read: amounts in the indicator's smallest unit; a blank `comparison` is no target."""

    indicator_id: int
    comparison: str = ""
    value: int | None = None
    upper_value: int | None = None
    note: str = ""

    @property
    def content(self):
        return self.comparison, self.value, self.upper_value, self.note


@dataclass(frozen=True)
class RegistrationInput:
    """The whole form as read: {movement: commitment} of those taken part in, and the targets that could be read.

    An indicator that is not among the targets is left as it is.
    """

    movements: dict[int, str] = field(default_factory=dict)
    targets: tuple[TargetInput, ...] = ()


@transaction.atomic
def save_registration(*, registration, content, version, by, at):
    """Writes what changed; True when anything did.

    Raises PermissionDenied when this person may not write here now, Conflict when somebody else has saved since the
    page was made (`version`), Refused when a movement or an indicator is not this unit's.
    """
    _hold_for_editing(registration, by)
    _refuse_strangers(registration, content)
    before = _stored(registration)
    after = before | {("movement", pk): clean_text(text) for pk, text in content.movements.items()}
    after |= {("target", one.indicator_id): one.content for one in content.targets if one.comparison}
    gone = {("target", one.indicator_id) for one in content.targets if not one.comparison}
    gone |= {key for key in before if key[0] == "movement" and key[1] not in content.movements}
    after = {key: value for key, value in after.items() if key not in gone}
    if after == before:
        return False
    _next_version(registration, version)
    _write(registration, before, after)
    record(registration, step="save", label="Lưu đăng ký", by=by, at=at, data=_difference(before, after))
    return True


def _hold_for_editing(registration, by):
    """Locks the row for this transaction: nobody signs, sends or edits in between."""
    if not by.has_perm("movements.edit_registration", registration):
        raise PermissionDenied("movements.edit_registration")
    rows = Registration.objects.select_for_update(of=("self",))
    if not rows.filter(pk=registration.pk, state=registration.state).exists():
        raise Conflict("Bản đăng ký vừa đổi trạng thái, không lưu được nữa. Xem lại trang này.")


def _next_version(registration, version):
    rows = Registration.objects.filter(pk=registration.pk, version=version)
    if not rows.update(version=version + 1):
        raise Conflict(
            "Bản đăng ký đã được người khác sửa trong lúc này. Những gì vừa gõ còn nguyên bên dưới; "
            "chỗ nào khác bản đã lưu có ghi bản đã lưu ngay dưới ô. So lại rồi lưu."
        )


def _refuse_strangers(registration, content):
    known = {movement.pk for movement in open_movements(registration.unit, registration.term)}
    known |= set(registration.movements.values_list("movement", flat=True))
    if set(content.movements) - known:
        raise Refused("Có phong trào không còn trong danh sách đăng ký của kỳ này. Xem lại trang này.")
    owed = set(owed_over(registration.unit, registration.term).values_list("pk", flat=True))
    if strange := [one for one in content.targets if one.indicator_id not in owed]:
        raise Refused(f"{len(strange)} chỉ tiêu không thuộc đơn vị này.")


def _stored(registration):
    """{("movement", pk): commitment, ("target", pk): content} as the rows have it."""
    movements = registration.movements.values_list("movement", "commitment")
    targets = registration.targets.values_list("indicator", *TARGET_COLUMNS)
    return {("movement", pk): text for pk, text in movements} | {("target", pk): (*rest,) for pk, *rest in targets}


def _write(registration, before, after):
    """The rows that differ, each by itself: a form has a few dozen lines and few of them change."""
    for kind, pk in before.keys() - after.keys():
        rows = registration.movements if kind == "movement" else registration.targets
        rows.filter(**{"movement" if kind == "movement" else "indicator": pk}).delete()
    for (kind, pk), value in after.items():
        if before.get((kind, pk)) != value:
            _put(registration, kind, pk, value)


def _put(registration, kind, pk, value):
    if kind == "movement":
        registration.movements.update_or_create(movement_id=pk, defaults={"commitment": value})
    else:
        columns = dict(zip(TARGET_COLUMNS, value, strict=True))
        registration.targets.update_or_create(indicator_id=pk, defaults=columns)


def _difference(before, after):
    keys = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    return {
        "before": {f"{kind}-{pk}": before.get((kind, pk)) for kind, pk in keys},
        "after": {f"{kind}-{pk}": after.get((kind, pk)) for kind, pk in keys},
    }


@transaction.atomic
def copy_last_year(*, registration, by, at):
    """Puts last year's registration into what is still blank; returns the number of lines copied.

    Nothing that stands is changed; a movement that has ended and an indicator no longer owed stay behind. Refused
    when there is nothing to copy.
    """
    _hold_for_editing(registration, by)
    last = last_registration(registration)
    if last is None:
        raise Refused(f"Không có bản đăng ký năm {registration.term.year - 1} để chép.")
    movements, targets = _blank_movements(registration, last), _blank_targets(registration, last)
    if not movements and not targets:
        raise Refused(f"Không còn dòng trống nào để chép từ bản đăng ký {last.term.name}.")
    RegisteredMovement.objects.bulk_create(movements)
    RegisteredTarget.objects.bulk_create(targets)
    Registration.objects.filter(pk=registration.pk).update(version=F("version") + 1)
    copied = len(movements) + len(targets)
    record(
        registration, step="copy", label=f"Chép từ đăng ký {last.term.name}", by=by, at=at, data={"lines": copied}
    )  # fmt: skip
    return copied


def _blank_movements(registration, last):
    taken = registration.movements.values("movement")
    still_open = open_movements(registration.unit, registration.term).order_by().values("pk")
    rows = last.movements.filter(movement__in=still_open).exclude(movement__in=taken).order_by("pk")
    return [
        RegisteredMovement(registration=registration, movement_id=row.movement_id, commitment=row.commitment)
        for row in rows
    ]


def _blank_targets(registration, last):
    owed = owed_over(registration.unit, registration.term).order_by().values("pk")
    taken = registration.targets.values("indicator")
    rows = last.targets.filter(indicator__in=owed).exclude(indicator__in=taken).order_by("pk")
    then, now = last.term.last_day, registration.term.last_day
    return [
        RegisteredTarget(
            registration=registration, indicator_id=row.indicator_id, comparison=row.comparison, value=row.value,
            upper_value=row.upper_value, note=row.note,
        )
        for row in rows.select_related("indicator")
        if row.indicator.as_of(then).has_measure_of(row.indicator.as_of(now))  # another measure is typed anew
    ]  # fmt: skip


# ---- steps -----------------------------------------------------------------------------------------------------------


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
    if step_name == "accept":
        make_targets(registration=registration)
    _tell(registration, step_name, by, at)
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
    sent = {f"{kind}-{pk}": value for (kind, pk), value in _stored(registration).items()}
    return {"changes": changes, "data": {"sent": sent}}


def _in_time(registration, at):
    if registration.unit.duty == Duty.INVITED:
        return None
    return office_date(at) <= registration.term.register_by


def _for_accepting(registration, by, at, marks):
    return {"changes": {"accepted_at": at, "accepted_by": by}}


def _for_returning(registration, by, at, marks):
    known = set(owed_over(registration.unit, registration.term).values_list("code", flat=True))
    if unknown := set(marks) - known:
        raise Refused(f"Chỉ tiêu {', '.join(sorted(unknown))} không có trong bản đăng ký này.")
    return {"data": {"marks": sorted(marks)}}


_EXTRAS = {"to_head": _for_head, "submit": _for_sending, "accept": _for_accepting, "return": _for_returning}


@transaction.atomic
def make_targets(*, registration):
    """What was accepted becomes the unit's targets of the term, read beside its boxes; twice is once."""
    targets = targets_from(registration, registration.targets.select_related("indicator").order_by("pk"))
    own = Target.objects.filter(unit=registration.unit, source=_source(registration.term))
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
            source=_source(term),
        )
        for row in rows
    ]  # fmt: skip


def _source(term):
    return f"Đăng ký thi đua {term.name}"


def _tell(registration, step_name, by, at):
    """A notice to whoever must act next, or whose work was just answered."""
    unit, both = registration.unit_id, (Role.UNIT_OFFICER, Role.UNIT_HEAD)
    receiving = RECEIVES_FOR_DEPARTMENT if registration.goes_to_department else (Role.UNIT_OFFICER,)
    kind, roles, unit_id, words = {
        "to_head": (NoticeKind.TO_SIGN, (Role.UNIT_HEAD,), unit, "chờ ký"),
        "hand_back": (NoticeKind.RETURNED, (Role.UNIT_OFFICER,), unit, "được thủ trưởng chuyển lại"),
        "submit": (NoticeKind.RECEIVED, receiving, registration.receiver_id, "đã gửi đến"),
        "return": (NoticeKind.RETURNED, both, unit, "bị trả lại để sửa"),
        "accept": (NoticeKind.ACCEPTED, both, unit, "đã được tiếp nhận"),
    }[step_name]
    text = f"{registration.title} của {registration.unit.name} {words}."
    url = reverse("movements:registration_detail", args=[registration.pk])
    notify(people=people_holding(roles, unit_id=unit_id, but=by), kind=kind, text=text, url=url, at=at)
