"""What the tests of reports stage on the small world: schedules, filings of other quarters, published figures."""

import datetime as dt

from movements.models import Figure
from reports.actions.runs import run_moment
from reports.models import Recipient, Run, Schedule
from tests.factories import FilingFactory, PeriodFactory

TODAY = dt.date(2024, 12, 26)  # after the due day of quarter IV
AT = dt.datetime(2024, 12, 26, 1, tzinfo=dt.UTC)  # the office's clock
NOW = dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)  # the machine's
PDF = b"%PDF-1.4 a page"


def quarter(index, year=2024):
    return PeriodFactory(index=index, year=year)


def year_of(year=2024):
    return PeriodFactory(kind="year", index=1, year=year)


def file(world, code, period, *, state="accepted", on_time=True, texts=None, **boxes):
    """A filing in a state; boxes by the world's names: a number, a pair for a rate, "nothing", or None for empty."""
    traits = {"accepted": {"confirmed": True}, "draft": {}}.get(state, {"sent": True, "state": state})
    if state != "draft":
        traits["on_time"] = on_time
    filing = FilingFactory(
        unit=world.units[code], period=period, receiver=world.units["SNV"], **traits, **(texts or {})
    )
    for name, box in boxes.items():
        parts = box if isinstance(box, tuple) else (None if box == "nothing" else box, None)
        Figure.objects.create(
            filing=filing, indicator=world.indicators[name], value=parts[0], denominator=parts[1],
            nothing=box == "nothing", changed_at=AT,
        )  # fmt: skip
    return filing


def make_schedule(world, *, period=None, recipients=("lanhdao", "chuyenvien")):
    """The yearly schedule of Sở Nội vụ: people who get the compilation, one outside address for what is issued."""
    period = period or world.periods["year"]
    schedule = Schedule(
        name="Báo cáo năm", unit=world.units["SNV"], addressee="Ủy ban nhân dân tỉnh Kon Tum", owner=world.chuyenvien,
        period_kind=period.kind, next_period=period,
    )  # fmt: skip
    schedule.next_run_at = run_moment(schedule, period)
    schedule.save()
    for order, name in enumerate(recipients):
        person = world.people[name]
        Recipient.objects.create(
            schedule=schedule, user=person, name=person.full_name, gets_draft=True, gets_issued=name == "lanhdao",
            order=order,
        )  # fmt: skip
    Recipient.objects.create(
        schedule=schedule, name="Ban Thi đua - Khen thưởng Trung ương", address="bantd@thidua.invalid", order=9
    )
    return schedule


def make_run(schedule, **fields):
    columns = {"period": schedule.next_period, "asked_at": AT, "queued_at": NOW} | fields
    return Run.objects.create(schedule=schedule, **columns)
