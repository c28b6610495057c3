"""Hiệp y asked of the province: entered, asked on inside, answered under a leader's signature."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.actions.opinions import send_letters
from awards.enums import InquiryState, OpinionState
from awards.models import Honoree, Inquiry, InquirySubject
from movements.actions import people_holding
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text
from units.actions import attach_file, attach_signed, notify
from units.enums import NoticeKind, Role
from units.models import RoleHolding, User

INQUIRY_FILE, REPLY_FILE = "de_nghi_hiep_y", "tra_loi_hiep_y"


@dataclass(frozen=True)
class Question:
    """The letter that asks; `subjects`: (name, award) pairs as the letter has them."""

    asker: str
    number: str
    letter_date: date | None
    arrived_on: date | None
    due_on: date | None
    summary: str
    subjects: tuple[tuple[str, str], ...] = ()
    file: object = None


@dataclass(frozen=True)
class Verdict:
    state: str
    reason: str = ""


@transaction.atomic
def enter_inquiry(*, question, by, at):
    """Raises PermissionDenied, Refused naming the box, or that the letter is there already."""
    if not by.has_perm("awards.enter_inquiry"):
        raise PermissionDenied("awards.enter_inquiry")
    inquiry = Inquiry(**_read(question, at), created_by=by, created_at=at)
    try:
        with transaction.atomic():
            inquiry.save()
    except IntegrityError:
        raise Refused(f"Công văn {inquiry} đã có trong sổ hiệp y.") from None
    _add_subjects(inquiry, question.subjects)
    if question.file is not None:
        attach_file(owner=inquiry, purpose=INQUIRY_FILE, upload=question.file, by=by, at=at)
    record(inquiry, step="enter", label="Nhận đề nghị hiệp y", by=by, at=at, to_state=InquiryState.RECEIVED)
    return inquiry


def _read(question, at):
    today, lines = office_date(at), {"asker": 200, "number": 60, "summary": 400}
    columns = {name: clean_line(getattr(question, name))[:most] for name, most in lines.items()}
    labels = {"asker": "Cơ quan hỏi", "number": "Số công văn", "summary": "Nội dung hỏi"}
    for name, label in labels.items():
        if not columns[name]:
            raise Refused(f"Ô “{label}”: không để trống.")
    if question.letter_date is None or question.letter_date > today:
        raise Refused("Ô “Ngày công văn”: nhập một ngày không sau hôm nay.")
    if question.arrived_on is None or not question.letter_date <= question.arrived_on <= today:
        raise Refused("Ô “Ngày đến”: nhập một ngày từ ngày công văn đến hôm nay.")
    if question.due_on is not None and question.due_on < question.arrived_on:
        raise Refused("Ô “Trả lời trước ngày”: không trước ngày đến.")
    if not question.subjects:
        raise Refused("Ô “Được hỏi về ai”: ghi ít nhất một đối tượng.")
    return columns | {name: getattr(question, name) for name in ("letter_date", "arrived_on", "due_on")}


def _add_subjects(inquiry, subjects):
    """Free names; one that the register knows by exactly this name, and only once, is tied to it."""
    for order, (written, award) in enumerate(subjects, 1):
        name = clean_line(written)[:200]
        known = list(Honoree.objects.standing().filter(name=name)[:2])
        InquirySubject.objects.create(
            inquiry=inquiry, order=order, name=name, award=clean_line(award)[:200],
            honoree=known[0] if len(known) == 1 else None,
        )  # fmt: skip


def _hold(inquiry, permission, by, version=None):
    if not by.has_perm(permission, inquiry):
        raise PermissionDenied(permission)
    locked = Inquiry.objects.select_for_update(of=("self",)).select_related("signed_by").get(pk=inquiry.pk)
    if not by.has_perm(permission, locked) or version not in (None, locked.version):
        raise Conflict("Người khác vừa xử lý đề nghị này. Xem lại trang này rồi làm tiếp.")
    return locked


@transaction.atomic
def check_inquiry(*, inquiry, bodies=(), letter=None, by, at):
    """Sở Nội vụ asks bodies of the province by a letter; from the first letter on it is being checked."""
    locked = _hold(inquiry, "awards.write_inquiry", by)
    asked = [
        {"order": row.order, "name": row.name, "award": row.award, "detail": f"Hiệp y theo đề nghị của {locked.asker}"}
        for row in locked.subjects.all()
    ]
    made = send_letters(bodies, asked, letter, {"inquiry": locked}, by=by, at=at)
    before, locked.state = locked.state, InquiryState.CHECKING
    locked.save(update_fields=["state"])
    record(locked, step="check", label="Lấy ý kiến trong tỉnh", by=by, at=at, from_state=before, to_state=locked.state,
           note=", ".join(one.body_name for one in made))  # fmt: skip
    return made


@transaction.atomic
def propose_reply(*, inquiry, verdicts, reply, version, by, at):
    """The draft that goes before a leader: what the province says of each, and the words. `verdicts`: key -> Verdict"""
    locked = _hold(inquiry, "awards.write_inquiry", by, version)
    rows = list(locked.subjects.all())
    for row in rows:
        said = verdicts.get(row.pk, Verdict(""))
        if said.state not in OpinionState.ANSWERS:
            raise Refused(f"{row.name}: chọn ý kiến của tỉnh.")
        row.verdict, row.reason = said.state, clean_line(said.reason)[:400]
        if row.verdict == OpinionState.OBJECT and not row.reason:
            raise Refused(f"{row.name}: không thống nhất thì ghi lý do.")
    if not (reply := clean_text(reply)):
        raise Refused("Ô “Dự thảo trả lời”: ghi nội dung trả lời.")
    InquirySubject.objects.bulk_update(rows, ["verdict", "reason"])
    before, locked.reply, locked.proposed_at = locked.reply, reply, at
    locked.state, locked.version = InquiryState.CHECKING, locked.version + 1
    locked.save(update_fields=["reply", "proposed_at", "state", "version"])
    record(locked, step="propose", label="Trình lãnh đạo ký trả lời", by=by, at=at,
           data={"before": before, "after": reply})  # fmt: skip
    holdings = RoleHolding.objects.filter(role=Role.LEADER, active=True)
    _tell(User.objects.filter(is_active=True, pk__in=holdings.values("user")), locked, "chờ ký trả lời", at)
    return locked


@transaction.atomic
def sign_inquiry(*, inquiry, version, by, at):
    """The leader signs the draft as it was read; from now on it is not changed."""
    locked = _hold(inquiry, "awards.sign_inquiry", by, version)
    if locked.proposed_at is None:
        raise Refused("Chưa có dự thảo trả lời để ký.")
    locked.signed_by, locked.signed_at = by, at
    locked.save(update_fields=["signed_by", "signed_at"])
    record(locked, step="sign", label="Ký trả lời hiệp y", by=by, at=at)
    _tell(people_holding((Role.CLERK,), unit_id=by.unit_id), locked, "đã ký, chờ cấp số", at)


@transaction.atomic
def hand_back_inquiry(*, inquiry, note, version, by, at):
    """The leader gives the draft back with words."""
    locked = _hold(inquiry, "awards.sign_inquiry", by, version)
    if locked.proposed_at is None:
        raise Refused("Chưa có dự thảo trả lời để chuyển lại.")
    if not (note := clean_text(note)):
        raise Refused("Ô “Lý do”: ghi cần sửa gì.")
    locked.proposed_at, locked.version = None, locked.version + 1
    locked.save(update_fields=["proposed_at", "version"])
    record(locked, step="hand_back", label="Chuyển lại dự thảo", by=by, at=at, note=note)
    _tell([locked.created_by], locked, "được chuyển lại dự thảo", at, kind=NoticeKind.RETURNED)


@transaction.atomic
def answer_inquiry(*, inquiry, number, answered_on, file, by, at):
    """The clerk's act: number, day and the signed PDF; only then is it answered."""
    locked = _hold(inquiry, "awards.answer_inquiry", by)
    signed = office_date(locked.signed_at)
    if not (number := clean_line(number)[:60]):
        raise Refused("Ô “Số văn bản”: ghi số và ký hiệu, ví dụ 88/UBND-NC.")
    if answered_on is None or not signed <= answered_on <= office_date(at):
        raise Refused(f"Ô “Ngày văn bản”: nhập một ngày từ ngày ký {signed:%d/%m/%Y} đến hôm nay.")
    if file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp PDF của văn bản trả lời đã ký, đóng dấu.")
    before, locked.state = locked.state, InquiryState.ANSWERED
    locked.answer_number, locked.answer_date = number, answered_on
    locked.save(update_fields=["state", "answer_number", "answer_date"])
    attach_signed(owner=locked, purpose=REPLY_FILE, upload=file, by=by, at=at)
    record(locked, step="answer", label="Trả lời hiệp y", by=by, at=at, from_state=before, to_state=locked.state,
           note=f"Số {number} ngày {answered_on:%d/%m/%Y}")  # fmt: skip
    _tell([locked.created_by], locked, "đã trả lời", at, kind=NoticeKind.ACCEPTED)
    return locked


def _tell(people, inquiry, words, at, kind=NoticeKind.TO_SIGN):
    text = f"Hiệp y theo công văn số {inquiry.number} của {inquiry.asker} {words}."
    url = reverse("awards:inquiry_detail", args=[inquiry.pk])
    notify(people=[one for one in people if one], kind=kind, text=text, url=url, at=at)
