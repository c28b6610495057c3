"""Lists of filings: what a person receives, and what a unit owes. Reading only."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from movements.enums import DueLevel, FilingState
from movements.models import DueDate, Filing, Period, ReportingDuty
from thidua.days import office_calendar
from thidua.text import search_key
from units.enums import Duty, Role
from units.models import Unit
from units.roles import RECEIVES_FOR_DEPARTMENT

NOT_SENT, OVERDUE, INVITED = "open", "overdue", "not_expected"
LABELS = dict(FilingState.choices) | {
    NOT_SENT: "Chưa gửi, còn hạn",
    OVERDUE: "Quá hạn chưa gửi",
    INVITED: "Đề nghị báo cáo, chưa gửi",
    "idle": "Chưa bắt đầu",
}


@dataclass(frozen=True)
class Row:
    """One unit in a list of filings; `filing` only if this person may open it."""

    unit: Unit
    filing: Filing | None
    state: str
    due_on: date | None
    days_left: int | None  # working days; None once it has been sent
    sent_at: datetime | None
    on_time: bool | None

    @property
    def label(self):
        return LABELS[self.state]


def may_start(user):
    """Whether this person opens the filings of their own unit."""
    return user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id)


def receiving_unit(user):
    """Whose children this person looks after: the province's for those who see it, else their own unit's."""
    return None if user.sees_province else user.unit


def expected_units(receiver, period):
    """Units that owe `receiver` a filing of `period`; None stands for Sở Nội vụ, which receives the province's."""
    return expected_on(receiver, period.last_day)


def expected_on(receiver, day):
    """Units that answer to `receiver` on a day: they fill in something, and stand right below it in the tree."""
    if receiver is None:
        top = Unit.objects.on(day).filter(code__in=settings.OFFICE["province_codes"]).first()
    else:
        top = receiver
    if top is None:
        return Unit.objects.none()
    kinds = ReportingDuty.objects.exclude(unit_kind="").values("unit_kind")
    named = ReportingDuty.objects.filter(unit__isnull=False).values("unit")
    return Unit.objects.children_of(top, day).filter(Q(kind__in=kinds) | Q(pk__in=named)).in_order()


def queue_rows(user, period, *, today):
    """Every unit that files to where this person sits, with what it has sent; five queries, whatever the size."""
    receiver = receiving_unit(user)
    if receiver is None and not user.sees_province:
        return []  # a person without a unit receives nothing
    units = list(expected_units(receiver, period))
    filings = Filing.objects.visible_to(user).filter(period=period, unit__in=[u.pk for u in units])
    sent = {filing.unit_id: filing for filing in filings.with_names() if filing.first_submitted_at}
    level = DueLevel.DIRECT if receiver is None else DueLevel.COMMUNE
    due_on = DueDate.objects.filter(period=period, level=level).values_list("due_on", flat=True).first()
    left = None if due_on is None else office_calendar().days_left(today, due_on)
    return [_row(unit, sent.get(unit.pk), due_on, left) for unit in units]


def _row(unit, filing, due_on, left):
    if filing is not None:
        return Row(unit, filing, filing.state, due_on, None, filing.submitted_at, filing.on_time)
    invited = unit.duty == Duty.INVITED
    state = INVITED if invited else OVERDUE if left is not None and left < 0 else NOT_SENT
    return Row(unit, None, state, due_on, None if invited else left, None, None)


def filtered(rows, *, state="", words=""):
    """Rows in a state, or whose unit's name holds the words; accents and case do not matter."""
    key = search_key(words)
    return [r for r in rows if (not state or r.state == state) and (not key or key in r.unit.search_name)]


def counts(rows):
    """(state, label, number) of the states that occur, in the order of the work."""
    order = [NOT_SENT, OVERDUE, *FilingState.values, INVITED]
    found = {state: sum(row.state == state for row in rows) for state in order}
    return [(state, LABELS[state], n) for state, n in found.items() if n]


def open_periods(today):
    """Periods that have ended and have a due date: what can be filed, newest first."""
    return Period.objects.filed().filter(last_day__lt=today, due_dates__isnull=False).distinct().order_by("-last_day")


def receives_here(user):
    """Whether this person checks what is sent to where they sit, not only looks on."""
    return user.has_role(*RECEIVES_FOR_DEPARTMENT) if user.sees_province else user.has_role(Role.UNIT_OFFICER)


def answers_for_unit(user):
    """Whether this person fills in or signs what their own unit files."""
    return user.unit_id is not None and user.has_role(Role.UNIT_OFFICER, Role.UNIT_HEAD, unit_id=user.unit_id)


def first_waiting(rows):
    """The filing that has waited longest for its receiver, or None."""
    waiting = [row.filing for row in rows if row.state in FilingState.WITH_RECEIVER]
    return min(waiting, key=lambda filing: filing.first_submitted_at, default=None)


def own_filings(user, periods):
    """The unit's own filings of these periods, by period."""
    filings = Filing.objects.visible_to(user).filter(unit=user.unit_id, period__in=periods).with_names().with_due()
    return {filing.period_id: filing for filing in filings}
