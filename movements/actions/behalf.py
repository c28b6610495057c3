"""Nhập thay: a unit's paper typed in by whoever receives it. The day it arrived decides on time."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from movements.actions.filings import owed_or_refused
from movements.enums import FilingState
from movements.models import Filing
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from units.actions import attach_file, remove_attachment
from units.models import Attachment

SCAN = "scan"
SCANS = frozenset({"application/pdf", "image/jpeg", "image/png"})


@transaction.atomic
def start_on_behalf(*, unit, period, arrived_on, scan, by, at, paper_number=""):
    """Opens a unit's filing to be typed in from its paper; the scan is kept with it.

    Raises PermissionDenied, Refused with what is missing, Conflict when somebody has opened it before.
    """
    owed = owed_or_refused(unit=unit, period=period, at=at)
    if by.unit_id is None or not by.has_perm("movements.start_on_behalf", owed):
        raise PermissionDenied("movements.start_on_behalf")
    _check_arrival(arrived_on, owed.day, at)
    entered = {"receiver_id": owed.receiver_id, "entered_by": by, "entered_in_id": by.unit_id, "arrived_on": arrived_on}
    filing, created = Filing.objects.get_or_create(unit=unit, period=period, defaults=entered)
    if not created:
        raise Conflict(_already(filing))
    _keep_scan(filing, scan, by, at)
    number = clean_line(paper_number)
    note = f"Ngày đến {arrived_on:%d/%m/%Y}" + (f", văn bản số {number}." if number else ".")
    record(
        filing, step="start_on_behalf", label="Bắt đầu nhập thay", by=by, at=at, to_state=FilingState.DRAFT, note=note
    )  # fmt: skip
    return filing


@transaction.atomic
def change_paper(*, filing, arrived_on, by, at, scan=None):
    """Corrects the day of arrival, until it has been judged, or replaces the scan, while it is being typed in."""
    if not by.has_perm("movements.change_paper_filing", filing):
        raise PermissionDenied("movements.change_paper_filing")
    before = filing.arrived_on
    held = Filing.objects.select_for_update(of=("self",)).filter(pk=filing.pk, state=filing.state, arrived_on=before)
    if not held.exists():
        raise Conflict("Có người vừa sửa bản nhập thay này. Xem lại trang này rồi làm tiếp.")
    if arrived_on != before:
        if filing.first_submitted_at is not None:
            raise Refused(f"Ngày đến {before:%d/%m/%Y} đã dùng để xét đúng hạn, không sửa được nữa.")
        _check_arrival(arrived_on, owed_or_refused(unit=filing.unit, period=filing.period, at=at).day, at)
        Filing.objects.filter(pk=filing.pk).update(arrived_on=arrived_on)
        record(
            filing, step="change_arrival", label="Sửa ngày đến", by=by, at=at,
            note=f"{before:%d/%m/%Y} → {arrived_on:%d/%m/%Y}",
        )  # fmt: skip
    if scan is not None:
        for old in Attachment.objects.of(filing, SCAN):
            remove_attachment(attachment=old, owner=filing, by=by, at=at)
        _keep_scan(filing, scan, by, at)


def _check_arrival(arrived_on, cut_off, at):
    today = office_date(at)
    if arrived_on > today:
        raise Refused(f"Ngày đến {arrived_on:%d/%m/%Y} chưa tới: hôm nay là {today:%d/%m/%Y}.")
    if arrived_on <= cut_off:
        raise Refused(f"Ngày đến phải sau ngày chốt số liệu {cut_off:%d/%m/%Y}.")


def _already(filing):
    if not filing.is_entered:
        return f"{filing.unit.name} đã tự mở báo cáo này, không nhập thay được."
    return f"{filing.entered_by.full_name} đã mở bản nhập thay của {filing.unit.name} trước. Xem bản đó rồi làm tiếp."


def _keep_scan(filing, scan, by, at):
    if scan is None:
        raise Refused("Ô “Bản chụp văn bản giấy”: chọn tệp.")
    try:
        attachment = attach_file(owner=filing, purpose=SCAN, upload=scan, by=by, at=at)
    except Refused as refused:
        raise Refused(f"Ô “Bản chụp văn bản giấy”: {refused}") from None
    if attachment.content_type not in SCANS:
        raise Refused(f"Ô “Bản chụp văn bản giấy”: “{attachment.name}” không phải PDF hoặc ảnh.")
    record(filing, step="add_file", label="Lưu bản chụp văn bản giấy", by=by, at=at, note=attachment.name)
