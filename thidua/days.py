"""The office's working days as the rows say."""

from thidua.calendar import Calendar
from thidua.models import SpecialDay


def office_calendar() -> Calendar:
    """Holidays and exchanged Saturdays in one query."""
    rows = list(SpecialDay.objects.values_list("day", "kind"))
    return Calendar(
        off=frozenset(day for day, kind in rows if kind == SpecialDay.Kind.OFF),
        working=frozenset(day for day, kind in rows if kind == SpecialDay.Kind.WORKING),
        years=frozenset(day.year for day, _ in rows),
    )
