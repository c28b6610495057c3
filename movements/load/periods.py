"""Reporting periods, and the due dates that the demo's office has set for them."""

from collections.abc import Iterable

from django.db import transaction

from movements.enums import Basis, DueLevel, PeriodKind
from movements.models import DueDate, Period
from thidua import calendar
from thidua.days import office_calendar
from units.load import LoadReport, upsert

FILED_KINDS = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
DUE_NOTE = "Hạn minh họa, Sở Nội vụ đặt"
WORKING_DAYS = {DueLevel.COMMUNE: 3, DueLevel.DIRECT: 5}  # after the cut-off; communes two before their district


@transaction.atomic
def load_periods(years: Iterable[int]) -> LoadReport:
    """Quarters, halves and years with the cut-offs of NĐ 09/2019 Điều 12, and the calendar year for statistics."""
    spans = [
        calendar.span(kind, year, index, Basis.DECREE_09)
        for year in years
        for kind in FILED_KINDS
        for index in range(1, calendar.periods_in_year(kind) + 1)
    ]
    spans += [calendar.span(PeriodKind.YEAR, year, 1, Basis.CALENDAR) for year in years]
    return upsert(Period, ["kind", "year", "index", "basis"], map(_period, spans))


def _period(span) -> dict:
    return {
        "kind": span.kind,
        "year": span.year,
        "index": span.index,
        "basis": span.basis,
        "first_day": span.first,
        "last_day": span.last,
    }


@transaction.atomic
def load_due_dates(quarters: Iterable[tuple[int, int]]) -> LoadReport:
    """Illustrative due dates of those (year, quarter), set once: an officer who moves one keeps it moved.

    Needs the periods, and the special days of the years: a quarter whose year has none gets no due date.
    """
    days = office_calendar()
    rows, lost = [], []
    for year, index in quarters:
        period = Period.objects.get(kind=PeriodKind.QUARTER, year=year, index=index, basis=Basis.DECREE_09)
        if missing := days.missing_year(period.last_day):
            lost.append(f"Hạn báo cáo {period}: năm {missing} chưa có ngày nghỉ")
            continue
        rows += [
            {
                "period_id": period.pk,
                "level": level,
                "due_on": days.add_working_days(period.last_day, after),
                "note": DUE_NOTE,
            }
            for level, after in WORKING_DAYS.items()
        ]
    return upsert(DueDate, ["period_id", "level"], rows, once=["due_on", "note"]) + LoadReport(not_placed=lost)
