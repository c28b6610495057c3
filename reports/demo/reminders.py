"""The demo's outbox: what went out the day before the demo's clock starts, through the real acts; a few people only."""

from datetime import date

from movements.actions import Asked, make_digests, remind_people, send_reminder
from movements.compile.asking import askings
from movements.enums import ReminderState
from movements.models import Period, Reminder, ReminderDay
from reports.demo.accounts import WALK_COMMUNE, WALK_DISTRICT
from reports.demo.plan import NOW, at_office
from units.load import LoadReport, ids
from units.models import Unit, User

DAY = date(2024, 12, 17)  # three working days before departments and districts are due, one before communes
BY_RULE = ("SNNPTNT", "SCT", "SGTVT", "SNV", WALK_DISTRICT, WALK_COMMUNE, "C23518")
BY_HAND = 2  # units that Sở Nội vụ reminds itself
NOTE = "Đề nghị gửi trước giờ giao ban sáng thứ Sáu (minh họa)."


def load_reminders() -> LoadReport:
    """The digests of that morning for a handful of units, and one reminder by hand; needs people and filings."""
    if ReminderDay.objects.exists():
        return LoadReport()
    morning, later = at_office(DAY, 0), at_office(DAY, 125)
    known = ids(Unit)
    make_digests(at=morning, now=morning, units=[known[code] for code in BY_RULE])
    _send(morning)
    _remind_by_hand(later, [pk for code, pk in known.items() if code not in BY_RULE])
    _send(later)
    return LoadReport(created=Reminder.objects.count())


def _remind_by_hand(at, units):
    officer = User.objects.get(username="chuyenvien")
    period = Period.objects.get(kind="quarter", year=NOW[0], index=NOW[1])
    open_ones = [row for row in askings(officer, period, today=DAY) if row.addressees and row.unit.pk in units]
    asked = [Asked(one.person, (one.line,)) for row in open_ones[:BY_HAND] for one in row.addressees if one.ticked]
    remind_people(asked=asked, note=NOTE, by=officer, at=at, now=at)


def _send(at):
    for pk in Reminder.objects.filter(state=ReminderState.PENDING).values_list("pk", flat=True):
        send_reminder(reminder_id=pk, at=at, now=at)
