"""The due days of one unit, for people's own calendars: filings, registrations, corrections. Reading only."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from movements.compile.reminders import capitalised
from movements.compile.standing import owed_filings
from movements.compile.works import Desk, key_of, list_path, noun_of
from movements.enums import Audience
from movements.models import Period, ReminderRule, Term
from units.enums import Duty, NoticeKind

KEPT = timedelta(days=90)  # how long a day that has passed stays in the calendar


@dataclass(frozen=True)
class Deadline:
    """One day by which the unit sends something. `key` stays the same when the day moves."""

    key: str
    kind: str
    title: str
    due_on: date
    path: str
    alarms: tuple[date, ...]  # the days on which the office itself reminds before


def deadlines(unit, *, today):
    """What the unit is to send from three months ago on, in the order of days; a dozen queries."""
    desk = Desk(today, units=[unit.pk])
    found = [*_filings(unit, today), *_registrations(desk, unit, today), *_corrections(desk, unit)]
    before = _days_before()
    return sorted((_deadline(one, before, desk.days) for one in found), key=lambda one: (one.due_on, one.key))


def _deadline(found, before, days):
    kind, key, title, due_on, path = found
    alarms = tuple(days.add_working_days(due_on, -n) for n in before.get(kind, ()))
    return Deadline(key, kind, title, due_on, path, alarms)


def _days_before():
    """{kind: working days before at which the holder is reminded}, as administrators set them."""
    rules = ReminderRule.objects.filter(active=True, audience=Audience.HOLDER, days__gt=0).order_by("-days")
    found = {}
    for kind, days in rules.values_list("kind", "days"):
        found.setdefault(kind, []).append(days)
    return found


def _asked(unit, noun, act="gửi"):
    return f"Đề nghị {act} {noun}" if unit.duty == Duty.INVITED else f"Hạn {act} {noun}"


def _filings(unit, today):
    since = today - KEPT
    dated = Q(due_dates__due_on__gte=since) | Q(extensions__due_on__gte=since, extensions__unit=unit)
    for owed in owed_filings(Period.objects.filed().filter(dated).distinct(), units=[unit.pk]):
        if owed.due_on is not None and owed.due_on >= since:
            period = owed.period
            title = _asked(unit, noun_of(period))
            yield NoticeKind.FILING_DUE, f"filing:{key_of(period)}", title, owed.due_on, list_path(period)


def _registrations(desk, unit, today):
    since = today - KEPT
    late = Q(register_by__gte=since) | Q(deadlines__due_on__gte=since)
    for term in Term.objects.filter(late).distinct():
        for due_on in [due_on for _, _, due_on in desk.registering(term) if due_on >= since]:
            title = _asked(unit, term.name, "đăng ký thi đua")
            key = f"registration:{key_of(term)}"
            yield NoticeKind.REGISTRATION_DUE, key, title, due_on, list_path(term)


def _corrections(desk, unit):
    for work in desk.corrections():
        if work.due_on >= desk.today - KEPT:
            key = f"correction:{work.row._meta.model_name}:{work.row.pk}"
            yield work.kind, key, capitalised(_asked(unit, work.noun, "gửi lại")), work.due_on, work.path
