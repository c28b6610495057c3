"""What the pages of the reports room show, gathered once."""

from dataclasses import dataclass, replace

from django.core.paginator import Paginator

from movements.enums import Basis
from movements.models import Period
from reports.compile import ReportData, digest
from reports.emails import paper_of, symbol_of
from reports.enums import DeliveryState
from reports.models import MOST_FAILURES, Delivery, Report, Run, Schedule
from reports.render import paper, pdf_available
from reports.render.paper import published_words
from reports.workflow import REPORT
from thidua.events import timeline
from thidua.text import format_number

# --- The list ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ScheduleRow:
    """A schedule, and the periods this person may compile now; none where they may not."""

    schedule: Schedule
    periods: list
    closed: int | None  # of the newest of them that is over: what one mostly wants
    may_run: bool
    stopped: bool


def list_page(user, *, today, page):
    runs = list(Run.objects.visible_to(user).for_list()[:10])
    reports = Paginator(Report.objects.visible_to(user).for_list(), 20)
    return {"schedules": list(_schedule_rows(user, today)), "runs": runs, "page": reports.get_page(page)}


def _schedule_rows(user, today):
    schedules = list(
        Schedule.objects.visible_to(user).filter(active=True).select_related("unit", "owner", "next_period")
    )
    periods = list(_compilable(user, today))
    for schedule in schedules:
        own = [period for period in periods if period.kind == schedule.period_kind]
        closed = next((period.pk for period in own if period.last_day < today), None)
        may_run = user.has_perm("reports.run_schedule", schedule)
        yield ScheduleRow(schedule, own, closed, may_run, schedule.failures >= MOST_FAILURES)


def _compilable(user, today):
    return Period.objects.visible_to(user).filter(basis=Basis.DECREE_09, first_day__lte=today).order_by("-last_day")


def periods_of(schedule, user, *, today):
    """Periods that a schedule can compile: of its kind, and begun."""
    return _compilable(user, today).filter(kind=schedule.period_kind)


# --- One report ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DeliveryRow:
    delivery: Delivery
    look: str
    may_send_again: bool


def report_page(report, user):
    data = ReportData.from_json(report.data)
    deliveries = Delivery.objects.visible_to(user).filter(report=report).for_list()
    may_send = user.has_perm("reports.send_again_report", report)
    return {
        "report": report,
        "paper": paper(data, report=report),
        "symbol": symbol_of(report),
        "intact": digest(report.data) == report.sha256,
        "file": paper_of(report),
        "pdf_available": pdf_available(),
        "steps": REPORT.open_steps(report, user),
        "deliveries": [_delivery_row(one, may_send) for one in deliveries],
        "may_test": user.has_perm("reports.send_test_report", report),
        "own_address": user.email,
        "lines": timeline(report)[::-1],
    }


def _delivery_row(delivery, may_send):
    settled = delivery.state in (DeliveryState.SENT, DeliveryState.FAILED)
    shown = "delivered" if delivery.state == DeliveryState.SENT else delivery.state
    return DeliveryRow(delivery, shown, may_send and settled and bool(delivery.address))


# --- One figure ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SourceRow:
    """One filing behind a figure."""

    filing: int
    unit: str
    quarter: str
    shown: str


def figure_page(report, code):
    """The context of a figure's page, None when the report has no such indicator."""
    data = ReportData.from_json(report.data)
    line = next((one for one in data.lines if one.code == code), None)
    if line is None:
        return None
    shown = paper(replace(data, sections=tuple(_only(data, code))), report=report)
    refs = {ref.id: ref for ref in data.filings}
    rows = [_source_row(source, refs[source.filing], line) for source in line.sources]
    return {
        "report": report,
        "line": line,
        "row": shown.sections[0].rows[0],
        "aims": shown.aims,
        "sources": sorted(rows, key=lambda row: row.quarter),
        "published": [(published_words(one, line), one.source, one.disputed) for one in line.published],
    }


def _only(data, code):
    for section in data.sections:
        lines = tuple(one for one in section.lines if one.code == code)
        if lines:
            yield replace(section, lines=lines)


def _source_row(source, ref, line):
    return SourceRow(ref.id, ref.unit, ref.quarter, box_as_filed(source, line))


def box_as_filed(source, line):
    """The box as it was filed: the two parts of a rate, never the rate itself."""
    if source.nothing:
        return "không phát sinh"
    if source.denominator is None:
        return format_number(source.value, line.decimals)
    return " / ".join(format_number(part, line.part_decimals) for part in (source.value, source.denominator))
