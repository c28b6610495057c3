"""Series of figures: what a unit and those merged into it gave before, and where a series must not be joined."""

from dataclasses import dataclass
from datetime import date

from movements.arithmetic import Amount, add_up, shown_value
from movements.enums import FilingState
from movements.models import Figure, Indicator, IndicatorBreak, Period
from movements.rollups import ancestors_of_line, heirs
from thidua.text import format_number
from units.models import Unit

LENGTH = 12  # values of a series on a page


def amount_of(figure, indicator=None):
    """What a box says as an amount: nothing happened is zero, an empty box or half a rate is None.

    `indicator`: as it was defined on the filing's last day, where that is not how the figure's own row has it.
    """
    if figure is None:
        return None
    is_rate = (indicator or figure.indicator).is_rate
    if figure.nothing:
        return Amount(0, 0 if is_rate else None)  # a part missing would spoil the sum of the others
    if figure.value is None or (is_rate and figure.denominator is None):
        return None
    return Amount(figure.value, figure.denominator if is_rate else None)


def breaks_of(indicators) -> dict[int, list[IndicatorBreak]]:
    """{indicator: its breaks, oldest first}, in one query."""
    found = {}
    for one in IndicatorBreak.objects.filter(indicator__in=indicators).order_by("on"):
        found.setdefault(one.indicator_id, []).append(one)
    return found


def segment(breaks, day: date) -> int:
    """How many breaks lie on or before a day: figures of two segments are never joined or compared."""
    return sum(one.on <= day for one in breaks)


def break_between(breaks, earlier: date, later: date):
    """The last break between two days, or None when the series is whole from one to the other."""
    return next((one for one in reversed(breaks) if earlier < one.on <= later), None)


def not_compared(found) -> str:
    """Why two figures are not set side by side; empty where they may be."""
    return f"không so sánh: từ {found.on:%d/%m/%Y} {_lower_first(found.reason)}" if found else ""


def _lower_first(text):
    """Only a plain word is lowered: PAPI and GRDP stay as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def merged_into(unit) -> set[int]:
    """Ids of the unit and of all whose figures it carries on."""
    rows = list(Unit.objects.filter(successor__isnull=False).values_list("pk", "successor"))
    if not rows:
        return {unit.pk}
    successors = dict(rows)
    lines = heirs(successors, successors=successors, stands=lambda pk: pk == unit.pk)
    return ancestors_of_line(lines, unit.pk)


@dataclass(frozen=True)
class Point:
    """One period of a series; `indicator` as it was defined then."""

    period: Period
    indicator: Indicator
    amount: Amount | None
    units: int  # how many units' boxes it is the sum of
    broken: str  # why it is not joined with the point before it

    @property
    def shown(self):
        value = shown_value(self.amount, self.indicator)
        return "–" if value is None else format_number(value, self.indicator.decimals)


def points(indicator, breaks, given, *, length=LENGTH) -> tuple[Point, ...]:
    """The series, newest first. `given`: {period: [amounts]} of one indicator."""
    periods = sorted(given, key=lambda period: period.last_day)[-length:]
    made, before = [], None
    for period in periods:
        cut = break_between(breaks, before.last_day, period.last_day) if before else None
        then = indicator.as_of(period.last_day)
        made.append(Point(period, then, add_up(given[period]), len(given[period]), not_compared(cut)))
        before = period
    return tuple(reversed(made))


def unit_series(user, unit, indicator, *, length=LENGTH) -> tuple[Point, ...]:
    """The last values of one unit and of those merged into it, as far as this person sees them; four queries."""
    rows = (
        Figure.objects.visible_to(user)
        .filter(indicator=indicator, filing__unit__in=merged_into(unit))
        .filter(filing__state__in=FilingState.SHOWN_TO_RECEIVER)
        .select_related("filing__period").order_by("-filing__period__last_day")[: length * 8]
    )  # fmt: skip
    given = {}
    for figure in rows:
        period = figure.filing.period
        if (amount := amount_of(figure, indicator.as_of(period.last_day))) is not None:
            given.setdefault(period, []).append(amount)
    return points(indicator, breaks_of([indicator]).get(indicator.pk, []), given, length=length)
