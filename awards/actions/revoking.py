"""The end of a case: awards are marked, never deleted; what counted them is flagged, what must come back is listed.

Luật 06/2022/QH15 Điều 93; R30.
"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from awards.actions.checking import check_for_appraisal
from awards.actions.revocation_notices import tell, tell_assignees, tell_unit
from awards.actions.revocations import hold_revocation
from awards.compile.dependants import dependants
from awards.compile.revocations import province_name
from awards.enums import DossierState, LineState
from awards.enums_issuing import PaymentState
from awards.enums_revocations import RecoveryKind
from awards.models import BonusPayment, Dossier, HeldAward, Honoree, Nomination, Recovery, RevocationFlag
from awards.revocation_workflow import ENDS, REVOCATION
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.events import record
from thidua.text import clean_line
from thidua.workflow import take_step
from units.actions import attach_signed

REVOCATION_FILE = "quyet_dinh_huy_bo"


@dataclass(frozen=True)
class Ending:
    """The decision that revokes: number and sign, day, the signed PDF; `issuer` only of what another authority made."""

    number: str
    revoked_on: date | None
    file: object
    issuer: str = ""


@transaction.atomic
def end_revocation(*, revocation, step_name, ending, by, at):
    """The clerk issues the province's decision (`issue`), or another's is recorded (`record_ended`).

    Marks awards and lines, flags what had counted them, lists what comes back, tells everybody whom it concerns.
    Raises PermissionDenied, Refused naming the box, Conflict when somebody was faster.
    """
    if step_name not in ENDS:
        raise Refused(f"{REVOCATION.steps[step_name].label}: không phải bước ghi quyết định hủy bỏ.")
    Honoree.objects.select_for_update().get(pk=revocation.honoree_id)  # before the case: as whoever merges locks
    locked = hold_revocation(revocation, REVOCATION.steps[step_name].permission, by)
    columns = _checked(locked, ending, at)
    moved = _take(locked, step_name, columns, by, at)
    attach_signed(owner=moved, purpose=REVOCATION_FILE, upload=ending.file, by=by, at=at)
    gone = list(HeldAward.objects.select_for_update().filter(revocations__revocation=moved).order_by("pk"))
    found = dependants(moved.honoree, gone, today=office_date(at))
    _mark(gone, moved, by, at)
    flags = RevocationFlag.objects.bulk_create(
        RevocationFlag(revocation=moved, held=one.held, line=one.line, text=one.text) for one in found
    )
    _list_recoveries(moved)
    _recheck(moved, [flag.line for flag in flags if flag.line], by, at)
    tell(moved, step_name, by, at)
    tell_unit(moved, "; ".join(one.award_name for one in gone)[:150], by, at)
    return moved


def _checked(case, ending, at):
    number = clean_line(ending.number)[:60]
    issuer = province_name(office_date(at)) if case.decided_here else clean_line(ending.issuer)[:200]
    if not number:
        raise Refused("Ô “Số quyết định”: ghi số và ký hiệu, ví dụ 12/QĐ-UBND.")
    first = case.proposal_date or case.basis_date
    if ending.revoked_on is None or not first <= ending.revoked_on <= office_date(at):
        raise Refused(f"Ô “Ngày quyết định”: nhập một ngày từ ngày đề nghị {first:%d/%m/%Y} đến hôm nay.")
    if ending.file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp PDF của quyết định đã ký, đóng dấu.")
    if not issuer:
        raise Refused("Ô “Cơ quan quyết định”: ghi nơi ra quyết định hủy bỏ.")
    return {"number": number, "revoked_on": ending.revoked_on, "issuer": issuer}


def _take(case, step_name, columns, by, at):
    note = f"Quyết định {columns['number']} ngày {columns['revoked_on']:%d/%m/%Y} của {columns['issuer']}"
    try:
        with transaction.atomic():
            return take_step(
                REVOCATION, case, step_name, by=by, at=at, note=note, changes=columns | {"stage_since": at}
            )
    except IntegrityError:
        day = f"{columns['revoked_on']:%d/%m/%Y}"
        raise Refused(f"Ô “Số quyết định”: số {columns['number']} ngày {day} đã ghi cho một vụ việc khác.") from None


def _mark(gone, case, by, at):
    HeldAward.objects.filter(pk__in=[one.pk for one in gone]).update(revoked_on=case.revoked_on)
    lines = [one.nomination_id for one in gone if one.nomination_id]
    Nomination.objects.filter(pk__in=lines, state=LineState.GRANTED).update(state=LineState.REVOKED)
    note = f"Quyết định {case.number} ngày {case.revoked_on:%d/%m/%Y}"
    for one in gone:
        record(case.honoree, step="revoke_award", label="Hủy bỏ khen thưởng", by=by, at=at,
               note=f"{one.award_name}, quyết định {one.decision_number}. {note}", data={"row": one.pk})  # fmt: skip
        if one.decision_id:
            record(one.decision, step="revoke_line", label="Hủy bỏ một dòng", by=by, at=at,
                   note=f"{case.honoree.name}: {one.award_name}. {note}", data={"line": one.nomination_id})  # fmt: skip


# --- What comes back --------------------------------------------------------------------------------------------------


def _list_recoveries(case):
    """The object of every award; the money of those that were paid, or of which the portal knows no payment."""
    rows = []
    for award in case.awards.select_related("held__nomination"):
        about = f"Bằng, khung, hiện vật khen thưởng: {award.held.award_name}"
        rows.append(Recovery(award=award, kind=RecoveryKind.OBJECT, about=about[:200]))
        payment = BonusPayment.objects.select_for_update().filter(line=award.held.nomination_id or 0).first()
        if payment is not None and payment.state != PaymentState.PAID:
            _stop_payment(payment, case)
        else:
            rows.append(_money(award, payment))
    Recovery.objects.bulk_create(rows)


def _money(award, payment):
    """Of what was paid the amount is known; else it is written when it is known (of older awards, of others')."""
    about = f"Tiền thưởng kèm {award.held.award_name}"
    return Recovery(
        award=award, kind=RecoveryKind.MONEY, about=about[:200], amount=payment.amount if payment is not None else None
    )


def _stop_payment(payment, case):
    """What has not been paid is not paid any more: nothing to recover."""
    if payment.state == PaymentState.COMMITTED:
        payment.state = PaymentState.VOID
        payment.note = f"{payment.note} Hủy bỏ theo quyết định {case.number}.".strip()[:400]
        payment.version += 1
        payment.save(update_fields=["state", "note", "version"])


# --- Lines that are open ----------------------------------------------------------------------------------------------


def _recheck(case, lines, by, at):
    """Each dossier with such a line says so in its history; one that is being appraised is checked anew and stored."""
    keys = {line.dossier_id for line in lines}
    dossiers = list(Dossier.objects.with_names().filter(pk__in=keys).order_by("pk"))
    for dossier in dossiers:
        names = ", ".join(f"{line.honoree.name}: {line.award.name}" for line in lines if line.dossier_id == dossier.pk)
        record(dossier, step="counted_revoked", label="Khen thưởng đã tính bị hủy bỏ", by=by, at=at,
               note=f"{names}. Quyết định hủy bỏ {case.number}")  # fmt: skip
        if dossier.state == DossierState.APPRAISING:
            check_for_appraisal(dossier, by, at)
    tell_assignees(case, dossiers, by, at)
