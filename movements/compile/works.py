"""What lies on whose desk and until when: filings, registrations, corrections; and what waits for its receiver.

Reminders, the outbox and the calendars of people ask here. Reading only, in a number of queries that does not grow.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from movements.compile.standing import NOT_DUE, NOT_EXPECTED, OPEN, OVERDUE, standings
from movements.compile.terms import DueDays, TermKinds
from movements.enums import FilingState, RegistrationState
from movements.models import Filing, Period, Registration, ReportingDuty, Term
from thidua.calendar import Calendar
from thidua.clock import office_date
from thidua.days import office_calendar
from thidua.models import Event
from units.enums import Duty, NoticeKind, Role
from units.models import Placement, Unit
from units.models.tree import on_day

CORRECTION_DAYS = 5  # working days for a correction, from the day it was asked for
ASKS_AGAIN = ("return", "unlock")  # steps after which the unit must send again
WITH_HEAD = RegistrationState.WITH_HEAD | {FilingState.TO_HEAD}
WITH_UNIT = FilingState.EDITABLE | {FilingState.TO_HEAD}
REGISTRATION_WITH_UNIT = RegistrationState.EDITABLE | RegistrationState.WITH_HEAD


@dataclass(frozen=True)
class Work:
    """One filing or registration that a unit has still to send, and the day by which."""

    kind: str  # a NoticeKind
    unit: Unit
    about: Period | Term
    row: Filing | Registration | None
    receiver_id: int
    due_on: date
    days_left: int  # working days, negative when past
    since: date | None = None  # of a correction: the day it was asked for

    @property
    def is_invited(self):
        return self.unit.duty == Duty.INVITED

    @property
    def is_late(self):
        return self.days_left < 0 and not self.is_invited

    @property
    def waits_for_head(self):
        return self.row is not None and self.row.state in WITH_HEAD

    @property
    def holder(self):
        """The role in the unit that has to act next."""
        return Role.UNIT_HEAD if self.waits_for_head else Role.UNIT_OFFICER

    @property
    def noun(self):
        """ "báo cáo kết quả quý IV và năm 2024", as inside a sentence."""
        return noun_of(self.about)

    @property
    def key(self):
        return f"{self.kind}:{key_of(self.about)}:{self.unit.pk}"

    @property
    def path(self):
        """Where it is done."""
        if self.row is None:
            return list_path(self.about)
        page = "filing_detail" if isinstance(self.about, Period) else "registration_detail"
        return reverse(f"movements:{page}", args=[self.row.pk])


def noun_of(about):
    if isinstance(about, Period):
        return f"báo cáo kết quả {about.filing_name}"
    return f"đăng ký thi đua {about.name}"


def key_of(about):
    return f"{about._meta.model_name}:{about.pk}"


def list_path(about):
    page = "filing_list" if isinstance(about, Period) else "registration_list"
    return f"{reverse(f'movements:{page}')}?ky={about.pk}"


# ---- what units have still to send -----------------------------------------------------------------------------------


def works(*, today, first=None, last=None, units=None):
    """What is still to be sent with a due day from `first` to `last`, and every correction. `units`: only these ids."""
    desk = Desk(today, units)
    periods = Period.objects.filed().filter(
        Q(due_dates__due_on__range=(first, last)) | Q(extensions__due_on__range=(first, last))
    )
    days = Q(register_by__range=(first, last)) | Q(deadlines__due_on__range=(first, last))
    terms = Term.objects.filter(days).distinct()
    return [*desk.filings(periods.distinct()), *desk.registrations(terms), *desk.corrections()]


def works_of(about, *, today, units=None):
    """What units have still to send in one period, or for one term."""
    desk = Desk(today, units)
    corrections = [work for work in desk.corrections(about) if work.about == about]
    first = desk.filings([about]) if isinstance(about, Period) else desk.registrations([about])
    return [*first, *corrections]


class Desk:
    """One day at the office: its calendar, and what has not been sent on it."""

    def __init__(self, today, units=None, days: Calendar | None = None):
        self.today, self.units = today, units
        self.days = days or office_calendar()

    def filings(self, periods):
        """First sendings that are still owed or asked for; a unit that is asked never owes."""
        rows = standings(periods, today=self.today, units=self.units)
        open_ones = [
            row for row in rows
            if row.state in (NOT_DUE, OPEN, OVERDUE) or (row.state == NOT_EXPECTED and not row.is_sent)
        ]  # fmt: skip
        return [self._first(row) for row in open_ones if row.owed.due_on is not None]

    def _first(self, row):
        due_on = row.owed.due_on
        return Work(
            NoticeKind.FILING_DUE, row.unit, row.period, row.filing, row.owed.receiver_id, due_on, self._left(due_on)
        )

    def registrations(self, terms):
        """First registrations that are not sent, of every unit that stands in the tree on the term's first day."""
        terms = list(terms)
        rows = Registration.objects.filter(term__in=terms, **self._narrow())
        there = {(row.unit_id, row.term_id): row for row in rows}
        found = [
            (unit, receiver_id, due_on, term, there.get((unit.pk, term.pk)))
            for term in terms
            for unit, receiver_id, due_on in self.registering(term)
        ]
        return [
            Work(NoticeKind.REGISTRATION_DUE, unit, term, row, receiver_id, due_on, self._left(due_on))
            for unit, receiver_id, due_on, term, row in found
            if row is None or row.first_submitted_at is None
        ]

    def registering(self, term):
        """(unit, id of its receiver, due day) of everybody who registers for the term."""
        due = DueDays(term)
        placed = Placement.objects.filter(on_day(term.first_day), **self._narrow())
        placed = placed.filter(on_day(term.first_day, "unit__"))
        for placement in placed.select_related("unit", "parent").order_by("unit__sort_name", "unit__code"):
            unit, parent = placement.unit, placement.parent
            reports = unit.kind in self._duties[0] or unit.pk in self._duties[1]
            if reports and self._kinds.of(unit) == term.kind:
                yield unit, self.department if parent.is_province else parent.pk, due.of(unit)

    def corrections(self, about=None):
        """What came back and has not been sent again, with the day by which it should be."""
        sent = {"first_submitted_at__isnull": False, **self._narrow()}
        filings = Filing.objects.filter(**sent, withdrawn=False, state__in=WITH_UNIT)
        registrations = Registration.objects.filter(**sent, state__in=REGISTRATION_WITH_UNIT)
        filings, registrations = filings.select_related("unit", "period"), registrations.select_related("unit", "term")
        rows = [] if isinstance(about, Term) else list(filings.filter(**({"period": about} if about else {})))
        rows += [] if isinstance(about, Period) else list(registrations.filter(**({"term": about} if about else {})))
        asked = _asked_again(rows)
        return [self._correction(row, asked.get((row._meta.label_lower, row.pk))) for row in rows]

    def _correction(self, row, asked_at):
        since = office_date(asked_at or row.submitted_at)
        own_day = row.correct_by if isinstance(row, Filing) else None  # a registration has no day of its own
        due_on = own_day or self.days.add_working_days(since, CORRECTION_DAYS)
        about = row.period if isinstance(row, Filing) else row.term
        left = self._left(due_on)
        return Work(NoticeKind.CORRECTION, row.unit, about, row, row.receiver_id, due_on, left, since)

    def _left(self, due_on):
        return self.days.days_left(self.today, due_on)

    def _narrow(self):
        return {} if self.units is None else {"unit__in": self.units}

    @cached_property
    def _kinds(self):
        return TermKinds()

    @cached_property
    def department(self):
        return department_id()

    @cached_property
    def _duties(self):
        """(kinds of unit, units by name) that report at all, and so register."""
        rows = list(ReportingDuty.objects.values_list("unit_kind", "unit"))
        return {kind for kind, _ in rows if kind}, {unit for _, unit in rows if unit}


def department_id():

    return Unit.objects.filter(code=settings.OFFICE["department_code"]).values_list("pk", flat=True).first()


def _asked_again(rows):
    """{(model, key): when it was last returned or unlocked}."""
    keys = defaultdict(list)
    for row in rows:
        keys[row._meta.label_lower].append(row.pk)
    wanted = Q(pk__in=[])
    for label, pks in keys.items():
        wanted |= Q(about=label, about_id__in=pks)
    events = Event.objects.filter(wanted, step__in=ASKS_AGAIN).order_by("pk")
    return {(about, pk): at for about, pk, at in events.values_list("about", "about_id", "at")}


# ---- what waits for its receiver -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """One filing or registration on its receiver's desk, and since when."""

    about: Period | Term
    receiver: Unit
    since: date


def waiting():
    """Everything that was sent and is neither accepted nor returned."""
    filings = Filing.objects.filter(state__in=FilingState.WITH_RECEIVER).select_related("period", "receiver")
    registrations = Registration.objects.filter(state__in=RegistrationState.WITH_RECEIVER)
    registrations = registrations.select_related("term", "receiver")
    rows = [(row.period, row) for row in filings] + [(row.term, row) for row in registrations]
    return [Waiting(about, row.receiver, office_date(row.submitted_at)) for about, row in rows]
