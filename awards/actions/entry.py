"""Ways into a dossier beside the ordinary one: suggestions, an urgent deed, a unit's paper (nhập thay)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.actions.dossiers import LineInput, add_line, add_paper, check_standing, open_dossier, start_dossier
from awards.compile import receiver_on
from awards.enums import DossierState, Occasion, SimpleGround
from awards.models import Dossier, Nomination
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text
from units.actions import attach_file
from units.enums import Role
from units.models import Unit
from units.roles import RECEIVES_FOR_DEPARTMENT

SCAN = "ban_giay"  # the scanned paper of a unit without an account
SCANS = frozenset({"application/pdf", "image/jpeg", "image/png"})
SHORT_REPORT, PROOF = "bao_cao_tom_tat", "minh_chung"


# --- From suggestions -------------------------------------------------------------------------------------------------


@transaction.atomic
def propose(*, picks, by, at, dossier=None, title=""):
    """Puts picked (honoree, award) pairs into one dossier: a new one of the person's unit, or a draft. All or nothing.

    Raises Refused naming the first pair that cannot be proposed.
    """
    if not picks:
        raise Refused("Chưa chọn ai: đánh dấu ít nhất một đối tượng.")
    if dossier is None:
        dossier = start_dossier(unit=by.unit, title=title, occasion=Occasion.MERIT, by=by, at=at)
    for honoree, award in picks:
        add_line(dossier=dossier, line=LineInput(honoree, award), by=by, at=at)
    return dossier


# --- Khen đột xuất ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Direction:
    """What a leader directed, in words, and on which day."""

    text: str
    given_on: date | None


@transaction.atomic
def start_urgent(*, who, award, deed, deed_on, by, at, file=None, declared_by="", direction=None):
    """One line for one deed, ready to be signed (Luật Điều 85: a tờ trình and a short report).

    A unit's officer opens it for their unit; Sở Nội vụ, only on a leader's direction, as a dossier of its own whose
    line may name anybody of the province. Raises PermissionDenied, Refused naming the box.
    """
    today, deed = office_date(at), clean_text(deed)
    if not deed:
        raise Refused("Ô “Thành tích”: ghi việc đã làm.")
    if deed_on is None:
        raise Refused("Ô “Ngày lập thành tích”: nhập ngày; số ngày đến khi ký tính từ ngày này.")
    columns = {"occasion": Occasion.SUDDEN, "simple_ground": SimpleGround.SUDDEN, "deed_on": deed_on}
    unit = _urgent_unit(by, direction, today, columns)
    Unit.objects.select_for_update().get(pk=unit.pk)  # pressed twice: the second finds the first
    _refuse_again(who, award, deed_on)
    title = f"Khen thưởng đột xuất {who.name}, thành tích ngày {deed_on:%d/%m/%Y}"
    dossier = open_dossier(unit=unit, title=title, by=by, at=at, label="Lập hồ sơ khen đột xuất", **columns)
    line = LineInput(who, award, deed, declared_by=declared_by)
    add_line(dossier=dossier, line=line, by=by, at=at)
    if file is not None:
        purpose = PROOF if _is_picture(file) else SHORT_REPORT
        add_paper(dossier=dossier, purpose=purpose, upload=file, by=by, at=at)
    return dossier


def _urgent_unit(by, direction, today, columns):
    if direction is None:
        if by.unit_id is None or not by.has_role(Role.UNIT_OFFICER, unit_id=by.unit_id):
            raise PermissionDenied("awards.start_urgent")
        return by.unit
    department = Unit.objects.get(code=settings.OFFICE["department_code"])
    if not by.has_role(*RECEIVES_FOR_DEPARTMENT, unit_id=department.pk):
        raise PermissionDenied("awards.start_urgent")
    words = clean_line(direction.text)[:400]
    if not words:
        raise Refused("Ô “Chỉ đạo của lãnh đạo”: ghi ai chỉ đạo, bằng văn bản nào.")
    if direction.given_on is None:
        raise Refused("Ô “Ngày chỉ đạo”: nhập ngày.")
    if direction.given_on > today:
        raise Refused(f"Ô “Ngày chỉ đạo”: {direction.given_on:%d/%m/%Y} chưa tới.")
    columns |= {"direction": words, "direction_date": direction.given_on, "entered_by": by, "entered_in": department}
    return department


def _refuse_again(who, award, deed_on):
    """The same deed of the same one is proposed once."""
    if (pk := getattr(who, "pk", None)) is None:
        return
    again = Nomination.objects.filter(honoree=pk, award=award, dossier__deed_on=deed_on)
    first = again.exclude(dossier__state=DossierState.CLOSED).select_related("dossier__unit").first()
    if first is not None:
        raise Refused(f"{who.name} đã có hồ sơ đột xuất cho ngày {deed_on:%d/%m/%Y} của {first.dossier.unit.name}.")


def _is_picture(file):
    return file.name.lower().endswith((".jpg", ".jpeg", ".png"))


# --- Nhập thay --------------------------------------------------------------------------------------------------------


@transaction.atomic
def start_from_paper(*, unit, title, occasion, arrived_on, scan, by, at, simple_ground=""):
    """Opens a unit's dossier to be typed in from its paper by whoever receives it; the day it arrived counts.

    Raises PermissionDenied, Refused with the box, Conflict when the same paper is being typed in already.
    """
    today = office_date(at)
    check_standing(unit, today)
    receiver = receiver_on(unit, today)
    if receiver is None:
        raise Refused(f"Ô “Đơn vị”: {unit.name} không nằm trong cây đơn vị ngày {today:%d/%m/%Y}.")
    if not may_enter_for(by, receiver) or by.unit_id == unit.pk:
        raise PermissionDenied("awards.start_from_paper")
    if arrived_on is None:
        raise Refused("Ô “Ngày đến”: nhập ngày văn bản giấy đến.")
    if arrived_on > today:
        raise Refused(f"Ô “Ngày đến”: {arrived_on:%d/%m/%Y} chưa tới.")
    Unit.objects.select_for_update().get(pk=unit.pk)
    same = Dossier.objects.filter(unit=unit, paper_arrived_on=arrived_on, title=clean_line(title)[:300])
    if first := same.select_related("entered_by").first():
        raise Conflict(
            f"{first.entered_by.full_name} đã mở bản nhập thay này của {unit.name}: xem hồ sơ đó rồi làm tiếp."
        )
    dossier = open_dossier(
        unit=unit, title=title, occasion=occasion, simple_ground=simple_ground, entered_by=by, entered_in=receiver,
        paper_arrived_on=arrived_on, by=by, at=at, label="Bắt đầu nhập thay", note=f"Ngày đến {arrived_on:%d/%m/%Y}.",
    )  # fmt: skip
    _keep_scan(dossier, scan, by, at)
    return dossier


def may_enter_for(user, receiver):
    """Who receives a unit's paper types it in: the parent's officer, or Sở Nội vụ for those straight below."""
    if receiver.code == settings.OFFICE["department_code"]:
        return user.has_role(*RECEIVES_FOR_DEPARTMENT, unit_id=receiver.pk)
    return user.has_role(Role.UNIT_OFFICER, unit_id=receiver.pk)


def _keep_scan(dossier, scan, by, at):
    if scan is None:
        raise Refused("Ô “Bản chụp văn bản giấy”: chọn tệp.")
    try:
        attachment = attach_file(owner=dossier, purpose=SCAN, upload=scan, by=by, at=at)
    except Refused as refused:
        raise Refused(f"Ô “Bản chụp văn bản giấy”: {refused}") from None
    if attachment.content_type not in SCANS:
        raise Refused(f"Ô “Bản chụp văn bản giấy”: “{attachment.name}” không phải PDF hoặc ảnh.")
    record(dossier, step="add_file", label="Lưu bản chụp văn bản giấy", by=by, at=at, note=attachment.name)
