"""A filing's way: opened, given evidence, moved along its workflow."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from movements.actions.boxes import hold_for_editing, refuse_closed
from movements.actions.calls import (
    Words,
    call_note,
    check_call,
    differs_from_accepted,
    for_calling_back,
    refuse_what_is_locked,
)
from movements.checks import findings
from movements.compile import filing_sections, frozen_filing
from movements.compile.changes import EVIDENCE
from movements.compile.standing import owed_by
from movements.enums import FilingState
from movements.models import Filing
from movements.workflow import FILING
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.events import record
from thidua.workflow import take_step
from units.actions import attach_file, notify, remove_attachment
from units.enums import Duty, NoticeKind, Role
from units.models import Delegation, RoleHolding, Unit, User
from units.models.tree import on_day
from units.roles import RECEIVES_FOR_DEPARTMENT


def owed_or_refused(*, unit, period, at):
    """What the unit owes in a period whose figures are closed; Refused when there is nothing, or it is too early."""
    owed = owed_by(unit, period)
    if owed is None:
        raise Refused(f"{unit.name} không có chỉ tiêu phải báo cáo trong {period.name}.")
    if owed.day >= office_date(at):
        raise Refused(f"{period.name} chưa chốt số liệu: nhập được sau ngày {owed.day:%d/%m/%Y}.")
    return owed


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
    owed = owed_or_refused(unit=unit, period=period, at=at)
    filing, created = Filing.objects.get_or_create(
        unit=unit, period=period, defaults={"receiver_id": owed.receiver_id}
    )  # fmt: skip
    if created:
        record(filing, step="start", label="Bắt đầu nhập", by=by, at=at, to_state=FilingState.DRAFT)
    return filing


@transaction.atomic
def add_evidence(*, filing, upload, by, at):
    hold_for_editing(filing, by)
    refuse_closed(filing, [EVIDENCE])
    attachment = attach_file(owner=filing, purpose="evidence", upload=upload, by=by, at=at)
    record(filing, step="add_file", label="Đính kèm tệp", by=by, at=at, note=attachment.name)
    return attachment


@transaction.atomic
def remove_evidence(*, filing, attachment, by, at):
    hold_for_editing(filing, by)
    refuse_closed(filing, [EVIDENCE])
    remove_attachment(attachment=attachment, owner=filing, by=by, at=at)


@transaction.atomic
def step_filing(*, filing, step_name, by, at, **words):
    """One step of the filing's workflow, with what belongs to it; `words` are the fields of `calls.Words`.

    Raises PermissionDenied, Refused with the box or word that is missing, Conflict when somebody was faster.
    """
    words = Words(**words)
    by.acting_on = office_date(at)  # a delegation holds on the day of the act
    locked = Filing.objects.select_for_update(of=("self",)).get(pk=filing.pk)  # no box is saved in between
    filing.first_submitted_at = locked.first_submitted_at
    step = FILING.steps[step_name]
    if not by.has_perm(step.permission, filing):
        raise PermissionDenied(step.permission)  # before any word about what is in the filing
    if step.reasons:
        check_call(step, words)
    extras = _EXTRAS.get(step_name, _no_extras)(filing, by, at, words)
    note, data = _with_paper_of_deputy(filing, step, by, words)
    extras["data"] = extras.get("data", {}) | data
    take_step(FILING, filing, step_name, by=by, at=at, note=note, reason=words.reason, **extras)
    _tell(filing, step_name, by, at)
    return filing


def _with_paper_of_deputy(filing, step, by, words):
    """(note, data): what a deputy signs in the head's place says so, with the paper's number."""
    note = call_note(words)
    if step.needs_note and not note:
        raise Refused(f"{step.label}: ghi lý do.")
    paper = _deputy_paper(filing, by) if step.name in SIGNED else None
    if paper is None:
        return note, {}
    said = f"KT. Thủ trưởng, giấy ủy quyền số {paper.number} ngày {paper.signed_on:%d/%m/%Y}."
    return f"{said} {note}".strip(), {"delegation": {"id": paper.pk, "number": paper.number}}


def _no_extras(filing, by, at, marks):
    return {}


def _for_head(filing, by, at, marks):
    """Nothing goes to the head with a box missing or unexplained, or with one changed that an unlock did not open."""
    refuse_what_is_locked(filing)
    open_findings = [f for f in findings(filing_sections(filing)) if f.blocks]
    if open_findings:
        names = "; ".join(f"{f.box.code} {f.message}" for f in open_findings[:3])
        more = f" và {len(open_findings) - 3} ô khác" if len(open_findings) > 3 else ""
        raise Refused(f"Chưa trình được, còn {len(open_findings)} ô cần xem: {names}{more}.")
    return {}


def _for_sending(filing, by, at, marks):
    """Fixes what was sent, and judges once whether it was in time; an invited unit is never judged."""
    extras = _for_head(filing, by, at, marks)
    changes = {"submitted_at": at, "submitted_by": by, "withdrawn": False, "correct_by": None}
    if filing.is_entered:
        changes["confirmed_at"] = at  # the head's signature stands for it
    if filing.first_submitted_at is None:
        changes |= {"first_submitted_at": at, "on_time": _in_time(filing, at)}
    judged = {
        "first_at": changes.get("first_submitted_at", filing.first_submitted_at),
        "on_time": changes.get("on_time", filing.on_time),
    }
    return extras | {"changes": changes, "data": _frozen(filing, by, at, **judged)}


def _frozen(filing, by, at, *, first_at, on_time):
    """What leaves the unit, fixed with who stands for it: the head, a deputy by the head's paper, or paper typed in."""
    said = {"signed_as": "KT. THỦ TRƯỞNG" if _deputy_paper(filing, by) else "", "on_behalf": _paper_of(filing)}
    return frozen_filing(filing, by=by, at=at, first_at=first_at, on_time=on_time, **said)


def _paper_of(filing):
    if not filing.is_entered:
        return ""
    return f"Nhập thay từ bản giấy đến ngày {filing.arrived_on:%d/%m/%Y}, người nhập: {filing.entered_by.full_name}."


def _deputy_paper(filing, by):
    """The delegation by which this person signs for the unit; None for the head and for who signs by another right."""
    return None if by.has_role(Role.UNIT_HEAD, unit_id=filing.unit_id) else by.delegation_for(filing.unit_id)


def _in_time(filing, at):
    if filing.unit.duty == Duty.INVITED:
        return None
    due_on = Filing.objects.with_due().get(pk=filing.pk).due_on
    return None if due_on is None else (filing.arrived_on or office_date(at)) <= due_on


def _for_confirming(filing, by, at, words):
    """The unit stands by what was entered for it; what the receiver typed is now the unit's own."""
    data = _frozen(filing, by, at, first_at=filing.first_submitted_at, on_time=filing.on_time)
    return {"changes": {"confirmed_at": at, "submitted_at": at, "submitted_by": by}, "data": data}


def _for_entering_again(filing, by, at, words):
    """What was entered anew must be confirmed, or looked at by another, anew."""
    extras = _for_sending(filing, by, at, words)
    extras["changes"] |= {"confirmed_at": None, "entered_by": by}
    return extras


def _for_recalling(filing, by, at, marks):
    return {"changes": {"withdrawn": True}}


def _for_accepting(filing, by, at, words):
    differs = differs_from_accepted(filing)  # a compilation made before asks what has changed since
    data = {} if differs is None else {"differs": differs}
    return {"changes": {"accepted_at": at, "accepted_by": by}, "data": data}


_EXTRAS = {
    "to_head": _for_head,
    "submit": _for_sending,
    "enter": _for_entering_again,
    "to_unit": _for_entering_again,
    "confirm": _for_confirming,
    "recall": _for_recalling,
    "accept": _for_accepting,
    "return": for_calling_back,
    "unlock": for_calling_back,
}
SIGNED = frozenset({"hand_back", "submit", "recall", "confirm", "dispute"})  # acts of the head


def _tell(filing, step_name, by, at):
    """A notice to whoever must act next, or whose work was just answered."""
    told = _told(filing, office_date(at)).get(step_name)
    if told is None:
        return
    kind, people, words = told
    people = [person for person in people() if person.pk != by.pk]
    text = f"{filing.title} của {filing.unit.name} {words}."
    notify(people=people, kind=kind, text=text, url=reverse("movements:filing_detail", args=[filing.pk]), at=at)


def _told(filing, today):
    """{step: (kind of notice, who, words)}; who is asked only for the step that was taken."""

    def officers():
        return people_holding((Role.UNIT_OFFICER,), unit_id=filing.unit_id)

    def signers():
        return signing_people(filing.unit_id, today)

    def unit():
        return [*officers(), *people_holding((Role.UNIT_HEAD,), unit_id=filing.unit_id)]

    def receivers():
        return receiving_people(filing, today)

    def enterers():
        return people_holding((Role.UNIT_OFFICER, *RECEIVES_FOR_DEPARTMENT), unit_id=filing.entered_in_id)

    return {
        "to_head": (NoticeKind.TO_SIGN, signers, "chờ ký"),
        "hand_back": (NoticeKind.RETURNED, officers, "được thủ trưởng chuyển lại"),
        "submit": (NoticeKind.RECEIVED, receivers, "đã gửi đến"),
        "enter": (NoticeKind.RECEIVED, receivers, "đã nhập thay từ bản giấy, chờ người khác kiểm tra"),
        "to_unit": (NoticeKind.TO_SIGN, signers, "được nhập thay từ bản giấy, chờ đơn vị xác nhận"),
        "confirm": (NoticeKind.RECEIVED, receivers, "đã được đơn vị xác nhận bản nhập thay"),
        "dispute": (NoticeKind.RETURNED, enterers, "bị đơn vị báo nhập sai"),
        "return": (NoticeKind.RETURNED, unit, f"bị trả lại để sửa{_until(filing)}"),
        "accept": (NoticeKind.ACCEPTED, unit, "đã được xác nhận số liệu"),
        "unlock": (NoticeKind.RETURNED, unit, f"đã mở khóa để đính chính{_until(filing)}"),
    }


def _until(filing):
    return f", hạn sửa {filing.correct_by:%d/%m/%Y}" if filing.correct_by else ""


def receiving_people(filing, today):
    """Those who check it; Sở Nội vụ stands in for a receiver that is no more."""
    roles = RECEIVES_FOR_DEPARTMENT if filing.goes_to_department else (Role.UNIT_OFFICER,)
    people = people_holding(roles, unit_id=filing.receiver_id)
    until = filing.receiver.valid_to
    if until is not None and until < today:
        department = Unit.objects.filter(code=settings.OFFICE["department_code"]).values_list("pk", flat=True).first()
        people += people_holding(RECEIVES_FOR_DEPARTMENT, unit_id=department)
    return people


def signing_people(unit_id, today):
    """The head, and who holds the head's paper that day."""
    holders = Delegation.objects.in_force(today).filter(unit=unit_id).values("holder")
    deputies = User.objects.filter(is_active=True, unit=unit_id, pk__in=holders)
    return [*people_holding((Role.UNIT_HEAD,), unit_id=unit_id), *deputies]


def people_holding(roles, *, unit_id, but=None):
    """Active people who hold one of the roles in a unit."""
    holdings = RoleHolding.objects.filter(role__in=roles, unit=unit_id, active=True)
    people = User.objects.filter(is_active=True, pk__in=holdings.values("user"))
    return list(people.exclude(pk=but.pk) if but else people)
