"""What goes above the province: the days of the year by which it must be sent, and the papers of a sending."""

from dataclasses import dataclass
from datetime import date

from awards.enums import Standing
from awards.models import DeadlineRule
from thidua.days import office_calendar
from units.models import Attachment

SENDS = "send_"  # events of the rules on days: "send_" and the award's code


@dataclass(frozen=True)
class SendingDay:
    """The next day by which dossiers of an award must be sent; `standing` empty where the law has been read whole."""

    event: str
    name: str
    due_on: date
    left: int
    citation: str
    standing: str
    note: str


def next_days(today):
    """The sending days that come, by the rules of today; two queries."""
    rows = DeadlineRule.objects.on(today).filter(event__startswith=SENDS, month__isnull=False)
    calendar = office_calendar()
    found = [_sending_day(row, today, calendar) for row in rows.select_related("instrument")]
    return sorted(found, key=lambda one: (one.due_on, one.name))


def _sending_day(row, today, calendar):
    due_on = date(today.year, row.month, row.day)
    if due_on < today:
        due_on = date(today.year + 1, row.month, row.day)
    standing = "" if row.standing == Standing.VERIFIED else row.get_standing_display()
    left = calendar.days_left(today, due_on)
    return SendingDay(row.event, row.name, due_on, left, row.citation, standing, row.note)


def due_days(dossier, today):
    """Those of the awards that the dossier asks for."""
    codes = set(dossier.lines.values_list("award__code", flat=True))
    events = tuple(f"{SENDS}{code.lower()}" for code in codes)
    return [one for one in next_days(today) if one.event.startswith(events)] if events else []


def files_of(submission, user):
    return list(Attachment.objects.visible_to(user).of(submission).order_by("pk"))
