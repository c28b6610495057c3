"""The report's own way: to the manager, to the director, signed, numbered by the clerk, issued."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from movements.actions import people_holding
from reports.actions.queueing import issued_recipients, queue_deliveries
from reports.emails import ISSUED_FILE, symbol_of
from reports.enums import DeliveryKind
from reports.models import Report
from reports.workflow import REPORT
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.workflow import take_step
from units.actions import attach_signed, notify
from units.enums import NoticeKind, Role

NEXT = {  # step -> (who must act next, what they read)
    "to_lead": (Role.HOME_AFFAIRS_MANAGER, "Chờ kiểm tra"),
    "to_head": (Role.HOME_AFFAIRS_HEAD, "Chờ ký"),
    "send_back": (Role.HOME_AFFAIRS_OFFICER, "Được chuyển lại"),
    "sign": (Role.CLERK, "Đã ký, chờ cấp số"),
    "issue": (Role.HOME_AFFAIRS_OFFICER, "Đã phát hành"),
}


@transaction.atomic
def step_report(*, report, step_name, by, at, note=""):
    """One plain step. Signing fixes who and when; issuing has an act of its own, with number, day and file."""
    if step_name == "issue":
        raise Refused("Cấp số và phát hành: nhập số, ngày và bản đã ký ở trang phát hành.")
    changes = {"signed_by": by, "signed_at": at} if step_name == "sign" else None
    data = {"sha256": report.sha256} if step_name == "sign" else None
    take_step(REPORT, report, step_name, by=by, at=at, note=note, changes=changes, data=data)
    _tell(report, step_name, by, at)
    return report


@transaction.atomic
def issue(*, report, number, issued_on, file, by, at, now):
    """The clerk's act: number, day and the signed PDF make it an issued report, mailed to its Nơi nhận.

    Numbers run per symbol and year (NĐ 30/2020 Điều 15). Raises Refused naming the box, PermissionDenied, Conflict.
    """
    if not by.has_perm("reports.issue_report", report):
        raise PermissionDenied("reports.issue_report")
    _check_number(number)
    _check_day(issued_on, report, at)
    changes = {"number": number, "issued_on": issued_on, "issued_year": issued_on.year}
    try:
        with transaction.atomic():
            take_step(REPORT, report, "issue", by=by, at=at, changes=changes, data={"sha256": report.sha256})
    except IntegrityError:
        raise Refused(_number_taken(report, number, issued_on.year)) from None
    if file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp PDF của bản đã ký, đóng dấu.")
    attach_signed(owner=report, purpose=ISSUED_FILE, upload=file, by=by, at=at)
    recipients = issued_recipients(report.schedule)
    queue_deliveries(report=report, kind=DeliveryKind.ISSUED, recipients=recipients, now=now)
    _tell(report, "issue", by, at)
    return report


def _check_number(number):
    if number is None or number < 1:
        raise Refused("Ô “Số”: nhập số từ 1 trở lên.")


def _check_day(issued_on, report, at):
    if issued_on is None:
        raise Refused("Ô “Ngày ban hành”: nhập ngày.")
    if issued_on > office_date(at):
        raise Refused(f"Ô “Ngày ban hành”: {issued_on:%d/%m/%Y} chưa tới.")
    if report.signed_at and issued_on < office_date(report.signed_at):
        signed_on = office_date(report.signed_at)
        raise Refused(f"Ô “Ngày ban hành”: không trước ngày ký {signed_on:%d/%m/%Y}.")


def _number_taken(report, number, year):
    taken = Report.objects.filter(symbol=report.symbol, issued_year=year, number=number).first()
    whose = f" cho “{taken.title}”" if taken else ""
    return f"Ô “Số”: số {number:02d}/{report.symbol} của năm {year} đã cấp{whose}."


def _tell(report, step_name, by, at):
    role, words = NEXT[step_name]
    people = people_holding((role,), unit_id=report.schedule.unit_id, but=by)
    number = f" số {symbol_of(report)}" if report.number else ""
    url = reverse("reports:report_detail", args=[report.pk])
    notify(
        people=people, kind=NoticeKind.REPORT, text=f"{words}: báo cáo{number} {report.period.name}.", url=url, at=at
    )
