"""After the ballots: counted, a lower form proposed, the minutes signed; and each line gets what was voted (R19)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count

from awards.actions.agenda import send_back
from awards.actions.decisions import write_line
from awards.actions.desk import LOWER_KIND, check_lower, make_offer
from awards.actions.sittings import check_quorum, hold_sitting
from awards.actions.steps import check_reason
from awards.compile.minutes import reaches, share
from awards.compile.sittings import is_barred
from awards.council_workflow import SITTING
from awards.enums import DossierState, LineState
from awards.enums_council import Attendance, ItemResult, SittingState, Vote
from awards.models import AgendaItem, BallotChoice, CastBallot, ConflictDeclaration
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text, format_number
from thidua.workflow import take_step
from units.actions import attach_signed

MINUTES_FILE = "bien_ban_phien_hop"
TALLY = ("members", "issued", "returned", "invalid", "agreed", "refused", "blank", "result")


@transaction.atomic
def count_sitting(*, sitting, by, at):
    """Kiểm phiếu: of each line what was handed out, came back, is valid, and whether the share of all members is met.

    Who has not voted counts as not agreeing; who declared a conflict stays in the lower part. Raises Refused while the
    ballots are open or there is no quorum, Conflict when somebody was faster.
    """
    step = SITTING.steps["count"]
    if not by.has_perm(step.permission, sitting):
        raise PermissionDenied(step.permission)
    items = list(AgendaItem.objects.select_for_update(of=("self",)).filter(sitting=sitting).order_by("pk"))
    locked = hold_sitting(sitting, step.permission, by)
    if locked.state != SittingState.RUNNING:
        raise Conflict("Phiên họp vừa đổi trạng thái. Xem lại trang này rồi làm tiếp.")
    if locked.ballot_from is None or not locked.polls_closed(at):
        raise Refused("Còn đang bỏ phiếu hoặc chưa mở bỏ phiếu: đóng bỏ phiếu rồi kiểm phiếu.")
    check_quorum(locked)
    _tally(locked, items)
    take_step(SITTING, sitting, "count", by=by, at=at, changes={"ballot_closed_at": locked.ballot_closed_at or at},
              data={"passed": [one.pk for one in items if one.result == ItemResult.PASSED]})  # fmt: skip
    return sitting


def _tally(sitting, items):
    seats = list(sitting.seats.all())
    taking = {seat.pk for seat in seats if seat.attendance in (Attendance.PRESENT, Attendance.WRITTEN)}
    barred = {item.pk: set() for item in items}
    for one in ConflictDeclaration.objects.filter(item__sitting=sitting):
        if is_barred(one.kind, sitting):
            barred[one.item_id].add(one.seat_id)
    box = _counted(BallotChoice.objects.filter(item__sitting=sitting), "value")
    cast = dict(CastBallot.objects.filter(item__sitting=sitting).values_list("item").annotate(Count("pk")))
    for item in items:
        found = {vote: box.get((item.pk, vote), 0) for vote in Vote.values}
        if sum(found.values()) != cast.get(item.pk, 0):
            raise Refused(f"Dòng {item.name}: số phiếu trong hòm khác số lượt bỏ phiếu, chưa kiểm phiếu được.")
        _set_tally(item, found, members=len(seats), issued=len(taking - barred[item.pk]))
    AgendaItem.objects.bulk_update(items, TALLY)


def _counted(rows, column):
    return {(item, value): n for item, value, n in rows.values_list("item", column).annotate(Count("pk"))}


def _set_tally(item, found, *, members, issued):
    item.members, item.issued, item.returned = members, issued, sum(found.values())
    item.agreed, item.refused = found[Vote.AGREE], found[Vote.REFUSE]
    item.blank, item.invalid = found[Vote.BLANK], found[Vote.INVALID]
    item.result = ItemResult.PASSED if reaches(item.agreed, members, item.percent) else ItemResult.FAILED


# --- What the council says besides ------------------------------------------------------------------------------------


@transaction.atomic
def propose_lower(*, item, award, reason, note, by, at):
    """The council proposes a lower form for a line that did not get its share; asked of the unit with the minutes."""
    locked = hold_sitting(item.sitting, "awards.write_sitting", by)
    row = (
        AgendaItem.objects.select_for_update(of=("self",))
        .select_related("honoree", "line__dossier", "line__award")
        .get(pk=item.pk)
    )
    if locked.state != SittingState.COUNTED or row.result != ItemResult.FAILED or row.line is None:
        raise Refused("Chỉ đề nghị hình thức thấp hơn cho dòng của hồ sơ không đạt tỷ lệ phiếu, trước khi ký biên bản.")
    check_reason(f"Dòng {row.name}", LOWER_KIND, reason, note)
    check_lower(row.line, award, office_date(at))
    row.lower_award, row.lower_reason, row.lower_note = award, reason, clean_text(note)[:400]
    row.save(update_fields=["lower_award", "lower_reason", "lower_note"])
    record(locked, step="propose_lower", label="Đề nghị hình thức thấp hơn", by=by, at=at,
           note=f"{row.name}: {award.name}. {row.lower_note}", reason=reason)  # fmt: skip
    return row


# --- Minutes ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def minute_sitting(*, sitting, number, signed_on, file, by, at):
    """Ký biên bản: number, day and the signed PDF; the lines get what was voted and their dossiers are appraised on.

    Raises PermissionDenied, Refused naming the box, Conflict.
    """
    step = SITTING.steps["minute"]
    locked = hold_sitting(sitting, step.permission, by)
    if locked.state not in step.sources:
        raise Conflict("Phiên họp vừa đổi trạng thái. Xem lại trang này rồi làm tiếp.")
    number = _check_minutes(locked, number, signed_on, file, at)
    attach_signed(owner=locked, purpose=MINUTES_FILE, upload=file, by=by, at=at)
    take_step(SITTING, sitting, "minute", by=by, at=at, note=f"Biên bản số {number}",
              changes={"minutes_number": number, "minutes_date": signed_on})  # fmt: skip
    waiting = _write_results(sitting, by, at)
    send_back(sitting, "council_done", f"Biên bản số {number} ngày {signed_on:%d/%m/%Y}", by, at)
    for line, item in waiting:  # asked once its dossier is at the desk again
        line.dossier.refresh_from_db()
        make_offer(line, item.lower_award, (item.lower_reason, item.lower_note), by, at)
    return sitting


def _check_minutes(sitting, number, signed_on, file, at):
    number = clean_line(number)[:60]
    if not number:
        raise Refused("Ô “Số biên bản”: ghi số và ký hiệu, ví dụ 03/BB-HĐTĐKT.")
    if signed_on is None or not office_date(sitting.starts_at) <= signed_on <= office_date(at):
        raise Refused("Ô “Ngày biên bản”: nhập một ngày từ ngày họp đến hôm nay.")
    if file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp PDF của biên bản có chữ ký chủ trì và thư ký.")
    return number


def _write_results(sitting, by, at):
    """Lines of dossiers that wait at the council; returns those for which a lower form is asked."""
    rows = sitting.items.filter(line__dossier__state=DossierState.AT_COUNCIL).select_related(
        "line__dossier__unit", "line__dossier__receiver", "line__honoree", "line__award", "lower_award"
    )
    waiting = []
    for item in rows.order_by("order", "pk"):
        if item.line.state not in LineState.GOES_ON:
            continue  # withdrawn or put on hold since
        passed = item.result == ItemResult.PASSED
        state = LineState.VOTED_PASS if passed else LineState.VOTED_FAIL
        write_line(item.line, state, "", told(item, sitting), step="vote_line", by=by, at=at)
        if item.lower_award_id and not passed:
            waiting.append((item.line, item))
    return waiting


def told(item, sitting):
    """ "15/17 phiếu đồng ý, đạt 88,2 % tổng số thành viên, cần 90 %; biên bản số …"."""
    reached = format_number(share(item.agreed, item.members), 1)
    return (
        f"{item.agreed}/{item.members} phiếu đồng ý, {reached} % tổng số thành viên, cần từ {item.percent} %; "
        f"{sitting.council.name}, biên bản số {sitting.minutes_number}."
    )
