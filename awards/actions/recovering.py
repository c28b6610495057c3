"""After a revocation: a person judges each flag; objects and money come back and are recorded (Luật Điều 93, R30)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.enums_revocations import FlagVerdict, RecoveryKind
from awards.models import Recovery, RevocationFlag
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, format_number

LARGEST = 10**15  # đồng
OF_AWARDS = (FlagVerdict.STANDS, FlagVerdict.REVOKE)
OF_LINES = (FlagVerdict.STANDS, FlagVerdict.ENDED)


@dataclass(frozen=True)
class Returned:
    """What came back: the day, the paper, and of money how much this time; `amount` where it was not known before."""

    on: date | None
    paper: str
    money: int | None = None
    amount: int | None = None


def verdicts_of(flag):
    """What may be said of this flag: an award may be revoked in turn, an open line concluded anew."""
    return OF_AWARDS if flag.held_id else OF_LINES


@transaction.atomic
def judge_flag(*, flag, verdict, note, by, at):
    """Sở Nội vụ says what follows for what had counted a revoked award; once, with its reason."""
    _demand("awards.judge_flag", by, flag.revocation)
    note = clean_line(note)[:400]
    if verdict not in verdicts_of(flag):
        raise Refused("Ô “Xử lý”: chọn trong danh sách.")
    if not note:
        raise Refused("Ô “Lý do, căn cứ”: ghi dựa vào đâu.")
    if verdict == FlagVerdict.ENDED and flag.is_open_line:
        raise Refused("Ô “Xử lý”: dòng này chưa được kết luận lại ở hồ sơ của nó.")
    rows = RevocationFlag.objects.filter(pk=flag.pk, verdict=FlagVerdict.OPEN)
    if not rows.update(verdict=verdict, note=note, by=by, at=at):
        raise Conflict("Người khác vừa xử lý mục này. Xem lại trang rồi làm tiếp.")
    label = f"Xem lại: {FlagVerdict(verdict).label.lower()}"
    record(flag.revocation, step="judge_flag", label=label, by=by, at=at, note=f"{flag.held or flag.line}: {note}",
           data={"flag": flag.pk, "verdict": verdict})  # fmt: skip
    flag.refresh_from_db()
    return flag


@transaction.atomic
def recover(*, recovery, returned, version, by, at):
    """Writes what came back. An object comes whole; money in one part or several, whole when nothing is left."""
    case = recovery.award.revocation
    _demand("awards.recover", by, case)
    row = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
    if row.version != version:
        raise Conflict("Người khác vừa ghi khoản này. Xem lại số đang có rồi ghi tiếp.")
    if row.returned_on is not None:
        raise Refused(f"{row.about}: đã thu hồi xong ngày {row.returned_on:%d/%m/%Y}.")
    paper = clean_line(returned.paper)[:200]
    if returned.on is None or not case.revoked_on <= returned.on <= office_date(at):
        raise Refused(f"Ô “Ngày thu hồi”: nhập một ngày từ ngày hủy bỏ {case.revoked_on:%d/%m/%Y} đến hôm nay.")
    if not paper:
        raise Refused("Ô “Biên bản, phiếu thu”: ghi số, ngày.")
    came = _money(row, returned) if row.kind == RecoveryKind.MONEY else ""
    if row.kind == RecoveryKind.OBJECT or row.left == 0:
        row.returned_on = returned.on
    row.paper, row.recorded_by = "; ".join(filter(None, (row.paper, paper)))[-200:], by
    row.version += 1
    row.save()
    record(case, step="recover", label="Thu hồi", by=by, at=at, note=f"{row.about}{came}. {paper}",
           data={"recovery": row.pk, "returned": row.returned})  # fmt: skip
    return row


def _money(row, returned):
    """Adds what came; the amount to come is written once, where the portal did not know it. Whole đồng."""
    if row.amount is None:
        if returned.amount is None or not 0 <= returned.amount <= LARGEST:
            raise Refused("Ô “Số tiền phải thu hồi”: nhập số tiền nguyên đồng; không có tiền thưởng thì ghi 0.")
        row.amount = returned.amount
    came = returned.money or 0
    if not 0 <= came <= row.left or (came == 0 and row.left):
        raise Refused(f"Ô “Số tiền thu lần này”: nhập từ 1 đến {format_number(row.left, 0)} đồng.")
    row.returned += came
    return f", {format_number(came, 0)} đồng"


def _demand(permission, by, row):
    if not by.has_perm(permission, row):
        raise PermissionDenied(permission)
