"""Trình cấp trên: the clerk sends what the Chairman signed; what comes back is recorded line by line."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from awards.actions.external import EXTERNAL_FILE, Head, find_or_make
from awards.actions.initiatives import lose_initiatives
from awards.actions.lifetime import lifetime_columns
from awards.actions.locking import hold_for_step
from awards.actions.register import enter_register
from awards.actions.telling import OFFICERS, tell
from awards.bonus import BonusTable
from awards.compile.consultations import standing_before
from awards.compile.deadlines import due_day
from awards.enums import AwardSource, LineState, SubmissionState
from awards.models import AwardType, HeldAward, Honoree, Nomination, Submission, SubmissionLine
from awards.workflow import DOSSIER
from movements.actions import people_holding
from movements.compile.terms import TermKinds
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text
from thidua.workflow import take_step
from units.actions import attach_file, attach_signed, notify
from units.enums import NoticeKind

SUBMISSION_FILE, RETURN_FILE, RESULT_FILE = "to_trinh_ubnd", "cap_tren_tra_lai", "ket_qua_cap_tren"
RETURNED_ABOVE, NOT_GRANTED_ABOVE = "CT-01", "CT-02"


@dataclass(frozen=True)
class Sending:
    """The Chairman's tờ trình as it left: number, day, the day it was sent, to whom, its code in the central system."""

    number: str
    signed_on: date | None
    sent_on: date | None
    recipient: str = ""
    central_code: str = ""
    file: object = None


@dataclass(frozen=True)
class Outcome:
    """A paper from above: the decision of the State, or the notice that nothing is granted (CT-02)."""

    granted: bool
    number: str
    decided_on: date | None
    issuer: str
    note: str = ""
    file: object = None


@transaction.atomic
def send_up(*, dossier, sending, by, at):
    """The clerk's act: number, day, signed PDF, the day of sending. Refused names the box."""
    hold_for_step(dossier, "send_up", by)
    if why := standing_before(dossier, today=office_date(at)):
        raise Refused(f"{why}.")
    _check_sending(sending, dossier, at)
    submission = _open_submission(dossier, SubmissionState.PREPARING)
    columns = {
        "number": clean_line(sending.number)[:60], "signed_on": sending.signed_on, "sent_on": sending.sent_on,
        "recipient": clean_line(sending.recipient)[:200], "central_code": clean_line(sending.central_code)[:60],
        "state": SubmissionState.SENT,
    }  # fmt: skip
    for name, value in columns.items():
        setattr(submission, name, value)
    submission.save(update_fields=list(columns))
    lines = dossier.lines.filter(state__in=LineState.GOES_ON).select_related("honoree", "award")
    SubmissionLine.objects.bulk_create(
        SubmissionLine(submission=submission, line=one, order=one.order, name=one.honoree.name, award=one.award.name)
        for one in lines
    )
    attach_signed(owner=submission, purpose=SUBMISSION_FILE, upload=sending.file, by=by, at=at)
    take_step(DOSSIER, dossier, "send_up", by=by, at=at, changes={"stage_since": at},
              note=f"Tờ trình số {submission.number}, gửi {submission.sent_on:%d/%m/%Y}",
              data={"submission": submission.pk})  # fmt: skip
    tell(dossier, "send_up", by, at)
    return submission


def _open_submission(dossier, state):
    return Submission.objects.select_for_update().get(dossier=dossier, state=state)


def _check_sending(sending, dossier, at):
    today, signed = office_date(at), office_date(dossier.stage_since)
    if not clean_line(sending.number):
        raise Refused("Ô “Số tờ trình”: ghi số và ký hiệu, ví dụ 215/TTr-UBND.")
    if sending.signed_on is None or not signed <= sending.signed_on <= today:
        raise Refused(f"Ô “Ngày tờ trình”: nhập một ngày từ ngày ký {signed:%d/%m/%Y} đến hôm nay.")
    if sending.sent_on is None or not sending.signed_on <= sending.sent_on <= today:
        raise Refused("Ô “Ngày gửi”: nhập một ngày từ ngày tờ trình đến hôm nay.")
    if not clean_line(sending.recipient):
        raise Refused("Ô “Nơi nhận”: ghi cơ quan nhận, ví dụ Bộ Nội vụ.")
    if sending.file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp PDF của tờ trình đã ký, đóng dấu.")


@transaction.atomic
def return_up(*, dossier, number, returned_on, why, file=None, by, at):
    """The centre sends it back (CT-01): it is appraised anew, by the words and the paper of the centre."""
    hold_for_step(dossier, "return_up", by)
    submission, number, why = _open_submission(dossier, SubmissionState.SENT), clean_line(number)[:60], clean_text(why)
    if not number:
        raise Refused("Ô “Số văn bản”: ghi số văn bản trả lại của cấp trên.")
    if returned_on is None or not submission.sent_on <= returned_on <= office_date(at):
        raise Refused(f"Ô “Ngày văn bản”: nhập một ngày từ ngày gửi {submission.sent_on:%d/%m/%Y} đến hôm nay.")
    if not why:
        raise Refused("Ô “Nội dung trả lại”: ghi cấp trên yêu cầu bổ sung gì.")
    if submission.lines.exclude(state=SubmissionState.SENT).exists():
        raise Refused("Đã có kết quả của một số dòng: ghi kết quả các dòng còn lại, không trả lại cả hồ sơ được.")
    submission.state = SubmissionState.RETURNED
    submission.returned_number, submission.returned_on, submission.returned_why = number, returned_on, why
    submission.save(update_fields=["state", "returned_number", "returned_on", "returned_why"])
    submission.lines.update(state=SubmissionState.RETURNED)
    Nomination.objects.filter(dossier=dossier, state__in=LineState.GOES_ON).update(state=LineState.PROPOSED)
    if file is not None:
        attach_file(owner=submission, purpose=RETURN_FILE, upload=file, by=by, at=at)
    take_step(DOSSIER, dossier, "return_up", by=by, at=at, changes={"stage_since": at}, reason=RETURNED_ABOVE,
              note=f"Văn bản số {number} ngày {returned_on:%d/%m/%Y}: {why}",
              data={"submission": submission.pk})  # fmt: skip
    tell(dossier, "return_up", by, at)
    return submission


# --- What came of each line -------------------------------------------------------------------------------------------


@transaction.atomic
def record_results(*, dossier, lines, outcome, by, at):
    """One paper from above on some of the lines; when every line has its result the dossier is over.

    Granted: the line is granted and enters the record of a lifetime as an award decided elsewhere. Not granted: CT-02,
    and the unit is told at once, within the days of the rule (R24). Refused names the box or the line.
    """
    hold_for_step(dossier, "finish_up", by)
    submission = _open_submission(dossier, SubmissionState.SENT)
    rows = _waiting(submission, lines)
    _check_outcome(outcome, submission, at)
    _grant(dossier, rows, outcome, by, at) if outcome.granted else _refuse(rows, outcome, by, at)
    _write_rows(rows, outcome)
    if outcome.file is not None and not outcome.granted:
        attach_file(owner=submission, purpose=RESULT_FILE, upload=outcome.file, by=by, at=at)
    label = "Cấp trên đã tặng" if outcome.granted else "Cấp trên không tặng"
    names = ", ".join(row.name for row in rows)
    record(dossier, step="result_above", label=label, by=by, at=at, reason="" if outcome.granted else NOT_GRANTED_ABOVE,
           note=f"{outcome.number} ngày {outcome.decided_on:%d/%m/%Y} của {outcome.issuer}: {names}",
           data={"lines": [row.line_id for row in rows]})  # fmt: skip
    if not outcome.granted:
        _tell_refused(dossier, rows, by, at)
    if not submission.lines.filter(state=SubmissionState.SENT).exists():
        _finish(dossier, submission, by, at)
    return submission


def _waiting(submission, lines):
    keys = {line.pk for line in lines}
    rows = list(
        submission.lines.filter(line__in=keys).select_related("line__honoree__unit", "line__award", "line__dossier")
    )
    if not rows or len(rows) != len(keys):
        raise Refused("Ô “Các dòng”: chọn ít nhất một dòng đã trình.")
    for row in rows:
        if row.state != SubmissionState.SENT:
            raise Conflict(f"Dòng {row.name} vừa có người ghi kết quả. Xem lại trang này rồi làm tiếp.")
    return rows


def _check_outcome(outcome, submission, at):
    if not clean_line(outcome.number):
        raise Refused("Ô “Số văn bản”: ghi số quyết định hoặc thông báo của cấp trên.")
    if outcome.decided_on is None or not submission.signed_on <= outcome.decided_on <= office_date(at):
        raise Refused(f"Ô “Ngày văn bản”: nhập một ngày từ ngày trình {submission.signed_on:%d/%m/%Y} đến hôm nay.")
    if not clean_line(outcome.issuer):
        raise Refused("Ô “Cơ quan ban hành”: ghi ai ban hành.")
    if not outcome.granted and not clean_text(outcome.note):
        raise Refused("Ô “Ghi rõ”: nêu cấp trên không tặng vì sao (CT-02).")


def _write_rows(rows, outcome):
    for row in rows:
        row.state = SubmissionState.GRANTED if outcome.granted else SubmissionState.NOT_GRANTED
        row.number, row.decided_on = clean_line(outcome.number)[:60], outcome.decided_on
        row.issuer, row.note = clean_line(outcome.issuer)[:200], clean_text(outcome.note)
    columns = ["state", "number", "decided_on", "issuer", "note", "external", "tell_by", "told_at"]
    SubmissionLine.objects.bulk_update(rows, columns)


def _grant(dossier, rows, outcome, by, at):
    day, head = outcome.decided_on, Head(outcome.number, outcome.decided_on, outcome.issuer)
    # Whoever merges one of these honorees waits: what is granted must not be written to a row that is going away.
    list(Honoree.objects.select_for_update().filter(nominations__in=[r.line_id for r in rows]).order_by("pk"))
    decision, table, kinds = find_or_make(head, by, at), BonusTable(day), TermKinds()
    if outcome.file is not None:
        attach_file(owner=decision, purpose=EXTERNAL_FILE, upload=outcome.file, by=by, at=at)
    standing = {award.code: award for award in AwardType.objects.on(day)}
    for row in rows:
        line = row.line
        line.award = standing.get(line.award.code, line.award)
        line.state, line.bonus = LineState.GRANTED, table.of(line.award.code, line.honoree.subject)
        line.name_then, line.position_then = line.honoree.name, line.honoree.position
        row.external = decision
        _hold_for_life(line, decision, kinds)
    Nomination.objects.bulk_update(
        [row.line for row in rows], ["state", "bonus", "name_then", "position_then", "award"]
    )
    enter_register(lines=[row.line for row in rows])


def _hold_for_life(line, decision, kinds):
    """A row of the same decision that a list or a hand has brought becomes that of the line."""
    shared = lifetime_columns(line, kinds, issuer=decision.issuer)
    HeldAward.objects.update_or_create(
        honoree=line.honoree, award_code=line.award.code, decision_number=decision.number,
        decided_on=decision.decided_on,
        defaults=shared | {"source": AwardSource.EXTERNAL, "external": decision},
    )  # fmt: skip


def _refuse(rows, outcome, by, at):
    note = f"{clean_line(outcome.number)} ngày {outcome.decided_on:%d/%m/%Y}: {clean_text(outcome.note)}"
    Nomination.objects.filter(pk__in=[row.line_id for row in rows]).update(
        state=LineState.NOT_GRANTED, reason=NOT_GRANTED_ABOVE, note=note
    )
    lose_initiatives([row.line for row in rows], by, at)
    tell_by = due_day("notify_negative", office_date(at))
    for row in rows:
        row.tell_by, row.told_at = tell_by, at


def _tell_refused(dossier, rows, by, at):
    names = ", ".join(row.name for row in rows[:3]) + (f" và {len(rows) - 3} trường hợp khác" if len(rows) > 3 else "")
    text = f"Cấp trên không tặng theo hồ sơ “{dossier.title[:90]}”: {names}. Lý do ghi ở từng dòng."
    notify(people=people_holding(OFFICERS, unit_id=dossier.unit_id, but=by), kind=NoticeKind.RETURNED, text=text,
           url=reverse("awards:submission_detail", args=[dossier.pk]), at=at)  # fmt: skip


def _finish(dossier, submission, by, at):
    granted = submission.lines.filter(state=SubmissionState.GRANTED).exists()
    submission.state = SubmissionState.GRANTED if granted else SubmissionState.NOT_GRANTED
    submission.save(update_fields=["state"])
    take_step(DOSSIER, dossier, "finish_up", by=by, at=at, changes={"stage_since": at},
              data={"submission": submission.pk})  # fmt: skip
    tell(dossier, "finish_up", by, at)
