"""After the decision: the ceremony, sổ vàng, papers exchanged or given again, complaints and denunciations."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.enums import LineState
from awards.enums_issuing import BookKind, ComplaintKind, ComplaintState, ReissueKind, ReissueState
from awards.models import Complaint, Decision, GoldEntry, Handover, Nomination, NumberBook, Reissue
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text
from units.actions import attach_file, notify
from units.enums import NoticeKind, Role

REISSUE_FILE, COMPLAINT_FILE, ANSWER_FILE = "cap_doi_cap_lai", "don_thu", "tra_loi_don"
CHANGED = "Người khác vừa sửa. Xem lại trang này rồi làm tiếp."
HANDLERS = (Role.HOME_AFFAIRS_OFFICER, Role.HOME_AFFAIRS_MANAGER, Role.HOME_AFFAIRS_HEAD)


def _demand(permission, by, row=None):
    if not by.has_perm(permission, row):
        raise PermissionDenied(permission)


def _words(box, text, most):
    words = clean_line(text)[:most]
    if not words:
        raise Refused(f"Ô “{box}”: không để trống.")
    return words


def _day(box, day, *, first=None, last):
    if day is None or day > last or (first is not None and day < first):
        span = f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}" if first else f"không sau {last:%d/%m/%Y}"
        raise Refused(f"Ô “{box}”: nhập một ngày {span}.")
    return day


# --- The ceremony and sổ vàng -----------------------------------------------------------------------------------------


@transaction.atomic
def hand_over(*, decision, lines, handed_on, handed_by, place, note, by, at):
    """Lines of a decision were handed their award; said again it is corrected, and what stood stays in the event."""
    _demand("awards.hand_over", by)
    Decision.objects.select_for_update().get(pk=decision.pk)
    rows = list(decision.lines.filter(pk__in=[line.pk for line in lines], state=LineState.GRANTED).order_by("pk"))
    if not rows or len(rows) != len(lines):
        raise Refused("Ô “Các dòng”: chọn ít nhất một dòng được tặng của quyết định này.")
    words = {
        "handed_on": _day("Ngày trao", handed_on, first=decision.issued_on, last=office_date(at)),
        "handed_by": _words("Người trao", handed_by, 200), "place": clean_line(place)[:200],
        "note": clean_line(note)[:300], "by": by, "at": at,
    }  # fmt: skip
    before = {row.line_id: [str(row.handed_on), row.handed_by] for row in Handover.objects.filter(line__in=rows)}
    for row in rows:
        Handover.objects.update_or_create(line=row, defaults=words)
    record(decision, step="hand_over", label="Ghi trao thưởng", by=by, at=at, data={"before": before},
           note=f"{len(rows)} dòng, ngày {handed_on:%d/%m/%Y}, {words['handed_by']} trao")  # fmt: skip
    return rows


@transaction.atomic
def enter_gold(*, decision, by, at):
    """Gives every granted line of a decision the next number of the year's sổ vàng; who has one keeps it (R31)."""
    _demand("awards.enter_gold", by)
    about = {"kind": BookKind.GOLD, "issuer": decision.issuer, "symbol": "", "year": decision.year}
    NumberBook.objects.get_or_create(**about)
    book = NumberBook.objects.select_for_update().get(**about)
    rows = Nomination.objects.filter(decision=decision, state=LineState.GRANTED, gold_entry=None)
    lines = list(rows.order_by("award__order", "dossier", "order", "pk"))
    if not lines:
        raise Conflict("Mọi dòng của quyết định đã có số sổ vàng.")
    day = office_date(at)
    made = GoldEntry.objects.bulk_create(
        GoldEntry(book=book, number=number, line=line, entered_on=day, by=by)
        for number, line in enumerate(lines, book.last + 1)
    )
    book.last += len(lines)
    book.save(update_fields=["last"])
    record(decision, step="enter_gold", label="Vào sổ vàng", by=by, at=at,
           note=f"Số {made[0].number}–{made[-1].number} năm {book.year}")  # fmt: skip
    return made


# --- Cấp đổi, cấp lại -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    kind: str
    asked_by: str
    received_on: date | None
    reason: str
    file: object = None


@transaction.atomic
def ask_reissue(*, held, asked, by, at):
    """A paper or object is damaged or lost: the petition enters the register. Raises Refused, Conflict."""
    _demand("awards.enter_reissue", by)
    if asked.kind not in ReissueKind.values:
        raise Refused("Ô “Loại”: chọn cấp đổi hoặc cấp lại.")
    if held.revoked_on is not None:
        raise Refused(f"{held.award_name} đã bị hủy bỏ ngày {held.revoked_on:%d/%m/%Y}: không cấp đổi, cấp lại.")
    row = Reissue(
        held=held, kind=asked.kind, asked_by=_words("Người đề nghị", asked.asked_by, 200),
        received_on=_day("Ngày nhận đề nghị", asked.received_on, first=held.decided_on, last=office_date(at)),
        reason=_words("Lý do", asked.reason, 400), entered_by=by, entered_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Conflict("Khen thưởng này đang có một đề nghị chưa giải quyết.") from None
    if asked.file is not None:
        attach_file(owner=row, purpose=REISSUE_FILE, upload=asked.file, by=by, at=at)
    record(row, step="ask", label="Nhận đề nghị", by=by, at=at, to_state=ReissueState.RECEIVED, note=row.reason)
    return row


@transaction.atomic
def settle_reissue(*, reissue, done, done_on, document, result, file, version, by, at):
    """Given again or not, by a numbered paper."""
    _demand("awards.settle_reissue", by, reissue)
    locked = Reissue.objects.select_for_update().get(pk=reissue.pk)
    if locked.version != version or locked.state != ReissueState.RECEIVED:
        raise Conflict(CHANGED)
    locked.done_on = _day("Ngày giải quyết", done_on, first=locked.received_on, last=office_date(at))
    locked.document = _words("Số văn bản giải quyết", document, 120)
    locked.result = clean_line(result)[:400] if done else _words("Kết quả", result, 400)
    locked.state = ReissueState.DONE if done else ReissueState.REFUSED
    locked.version += 1
    locked.save()
    if file is not None:
        attach_file(owner=locked, purpose=REISSUE_FILE, upload=file, by=by, at=at)
    record(locked, step="settle", label=locked.get_state_display(), by=by, at=at, from_state=ReissueState.RECEIVED,
           to_state=locked.state, note=f"{locked.document}. {locked.result}".strip())  # fmt: skip
    return locked


# --- Khiếu nại, tố cáo ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Letter:
    """Events carry none of these words: who writes and of whom is told only by the row itself."""

    kind: str
    sender: str
    contact: str
    content: str
    received_on: date | None
    due_on: date | None
    line: Nomination | None = None
    file: object = None


@transaction.atomic
def enter_complaint(*, decision, letter, handler, by, at):
    _demand("awards.enter_complaint", by)
    if letter.kind not in ComplaintKind.values:
        raise Refused("Ô “Loại đơn”: chọn khiếu nại hoặc tố cáo.")
    received = _day("Ngày nhận đơn", letter.received_on, first=decision.issued_on, last=office_date(at))
    if letter.due_on is None or letter.due_on < received:
        raise Refused("Ô “Hạn trả lời”: nhập một ngày không trước ngày nhận đơn.")
    if letter.line is not None and letter.line.decision_id != decision.pk:
        raise Refused("Ô “Về dòng”: chọn một dòng của quyết định này.")
    row = Complaint.objects.create(
        kind=letter.kind, sender=_words("Người gửi đơn", letter.sender, 200), contact=clean_line(letter.contact)[:300],
        decision=decision, line=letter.line, content=_text("Nội dung đơn", letter.content), received_on=received,
        due_on=letter.due_on, handler=_handler(handler), entered_by=by, entered_at=at,
    )  # fmt: skip
    if letter.file is not None:
        attach_file(owner=row, purpose=COMPLAINT_FILE, upload=letter.file, by=by, at=at)
    record(row, step="enter", label="Tiếp nhận đơn", by=by, at=at, to_state=ComplaintState.RECEIVED)
    _tell(row, by, at)
    return row


def _text(box, text):
    words = clean_text(text)[:20_000]
    if not words:
        raise Refused(f"Ô “{box}”: không để trống.")
    return words


def _handler(person):
    if person is not None and not (person.is_active and person.has_role(*HANDLERS)):
        raise Refused("Ô “Người xử lý”: chọn người của Sở Nội vụ.")
    return person


def _tell(row, by, at):
    if row.handler_id and row.handler_id != by.pk:
        text = f"Một đơn thư được giao cho anh/chị xử lý, hạn {row.due_on:%d/%m/%Y}."
        url = reverse("awards:complaint_detail", args=[row.pk])
        notify(people=[row.handler], kind=NoticeKind.RECEIVED, text=text, url=url, at=at)


def _hold_complaint(complaint, permission, version, by):
    _demand(permission, by, complaint)
    locked = Complaint.objects.select_for_update(of=("self",)).select_related("handler").get(pk=complaint.pk)
    if locked.version != version or locked.state != ComplaintState.RECEIVED:
        raise Conflict(CHANGED)
    return locked


@transaction.atomic
def assign_complaint(*, complaint, handler, version, by, at):
    locked = _hold_complaint(complaint, "awards.assign_complaint", version, by)
    locked.handler = _handler(handler)
    if locked.handler is None:
        raise Refused("Ô “Người xử lý”: chọn người của Sở Nội vụ.")
    locked.version += 1
    locked.save(update_fields=["handler", "version"])
    record(locked, step="assign", label="Giao xử lý", by=by, at=at, note=locked.handler.full_name)
    _tell(locked, by, at)
    return locked


@transaction.atomic
def answer_complaint(*, complaint, accepted, answered_on, document, answer, file, version, by, at):
    """Answered, or told that it is not taken up, by a numbered paper; the decision itself is not touched by it."""
    locked = _hold_complaint(complaint, "awards.answer_complaint", version, by)
    locked.answered_on = _day("Ngày trả lời", answered_on, first=locked.received_on, last=office_date(at))
    locked.document = _words("Số văn bản trả lời", document, 120)
    locked.answer = _text("Nội dung trả lời", answer)
    locked.state = ComplaintState.ANSWERED if accepted else ComplaintState.CLOSED
    locked.version += 1
    locked.save()
    if file is not None:
        attach_file(owner=locked, purpose=ANSWER_FILE, upload=file, by=by, at=at)
    record(locked, step="answer", label=locked.get_state_display(), by=by, at=at, from_state=ComplaintState.RECEIVED,
           to_state=locked.state, note=locked.document)  # fmt: skip
    return locked
