"""Loads the whole demo, in the order in which each part needs the one before."""

from datetime import date

from django.conf import settings
from django.db import transaction

from awards.load import load_catalogue, load_law
from movements.load import (
    load_directive,
    load_due_dates,
    load_figures,
    load_flow_settings,
    load_indicators,
    load_movements,
    load_periods,
    load_reasons,
    load_reminder_rules,
    load_terms,
)
from reports.demo.awards import load_awards
from reports.demo.consultations import load_consultations
from reports.demo.councils import load_councils
from reports.demo.filings import load_filings
from reports.demo.flow import load_flow
from reports.demo.implementation import load_registers
from reports.demo.issuing import load_issuing
from reports.demo.lifetimes import load_lifetimes
from reports.demo.nurturing import load_nurturing
from reports.demo.people import load_people
from reports.demo.plan import NOW
from reports.demo.registrations import load_registrations
from reports.demo.registrations_told import load_told_registrations
from reports.demo.reminders import load_reminders
from reports.demo.revocations import load_revocations
from reports.demo.schedules import YEARLY, load_schedules
from reports.demo.typical import load_typical
from reports.models import Schedule
from thidua import calendar
from thidua.db import renew_statistics
from units.load import LoadReport, load_special_days, load_units
from units.models import Unit

PERIOD_YEARS = range(2021, 2026)
HOLIDAY_YEARS = range(2021, 2027)
TERM_YEARS = (2024, 2025)
DUE_QUARTERS = [(year, index) for year in (2023, 2024) for index in range(1, 5)] + [(2025, 1)]


def is_loaded() -> bool:
    return Schedule.objects.filter(name=YEARLY).exists()


@transaction.atomic
def load_catalogues(*, today: date) -> dict[str, LoadReport]:
    """Everything that comes from the data files, by what it is called in Vietnamese."""
    return {
        "Đơn vị, cụm, khối": load_units(),
        "Ngày nghỉ, ngày làm bù": load_special_days(HOLIDAY_YEARS),
        "Chỉ thị": load_directive(),
        "Phong trào": load_movements(today=today),
        "Chỉ tiêu": load_indicators(),
        "Lý do": load_reasons(),
        "Kỳ báo cáo": load_periods(PERIOD_YEARS),
        "Hạn gửi": load_due_dates(DUE_QUARTERS),
        "Thông số quy trình": load_flow_settings(),
        "Kỳ thi đua": load_terms(TERM_YEARS),
        "Mốc nhắc việc": load_reminder_rules(),
        "Mục tiêu, số công bố": load_figures(),
        "Danh hiệu, hình thức khen thưởng": load_catalogue(),
        "Pháp luật thi đua, khen thưởng": load_law(),
    }


@transaction.atomic
def load_demo(*, today: date) -> dict[str, LoadReport]:
    """Catalogues, then people, filings and schedules: all of it or nothing."""
    reports = load_catalogues(today=today)
    standing = Unit.objects.on(calendar.span("quarter", *NOW).last)
    units = list(standing.exclude(code__in=settings.OFFICE["province_codes"]).order_by("code"))
    reports["Tài khoản minh họa"] = load_people(units)
    reports["Báo cáo kết quả minh họa"] = load_filings(units)
    reports["Sổ triển khai minh họa"] = load_registers(units)
    reports["Đăng ký thi đua minh họa"] = load_registrations(units)
    reports["Đăng ký thi đua kể đủ"] = load_told_registrations()
    reports["Điển hình minh họa"] = load_typical(units)
    reports["Kế hoạch, truyền thông điển hình minh họa"] = load_nurturing()
    reports["Hồ sơ khen thưởng minh họa"] = load_awards()
    reports["Quyết định, quỹ, trao thưởng minh họa"] = load_issuing()
    reports["Hồ sơ trọn đời minh họa"] = load_lifetimes()
    reports["Hủy bỏ khen thưởng minh họa"] = load_revocations()
    reports["Lấy ý kiến Nhân dân minh họa"] = load_consultations()
    reports["Hội đồng minh họa"] = load_councils()
    reports["Trả lại, nhập thay, gia hạn, ủy quyền minh họa"] = load_flow()
    reports["Lịch báo cáo minh họa"] = load_schedules()
    reports["Nhắc việc minh họa"] = load_reminders()
    renew_statistics()
    return reports
