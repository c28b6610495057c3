"""A sitting before its ballots: planned, its agenda, the invitation, who is there, what is declared, put off."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from awards.actions.agenda import send_back
from awards.compile.sittings import has_quorum, quorum_of
from awards.council_workflow import SITTING
from awards.enums_council import Attendance, ConflictKind, CouncilPart, SittingState
from awards.models import AgendaItem, CastBallot, ConflictDeclaration, Sitting, SittingSeat
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text
from thidua.workflow import take_step
from units.actions import attach_file, notify, remove_attachment
from units.enums import NoticeKind

PAPER = "tai_lieu_phien_hop"
MOVED = "Phiên họp vừa đổi trạng thái hoặc vừa được người khác sửa. Xem lại trang này rồi làm tiếp."


@dataclass(frozen=True)
class SittingInput:
    title: str
    starts_at: datetime | None
    place: str = ""
    guests: str = ""


def hold_sitting(sitting, permission, by):
    """Locks the sitting; raises PermissionDenied, or Conflict when it has moved on since it was read."""
    if not by.has_perm(permission, sitting):
        raise PermissionDenied(permission)
    locked = Sitting.objects.select_for_update(of=("self",)).select_related("council__unit").get(pk=sitting.pk)
    if locked.state != sitting.state:
        raise Conflict(MOVED)
    return locked


@transaction.atomic
def plan_sitting(*, council, given, by, at):
    """Refused naming the box. How it votes is the council's rules, copied again by the invitation."""
    if not by.has_perm("awards.edit_council", council):
        raise PermissionDenied("awards.edit_council")
    columns = _read(given, council)
    sitting = Sitting.objects.create(
        council=council, **columns, secret=council.secret, own_unit_votes=council.own_unit_votes, created_by=by
    )
    record(sitting, step="plan", label="Lập phiên họp", by=by, at=at, to_state=SittingState.PLANNED)
    return sitting


def _read(given, council):
    title, day = clean_line(given.title)[:300], given.starts_at and office_date(given.starts_at)
    if not title:
        raise Refused("Ô “Nội dung”: ghi phiên họp xét việc gì.")
    if day is None:
        raise Refused("Ô “Họp lúc”: nhập ngày và giờ họp.")
    if day < council.valid_from or (council.valid_to and day > council.valid_to):
        raise Refused(f"Ô “Họp lúc”: ngày {day:%d/%m/%Y} ngoài nhiệm kỳ của {council.name}.")
    return {"title": title, "starts_at": given.starts_at, "place": clean_line(given.place)[:200],
            "guests": clean_text(given.guests)}  # fmt: skip


@transaction.atomic
def change_sitting(*, sitting, given, version, by, at):
    locked = hold_sitting(sitting, "awards.edit_sitting", by)
    if locked.version != version:
        raise Conflict("Người khác vừa sửa phiên họp này. So lại với bản đang đứng rồi lưu.")
    columns = _read(given, locked.council)
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*columns, "version"])
    record(locked, step="change", label="Sửa phiên họp", by=by, at=at)
    if locked.state == SittingState.INVITED:
        _tell(locked, "đổi ngày giờ, địa điểm hoặc nội dung", by, at)
    return locked


@transaction.atomic
def add_sitting_paper(*, sitting, upload, by, at):
    """A paper that members read ahead."""
    locked = hold_sitting(sitting, "awards.file_sitting", by)
    if upload is None:
        raise Refused("Ô “Tệp”: chọn một tệp.")
    made = attach_file(owner=locked, purpose=PAPER, upload=upload, by=by, at=at)
    record(locked, step="add_file", label="Thêm tài liệu", by=by, at=at, note=made.name)
    return made


def remove_sitting_paper(*, sitting, attachment, by, at):
    with transaction.atomic():
        locked = hold_sitting(sitting, "awards.file_sitting", by)
        remove_attachment(attachment=attachment, owner=locked, by=by, at=at)


# --- Steps that one press takes ---------------------------------------------------------------------------------------


@transaction.atomic
def step_sitting(*, sitting, step_name, by, at, note=""):
    """`invite`, `open`, `void`; counting and minutes have acts of their own (`awards.actions.counting`).

    Raises PermissionDenied, Refused (what is missing), Conflict (somebody was faster).
    """
    if step_name not in _EXTRAS:
        raise Refused(f"{SITTING.steps[step_name].label}: bước này có trang riêng.")
    step = SITTING.steps[step_name]
    if not by.has_perm(step.permission, sitting):
        raise PermissionDenied(step.permission)
    locked = Sitting.objects.select_for_update(of=("self",)).select_related("council__unit").get(pk=sitting.pk)
    changes = {}
    if locked.state in step.sources:
        changes = _EXTRAS[step_name](locked, at)
    take_step(SITTING, sitting, step_name, by=by, at=at, note=note, changes=changes)
    _afterwards(sitting, step_name, note, by, at)
    return sitting


def _for_inviting(sitting, at):
    """The seats of the sitting are the council's members of its day; from here their number is the lower part."""
    if not sitting.items.exists():
        raise Refused("Chương trình họp còn trống: đưa ít nhất một nội dung vào trước.")
    members = list(sitting.council.members.on(office_date(sitting.starts_at)).select_related("user"))
    if not any(member.part in CouncilPart.CHAIRS for member in members):
        raise Refused("Hội đồng chưa có Chủ tịch hoặc Phó Chủ tịch: thêm thành viên ở trang hội đồng.")
    SittingSeat.objects.bulk_create(
        SittingSeat(
            sitting=sitting, member=one, user=one.user, name=one.name, position=one.position, part=one.part, order=n
        )
        for n, one in enumerate(members, 1)
    )
    return {"secret": sitting.council.secret, "own_unit_votes": sitting.council.own_unit_votes}


def _for_opening(sitting, at):
    check_quorum(sitting)
    if not sitting.seats.filter(presides=True, attendance=Attendance.PRESENT).exists():
        raise Refused("Chưa chọn người chủ trì có mặt: chọn ở phần điểm danh.")
    if not sitting.seats.filter(counts=True, attendance=Attendance.PRESENT).exists():
        raise Refused("Chưa cử tổ kiểm phiếu: chọn ít nhất một thành viên có mặt ở phần điểm danh.")
    return {}


def check_quorum(sitting):
    """Refused while too few of the members are there, by the council's own share (R20)."""
    members = sitting.seats.count()
    present = sitting.seats.filter(attendance=Attendance.PRESENT).count()
    if not has_quorum(present, members, sitting.council):
        raise Refused(
            f"Chưa đủ thành viên: có mặt {present}/{members}, quy chế của Hội đồng cần ít nhất "
            f"{quorum_of(members, sitting.council)} ({sitting.council.quorum})."
        )


def _for_void(sitting, at):
    return {"ballot_closed_at": at} if sitting.ballot_from and not sitting.ballot_closed_at else {}


_EXTRAS = {"invite": _for_inviting, "open": _for_opening, "void": _for_void}


def _afterwards(sitting, step_name, note, by, at):
    if step_name == "invite":
        _tell(sitting, "mời dự họp", by, at)
    if step_name == "void":
        send_back(sitting, "leave_council", f"Phiên họp hoãn: {note.strip()}", by, at)
        _tell(sitting, "hoãn", by, at)


def _tell(sitting, words, by, at):
    people = [seat.user for seat in sitting.seats.filter(user__isnull=False).select_related("user")]
    moment = office_date(sitting.starts_at)
    notify(people=[one for one in people if one.pk != by.pk], kind=NoticeKind.RECEIVED,
           text=f"{sitting.council.name}: {words}, phiên ngày {moment:%d/%m/%Y} “{sitting.title[:120]}”.",
           url=reverse("councils:sitting_detail", args=[sitting.pk]), at=at)  # fmt: skip


# --- Who is there -----------------------------------------------------------------------------------------------------


@transaction.atomic
def mark_attendance(*, sitting, marks, presides, counts, opinions, version, by, at):
    """`marks`: key of a seat -> Attendance; `presides`: a seat's key or None; `counts`: keys of the tellers.

    Raises Refused naming the member, Conflict when the sitting was saved by another since.
    """
    locked = hold_sitting(sitting, "awards.write_sitting", by)
    if locked.version != version:
        raise Conflict("Người khác vừa điểm danh. So lại với bản đang đứng rồi lưu.")
    seats = list(locked.seats.select_for_update().order_by("order", "pk"))
    voted = set(CastBallot.objects.filter(item__sitting=locked, way="portal").values_list("seat", flat=True))
    if locked.state == SittingState.COUNTED and any(
        marks.get(one.pk, one.attendance) != one.attendance for one in seats
    ):
        raise Refused("Đã kiểm phiếu: chỉ sửa được phần ý kiến, không sửa điểm danh.")
    for seat in seats:
        _mark(seat, marks.get(seat.pk, seat.attendance), voted)
        seat.presides, seat.counts = seat.pk == presides, seat.pk in counts
        if (seat.presides or seat.counts) and seat.attendance != Attendance.PRESENT:
            raise Refused(f"{seat.name}: người chủ trì, người kiểm phiếu phải có mặt.")
    SittingSeat.objects.filter(sitting=locked).update(presides=False)  # only one at any moment
    SittingSeat.objects.bulk_update(seats, ["attendance", "presides", "counts"])
    locked.opinions, locked.version = clean_text(opinions), locked.version + 1
    locked.save(update_fields=["opinions", "version"])
    present = sum(seat.attendance == Attendance.PRESENT for seat in seats)
    record(locked, step="attendance", label="Điểm danh", by=by, at=at, note=f"Có mặt {present}/{len(seats)}",
           data={"marks": {seat.pk: seat.attendance for seat in seats}})  # fmt: skip
    return locked


def _mark(seat, wanted, voted):
    if wanted not in Attendance.values:
        raise Refused(f"{seat.name}: chọn trong danh sách.")
    if seat.pk in voted and wanted != Attendance.PRESENT:
        raise Refused(f"{seat.name} đã bỏ phiếu trên cổng trong phiên này, không ghi là vắng mặt được.")
    seat.attendance = wanted


# --- Conflicts --------------------------------------------------------------------------------------------------------


@transaction.atomic
def declare_conflict(*, item, seat, kind, note="", by, at):
    """By the member, or by the secretary for somebody else; before the vote on that line. Raises Refused, Conflict."""
    permission = "awards.declare_conflict" if seat.user_id == by.pk else "awards.conduct_sitting"
    if not by.has_perm(permission, item.sitting) or seat.sitting_id != item.sitting_id:
        raise PermissionDenied(permission)
    locked = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if kind not in ConflictKind.values:
        raise Refused("Ô “Có liên quan”: chọn trong danh sách.")
    if CastBallot.objects.filter(item=locked, seat=seat).exists():
        raise Refused(f"{seat.name} đã bỏ phiếu dòng này, không khai thêm được.")
    if ConflictDeclaration.objects.filter(item=locked, seat=seat).exists():
        raise Conflict(f"{seat.name} đã khai có liên quan ở dòng này.")
    made = ConflictDeclaration.objects.create(item=locked, seat=seat, kind=kind, note=clean_line(note)[:300])
    words = f"{seat.name}: {made.get_kind_display().lower()} ({item.name})"
    record(item.sitting, step="declare", label="Khai có liên quan", by=by, at=at, note=words,
           data={"item": item.pk, "seat": seat.pk, "kind": kind})  # fmt: skip
    return made


@transaction.atomic
def withdraw_declaration(*, declaration, by, at):
    """What was declared by mistake, before the vote on that line begins; it stays in the events."""
    item, seat = declaration.item, declaration.seat
    permission = "awards.declare_conflict" if seat.user_id == by.pk else "awards.conduct_sitting"
    if not by.has_perm(permission, item.sitting):
        raise PermissionDenied(permission)
    AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.sitting.ballot_from is not None:
        raise Refused("Đã mở bỏ phiếu: phần khai có liên quan không rút được nữa.")
    if not ConflictDeclaration.objects.filter(pk=declaration.pk).delete()[0]:
        raise Conflict("Phần khai này vừa được rút.")
    record(item.sitting, step="undeclare", label="Rút phần khai có liên quan", by=by, at=at,
           note=f"{seat.name} ({item.name})", data={"item": item.pk, "seat": seat.pk})  # fmt: skip
