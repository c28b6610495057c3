"""Reminders, notices of one's own and calendars in the access matrix."""

import datetime as dt

from movements.compile.tokens import hash_of, mail_token
from movements.models import CalendarFeed, Reminder, ReminderLine
from tests.access.people import EVERYONE, PROVINCE, only

AT = dt.datetime(2024, 12, 18, 1, tzinfo=dt.UTC)
OFFICERS = ("canbo", "canbo_khac", "canbo_dakha", "canbo_xa")
REMIND = (*OFFICERS, "chuyenvien", "truongphong")
TOKEN = "a-long-and-random-word-of-the-tests"


def stage(world):
    """A mail to the officer of Sở Nông nghiệp that did not go, and the address of that officer's calendar."""
    reminder = Reminder.objects.create(
        person=world.canbo, day=AT.date(), address="canbo@thidua.invalid", state="failed", error="Hộp thư đầy.",
        made_at=AT, queued_at=AT,
    )  # fmt: skip
    ReminderLine.objects.create(
        reminder=reminder, key="filing_due:period:1:1", kind="filing_due", unit=world.units["SNNPTNT"],
        text="Báo cáo kết quả quý IV.", path="/ket-qua/", by_mail=True, at=AT,
    )  # fmt: skip
    CalendarFeed.objects.create(person=world.canbo, token_hash=hash_of(TOKEN), made_at=AT)
    return {"reminder": reminder.pk, "mail_token": mail_token(world.canbo), "feed_token": TOKEN}


def public():
    return only(EVERYONE, also={"anonymous": 200})


SEES = ("canbo", "thutruong", *PROVINCE)
AGAIN = ("canbo", "chuyenvien", "truongphong")  # the second is told that it waits already
ROWS = {
    "movements:outbox_list": ("get", (), only(EVERYONE)),
    "movements:outbox_detail": ("get", ("reminder",), only(SEES)),
    "movements:outbox_again": (
        "post", ("reminder",), only(AGAIN, 302, also=dict.fromkeys([name for name in SEES if name not in AGAIN], 403)),
    ),
    "movements:reminder_compose": ("get", (), only(REMIND, others=403)),
    "movements:my_notices": ("get", (), only(EVERYONE)),
    "movements:mail_choices": ("get", ("mail_token",), public()),
    "movements:calendar_address": ("post", (), only(EVERYONE)),
    "movements:calendar_file": ("get", (), only(EVERYONE)),
    "movements:calendar_feed": ("get", ("feed_token",), public()),
}  # fmt: skip
STEPS = {}
