"""The demo's two schedules, and who gets what they make: the directive's Nơi nhận, at addresses that reach nobody."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from movements.enums import Basis, PeriodKind
from movements.models import Period
from reports.demo.people import DOMAIN
from reports.models import Recipient, Schedule
from units.load import LoadReport, ids, upsert
from units.models import Unit, User

YEARLY = "Báo cáo kết quả thực hiện Chỉ thị, năm"
QUARTERLY = "Báo cáo kết quả thực hiện Chỉ thị, quý"
DAYS_AFTER, HOUR = 4, 7

READERS = (  # who gets the unsigned compilation, by account
    ("Ủy ban nhân dân tỉnh (b/c)", "lanhdao", True),
    ("Giám đốc Sở Nội vụ", "giamdoc", False),
    ("Trưởng phòng Thi đua - Khen thưởng", "truongphong", False),
    ("Chuyên viên phụ trách", "chuyenvien", False),
)
NOI_NHAN = (  # who gets only what is issued
    ("Ban Thi đua - Khen thưởng Trung ương", "ban-tdkt-tw"),
    ("Thường trực Tỉnh ủy (b/c)", "tinh-uy"),
    ("Thường trực HĐND tỉnh (b/c)", "hdnd-tinh"),
    ("Ủy ban MTTQ Việt Nam tỉnh", "mttq-tinh"),
    ("Thành viên Hội đồng TĐKT tỉnh", "hoi-dong-tdkt"),
    ("Các sở, ban, ngành, đoàn thể của tỉnh", "so-ban-nganh"),
    ("Ủy ban nhân dân các huyện, thành phố", "huyen-thanh-pho"),
    ("Cổng TTĐT tỉnh", "cong-ttdt"),
)


def load_schedules() -> LoadReport:
    """A yearly report due in the demo's first minute, and a quarterly one that waits for 2025."""
    year = Period.objects.get(kind=PeriodKind.YEAR, year=2024, basis=Basis.DECREE_09)
    quarter = Period.objects.get(kind=PeriodKind.QUARTER, year=2025, index=1, basis=Basis.DECREE_09)
    rows = [_schedule(YEARLY, year, time(HOUR, 30)), _schedule(QUARTERLY, quarter, time(HOUR))]
    report = upsert(Schedule, ["name"], rows, once=["next_period_id", "next_run_at"])
    schedules, people = ids(Schedule, "name"), ids(User, "username")
    recipients = [row for name in (YEARLY, QUARTERLY) for row in _recipients(schedules[name], people)]
    return report + upsert(Recipient, ["schedule_id", "name"], recipients)


def _schedule(name, period, wall) -> dict:
    run_on = period.last_day + timedelta(days=DAYS_AFTER)
    return {
        "name": name,
        "unit_id": ids(Unit)[settings.OFFICE["department_code"]],
        "addressee": settings.OFFICE["authority"],
        "owner_id": ids(User, "username")["chuyenvien"],
        "period_kind": period.kind,
        "days_after": DAYS_AFTER,
        "hour": HOUR,
        "next_period_id": period.pk,
        "next_run_at": datetime.combine(run_on, wall, tzinfo=timezone.get_default_timezone()),
    }


def _recipients(schedule_id, people) -> list[dict]:
    inside = [(name, people[username], "", True, issued) for name, username, issued in READERS]
    outside = [(name, None, f"{box}@{DOMAIN}", False, True) for name, box in NOI_NHAN]
    return [
        {
            "schedule_id": schedule_id,
            "name": name,
            "user_id": user_id,
            "address": address,
            "gets_draft": draft,
            "gets_issued": issued,
            "order": order,
        }
        for order, (name, user_id, address, draft, issued) in enumerate(inside + outside, 1)
    ]
