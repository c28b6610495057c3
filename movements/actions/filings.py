"""A filing's way: opened, given evidence, moved along its workflow."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from movements.actions.boxes import hold_for_editing
from movements.checks import findings
from movements.compile import filing_sections, frozen_filing, owed_indicators
from movements.enums import FilingState
from movements.models import Filing
from movements.workflow import FILING
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.events import record
from thidua.models import Reason
from thidua.workflow import take_step
from units.actions import attach_file, notify, remove_attachment
from units.enums import Duty, NoticeKind, Role
from units.models import RoleHolding, Unit, User
from units.models.tree import on_day
from units.roles import RECEIVES_FOR_DEPARTMENT


def receiver_of(*, unit, period):
    """Who receives a unit's filing: its parent on the period's last day; Sở Nội vụ for the province's own children."""
    return receiver_on(unit=unit, day=period.last_day)


def receiver_on(*, unit, day):
    """Who receives what the unit sends, by the tree of that day. Refused when the unit does not stand in it."""
    placement = unit.placements.filter(on_day(day)).select_related("parent").first()
    if placement is None:
        raise Refused(f"{unit.name} không nằm trong cây đơn vị ngày {day:%d/%m/%Y}.")
    if placement.parent.is_province:
        return Unit.objects.get(code=settings.OFFICE["department_code"])
    return placement.parent


@transaction.atomic
def start_filing(*, unit, period, by, at):
    """Opens a unit's filing of a period; whoever comes second gets the one that is there."""
    if not by.has_role(Role.UNIT_OFFICER, unit_id=unit.pk):
        raise PermissionDenied("movements.start_filing")
    if period.last_day >= office_date(at):
        raise Refused(f"{period.name} chưa chốt số liệu: nhập được sau ngày {period.last_day:%d/%m/%Y}.")
    if not owed_indicators(unit, period).exists():
        raise Refused(f"{unit.name} không có chỉ tiêu phải báo cáo trong {period.name}.")
    filing, created = Filing.objects.get_or_create(
        unit=unit, period=period, defaults={"receiver": receiver_of(unit=unit, period=period)}
    )
    if created:
        record(filing, step="start", label="Bắt đầu nhập", by=by, at=at, to_state=FilingState.DRAFT)
    return filing


@transaction.atomic
def add_evidence(*, filing, upload, by, at):
    hold_for_editing(filing, by)
    attachment = attach_file(owner=filing, purpose="evidence", upload=upload, by=by, at=at)
    record(filing, step="add_file", label="Đính kèm tệp", by=by, at=at, note=attachment.name)
    return attachment


@transaction.atomic
def remove_evidence(*, filing, attachment, by, at):
    hold_for_editing(filing, by)
    remove_attachment(attachment=attachment, owner=filing, by=by, at=at)


@transaction.atomic
def step_filing(*, filing, step_name, by, at, note="", reason="", marks=()):
    """One step of the filing's workflow, with what belongs to it. `marks`: codes of the boxes pointed at."""
    locked = Filing.objects.select_for_update(of=("self",)).get(pk=filing.pk)  # no box is saved in between
    filing.first_submitted_at = locked.first_submitted_at
    step = FILING.steps[step_name]
    if not by.has_perm(step.permission, filing):
        raise PermissionDenied(step.permission)  # before any word about what is in the filing
    extras = _EXTRAS.get(step_name, _no_extras)(filing, by, at, marks)
    if (
        step.reasons
        and not marks
        and Reason.objects.for_act(FILING.name, step.reasons).filter(code=reason, needs_mark=True)
    ):
        raise Refused(f"{step.label}: lý do {reason} cần đánh dấu ít nhất một ô.")
    take_step(FILING, filing, step_name, by=by, at=at, note=note, reason=reason, **extras)
    _tell(filing, step_name, by, at)
    return filing


def _no_extras(filing, by, at, marks):
    return {}


def _for_head(filing, by, at, marks):
    """Nothing goes to the head with a box missing or unexplained."""
    open_findings = [f for f in findings(filing_sections(filing)) if f.blocks]
    if open_findings:
        names = "; ".join(f"{f.box.code} {f.message}" for f in open_findings[:3])
        more = f" và {len(open_findings) - 3} ô khác" if len(open_findings) > 3 else ""
        raise Refused(f"Chưa trình được, còn {len(open_findings)} ô cần xem: {names}{more}.")
    return {}


def _for_sending(filing, by, at, marks):
    """Fixes what was sent, and judges once whether it was in time; an invited unit is never judged."""
    extras = _for_head(filing, by, at, marks)
    changes = {"submitted_at": at, "submitted_by": by, "withdrawn": False}
    if filing.first_submitted_at is None:
        changes |= {"first_submitted_at": at, "on_time": _in_time(filing, at)}
    judged = {
        "first_at": changes.get("first_submitted_at", filing.first_submitted_at),
        "on_time": changes.get("on_time", filing.on_time),
    }
    return extras | {"changes": changes, "data": frozen_filing(filing, by=by, at=at, **judged)}


def _in_time(filing, at):
    if filing.unit.duty == Duty.INVITED:
        return None
    due_on = Filing.objects.with_due().get(pk=filing.pk).due_on
    return None if due_on is None else office_date(at) <= due_on


def _for_recalling(filing, by, at, marks):
    return {"changes": {"withdrawn": True}}


def _for_accepting(filing, by, at, marks):
    return {"changes": {"accepted_at": at, "accepted_by": by}}


def _for_returning(filing, by, at, marks):
    known = {indicator.code for indicator in owed_indicators(filing.unit, filing.period)}
    if unknown := set(marks) - known:
        raise Refused(f"Ô {', '.join(sorted(unknown))} không có trong báo cáo này.")
    return {"data": {"marks": sorted(marks)}}


_EXTRAS = {
    "to_head": _for_head,
    "submit": _for_sending,
    "recall": _for_recalling,
    "accept": _for_accepting,
    "return": _for_returning,
    "unlock": _for_returning,
}


def _tell(filing, step_name, by, at):
    """A notice to whoever must act next, or whose work was just answered."""
    told = {
        "to_head": (NoticeKind.TO_SIGN, (Role.UNIT_HEAD,), filing.unit_id, "chờ ký"),
        "hand_back": (NoticeKind.RETURNED, (Role.UNIT_OFFICER,), filing.unit_id, "được thủ trưởng chuyển lại"),
        "submit": (NoticeKind.RECEIVED, _receiving_roles(filing), filing.receiver_id, "đã gửi đến"),
        "return": (NoticeKind.RETURNED, (Role.UNIT_OFFICER, Role.UNIT_HEAD), filing.unit_id, "bị trả lại để sửa"),
        "accept": (
            NoticeKind.ACCEPTED,
            (Role.UNIT_OFFICER, Role.UNIT_HEAD),
            filing.unit_id,
            "đã được xác nhận số liệu",
        ),
        "unlock": (NoticeKind.RETURNED, (Role.UNIT_OFFICER,), filing.unit_id, "đã mở khóa để đính chính"),
    }.get(step_name)
    if told is None:
        return
    kind, roles, unit_id, words = told
    text = f"{filing.title} của {filing.unit.name} {words}."
    people = people_holding(roles, unit_id=unit_id, but=by)
    notify(people=people, kind=kind, text=text, url=reverse("movements:filing_detail", args=[filing.pk]), at=at)


def _receiving_roles(filing):
    return RECEIVES_FOR_DEPARTMENT if filing.goes_to_department else (Role.UNIT_OFFICER,)


def people_holding(roles, *, unit_id, but=None):
    """Active people who hold one of the roles in a unit."""
    holdings = RoleHolding.objects.filter(role__in=roles, unit=unit_id, active=True)
    people = User.objects.filter(is_active=True, pk__in=holdings.values("user"))
    return list(people.exclude(pk=but.pk) if but else people)
