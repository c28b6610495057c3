"""Where every unit stands in every period: who owes a filing, to whom, by when, and what became of it.

Queue, heat map, reminders and reports ask here, so that they cannot disagree. Reading only; eight queries, whatever
the number of units and periods.
"""

from collections import defaultdict
from datetime import date, datetime
from functools import cache, cached_property, reduce
from operator import or_
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from movements.enums import DueLevel, Entry, FilingState
from movements.models import DueDate, Extension, Filing, Indicator, Period, ReportingDuty
from thidua.clock import office_date
from thidua.days import office_calendar
from units.enums import Duty, UnitKind
from units.models import Placement, Unit

NOT_DUE, OPEN, OVERDUE, NOT_EXPECTED = "not_due", "open", "overdue", "not_expected"
ON_TIME, LATE, REWORK = "ok_on_time", "ok_late", "rework"
TOLD = ("first_submitted_at", "withdrawn", "on_time", "arrived_on")
SENT = frozenset({ON_TIME, LATE, REWORK})


class Filed(NamedTuple):
    """What a table needs to know of a filing; thousands of these cost a tenth of as many rows of the model.

    Of a filing that was in time nobody asks when it came: `first_submitted_at` is then the bare fact that it did.
    """

    pk: int
    unit_id: int
    period_id: int
    state: str
    first_submitted_at: datetime | bool | None = True
    withdrawn: bool = False
    on_time: bool | None = True
    arrived_on: date | None = None


class UnitLine(NamedTuple):
    """What a table needs to know of a unit; a thousand rows of the model cost more than everything else in it."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    duty: str
    sort_name: str
    search_name: str
    valid_from: date | None
    valid_to: date | None

    @property
    def pk(self):
        return self.id

    def __str__(self):
        return self.name


class Owed(NamedTuple):
    """One filing that a unit owes: the tree of `day` says to whom. `closing`: the unit ended inside the period."""

    unit: UnitLine
    period: Period
    receiver_id: int
    day: date
    closing: bool
    due_on: date | None
    level: str = DueLevel.DIRECT  # whose due date counts: of those that file to Sở Nội vụ, or to their parent
    receiver_until: date | None = None  # the receiver's own last day, where it has one

    @property
    def to_department(self):
        return self.level == DueLevel.DIRECT

    def received_by_department(self, today):
        """Sở Nội vụ also receives what a unit that is no more should have received."""
        return self.to_department or (self.receiver_until is not None and self.receiver_until < today)


class Standing(NamedTuple):
    """What became of one owed filing; `state` is a code of the catalogue `bang_nhiet_hoan_thanh`, or `not_due`."""

    owed: Owed
    filing: Filing | Filed | None  # whatever its state; who may open it is the page's question
    state: str
    days_left: int | None  # working days to the due date while nothing was sent
    days_late: int | None  # working days by which the first sending came too late
    is_sent: bool = False  # and not taken back since

    @property
    def unit(self):
        return self.owed.unit

    @property
    def period(self):
        return self.owed.period

    @property
    def counts(self):
        """Whether it belongs to the denominator of completeness."""
        return self.state not in (NOT_EXPECTED, NOT_DUE)


def standings(periods, *, today, units=None, whole=True):
    """One Standing for each filing owed in each of these periods, in the order of periods and of names.

    `units` narrows to these ids; None is everybody. A personal extension counts as the due date. A table that shows
    a province asks for `whole=False`: its filings are `Filed`.
    """
    periods = list(periods)
    owed = _owed(periods, units)
    filings = {(filing.unit_id, filing.period_id): filing for filing in _filings(periods, units, whole)}
    days = office_calendar()
    left = cache(lambda due_on: days.days_left(today, due_on))
    return [_standing(one, filings.get((one.unit.id, one.period.id)), days, left, today) for one in owed]


def _filings(periods, units, whole):
    rows = Filing.objects.filter(period__in=periods)
    rows = rows if units is None else rows.filter(unit__in=units)
    return rows if whole else _filed(rows)


def _filed(rows):
    """Most filings were sent in time, and of these neither moment nor flags are read: it would be most of the work."""
    others = rows.exclude(on_time=True, withdrawn=False)
    told = {pk: rest for pk, *rest in others.values_list("pk", *TOLD)}
    for row in rows.values_list("pk", "unit_id", "period_id", "state"):
        yield Filed(*row, *told.get(row[0], ()))


def owed_filings(periods, *, units=None):
    """The filings owed, without what became of them."""
    return _owed(list(periods), units)


def owed_by(unit, period):
    """What one unit owes in one period, or None."""
    return next(iter(owed_filings([period], units=[unit.pk])), None)


def _standing(owed, filing, days, days_left, today):
    sent = filing is not None and filing.first_submitted_at is not None and not filing.withdrawn
    if owed.unit.duty == Duty.INVITED:
        return Standing(owed, filing, NOT_EXPECTED, None, None, sent)
    if not sent:
        left = None if owed.due_on is None else days_left(owed.due_on)
        state = NOT_DUE if today <= owed.day else OVERDUE if left is not None and left < 0 else OPEN
        return Standing(owed, filing, state, left, None)
    if filing.state not in FilingState.ARRIVED:
        return Standing(owed, filing, REWORK, None, None, True)
    if filing.on_time is not False:
        return Standing(owed, filing, ON_TIME, None, None, True)
    late = None if owed.due_on is None else -days.days_left(_arrived(filing), owed.due_on)
    return Standing(owed, filing, LATE, None, late, True)


def _arrived(filing):
    """The day that is judged: of the paper where it was entered from one."""
    return filing.arrived_on or office_date(filing.first_submitted_at)


def _owed(periods, units):
    tree = _Tree(units)
    kinds, named = _duties(periods)
    due = {(row.period_id, row.level): row.due_on for row in DueDate.objects.filter(period__in=periods)}
    extended = {(row.unit_id, row.period_id): row.due_on for row in Extension.objects.filter(period__in=periods)}
    found = []
    for period in periods:
        kinds_owing, units_owing = kinds[period.pk], named[period.pk]
        for unit in tree.units:
            if unit.kind not in kinds_owing and unit.id not in units_owing:  # `pk` is a search of its own each time
                continue
            day = _counting_day(unit, period)
            to = day and tree.receiver_on(unit, day)
            if not to:
                continue
            receiver, level, until = to
            due_on = extended.get((unit.id, period.id), due.get((period.id, level)))
            found.append(Owed(unit, period, receiver, day, day < period.last_day, due_on, level, until))
    return found


def _counting_day(unit, period):
    """The day whose tree counts: the period's last, or the own last day of a unit that ended inside; None: absent."""
    if unit.valid_from and unit.valid_from > period.last_day:
        return None
    if unit.valid_to is None or unit.valid_to >= period.last_day:
        return period.last_day
    return unit.valid_to if unit.valid_to >= period.first_day else None


def _duties(periods):
    """({period: kinds of unit}, {period: units by name}) that fill in at least one box at the period's end."""
    boxes = Indicator.objects.filter(Q(entry__in=Entry.BOXES) | Q(meaning_from__isnull=False))
    duties = ReportingDuty.objects.filter(indicator__in=boxes)
    duties = list(duties.values_list("indicator", "unit_kind", "unit", "valid_from", "valid_to"))
    kinds, named = defaultdict(set), defaultdict(set)
    boxes = list(boxes)
    for period in periods:
        day = period.last_day
        due = {one.pk for one in boxes if one.is_followed_on(day) and one.as_of(day).has_box(period.frequencies)}
        for indicator, kind, unit, start, end in duties:
            if indicator in due and (start is None or start <= day) and (end is None or day <= end):
                (kinds if kind else named)[period.pk].add(kind or unit)
    return kinds, named


_LINE = [f"unit__{name}" for name in UnitLine._fields[:-2]]
_DAYS = ("unit__valid_from", "unit__valid_to", "parent__valid_to", "valid_from", "valid_to")
_NO_DAYS = (None,) * len(_DAYS)
_ANY_DAY = reduce(or_, (Q(**{f"{name}__isnull": False}) for name in _DAYS))


class _Tree:
    """Units that ever stood in the tree, in the order of names, and their parents by day.

    Few rows have a day in them, and reading days is most of the work: those few are read apart.
    """

    def __init__(self, units):
        rows = Placement.objects.order_by("unit__sort_name", "unit__code", "pk")
        rows = rows if units is None else rows.filter(unit__in=units)
        dated = {pk: days for pk, *days in rows.filter(_ANY_DAY).values_list("pk", *_DAYS)}
        self.units, self.spans = [], defaultdict(list)
        for pk, parent, kind, code, *line in rows.values_list("pk", "parent", "parent__kind", "parent__code", *_LINE):
            unit_from, unit_to, *days = dated.get(pk, _NO_DAYS)
            if line[0] not in self.spans:
                self.units.append(UnitLine(*line, unit_from, unit_to))
            self.spans[line[0]].append((parent, kind, code, *days))

    @cached_property
    def department(self):
        """Id of Sở Nội vụ, which mostly stands among the units."""
        code = settings.OFFICE["department_code"]
        known = (unit.id for unit in self.units if unit.code == code)
        return next(known, None) or Unit.objects.filter(code=code).values_list("pk", flat=True).first()

    def receiver_on(self, unit, day):
        """(id of the unit that receives, level whose due date counts, its own last day), None of who stands nowhere.

        The parent of the day receives; Sở Nội vụ for the province.
        """
        for parent, kind, code, until, start, end in self.spans[unit.id]:
            if (start is None or start <= day) and (end is None or day <= end) and (until is None or day <= until):
                if kind != UnitKind.PROVINCE:
                    return parent, DueLevel.COMMUNE, until
                return (self.department, DueLevel.DIRECT, None) if code in settings.OFFICE["province_codes"] else None
        return None
