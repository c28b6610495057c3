"""Everything the report reads, in one go: the number of queries is the same for ten units and for a thousand."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings

from movements.compile.history import break_between, segment
from movements.compile.standing import owed_filings
from movements.enums import Basis, Entry, FilingState, PeriodKind
from movements.models import (
    Directive,
    DirectivePoint,
    DueDate,
    Figure,
    Filing,
    Indicator,
    IndicatorBreak,
    Movement,
    Period,
    PublishedFigure,
    ReportingDuty,
    Target,
)
from reports.compile.data import Source
from reports.compile.others import Others
from thidua.calendar import same_last_year
from units.models import Placement, Unit


@dataclass(frozen=True)
class Filed:
    """One filing, without its texts."""

    pk: int
    unit_id: int
    period_id: int
    state: str
    sent: bool
    on_time: bool | None
    illustrative: bool


@dataclass(frozen=True)
class Duty:
    """Who owes an indicator: units by name, or every unit of a kind."""

    units: frozenset[int]
    kinds: frozenset[str]

    def binds(self, unit):
        return unit.pk in self.units or unit.kind in self.kinds


NOBODY = Duty(frozenset(), frozenset())


class Tree:
    """The dated tree in memory."""

    def __init__(self, units, placements):
        self.units = {unit.pk: unit for unit in units}
        self._placements = placements
        self._cache = {}

    def on(self, day):
        """{unit id: parent id or None} of the units that exist on a day."""
        if day not in self._cache:
            parents = {p.unit_id: p.parent_id for p in self._placements if _holds(p, day)}
            self._cache[day] = {pk: parents.get(pk) for pk, unit in self.units.items() if _holds(unit, day)}
        return self._cache[day]

    def province(self, day):
        codes = settings.OFFICE["province_codes"]
        return next((pk for pk in self.on(day) if self.units[pk].code in codes), None)

    def direct(self, day):
        """Ids of the province's own children."""
        return self.children(self.province(day), day)

    def children(self, parent, day):
        return [pk for pk, above in self.on(day).items() if above == parent and above is not None]


def _holds(row, day):
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or row.valid_to >= day)


class Tables:
    """All rows behind one report; made inside a snapshot, then read without the database."""

    def __init__(self, period, user, today):
        self.period, self.today = period, today
        self._read_catalogues(user)
        self._read_periods()
        self._read_tree()
        self._read_filings(user)
        self.others = Others(period, user, same_last_year(period.span).first)

    def _read_catalogues(self, user):
        self.directive = Directive.objects.visible_to(user).first()
        self.points = list(DirectivePoint.objects.visible_to(user))
        self.movements = list(Movement.objects.visible_to(user).filter(in_portal=True).for_list())
        rows = Indicator.objects.visible_to(user).as_of(self.period.last_day)
        self.indicators = list(rows.select_related("point", "movement").in_order())
        self.breaks = _grouped(IndicatorBreak.objects.order_by("on"), "indicator_id")
        province = Target.objects.visible_to(user).filter(unit__code__in=settings.OFFICE["province_codes"])
        aims = self._in_measure(province.order_by("pk"), "year_to")  # what units registered is beside their boxes
        self.targets = _grouped(aims, "indicator_id")
        published = PublishedFigure.objects.visible_to(user).order_by("year", "as_of", "pk")
        self.published = _grouped(self._in_measure(published, "year"), "indicator_id")
        self._spans = _grouped(ReportingDuty.objects.all(), "indicator_id")
        self._duties = {}
        self.duties = {pk: self.duty(pk, self.period.last_day) for pk in self._spans}

    def _in_measure(self, rows, year):
        """Rows of years whose definition has the measure of the period's: others would be read a thousandfold."""
        known = {one.pk: one for one in self.indicators}
        for row in rows:
            now = known.get(row.indicator_id)
            if now is None or now.newest.as_of(date(getattr(row, year), 12, 31)).has_measure_of(now):
                yield row

    def _read_periods(self):
        year = self.period.year
        quarters = sorted(Period.objects.filed().filter(year__in=(year - 1, year)), key=lambda q: q.last_day)
        first, last = self.period.first_day, self.period.last_day
        self.quarters = [q for q in quarters if first <= q.first_day and q.last_day <= last]
        self.to_date = [q for q in quarters if q.year == year and q.last_day <= last]
        self.last_year = [q for q in quarters if q.year == year - 1]
        # Who owes what, and by when, is asked where queue and reminders ask it: {quarter: {unit: what it owes}}.
        self.owed = {quarter.pk: {} for quarter in quarters}
        for one in owed_filings(quarters):
            self.owed[one.period.pk][one.unit.pk] = one
        rows = DueDate.objects.filter(period__in=quarters)
        self.due = {(row.period_id, row.level): row.due_on for row in rows}

    def _read_tree(self):
        units = Unit.objects.in_order().only("pk", "code", "name", "kind", "duty", "valid_from", "valid_to")
        self.tree = Tree(list(units), list(Placement.objects.all()))

    def _read_filings(self, user):
        rows = Filing.objects.visible_to(user).filter(period__in=[*self.last_year, *self.to_date])
        columns = ("pk", "unit_id", "period_id", "state", "first_submitted_at", "withdrawn", "on_time", "illustrative")
        filings = [_filed(row) for row in rows.values_list(*columns)]
        self.filings = {(filed.period_id, filed.unit_id): filed for filed in filings}
        self._read_boxes([filed for filed in filings if filed.state == FilingState.ACCEPTED])
        closing = {q.pk for q in self.quarters}
        accepted = rows.filter(period__in=closing, state=FilingState.ACCEPTED)
        texts = ("pk", "unit_id", "period_id", "highlights", "difficulties", "proposals")
        self.texts = list(accepted.order_by("period__last_day").values_list(*texts))

    def _read_boxes(self, accepted):
        """{(indicator, period): [(unit, Source)]} of confirmed filings only, and the words beside the boxes."""
        by_pk = {filed.pk: filed for filed in accepted}
        periods = {filed.period_id for filed in accepted}
        days = {quarter.pk: quarter.last_day for quarter in (*self.last_year, *self.to_date)}
        rates = {(one.pk, pk) for one in self.indicators for pk, day in days.items() if one.newest.as_of(day).is_rate}
        rows = Figure.objects.filter(filing__period__in=periods, filing__state=FilingState.ACCEPTED)
        self.boxes, self.explanations, self.filed = {}, {}, by_pk
        columns = ("indicator_id", "filing_id", "note", "value", "denominator", "nothing")
        for indicator, pk, note, *box in rows.values_list(*columns):
            filed = by_pk.get(pk)
            if note.strip():
                self.explanations[indicator, pk] = note
            if filed is not None and _is_filled((indicator, filed.period_id) in rates, *box):
                self.boxes.setdefault((indicator, filed.period_id), []).append((filed.unit_id, Source(pk, *box)))

    @cached_property
    def year_end(self):
        """Whether the period ends with the year: only then is a year's target judged."""
        return bool(self.to_date) and self.to_date[-1].index == 4

    def due_quarters(self, indicator, quarters):
        """The quarters for which the indicator has a box."""
        return [q for q in quarters if _holds(indicator, q.last_day) and indicator.frequency in q.frequencies]

    def duty(self, pk, day):
        """Who owes an indicator on a day."""
        if (pk, day) not in self._duties:
            rows = [row for row in self._spans.get(pk, ()) if row.holds_on(day)]
            named, kinds = (
                {row.unit_id for row in rows if row.unit_id},
                {row.unit_kind for row in rows if row.unit_kind},
            )
            self._duties[pk, day] = Duty(frozenset(named), frozenset(kinds))
        return self._duties[pk, day]

    def closing(self, period):
        """{day: ids of the units that ended on it} inside a period: what they filed stands for its first days."""
        found = {}
        for pk, unit in self.tree.units.items():
            if unit.valid_to and period.first_day <= unit.valid_to < period.last_day:
                found.setdefault(unit.valid_to, set()).add(pk)
        return found

    def cut(self, indicator, earlier, later):
        """The break that parts two days of a series, or None."""
        return break_between(self.breaks.get(indicator.pk, ()), earlier, later)

    def owing(self, indicator, day):
        """Ids of the units that exist on a day and owe this box."""
        duty = self.duty(indicator.pk, day) if indicator.entry in Entry.BOXES else NOBODY
        return [pk for pk in self.tree.on(day) if duty.binds(self.tree.units[pk])]

    def stages(self, day):
        """{typical model: its stage at the end of a day}."""
        return {one.model: one.stage for one in self.others.entrances if one.on <= day}  # the last one stays

    def entered(self, first, last):
        """{stage: typical models that entered it between two days}; one that came back counts once."""
        found = {}
        for one in self.others.entrances:
            if first <= one.on <= last:
                found.setdefault(one.stage, set()).add(one.model)
        return found

    def segment(self, indicator, day):
        """How many breaks of the series lie on or before a day: amounts of two segments are never joined."""
        return segment(self.breaks.get(indicator.pk, ()), day)


def _filed(row):
    pk, unit_id, period_id, state, first_submitted_at, withdrawn, on_time, illustrative = row
    sent = first_submitted_at is not None and not withdrawn
    return Filed(pk, unit_id, period_id, state, sent, on_time, illustrative)


def _is_filled(is_rate, value, denominator, nothing):
    return nothing or (value is not None and (denominator is not None or not is_rate))


def _grouped(rows, key):
    groups = {}
    for row in rows:
        groups.setdefault(getattr(row, key), []).append(row)
    return groups


def covers_filings(period):
    """Units file by quarter with the decree's cut-offs: a month, or a year of the calendar, cuts through quarters."""
    return period.kind != PeriodKind.MONTH and period.basis == Basis.DECREE_09
