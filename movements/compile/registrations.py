"""Reading registrations: what a unit undertakes for a term, with what stood there last year; and who has registered."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from movements.arithmetic import over_time, shown_value
from movements.compile.box import target_words
from movements.compile.history import amount_of, break_between, breaks_of
from movements.compile.queue import INVITED, NOT_SENT, OVERDUE, expected_on, receiving_unit
from movements.compile.terms import DueDays, TermKinds, due_for, term_kind_of
from movements.enums import Basis, Better, Comparison, FilingState, Level, OverTime, PeriodKind, RegistrationState
from movements.models import Figure, Indicator, Movement, Period, RegisteredTarget, Registration, Term
from thidua import calendar
from thidua.days import office_calendar
from thidua.models import Event
from thidua.text import format_number
from units.enums import Duty
from units.models import Ancestry, Unit
from units.models.tree import on_day

REGISTRATION_LABELS = dict(RegistrationState.choices) | {
    NOT_SENT: "Chưa đăng ký, còn hạn",
    OVERDUE: "Quá hạn chưa đăng ký",
    INVITED: "Đề nghị đăng ký, chưa gửi",
    "idle": "Chưa bắt đầu",
}
RETURNS = ("return", "amend_return")


STEPS_UP = frozenset({Comparison.RISE_BY_RANKS, Comparison.INCREASE_BY})


def term_quarters(term):
    """The quarters that close within the term, as periods of NĐ 09/2019; they need not be in the table yet."""
    years = range(term.first_day.year, term.last_day.year + 1)
    spans = [calendar.span("quarter", year, index) for year in years for index in range(1, 5)]
    return [
        Period(
            kind=PeriodKind.QUARTER, year=s.year, index=s.index, basis=Basis.DECREE_09, first_day=s.first,
            last_day=s.last,
        )
        for s in spans
        if term.first_day <= s.last <= term.last_day
    ]  # fmt: skip


def owed_over(unit, term):
    """Indicators that the unit fills in at least once during the term: what it may set itself a target for."""
    asked = Q(pk__in=[])
    for quarter in term_quarters(term):
        asked |= on_day(quarter.last_day) & Q(frequency__in=quarter.frequencies)
    rows = Indicator.objects.boxes_on(term.last_day).owed_by(unit, term.last_day).filter(asked)
    return rows.select_related("movement", "point").in_order()


def open_movements(unit, term):
    """Movements that run in the term's year and reach the unit: the centre's, the province's, its own and its
    superiors'; what a neighbour launched for itself is not offered."""
    above = Ancestry.objects.filter(on_day(term.first_day), descendant=unit).values("ancestor")
    reaching = Q(level__in=(Level.CENTRAL, Level.PROVINCE)) | Q(launching_unit__in=above)
    return Movement.objects.running(term.year).filter(reaching).for_list()


@dataclass(frozen=True)
class MovementLine:
    """One movement that the unit may take part in, and what it undertakes there."""

    movement: Movement
    registered: object | None  # RegisteredMovement

    @property
    def anchor(self):
        return f"phong-trao-{self.movement.pk}"


@dataclass(frozen=True)
class LastResult:
    """A unit's result of the year before, in the indicator's smallest unit, and the last quarter it holds."""

    value: int
    quarter: int

    @property
    def is_whole_year(self):
        return self.quarter == 4


@dataclass(frozen=True)
class TargetLine:
    """One indicator: the target of this term, and what was reached and registered the year before."""

    indicator: Indicator
    target: RegisteredTarget | None
    last_result: LastResult | None
    last_target: RegisteredTarget | None
    marked: bool  # the receiver pointed at it when returning
    last_day: date | None = None  # of last year's term: by whose definition its target reads

    @property
    def code(self):
        return self.indicator.code

    @property
    def shown(self):
        return _words(self.target, self.indicator)

    @property
    def last_target_shown(self):
        return _words(self.last_target, self.indicator.as_of(self.last_day) if self.last_day else self.indicator)

    @property
    def last_shown(self):
        return "–" if self.last_result is None else format_number(self.last_result.value, self.indicator.decimals)

    @property
    def written_last(self):
        """Last year's figure as the unit has written it beside its target."""
        value = self.target.last_value if self.target else None
        return "–" if value is None else format_number(value, self.indicator.decimals)

    @property
    def direction(self):
        return self.indicator.get_better_display()

    @property
    def falls_short(self):
        """Aimed no better than what was reached the year before: allowed, and worth a word of explanation."""
        last = self.last_result.value if self.last_result else self.target.last_value if self.target else None
        if self.target is None or last is None or self.target.comparison in STEPS_UP:
            return False
        worse = {Better.UP: self.target.value < last, Better.DOWN: self.target.value > last}
        return worse.get(self.indicator.better, False) and not self.target.note


def _words(target, indicator):
    if target is None:
        return "–"
    target.indicator = indicator
    return target_words(target)


@dataclass(frozen=True)
class TargetSection:
    """The target lines of one movement of the dictionary."""

    movement: Movement | None
    lines: tuple[TargetLine, ...]

    @property
    def name(self):
        return self.movement.name if self.movement else "Công tác thi đua, khen thưởng chung"

    @property
    def anchor(self):
        return f"chi-tieu-{self.movement.pk if self.movement else 0}"

    @property
    def filled(self):
        return sum(line.target is not None for line in self.lines)


@dataclass(frozen=True)
class Lines:
    """All that one registration can hold."""

    movements: tuple[MovementLine, ...]
    sections: tuple[TargetSection, ...]
    last: Registration | None  # of the year before

    @cached_property
    def targets(self):
        return [line for section in self.sections for line in section.lines]

    @property
    def taken(self):
        return [line for line in self.movements if line.registered]

    @property
    def aimed(self):
        return [line for line in self.targets if line.target]


def registration_lines(registration, *, marks=()):
    """The lines of a registration, in eight queries at most, whatever their number."""
    indicators = list(owed_over(registration.unit, registration.term))
    last = last_registration(registration)
    targets, before = _targets_of(registration), _targets_of(last)
    reached = _reached(registration, {indicator.pk: indicator for indicator in indicators})
    sections = {}
    for indicator in indicators:
        line = TargetLine(
            indicator, targets.get(indicator.pk), reached.get(indicator.pk), before.get(indicator.pk),
            indicator.code in marks, last.term.last_day if last else None,
        )  # fmt: skip
        sections.setdefault(indicator.movement_id, []).append(line)
    grouped = tuple(TargetSection(rows[0].indicator.movement, tuple(rows)) for rows in sections.values())
    return Lines(_movement_lines(registration), grouped, last)


def last_registration(registration):
    """The same unit's registration of the year before, or None."""
    term = registration.term
    earlier = Registration.objects.filter(unit=registration.unit, term__kind=term.kind, term__year=term.year - 1)
    return earlier.select_related("term").first()


def _targets_of(registration):
    return {} if registration is None else {target.indicator_id: target for target in registration.targets.all()}


def _movement_lines(registration):
    """Those that are open, and those that were registered even if they have stopped since."""
    registered = {row.movement_id: row for row in registration.movements.select_related("movement").order_by("pk")}
    offered = list(open_movements(registration.unit, registration.term))
    known = {movement.pk for movement in offered}
    offered += [row.movement for row in registered.values() if row.movement_id not in known]
    return tuple(MovementLine(movement, registered.get(movement.pk)) for movement in offered)


def _reached(registration, indicators):
    """{indicator: the result of the year before}, cumulated over its quarters as the filing page does."""
    rows = (
        Figure.objects.filter(
            filing__unit=registration.unit, filing__period__year=registration.term.year - 1,
            filing__state__in=FilingState.SHOWN_TO_RECEIVER, indicator__in=indicators,
        ).select_related("filing__period").order_by("filing__period__last_day")
    )  # fmt: skip
    found = {}
    breaks = breaks_of(indicators)
    for figure in rows:
        cut = break_between(
            breaks.get(figure.indicator_id, ()), figure.filing.period.last_day, registration.term.first_day
        )
        if not cut and (amount := amount_of(figure, indicators[figure.indicator_id])) is not None:
            found.setdefault(figure.indicator_id, []).append((figure.filing.period.index, amount))
    return {pk: result for pk, past in found.items() if (result := _last_result(indicators[pk], past))}


def _last_result(indicator, past):
    amounts = [amount for _, amount in past]
    total = amounts[-1] if indicator.over_time == OverTime.RECOMPUTE else over_time(amounts, indicator)
    value = shown_value(total, indicator)
    return None if value is None else LastResult(value, past[-1][0])


# ---- who has registered ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RegistrationRow:
    """One unit in the list of a term; `registration` only if this person may open it."""

    unit: Unit
    registration: Registration | None
    state: str
    due_on: date
    days_left: int | None  # working days; None once it has been sent
    sent_at: datetime | None
    on_time: bool | None
    marked: bool = False  # was once given back with marks: to be opened before it is accepted

    @property
    def label(self):
        return REGISTRATION_LABELS[self.state]

    @property
    def plain(self):
        """Whether it may be accepted together with others."""
        return self.state == RegistrationState.SUBMITTED and not self.marked


def registration_rows(user, term, *, today):
    """Every unit that registers where this person sits, with what it has sent; eight queries, whatever the size."""
    receiver = receiving_unit(user)
    if receiver is None and not user.sees_province:
        return []  # a person without a unit receives nothing
    units = expected_in(receiver, term)
    seen = Registration.objects.visible_to(user).filter(term=term, unit__in=[unit.pk for unit in units])
    sent = {row.unit_id: row for row in seen.with_names() if row.first_submitted_at}
    marked = once_marked(row.pk for row in sent.values() if row.state == RegistrationState.SUBMITTED)
    due, days = DueDays(term), office_calendar()
    return [
        _sent_row(sent[unit.pk], due.of(unit), marked)
        if unit.pk in sent
        else _open_row(unit, due.of(unit), days.days_left(today, due.of(unit)))
        for unit in units
    ]


def expected_in(receiver, term):
    """Units that register with `receiver` in a term of their kind."""
    kinds = TermKinds()
    return [unit for unit in expected_on(receiver, term.first_day) if kinds.of(unit) == term.kind]


def once_marked(pks):
    """Those among these registrations that were given back with marks at some time."""
    events = Event.objects.filter(about=Registration._meta.label_lower, about_id__in=list(pks), step__in=RETURNS)
    return {pk for pk, data in events.values_list("about_id", "data") if data.get("marks")}


def _sent_row(row, due_on, marked):
    sent_at = row.submitted_at
    return RegistrationRow(row.unit, row, row.state, due_on, None, sent_at, row.on_time, row.pk in marked)


def _open_row(unit, due_on, left):
    invited = unit.duty == Duty.INVITED
    state = INVITED if invited else OVERDUE if left < 0 else NOT_SENT
    return RegistrationRow(unit, None, state, due_on, None if invited else left, None, None)


def rows_of_kind(rows, kind):
    """Rows of one kind of units; none chosen is all."""
    return [row for row in rows if not kind or row.unit.kind == kind]


def registration_counts(rows):
    """(state, label, number) of the states that occur, in the order of the work."""
    order = [NOT_SENT, OVERDUE, *RegistrationState.values, INVITED]
    found = {state: sum(row.state == state for row in rows) for state in order}
    return [(state, REGISTRATION_LABELS[state], n) for state, n in found.items() if n]


def first_registration_waiting(rows):
    """The registration that has waited longest for its receiver, or None."""
    waiting = [row.registration for row in rows if row.state in RegistrationState.WITH_RECEIVER]
    return min(waiting, key=lambda registration: registration.submitted_at, default=None)


@dataclass(frozen=True)
class OwnTerm:
    """A term as the unit itself sees it."""

    term: Term
    registration: Registration | None
    due_on: date
    days_left: int | None

    @property
    def state(self):
        return self.registration.state if self.registration else "idle"

    @property
    def label(self):
        return REGISTRATION_LABELS[self.state]


def own_terms(user, terms, *, today):
    """The terms by which the person's unit goes, with what it has registered in each; two queries and one a term."""
    kind = term_kind_of(user.unit)
    terms = [term for term in terms if term.kind == kind]
    rows = Registration.objects.visible_to(user).filter(unit=user.unit_id, term__in=terms).with_names()
    own = {row.term_id: row for row in rows}
    days = office_calendar()
    return [_own_term(term, own.get(term.pk), due_for(user.unit, term), days, today) for term in terms]


def _own_term(term, registration, due_on, days, today):
    """No clock runs for what has been sent once."""
    sent = registration is not None and registration.first_submitted_at
    return OwnTerm(term, registration, due_on, None if sent else days.days_left(today, due_on))
