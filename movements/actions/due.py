"""Due dates are rows that people move, and a unit may get a day of its own. What was sent is never judged again."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from movements.compile.standing import owed_by, owed_filings
from movements.models import DueDate, Extension, Filing
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from units.actions import notify
from units.enums import NoticeKind, Role
from units.models import RoleHolding, User

FASTER = "Có người vừa đổi hạn này. Xem hạn mới rồi đổi tiếp nếu còn cần."


@transaction.atomic
def move_due_date(*, period, level, due_on, reason, seen, by, at):
    """Sets or moves the due date of a period and level; `seen` is the day that the page showed, None for none."""
    if not by.has_perm("movements.move_due_date"):
        raise PermissionDenied("movements.move_due_date")
    reason = _checked(due_on, reason, period.last_day, at)
    if due_on == seen:
        raise Refused(f"Hạn mới trùng hạn đang có ({due_on:%d/%m/%Y}).")
    due = _write_due(period, level, due_on, seen)
    record(
        due, step="move" if seen else "set", label="Đổi hạn gửi" if seen else "Đặt hạn gửi", by=by, at=at, note=reason,
        data={"before": seen.isoformat() if seen else None, "after": due_on.isoformat()},
    )  # fmt: skip
    _tell_level(period, level, due_on=due_on, seen=seen, by=by, at=at)
    return due


def _checked(due_on, reason, last_day, at):
    reason = clean_line(reason)
    if not reason:
        raise Refused("Ô “Lý do”: ghi lý do.")
    if due_on <= last_day:
        raise Refused(f"Hạn gửi phải sau ngày chốt số liệu {last_day:%d/%m/%Y}.")
    if due_on < office_date(at):
        raise Refused(f"Hạn gửi {due_on:%d/%m/%Y} đã qua, chọn ngày từ hôm nay trở đi.")
    return reason


def _write_due(period, level, due_on, seen):
    if seen is None:
        due, created = DueDate.objects.get_or_create(period=period, level=level, defaults={"due_on": due_on})
        if not created:
            raise Conflict(FASTER)
        return due
    if not DueDate.objects.filter(period=period, level=level, due_on=seen).update(due_on=due_on):
        raise Conflict(FASTER)
    return DueDate.objects.get(period=period, level=level)


def _tell_level(period, level, *, due_on, seen, by, at):
    """Those of the level who have sent nothing yet, unless a day of their own counts for them."""
    sent = Filing.objects.filter(period=period, first_submitted_at__isnull=False, withdrawn=False)
    done = set(sent.values_list("unit", flat=True)) | set(period.extensions.values_list("unit", flat=True))
    units = [one.unit.pk for one in owed_filings([period]) if one.level == level and one.unit.pk not in done]
    was = f", thay cho ngày {seen:%d/%m/%Y}" if seen else ""
    text = f"Hạn gửi báo cáo kết quả {period.filing_name}: {due_on:%d/%m/%Y}{was}."
    _notify_units(units, text, period, by, at)


def _notify_units(units, text, period, by, at):
    roles = (Role.UNIT_OFFICER, Role.UNIT_HEAD)
    holders = RoleHolding.objects.filter(unit__in=units, role__in=roles, active=True).values("user")
    people = User.objects.filter(is_active=True, pk__in=holders).exclude(pk=by.pk)
    url = f"{reverse('movements:due_list')}?ky={period.pk}"
    notify(people=people, kind=NoticeKind.REPORT, text=text, url=url, at=at)


@transaction.atomic
def grant_extension(*, unit, period, due_on, reason, seen, by, at):
    """Gives one unit a day of its own; `seen` is the extension that the page showed, None for none.

    Raises PermissionDenied, Refused when the unit owes nothing or has sent already, Conflict when somebody was faster.
    """
    owed = owed_by(unit, period)
    if owed is None:
        raise Refused(f"{unit.name} không phải gửi báo cáo trong {period.name}.")
    if not by.has_perm("movements.grant_extension", owed):
        raise PermissionDenied("movements.grant_extension")
    reason = _checked(due_on, reason, owed.day, at)
    _refuse_if_sent(unit, period)
    level_due = DueDate.objects.filter(period=period, level=owed.level).values_list("due_on", flat=True).first()
    if level_due is not None and due_on < level_due:
        raise Refused(f"Hạn riêng không sớm hơn hạn chung {level_due:%d/%m/%Y}.")
    columns = {"due_on": due_on, "reason": reason, "by": by, "at": at}
    extension = _write_extension(unit, period, seen, columns)
    record(
        extension, step="change" if seen else "grant", label="Đổi gia hạn" if seen else "Gia hạn riêng", by=by, at=at,
        note=reason, data={"before": seen.isoformat() if seen else None, "after": due_on.isoformat()},
    )  # fmt: skip
    text = f"{unit.short_name} được gia hạn gửi báo cáo kết quả {period.filing_name} đến hết ngày {due_on:%d/%m/%Y}."
    _notify_units([unit.pk], text, period, by, at)
    return extension


def _refuse_if_sent(unit, period):
    """Holds the filing's row: it is not sent while it is given more time, and what was sent needs none."""
    filing = Filing.objects.select_for_update(of=("self",)).filter(unit=unit, period=period).first()
    if filing is not None and filing.first_submitted_at is not None:
        raise Refused(f"{unit.name} đã gửi báo cáo này, việc đúng hạn đã xét; không gia hạn nữa.")


def _write_extension(unit, period, seen, columns):
    if seen is None:
        extension, created = Extension.objects.get_or_create(unit=unit, period=period, defaults=columns)
        if not created:
            raise Conflict(FASTER)
        return extension
    if not Extension.objects.filter(unit=unit, period=period, due_on=seen).update(**columns):
        raise Conflict(FASTER)
    return Extension.objects.get(unit=unit, period=period)
