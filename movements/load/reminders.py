"""When reminders go out, as the office begins with it; administrators change the rows afterwards."""

from django.db import transaction

from movements.enums import Audience
from movements.models import ReminderRule
from units.enums import NoticeKind
from units.load import LoadReport, upsert

BEFORE_AND_AFTER = (10, 3, 1, -1, -5)
AROUND_CORRECTION = (3, 1, -1, -5)  # a correction is asked for within a week
WAITED = (-3, -7)
DATED = (NoticeKind.FILING_DUE, NoticeKind.REGISTRATION_DUE, NoticeKind.CORRECTION)
ESCALATION = ((-1, Audience.HEAD), (-5, Audience.DEPARTMENT))


@transaction.atomic
def load_reminder_rules() -> LoadReport:
    """The holder before and after, the head one working day after, Sở Nội vụ five after; a row kept off stays off."""
    rules = [(kind, days, Audience.HOLDER) for kind in DATED[:2] for days in BEFORE_AND_AFTER]
    rules += [(NoticeKind.CORRECTION, days, Audience.HOLDER) for days in AROUND_CORRECTION]
    rules += [(NoticeKind.WAITING, days, Audience.HOLDER) for days in WAITED]
    rules += [(kind, *rule) for kind in DATED for rule in ESCALATION]
    rows = [{"kind": kind, "days": days, "audience": who, "active": True} for kind, days, who in rules]
    return upsert(ReminderRule, ["kind", "days", "audience"], rows, once=["active"])
