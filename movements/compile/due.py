"""Due dates by period and level, extensions, and whose filings a person may see to. Reading only."""

from dataclasses import dataclass
from datetime import date, timedelta

from movements.compile.standing import owed_filings
from movements.enums import DueLevel
from movements.models import DueDate, Extension, Filing, Period
from thidua.days import office_calendar
from units.models import Unit

SHOWN = 8  # periods on the page, newest first
AHEAD = timedelta(days=120)  # the next quarter's day may be set before it closes
WORKING_DAYS = {DueLevel.COMMUNE: 3, DueLevel.DIRECT: 5}  # after the cut-off; communes two before their district


@dataclass(frozen=True)
class DueRow:
    """One level of one period; `due_on` is None until an officer sets it."""

    period: Period
    level: str
    due_on: date | None
    days_left: int | None

    @property
    def level_label(self):
        return DueLevel(self.level).label


def dated_periods(user, today):
    """Periods whose due dates are looked after now: the past ones and the next."""
    return Period.objects.visible_to(user).filed().filter(first_day__lte=today + AHEAD).order_by("-last_day")[:SHOWN]


def due_rows(periods, today):
    """One row per period and level, in one query beside the calendar's."""
    found = {(row.period_id, row.level): row.due_on for row in DueDate.objects.filter(period__in=periods)}
    days = office_calendar()
    return [_row(period, level, found.get((period.pk, level)), days, today) for period in periods for level in _LEVELS]


_LEVELS = (DueLevel.DIRECT, DueLevel.COMMUNE)


def _row(period, level, due_on, days, today):
    ahead = due_on is not None and due_on >= today
    return DueRow(period, level, due_on, days.days_left(today, due_on) if ahead else None)


def suggested(period, level):
    """A day to begin with where none is set; None where the year's holidays are not known."""
    days = office_calendar()
    if days.missing_year(period.last_day):
        return None
    return days.add_working_days(period.last_day, WORKING_DAYS[level])


def extensions_of(user, period):
    """Personal days of one period, of the units that this person sees."""
    return Extension.objects.visible_to(user).filter(period=period).select_related("unit", "by").order_by(
        "unit__sort_name"
    )  # fmt: skip


def units_in_hand(user, period, permission):
    """Units that owe a filing of the period, have sent nothing, and with which this person may do `permission`."""
    sent = Filing.objects.filter(period=period, first_submitted_at__isnull=False).values_list("unit", flat=True)
    done = set(sent)
    keys = [
        one.unit.pk
        for one in owed_filings([period])
        if one.unit.pk not in done and user.has_perm(permission, one)
    ]  # fmt: skip
    return Unit.objects.filter(pk__in=keys).in_order()


def units_to_enter(user, period):
    """Units of the period whose paper this person may enter, and whose filing nobody has opened."""
    opened = Filing.objects.filter(period=period).values("unit")
    return units_in_hand(user, period, "movements.start_on_behalf").exclude(pk__in=opened)
