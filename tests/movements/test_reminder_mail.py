"""One mail per person and day: what is in it, what stops it, what happens when it fails or a worker dies."""

import datetime as dt
import re
from smtplib import SMTPException

import pytest

from movements import actions
from movements.compile.tokens import mail_person, mail_token
from movements.models import Reminder, ReminderDay, ReminderLine
from tests.factories import FilingFactory, TermFactory
from tests.movements.office import NOW, digests, morning, only_owing, rules, told_on
from thidua.errors import Refused
from thidua.models import Event
from units.models import Notice, OptOut, RoleHolding, User

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 12, 19)  # one working day before departments are due, one after communes
AT = morning(2024, 12, 19)


@pytest.fixture(autouse=True)
def _rules(world):
    rules()


@pytest.fixture
def handed(monkeypatch):
    """What was handed to the broker; nothing runs."""
    calls = []
    monkeypatch.setattr("movements.tasks.send_reminder.delay_on_commit", lambda **k: calls.append(k["reminder_id"]))
    return calls


def of(world, username):
    return Reminder.objects.get(person=world.people[username])


def send(row, *, at=AT, now=NOW):
    actions.send_reminder(reminder_id=row.pk, at=at, now=now)
    row.refresh_from_db()
    return row


# ---- one digest ------------------------------------------------------------------------------------------------------


def test_all_of_a_day_in_one_mail_and_one_notice(world, handed, mailoutbox):
    only_owing(world, "SYT")
    TermFactory(register_by=dt.date(2024, 12, 24))
    assert len(digests(DAY)["canbo_khac"]) == 2
    send(of(world, "canbo_khac"))
    (mail,) = mailoutbox
    assert mail.subject == "Nhắc việc ngày 19/12/2024: 2 việc"
    assert mail.to == ["canbo_khac@thidua.invalid"]
    assert "1. Báo cáo kết quả quý IV và năm 2024 của Sở Y tế" in mail.body
    assert "2. Đăng ký thi đua năm 2025 của Sở Y tế" in mail.body
    assert f"http://testserver/ket-qua/?ky={world.periods[4].pk}" in mail.body
    notice = Notice.objects.get(to=world.canbo_khac)
    assert notice.text.startswith("Nhắc việc ngày 19/12/2024: 2 việc.")
    assert notice.url == f"/nhac-viec/{of(world, 'canbo_khac').pk}/"


def test_one_thing_leads_to_the_thing_itself(world, handed):
    only_owing(world, "SYT")
    filing = FilingFactory(unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"])
    digests(DAY)
    notice = Notice.objects.get(to=world.canbo_khac)
    assert (notice.kind, notice.url) == ("filing_due", f"/ket-qua/{filing.pk}/")


def test_beat_twice_is_one_digest(world, handed):
    only_owing(world, "SYT")
    digests(DAY)
    assert actions.make_digests(at=morning(2024, 12, 19, 9), now=NOW) == 0
    assert (Reminder.objects.count(), ReminderLine.objects.count(), Notice.objects.count()) == (1, 1, 1)
    assert len(handed) == 1


def test_a_later_minute_asks_two_questions(world, django_assert_num_queries):
    digests(DAY)
    with django_assert_num_queries(2):  # the days of the office, and whether today is made
        actions.make_digests(at=morning(2024, 12, 19, 9), now=NOW)


@pytest.mark.parametrize("count", [1, 3])
def test_making_a_day_takes_as_many_queries_for_one_as_for_three(world, handed, count, django_assert_max_num_queries):
    only_owing(world, *["SYT", "SNNPTNT", "615"][:count])
    with django_assert_max_num_queries(38):
        actions.make_digests(at=AT, now=NOW)
    assert Reminder.objects.count() == count


def test_the_day_is_made_wholly_or_not_at_all(world, handed, monkeypatch):
    only_owing(world, "SYT")

    def die(**_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("movements.actions.reminders.notify_each", die)
        with pytest.raises(KeyboardInterrupt):
            actions.make_digests(at=AT, now=NOW)
    assert not (ReminderDay.objects.exists() or Reminder.objects.exists())
    assert actions.make_digests(at=AT, now=NOW) == 1


# ---- the mail --------------------------------------------------------------------------------------------------------


def test_the_headers(world, handed, mailoutbox):
    only_owing(world, "SYT")
    digests(DAY)
    row = send(of(world, "canbo_khac"))
    assert (row.state, row.sent_at) == ("sent", AT)
    (mail,) = mailoutbox
    headers = mail.message()
    assert headers["Message-ID"] == f"<thidua-reminder-{row.pk}@testserver>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<http://testserver(/thong-bao/thu/.+/)>", mail.extra_headers["List-Unsubscribe"])[1]
    assert f"http://testserver{address}" in mail.body


def test_sent_once_however_often_it_is_called(world, handed, mailoutbox):
    only_owing(world, "SYT")
    digests(DAY)
    for _ in range(3):
        send(of(world, "canbo_khac"))
    assert len(mailoutbox) == 1


def test_an_invitation_invites(world, handed, mailoutbox):
    only_owing(world, "MTTQ")
    person = User.objects.create(username="mttq", full_name="Người MTTQ", unit=world.units["MTTQ"], email="m@x.invalid")
    RoleHolding.objects.create(user=person, role="unit_officer", unit=world.units["MTTQ"])
    digests(DAY)
    send(Reminder.objects.get())
    (mail,) = mailoutbox
    assert mail.subject == "Đề nghị gửi báo cáo, ngày 19/12/2024"
    assert "trân trọng đề nghị" in mail.body
    assert "hạn" not in mail.body.replace("Kính gửi", "")


def test_without_an_address(world, handed):
    User.objects.filter(pk=world.canbo_khac.pk).update(email="")
    only_owing(world, "SYT")
    digests(DAY)
    row = of(world, "canbo_khac")
    assert (row.state, row.get_state_display()) == ("no_address", "Không có địa chỉ")
    assert handed == []
    assert Notice.objects.filter(to=world.canbo_khac).exists()


def test_whoever_left_after_the_digest_was_made_gets_no_mail(world, handed, mailoutbox):
    only_owing(world, "SYT")
    digests(DAY)
    User.objects.filter(pk=world.canbo_khac.pk).update(is_active=False)
    row = send(of(world, "canbo_khac"))
    assert (row.state, row.error) == ("failed", "Tài khoản của người nhận đã ngừng dùng.")
    assert mailoutbox == []


def test_a_mail_of_yesterday_is_not_sent_today(world, handed, mailoutbox):
    """Its words are no longer true, and today's digest may go to the same person."""
    only_owing(world, "SYT")
    digests(DAY)
    row = send(of(world, "canbo_khac"), at=morning(2024, 12, 20))
    assert (row.state, row.error) == ("failed", "Đã qua ngày 19/12/2024, thư không gửi nữa.")
    assert mailoutbox == []


# ---- opting out ------------------------------------------------------------------------------------------------------


def test_a_kind_that_was_switched_off_is_told_in_the_portal_only(world, handed, mailoutbox):
    OptOut.objects.create(person=world.canbo_khac, kind="filing_due", channel="mail")
    only_owing(world, "SYT")
    digests(DAY)
    assert of(world, "canbo_khac").state == "portal_only"
    assert handed == []
    assert Notice.objects.filter(to=world.canbo_khac).count() == 1


def test_the_other_kinds_still_go(world, handed, mailoutbox):
    OptOut.objects.create(person=world.canbo_khac, kind="filing_due", channel="mail")
    only_owing(world, "SYT")
    TermFactory(register_by=dt.date(2024, 12, 24))
    assert len(digests(DAY)["canbo_khac"]) == 2
    send(of(world, "canbo_khac"))
    assert "Đăng ký thi đua" in mailoutbox[0].body and "Báo cáo kết quả" not in mailoutbox[0].body


def test_a_token_stands_for_one_active_person(world):
    token = mail_token(world.canbo)
    assert mail_person(token) == world.canbo
    for wrong in ("", "1", token[:-1], token.replace(str(world.canbo.pk), "9", 1), f"{token}x"):
        assert mail_person(wrong) is None
    User.objects.filter(pk=world.canbo.pk).update(is_active=False)
    assert mail_person(token) is None


# ---- failures --------------------------------------------------------------------------------------------------------


class Broken:
    def __init__(self, error):
        self.error = error

    def send(self):
        raise self.error


def fail(monkeypatch, error):
    monkeypatch.setattr("movements.actions.reminder_mail.reminder_message", lambda *_: Broken(error))


@pytest.mark.parametrize("error", [SMTPException("451 later"), TimeoutError("no answer")])
def test_a_server_that_fails_is_asked_again_five_times(world, handed, monkeypatch, error):
    only_owing(world, "SYT")
    digests(DAY)
    row, now, waits = of(world, "canbo_khac"), NOW, []
    fail(monkeypatch, error)
    for _ in range(5):
        send(row, now=now)
        waits.append((row.queued_at - now).total_seconds() / 60)
        now = max(now, row.queued_at)
    assert waits[:4] == [1, 2, 4, 8]
    assert (row.state, row.attempts) == ("failed", 5)
    assert row.error.startswith("Máy chủ thư không nhận")


def test_a_mistake_of_ours_is_not_tried_again_and_is_not_hidden(world, handed, monkeypatch):
    only_owing(world, "SYT")
    digests(DAY)
    fail(monkeypatch, KeyError("x"))
    with pytest.raises(KeyError):
        send(of(world, "canbo_khac"))
    assert of(world, "canbo_khac").state == "failed"


def test_a_killed_worker_leaves_a_row_that_goes_again_with_the_same_message_id(world, handed, monkeypatch, mailoutbox):
    only_owing(world, "SYT")
    digests(DAY)
    with monkeypatch.context() as patch:
        patch.setattr("thidua.letters._went_out", lambda *_: None)  # sent, not written down
        row = send(of(world, "canbo_khac"))
    assert row.state == "sending"
    actions.free_reminders(now=NOW + dt.timedelta(minutes=1))
    assert of(world, "canbo_khac").state == "sending"  # the lease still runs
    later = NOW + dt.timedelta(minutes=10)
    actions.free_reminders(now=later)
    row = send(row, now=later)
    assert (row.state, row.attempts, row.error.startswith("Lần gửi trước bị ngắt")) == ("sent", 2, True)
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 1
    assert handed == [row.pk] * 2


def test_what_the_broker_lost_is_handed_over_again(world, handed):
    only_owing(world, "SYT")
    digests(DAY)
    actions.free_reminders(now=NOW + dt.timedelta(seconds=59))
    assert len(handed) == 1
    actions.free_reminders(now=NOW + dt.timedelta(seconds=61))
    assert len(handed) == 2


def test_a_worker_that_dies_five_times_gives_up(world, handed):
    only_owing(world, "SYT")
    digests(DAY)
    Reminder.objects.update(state="sending", attempts=5, claim="9" * 32, lease_until=NOW)
    actions.free_reminders(now=NOW + dt.timedelta(minutes=1))
    assert of(world, "canbo_khac").error.startswith("Tiến trình gửi bị ngắt 5 lần")


# ---- again -----------------------------------------------------------------------------------------------------------


def failed(world):
    only_owing(world, "SYT")
    digests(DAY)
    Reminder.objects.update(state="failed", error="Hộp thư đầy.")
    return of(world, "canbo_khac")


def again(world, row, *, by="chuyenvien", at=AT):
    actions.send_reminder_again(reminder=row, by=world.people[by], at=at, now=NOW)


def test_a_failed_mail_goes_again_to_the_address_of_now(world, handed, mailoutbox):
    row = failed(world)
    User.objects.filter(pk=world.canbo_khac.pk).update(email="moi@thidua.invalid")
    row.refresh_from_db()
    again(world, row)
    send(row)
    assert mailoutbox[0].to == ["moi@thidua.invalid"]
    (event,) = Event.objects.of(row)
    assert (event.step, event.by, event.note) == (
        "send_again",
        world.chuyenvien,
        "Người canbo_khac <moi@thidua.invalid>",
    )


def test_not_twice_and_not_another_day(world, handed):
    row = failed(world)
    with pytest.raises(Refused, match="đã qua ngày 19/12/2024"):
        again(world, row, at=morning(2024, 12, 20))
    stale = Reminder.objects.get(pk=row.pk)
    again(world, row)
    with pytest.raises(Refused, match="vừa gửi lại"):
        again(world, stale)
    row.refresh_from_db()
    with pytest.raises(Refused, match="không ở trạng thái"):
        again(world, row)


# ---- by hand ---------------------------------------------------------------------------------------------------------


def remind(world, *usernames, by="chuyenvien", at=AT, note="", period=None):
    from movements.compile.asking import askings
    from thidua.clock import office_date

    about = period or world.periods[4]
    rows = askings(world.people[by], about, today=office_date(at))
    asked = [
        actions.Asked(one.person, (one.line,)) for row in rows for one in row.addressees
        if one.person.username in usernames
    ]  # fmt: skip
    return actions.remind_people(asked=asked, note=note, by=world.people[by], at=at, now=NOW)


def test_by_hand_it_says_who_and_why(world, handed, mailoutbox):
    only_owing(world, "SYT")
    (row,) = remind(world, "canbo_khac", note="Gửi   sớm\u200b giúp.", at=morning(2024, 12, 18))
    line = row.lines.get()
    assert (line.asked_by, line.note, line.by_mail) == (world.chuyenvien, "Gửi sớm giúp.", True)
    (event,) = Event.objects.of(row)
    assert (event.step, event.by, event.note) == ("remind", world.chuyenvien, "Gửi sớm giúp.")
    send(row, at=morning(2024, 12, 18))
    assert "Lời nhắn của Người chuyenvien (Sở Nội vụ): Gửi sớm giúp." in mailoutbox[0].body


def test_the_same_work_is_told_once_a_day(world, handed):
    only_owing(world, "SYT")
    remind(world, "canbo_khac")
    with pytest.raises(Refused, match="đều được nhắc việc này trong hôm nay"):
        remind(world, "canbo_khac")
    assert len(told_on(DAY)["canbo_khac"]) == 1
    assert remind(world, "canbo_khac", at=morning(2024, 12, 20))


def test_by_hand_before_the_digest_it_is_one_mail(world, handed, mailoutbox):
    """The digest adds to the row that still waits; what has gone is not sent a second time."""
    only_owing(world, "SYT")
    TermFactory(register_by=dt.date(2024, 12, 24))
    remind(world, "canbo_khac", at=morning(2024, 12, 19, 7))
    digests(DAY)
    row = send(of(world, "canbo_khac"))
    assert row.lines.filter(by_mail=True).count() == 2
    assert len(mailoutbox) == 1
    assert mailoutbox[0].body.count("Sở Y tế") == 2


def test_after_the_digest_has_gone_it_is_told_in_the_portal(world, handed, mailoutbox):
    TermFactory(register_by=dt.date(2024, 12, 24))
    only_owing(world)
    digests(DAY)
    send(of(world, "canbo_khac"))
    assert remind(world, "canbo_khac", period=world.periods[3])
    row = send(of(world, "canbo_khac"))
    assert [line.by_mail for line in row.lines.all()] == [True, False]
    assert len(mailoutbox) == 1
    assert Notice.objects.filter(to=world.canbo_khac).count() == 2


@pytest.mark.parametrize(("note", "words"), [("x" * 501, "Lời nhắn"), ("", "Chọn ít nhất một người")])
def test_refused_in_words(world, handed, note, words):
    only_owing(world, "SYT")
    with pytest.raises(Refused, match=words):
        remind(world, *(["canbo_khac"] if note else []), note=note)
