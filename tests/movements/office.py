"""What the tests of reminders stage: rules, moments of the office, everybody's work out of the way."""

import datetime as dt

from movements.actions import make_digests
from movements.load import load_reminder_rules
from movements.models import ReminderLine
from tests.factories import FilingFactory
from thidua.models import SpecialDay

NOW = dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)  # the machine's


def morning(year, month, day, hour=8, minute=0):
    """08:00 on the office's wall, or another time of that day."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def digests(day, **options):
    """Makes the digests of a day at 08:00; returns {username: [texts]}."""
    make_digests(at=morning(day.year, day.month, day.day), now=NOW, **options)
    return told_on(day)


def told_on(day):
    rows = ReminderLine.objects.filter(reminder__day=day).order_by("pk")
    found = {}
    for username, text in rows.values_list("reminder__person__username", "text"):
        found.setdefault(username, []).append(text)
    return found


def rules():
    load_reminder_rules()


def days_off(*days, kind="off"):
    for day in days:
        SpecialDay.objects.create(day=day, kind=kind, name="x")


def only_owing(world, *codes, period=None):
    """Everybody but these units has sent, and it was accepted."""
    period = period or world.periods[4]
    for code, unit in world.units.items():
        if code not in codes:
            FilingFactory(unit=unit, period=period, receiver=world.units["SNV"], confirmed=True)
