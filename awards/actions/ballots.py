"""Ballots: opened for a time, cast once a seat and line, on the portal, on paper or in writing; closed for good.

Secrecy (R21): that a seat has voted and what was chosen are two rows without a moment, with random keys, written
together. So that the order in which the database keeps rows tells nothing either, the box of a line is emptied and
filled again in a random order with each ballot put in: of two ballots nobody can say which came first, and every row of
the box carries the same last transaction. What remains is named in docs/decisions/0018.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from random import SystemRandom

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from awards.actions.sittings import hold_sitting
from awards.compile.sittings import is_barred, silent_seats
from awards.council_rules import seat_of
from awards.enums_council import Attendance, BallotWay, SittingState, Vote
from awards.models import AgendaItem, BallotChoice, CastBallot, ConflictDeclaration, Sitting, SittingSeat
from thidua.clock import office_time
from thidua.errors import Conflict, Refused
from thidua.events import record
from units.actions import attach_file, notify
from units.enums import NoticeKind

WRITTEN_FILE = "y_kien_bang_van_ban"
SHORTEST, LONGEST = 5, 480  # minutes that ballots stay open
BETWEEN_REMINDERS = timedelta(minutes=5)
CAST = ("cast", "Đã bỏ phiếu")
VOTED_ALREADY = "Đã bỏ phiếu dòng này rồi; phiếu đã bỏ không đổi được."
_shuffle = SystemRandom().shuffle


# --- The window -------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_ballot(*, sitting, minutes, by, at):
    """Ballots may be cast from now for so many minutes; once for a sitting."""
    locked = hold_sitting(sitting, "awards.conduct_sitting", by)
    if locked.state != SittingState.RUNNING:
        raise Refused("Khai mạc phiên họp rồi mới mở bỏ phiếu.")
    if locked.ballot_from is not None:
        raise Conflict("Bỏ phiếu của phiên này đã được mở.")
    if minutes is None or not SHORTEST <= minutes <= LONGEST:
        raise Refused(f"Ô “Số phút”: ghi từ {SHORTEST} đến {LONGEST}.")
    locked.ballot_from, locked.ballot_until = at, at + timedelta(minutes=minutes)
    locked.save(update_fields=["ballot_from", "ballot_until"])
    record(locked, step="open_ballot", label="Mở bỏ phiếu", by=by, at=at,
           note=f"Đến {office_time(locked.ballot_until)}")  # fmt: skip
    _tell_present(locked, by, at)
    return locked


def _tell_present(sitting, by, at):
    seats = sitting.seats.filter(attendance=Attendance.PRESENT, user__isnull=False).select_related("user")
    text = f"{sitting.council.name}: đã mở bỏ phiếu, đến {office_time(sitting.ballot_until)}."
    notify(people=[seat.user for seat in seats], kind=NoticeKind.TO_SIGN, text=text, url=_booth(sitting), at=at)


def _booth(sitting):
    return reverse("councils:ballot_next", args=[sitting.pk])


@transaction.atomic
def close_ballot(*, sitting, by, at):
    """No ballot is cast after it. Whoever is casting at this moment is waited for; who comes later is refused."""
    if not by.has_perm("awards.conduct_sitting", sitting):
        raise PermissionDenied("awards.conduct_sitting")
    _hold_items(sitting)
    locked = hold_sitting(sitting, "awards.conduct_sitting", by)
    if locked.ballot_from is None:
        raise Refused("Bỏ phiếu chưa mở.")
    if locked.ballot_closed_at is not None:
        raise Conflict("Bỏ phiếu đã đóng.")
    locked.ballot_closed_at = at
    locked.save(update_fields=["ballot_closed_at"])
    record(locked, step="close_ballot", label="Đóng bỏ phiếu", by=by, at=at)
    return locked


def _hold_items(sitting):
    """Every line of the agenda, locked in one order: a ballot is put in under the lock of its line."""
    rows = AgendaItem.objects.select_for_update(of=("self",)).filter(sitting=sitting).order_by("pk")
    return list(rows)


# --- On the portal ----------------------------------------------------------------------------------------------------


@transaction.atomic
def cast_ballot(*, item, value, by, at):
    """One vote of this person's seat on one line; never changed. Returns nothing: the choice is not handed back.

    Raises PermissionDenied (no seat), Refused (not now, not this line), Conflict (voted already, also by another
    device).
    """
    if not by.has_perm("awards.cast_ballot", item.sitting):
        raise PermissionDenied("awards.cast_ballot")
    if value not in Vote.VALID:
        raise Refused("Chọn một trong ba ý kiến: đồng ý, không đồng ý, phiếu trắng.")
    AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    sitting = Sitting.objects.get(pk=item.sitting_id)  # read after the lock: it may just have been closed
    _check_open(sitting, at)
    seat = SittingSeat.objects.select_for_update(of=("self",)).get(pk=seat_of(by, sitting).pk)
    if seat.attendance != Attendance.PRESENT:
        raise Refused("Thư ký chưa ghi có mặt: báo thư ký điểm danh rồi bỏ phiếu.")
    _refuse_barred(item, [seat], sitting)
    if CastBallot.objects.filter(item=item, seat=seat).exists():
        raise Conflict(VOTED_ALREADY)
    _put_in(sitting, item, [(seat, value)], BallotWay.PORTAL)
    step, label = CAST
    record(sitting, step=step, label=label, by=by, at=at)


def _check_open(sitting, at):
    if sitting.state != SittingState.RUNNING or sitting.ballot_from is None or at < sitting.ballot_from:
        raise Refused("Chưa mở bỏ phiếu." if sitting.state in (SittingState.INVITED, SittingState.RUNNING)
                      else "Phiên họp không còn nhận phiếu.")  # fmt: skip
    if sitting.polls_closed(at):
        raise Refused("Đã hết giờ bỏ phiếu.")


def _refuse_barred(item, seats, sitting):
    declared = ConflictDeclaration.objects.filter(item=item, seat__in=seats).select_related("seat")
    for one in declared:
        if is_barred(one.kind, sitting):
            raise Refused(f"{one.seat.name} đã khai có liên quan ({one.get_kind_display().lower()}), không bỏ phiếu "
                          f"dòng {item.name}.")  # fmt: skip


def _put_in(sitting, item, votes, way):
    """`votes`: (seat, value). The box of the line is filled anew in a random order; the caller holds its lock."""
    seats = [seat for seat, _ in votes]
    _shuffle(seats)
    CastBallot.objects.bulk_create(CastBallot(item=item, seat=seat, way=way) for seat in seats)
    named = [(value, None if sitting.secret else seat.pk) for seat, value in votes]
    put_loose(item, named)


def put_loose(item, ballots):
    """Ballots (value, key of the seat or None) into the box of a line; the whole box is shuffled and has new keys."""
    box = [*BallotChoice.objects.filter(item=item).values_list("value", "seat"), *ballots]
    _shuffle(box)
    BallotChoice.objects.filter(item=item).delete()
    BallotChoice.objects.bulk_create(BallotChoice(item=item, value=value, seat_id=seat) for value, seat in box)


# --- On paper and in writing ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PaperCount:
    """What lay in the ballot box for one line."""

    agreed: int = 0
    refused: int = 0
    blank: int = 0
    invalid: int = 0

    @property
    def total(self):
        return self.agreed + self.refused + self.blank + self.invalid

    def values(self):
        counted = {Vote.AGREE: self.agreed, Vote.REFUSE: self.refused, Vote.BLANK: self.blank,
                   Vote.INVALID: self.invalid}  # fmt: skip
        return list(Counter(counted).elements())


@transaction.atomic
def enter_paper(*, sitting, seats, counts, by, at):
    """Paper ballots handed in by these members, as counted line by line: key of an item -> PaperCount.

    Of each line there are as many as members handed one in who vote on it. Raises Refused naming the line.
    """
    if not by.has_perm("awards.enter_ballots", sitting):
        raise PermissionDenied("awards.enter_ballots")
    items = _hold_items(sitting)
    locked = hold_sitting(sitting, "awards.enter_ballots", by)
    if locked.ballot_from is None or locked.state != SittingState.RUNNING:
        raise Refused("Mở bỏ phiếu rồi mới nhập phiếu giấy.")
    rows = list(locked.seats.filter(pk__in=[seat.pk for seat in seats]))
    if not rows or len(rows) != len(seats):
        raise Refused("Ô “Thành viên bỏ phiếu giấy”: chọn ít nhất một thành viên của phiên họp.")
    if away := [seat.name for seat in rows if seat.attendance != Attendance.PRESENT]:
        raise Refused(f"{away[0]} không có mặt: người vắng mặt gửi ý kiến bằng văn bản.")
    barred = _barred_by_item(locked)
    for item in items:
        _enter_line(locked, item, [seat for seat in rows if seat.pk not in barred[item.pk]], counts.get(item.pk))
    record(locked, step="enter_paper", label="Nhập phiếu giấy", by=by, at=at,
           note=f"{len(rows)} thành viên: {', '.join(seat.name for seat in rows)}")  # fmt: skip
    return locked


def _barred_by_item(sitting):
    barred = {key: set() for key in sitting.items.values_list("pk", flat=True)}
    for one in ConflictDeclaration.objects.filter(item__sitting=sitting):
        if is_barred(one.kind, sitting):
            barred[one.item_id].add(one.seat_id)
    return barred


def _enter_line(sitting, item, seats, count):
    count = count or PaperCount()
    if min(count.agreed, count.refused, count.blank, count.invalid) < 0 or count.total != len(seats):
        raise Refused(f"Dòng {item.name}: nhập {count.total} phiếu, mà {len(seats)} thành viên được chọn bỏ phiếu "
                      "giấy ở dòng này.")  # fmt: skip
    _refuse_voted(item, seats)
    if seats:
        CastBallot.objects.bulk_create(CastBallot(item=item, seat=seat, way=BallotWay.PAPER) for seat in seats)
        put_loose(item, [(value, None) for value in count.values()])


def _refuse_voted(item, seats):
    if voted := CastBallot.objects.filter(item=item, seat__in=seats).select_related("seat").first():
        raise Conflict(f"{voted.seat.name} đã bỏ phiếu dòng {item.name}.")


@transaction.atomic
def enter_written(*, sitting, seat, votes, file, by, at):
    """What a member who is not there has sent in writing: key of an item -> Vote, for every line they vote on.

    Counts with the others (R19) and stands in the minutes as a written opinion. Raises Refused naming the line.
    """
    if not by.has_perm("awards.enter_ballots", sitting):
        raise PermissionDenied("awards.enter_ballots")
    items = _hold_items(sitting)
    locked = hold_sitting(sitting, "awards.enter_ballots", by)
    row = locked.seats.select_for_update().get(pk=seat.pk)
    if row.attendance == Attendance.PRESENT:
        raise Refused(f"{row.name} có mặt: bỏ phiếu trên cổng hoặc phiếu giấy.")
    if file is None:
        raise Refused("Ô “Văn bản”: chọn bản chụp văn bản hoặc phong bì gửi phiếu.")
    barred = _barred_by_item(locked)
    for item in items:
        if row.pk in barred[item.pk]:
            continue
        if votes.get(item.pk) not in Vote.VALID:
            raise Refused(f"Dòng {item.name}: chọn ý kiến.")
        _refuse_voted(item, [row])
        _put_in(locked, item, [(row, votes[item.pk])], BallotWay.WRITTEN)
    row.attendance = Attendance.WRITTEN
    row.save(update_fields=["attendance"])
    attach_file(owner=row, purpose=WRITTEN_FILE, upload=file, by=by, at=at)
    record(locked, step="enter_written", label="Nhập ý kiến bằng văn bản", by=by, at=at, note=row.name)
    return row


# --- Pressing ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def remind_voters(*, sitting, by, at):
    """A notice to exactly those present who have not voted on every line of theirs; returns their seats."""
    locked = hold_sitting(sitting, "awards.conduct_sitting", by)
    if not locked.polls_at(at):
        raise Refused("Bỏ phiếu chưa mở hoặc đã đóng.")
    if locked.reminded_at and at - locked.reminded_at < BETWEEN_REMINDERS:
        raise Refused("Vừa nhắc cách đây chưa đến 5 phút.")
    seats = silent_seats(locked)
    if not seats:
        raise Refused("Mọi thành viên có mặt đã bỏ phiếu xong.")
    locked.reminded_at = at
    locked.save(update_fields=["reminded_at"])
    text = f"{locked.council.name}: còn dòng chưa bỏ phiếu, đến {office_time(locked.ballot_until)} thì đóng."
    people = [seat.user for seat in seats]
    notify(people=people, kind=NoticeKind.TO_SIGN, text=text, url=_booth(locked), at=at)
    record(locked, step="remind", label="Nhắc bỏ phiếu", by=by, at=at, note=f"{len(seats)} thành viên")
    return seats
