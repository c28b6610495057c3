"""Lists of filings: what a person receives, and what a unit owes. Reading only."""

from collections import Counter
from datetime import date, datetime
from functools import cache, partial
from itertools import starmap
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from movements.compile.standing import REWORK, UnitLine, owed_filings
from movements.enums import FilingState
from movements.models import Filing, Period, ReportingDuty
from thidua.days import office_calendar
from thidua.text import search_key
from units.enums import Duty, Role, UnitKind
from units.models import Placement, Unit
from units.roles import RECEIVES_FOR_DEPARTMENT

NOT_SENT, OVERDUE, INVITED = "open", "overdue", "not_expected"
LABELS = dict(FilingState.choices) | {
    NOT_SENT: "Chưa gửi, còn hạn",
    OVERDUE: "Quá hạn chưa gửi",
    INVITED: "Đề nghị báo cáo, chưa gửi",
    REWORK: "Trả lại, chưa gửi lại",
    "idle": "Chưa bắt đầu",
}


class Received(NamedTuple):
    """What a list says of a filing that was sent; the model's row is fetched where one is opened."""

    pk: int
    unit_id: int
    state: str
    entered_by_id: int | None
    on_time: bool | None
    correct_by: date | None


class Row(NamedTuple):
    """One unit in a list of filings; `filing` only if this person may open it."""

    unit: UnitLine
    filing: Received | None
    state: str
    due_on: date | None
    days_left: int | None  # working days; None once it has been sent
    on_time: bool | None
    sent_at: datetime | None = None  # of the rows that a page shows: `with_moments`
    correct_by: date | None = None  # of what was given back
    correct_left: int | None = None  # working days to it, negative when past

    @property
    def label(self):
        return LABELS[self.state]

    @property
    def is_entered(self):
        return self.filing is not None and self.filing.entered_by_id is not None


def may_start(user):
    """Whether this person opens the filings of their own unit."""
    return user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id)


def receiving_unit(user):
    """Whose children this person looks after: the province's for those who see it, else their own unit's."""
    return None if user.sees_province else user.unit


def expected_units(receiver, period, *, today=None):
    """Units that owe `receiver` a filing of `period`; None stands for Sở Nội vụ, which receives the province's."""
    return [one.unit for one in _expected(receiver, period, today or period.last_day)]


def _expected(receiver, period, today):
    owed = owed_filings([period], units=_ever_below(receiver))
    if receiver is None:
        return [one for one in owed if one.received_by_department(today)]
    return [one for one in owed if one.receiver_id == receiver.pk]


def _ever_below(receiver):
    """Units that stood right below the receiver on any day; Sở Nội vụ also receives for those that are no more."""
    if receiver is None:
        above = Q(parent__kind=UnitKind.PROVINCE) | Q(parent__valid_to__isnull=False)
    else:
        above = Q(parent=receiver)
    return Placement.objects.filter(above).values("unit")


def expected_on(receiver, day):
    """Units that answer to `receiver` on a day: they fill in something, and stand right below it in the tree."""
    if receiver is None:
        top = Unit.objects.on(day).filter(code__in=settings.OFFICE["province_codes"]).first()
    else:
        top = receiver
    if top is None:
        return Unit.objects.none()
    duties = ReportingDuty.objects.on(day)
    kinds = duties.exclude(unit_kind="").values("unit_kind")
    named = duties.filter(unit__isnull=False).values("unit")
    return Unit.objects.children_of(top, day).filter(Q(kind__in=kinds) | Q(pk__in=named)).in_order()


def queue_rows(user, period, *, today):
    """Every unit that files to where this person sits, with what it has sent; eight queries, whatever the size."""
    receiver = receiving_unit(user)
    if receiver is None and not user.sees_province:
        return []  # a person without a unit receives nothing
    rows = Filing.objects.visible_to(user).filter(period=period, unit__in=_ever_below(receiver))
    rows = rows.filter(first_submitted_at__isnull=False).values_list(*Received._fields)
    sent = {one.unit_id: one for one in starmap(Received, rows)}
    left = cache(partial(office_calendar().days_left, today))
    return [_row(one, sent.get(one.unit.id), left) for one in _expected(receiver, period, today)]


def _row(owed, filing, days_left):
    unit, due_on = owed.unit, owed.due_on
    if filing is not None:
        state = filing.state if filing.state in FilingState.ARRIVED else REWORK
        correct_by = filing.correct_by if state == REWORK else None
        left = None if correct_by is None else days_left(correct_by)
        return Row(unit, filing, state, due_on, None, filing.on_time, None, correct_by, left)
    if unit.duty == Duty.INVITED:
        return Row(unit, None, INVITED, due_on, None, None)
    left = None if due_on is None else days_left(due_on)
    return Row(unit, None, OVERDUE if left is not None and left < 0 else NOT_SENT, due_on, left, None)


def with_moments(rows):
    """The rows of one page, with the moment of the newest sending."""
    sent = [row.filing.pk for row in rows if row.filing]
    moments = dict(Filing.objects.filter(pk__in=sent).values_list("pk", "submitted_at"))
    return [row._replace(sent_at=moments[row.filing.pk]) if row.filing else row for row in rows]


def filtered(rows, *, state="", words=""):
    """Rows in a state, or whose unit's name holds the words; accents and case do not matter."""
    key = search_key(words)
    return [r for r in rows if (not state or r.state == state) and (not key or key in r.unit.search_name)]


def counts(rows):
    """(state, label, number) of the states that occur, in the order of the work."""
    order = [NOT_SENT, OVERDUE, REWORK, *FilingState.values, INVITED]
    found = Counter(row.state for row in rows)
    return [(state, LABELS[state], found[state]) for state in order if found[state]]


def open_periods(today):
    """Periods that have ended and have a due date: what can be filed, newest first."""
    return Period.objects.filed().filter(last_day__lt=today, due_dates__isnull=False).distinct().order_by("-last_day")


def receives_here(user):
    """Whether this person checks what is sent to where they sit, not only looks on."""
    return user.has_role(*RECEIVES_FOR_DEPARTMENT) if user.sees_province else user.has_role(Role.UNIT_OFFICER)


def answers_for_unit(user):
    """Whether this person fills in or signs what their own unit files."""
    if user.unit_id is None:
        return False
    return user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id) or user.signs_for(user.unit_id)


def first_waiting(rows):
    """The key of the filing that has waited longest for its receiver, or None."""
    waiting = [row.filing.pk for row in rows if row.state in FilingState.WITH_RECEIVER]
    return (
        Filing.objects.filter(pk__in=waiting).order_by("first_submitted_at", "pk").values_list("pk", flat=True).first()
    )


def own_filings(user, periods):
    """The unit's own filings of these periods, by period."""
    filings = Filing.objects.visible_to(user).filter(unit=user.unit_id, period__in=periods).with_names().with_due()
    return {filing.period_id: filing for filing in filings}


def own_owed(user, periods):
    """What the unit owes in these periods, by period; a unit that has ended owes its closing filing and no more."""
    return {one.period.pk: one for one in owed_filings(periods, units=[user.unit_id])}


def own_periods(user, today):
    """The periods in which the unit may file now, newest first; one that has ended need not wait."""
    ended = Q(last_day__lt=today)
    if user.unit.valid_to is not None and user.unit.valid_to < today:
        ended |= Q(first_day__lte=user.unit.valid_to, last_day__gte=user.unit.valid_to)
    return Period.objects.filed().filter(ended, due_dates__isnull=False).distinct().order_by("-last_day")
