""" "Kỳ này tôi phải làm gì": everything that waits for one person, gathered from all rooms."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from movements.compile import (
    LABELS,
    answers_for_unit,
    open_periods,
    own_filings,
    own_owed,
    own_periods,
    queue_rows,
    receives_here,
)
from movements.enums import FilingState
from movements.models import Filing
from reports.enums import ReportState
from reports.models import Report
from thidua import charts
from thidua.charts import Day, Mark
from thidua.days import office_calendar
from units.enums import Duty as ReportingDuty
from units.enums import Role
from units.models import RoleHolding
from units.roles import RECEIVES_FOR_DEPARTMENT

GROUPS = ("Quá hạn", "Bị trả lại", "Chờ tôi làm", "Còn thời gian", "Đang ở người khác")
OVERDUE, RETURNED, MINE, LATER, ELSEWHERE = GROUPS
SOON = 5  # working days


@dataclass(frozen=True)
class Task:
    """One thing to do, who holds it, and the one button that leads to it."""

    group: str
    state: str
    label: str
    title: str
    detail: str
    url: str
    action: str
    post: bool = False
    due_on: date | None = None
    days_left: int | None = None
    holder: str = "Tôi"
    office: str = ""


def tasks(user, *, today):
    """What waits for a person among filings and reports."""
    yield from _own_filings(user, today)
    yield from _to_receive(user, today)
    yield from _entered(user)
    yield from _reports(user)


def _own_filings(user, today):
    """Filings that the person's unit owes, begun or not; what is overdue stays until it is done."""
    if not answers_for_unit(user):
        return
    periods = list(own_periods(user, today)[:4])
    filings, owed = own_filings(user, periods), own_owed(user, periods)
    calendar = office_calendar()
    for period in periods:
        filing = filings.get(period.pk)
        if filing is None and period.pk not in owed:
            continue
        if filing is not None and filing.state == FilingState.ACCEPTED:
            continue
        due_on = owed[period.pk].due_on if period.pk in owed else filing.due_on
        yield _filing_task(user, period, filing, _days(filing, due_on, today, calendar))


def _days(filing, due_on, today, calendar):
    """(due day, working days left): what was given back has a day of its own; no clock runs for what was sent."""
    if filing is not None and filing.first_submitted_at:
        by = filing.correct_by
        return (due_on, None) if by is None else (by, calendar.days_left(today, by))
    return due_on, None if due_on is None else calendar.days_left(today, due_on)


def _filing_task(user, period, filing, days):
    state = filing.state if filing else "idle"
    due_on, left = days
    mine, action, post = _my_part(user, state, entered=filing is not None and filing.is_entered)
    holder, office = _holder(user, filing) if not mine else ("Tôi", "")
    url = reverse("movements:filing_start", args=[period.pk])
    if filing is not None:
        url, post = reverse("movements:filing_detail", args=[filing.pk]), False
    return Task(
        group=_group(state, left, mine, user.unit),
        state=state,
        label=LABELS[state],
        title=f"Báo cáo kết quả {period.filing_name}",
        detail=f"Số liệu chốt ngày {period.last_day:%d/%m/%Y}",
        url=url, action=action, post=post, due_on=due_on, days_left=left, holder=holder, office=office,
    )  # fmt: skip


def _my_part(user, state, *, entered=False):
    """(is it with me, the button's word, does the button post)."""
    officer = user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id)
    if state == "idle":
        return officer, "Bắt đầu nhập" if officer else "", True
    if entered and state == FilingState.DRAFT:
        return False, "Xem", False  # the receiver types it in from paper
    if state in FilingState.EDITABLE:
        return (
            officer,
            {"draft": "Nhập tiếp", "returned": "Sửa và gửi lại"}.get(state, "Sửa") if officer else "Xem",
            False,
        )
    if state in _SIGNED:
        signs = user.signs_for(user.unit_id)
        return signs, _SIGNED[state] if signs else "Xem", False
    return False, "Xem", False


_SIGNED = {FilingState.TO_HEAD: "Xem và ký", FilingState.TO_CONFIRM: "Xem và xác nhận"}  # what the head has to do


def _group(state, left, mine, unit):
    if state in (FilingState.RETURNED, FilingState.UNLOCKED) and mine:
        return RETURNED
    if left is not None and left < 0 and unit.duty == ReportingDuty.MUST:
        return OVERDUE
    if not mine:
        return ELSEWHERE
    return MINE if left is None or left <= SOON else LATER


def _holder(user, filing):
    """Who holds the work, by name where one person does."""
    if filing is not None and filing.is_entered and filing.state == FilingState.DRAFT:
        return filing.entered_by.full_name, filing.entered_in.short_name
    if filing is None or filing.state in FilingState.EDITABLE:
        return _first_holding(user.unit_id, (Role.UNIT_OFFICER,), user.unit.short_name)
    if filing.state in _SIGNED:
        return _first_holding(filing.unit_id, (Role.UNIT_HEAD,), filing.unit.short_name)
    roles = RECEIVES_FOR_DEPARTMENT if filing.goes_to_department else (Role.UNIT_OFFICER,)
    return _first_holding(filing.receiver_id, roles, filing.receiver.short_name)


def _first_holding(unit_id, roles, office):
    holding = (
        RoleHolding.objects.filter(unit=unit_id, role__in=roles, active=True, user__is_active=True)
        .select_related("user").order_by("pk").first()
    )  # fmt: skip
    return (holding.user.full_name, office) if holding else ("", office)


def _to_receive(user, today):
    """What others have sent to this person's desk, and who has not sent."""
    period = open_periods(today).first() if receives_here(user) else None
    if period is None:
        return
    rows = queue_rows(user, period, today=today)
    waiting = [row for row in rows if row.state in FilingState.WITH_RECEIVER]
    missing = [row for row in rows if row.state in ("open", "overdue")]
    address = f"{reverse('movements:filing_list')}?ky={period.pk}"
    if waiting:
        yield Task(
            MINE, "submitted", "Đã gửi đến", f"{len(waiting)} báo cáo {period.filing_name} chờ kiểm tra",
            _names(waiting), f"{address}&trang-thai={waiting[0].state}", "Kiểm tra",
        )  # fmt: skip
    if missing:
        first = missing[0]
        yield Task(
            ELSEWHERE, first.state, first.label, f"{len(missing)} đơn vị chưa gửi báo cáo {period.filing_name}",
            _names(missing), f"{address}&trang-thai={first.state}", "Xem danh sách",
            due_on=first.due_on, days_left=first.days_left, holder="Đơn vị báo cáo",
        )  # fmt: skip
    yield from _overdue_corrections(rows, period, address)


def _overdue_corrections(rows, period, address):
    """Who was given a filing back and has let its own day pass."""
    late = [row for row in rows if row.correct_left is not None and row.correct_left < 0]
    if late:
        yield Task(
            ELSEWHERE, "rework", LABELS["rework"], f"{len(late)} đơn vị quá hạn sửa báo cáo {period.filing_name}",
            _names(late), f"{address}&trang-thai=rework", "Xem danh sách",
            due_on=late[0].correct_by, days_left=late[0].correct_left, holder="Đơn vị báo cáo",
        )  # fmt: skip


def _entered(user):
    """Paper that this person's office is typing in, and what a unit has said of it."""
    if user.unit_id is None or not user.has_role(Role.UNIT_OFFICER, *RECEIVES_FOR_DEPARTMENT, unit_id=user.unit_id):
        return
    rows = Filing.objects.visible_to(user).filter(entered_in=user.unit_id, state__in=FilingState.EDITABLE)
    for filing in rows.with_names().order_by("arrived_on", "pk")[:20]:
        yield Task(
            RETURNED if filing.first_submitted_at else MINE, filing.state, "Nhập thay từ bản giấy",
            f"{filing.title} của {filing.unit.name}", f"Ngày đến {filing.arrived_on:%d/%m/%Y}",
            reverse("movements:filing_detail", args=[filing.pk]), "Nhập tiếp",
        )  # fmt: skip


def _names(rows):
    names = ", ".join(row.unit.short_name for row in rows[:3])
    return f"{names} và {len(rows) - 3} đơn vị khác" if len(rows) > 3 else names


REPORT_PARTS = {
    ReportState.COMPILED: (Role.HOME_AFFAIRS_OFFICER, "Xem và trình"),
    ReportState.TO_LEAD: (Role.HOME_AFFAIRS_MANAGER, "Kiểm tra"),
    ReportState.TO_HEAD: (Role.HOME_AFFAIRS_HEAD, "Xem và ký"),
    ReportState.SIGNED: (Role.CLERK, "Cấp số"),
}


def _reports(user):
    """Reports that wait for this person's part, or for somebody else's."""
    if not user.sees_province:
        return
    for report in Report.objects.visible_to(user).exclude(state=ReportState.ISSUED).for_list()[:20]:
        role, action = REPORT_PARTS[report.state]
        mine = user.has_role(role)
        if not mine and not user.has_role(Role.HOME_AFFAIRS_OFFICER):
            continue
        yield Task(
            MINE if mine else ELSEWHERE, report.state, report.get_state_display(), report.title,
            f"Tổng hợp lúc {report.compiled_at:%d/%m/%Y}", reverse("reports:report_detail", args=[report.pk]),
            action if mine else "Xem", holder="Tôi" if mine else role.label,
        )  # fmt: skip


def recent_done(user, *, limit=5):
    """The unit's filings that were confirmed last."""
    if not answers_for_unit(user):
        return []
    done = Filing.objects.visible_to(user).filter(state=FilingState.ACCEPTED, unit=user.unit_id)
    return done.with_names().order_by("-accepted_at")[:limit]


def day_strip(tasks, today):
    """The days around today with what is due on them, as a drawing; "" when nothing has a day."""
    dated = [task for task in tasks if task.due_on is not None]
    if not dated:
        return ""
    calendar = office_calendar()
    days = [today + timedelta(days=n) for n in range(-2, 19)]
    marks = {(t.due_on, t.title): Mark(t.due_on, t.title.removeprefix("Báo cáo kết quả "), t.state) for t in dated}
    return charts.day_strip(
        [Day(day, off=not calendar.is_working(day), today=day == today) for day in days], list(marks.values())
    )
