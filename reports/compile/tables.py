"""Everything the report reads, in one go: the number of queries is the same for ten units and for a thousand."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

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
        self.indicators = list(Indicator.objects.visible_to(user).select_related("point", "movement").in_order())
        self.breaks = _grouped(IndicatorBreak.objects.order_by("on"), "indicator_id")
        province = Target.objects.visible_to(user).filter(unit__code__in=settings.OFFICE["province_codes"])
        self.targets = _grouped(province.order_by("pk"), "indicator_id")  # what units registered is beside their boxes
        published = PublishedFigure.objects.visible_to(user).order_by("year", "as_of", "pk")
        self.published = _grouped(published, "indicator_id")
        self.duties = _duties()

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
        rates = {indicator.pk for indicator in self.indicators if indicator.is_rate}
        rows = Figure.objects.filter(filing__period__in=periods, filing__state=FilingState.ACCEPTED)
        self.boxes, self.explanations, self.filed = {}, {}, by_pk
        columns = ("indicator_id", "filing_id", "note", "value", "denominator", "nothing")
        for indicator, pk, note, *box in rows.values_list(*columns):
            filed = by_pk.get(pk)
            if note.strip():
                self.explanations[indicator, pk] = note
            if filed is not None and _is_filled(indicator in rates, *box):
                self.boxes.setdefault((indicator, filed.period_id), []).append((filed.unit_id, Source(pk, *box)))

    @cached_property
    def year_end(self):
        """Whether the period ends with the year: only then is a year's target judged."""
        return bool(self.to_date) and self.to_date[-1].index == 4

    def due_quarters(self, indicator, quarters):
        """The quarters for which the indicator has a box."""
        return [q for q in quarters if _holds(indicator, q.last_day) and indicator.frequency in q.frequencies]

    def owing(self, indicator, day):
        """Ids of the units that exist on a day and owe this box."""
        duty = self.duties.get(indicator.pk, NOBODY) if indicator.entry in Entry.BOXES else NOBODY
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
        return sum(one.on <= day for one in self.breaks.get(indicator.pk, ()))


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


def _duties():
    named, kinds = {}, {}
    for indicator, unit, kind in ReportingDuty.objects.values_list("indicator_id", "unit_id", "unit_kind"):
        if unit:
            named.setdefault(indicator, set()).add(unit)
        else:
            kinds.setdefault(indicator, set()).add(kind)
    both = named.keys() | kinds.keys()
    return {pk: Duty(frozenset(named.get(pk, ())), frozenset(kinds.get(pk, ()))) for pk in both}


def covers_filings(period):
    """Units file by quarter with the decree's cut-offs: a month, or a year of the calendar, cuts through quarters."""
    return period.kind != PeriodKind.MONTH and period.basis == Basis.DECREE_09
