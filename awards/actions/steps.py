"""The dossier's way: each step with what it must have, what it fixes, and who is told."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from awards.actions.checking import check_for_appraisal, check_for_sending
from awards.actions.confirming import freeze_lines
from awards.actions.initiatives import lose_initiatives
from awards.actions.locking import hold
from awards.actions.telling import tell
from awards.compile import checklist_of
from awards.compile.consultations import standing_before
from awards.compile.deadlines import completeness_due, due_day
from awards.compile.desk import standing_in_the_way, untold_lines
from awards.compile.law import law_day_of
from awards.compile.votes import vote_needs
from awards.enums import DossierState, LineState, OfferAnswer
from awards.models import Dossier, LowerOffer, Nomination, RefusalNotice, Submission
from awards.workflow import DOSSIER, OWN_PAGE
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.models import Reason
from thidua.text import clean_line
from thidua.workflow import take_step
from units.actions import attach_signed
from units.models import Unit

CONFIRMATION = "Tôi chịu trách nhiệm về tính chính xác của hồ sơ, của thành tích kê khai"
PAPER_CONFIRMATION = "Bản giấy có chữ ký của thủ trưởng, đóng dấu và lời chịu trách nhiệm về hồ sơ"
PETITION, FORWARDED, PROPOSAL = "to_trinh", "to_trinh_cap_tren", "to_trinh_snv"  # purposes of signed papers
NOTICE = "thong_bao_khong_du_dieu_kien"
ELSEWHERE = {  # steps with an act of their own
    "issue": "Cấp số và phát hành: nhập số, ngày và bản đã ký ở trang phát hành.",
    "assign": "Phân công: chọn người thẩm định ở trang phân công.",
}


@dataclass(frozen=True)
class Petition:
    """A signed tờ trình: its number as written ("12/TTr-SYT"), day, who signed it, and the PDF of it.

    `confirmed`: the head of the unit answers for what the dossier says (R17).
    """

    number: str
    signed_on: date | None
    signer: str = ""
    file: object = None
    confirmed: bool = False


@transaction.atomic
def step_dossier(*, dossier, step_name, by, at, note="", reason="", petition=None):
    """One step of the dossier; those of `ELSEWHERE` have acts of their own.

    Raises PermissionDenied (who may not), Refused (what is missing, by name of the box), Conflict (already moved).
    """
    if step_name in ELSEWHERE:
        raise Refused(ELSEWHERE[step_name])
    step = DOSSIER.steps[step_name]
    if step_name in OWN_PAGE:
        raise Refused(f"{step.label}: bước này có trang và đường gọi riêng, với văn bản của nó.")
    locked = hold(dossier)
    if not by.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)  # before any word about what is in the dossier
    changes = {"stage_since": at}
    if locked.state in step.sources:  # else take_step says that somebody was faster
        check_words(step, reason, note)
        changes |= _EXTRAS.get(step_name, _nothing)(dossier, by, at, petition)
    data = ({"petition": petition.number} if petition else {}) | _late(locked, step_name, at)
    take_step(DOSSIER, dossier, step_name, by=by, at=at, note=note, reason=reason, changes=changes, data=data)
    _afterwards(dossier, step_name, by, at, reason=reason, note=note, petition=petition)
    tell(dossier, step_name, by, at)
    return dossier


def _late(dossier, step_name, at):
    """A return after the days given for completeness is not barred, and is not forgotten either."""
    due = completeness_due(dossier) if step_name == "return" else None
    return {"return_due": due.isoformat()} if due and office_date(at) > due else {}


# --- Coded reasons that are not the dossier's own ---------------------------------------------------------------------

OTHER_REASONS = {  # step -> (applies_to, act)
    "office_return": ("to_trinh_snv", "tra_lai"),
    "refuse": ("dong_de_nghi", "khong_dong_y"),
}
INELIGIBLE = ("dong_de_nghi", "khong_du_dieu_kien")


def check_words(step, reason, note):
    if step.name in OTHER_REASONS:
        check_reason(step.label, OTHER_REASONS[step.name], reason, note)


def check_reason(label, kind, code, note):
    """A reason of the list, with the words it asks for; where the catalogue has none, words alone."""
    rows = {row.code: row for row in Reason.objects.for_act(*kind)}
    if rows and code not in rows:
        raise Refused(f"{label}: chọn một lý do trong danh sách.")
    asks = not rows or rows[code].needs_text or rows[code].needs_document
    if asks and not note.strip():
        paper = " và nêu số, ngày văn bản" if rows and rows[code].needs_document else ""
        raise Refused(f"{label}: lý do {code} cần ghi rõ ở ô “Ghi rõ”{paper}." if rows else f"{label}: ghi lý do.")


# --- What each step must have and what it fixes: columns to write ----------------------------------------------------


def _nothing(dossier, by, at, petition):
    return {}


def _for_head(dossier, by, at, petition):
    check_for_sending(dossier, by, at, store=False)  # no paper helps what the law itself stops
    _complete(dossier, at)
    return {}


def _complete(dossier, at):
    """Every paper, confirmation and line that must be there."""
    if whys := checklist_of(dossier, day=law_day_of(dossier, today=office_date(at))).whys:
        raise Refused(f"Chưa trình được: {' '.join(whys)}")


def _for_sending(dossier, by, at, petition):
    _complete(dossier, at)
    check_petition(petition, at)
    signer = clean_line(petition.signer)[:120]
    if not signer:
        raise Refused("Ô “Người ký”: ghi người đã ký tờ trình.")
    if not petition.confirmed:
        raise Refused(f"Ô “{CONFIRMATION}”: chưa đánh dấu, hồ sơ chưa gửi được.")
    check_for_sending(dossier, by, at, store=True)
    sent = {
        "head_confirmed_by": by,
        "head_confirmed_at": at,
        "petition_number": clean_line(petition.number)[:60],
        "petition_date": petition.signed_on,
        "petition_signer": signer,
        "first_sent_at": dossier.first_sent_at or at,
    }
    return sent | (_arrival(dossier, at) if dossier.goes_to_department else {})


def _for_directing(dossier, by, at, petition):
    """On a leader's direction there is no tờ trình of a unit: the Director answers with that of Sở Nội vụ."""
    _complete(dossier, at)
    check_for_sending(dossier, by, at, store=True)
    return {"first_sent_at": dossier.first_sent_at or at} | _arrival(dossier, at)


def _for_entering(dossier, by, at, petition):
    """The unit's own paper: its number, day and signer, and the day it arrived, from which the desk's days run."""
    _complete(dossier, at)
    check_petition(petition, at, file_needed=False)
    signer = clean_line(petition.signer)[:120]
    if not signer:
        raise Refused("Ô “Người ký”: ghi người đã ký tờ trình.")
    if not petition.confirmed:
        raise Refused(f"Ô “{PAPER_CONFIRMATION}”: chưa đánh dấu, hồ sơ chưa gửi được.")
    check_for_sending(dossier, by, at, store=True)
    arrived = start_of(dossier.paper_arrived_on)
    sent = {
        "petition_number": clean_line(petition.number)[:60],
        "petition_date": petition.signed_on,
        "petition_signer": signer,
        "first_sent_at": dossier.first_sent_at or arrived,
        "head_confirmed_at": at,
    }
    if dossier.first_sent_at is None:
        sent["stage_since"] = arrived
    return sent | (_arrival(dossier, arrived) if dossier.goes_to_department else {})


def start_of(day):
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())


def _for_forwarding(dossier, by, at, petition):
    check_petition(petition, at)
    check_for_sending(dossier, by, at, store=False)
    sent = {"forward_number": clean_line(petition.number)[:60], "forward_date": petition.signed_on}
    return sent | _arrival(dossier, at)


def _arrival(dossier, at):
    return {"arrived_at": dossier.arrived_at or at}


def check_petition(petition, at, *, file_needed=True, paper="tờ trình", example="12/TTr-SYT"):
    """Names the box that is empty or wrong."""
    if petition is None or not clean_line(petition.number):
        raise Refused(f"Ô “Số {paper}”: ghi số và ký hiệu, ví dụ {example}.")
    if petition.signed_on is None:
        raise Refused(f"Ô “Ngày {paper}”: nhập ngày.")
    if petition.signed_on > office_date(at):
        raise Refused(f"Ô “Ngày {paper}”: {petition.signed_on:%d/%m/%Y} chưa tới.")
    if file_needed and petition.file is None:
        raise Refused(f"Ô “Bản đã ký”: chọn tệp PDF của {paper} đã ký, đóng dấu.")


def _for_receiving(dossier, by, at, petition):
    """The clock begins, a day is promised (R24), and the slip gets the next number of the year.

    A dossier that comes again after a return keeps its number: it is the same dossier, with a new promise.
    """
    today = office_date(at)
    fixed = {"received_at": at, "promised_on": due_day("appraise", today, dossier.occasion)}
    if dossier.receipt_number is None:
        fixed |= {"receipt_year": today.year, "receipt_number": _next_receipt(today.year)}
    return fixed


def _next_receipt(year):
    """1, 2, 3 … without a gap: the department's row is held until the end of the transaction, so two never meet."""
    list(Unit.objects.select_for_update(no_key=True).filter(code=settings.OFFICE["department_code"]).values_list("pk"))
    last = Dossier.objects.filter(receipt_year=year).aggregate(last=Max("receipt_number"))["last"]
    return (last or 0) + 1


def _for_taking_up(dossier, by, at, petition):
    return {"assigned_to": by, "assigned_at": at}


def _for_lead(dossier, by, at, petition):
    if why := standing_in_the_way(dossier.lines.values_list("state", flat=True)):
        raise Refused(f"Chưa trình được: {why}.")
    _check_consulted(dossier, at)
    return {}


def _check_consulted(dossier, at):
    """The people are asked before the council and whoever is above it (R22; NĐ 98/2023 Điều 46 khoản 2)."""
    if why := standing_before(dossier, today=office_date(at)):
        raise Refused(f"{why}.")


def _for_director(dossier, by, at, petition):
    """From here a line found ineligible is the department's word, and its notice has a last day.

    What the law demands a vote for goes no further without one that passed (R19).
    """
    today = office_date(at)
    if whys := [need.text for need in vote_needs(dossier, day=law_day_of(dossier, today=today)) if need.stops]:
        raise Refused(f"Chưa trình được: {' '.join(whys)}")
    if not untold_lines().filter(dossier=dossier).exists():
        return {"refusal_due": None}
    return {"refusal_due": due_day("notify_negative", today, dossier.occasion) or today}  # no days given: at once


def _for_proposal(dossier, by, at, petition):
    if not dossier.lines.filter(state__in=LineState.GOES_ON).exists():
        raise Refused("Không có dòng nào đủ điều kiện để trình: dùng “Ký thông báo không đủ điều kiện”.")
    _check_consulted(dossier, at)
    check_petition(petition, at, file_needed=False)
    return {"proposal_number": clean_line(petition.number)[:60], "proposal_date": petition.signed_on}


def _for_concluding(dossier, by, at, petition):
    if dossier.lines.filter(state__in=LineState.OPEN).exists():
        raise Refused("Hồ sơ còn dòng đủ điều kiện: ký tờ trình, hoặc chuyển lại chuyên viên.")
    return notice_columns(petition, at)


def notice_columns(petition, at):
    """What the notice of ineligibility fixes; Refused naming the box."""
    check_petition(petition, at, file_needed=False, paper="thông báo", example="15/TB-SNV")
    number = clean_line(petition.number)[:60]
    return {"refusal_number": number, "refusal_date": petition.signed_on, "refusal_due": None}


def _for_ending(dossier, by, at, petition):
    if dossier.lines.exclude(state=LineState.WITHDRAWN).exists():
        raise Refused("Hồ sơ còn dòng chưa rút: thẩm định rồi trình trưởng phòng.")
    return {}


def _for_leader_signing(dossier, by, at, petition):
    if not dossier.lines.filter(state__in=LineState.GOES_ON).exists():
        raise Refused("Mọi dòng đều đã đánh dấu không tặng: dùng “Không đồng ý” để kết thúc hồ sơ.")
    return {"signed_by": by}


_EXTRAS = {
    "to_head": _for_head,
    "send": _for_sending,
    "send_parent": _for_sending,
    "direct": _for_directing,
    "enter": _for_entering,
    "enter_parent": _for_entering,
    "forward": _for_forwarding,
    "receive": _for_receiving,
    "take_up": _for_taking_up,
    "to_lead": _for_lead,
    "to_director": _for_director,
    "end": _for_ending,
    "sign_proposal": _for_proposal,
    "conclude": _for_concluding,
    "sign": _for_leader_signing,
    "sign_up": _for_leader_signing,
}

# --- What follows the step -------------------------------------------------------------------------------------------

SENDING = frozenset({"send", "send_parent", "direct", "enter", "enter_parent"})  # it leaves its unit
FILES = {"send": PETITION, "send_parent": PETITION, "forward": FORWARDED, "sign_proposal": PROPOSAL, "conclude": NOTICE}


def _afterwards(dossier, step_name, by, at, *, reason, note, petition):
    if step_name in FILES and petition.file is not None:
        attach_signed(owner=dossier, purpose=FILES[step_name], upload=petition.file, by=by, at=at)
    if step_name == "conclude":
        tell_lines(dossier, petition, by, at)
    if step_name == "refuse":
        lines = dossier.lines.filter(state__in=LineState.OPEN)
        lose_initiatives(lines.select_related("dossier", "honoree", "award"), by, at)
        dossier.lines.filter(state__in=LineState.OPEN).update(
            state=LineState.NOT_GRANTED, reason=reason, note=note.strip()
        )
    if step_name in SENDING:
        freeze_lines(dossier)
    if step_name == "sign_up":
        Submission.objects.create(dossier=dossier, signed_by=by)
    if dossier.state in (DossierState.RETURNED, DossierState.RECALLED):
        _forget_conclusions(dossier)
    if dossier.state == DossierState.APPRAISING:  # begun, or begun again
        check_for_appraisal(dossier, by, at)


def _forget_conclusions(dossier):
    """What comes back to the unit is appraised anew; what was concluded stays in the events.

    What was withdrawn, told in a notice or put on hold stays so: only a conclusion ends a hold.
    """
    final = Q(state__in=[LineState.WITHDRAWN, LineState.ON_HOLD]) | Q(notified_on__isnull=False)
    lines = Nomination.objects.filter(dossier=dossier)
    lines.exclude(final).update(state=LineState.PROPOSED, reason="", note="")
    waiting = LowerOffer.objects.filter(line__in=lines, answer=OfferAnswer.WAITING)
    waiting.update(answer=OfferAnswer.LAPSED, answered_at=dossier.stage_since)
    Dossier.objects.filter(pk=dossier.pk).update(head_confirmed_by=None, head_confirmed_at=None)


def tell_lines(dossier, petition, by, at):
    """The signed notice as a row of its own, with the lines that it tells of; returns how many, 0: nothing was left."""
    waiting = untold_lines().filter(dossier=dossier)
    if not waiting.exists():
        return 0
    number, day = clean_line(petition.number)[:60], petition.signed_on
    if dossier.notices.filter(number=number).exists():
        raise Refused(f"Ô “Số thông báo”: hồ sơ này đã có thông báo số {number}.")
    notice = RefusalNotice.objects.create(dossier=dossier, number=number, signed_on=day, signed_by=by, signed_at=at)
    return waiting.update(notified_on=day, notice=notice)
