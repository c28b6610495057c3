"""Lấy ý kiến Nhân dân: the list is prepared, put up, ended by the portal, summed up and signed (NĐ 98/2023 Điều 46).

Nobody can end it: no act of a person leads from open to closed, and the database refuses a day that is too early.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from awards.actions.steps import hold
from awards.actions.telling import OFFICERS, tell
from awards.compile.consultations import days_for, last_day_of
from awards.compile.privacy import private_words
from awards.consultation_workflow import CONSULTATION
from awards.enums import CommentState, ConsultationState, DossierState, LineState
from awards.models import Consultation, ConsultationLine
from awards.workflow import DOSSIER
from movements.actions import people_holding
from thidua.clock import office_date
from thidua.days import office_calendar
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text
from thidua.workflow import take_step
from units.actions import attach_signed, notify
from units.enums import NoticeKind, Role
from units.models import RoleHolding, User

SUMMARY_FILE = "tong_hop_y_kien"
CHANGED = "Người khác vừa sửa đợt lấy ý kiến này. Phần đang gõ còn nguyên bên dưới, so lại rồi lưu."
MOVED = "Có người vừa xử lý trước, trạng thái đã đổi. Xem lại trang này rồi làm tiếp."


@dataclass(frozen=True)
class Notice:
    """What is put up: a title, a word before the list, how many working days, and for each line why it is proposed.

    `reasons`: key of a line of the dossier -> the words that everybody reads; a line without an entry is not asked.
    """

    title: str
    notice: str
    working_days: int | None
    reasons: dict


@dataclass(frozen=True)
class Signed:
    """The signed summary."""

    number: str
    signed_on: date | None
    signer: str = ""
    file: object = None


# --- Preparing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def prepare_consultation(*, dossier, notice, by, at):
    """A list about lines of a dossier that is being appraised; nobody outside Sở Nội vụ sees it yet.

    Raises PermissionDenied, Conflict (the dossier has moved, another list stands), Refused naming the box or the line.
    """
    _allow(by, "consult_dossier", dossier)
    if hold(dossier).state != DossierState.APPRAISING:
        raise Conflict("Hồ sơ không còn ở bước thẩm định. Xem lại trang này rồi làm tiếp.")
    if Consultation.objects.filter(dossier=dossier, state__in=ConsultationState.RUNNING).exists():
        raise Conflict("Hồ sơ này đã có một đợt lấy ý kiến chưa xong.")
    columns, lines = _checked(dossier, notice, at)
    made = Consultation.objects.create(
        dossier=dossier, prepared_by=by, prepared_at=at, illustrative=dossier.illustrative, **columns
    )
    ConsultationLine.objects.bulk_create(ConsultationLine(consultation=made, **one) for one in lines)
    record(made, step="prepare", label="Lập danh sách", by=by, at=at, to_state=ConsultationState.PREPARED)
    return made


@transaction.atomic
def save_consultation(*, consultation, notice, version, by, at):
    """Writes a list anew while it is prepared. Conflict: somebody else wrote it since the page was made."""
    _allow(by, "edit_consultation", consultation)
    columns, lines = _checked(consultation.dossier, notice, at)
    rows = Consultation.objects.filter(pk=consultation.pk, version=version, state=ConsultationState.PREPARED)
    if not rows.update(**columns, version=version + 1):
        raise Conflict(CHANGED)
    ConsultationLine.objects.filter(consultation=consultation).delete()
    ConsultationLine.objects.bulk_create(ConsultationLine(consultation=consultation, **one) for one in lines)
    record(consultation, step="edit", label="Sửa danh sách", by=by, at=at)
    consultation.refresh_from_db()
    return consultation


def _allow(by, permission, row):
    if not by.has_perm(f"awards.{permission}", row):
        raise PermissionDenied(f"awards.{permission}")


def _checked(dossier, notice, at):
    title, words = clean_line(notice.title)[:300], clean_text(notice.notice)
    if not title:
        raise Refused("Ô “Tên đợt lấy ý kiến”: ghi tên.")
    least = days_for(dossier, today=office_date(at))
    if notice.working_days is None or not least <= notice.working_days <= 60:
        raise Refused(f"Ô “Số ngày làm việc”: ghi từ {least} đến 60 ngày.")
    if found := private_words(title, words):
        raise Refused(f"Ô “Lời giới thiệu”: còn {found}, không đưa lên trang công khai.")
    columns = {"title": title, "notice": words, "working_days": notice.working_days}
    return columns, _lines(dossier, notice.reasons)


def _lines(dossier, reasons):
    rows = dossier.lines.filter(pk__in=reasons).select_related("honoree__unit", "award").order_by("order", "pk")
    found = [row for row in rows if row.state in LineState.OPEN]
    if not found or len(found) != len(reasons):
        raise Refused("Ô “Đăng trường hợp này”: chọn ít nhất một trường hợp còn đang xét của hồ sơ.")
    return [_line(row, clean_text(reasons[row.pk])) for row in found]


def _line(row, reason):
    """Name, unit, award and why; nothing else about a person leaves the dossier (R38)."""
    if not reason:
        raise Refused(f"Trường hợp {row.honoree.name}: ghi lý do đề nghị.")
    if found := private_words(reason):
        raise Refused(f"Trường hợp {row.honoree.name}: lý do đề nghị còn {found}, không đưa lên trang công khai.")
    return {"line": row, "order": row.order, "name": row.honoree.name, "unit": row.honoree.unit.name,
            "award": row.award.name, "award_code": row.award.code, "reason": reason}  # fmt: skip


# --- Putting up, ending -----------------------------------------------------------------------------------------------


@transaction.atomic
def open_consultation(*, consultation, version, by, at):
    """Puts the list up; the dossier waits. Its last day is the n-th working day after today, by the days off."""
    _allow(by, "open_consultation", consultation)
    dossier = consultation.dossier
    if hold(dossier).state != DossierState.APPRAISING:
        raise Conflict("Hồ sơ không còn ở bước thẩm định. Xem lại trang này rồi làm tiếp.")
    today = office_date(at)
    least = days_for(dossier, today=today)
    if consultation.working_days < least:
        raise Refused(f"Ô “Số ngày làm việc”: phải từ {least} ngày; sửa danh sách rồi đăng.")
    if consultation.lines.exclude(line__state__in=LineState.OPEN).exists():
        raise Refused("Danh sách có trường hợp không còn đang xét: sửa danh sách rồi đăng.")
    last_day = last_day_of(today, consultation.working_days, office_calendar())
    take_step(
        CONSULTATION, consultation, "open", by=by, at=at, where={"version": version},
        changes={"opened_on": today, "last_day": last_day, "version": F("version") + 1},
        note=f"Nhận góp ý đến hết ngày {last_day:%d/%m/%Y}", data={"last_day": last_day.isoformat()},
    )  # fmt: skip
    take_step(DOSSIER, dossier, "consult", by=by, at=at, changes={"stage_since": at},
              data={"consultation": consultation.pk})  # fmt: skip
    tell(dossier, "consult", by, at)
    return consultation


@transaction.atomic
def close_ended(*, at):
    """What the portal does each hour: ends what was open to the end of its last day; returns those.

    The days are counted again by the rows of holidays as they stand: a day off that came later moves the end, never
    back.
    """
    today, calendar = office_date(at), office_calendar()
    rows = Consultation.objects.select_for_update(of=("self",), skip_locked=True).select_related("dossier__unit")
    due = rows.filter(state=ConsultationState.OPEN, last_day__lt=today).order_by("pk")
    return [row for row in due if _close(row, today, calendar, at)]


def _close(row, today, calendar, at):
    last_day = max(row.last_day, last_day_of(row.opened_on, row.working_days, calendar))
    if last_day != row.last_day:
        before, row.last_day = row.last_day, last_day
        row.save(update_fields=["last_day"])
        data = {"before": before.isoformat(), "after": last_day.isoformat()}
        record(row, step="move_end", label=f"Kéo dài đến hết ngày {last_day:%d/%m/%Y}", by=None, at=at,
               note="Ngày nghỉ trong thời gian lấy ý kiến đã đổi.", data=data)  # fmt: skip
    if today <= last_day:
        return False
    before, row.state, row.closed_on = row.state, ConsultationState.CLOSED, today
    row.save(update_fields=["state", "closed_on"])
    record(row, step="close", label="Hết thời gian lấy ý kiến", by=None, at=at, from_state=before, to_state=row.state)
    _tell_home_affairs(row, at)
    return True


def _tell_home_affairs(row, at):
    n = row.comments.filter(state=CommentState.NEW).count()
    text = f"Đợt lấy ý kiến “{row.title[:90]}” đã hết thời gian; còn {n} góp ý chờ xem. Tổng hợp, giải trình rồi ký."
    holdings = RoleHolding.objects.filter(role=Role.HOME_AFFAIRS_OFFICER, active=True)
    people = User.objects.filter(is_active=True, pk__in=holdings.values("user"))
    if row.dossier.assigned_to_id:
        people = people.filter(pk=row.dossier.assigned_to_id)
    notify(people=people, kind=NoticeKind.RECEIVED, text=text,
           url=reverse("awards:consultation_detail", args=[row.pk]), at=at)  # fmt: skip


# --- Summing up -------------------------------------------------------------------------------------------------------


@transaction.atomic
def write_summary(*, consultation, summary, version, by, at):
    """The words of the summary, once the time is over. Conflict: somebody else wrote since the page was made."""
    _allow(by, "write_summary", consultation)
    if not (summary := clean_text(summary)):
        raise Refused("Ô “Nội dung tổng hợp, giải trình”: ghi nội dung.")
    rows = Consultation.objects.filter(pk=consultation.pk, version=version, state=ConsultationState.CLOSED)
    if not rows.update(summary=summary, version=version + 1):
        raise Conflict(CHANGED)
    record(consultation, step="summary", label="Soạn tổng hợp, giải trình", by=by, at=at)
    consultation.refresh_from_db()
    return consultation


@transaction.atomic
def sign_summary(*, consultation, paper, by, at):
    """The director's signed summary goes to the dossier, which is appraised on; the list is no longer public.

    Every comment must have been read and decided on. Raises PermissionDenied, Conflict, Refused naming the box.
    """
    _allow(by, "summarise_consultation", consultation)
    held = hold_consultation(consultation)
    if held.state != ConsultationState.CLOSED:
        raise Conflict(MOVED if held.state != ConsultationState.OPEN else _still_open(held))
    _check_paper(held, paper, office_date(at))
    columns = {"summary_number": clean_line(paper.number)[:60], "summary_date": paper.signed_on,
               "summary_signer": clean_line(paper.signer)[:120] or by.full_name}  # fmt: skip
    attach_signed(owner=held, purpose=SUMMARY_FILE, upload=paper.file, by=by, at=at)
    take_step(CONSULTATION, consultation, "summarise", by=by, at=at, changes=columns | {"version": F("version") + 1},
              note=f"Số {columns['summary_number']} ngày {paper.signed_on:%d/%m/%Y}")  # fmt: skip
    dossier = held.dossier
    if hold(dossier).state == DossierState.CONSULTING:
        take_step(DOSSIER, dossier, "end_consulting", by=by, at=at, changes={"stage_since": at},
                  note=f"Bản tổng hợp số {columns['summary_number']}", data={"consultation": held.pk})  # fmt: skip
        tell(dossier, "end_consulting", by, at)
    _tell_unit(consultation, by, at)
    return consultation


def _still_open(held):
    return f"Đợt lấy ý kiến nhận góp ý đến hết ngày {held.last_day:%d/%m/%Y}, không kết thúc sớm được."


def hold_consultation(consultation):
    """Locks the row until the end of the transaction: no comment is decided on beside a signature."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("dossier__unit", "dossier__receiver")
    return rows.get(pk=consultation.pk)


def _check_paper(held, paper, today):
    waiting = held.comments.filter(state=CommentState.NEW).count()
    if waiting:
        raise Refused(f"Còn {waiting} góp ý chờ xem: cho hiện, không cho hiện, chuyển hoặc trả lời trước.")
    if not held.summary:
        raise Refused("Chưa có nội dung tổng hợp, giải trình: soạn trước khi ký.")
    if not clean_line(paper.number):
        raise Refused("Ô “Số văn bản”: ghi số và ký hiệu, ví dụ 21/BC-SNV.")
    if paper.signed_on is None or not held.closed_on <= paper.signed_on <= today:
        raise Refused(f"Ô “Ngày văn bản”: nhập một ngày từ {held.closed_on:%d/%m/%Y} đến hôm nay.")
    if paper.file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp PDF của bản tổng hợp đã ký, đóng dấu.")


def _tell_unit(row, by, at):
    text = f"Đợt lấy ý kiến Nhân dân “{row.title[:90]}” đã tổng hợp, giải trình."
    people = people_holding(OFFICERS, unit_id=row.dossier.unit_id, but=by)
    notify(people=people, kind=NoticeKind.ACCEPTED, text=text,
           url=reverse("awards:consultation_detail", args=[row.pk]), at=at)  # fmt: skip
