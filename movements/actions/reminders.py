"""Telling people what is due: digests of a working day, what an officer sends by hand, addresses of calendars."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from movements import tasks
from movements.compile.reminders import Line, lines_due
from movements.compile.tokens import hash_of
from movements.enums import ReminderState
from movements.models import CalendarEntry, CalendarFeed, Reminder, ReminderDay, ReminderLine, ReminderRule
from thidua.clock import office_date
from thidua.days import office_calendar
from thidua.errors import Refused
from thidua.events import record
from thidua.text import clean_text
from units.actions import notify_each
from units.enums import Channel
from units.models import OptOut, User

BATCH = 500
LOOKS_BACK = timedelta(days=14)  # a server that stood still longer has nothing to catch up on
NOTE_LENGTH = 500


# ---- by the clock ----------------------------------------------------------------------------------------------------


def make_digests(*, at, now, units=None):
    """Once on each working day, from the set time on: one digest for each person whom a rule names today.

    All of it or nothing, so a worker killed in the middle leaves a day that is not made; the row of the day is unique,
    so two beats make it once. Days on which the portal stood still are made up for. Returns the number of people
    reminded. `units` narrows to the work of these ids.
    """
    today = office_date(at)
    if timezone.localtime(at).time() < settings.REMIND_FROM or not office_calendar().is_working(today):
        return 0
    if ReminderDay.objects.filter(day=today).exists():  # what each later minute asks
        return 0
    rules = list(ReminderRule.objects.filter(active=True))
    return _make_day(lines_due(rules, since=_since(today), today=today, units=units), today, at, now)


@transaction.atomic
def _make_day(lines, today, at, now):
    """Writes the day. What is due was read before, so that nobody waits for the reading."""
    day, is_mine = ReminderDay.objects.get_or_create(day=today, defaults={"at": at})
    if not is_mine:
        return 0
    told = _write(lines, today=today, at=at, now=now)
    ReminderDay.objects.filter(pk=day.pk).update(people=len(told))
    return len(told)


def _since(today):
    """The last day that was made; a rule that fell since then is still to be told."""
    last = ReminderDay.objects.filter(day__lt=today).order_by("-day").values_list("day", flat=True).first()
    return today - timedelta(days=1) if last is None else max(last, today - LOOKS_BACK)


# ---- by hand ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """One person whom an officer chose, and what the person is to be reminded of."""

    person: User
    lines: tuple[Line, ...]


@transaction.atomic
def remind_people(*, asked, note, by, at, now):
    """ "Gửi": reminds the chosen people, at most once a day of the same work. Returns the reminders written to.

    `asked` are rows of Asked. Raises PermissionDenied, or Refused when there is nobody to remind or all have been
    reminded of this today.
    """
    if not by.has_perm("movements.remind"):
        raise PermissionDenied("movements.remind")
    words = clean_text(note)
    if len(words) > NOTE_LENGTH:
        raise Refused(f"Ô “Lời nhắn”: dài {len(words)} ký tự, nhiều nhất {NOTE_LENGTH}.")
    if not asked:
        raise Refused("Chọn ít nhất một người nhận.")
    lines = {one.person: list(one.lines) for one in asked}
    told = _write(lines, today=office_date(at), at=at, now=now, by=by, note=words)
    if not told:
        raise Refused("Những người đã chọn đều được nhắc việc này trong hôm nay rồi.")
    for reminder in told:
        record(reminder, step="remind", label="Nhắc việc", by=by, at=at, note=words)
    return told


# ---- one row per person and day --------------------------------------------------------------------------------------


def _write(lines, *, today, at, now, by=None, note=""):
    """Puts the lines on the people's rows of today, tells them in the portal and hands the mails over on commit.

    `lines`: {person: their lines}. A row whose mail is on its way or has gone takes further lines for the portal only:
    nobody gets two mails on one day. Returns the rows that took a line. Eight queries, whatever the number of people.
    """
    rows = _rows_of_today(lines, today, at, now)
    new = _new_lines(lines, rows, at, by, note)
    ReminderLine.objects.bulk_create((line for some in new.values() for line in some), batch_size=BATCH)
    told = [rows[person_id] for person_id in new]
    mailed = [row for row in told if any(line.by_mail for line in new[row.person_id])]
    _queue(mailed, now)
    notify_each(rows=[_notice(row, new[row.person_id], today) for row in told], at=at)
    return told


def _rows_of_today(lines, today, at, now):
    """{person id: the row of today}, locked, so that no worker takes one while lines are added to it."""
    people = {person.pk: person for person in lines}
    Reminder.objects.bulk_create(
        (
            Reminder(person=person, day=today, address=person.email.strip(), made_at=at, queued_at=now)
            for person in sorted(people.values(), key=lambda person: person.pk)
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )  # fmt: skip
    held = Reminder.objects.select_for_update(of=("self",)).filter(day=today, person__in=list(people)).order_by("pk")
    rows = {row.person_id: row for row in held}
    for row in rows.values():
        row.person = people[row.person_id]
    return rows


def _new_lines(lines, rows, at, by, note):
    """{person id: rows of ReminderLine not written yet}, only of people who get one."""
    known = set(ReminderLine.objects.filter(reminder__in=rows.values()).values_list("reminder", "key"))
    people = [person.pk for person in lines]
    off = set(OptOut.objects.filter(person__in=people, channel=Channel.MAIL).values_list("person", "kind"))
    found = {}
    for person, some in lines.items():
        row = rows[person.pk]
        fresh = [line for line in some if (row.pk, line.key) not in known]
        can_mail = row.state not in ReminderState.GONE
        asked = {"reminder": row, "asked_by": by, "note": note, "at": at}
        if fresh:
            found[person.pk] = [
                ReminderLine(**asked, **vars(line), by_mail=can_mail and (person.pk, line.kind) not in off)
                for line in fresh
            ]
    return found


def _queue(rows, now):
    """Rows with something to mail wait for a worker; one without an address says so."""
    for row in rows:
        row.address = row.person.email.strip()
        row.state = ReminderState.PENDING if row.address else ReminderState.NO_ADDRESS
        row.error, row.queued_at, row.attempts = "", now, 0
    Reminder.objects.bulk_update(rows, ["address", "state", "error", "queued_at", "attempts"], batch_size=BATCH)
    for row in rows:
        if row.state == ReminderState.PENDING:
            tasks.send_reminder.delay_on_commit(reminder_id=row.pk)


def _notice(row, lines, today):
    """(person, kind, text, url): the thing itself when there is one, the list of the day when there are more."""
    first = lines[0]
    if len(lines) == 1:
        return row.person, first.kind, first.text.partition("\n")[0], first.path
    text = f"Nhắc việc ngày {today:%d/%m/%Y}: {len(lines)} việc. {first.text.partition(chr(10))[0]}"
    return row.person, first.kind, text, reverse("movements:outbox_detail", args=[row.pk])


# ---- the calendar of a unit ------------------------------------------------------------------------------------------


@transaction.atomic
def renew_feed(*, person, at):
    """A new secret address for this person's calendar program; the old one stops. Returns the token, kept nowhere."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(person=person, defaults={"token_hash": hash_of(token), "made_at": at})
    record(person, step="renew_feed", label="Tạo địa chỉ lịch", by=person, at=at)
    return token


@transaction.atomic
def stop_feed(*, person, at):
    if not CalendarFeed.objects.filter(person=person).delete()[0]:
        raise Refused("Địa chỉ lịch đã được hủy trước đó.")
    record(person, step="stop_feed", label="Hủy địa chỉ lịch", by=person, at=at)


def publish_entries(*, unit, deadlines, at):
    """{key: CalendarEntry} of what a calendar is about to be given; a moved due date goes up by one in sequence.

    What has been published is the only thing a calendar program compares with, so it is written down at that moment.
    """
    known = {entry.key: entry for entry in CalendarEntry.objects.filter(unit=unit)}
    fresh = [one for one in deadlines if one.key not in known]
    moved = [one for one in deadlines if one.key in known and known[one.key].due_on != one.due_on]
    if fresh:
        CalendarEntry.objects.bulk_create(
            (CalendarEntry(unit=unit, key=one.key, due_on=one.due_on, changed_at=at) for one in fresh),
            ignore_conflicts=True,
        )
    for one in moved:
        seen = CalendarEntry.objects.filter(pk=known[one.key].pk, due_on=known[one.key].due_on)
        seen.update(due_on=one.due_on, sequence=F("sequence") + 1, changed_at=at)
    if fresh or moved:
        known = {entry.key: entry for entry in CalendarEntry.objects.filter(unit=unit)}
    return known
