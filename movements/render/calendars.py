"""Due days as an iCalendar file (RFC 5545), for Outlook, Google Calendar and telephones."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Alarm, Calendar, Event, vDuration

PRODUCT = "-//Thi dua khen thuong//Han gui//VI"
REFRESH = timedelta(hours=12)
MORNING = timedelta(hours=8)  # of the day of an alarm


def unit_calendar(unit, deadlines, entries):
    """The bytes of a unit's calendar. `entries`: {key: CalendarEntry}, what was published of each deadline."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Hạn thi đua, khen thưởng: {unit.short_name}")
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for deadline in deadlines:
        calendar.add_component(_event(unit, deadline, entries[deadline.key]))
    return calendar.to_ical()


def _event(unit, deadline, entry):
    event = Event()
    event.add("uid", uid(unit, deadline))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("summary", deadline.title)
    event.add("description", f"{unit.name}: {deadline.title[:1].lower()}{deadline.title[1:]}, {_day(deadline.due_on)}.")
    event.add("url", f"{settings.SITE_URL}{deadline.path}")
    event.add("dtstart", deadline.due_on)
    event.add("dtend", deadline.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    for day in deadline.alarms:
        event.add_component(_alarm(deadline, day))
    return event


def uid(unit, deadline):
    return f"{deadline.key.replace(':', '-')}-unit-{unit.pk}@{urlsplit(settings.SITE_URL).hostname}"


def _alarm(deadline, day):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{deadline.title}: {_day(deadline.due_on)}")
    alarm.add("trigger", day - deadline.due_on + MORNING)
    return alarm


def _day(day):
    return f"{day:%d/%m/%Y}"
