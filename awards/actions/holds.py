"""Tạm dừng xét: opened with a coded reason, released only by an uploaded conclusion (NĐ 152 Điều 4 khoản 4; R09)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from awards.actions.honorees import hold_honoree
from awards.actions.telling import tell
from awards.compile.deadlines import due_day
from awards.enums import LineState
from awards.models import Dossier, Hold
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.models import Reason
from thidua.text import clean_line, clean_text
from units.actions import attach_file

HOLD_REASONS = ("dong_de_nghi", "tam_dung")
CONCLUSION = "ket_luan"


@transaction.atomic
def open_hold(*, honoree, reason, text, opened_on, by, at):
    """Nothing is proposed or granted from now on. Raises Refused naming the box, Conflict for the same reason twice."""
    held = hold_honoree(honoree, by, "awards.hold_honoree")
    coded = Reason.objects.for_act(*HOLD_REASONS).filter(code=reason).first()
    if coded is None:
        raise Refused("Ô “Lý do”: chọn một lý do trong danh sách.")
    if not (text := clean_text(text)):
        raise Refused("Ô “Nội dung”: ghi việc đang xem xét và số, ngày văn bản làm căn cứ.")
    if opened_on is None or opened_on > office_date(at):
        raise Refused("Ô “Từ ngày”: nhập một ngày không sau hôm nay.")
    if held.holds.filter(reason=reason, released_on=None).exists():
        raise Conflict(f"{held.name} đang được tạm dừng xét với lý do {reason}.")
    hold = Hold.objects.create(honoree=held, reason=reason, text=text, opened_on=opened_on, opened_by=by)
    record(held, step="open_hold", label="Tạm dừng xét", by=by, at=at, reason=reason, data={"hold": hold.pk})
    return hold


@transaction.atomic
def release_hold(*, hold, conclusion, number, concluded_on, file, by, at):
    """Ends a hold by its conclusion: words, number, day and the paper itself. Raises Refused naming the box."""
    if not by.has_perm("awards.release_hold", hold):
        raise PermissionDenied("awards.release_hold")
    held = hold_honoree(hold.honoree, by, "awards.hold_honoree")
    conclusion, number, today = clean_text(conclusion), clean_line(number)[:60], office_date(at)
    _check_conclusion(conclusion, number, file)
    if concluded_on is None or not hold.opened_on <= concluded_on <= today:
        raise Refused(f"Ô “Ngày kết luận”: nhập một ngày từ {hold.opened_on:%d/%m/%Y} đến hôm nay.")
    columns = {
        "conclusion": conclusion, "conclusion_number": number, "conclusion_date": concluded_on, "released_on": today,
        "released_by": by, "version": F("version") + 1,
    }  # fmt: skip
    if not Hold.objects.filter(pk=hold.pk, released_on=None, version=hold.version).update(**columns):
        raise Conflict("Người khác vừa gỡ tạm dừng này. Xem lại trang này rồi làm tiếp.")
    attachment = attach_file(owner=hold, purpose=CONCLUSION, upload=file, by=by, at=at)
    hold.refresh_from_db()
    record(hold.honoree, step="release_hold", label="Gỡ tạm dừng xét", by=by, at=at, reason=hold.reason,
           note=f"Kết luận {number} ngày {concluded_on:%d/%m/%Y}",
           data={"hold": hold.pk, "file": attachment.pk})  # fmt: skip
    if not held.holds.filter(released_on=None).exists():
        _take_up_lines(held, by, at, number)
    return hold


def _take_up_lines(honoree, by, at, number):
    """Lines that waited for the conclusion are judged now; a dossier of such lines alone gets a new promised day."""
    lines = honoree.nominations.filter(state=LineState.ON_HOLD).select_related("dossier__unit", "award", "honoree")
    for line in lines:
        line.state, line.reason, line.note = LineState.PROPOSED, "", ""
        line.save(update_fields=["state", "reason", "note"])
        dossier = line.dossier
        if dossier.split_from_id and dossier.promised_on is None:
            promised = due_day("appraise", office_date(at), dossier.occasion)
            Dossier.objects.filter(pk=dossier.pk).update(promised_on=promised)
        record(dossier, step="release_line", label="Xét tiếp dòng tạm dừng", by=by, at=at,
               note=f"{line}: kết luận {number}", data={"line": line.pk})  # fmt: skip
        tell(dossier, "release_line", by, at, more=f" ({line.honoree.name})")


def _check_conclusion(conclusion, number, file):
    if not conclusion:
        raise Refused("Ô “Kết luận”: ghi kết luận nói gì.")
    if not number:
        raise Refused("Ô “Số văn bản kết luận”: không để trống.")
    if file is None:
        raise Refused("Ô “Văn bản kết luận”: chọn tệp; không có kết luận thì không gỡ.")
