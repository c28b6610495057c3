"""Reading a filing's boxes with all that stands beside them, in a number of queries that does not grow."""

from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery

from movements.arithmetic import add_up, over_time, shown_value
from movements.compile.box import Box, Children, Section
from movements.compile.formulas import UnitBook, computed_rows, ended_row
from movements.compile.history import amount_of, break_between, breaks_of, merged_into, not_compared
from movements.compile.implementation import REGISTERED, summary
from movements.enums import Entry, FilingState, Line, OverTime, TermKind
from movements.models import Figure, Indicator, ReportingDuty, Target, Term
from units.enums import UnitKind
from units.models import Unit


def owed_indicators(unit, period):
    """The boxes that `unit` fills in for `period`: followed on its last day, and due at its end."""
    return (
        Indicator.objects.boxes_of(period).owed_by(unit, period.last_day)
        .select_related("movement", "point").in_order()
    )  # fmt: skip


def owes_filing(unit, period):
    return owed_indicators(unit, period).exists()


def filing_sections(filing, *, marks=(), opened=None):
    """All sections of a filing. About twelve queries, whatever the number of boxes and children."""
    boxes = Boxes(filing, frozenset(marks), opened)
    sections = {}
    for indicator in boxes.indicators:
        sections.setdefault(indicator.movement_id, []).append(boxes.box(indicator))
    below = {}
    for row in boxes.untyped() if sections else ():
        own = row.indicator.movement_id
        below.setdefault(own if own in sections else [*sections][-1], []).append(row)
    return [Section(rows[0].indicator.movement, tuple(rows), tuple(below.get(pk, ()))) for pk, rows in sections.items()]


def unit_book(filing, dictionary):
    """What a formula may read of one filing. `dictionary`: {code: indicator}."""
    return Boxes(filing, frozenset()).book(dictionary)


class Boxes:
    """Gathers, one query each, everything the boxes of one filing need."""

    opened = None  # codes of what an unlock has opened; None: nothing is closed

    def __init__(self, filing, marks, opened=None):
        self.filing, self.marks, self.opened = filing, marks, opened
        self.indicators = list(owed_indicators(filing.unit, filing.period))
        self.figures = _by_indicator(Figure.objects.filter(filing=filing).select_related("changed_by"))
        self.before = {}
        self.breaks = breaks_of(self.indicators)
        self.earlier = self._earlier()
        self.targets = self._targets()
        self.below = self._below()

    def box(self, indicator):
        figure = self.figures.get(indicator.pk)
        if figure is not None:
            figure.indicator = indicator
        own = amount_of(figure)
        past, cut = self._unbroken(indicator)
        this_year = [amount for period, amount in past if period.year == self.filing.period.year]
        return Box(
            indicator=indicator,
            figure=figure,
            last=past[-1][1] if past else None,
            target=self.targets.get(indicator.pk),
            cumulative=over_time([*this_year, own], indicator) if indicator.over_time != OverTime.RECOMPUTE else own,
            children=self._children(indicator),
            marked=indicator.code in self.marks,
            before=self.before.get(indicator.pk) if past else None,
            earlier=tuple(this_year),
            register=self._register(indicator),
            closed=self.opened is not None and indicator.code not in self.opened,
            broken=not_compared(cut),
            cross=self._cross(indicator),
        )

    def _register(self, indicator):
        return self._summary.of(indicator.code) if indicator.code in REGISTERED else None

    @cached_property
    def _summary(self):
        return summary(self.filing.unit, self.filing.period.first_day, self.filing.period.last_day)

    def _unbroken(self, indicator):
        """Earlier (period, amount) on this side of every break, and the break that cut off the others."""
        past = self.earlier.get(indicator.pk, [])
        breaks = self.breaks.get(indicator.pk, ())
        cut = break_between(breaks, past[0][0].last_day, self.filing.period.last_day) if past else None
        return [(period, amount) for period, amount in past if not cut or period.last_day >= cut.on], cut

    def untyped(self):
        """What this unit's boxes feed, computed; then what it used to fill in and is followed no longer."""
        period = self.filing.period
        rows = self._formulas_and_ended()
        formulas = [one for one in rows if one.is_formula]
        book = self.book({one.code: one for one in formulas})
        gone = [one for one in rows if one.ended_by(period.last_day) and one.entry in Entry.BOXES]
        due = [one for one in formulas if one.frequency in period.frequencies and one.is_followed_on(period.last_day)]
        return [*computed_rows(due, book), *map(ended_row, gone)]

    def book(self, formulas):
        """What formulas read of this filing; `formulas`: {code: indicator} beside this unit's boxes."""
        return UnitBook(
            period=self.filing.period, breaks=self.breaks, targets=self.targets, earlier=self.earlier,
            dictionary=formulas | {one.code: one for one in self.indicators},
            now={one.pk: amount_of(self.figures.get(one.pk), one) for one in self.indicators},
        )  # fmt: skip

    def _formulas_and_ended(self):
        """Formulas, and the boxes of this unit that ended since the beginning of the year before."""
        period = self.filing.period
        turned = Q(entry=Entry.FORMULA) | Q(meaning_from__isnull=False)
        lately = Q(valid_to__lt=period.last_day, valid_to__gte=date(period.year - 1, 1, 1))
        kinds = Q(duties__unit=self.filing.unit) | Q(duties__unit_kind=self.filing.unit.kind)
        rows = Indicator.objects.as_of(period.last_day).filter(turned | (lately & kinds)).distinct()
        return list(rows.select_related("movement", "point").in_order())

    def _earlier(self):
        """Earlier amounts per indicator, oldest first: this year's and last year's, with those of units merged in."""
        period = self.filing.period
        rows = (
            Figure.objects.filter(filing__unit__in=merged_into(self.filing.unit))
            .filter(filing__period__year__gte=period.year - 1, filing__period__last_day__lt=period.last_day)
            .filter(filing__state__in=FilingState.SHOWN_TO_RECEIVER)
            .select_related("filing__period", "indicator").order_by("filing__period__last_day")
        )  # fmt: skip
        return self._by_period(rows)

    def _by_period(self, figures):
        """{indicator: [(period, amount)]} of these figures, oldest first; the newest is what stood before."""
        found = {}
        for figure in figures:
            then = figure.filing.period
            if (amount := amount_of(figure, figure.indicator.as_of(then.last_day))) is not None:
                given = found.setdefault(figure.indicator_id, {})
                given[then] = given[then] + amount if then in given else amount
                self.before[figure.indicator_id] = figure
        return {pk: list(given.items()) for pk, given in found.items()}

    def _targets(self):
        """The unit's own target of its term; the province's for the department that leads the indicator."""
        rows = targets_of(self.filing.unit, self.filing.period).select_related("indicator").order_by(*NEWEST_LAST)
        own_last = sorted(rows, key=lambda target: target.unit_id == self.filing.unit_id)
        return {target.indicator_id: target for target in own_last if self._is_in_measure(target)}

    def _is_in_measure(self, target):
        """A target is read with the definition at its term's end; in another measure it stands beside no box."""
        now = target.indicator.as_of(self.filing.period.last_day)
        ends = date(target.year_to, 12, 31) if target.is_of_one_year else target.term_ends
        same = target.indicator.as_of(ends).has_measure_of(now)
        target.indicator = now
        return same

    def _below(self):
        """Amounts of the direct children in the same period, sent and not being edited."""
        children = Unit.objects.children_of(self.filing.unit, self.filing.period.last_day)
        kinds = dict(children.values_list("pk", "kind"))
        self.expected = _expected(kinds, self.indicators, self.filing.period.last_day)
        if not self.expected:
            return {}
        rows = Figure.objects.filter(
            filing__period=self.filing.period,
            filing__unit__in=list(kinds),
            filing__state__in=FilingState.SHOWN_TO_RECEIVER,
        ).select_related("indicator")
        return _amounts(rows, self.filing.period.last_day)

    def _cross(self, indicator):
        """Only for a unit that is no territory: what the districts or communes of the province gave."""
        if indicator.line != Line.TERRITORY or self.filing.unit.kind in UnitKind.TERRITORIES:
            return None
        expected, amounts = self._territory
        if not expected.get(indicator.pk):
            return None
        given = amounts.get(indicator.pk, [])
        return Children(shown_value(add_up(given), indicator), len(given), expected[indicator.pk])

    @cached_property
    def _territory(self):
        """({indicator: how many owe it}, {indicator: amounts}) of the province's own districts or communes."""
        period = self.filing.period
        top = Unit.objects.on(period.last_day).filter(code__in=settings.OFFICE["province_codes"]).first()
        kinds = dict(
            Unit.objects.children_of(top, period.last_day).filter(kind__in=UnitKind.TERRITORIES)
            .values_list("pk", "kind")
        )  # fmt: skip
        crossed = [one for one in self.indicators if one.line == Line.TERRITORY]
        rows = Figure.objects.filter(
            filing__period=period, filing__unit__in=list(kinds), indicator__in=crossed,
            filing__state__in=FilingState.SHOWN_TO_RECEIVER,
        ).select_related("indicator")  # fmt: skip
        return _expected(kinds, crossed, period.last_day), _amounts(rows, period.last_day)

    def _children(self, indicator):
        expected = self.expected.get(indicator.pk, 0)
        if not expected:
            return None
        amounts = self.below.get(indicator.pk, [])
        return Children(shown_value(add_up(amounts), indicator), len(amounts), expected)


NEWEST_LAST = ("year_from", "year_to", "pk")  # of two terms that hold a day, the one that began later


def targets_of(unit, period):
    """What the unit aims at in a period: its own targets of the year, those that it registered for the school year
    that holds the period's last day (`term_ends`), and the province's where it may lead the indicator."""
    own = Q(unit=unit)
    as_lead = Q(indicator__line=Line.DEPARTMENT, unit__code=settings.OFFICE["province_codes"][0])
    of_year = (own | as_lead) & Q(year_from=period.year, year_to=period.year)
    years = (period.last_day.year - 1, period.last_day.year)
    registered = [Term(kind=TermKind.SCHOOL_YEAR, year=year).target_source for year in years]
    of_school_year = own & Q(source__in=registered, year_to=F("year_from") + 1, term_ends__isnull=False)
    held = Term.objects.filter(kind=TermKind.SCHOOL_YEAR, year=OuterRef("year_from"))
    ends = held.filter(first_day__lte=period.last_day, last_day__gte=period.last_day).values("last_day")[:1]
    return Target.objects.filter(scope="").annotate(term_ends=Subquery(ends)).filter(of_year | of_school_year)


def _by_indicator(figures):
    return {figure.indicator_id: figure for figure in figures}


def _amounts(figures, day):
    """{indicator: amounts} as defined on a day."""
    found = {}
    for figure in figures:
        if (amount := amount_of(figure, figure.indicator.as_of(day))) is not None:
            found.setdefault(figure.indicator_id, []).append(amount)
    return found


def _expected(kinds, indicators, day):
    """How many of the children (pk -> kind) owe each indicator on a day."""
    owing = {}
    for duty in ReportingDuty.objects.filter(indicator__in=indicators).on(day) if kinds else ():
        units = {pk for pk, kind in kinds.items() if kind == duty.unit_kind or pk == duty.unit_id}
        owing.setdefault(duty.indicator_id, set()).update(units)  # by name and by kind is still one
    return {indicator: len(units) for indicator, units in owing.items() if units}


def box_sources(filing, indicator):
    """The children's boxes behind a sum: (unit, amount shown, filing), in the order of names."""
    children = Unit.objects.children_of(filing.unit, filing.period.last_day)
    figures = (
        Figure.objects.filter(
            indicator=indicator, filing__period=filing.period, filing__unit__in=children,
            filing__state__in=FilingState.SHOWN_TO_RECEIVER,
        ).select_related("filing__unit", "indicator").order_by("filing__unit__sort_name")
    )  # fmt: skip
    for figure in figures:
        figure.indicator = indicator  # as defined on the period's last day
    return list(figures)
