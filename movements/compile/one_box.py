"""One box with what stands beside it, in two queries: what autosave answers with, whatever the years kept."""

from datetime import date

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject

from movements.arithmetic import add_up, shown_value
from movements.compile.box import Children
from movements.compile.boxes import NEWEST_LAST, Boxes, owed_indicators, targets_of
from movements.compile.history import amount_of
from movements.compile.implementation import REGISTERED, Summary, summary_column
from movements.enums import FilingState, Line
from movements.models import Figure, Filing, IndicatorBreak, Period, Target
from units.models import Unit, User

COLUMNS = (
    "pk", "value", "denominator", "nothing", "note", "version", "changed_by", "changed_by__full_name", "changed_at",
    "filing", "filing__unit", "filing__period", "filing__period__year", "filing__period__last_day",
)  # fmt: skip

AIM = ("comparison", "value", "upper_value", "year_from", "year_to", "term_ends")


def open_box(filing, code):
    """The reader of one box of a filing, or None where the unit does not owe it."""
    beside = {"aim": _aim(filing), "cut": _cut(filing)}
    if code in REGISTERED:
        beside["kept"] = summary_column(filing.unit, filing.period.first_day, filing.period.last_day)
    indicator = owed_indicators(filing.unit, filing.period).filter(code=code).annotate(**beside).first()
    return None if indicator is None else OneBox(filing, indicator)


class OneBox(Boxes):
    """Reads as `Boxes` does, for one indicator. How many children are expected is not asked: it does not change."""

    def __init__(self, filing, indicator):
        self.filing, self.marks, self.indicators = filing, frozenset(), [indicator]
        self.indicator, self.before = indicator, {}
        self.breaks = {indicator.pk: [_break_of(indicator)]} if indicator.cut else {}
        rows = [self._figure(row) for row in _rows(filing, indicator)]
        now = [figure for figure in rows if figure.filing.period.last_day == filing.period.last_day]
        past = [figure for figure in rows if figure not in now]
        own = next((figure for figure in now if figure.filing_id == filing.pk), None)
        self.figures = {indicator.pk: own} if own else {}
        self.earlier = self._by_period(sorted(past, key=lambda figure: figure.filing.period.last_day))
        self.below = [amount_of(figure) for figure in now if figure.filing_id != filing.pk]
        self.targets = self._target()

    def _register(self, indicator):
        kept = getattr(indicator, "kept", None)
        return Summary(**kept).of(indicator.code) if kept else None

    def _target(self):
        """The one that `_aim` has found, where it is in the measure of this day."""
        if not self.indicator.aim:
            return {}
        aim = dict(self.indicator.aim)
        ends = aim.pop("term_ends")
        target = Target(indicator=self.indicator, **aim)
        target.term_ends = date.fromisoformat(str(ends)) if ends else None
        return {self.indicator.pk: target} if self._is_in_measure(target) else {}

    def read(self, figure=None):
        """The box; with `figure`, as it stands after that was written."""
        if figure is not None:
            self.figures = {self.indicator.pk: figure}
        return self.box(self.indicator)

    def _figure(self, row):
        pk, value, denominator, nothing, note, version, by, name, at, filing, unit, period, year, last_day = row
        figure = Figure(
            pk=pk, value=value, denominator=denominator, nothing=nothing, note=note, version=version, changed_at=at,
            changed_by=User(pk=by, full_name=name) if by else None, indicator=self.indicator,
        )  # fmt: skip
        figure.filing = Filing(pk=filing, unit_id=unit, period=Period(pk=period, year=year, last_day=last_day))
        return figure

    def _children(self, indicator):
        amounts = [amount for amount in self.below if amount is not None]
        if not amounts:
            return None
        return Children(shown_value(add_up(amounts), indicator), len(amounts), len(amounts))


def _aim(filing):
    """The target that `Boxes` would show, as one column: the unit's own before the province's, the newest first."""
    newest_first = [f"-{name}" for name in NEWEST_LAST]
    own_first = Case(When(unit=filing.unit, then=Value(0)), default=Value(1))
    rows = targets_of(filing.unit, filing.period).filter(indicator=OuterRef("pk")).order_by(own_first, *newest_first)
    columns = {name: F(name) for name in AIM}
    return Subquery(rows.values(aim=JSONObject(**columns))[:1])


def _cut(filing):
    """The last break of the series up to now, as one column: what lies before it is not set beside the box."""
    rows = IndicatorBreak.objects.filter(indicator=OuterRef("pk"), on__lte=filing.period.last_day).order_by("-on")
    return Subquery(rows.values(cut=JSONObject(on=F("on"), reason=F("reason")))[:1])


def _break_of(indicator):
    return IndicatorBreak(on=date.fromisoformat(str(indicator.cut["on"])), reason=indicator.cut["reason"])


def _merged_in(unit_id):
    """Figures of the unit and of those that merged into it, twice over at most: one statement may not look further."""
    chain = Q(filing__unit__successor=unit_id) | Q(filing__unit__successor__successor=unit_id)
    return Q(filing__unit=unit_id) | chain


def _rows(filing, indicator):
    """This box now and in this and last year; where it speaks for a territory the children's too, in one statement."""
    period, sent = filing.period, Q(filing__state__in=FilingState.SHOWN_TO_RECEIVER)
    figures = Figure.objects.filter(indicator=indicator)
    own = figures.filter(
        Q(filing=filing.pk) | (sent & Q(filing__period__last_day__lt=period.last_day)),
        _merged_in(filing.unit_id), filing__period__year__gte=period.year - 1,
    )  # fmt: skip
    own = own.order_by().values_list(*COLUMNS)
    if indicator.line != Line.TERRITORY:
        return own  # nothing is compared with the children's
    children = Unit.objects.children_of(filing.unit, period.last_day).order_by().values("pk")
    below = figures.filter(sent, filing__period=period.pk, filing__unit__in=children)
    return own.union(below.order_by().values_list(*COLUMNS), all=True)
