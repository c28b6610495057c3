"""What only two connections at once can show: two beats, two workers, two officers, a digest and a worker."""

import datetime as dt

import pytest
from django.core import mail

from movements import actions
from movements.compile.asking import askings
from movements.models import Reminder, ReminderDay, ReminderLine
from tests.factories import TermFactory
from tests.movements.office import NOW, morning, only_owing, rules
from tests.test_race import at_once
from thidua.errors import Refused
from units.models import Notice, User

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = morning(2024, 12, 19)
ROUNDS = 10


@pytest.fixture(autouse=True)
def handed(world, monkeypatch):
    """Nothing runs by itself: the broker only writes down what it was given."""
    rules()
    calls = []
    monkeypatch.setattr("movements.tasks.send_reminder.delay_on_commit", lambda **k: calls.append(k["reminder_id"]))
    return calls


def clear():
    for model in (ReminderLine, Reminder, ReminderDay, Notice):
        model.objects.all().delete()


def test_two_beats_make_one_day(world, handed):
    only_owing(world, "SYT", "SNNPTNT")
    for _ in range(ROUNDS):
        handed.clear()
        given = at_once(*[lambda: actions.make_digests(at=AT, now=NOW)] * 3)
        assert sorted(given) == [0, 0, 2]
        assert (Reminder.objects.count(), ReminderLine.objects.count(), Notice.objects.count()) == (2, 2, 2)
        assert len(handed) == 2
        clear()


def test_two_workers_send_one_mail(world):
    only_owing(world, "SYT")
    for _ in range(ROUNDS):
        actions.make_digests(at=AT, now=NOW)
        row = Reminder.objects.get()
        mail.outbox.clear()
        at_once(*[lambda pk=row.pk: actions.send_reminder(reminder_id=pk, at=AT, now=NOW)] * 3)
        assert len(mail.outbox) == 1
        clear()


def asking(world, username):
    """ "Gửi" for the health department's officer, by one of two officers of Sở Nội vụ."""
    by = User.objects.get(username=username)
    rows = askings(by, world.periods[4], today=dt.date(2024, 12, 19), units=[world.units["SYT"].pk])
    chosen = [actions.Asked(one.person, (one.line,)) for row in rows for one in row.addressees]
    return lambda: actions.remind_people(asked=chosen, note="", by=by, at=AT, now=NOW)


def test_two_officers_remind_of_one_work_once(world):
    only_owing(world, "SYT")
    for _ in range(ROUNDS):
        given = at_once(asking(world, "chuyenvien"), asking(world, "truongphong"))
        assert sorted(isinstance(one, Refused) for one in given) == [False, True], given
        assert (Reminder.objects.count(), ReminderLine.objects.count(), Notice.objects.count()) == (1, 1, 1)
        clear()


def test_an_officer_and_the_digest(world):
    only_owing(world, "SYT")
    for _ in range(ROUNDS):
        digest, by_hand = at_once(lambda: actions.make_digests(at=AT, now=NOW), asking(world, "chuyenvien"))
        assert (digest, isinstance(by_hand, Refused)) in ((1, True), (0, False))
        assert (Reminder.objects.count(), ReminderLine.objects.count()) == (1, 1)
        clear()


def test_a_line_added_while_a_worker_takes_the_mail_is_in_it_or_told_in_the_portal(world):
    """Never by mail on paper and not in the mail."""
    only_owing(world, "SYT")
    TermFactory(register_by=dt.date(2024, 12, 24))
    for _ in range(ROUNDS):
        asking(world, "chuyenvien")()
        row = Reminder.objects.get()
        mail.outbox.clear()
        at_once(
            lambda pk=row.pk: actions.send_reminder(reminder_id=pk, at=AT, now=NOW),
            lambda: actions.make_digests(at=AT, now=NOW),
        )
        (message,) = mail.outbox
        by_mail = set(ReminderLine.objects.filter(by_mail=True, reminder=row.pk).values_list("text", flat=True))
        told = set(ReminderLine.objects.filter(reminder=row.pk).values_list("text", flat=True))
        assert {text for text in told if text in message.body} == by_mail
        assert len(told) == 2
        clear()
