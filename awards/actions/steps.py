"""The dossier's way: each step with what it must have, what it fixes, and who is told."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.actions.telling import tell
from awards.compile import missing_papers
from awards.enums import DossierState, LineState
from awards.models import Dossier, Nomination
from awards.workflow import DOSSIER
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.models import Reason
from thidua.text import clean_line
from thidua.workflow import take_step
from units.actions import attach_signed

PETITION, FORWARDED, PROPOSAL = "to_trinh", "to_trinh_cap_tren", "to_trinh_snv"  # purposes of signed papers


@dataclass(frozen=True)
class Petition:
    """A signed tờ trình: its number as written ("12/TTr-SYT"), day, who signed it, and the PDF of it."""

    number: str
    signed_on: date | None
    signer: str = ""
    file: object = None


@transaction.atomic
def step_dossier(*, dossier, step_name, by, at, note="", reason="", petition=None):
    """One step of the dossier; "issue" has an act of its own, with the decision.

    Raises PermissionDenied (who may not), Refused (what is missing, by name of the box), Conflict (already moved).
    """
    if step_name == "issue":
        raise Refused("Cấp số và phát hành: nhập số, ngày và bản đã ký ở trang phát hành.")
    locked = hold(dossier)
    step = DOSSIER.steps[step_name]
    if not by.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)  # before any word about what is in the dossier
    changes = {"stage_since": at}
    if locked.state in step.sources:  # else take_step says that somebody was faster
        check_words(step, reason, note)
        changes |= _EXTRAS.get(step_name, _nothing)(dossier, by, at, petition)
    data = {"petition": petition.number} if petition else {}
    take_step(DOSSIER, dossier, step_name, by=by, at=at, note=note, reason=reason, changes=changes, data=data)
    _afterwards(dossier, step_name, by, at, reason=reason, note=note, petition=petition)
    tell(dossier, step_name, by, at)
    return dossier


def hold(dossier):
    """Locks the row until the end of the transaction: no line is changed beside a signature."""
    return Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)


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
    if not dossier.lines.exists():
        raise Refused("Chưa trình được: hồ sơ chưa có dòng đề nghị nào.")
    if missing := missing_papers(dossier):
        raise Refused(f"Chưa trình được, còn thiếu: {', '.join(missing)}.")
    return {}


def _for_sending(dossier, by, at, petition):
    _for_head(dossier, by, at, petition)
    check_petition(petition, at)
    signer = clean_line(petition.signer)[:120]
    if not signer:
        raise Refused("Ô “Người ký”: ghi người đã ký tờ trình.")
    sent = {
        "petition_number": clean_line(petition.number)[:60],
        "petition_date": petition.signed_on,
        "petition_signer": signer,
        "first_sent_at": dossier.first_sent_at or at,
    }
    return sent | (_arrival(dossier, at) if dossier.goes_to_department else {})


def _for_forwarding(dossier, by, at, petition):
    check_petition(petition, at)
    sent = {"forward_number": clean_line(petition.number)[:60], "forward_date": petition.signed_on}
    return sent | _arrival(dossier, at)


def _arrival(dossier, at):
    return {"arrived_at": dossier.arrived_at or at}


def check_petition(petition, at, *, file_needed=True):
    """Names the box that is empty or wrong."""
    if petition is None or not clean_line(petition.number):
        raise Refused("Ô “Số tờ trình”: ghi số và ký hiệu, ví dụ 12/TTr-SYT.")
    if petition.signed_on is None:
        raise Refused("Ô “Ngày tờ trình”: nhập ngày.")
    if petition.signed_on > office_date(at):
        raise Refused(f"Ô “Ngày tờ trình”: {petition.signed_on:%d/%m/%Y} chưa tới.")
    if file_needed and petition.file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp PDF của tờ trình đã ký, đóng dấu.")


def _for_receiving(dossier, by, at, petition):
    return {"received_at": at}


def _for_lead(dossier, by, at, petition):
    waiting = dossier.lines.filter(state=LineState.PROPOSED).count()
    if waiting:
        raise Refused(f"Chưa trình được: còn {waiting} dòng chưa kết luận.")
    return {}


def _for_proposal(dossier, by, at, petition):
    if not dossier.lines.filter(state=LineState.ELIGIBLE).exists():
        raise Refused("Không có dòng nào đủ điều kiện để trình: dùng “Ký thông báo không đủ điều kiện”.")
    check_petition(petition, at, file_needed=False)
    return {"proposal_number": clean_line(petition.number)[:60], "proposal_date": petition.signed_on}


def _for_concluding(dossier, by, at, petition):
    if dossier.lines.filter(state__in=LineState.OPEN).exists():
        raise Refused("Hồ sơ còn dòng đủ điều kiện: ký tờ trình, hoặc chuyển lại chuyên viên.")
    return {}


def _for_leader_signing(dossier, by, at, petition):
    if not dossier.lines.filter(state=LineState.ELIGIBLE).exists():
        raise Refused("Mọi dòng đều đã đánh dấu không tặng: dùng “Không đồng ý” để kết thúc hồ sơ.")
    return {"signed_by": by}


_EXTRAS = {
    "to_head": _for_head,
    "send": _for_sending,
    "send_parent": _for_sending,
    "forward": _for_forwarding,
    "receive": _for_receiving,
    "to_lead": _for_lead,
    "sign_proposal": _for_proposal,
    "conclude": _for_concluding,
    "sign": _for_leader_signing,
}

# --- What follows the step -------------------------------------------------------------------------------------------

FILES = {"send": PETITION, "send_parent": PETITION, "forward": FORWARDED, "sign_proposal": PROPOSAL}


def _afterwards(dossier, step_name, by, at, *, reason, note, petition):
    if step_name in FILES and petition.file is not None:
        attach_signed(owner=dossier, purpose=FILES[step_name], upload=petition.file, by=by, at=at)
    if step_name == "refuse":
        dossier.lines.filter(state__in=LineState.OPEN).update(
            state=LineState.NOT_GRANTED, reason=reason, note=note.strip()
        )
    if dossier.state in (DossierState.RETURNED, DossierState.RECALLED):
        _forget_conclusions(dossier)


def _forget_conclusions(dossier):
    """What comes back to the unit is appraised anew; what was concluded stays in the events."""
    Nomination.objects.filter(dossier=dossier).update(state=LineState.PROPOSED, reason="", note="")
