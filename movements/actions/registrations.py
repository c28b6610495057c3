"""Every write of a registration: opened, filled in, copied from last term, signed, accepted, and so made targets."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from movements.actions.filings import receiver_on
from movements.actions.registration_content import (
    difference,
    refuse_strangers,
    stored_content,
    write_content,
)
from movements.compile import head_defaults, last_registration, open_movements, owed_over, pact_criteria, term_kind_of
from movements.enums import RegistrationState as S
from movements.enums import TermKind
from movements.models import (
    RegisteredActivity,
    RegisteredCommitment,
    RegisteredMovement,
    RegisteredTarget,
    Registration,
)
from movements.titles import title_book
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from units.actions import attach_file, remove_attachment
from units.enums import Role

FILE_PURPOSES = {
    "bien_ban": "Biên bản cuộc họp",
    "bao_cao": "Báo cáo",
    "quyet_dinh": "Quyết định",
    "khac": "Tài liệu khác",
}


@transaction.atomic
def start_registration(*, unit, term, by, at):
    """Opens a unit's registration of a term; whoever comes second gets the one that is there."""
    if not by.has_role(Role.UNIT_OFFICER, unit_id=unit.pk):
        raise PermissionDenied("movements.start_registration")
    if term.last_day < office_date(at):
        raise Refused(f"Kỳ thi đua {term.name} đã kết thúc ngày {term.last_day:%d/%m/%Y}, không đăng ký được nữa.")
    if term.kind != (kind := term_kind_of(unit)):
        raise Refused(f"{unit.name} đăng ký thi đua theo {TermKind(kind).label}, không theo {term.name}.")
    receiver = receiver_on(unit=unit, day=term.first_day)
    head = head_defaults(unit, term, by=by, today=office_date(at))
    registration, created = Registration.objects.get_or_create(
        unit=unit, term=term, defaults={"receiver": receiver} | head
    )
    if created:
        record(registration, step="start", label="Bắt đầu đăng ký", by=by, at=at, to_state=S.DRAFT)
    return registration


@transaction.atomic
def save_registration(*, registration, content, version, by, at):
    """Writes what changed; True when anything did.

    Raises PermissionDenied when this person may not write here now, Conflict when somebody else has saved since the
    page was made (`version`), Refused when a movement or an indicator is not this unit's.
    """
    hold_for_editing(registration, by)
    refuse_strangers(registration, content)
    before = stored_content(registration)
    after = content.over(before)
    if after == before:
        return False
    _next_version(registration, version)
    write_content(registration, before, after)
    record(registration, step="save", label="Lưu đăng ký", by=by, at=at, data=difference(before, after))
    return True


def hold_for_editing(registration, by):
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


@transaction.atomic
def add_registration_file(*, registration, purpose, upload, by, at):
    hold_for_editing(registration, by)
    if purpose not in FILE_PURPOSES:
        raise Refused("Chọn loại tài liệu.")
    attachment = attach_file(owner=registration, purpose=purpose, upload=upload, by=by, at=at)
    record(registration, step="add_file", label=f"Đính kèm {FILE_PURPOSES[purpose].lower()}", by=by, at=at,
           note=attachment.name)  # fmt: skip
    return attachment


@transaction.atomic
def remove_registration_file(*, registration, attachment, by, at):
    hold_for_editing(registration, by)
    remove_attachment(attachment=attachment, owner=registration, by=by, at=at)


# ---- copied from last term -------------------------------------------------------------------------------------------


@transaction.atomic
def copy_last_year(*, registration, by, at):
    """Puts last term's registration into what is still blank; returns the number of lines copied.

    Nothing that stands is changed; a movement that has ended, a criterion out of use and an indicator no longer owed
    stay behind, and so do days and last year's figures. Refused when there is nothing to copy.
    """
    hold_for_editing(registration, by)
    last = last_registration(registration)
    if last is None:
        raise Refused(f"Không có bản đăng ký {registration.term.before_name} để chép.")
    copied = _copy_head(registration, last) + title_book().copy(registration, last)
    for model, rows in _blank_rows(registration, last):
        model.objects.bulk_create(rows)
        copied += len(rows)
    if not copied:
        raise Refused(f"Không còn dòng trống nào để chép từ bản đăng ký {last.term.name}.")
    Registration.objects.filter(pk=registration.pk).update(version=F("version") + 1)
    record(
        registration, step="copy", label=f"Chép từ đăng ký {last.term.name}", by=by, at=at, data={"lines": copied}
    )  # fmt: skip
    return copied


def _copy_head(registration, last):
    names = ("basis", "description", "drafter_title", "signer_title")
    blank = {name: getattr(last, name) for name in names if not getattr(registration, name) and getattr(last, name)}
    if blank:
        Registration.objects.filter(pk=registration.pk).update(**blank)
    return len(blank)


def _blank_rows(registration, last):
    return (
        (RegisteredMovement, _blank_movements(registration, last)),
        (RegisteredActivity, _blank_activities(registration, last)),
        (RegisteredCommitment, _blank_commitments(registration, last)),
        (RegisteredTarget, _blank_targets(registration, last)),
    )


def _blank_movements(registration, last):
    taken = registration.movements.values("movement")
    still_open = open_movements(registration.unit, registration.term).order_by().values("pk")
    rows = last.movements.filter(movement__in=still_open).exclude(movement__in=taken).order_by("pk")
    return [
        RegisteredMovement(
            registration=registration, movement_id=row.movement_id, commitment=row.commitment, objective=row.objective
        )
        for row in rows
    ]


def _blank_activities(registration, last):
    """The unit's own movements, when this term has none so far."""
    if registration.activities.exists():
        return []
    return [
        RegisteredActivity(registration=registration, order=row.order, name=row.name, objective=row.objective)
        for row in last.activities.all()
    ]


def _blank_commitments(registration, last):
    asked = {criterion.pk for criterion in pact_criteria(registration)}
    asked -= set(registration.commitments.values_list("criterion", flat=True))
    rows = last.commitments.filter(criterion__in=asked).order_by("pk")
    return [
        RegisteredCommitment(registration=registration, criterion_id=row.criterion_id, text=row.text) for row in rows
    ]


def _blank_targets(registration, last):
    owed = owed_over(registration.unit, registration.term).order_by().values("pk")
    taken = registration.targets.values("indicator")
    rows = last.targets.filter(indicator__in=owed).exclude(indicator__in=taken).order_by("pk")
    then, now = last.term.last_day, registration.term.last_day
    return [
        RegisteredTarget(
            registration=registration, indicator_id=row.indicator_id, comparison=row.comparison, value=row.value,
            upper_value=row.upper_value, note=row.note, verified_by=row.verified_by,
        )
        for row in rows.select_related("indicator")
        if row.indicator.as_of(then).has_measure_of(row.indicator.as_of(now))  # another measure is typed anew
    ]  # fmt: skip
