"""Sở Nội vụ at its desks: who appraises, lines put on hold or offered a lower form, the notice of ineligibility."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.actions.checking import store_checks
from awards.actions.decisions import drop_offers, hold_for_line, write_line
from awards.actions.dossiers import check_award
from awards.actions.holds import open_hold
from awards.actions.judgements import forget_judgements
from awards.actions.locking import hold, hold_allowed
from awards.actions.steps import NOTICE, check_reason, notice_columns, tell_lines
from awards.actions.telling import tell, tell_person
from awards.compile.checking import check_lines
from awards.compile.desk import may_appraise
from awards.enums import CheckStage, DossierState, LineState, OfferAnswer
from awards.models import Dossier, LowerOffer
from awards.workflow import DOSSIER
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_text
from thidua.workflow import take_step
from units.actions import attach_signed

HOLD_KIND = ("dong_de_nghi", "tam_dung")
LOWER_KIND = ("dong_de_nghi", "de_nghi_hinh_thuc_thap_hon")
NOT_RECEIVED = frozenset({DossierState.AT_PARENT, DossierState.SUBMITTED})


@transaction.atomic
def assign_dossier(*, dossier, assignee, note="", by, at):
    """The manager gives a dossier to an officer, or hands it over from one to another; the event says from whom.

    Raises PermissionDenied, Refused naming the box, Conflict when somebody else assigned it in the meantime.
    """
    step = DOSSIER.steps["assign"]
    if not by.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)
    if hold(dossier).state in step.sources:
        _check_assignee(dossier, assignee)
    before = dossier.assigned_to
    moved = f"{before.full_name} → {assignee.full_name}" if before else f"{assignee.full_name}"
    take_step(
        DOSSIER, dossier, "assign", by=by, at=at, note=f"{moved}. {note.strip()}" if note.strip() else moved,
        changes={"assigned_to": assignee, "assigned_at": at, "stage_since": at},
        data={"from": before.pk if before else None, "to": assignee.pk},
        where={"assigned_to": before},
    )  # fmt: skip
    tell(dossier, "assign", by, at)
    if before and before.pk not in (assignee.pk, by.pk):
        tell_person(dossier, before, f"đã chuyển cho {assignee.full_name} thẩm định", at)
    return dossier


def _check_assignee(dossier, assignee):
    if assignee is None or not may_appraise().filter(pk=assignee.pk).exists():
        raise Refused("Ô “Người thẩm định”: chọn một chuyên viên của Sở Nội vụ trong danh sách.")
    if dossier.state != DossierState.RECEIVED and dossier.assigned_to_id == assignee.pk:
        raise Refused(f"Ô “Người thẩm định”: hồ sơ đang do {assignee.full_name} giữ, chọn người khác.")


# --- Lines ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def hold_line(*, line, reason, text, opened_on, by, at):
    """Judges a line no further until there is a conclusion (R09): opens a hold of its honoree, or joins the open one.

    Raises PermissionDenied, Refused naming the box, Conflict.
    """
    hold_for_line(line, "awards.conclude_line", by)
    _refuse_settled(line)
    opened = line.honoree.holds.filter(reason=reason, released_on=None).first()
    if opened is None:
        opened = open_hold(honoree=line.honoree, reason=reason, text=text, opened_on=opened_on, by=by, at=at)
    drop_offers(line, at)
    # What it is about stands in the hold, which few may read; the dossier, read by its unit, says the reason alone.
    write_line(line, LineState.ON_HOLD, reason, step="hold_line", by=by, at=at)
    tell(line.dossier, "hold_line", by, at, more=f" ({line.honoree.name})")
    return opened


def _refuse_settled(line):
    if line.state in (LineState.ON_HOLD, LineState.WITHDRAWN) or line.notified_on is not None:
        raise Refused(f"Dòng {line.honoree.name} đang là “{line.get_state_display()}”, không đổi được nữa.")


@transaction.atomic
def offer_lower(*, line, award, reason, note, by, at):
    """Asks whoever proposed the line whether a lower form would do (HT-01); the line waits for the answer."""
    hold_for_line(line, "awards.conclude_line", by)
    _refuse_settled(line)
    if line.state == LineState.LOWER_FORM:
        raise Conflict(f"Dòng {line.honoree.name} đang chờ cấp trình trả lời về hình thức thấp hơn.")
    check_reason(f"Dòng {line.honoree.name}", LOWER_KIND, reason, note)
    check_lower(line, award, office_date(at))
    return make_offer(line, award, (reason, note), by, at)


def make_offer(line, award, why, by, at):
    """Asks it; `why`: (coded reason, words)."""
    reason, note = why
    offer = LowerOffer.objects.create(
        line=line, award=award, asked=line.award, reason=reason, note=clean_text(note), offered_by=by, offered_at=at
    )
    write_line(line, LineState.LOWER_FORM, reason, f"{award.name}. {note}", step="offer_lower", by=by, at=at)
    tell(line.dossier, "offer_lower", by, at, more=f" ({line.honoree.name}: {award.name})")
    return offer


def check_lower(line, award, day):
    if award is None or award.code == line.award.code:
        raise Refused("Ô “Hình thức thấp hơn”: chọn một hình thức khác hình thức đang đề nghị.")
    if award.kind == line.award.kind and award.order <= line.award.order:
        raise Refused(f"Ô “Hình thức thấp hơn”: {award.name} không thấp hơn {line.award.name}.")
    check_award(award, line.honoree, day, line.dossier.level)
    _refuse_twice(line, award)


def _refuse_twice(line, award):
    same = line.dossier.lines.filter(honoree=line.honoree, award__code=award.code)
    if same.exclude(pk=line.pk).exists():
        raise Refused(f"{line.honoree.name} đã có trong hồ sơ này với {award.name}.")


@transaction.atomic
def answer_lower(*, line, agreed, note="", by, at):
    """The proposing unit's head says yes or no: yes changes the award and keeps what was asked first; no keeps it."""
    hold_for_line(line, "awards.answer_lower", by)
    offer = line.offers.filter(answer=OfferAnswer.WAITING).select_related("award").first()
    if offer is None or line.state != LineState.LOWER_FORM:
        raise Conflict(f"Dòng {line.honoree.name} không còn chờ trả lời. Xem lại trang này.")
    if not agreed and not note.strip():
        raise Refused("Ô “Ý kiến của đơn vị”: ghi vì sao không đồng ý.")
    offer.answer = OfferAnswer.AGREED if agreed else OfferAnswer.DECLINED
    offer.words, offer.answered_by, offer.answered_at = clean_text(note), by, at
    offer.save(update_fields=["answer", "words", "answered_by", "answered_at"])
    if agreed:
        _take_lower(line, offer.award, by, at)
    line.state, line.reason, line.note = LineState.PROPOSED, "", ""
    line.save(update_fields=["state", "reason", "note"])
    text = f"{line}{f': {offer.words}' if offer.words else ''}"
    data = {"line": line.pk, "offer": offer.pk, "asked": offer.asked.code, "award": offer.award.code}
    record(line.dossier, step="answer_lower", label=offer.get_answer_display(), by=by, at=at, note=text, data=data)
    tell(line.dossier, "answer_lower", by, at, more=f" ({line.honoree.name}: {offer.get_answer_display()})")
    return offer


def _take_lower(line, award, by, at):
    """What was asked for first is kept; the criteria are those of the new award, and nobody has judged them yet."""
    _refuse_twice(line, award)
    line.asked_award = line.asked_award or line.award
    line.award = award
    line.save(update_fields=["award", "asked_award"])
    forget_judgements(line)
    store_checks(check_lines(line.dossier, [line], today=office_date(at)), CheckStage.APPRAISAL, by, at)


@transaction.atomic
def withdraw_line(*, line, note, by, at):
    """The proposing unit's head takes one line back before it is concluded; the last one goes with the dossier."""
    hold_for_line(line, "awards.withdraw_line", by)
    if line.state not in LineState.WAITING:
        raise Refused(f"Dòng {line.honoree.name} đã là “{line.get_state_display()}”, không rút được nữa.")
    if not (note := clean_text(note)):
        raise Refused("Ô “Lý do rút”: ghi vì sao rút dòng này.")
    others = line.dossier.lines.exclude(state=LineState.WITHDRAWN).exclude(pk=line.pk)
    if line.dossier.state in NOT_RECEIVED and not others.exists():
        raise Refused("Đây là dòng cuối cùng của hồ sơ: rút cả hồ sơ bằng “Rút hồ sơ”.")
    drop_offers(line, at)
    write_line(line, LineState.WITHDRAWN, "", note, step="withdraw_line", by=by, at=at)
    tell(line.dossier, "withdraw_line", by, at, more=f" ({line.honoree.name})")
    return line


# --- Lines on hold leave a dossier that goes on -----------------------------------------------------------------------

TAKEN_ALONG = (  # the new dossier stands where the old one stood, under the same papers
    "unit", "receiver", "occasion", "movement", "petition_number", "petition_date", "petition_signer",
    "forward_number", "forward_date", "level", "simple_ground", "deed_on", "direction", "direction_date",
    "entered_by", "entered_in", "paper_arrived_on", "head_confirmed_by", "head_confirmed_at", "law_choice",
    "assigned_to", "assigned_at", "first_sent_at", "arrived_at", "received_at", "created_by", "created_at",
    "illustrative",
)  # fmt: skip
SPLIT_TITLE = " (dòng tạm dừng)"


@transaction.atomic
def split_held(*, dossier, by, at):
    """Moves the lines on hold into a dossier of their own, so that the others go on; returns the new dossier.

    No day is promised for it until the hold is released. Refused when nothing is on hold, or nothing else is left.
    """
    hold_allowed(dossier, "awards.conclude_line", by)
    held = list(dossier.lines.filter(state=LineState.ON_HOLD).select_related("honoree", "award"))
    if not held:
        raise Refused("Hồ sơ không có dòng nào đang tạm dừng xét.")
    if not dossier.lines.exclude(state__in=[LineState.ON_HOLD, LineState.WITHDRAWN]).exists():
        raise Refused("Mọi dòng còn lại đều đang tạm dừng: hồ sơ chờ kết luận, không cần tách.")
    title = dossier.title if dossier.title.endswith(SPLIT_TITLE) else f"{dossier.title[:280]}{SPLIT_TITLE}"
    columns = {name: getattr(dossier, name) for name in TAKEN_ALONG}
    new = Dossier.objects.create(
        **columns, title=title, state=DossierState.APPRAISING, stage_since=at, split_from=dossier
    )
    dossier.lines.filter(pk__in=[line.pk for line in held]).update(dossier=new)
    names = ", ".join(line.honoree.name for line in held)
    record(dossier, step="split", label="Tách dòng tạm dừng", by=by, at=at, note=names, data={"into": new.pk})
    record(new, step="split_from", label="Tách từ hồ sơ", by=by, at=at, to_state=new.state, note=dossier.title,
           data={"from": dossier.pk, "lines": [line.pk for line in held]})  # fmt: skip
    return new


# --- The notice -------------------------------------------------------------------------------------------------------


@transaction.atomic
def sign_notice(*, dossier, petition, by, at):
    """Giám đốc's notice of the lines found ineligible, apart from the proposal (QĐ 311/QĐ-BNV; R24).

    `petition` carries number, day and the signed file. Raises PermissionDenied, Refused naming the box, Conflict.
    """
    hold_allowed(dossier, "awards.sign_notice", by)
    columns = notice_columns(petition, at)
    told = tell_lines(dossier, petition, by, at)
    if not told:
        raise Conflict("Không còn dòng nào chưa thông báo: có người vừa ký thông báo này. Xem lại trang này.")
    Dossier.objects.filter(pk=dossier.pk).update(**columns)
    dossier.refresh_from_db(fields=list(columns))
    if petition.file is not None:
        attach_signed(owner=dossier, purpose=NOTICE, upload=petition.file, by=by, at=at)
    number = columns["refusal_number"]
    record(dossier, step="sign_notice", label="Ký thông báo không đủ điều kiện", by=by, at=at,
           note=f"{number}: {told} dòng", data={"notice": number, "lines": told})  # fmt: skip
    tell(dossier, "sign_notice", by, at, more=f" ({number})")
    return dossier
